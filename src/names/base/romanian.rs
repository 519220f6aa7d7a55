//! Romanian: the genitive of what heads a name, and the adjective that agrees with it.

use super::{Candidate, is_class_noun, known};
use crate::types::Label;

/// Genitives whose nominative changes a vowel or consonant of the stem.
const CHANGING: &[(&str, &str)] = &[
    ("Băncii", "Banca"),
    ("Mării", "Marea"),
    ("Țării", "Țara"),
    ("Gării", "Gara"),
    ("Văii", "Valea"),
    ("Școlii", "Școala"),
    ("Pieței", "Piața"),
    ("Vieții", "Viața"),
    ("Morții", "Moartea"),
    ("Porții", "Poarta"),
    ("Forței", "Forța"),
    ("Curții", "Curtea"),
    ("Cărții", "Cartea"),
    ("Părții", "Partea"),
    ("Legii", "Legea"),
    ("Lumii", "Lumea"),
    ("Crucii", "Crucea"),
    ("Păcii", "Pacea"),
    ("Străzii", "Strada"),
    ("Nopții", "Noaptea"),
    ("Unirii", "Unirea"),
    ("Dunării", "Dunărea"),
    ("Gărzii", "Garda"),
    ("Coastei", "Coasta"),
    ("Căii", "Calea"),
    ("Noii", "Noua"),
    ("Marii", "Marea"),
    ("Înaltei", "Înalta"),
    ("Celui", "Cel"),
    ("Celei", "Cea"),
    ("Marelui", "Marele"),
];

/// Ending of the head in the genitive, and in the nominative.
const HEADS: &[(&str, &str)] = &[
    ("ului", "ul"),
    ("elui", "ele"),
    ("iilor", "iile"),
    ("elor", "ele"),
    ("enilor", "enii"),
    ("anilor", "anii"),
    ("onilor", "onii"),
    ("tăților", "tățile"),
    ("ților", "ții"),
    ("știlor", "știi"),
    ("torilor", "torii"),
    ("rilor", "rile"),
    ("unilor", "unile"),
    ("iunii", "iunea"),
    ("tății", "tatea"),
    ("ării", "area"),
    ("eei", "eea"),
    ("iei", "ia"),
    ("cii", "ca"),
    ("gii", "ga"),
    ("ei", "a"),
];

/// Ending of an adjective beside a feminine noun in the genitive, and in the nominative.
const ADJECTIVES: &[(&str, &str)] = &[
    ("iene", "iană"),
    ("ene", "eană"),
    ("ale", "ală"),
    ("ane", "ană"),
    ("âne", "ână"),
    ("ine", "ină"),
    ("ice", "ică"),
    ("are", "ară"),
    ("ive", "ivă"),
    ("iste", "istă"),
    ("eze", "eză"),
    ("ite", "ită"),
    ("ate", "ată"),
    ("ente", "entă"),
    ("ante", "antă"),
    ("erne", "ernă"),
    ("oase", "oasă"),
    ("oxe", "oxă"),
    ("ioare", "ioară"),
    ("iere", "ieră"),
    ("ile", "ilă"),
    ("ute", "ută"),
    ("ise", "isă"),
    ("use", "usă"),
    ("une", "ună"),
    ("erse", "ersă"),
    ("ehe", "ehă"),
    ("reme", "remă"),
    ("bere", "beră"),
    ("Albe", "Albă"),
    ("Negre", "Neagră"),
    ("Mari", "Mare"),
    ("Mici", "Mică"),
    ("Vechi", "Veche"),
    ("Roșii", "Roșie"),
    ("Noi", "Nouă"),
];

/// Bodies that go by one foreign word, which Romanian gives its article: `Kremlinul`.
const BODIES: &[&str] =
    &["Kremlin", "Pentagon", "Bundestag", "Bundesrat", "Reichstag", "Knesset", "Capitoliu"];

/// The one word of a body or place without its article.
fn without_article(word: &str, label: Label, out: &mut Vec<Candidate>) {
    let genitive = word.strip_suffix("ului");
    let Some(stem) = genitive.or_else(|| word.strip_suffix("ul")).filter(|s| s.chars().count() > 3) else {
        return;
    };
    // `Centrul`, `Muzeul`: the vowel that the article hides.
    let hidden = stem.ends_with('e')
        || stem.ends_with(['r', 'l']) && stem.chars().rev().nth(1).is_some_and(|c| "bcdfgptv".contains(c));
    let text = if hidden { format!("{stem}u") } else { stem.to_owned() };
    let sure = match label {
        Label::Person => return,
        _ if genitive.is_some() && !hidden => return,
        _ if genitive.is_some() => 2,
        Label::Location => 5,
        Label::Event => 3,
        Label::Organisation if BODIES.contains(&text.as_str()) || is_class_noun(&text) => 2,
        _ => return,
    };
    out.push(Candidate { text, sure: Some(sure) });
}

