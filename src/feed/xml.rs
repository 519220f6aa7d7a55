//! RSS and Atom.
//!
//! Read event by event, so that dates keep their zone, items their language and line, and the items
//! around a break in the XML survive it.

use quick_xml::{
    Reader as Xml,
    escape::resolve_html5_entity,
    events::{BytesStart, Event},
};
use serde_json::{Map, Value};

use super::{Place, Reader, decode::Decoded, markup, published, record};
use crate::types::{DocumentParts, Lang, Severity};

/// After so many breaks a feed is given up: each may cost a reading of all the rest.
const MOST_BREAKS: usize = 100;

/// A child element of an item.
#[derive(Debug, Default)]
struct Child {
    /// Name without the prefix that the root has too.
    name: String,
    attributes: Vec<(String, String)>,
    /// Its text, references resolved.
    text: String,
    /// Its content as it stands in the XML.
    inner: String,
    /// It holds elements.
    nested: bool,
}

impl Child {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

#[derive(Debug, Default)]
struct Item {
    lang: Option<String>,
    line: u64,
    children: Vec<Child>,
}

/// What the channel says of all its items.
#[derive(Debug, Default)]
struct Channel {
    prefix: String,
    lang: Option<String>,
    title: Option<String>,
}

pub(super) fn read(reader: &mut Reader, decoded: &Decoded, place: &Place) {
    reader.damaged(&decoded.damage, place);
    let text: &str = &decoded.text;
    let mut lines = Lines { text, at: 0, line: 1 };
    let mut channel = Channel::default();
    let mut items = 0;
    let mut breaks = 0;
    let mut base = 0;
    while !reader.is_full() {
        let mut walk = Walk { text, base, channel: &mut channel, lines: &mut lines };
        let broken = walk.items(&mut |channel, item| {
            items += 1;
            take(reader, channel, item, place);
            !reader.is_full()
        });
        let Some((at, message)) = broken else { break };
        let here = Place { line: lines.at(at), ..place.clone() };
        breaks += 1;
        let next = next_item(text, at.max(base + 1)).filter(|_| breaks < MOST_BREAKS);
        let lost = if next.is_some() { "; the item was skipped" } else { "; the items before it were kept" };
        reader.issue(
            &here,
            None,
            Severity::Error,
            format!("broken XML ({message}){lost}. Repair the feed at its source"),
        );
        let Some(next) = next else { break };
        base = next;
    }
    if items == 0 && !reader.is_full() {
        reader.issue(place, None, Severity::Error, "no item or entry in it; RSS and Atom can be read");
    }
}

/// Where the next item begins after a break.
fn next_item(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes.get(from..)?).map(|at| from + at).find(|&at| {
        ["item", "entry"].iter().any(|name| {
            bytes[at + 1..].starts_with(name.as_bytes())
                && bytes
                    .get(at + 1 + name.len())
                    .is_some_and(|b| matches!(b, b'>' | b' ' | b'\n' | b'\r' | b'\t'))
        })
    })
}

/// Counts lines up to growing positions.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn at(&mut self, position: usize) -> u64 {
        let position = position.min(self.text.len());
        if position > self.at {
            self.line += memchr::memchr_iter(b'\n', &self.text.as_bytes()[self.at..position]).count() as u64;
            self.at = position;
        }
        self.line
    }
}

struct Walk<'w, 't> {
    text: &'t str,
    /// Byte at which this walk begins.
    base: usize,
    channel: &'w mut Channel,
    lines: &'w mut Lines<'t>,
}

