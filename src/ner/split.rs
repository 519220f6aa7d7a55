use crate::names::place;
use crate::text::Span;
use crate::types::{Label, Mention};

/// Two countries joined by a dash are two names of places, though together they may have looked like a body:
/// `Vietnam-Kazakhstan`, `Việt Nam - Azerbaijan`. Everything else stays as it is: `Bosnia-Herzegovina` and
/// `Guinea-Bissau` are one.
pub(super) fn split(text: &str, mention: Mention) -> Vec<Mention> {
    let name = mention.span.of(text);
    let may_be = matches!(mention.label, Label::Location | Label::Organisation);
    if !may_be || place::territory(name).is_some() {
        return vec![mention];
    }
    let start = mention.span.start as usize;
    let dash = |c: char| matches!(c, '-' | '–' | '—');
    let mut parts = Vec::new();
    let mut at = 0;
    for part in name.split(dash) {
        parts.push(Span::new(start + at, start + at + part.len()).trimmed(text));
        at += part.len() + name[at + part.len()..].chars().next().map_or(0, char::len_utf8);
    }
    if parts.len() != 2 || parts.iter().any(|p| place::territory(p.of(text)).is_none()) {
        return vec![mention];
    }
    parts.into_iter().map(|span| Mention { span, label: Label::Location, ..mention }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_two_countries_are_two_names() {
        let cases = [
            ("Vietnam-Kazakhstan", vec!["Vietnam", "Kazakhstan"]),
            ("Việt Nam – Azerbaijan", vec!["Việt Nam", "Azerbaijan"]),
            ("Guinea-Bissau", vec!["Guinea-Bissau"]),
            ("Ivano-Frankivsk", vec!["Ivano-Frankivsk"]),
            ("Rhein-Main", vec!["Rhein-Main"]),
        ];
        for (text, expected) in cases {
            for label in [Label::Location, Label::Organisation] {
                let mention = Mention { span: Span::new(0, text.len()), label, score: 1.0 };
                let parts = split(text, mention);
                let found: Vec<&str> = parts.iter().map(|m| m.span.of(text)).collect();
                assert_eq!(found, expected);
                assert!(found.len() < 2 || parts.iter().all(|m| m.label == Label::Location));
            }
        }
    }
}
