use crate::names::{Name, place};
use crate::text::Span;
use crate::types::{Label, Lang, Mention};

/// Two agencies that sign a report together (`VNA/VNS`) are two names, the ends of a route (`Bakı–Gəncə`) too.
///
/// Two countries joined by a dash are two names of places, though together they may have looked like a body:
/// `Vietnam-Kazakhstan`, `Việt Nam - Azerbaijan`, also before what they have in common and no body is called
/// (`Việt Nam-Azerbaijan Strategic Partnership`). Everything else stays as it is: `Bosnia-Herzegovina` and
/// `Guinea-Bissau` are one.
pub(super) fn split(text: &str, mention: Mention) -> Vec<Mention> {
    let name = mention.span.of(text);
    if mention.label == Label::Organisation
        && let Some((first, second)) = name.split_once('/')
        && [first, second].iter().all(|part| is_acronym(part))
    {
        let start = mention.span.start as usize;
        let middle = start + first.len();
        let ends = [Span::new(start, middle), Span::new(middle + 1, start + name.len())];
        return ends.map(|span| Mention { span, ..mention.clone() }).into();
    }
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
    let is_country = |part: Span| place::territory(part.of(text)).is_some();
    let [first, mut second] = parts[..] else { return vec![mention] };
    if mention.label == Label::Location
        && let Some(ends) = ends_of_route(text, name, first, second)
    {
        return ends.map(|span| Mention { span, ..mention.clone() }).into();
    }
    if !is_country(first) {
        return vec![mention];
    }
    if mention.label == Label::Organisation && Name::new(name, mention.label, Lang::UND).is_generic() {
        second = country_at_start(text, second);
    }
    if !is_country(second) {
        return vec![mention];
    }
    [first, second].into_iter().map(|span| Mention { span, label: Label::Location, ..mention }).collect()
}

fn is_acronym(part: &str) -> bool {
    (2..=6).contains(&part.chars().count()) && part.chars().all(char::is_uppercase)
}

/// The two towns of `Bakı–Gəncə avtomobil yolu`: parted by a long dash and one of them known, or by a hyphen
/// and both known. What is known as a whole (`Ivano-Frankivsk`) is one place.
fn ends_of_route(text: &str, name: &str, first: Span, second: Span) -> Option<[Span; 2]> {
    let words = second.of(text);
    let capital = |word: &str| word.starts_with(|c: char| !c.is_lowercase());
    let end = words.split_inclusive(' ').take_while(|word| capital(word)).map(str::len).sum::<usize>();
    let second = Span::new(second.start as usize, second.start as usize + words[..end].trim_end().len());
    if second.is_empty() || place::english_name(name).is_some() {
        return None;
    }
    let known = [first, second].iter().filter(|part| place::english_name(part.of(text)).is_some()).count();
    (known == 2 || known == 1 && name.contains(['–', '—'])).then_some([first, second])
}

/// The longest run of first words that is a country, else all of `span`.
fn country_at_start(text: &str, span: Span) -> Span {
    let name = span.of(text);
    let ends = name.match_indices(' ').map(|(at, _)| at).rev();
    let whole = |end: &usize| place::territory(&name[..*end]).is_some();
    let end = ends.into_iter().find(whole).unwrap_or(name.len());
    Span { end: span.start + end as u32, ..span }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relation_of_two_countries_is_no_body() {
        let cases = [
            ("Việt Nam-Azerbaijan Strategic Partnerships", vec!["Việt Nam", "Azerbaijan"]),
            ("Vietnam-New Zealand Partnership", vec!["Vietnam", "New Zealand"]),
            ("Vietnam-Azerbaijan Friendship Association", vec!["Vietnam-Azerbaijan Friendship Association"]),
        ];
        for (text, expected) in cases {
            let label = Label::Organisation;
            let parts = split(text, Mention { span: Span::new(0, text.len()), label, score: 1.0 });
            assert_eq!(parts.iter().map(|m| m.span.of(text)).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn the_ends_of_a_route_are_two_places() {
        for (text, expected) in [
            ("Bakı–Tiflis", vec!["Bakı", "Tiflis"]),
            ("Bakı–Gəncə avtomobil yolunun", vec!["Bakı", "Gəncə"]),
            ("Hanoi-Tashkent", vec!["Hanoi", "Tashkent"]),
            ("Şəki–Oxud", vec!["Şəki", "Oxud"]),
            ("Bielsko-Biała", vec!["Bielsko-Biała"]),
            ("Ust-Luga", vec!["Ust-Luga"]),
            ("Тор–Онгон", vec!["Тор–Онгон"]),
        ] {
            let parts =
                split(text, Mention { span: Span::new(0, text.len()), label: Label::Location, score: 1.0 });
            assert_eq!(parts.iter().map(|m| m.span.of(text)).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn two_acronyms_with_a_stroke_are_two_bodies() {
        for (text, expected) in [
            ("VNA/VNS", vec!["VNA", "VNS"]),
            ("AC/DC Fans", vec!["AC/DC Fans"]),
            ("CDU/CSU", vec!["CDU", "CSU"]),
        ] {
            let label = Label::Organisation;
            let parts = split(text, Mention { span: Span::new(0, text.len()), label, score: 1.0 });
            assert_eq!(parts.iter().map(|m| m.span.of(text)).collect::<Vec<_>>(), expected);
        }
    }

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
