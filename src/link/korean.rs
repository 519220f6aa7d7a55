//! Names of Koreans in Hangul: a family name and one or two syllables, written as one word.

use super::written::capital;

/// Family names, the rarest left out.
const FAMILIES: &str = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설길연표명반왕금옥육맹제리림";

/// Syllables of given names. `오바마` begins with a family name, and 바 is in no name.
const GIVEN: &str = "가강건경계고관광교구국권규균근금기길나남노단담대덕도동두라란람래량려련령록루리린림만명모무문미민배백범별병보복봉빈사산상새서석선설섭성세소솔송수숙순숭슬승시식신아안애양언연열영예오옥완용우욱운웅원월위유윤율은을의이익인일임자장재전정제조종주준중지진찬창채천철청초춘충치탁태택평표필하학한해향혁현형혜호홍화환효후훈휘흥희";

/// Family names that newspapers write otherwise than the romanisation has it.
const WRITTEN: &[(char, &str)] = &[
    ('김', "Kim"),
    ('이', "Lee"),
    ('박', "Park"),
    ('최', "Choi"),
    ('정', "Jung"),
    ('강', "Kang"),
    ('조', "Cho"),
    ('윤', "Yoon"),
    ('임', "Lim"),
    ('신', "Shin"),
    ('권', "Kwon"),
    ('안', "Ahn"),
    ('유', "Yoo"),
    ('고', "Ko"),
    ('문', "Moon"),
    ('백', "Baek"),
    ('노', "Noh"),
    ('주', "Joo"),
    ('구', "Koo"),
    ('곽', "Kwak"),
    ('우', "Woo"),
];

/// A family name and given syllables of it; foreign names stand in the same letters.
fn is_name(name: &str, syllables: std::ops::RangeInclusive<usize>) -> bool {
    let mut signs = name.chars();
    let family = signs.next().is_some_and(|c| FAMILIES.contains(c));
    family && syllables.contains(&name.chars().count()) && signs.all(|c| GIVEN.contains(c))
}

/// Whether a name stands for its bearer alone. Two syllables may be a foreign family name.
pub(super) fn is_whole(name: &str) -> bool {
    is_name(name, 3..=3)
}

/// `표재문` as `Pyo Jae-mun`.
pub(super) fn in_latin(name: &str) -> Option<String> {
    if !is_name(name, 2..=3) {
        return None;
    }
    let latin = |c: char| any_ascii::any_ascii_char(c).to_lowercase();
    let mut syllables = name.chars();
    let family = syllables.next()?;
    let listed = WRITTEN.iter().find(|(c, _)| *c == family).map(|(_, name)| (*name).to_owned());
    let family = listed.or_else(|| capital(&latin(family)))?;
    let given: Vec<String> = syllables.map(latin).collect();
    Some(format!("{family} {}", capital(&given.join("-"))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_are_told_from_foreign_ones() {
        for (name, latin) in [("문기철", "Moon Gi-cheol"), ("표재문", "Pyo Jae-mun")] {
            assert!(is_whole(name), "{name}");
            assert_eq!(in_latin(name).as_deref(), Some(latin));
        }
        for foreign in ["오바마", "푸틴", "마크롱", "트럼프", "이시바", "문"] {
            assert!(!is_whole(foreign), "{foreign}");
        }
    }
}