impl Walk<'_, '_> {
    /// Hands every whole item on, until it says false. The place and kind of a break, if there is one.
    fn items(&mut self, take: &mut dyn FnMut(&Channel, Item) -> bool) -> Option<(usize, String)> {
        let mut xml = Xml::from_str(&self.text[self.base..]);
        let config = xml.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = self.base > 0;
        let mut depth = 0usize;
        // The item with its depth, its open child with the byte at which the content begins.
        let mut item: Option<(Item, usize)> = None;
        let mut child: Option<(Child, usize, usize)> = None;
        let mut head: Option<(String, String, usize)> = None;
        loop {
            let position = self.base + xml.buffer_position() as usize;
            let event = match xml.read_event() {
                Ok(event) => event,
                Err(error) => return Some((self.base + xml.error_position() as usize, error.to_string())),
            };
            if let Event::Start(start) | Event::Empty(start) = &event {
                depth += 1;
                let inside = self.base + xml.buffer_position() as usize;
                if let Some((child, ..)) = &mut child {
                    child.nested = true;
                } else if let Some((_, at)) = &item {
                    if depth == at + 1 {
                        child = Some((self.child(start), inside, depth));
                    }
                } else {
                    self.outside(start, depth, &mut item, &mut head, position);
                }
            }
            match &event {
                Event::End(_) => {
                    self.close(depth, position, &mut item, &mut child, &mut head, take).then_some(())?;
                    depth = depth.saturating_sub(1);
                }
                Event::Empty(_) => {
                    let inside = self.base + xml.buffer_position() as usize;
                    self.close(depth, inside, &mut item, &mut child, &mut head, take).then_some(())?;
                    depth -= 1;
                }
                Event::Eof => {
                    let open = item.is_some() || self.base == 0 && depth > 0;
                    return open.then(|| (self.text.len(), "it ends in the middle".to_owned()));
                }
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                    let into = match (&mut child, &mut head) {
                        (Some((child, ..)), _) => &mut child.text,
                        (None, Some((_, text, _))) => text,
                        _ => continue,
                    };
                    match &event {
                        Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                            Ok(Some(c)) => into.push(c),
                            _ => match resolve_html5_entity(reference) {
                                Some(text) => into.push_str(text),
                                None => into.extend(["&", &**reference, ";"]),
                            },
                        },
                        other => into.push_str(other),
                    }
                }
                _ => {}
            }
        }
    }

    /// An element outside of items: the root, a channel's own field or the beginning of an item.
    fn outside(
        &mut self,
        start: &BytesStart,
        depth: usize,
        item: &mut Option<(Item, usize)>,
        head: &mut Option<(String, String, usize)>,
        position: usize,
    ) {
        let name = start.name();
        let qualified: &str = name.as_ref();
        if depth == 1 && self.base == 0 {
            self.channel.prefix = match qualified.split_once(':') {
                Some((prefix, local)) if local != "RDF" => format!("{prefix}:"),
                _ => String::new(),
            };
        }
        let local = qualified.strip_prefix(self.channel.prefix.as_str()).unwrap_or(qualified);
        let lang = attribute(start, "xml:lang");
        if matches!(local, "item" | "entry") {
            *item = Some((Item { lang, line: self.lines.at(position), children: Vec::new() }, depth));
        } else if depth <= 2 && self.base == 0 && matches!(local, "rss" | "feed" | "channel" | "RDF") {
            self.channel.lang = lang.or(self.channel.lang.take());
        } else if head.is_none() && depth <= 3 && matches!(local, "title" | "language" | "dc:language") {
            *head = Some((local.to_owned(), String::new(), depth));
        }
    }

    fn child(&self, start: &BytesStart) -> Child {
        let name = start.name();
        let qualified: &str = name.as_ref();
        let name = qualified.strip_prefix(self.channel.prefix.as_str()).unwrap_or(qualified).to_owned();
        let attributes = start.attributes().flatten().map(|a| {
            let key: &str = a.key.as_ref();
            (key.to_owned(), unescaped(&a.value))
        });
        Child { name, attributes: attributes.collect(), ..Child::default() }
    }

    /// The element of this depth ends. False when no more items are wanted.
    fn close(
        &mut self,
        depth: usize,
        position: usize,
        item: &mut Option<(Item, usize)>,
        child: &mut Option<(Child, usize, usize)>,
        head: &mut Option<(String, String, usize)>,
        take: &mut dyn FnMut(&Channel, Item) -> bool,
    ) -> bool {
        if let Some((mut open, from, _)) = child.take_if(|(_, _, at)| *at == depth) {
            if open.nested {
                open.inner = self.text.get(from..position).unwrap_or_default().to_owned();
            }
            if let Some((item, _)) = item {
                item.children.push(open);
            }
        } else if let Some((done, _)) = item.take_if(|(_, at)| *at == depth) {
            return take(self.channel, done);
        } else if let Some((name, text, _)) = head.take_if(|(_, _, at)| *at == depth) {
            let text = Some(text.trim().to_owned()).filter(|t| !t.is_empty());
            if name == "title" {
                // The channel's title comes first, a picture's later.
                self.channel.title = self.channel.title.take().or(text);
            } else {
                self.channel.lang = text.or(self.channel.lang.take());
            }
        }
        true
    }
}

fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|a| AsRef::<str>::as_ref(&a.key) == name)?;
    Some(unescaped(&found.value))
}

fn unescaped(value: &str) -> String {
    quick_xml::escape::unescape_with(value, resolve_html5_entity)
        .map_or_else(|_| value.to_owned(), |v| v.into_owned())
}

/// The plain text of an element that may hold HTML.
fn plain(child: &Child) -> String {
    let kind = child.attribute("type").unwrap_or_default();
    let html = match kind {
        "text" | "text/plain" if !child.nested => return child.text.trim().to_owned(),
        _ if child.nested => &child.inner,
        _ => &child.text,
    };
    markup::plain(html).map_or_else(|| html.trim().to_owned(), |p| p.text.trim().to_owned())
}

/// An item of either kind as a document.
fn take(reader: &mut Reader, channel: &Channel, item: Item, place: &Place) {
    let place = Place { line: item.line, ..place.clone() };
    let mut parts = DocumentParts::default();
    let mut extra: Map<String, Value> = Map::new();
    let (mut full, mut brief, mut date, mut updated) = (None, None, None, None);
    let mut lang = item.lang;
    let mut permalink = None;
    for child in &item.children {
        let text = child.text.trim();
        let own = || Some(text.to_owned()).filter(|t| !t.is_empty());
        match child.name.as_str() {
            "title" => parts.title = plain(child),
            "description" | "summary" => brief = Some(plain(child)).filter(|t| !t.is_empty()).or(brief),
            "content:encoded" | "content" => {
                full = Some(plain(child)).filter(|t| !t.is_empty()).or(full);
                lang = lang.or_else(|| child.attribute("xml:lang").map(str::to_owned));
            }
            "pubDate" | "published" | "issued" => date = own().or(date),
            "dc:date" => date = date.or_else(own),
            "updated" | "atom:updated" | "modified" => updated = own().or(updated),
            "dc:language" | "language" => lang = own().or(lang),
            "guid" => {
                parts.id = text.to_owned();
                permalink = own()
                    .filter(|t| child.attribute("isPermaLink") != Some("false") && t.starts_with("http"));
            }
            "id" => parts.id = text.to_owned(),
            "link" => match child.attribute("href") {
                Some(href) if matches!(child.attribute("rel"), None | Some("alternate")) => {
                    parts.url = parts.url.or_else(|| Some(href.to_owned()));
                }
                Some(_) => {}
                None => parts.url = own().or(parts.url),
            },
            "source" => parts.source = Some(plain(child)).filter(|t| !t.is_empty() && !child.nested),
            "author" | "dc:creator" | "creator" => add(&mut extra, "author", &plain(child)),
            "category" => add(&mut extra, "category", child.attribute("term").unwrap_or(text)),
            _ => {}
        }
    }
    parts.text = full.or(brief).unwrap_or_default();
    parts.url = parts.url.or(permalink);
    parts.source = parts.source.or_else(|| channel.title.clone());
    if parts.id.is_empty() {
        parts.id = parts.url.clone().unwrap_or_default();
    }
    parts.declared_lang = lang.or_else(|| channel.lang.clone()).and_then(|l| l.trim().parse::<Lang>().ok());
    parts.extra = extra;
    let date = date.or(updated);
    parts.published = date.as_deref().and_then(published::published);
    let wrong = date.filter(|_| parts.published.is_none());
    let shown = Some(parts.id.clone()).filter(|id| !id.is_empty());
    let id = record::finish(reader, parts, false, &place);
    if let Some(date) = wrong {
        let message =
            format!("`{date}` is no date; the document goes without one. Write it as RFC 2822 or RFC 3339");
        reader.issue(&place, id.as_deref().or(shown.as_deref()), Severity::Error, message);
    }
}

fn add(extra: &mut Map<String, Value>, name: &str, value: &str) {
    if !value.is_empty() {
        let list = extra.entry(name).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(list) = list {
            list.push(value.into());
        }
    }
}
