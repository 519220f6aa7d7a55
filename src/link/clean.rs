//! The stretch of a mention that is the name: without quotes, honorifics and offices, and without
//! what a tagger took too much or left out at its ends.

use super::inflect::Cleaned;
use super::key;
use super::office;
use crate::names;
use crate::text::Span;
use crate::types::{Annotated, Label, Lang};

/// The mentions of a document that carry a name: number and span of the bare name.
pub(super) fn cleaned(document: &Annotated) -> Cleaned {
    let mut out = Vec::with_capacity(document.mentions.len());
    for (n, m) in document.mentions.iter().enumerate() {
        let Some(span) = bare(document, m.span, m.label) else { continue };
        let span = match m.label {
            Label::Person => without_titles(document, span),
            Label::Organisation => whole_body(document, span),
            _ => span,
        };
        let name = document.text(span);
        let adjective = || is_adjective(name, document.languages.at(span.start));
        if m.label == Label::Person && is_office(name, document.languages.at(span.start)) {
            continue;
        }
        if is_fragment(name) || (m.label == Label::Location && adjective()) {
            continue;
        }
        // One character of a Chinese name, but for the countries that go by one: `美`.
        let single = key::is_han(name) && name.chars().count() == 1;
        if single && m.label != Label::Person && names::place::territory(name).is_none() {
            continue;
        }
        out.push((n as u32, span));
    }
    out
}

/// The name within a mention; `None` if there is no letter in it.
fn bare(document: &Annotated, span: Span, label: Label) -> Option<Span> {
    let text = document.text(span);
    let lead = text.len() - text.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let body = text.trim_matches(|c: char| !c.is_alphanumeric());
    // `Vietnam News Agency (VNA` that the tagger took whole: the bracket is an introduction. `VNA) of
    // Vietnam` begins within one.
    let body = body.split(['(', '（', ')', '）']).next().unwrap_or_default();
    let body = match body.split_once(" — ").or_else(|| body.split_once(" – ")) {
        // `HANOI — Divers`: a dateline and the first word of the report.
        Some((place, _)) if !place.chars().any(char::is_lowercase) => place,
        _ => body,
    };
    let body = body.trim_end_matches(|c: char| !c.is_alphanumeric());
    if !body.chars().any(char::is_alphabetic) {
        return None;
    }
    let start = span.start as usize + lead;
    // `"Rosa" qasırğası`: the mark that opens belongs to the name as the one that closes does.
    let opening = text[..lead].chars().next_back().filter(|c| matches!(c, '«' | '“' | '„' | '"'));
    let closed = body.matches(['»', '”', '"']).count() > body.matches(['«', '„']).count();
    let start = match opening {
        Some(mark) if closed && !body.contains('“') => start - mark.len_utf8(),
        _ => start,
    };
    let mut bare = Span::new(start, span.start as usize + lead + body.len());
    let after = &document.document.text()[bare.end as usize..];
    // `Jr.`, `A.B.` and `S.A.` keep their dot.
    let dotted = bare.end < span.end && after.starts_with('.');
    if dotted && body.rsplit([' ', '.']).next().is_some_and(|w| w.chars().count() <= 2) {
        bare.end += 1;
    }
    // `парк «Зори`: the mark that closes belongs to the name as the one that opens does.
    let count = |marks: &[char]| body.matches(marks).count();
    let closing = after.chars().next().filter(|c| matches!(c, '»' | '”' | '"'));
    if label != Label::Person
        && count(&['«', '“', '„']) > count(&['»', '”'])
        && let Some(mark) = closing
    {
        bare.end += mark.len_utf8() as u32;
    }
    Some(bare)
}

/// Whether a mention is the town in capitals that opens a report: `ODESA – The court`.
pub(super) fn is_dateline(document: &Annotated, span: Span) -> bool {
    let name = document.text(span);
    let after = &document.document.text()[span.end as usize..];
    let dash = [" — ", " – ", " - "].iter().any(|d| after.starts_with(d));
    dash && !name.chars().any(char::is_lowercase) && names::place::city(name).is_some()
}

