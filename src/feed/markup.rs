//! HTML to plain text, with a map from the plain text to the HTML it came from.

use memchr::{memchr, memchr2};
use quick_xml::escape::resolve_html5_entity;

use crate::text::Span;

/// Plain text, and for its pieces where they stand in the HTML; see [`crate::types::Markup`].
#[derive(Debug, Default, PartialEq)]
pub(super) struct Plain {
    pub text: String,
    pub pieces: Vec<(Span, Span)>,
}

/// The plain text of a field that clearly carries markup: a known element written as HTML writes it,
/// or a character reference (`&amp;`). `None` for anything else: `a < b and c > d`, `<3`, `AT&T`.
pub(super) fn plain(raw: &str) -> Option<Plain> {
    memchr2(b'<', b'&', raw.as_bytes())?;
    let (markup, blocks) = kind_of(raw);
    if !markup && !has_reference(raw) {
        return None;
    }
    let mut writer = Writer { raw, plain: Plain::default(), gap: None, collapse: blocks };
    if markup {
        writer.html()
    } else {
        writer.references(0, raw.len())
    }
    Some(writer.plain)
}

/// What an element does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Element {
    Inline,
    /// Ends the line.
    Line,
    /// Stands alone, with an empty line around it.
    Block,
    /// Its content is no text.
    Hidden,
}

fn element(name: &str) -> Option<Element> {
    if name.len() > 10 {
        return None;
    }
    Some(match name.to_ascii_lowercase().as_str() {
        "a" | "abbr" | "acronym" | "b" | "bdi" | "bdo" | "big" | "center" | "cite" | "code" | "data"
        | "del" | "dfn" | "em" | "font" | "i" | "img" | "input" | "ins" | "kbd" | "label" | "link"
        | "mark" | "meta" | "nobr" | "q" | "s" | "samp" | "small" | "source" | "span" | "strike"
        | "strong" | "sub" | "sup" | "time" | "tt" | "u" | "var" | "wbr" | "body" | "html" | "picture" => {
            Element::Inline
        }
        "br" | "li" | "tr" | "dt" | "dd" | "td" | "th" | "option" | "caption" => Element::Line,
        "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "table" | "thead"
        | "tbody" | "tfoot" | "blockquote" | "section" | "article" | "aside" | "header" | "footer"
        | "main" | "nav" | "figure" | "figcaption" | "pre" | "hr" | "form" | "fieldset" | "address"
        | "details" | "summary" => Element::Block,
        "script" | "style" | "head" | "template" | "noscript" | "iframe" | "svg" | "object" | "audio"
        | "video" | "canvas" | "select" | "textarea" | "button" | "math" => Element::Hidden,
        _ => return None,
    })
}

struct Tag<'t> {
    name: &'t str,
    element: Element,
    closes: bool,
    /// `name=value` stands in it.
    attributes: bool,
    end: usize,
}

/// The tag that begins at `at`; `None` where the `<` is only a sign. Unknown elements are signs too:
/// `<name@example.org>`. `open` turns false when no tag can end any more.
fn tag<'t>(raw: &'t str, at: usize, open: &mut bool) -> Option<Tag<'t>> {
    let bytes = raw.as_bytes();
    let closes = bytes.get(at + 1) == Some(&b'/');
    let start = at + 1 + usize::from(closes);
    let name_len = bytes[start..].iter().take_while(|b| b.is_ascii_alphanumeric()).take(12).count();
    let name = &raw[start..start + name_len];
    let mut element = element(name);
    let mut end = start + name_len;
    // `<o:p>` as word processors write it.
    if bytes.get(end) == Some(&b':')
        && name_len > 0
        && bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic)
    {
        end += 1 + bytes[end + 1..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        element = Some(Element::Inline);
    }
    let element = element.filter(|_| *open)?;
    let attributes_start = end;
    if !matches!(bytes.get(end)?, b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n') {
        return None;
    }
    loop {
        let Some(&byte) = bytes.get(end) else {
            *open = false;
            return None;
        };
        end += 1;
        match byte {
            b'>' => break,
            b'"' | b'\'' if bytes[..end - 1].trim_ascii_end().last() == Some(&b'=') => {
                let Some(quote) = memchr(byte, &bytes[end..]) else {
                    *open = false;
                    return None;
                };
                end += quote + 1;
            }
            _ => {}
        }
    }
    let inside = raw[attributes_start..end - 1].trim().trim_end_matches('/').trim();
    let attributes = inside.contains('=');
    let plausible = inside.is_empty()
        || attributes
        || matches!(inside, "async" | "defer" | "hidden" | "nowrap" | "reversed");
    plausible.then_some(Tag { name, element, closes, attributes, end })
}

