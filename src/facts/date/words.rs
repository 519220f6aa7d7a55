//! The small words of dates, compared as [`fold`] leaves them.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::months::fold;

pub(super) type List = LazyLock<FxHashSet<String>>;
pub(super) type Days = LazyLock<FxHashMap<String, u32>>;

fn list(words: &[&str]) -> FxHashSet<String> {
    words.iter().map(|w| fold(w)).collect()
}

fn days(words: &[(&str, u32)]) -> FxHashMap<String, u32> {
    words.iter().map(|(w, n)| (fold(w), *n)).collect()
}

/// Between a day and its month: `5 de mayo`, `5th of May`.
pub(super) static OF: List = LazyLock::new(|| list(&["of", "de", "di", "del", "d", "من"]));

/// Between a month and its year: `mayo de 2025`, `майи соли 2025`.
pub(super) static OF_YEAR: List = LazyLock::new(|| {
    list(&["of", "de", "del", "в", "соли", "سال", "ماه", "عام", "سنة", "من", "του", "roku", "року", "года"])
});

/// Ordinal endings that stand at the figure: `5th`, `1er`, `5-го`, `8-nji`.
pub(super) static ORDINAL: List = LazyLock::new(|| {
    list(&[
        "st", "nd", "rd", "th", "er", "re", "e", "º", "ª", "o", "го", "ого", "е", "ое", "nji", "njy", "inci",
        "nci", "ncı", "а", "ма", "ին", "րդ", "та", "τα", "η", "ум", "уми",
    ])
});

/// Between two figures of a range: `5 to 7 May`, `с 5 по 7 мая`.
pub(super) static TO: List = LazyLock::new(|| {
    list(&[
        "to", "through", "thru", "until", "till", "bis", "au", "à", "al", "a", "ao", "à", "la", "spre", "по",
        "до", "tot", "do", "až", "til", "till", "ig", "إلى", "الی", "تا", "đến", "tới", "és",
    ])
});

/// Between two neighbouring days: `5 and 6 May`.
pub(super) static AND: List = LazyLock::new(|| {
    list(&[
        "and", "und", "et", "e", "y", "i", "și", "şi", "и", "й", "та", "і", "och", "og", "en", "ve", "və",
        "va", "ва", "және", "жана", "և", "და", "ja", "و", "és", "a", "dan", "και",
    ])
});

/// Words that join two whole dates: `30 April to 2 May`.
pub(super) static JOIN: List = LazyLock::new(|| {
    list(&[
        "to",
        "through",
        "until",
        "till",
        "bis",
        "bis zum",
        "au",
        "al",
        "ao",
        "a",
        "до",
        "по",
        "til",
        "tot",
        "hasta",
        "hasta el",
        "până la",
        "până pe",
        "إلى",
        "تا",
        "đến",
        "đến ngày",
        "do",
        "up to",
    ])
});

/// Years that come first: `2025-ci il mayın 8-də`, `2025 жылғы 8 мамырда`, `2025. gada 5. maijā`.
pub(super) static YEAR: List = LazyLock::new(|| {
    list(&[
        "il",
        "ilin",
        "ildə",
        "yil",
        "yilning",
        "yili",
        "yilgi",
        "йил",
        "йилнинг",
        "yılı",
        "yılının",
        "жылы",
        "жылғы",
        "жылдың",
        "ж",
        "жылдын",
        "жылкы",
        "jyly",
        "jylğy",
        "ýylyň",
        "ýyl",
        "ел",
        "елның",
        "йыл",
        "йылдың",
        "m",
        "metų",
        "gada",
        "թ",
        "թվականի",
        "թվականին",
        "წლის",
        "წელს",
        "год",
        "соли",
    ])
});

/// The ending of the first figure in `23-dən 24-nə`.
pub(super) static FROM_ENDING: List = LazyLock::new(|| {
    list(&[
        "dən",
        "dan",
        "den",
        "tan",
        "ten",
        "indən",
        "sindən",
        "undan",
        "ından",
        "ündən",
        "інен",
        "ынан",
        "нан",
        "нен",
        "тен",
        "тан",
        "ден",
        "дан",
        "сынан",
        "сінен",
        "нен",
        "нан",
        "унан",
        "ынан",
    ])
});

/// `Mart'ın 3'ünde`: the genitive after an apostrophe.
pub(super) static GENITIVE: List = LazyLock::new(|| list(&["in", "un", "ün", "nin", "nun", "nün"]));

/// Languages in which the day follows the month also without a genitive.
pub(super) static DAY_LAST: List = LazyLock::new(|| list(&["en", "hu", "lt", "hy"]));

/// Languages that write a full stop after the figure of a day.
pub(super) static DOTTED: List = LazyLock::new(|| {
    list(&["de", "cs", "sk", "sl", "hr", "sr", "bs", "da", "no", "nb", "nn", "fi", "et", "lv", "und"])
});

/// English words before a month after which a figure is no day: `in May 20 people died`.
pub(super) static NO_DAY_AFTER: List =
    LazyLock::new(|| list(&["in", "this", "last", "next", "since", "during", "late", "early", "mid"]));

/// English words after a figure that make it a count.
pub(super) static COUNTED: List = LazyLock::new(|| {
    list(&[
        "million", "billion", "thousand", "people", "percent", "per", "pct", "times", "years", "months",
        "days", "km",
    ])
});

/// What may follow Romanian `mai` the month; before other words it is `mai`, more.
pub(super) static AFTER_ROMANIAN_MAY: List = LazyLock::new(|| {
    list(&[
        "la", "în", "a", "au", "ai", "am", "pe", "și", "şi", "de", "cu", "pentru", "ora", "s", "când", "va",
        "vor", "este", "era", "că", "care", "din", "prin", "după", "până", "între", "sub", "când", "între",
        "ziua",
    ])
});

/// Persian ordinals of days and the words they are made of.
pub(super) static PERSIAN: Days = LazyLock::new(|| {
    days(&[
        ("اول", 1),
        ("یکم", 1),
        ("دوم", 2),
        ("سوم", 3),
        ("چهارم", 4),
        ("پنجم", 5),
        ("ششم", 6),
        ("هفتم", 7),
        ("هشتم", 8),
        ("نهم", 9),
        ("دهم", 10),
        ("یازدهم", 11),
        ("دوازدهم", 12),
        ("سیزدهم", 13),
        ("چهاردهم", 14),
        ("پانزدهم", 15),
        ("شانزدهم", 16),
        ("هفدهم", 17),
        ("هجدهم", 18),
        ("نوزدهم", 19),
        ("بیستم", 20),
        ("سیام", 30),
        ("سی‌ام", 30),
    ])
});

/// Arabic ordinals from one to ten, as the day of a month takes them.
pub(super) static ARABIC: Days = LazyLock::new(|| {
    days(&[
        ("الاول", 1),
        ("الأول", 1),
        ("الحادی", 1),
        ("الثانی", 2),
        ("الثالث", 3),
        ("الرابع", 4),
        ("الخامس", 5),
        ("السادس", 6),
        ("السابع", 7),
        ("الثامن", 8),
        ("التاسع", 9),
        ("العاشر", 10),
        ("العشرین", 20),
        ("الثلاثین", 30),
    ])
});

/// Arabic words whose ordinal is no day: `the first half of October`.
pub(super) static ARABIC_PARTS: List =
    LazyLock::new(|| list(&["النصف", "الاسبوع", "الأسبوع", "الربع", "الثلث", "العقد"]));