/// Readings in which the head of a name stands in the genitive: `Departamentului de Poliție`,
/// `Agenției Naționale`, `Theresei May`.
pub(super) fn candidates(surface: &str, label: Label, out: &mut Vec<Candidate>) {
    let words: Vec<&str> = surface.split(' ').collect();
    let [head, rest @ ..] = &words[..] else { return };
    if label == Label::Person {
        // Women's given names of these formations: `Mihaelei`, but not `Andrei`.
        let formed = ["in", "el", "an", "iț", "uț"].iter().any(|end| {
            head.strip_suffix("ei").is_some_and(|stem| stem.chars().count() > 3 && stem.ends_with(end))
        });
        if formed && !known(head, label) {
            let given = format!("{}a", head.trim_end_matches("ei"));
            let text = [&[given.as_str()], rest].concat().join(" ");
            out.push(Candidate { text, sure: Some(2) });
        }
    }
    if rest.is_empty() {
        // `Democraților`: the people that a party is called by keep their article.
        let people = head.strip_suffix("ilor").filter(|s| s.chars().count() > 3 && !s.ends_with('i'));
        let people = people.filter(|_| label == Label::Organisation);
        out.extend(people.map(|stem| Candidate { text: format!("{stem}ii"), sure: Some(3) }));
        without_article(head, label, out);
        return;
    }
    if label == Label::Person {
        for (end, put) in [("ei", "a"), ("ăi", "a"), ("ei", "ea")] {
            let given = head.strip_suffix(end).map(|stem| format!("{stem}{put}"));
            if let Some(given) = given.filter(|g| known(g, label) && !known(head, label)) {
                out.push(Candidate { text: format!("{given} {}", rest.join(" ")), sure: Some(1) });
            }
        }
        return;
    }
    let Some(plain) = nominative(head, rest[0]) else {
        // `New Yorkului`: what is no Romanian phrase takes the article at its end.
        if label == Label::Location && !words.iter().any(|w| w.starts_with(char::is_lowercase)) {
            let stem = surface.strip_suffix("ului").filter(|_| !head.ends_with(['l', 'a', 'e']));
            out.extend(stem.map(|s| Candidate { text: s.to_owned(), sure: Some(3) }));
        }
        return;
    };
    let feminine = plain.ends_with('a');
    let mut text = plain;
    let mut agrees = feminine;
    for word in rest {
        // What follows a preposition or another noun does not agree with the head.
        let small = word.chars().next().is_some_and(char::is_lowercase) && word.chars().count() < 4;
        agrees &= !small;
        let adjective = agrees.then(|| nominative_adjective(word)).flatten();
        agrees &= adjective.is_some();
        // `Marii Britanii`: the name itself is in the genitive.
        let noun = if matches!(*head, "Marii" | "Noii" | "Înaltei") && text.split(' ').count() == 1 {
            let noun = |(end, put): (&str, &str)| word.strip_suffix(end).map(|s| format!("{s}{put}"));
            [("ii", "ie"), ("ți", "te"), ("e", "ă")].into_iter().find_map(noun)
        } else {
            None
        };
        text.push(' ');
        text.push_str(noun.or(adjective).as_deref().unwrap_or(word));
    }
    out.push(Candidate { text, sure: Some(1) });
}

/// The nominative of a head before this word.
fn nominative(head: &str, next: &str) -> Option<String> {
    // `agenției`, `curții`: a class noun in small letters declines as well.
    let mut letters = head.chars();
    let first = letters.next().unwrap_or(' ');
    let tail = |word: &str| word.chars().skip(1).collect::<String>();
    let same = |genitive: &str| {
        genitive.chars().next().is_some_and(|c| c.to_lowercase().eq(first.to_lowercase()))
            && tail(genitive) == letters.as_str()
    };
    if let Some((_, plain)) = CHANGING.iter().find(|(genitive, _)| same(genitive)) {
        return Some(format!("{first}{}", tail(plain)));
    }
    let (end, put) = HEADS.iter().find(|(end, _)| head.ends_with(end))?;
    let stem = head.strip_suffix(end).filter(|s| s.chars().count() > 1)?;
    let plain = format!("{stem}{put}");
    // `Hadjibei`: many a foreign name ends so.
    let told = *end != "ei"
        || is_class_noun(&plain)
        || known(&plain, Label::Location)
        || nominative_adjective(next).is_some()
        // `Deltei Dunării`: what belongs to it stands in the genitive too.
        || ["ului", "ilor", "elor", "iei", "ării"].iter().any(|end| next.ends_with(end))
        || LINKS.contains(&next);
    told.then_some(plain)
}

/// Words that tie a complement to the noun before it.
const LINKS: &[&str] = &["a", "al", "ai", "ale", "de", "din", "pentru", "pe", "împotriva", "lui"];

fn nominative_adjective(word: &str) -> Option<String> {
    let (end, put) = ADJECTIVES.iter().find(|(end, _)| word.ends_with(end))?;
    word.strip_suffix(end).map(|stem| format!("{stem}{put}"))
}