/// The end of a comment, a doctype or a processing instruction that begins at `at`.
fn remark(raw: &str, at: usize, comments: &mut bool) -> Option<usize> {
    let rest = &raw[at..];
    if rest.starts_with("<!--") {
        if !*comments {
            return None;
        }
        let end = memchr::memmem::find(rest.as_bytes(), b"-->");
        *comments = end.is_some();
        return end.map(|end| at + end + 3);
    }
    let head = rest.get(..9).unwrap_or(rest).to_ascii_lowercase();
    if head.starts_with("<!doctype") || head.starts_with("<?xml") {
        return memchr(b'>', rest.as_bytes()).map(|end| at + end + 1);
    }
    None
}

/// Whether a text carries tags, and whether blocks or line breaks are among them.
fn kind_of(raw: &str) -> (bool, bool) {
    let (mut markup, mut blocks) = (false, false);
    let (mut open, mut comments) = (true, true);
    let mut at = 0;
    while let Some(found) = memchr(b'<', &raw.as_bytes()[at..]) {
        at += found;
        if let Some(end) = remark(raw, at, &mut comments) {
            markup = true;
            at = end;
        } else if let Some(tag) = tag(raw, at, &mut open) {
            let block = matches!(tag.element, Element::Block | Element::Line);
            markup |= block || tag.closes || tag.attributes || tag.element == Element::Hidden;
            blocks |= block;
            at = tag.end;
        } else {
            at += 1;
        }
        if blocks {
            break;
        }
    }
    (markup, blocks)
}

/// The character reference at an `&`, as its text and its end.
fn reference(raw: &str, at: usize) -> Option<(std::borrow::Cow<'static, str>, usize)> {
    let rest = &raw.as_bytes()[at + 1..];
    let length = memchr(b';', &rest[..rest.len().min(34)])?;
    let end = at + 1 + length + 1;
    let name = raw.get(at + 1..end - 1)?;
    let Some(number) = name.strip_prefix('#') else {
        let known = name.bytes().all(|b| b.is_ascii_alphanumeric());
        return known.then(|| resolve_html5_entity(name)).flatten().map(|text| (text.into(), end));
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16).ok()?,
        None if number.bytes().all(|b| b.is_ascii_digit()) => number.parse().ok()?,
        _ => return None,
    };
    // As browsers do: 128 to 159 mean Windows-1252, what is no character becomes U+FFFD.
    let text = match code {
        0x80..=0x9f => {
            let byte = [code as u8];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            text.into_owned()
        }
        _ => char::from_u32(code).filter(|&c| c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER).to_string(),
    };
    Some((text.into(), end))
}

fn has_reference(raw: &str) -> bool {
    memchr::memchr_iter(b'&', raw.as_bytes()).any(|at| reference(raw, at).is_some())
}

/// White space or a break that waits for the next visible character.
#[derive(Clone, Copy)]
struct Gap {
    text: &'static str,
    start: usize,
    end: usize,
}

struct Writer<'t> {
    raw: &'t str,
    plain: Plain,
    gap: Option<Gap>,
    /// White space means nothing, as in HTML; else the line breaks of the text are its own.
    collapse: bool,
}

