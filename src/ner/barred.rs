use super::units::{Unit, within};
use crate::types::{Label, Mention};

/// The units that no name can run over although the network's best labels do: a bracket whose other half
/// lies outside the name (`MES) of Uzbekistan`) and, in persons and organisations, a dash between spaces,
/// which ends a dateline or parts a headline (`MUSCAT — Divers`). Routes and works may have one.
pub(super) fn barred(text: &str, units: &[Unit], mentions: &[Mention]) -> Vec<usize> {
    let mut out = Vec::new();
    for mention in mentions {
        let dashes = matches!(mention.label, Label::Person | Label::Organisation);
        let inside = within(units, mention.span);
        let mut open: Vec<(usize, char)> = Vec::new();
        for i in inside.clone() {
            let unit = &units[i];
            let signs = unit.span.of(text);
            if signs.contains(char::is_alphanumeric) {
                continue;
            }
            for sign in signs.chars() {
                if let Some(other) = other_half(sign) {
                    open.push((i, other));
                } else if matches!(sign, ')' | ']' | '）') {
                    let pair = open.pop().is_some_and(|(_, expected)| expected == sign);
                    out.extend((!pair).then_some(i));
                }
            }
            if dashes && is_spaced_dash(text, unit) {
                out.push(i);
                // The first word of the report behind `MUSCAT —` is no name that the dateline makes one.
                let before = &text[mention.span.start as usize..unit.span.start as usize];
                let dateline = !before.contains(char::is_lowercase) && before.contains(char::is_uppercase);
                out.extend((i + 1..inside.end).filter(|_| dateline));
            }
        }
        out.extend(open.into_iter().map(|(i, _)| i));
    }
    out
}

fn other_half(sign: char) -> Option<char> {
    match sign {
        '(' => Some(')'),
        '[' => Some(']'),
        '（' => Some('）'),
        _ => None,
    }
}

fn is_spaced_dash(text: &str, unit: &Unit) -> bool {
    matches!(unit.span.of(text), "–" | "—")
        && text[..unit.span.start as usize].ends_with(char::is_whitespace)
        && text[unit.span.end as usize..].starts_with(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ner::units::units, text::Span};

    /// What is barred of a name that covers the whole of `text`.
    fn of(text: &str, label: Label) -> Vec<&str> {
        let mut tokens = Vec::new();
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            tokens.push(Span::new(at, at + c.len_utf8()));
        }
        let units = units(text, &tokens);
        let mention = Mention { span: Span::new(0, text.len()), label, score: 1.0 };
        barred(text, &units, &[mention]).into_iter().map(|i| units[i].span.of(text)).collect()
    }

    #[test]
    fn half_a_pair_of_brackets_is_not_in_a_name() {
        for (name, expected) in [
            ("МЧС) Узбекистана", vec![")"]),
            ("Harbour Council (HC", vec!["("]),
            ("Georgetown (Guyana) Port", vec![]),
            ("A) and (B", vec![")", "("]),
            ("港务局（中国", vec!["（"]),
        ] {
            assert_eq!(of(name, Label::Organisation), expected, "{name}");
        }
    }

    #[test]
    fn a_dash_between_spaces_parts_persons_and_organisations() {
        assert_eq!(of("MUSCAT — Divers", Label::Organisation), ["—", "Divers"]);
        assert_eq!(of("Radio Muscat — Divers", Label::Organisation), ["—"]);
        assert_eq!(of("Saxe–Coburg Bank", Label::Organisation), [""; 0]);
        assert_eq!(of("Bishkek – Naryn", Label::Location), [""; 0]);
    }
}