/// A body's name without the board that belongs to an office: `Chairman of the [Board of the] Press Agency`.
fn without_board(document: &Annotated, span: Span) -> Span {
    const BOARDS: [&str; 5] = [
        "Board of Directors of ",
        "Supervisory Board of ",
        "Management Board of ",
        "Executive Board of ",
        "Board of ",
    ];
    let name = document.text(span);
    let before = document.document.text()[..span.start as usize].trim_end();
    let Some(rest) = BOARDS.iter().find_map(|board| name.strip_prefix(board)) else { return span };
    let of_office = before.strip_suffix(" of the").or_else(|| before.strip_suffix(" of"));
    let office = of_office.and_then(|b| b.split_whitespace().next_back()).is_some_and(|word| {
        let word = word.to_lowercase();
        office::ending_with(&[word.as_str()], Lang::new("en")).is_some() || word == "member"
    });
    let (the, body) = rest.strip_prefix("the ").map_or((false, rest), |body| (true, body));
    let known = || {
        let last = body.rsplit(' ').next().unwrap_or_default();
        body.chars().all(|c| c.is_uppercase()) || body.contains(' ') && names::is_class_word(last)
    };
    if office && (the || known()) {
        Span::new(span.end as usize - body.len(), span.end as usize)
    } else {
        span
    }
}

/// A body's name without a verb behind it, and with the first half of a pair that it begins in:
/// `Courier reports`, `[Radio and] Television Company`.
fn whole_body(document: &Annotated, span: Span) -> Span {
    if document.languages.at(span.start) != Lang::new("en") {
        return span;
    }
    let mut span = without_board(document, span);
    // English names are written in capitals to the end.
    while let Some((head, last)) = document.text(span).rsplit_once(' ') {
        let small = last.chars().all(|c| c.is_lowercase() || c == '\'' || c == '’');
        let named = head.chars().next().is_some_and(char::is_uppercase);
        if !small || !named || names::is_class_word(last) {
            break;
        }
        let head = head.trim_end_matches(|c: char| !c.is_alphanumeric());
        span = Span::new(span.start as usize, span.start as usize + head.len());
    }
    let name = document.text(span);
    let before = &document.document.text()[..span.start as usize];
    let first = name.split(' ').next().unwrap_or_default();
    if let Some(head) = before.strip_suffix(" and ").or_else(|| before.strip_suffix(" & "))
        && name.contains(' ')
        && names::is_subject_word(first)
    {
        let word = head.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let free = !document
            .mentions
            .iter()
            .any(|m| m.span.contains(Span::new(head.len() - word.len(), head.len())));
        if free && word.chars().next().is_some_and(char::is_uppercase) && names::is_subject_word(word) {
            span.start = (head.len() - word.len()) as u32;
        }
    }
    span
}

/// The tagger lost the second half: `Board of`, `Ministry of the`, `R.`.
fn is_fragment(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    let initial = name.strip_suffix('.').is_some_and(|head| head.chars().count() == 1);
    initial
        || name.contains(' ')
            && matches!(last, "of" | "the" | "and" | "for" | "de" | "del" | "di" | "și" | "и" | "та" | "və")
}

/// `Directorul`, `министр`: an office and nobody's name. Where the article does not tell it from a
/// family name, small letters must.
fn is_office(name: &str, lang: Lang) -> bool {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(' ').collect();
    let article = lang == Lang::new("ro") && lower.ends_with(['l', 'a']);
    let small = name.starts_with(char::is_lowercase);
    (article || small) && office::ending_with(&words, lang).is_some_and(|(count, _)| count == words.len())
}

/// `Central Asian` and the `Kazakhstani` President are no places.
fn is_adjective(name: &str, lang: Lang) -> bool {
    // What other languages call so may be a name in a case.
    if lang == Lang::new("en") && names::place::is_english_adjective(name) {
        return true;
    }
    let last = name.rsplit([' ', '-']).next().unwrap_or_default();
    matches!(
        last,
        "Asian" | "African" | "European" | "American" | "Caucasian" | "Balkan" | "Baltic" | "Nordic" | "Arab"
    ) && names::place::territory(name).is_none()
}

/// A person's name without the honorific or office before it.
fn without_titles(document: &Annotated, mut span: Span) -> Span {
    let lang = document.languages.at(span.start);
    loop {
        let text = document.text(span);
        let mut cut = 0;
        let mut words: Vec<String> = Vec::new();
        for (at, word) in text.split(' ').scan(0, |at, w| Some((std::mem::replace(at, *at + w.len() + 1), w)))
        {
            words.push(word.to_lowercase());
            let lower: Vec<&str> = words.iter().map(String::as_str).collect();
            let title = (words.len() == 1 && office::is_honorific(lower[0]))
                || office::ending_with(&lower, lang).is_some_and(|(n, _)| n == lower.len());
            if title && at + word.len() + 1 < text.len() {
                cut = at + word.len() + 1;
            }
            if words.len() == 4 {
                break;
            }
        }
        // What is left must still begin like a name.
        let rest = text[cut..].trim_start();
        let named = rest.chars().next().is_some_and(|c| !c.is_lowercase());
        if cut == 0 || !named {
            return span;
        }
        span = Span::new(span.end as usize - rest.len(), span.end as usize);
    }
}