impl Writer<'_> {
    fn html(&mut self) {
        let (mut open, mut comments) = (true, true);
        let mut unclosed: Vec<String> = Vec::new();
        let mut at = 0;
        let mut text = 0;
        while let Some(found) = memchr(b'<', &self.raw.as_bytes()[at..]) {
            at += found;
            if let Some(end) = remark(self.raw, at, &mut comments) {
                self.references(text, at);
                (at, text) = (end, end);
            } else if let Some(tag) = tag(self.raw, at, &mut open) {
                self.references(text, at);
                let mut end = tag.end;
                match tag.element {
                    Element::Inline => {}
                    Element::Line => self.wait("\n", at, end),
                    Element::Block => self.wait("\n\n", at, end),
                    Element::Hidden if !tag.closes => {
                        let name = tag.name.to_ascii_lowercase();
                        if !unclosed.contains(&name) {
                            match closing(self.raw, end, &name) {
                                Some(close) => end = close,
                                None => unclosed.push(name),
                            }
                        }
                    }
                    Element::Hidden => {}
                }
                (at, text) = (end, end);
            } else {
                at += 1;
            }
        }
        self.references(text, self.raw.len());
    }

    /// Text without tags: copied, with its character references resolved.
    fn references(&mut self, mut start: usize, end: usize) {
        let mut at = start;
        while let Some(found) = memchr(b'&', &self.raw.as_bytes()[at..end]) {
            at += found;
            match reference(self.raw, at).filter(|&(_, after)| after <= end) {
                Some((text, after)) => {
                    self.text(start, at);
                    self.made(&text, at, after);
                    (at, start) = (after, after);
                }
                None => at += 1,
            }
        }
        self.text(start, end);
    }

    fn text(&mut self, start: usize, end: usize) {
        if !self.collapse {
            self.copied(start, end);
            return;
        }
        let bytes = self.raw.as_bytes();
        let mut at = start;
        while at < end {
            let space = bytes[at].is_ascii_whitespace();
            let run = bytes[at..end].iter().take_while(|b| b.is_ascii_whitespace() == space).count();
            if space {
                self.wait(" ", at, at + run)
            } else {
                self.copied(at, at + run)
            }
            at += run;
        }
    }

    fn wait(&mut self, text: &'static str, start: usize, end: usize) {
        let Some(gap) = &mut self.gap else {
            self.gap = Some(Gap { text, start, end });
            return;
        };
        if text != " " {
            // Two line breaks in a row part paragraphs.
            gap.text = if gap.text == " " || text == "\n\n" && gap.text == "\n" {
                text
            } else if text == "\n"
                && gap.text == "\n"
                && is_break(&self.raw[start..end])
                && !gap_is_open(self.raw, gap)
            {
                "\n\n"
            } else {
                gap.text
            };
            gap.end = end;
        }
    }

    fn flush(&mut self, before: usize) {
        let Some(gap) = self.gap.take() else { return };
        if self.plain.text.is_empty() {
            return;
        }
        let end = if gap.text == " " { gap.end } else { before };
        if gap.text == &self.raw[gap.start..end] {
            self.push(gap.start, end);
        } else {
            let from = self.plain.text.len();
            self.plain.text.push_str(gap.text);
            self.piece(from, gap.start, end);
        }
    }

    fn copied(&mut self, start: usize, end: usize) {
        if start < end {
            self.flush(start);
            self.push(start, end);
        }
    }

    fn made(&mut self, text: &str, start: usize, end: usize) {
        self.flush(start);
        let from = self.plain.text.len();
        self.plain.text.push_str(text);
        self.piece(from, start, end);
    }

    fn push(&mut self, start: usize, end: usize) {
        let from = self.plain.text.len();
        self.plain.text.push_str(&self.raw[start..end]);
        if let Some((plain, raw)) = self.plain.pieces.last_mut()
            && plain.len() == raw.len()
            && raw.end as usize == start
        {
            *plain = Span::new(plain.start as usize, from + end - start);
            *raw = Span::new(raw.start as usize, end);
        } else {
            self.piece(from, start, end);
        }
    }

    fn piece(&mut self, from: usize, start: usize, end: usize) {
        self.plain.pieces.push((Span::new(from, self.plain.text.len()), Span::new(start, end)));
    }
}

fn is_break(tag: &str) -> bool {
    tag.get(1..3).is_some_and(|name| name.eq_ignore_ascii_case("br"))
}

/// The gap began with something else than `<br>`, such as the end of a list item.
fn gap_is_open(raw: &str, gap: &Gap) -> bool {
    !is_break(raw[gap.start..].trim_ascii_start())
}

/// The end of `</name …>` after `from`.
fn closing(raw: &str, from: usize, name: &str) -> Option<usize> {
    let bytes = raw.as_bytes();
    memchr::memmem::find_iter(&bytes[from..], b"</").find_map(|found| {
        let start = from + found + 2;
        let same = bytes.get(start..start + name.len())?.eq_ignore_ascii_case(name.as_bytes());
        same.then(|| memchr(b'>', &bytes[start..]).map(|end| start + end + 1)).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Document, DocumentParts, Markup};

    fn text(raw: &str) -> String {
        plain(raw).map_or(raw.to_owned(), |p| p.text)
    }

    #[test]
    fn markup_is_told_from_signs() {
        for raw in [
            "a < b and c > d",
            "I <3 Baku",
            "AT&T & Co",
            "x<y",
            "mail <ana@example.org> now",
            "if a <b and c> d",
            "5 <b> 6",
            "see <https://example.org/p>",
            "Q&A; R&D;",
            "<!-- an open end",
            "tag <p without end",
            "a<br",
            "&;&#;&#x;&# 5;",
        ] {
            assert_eq!(plain(raw), None, "{raw}");
        }
    }

    #[test]
    fn html_becomes_text() {
        for (raw, expected) in [
            ("<p>One.</p>\n<p>Two &amp; three</p>", "One.\n\nTwo & three"),
            ("A<br>B<br/>C<br><br>D", "A\nB\nC\n\nD"),
            ("<ul><li>one</li> <li>two</li></ul>end", "one\ntwo\n\nend"),
            ("<p>a <b>bold</b>  <i>move</i> .</p>", "a bold move ."),
            ("Line one\n\nLine <b>two</b>\n", "Line one\n\nLine two\n"),
            ("x<script>if (a<b) {}</script>y<STYLE>p{}</STYLE><!-- <p>no</p> -->z", "xyz"),
            (
                "Caf&eacute; &#8220;Lux&#x201D; &#146;n&nbsp;co &notathing;",
                "Café “Lux” ’n\u{a0}co &notathing;",
            ),
            ("1 < 2 <p>and 3 > 2</p>", "1 < 2\n\nand 3 > 2"),
            ("<img src=\"a>b.png\" alt='x'>Photo", "Photo"),
            ("<p>open <script>never closed", "open never closed"),
            ("AT&amp;T", "AT&T"),
            ("<o:p></o:p>Word", "Word"),
        ] {
            assert_eq!(text(raw), expected, "{raw}");
        }
    }

    #[test]
    fn spans_lead_back_to_the_html() {
        let raw = "<p>Vüqar&nbsp;<b>Smith &amp; Söhne</b></p><p>in Bakı</p>";
        let Plain { text, pieces } = plain(raw).unwrap();
        let markup = Some(Markup { raw: raw.into(), pieces });
        let document =
            Document::new(DocumentParts { text: text.clone(), text_markup: markup, ..Default::default() });
        for (part, in_html) in [
            ("Vüqar", "Vüqar"),
            ("Smith & Söhne", "Smith &amp; Söhne"),
            ("Söhne", "Söhne"),
            ("Bakı", "Bakı"),
            ("& S", "&amp; S"),
            ("Söhne\n\nin", "Söhne</b></p><p>in"),
        ] {
            let at = text.find(part).unwrap();
            assert_eq!(document.locate(Span::new(at, at + part.len())).text, in_html);
        }
    }

    #[test]
    fn hostile_input_takes_linear_time() {
        for part in ["<a href=\"", "<!--", "<script>", "<a ", "&", "<p", "</"] {
            let raw = part.repeat(400_000);
            let begun = std::time::Instant::now();
            plain(&raw);
            assert!(begun.elapsed().as_secs() < 5, "{part}");
        }
    }

    proptest::proptest! {
        #[test]
        fn pieces_cover_the_plain_text(raw in "(<p>|</p>|<br>|<b>|</b>|<a href='x'>|&amp;|&#65;|&|<|>|\\s|[a-zəя]|<script>|</script>){0,30}") {
            if let Some(Plain { text, pieces }) = plain(&raw) {
                let mut end = 0;
                let mut raw_end = 0;
                for (p, r) in pieces {
                    assert_eq!(p.start, end);
                    assert!(r.start >= raw_end && raw.is_char_boundary(r.start as usize));
                    if p.len() == r.len() {
                        // White space may have become a plain space.
                        let same = |(a, b): (char, char)| a == b || a == ' ' && b.is_ascii_whitespace() || a == '\n';
                        assert!(p.of(&text).chars().zip(r.of(&raw).chars()).all(same));
                    }
                    (end, raw_end) = (p.end, r.end);
                }
                assert_eq!(end as usize, text.len());
            }
        }
    }
}
