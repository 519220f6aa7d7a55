//! Case endings of agglutinative languages, of Romanian and of Armenian.

/// What an ending asks of the stem before it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Need {
    Any,
    Vowel,
    Consonant,
    /// The stem closes a compound with a possessive ending.
    Possessive,
    /// Not a person.
    Place,
    Person,
    /// After a consonant, but not at the end of a compound.
    Alone,
    /// The dative of a person's full name or of a body in one word, after a consonant.
    Foreign,
    /// The stem ends in `тт`, of which the ending took its own.
    DoubleT,
}

/// Endings that are taken off, and what comes in their place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    /// Lower case, divided by blanks.
    pub ends: &'static str,
    pub put: &'static str,
    pub need: Need,
    /// Order of preference without evidence; 9: never without evidence.
    pub sure: u8,
    /// Letters that the last word must keep.
    pub least: u8,
}

const fn rule(ends: &'static str, put: &'static str, need: Need, sure: u8, least: u8) -> Rule {
    Rule { ends, put, need, sure, least }
}

use Need::{Alone, Any, Consonant, DoubleT, Foreign, Person, Place, Possessive, Vowel};

const AZ: &[Rule] = &[
    rule("nda ndə ndan ndən ndakı ndəki nın nin nun nün na nə nı ni nu nü", "", Possessive, 0, 4),
    rule("ndakılar ndəkilər", "", Possessive, 0, 4),
    rule("dakı dəki takı təki", "", Any, 1, 3),
    rule("dan dən", "", Any, 2, 4),
    rule("da də", "", Any, 2, 4),
    rule("ın in un ün", "", Consonant, 3, 4),
    rule("nın nin", "", Vowel, 4, 4),
    rule("nun nün", "", Vowel, 5, 4),
    rule("nın nin", "", Place, 2, 4),
    rule("aya", "a", Any, 5, 4),
    rule("oya", "o", Any, 5, 4),
    rule("ya yə", "", Vowel, 9, 3),
    rule("nı ni nu nü", "", Vowel, 9, 3),
    rule("la lə", "", Consonant, 9, 3),
    rule("yla ylə", "", Vowel, 3, 3),
    rule("u ü", "", Alone, 6, 5),
    rule("ı i", "", Alone, 9, 3),
    rule("a ə", "", Consonant, 9, 3),
    rule("larla lara ların larda lardan larına", "lar", Any, 1, 3),
    rule("lərlə lərə lərin lərdə lərdən lərinə", "lər", Any, 1, 3),
    rule("lar lər", "", Any, 9, 3),
    // A family name before `-zadə` aside, foreign names do not end so.
    rule("ə", "", Foreign, 6, 4),
    rule("lə la", "", Foreign, 5, 4),
    // Family names in `-ov`, `-ev`, `-ova`, `-eva`, `-ski`, `-yan`, and nouns in `-çi`, `-lıq`.
    rule("vı vi vu", "v", Person, 3, 4),
    rule("vlə", "v", Person, 3, 4),
    rule("ovanın", "ova", Person, 1, 2),
    rule("evanın", "eva", Person, 1, 2),
    rule("skinin", "ski", Person, 1, 2),
    rule("skiyə", "ski", Person, 1, 2),
    // Georgian family names.
    rule("şvilinin şviliyə şvilini şvilidən şvilidə şviliylə", "şvili", Person, 1, 1),
    rule("adzenin adzeyə adzeni adzedən", "adze", Person, 1, 1),
    rule("yana", "yan", Person, 3, 3),
    rule("çinin", "çi", Place, 1, 3),
    rule("luğun", "luq", Place, 1, 4),
    rule("lığın", "lıq", Place, 3, 4),
    rule("nla nlə", "n", Person, 4, 3),
    rule("dır dir dur dür", "", Any, 3, 4),
];

const TR: &[Rule] = &[
    rule("nda nde ndan nden ndaki ndeki nın nin nun nün na ne nı ni nu nü", "", Possessive, 0, 4),
    rule("daki deki taki teki", "", Any, 1, 4),
    rule("dan den tan ten", "", Any, 9, 4),
    rule("da de ta te", "", Any, 9, 4),
    rule("ın in un ün", "", Consonant, 9, 4),
    rule("nın nin nun nün", "", Vowel, 2, 4),
    rule("ya ye yı yi yu yü", "", Vowel, 9, 3),
    rule("ı i u ü", "", Alone, 9, 3),
    rule("a e", "", Consonant, 9, 3),
    rule("larla lara ların larda lardan", "lar", Any, 1, 3),
    rule("lerle lere lerin lerde lerden", "ler", Any, 1, 3),
    rule("yla yle la le", "", Any, 9, 3),
];

const KK: &[Rule] = &[
    rule("нда нде нан нен ндағы ндегі на не ның нің", "", Possessive, 0, 4),
    rule("н", "", Possessive, 4, 4),
    rule("ның нің дың дің тың тің", "", Any, 1, 2),
    rule("дағы дегі тағы тегі", "", Any, 1, 3),
    rule("ың ің ы і", "", DoubleT, 9, 4),
    rule("ың ің", "", Consonant, 9, 4),
    rule("ы і", "", Alone, 9, 4),
    rule("ға ге қа ке", "", Any, 2, 4),
    rule("дан ден тан тен нан нен", "", Any, 2, 4),
    rule("да де та те", "", Any, 3, 4),
    rule("ды ді ты ті ны ні", "", Any, 3, 4),
    rule("мен бен пен", "", Any, 3, 4),
    rule("а е", "", Consonant, 9, 4),
];

/// Kazakh in Latin letters, in the spellings of 2018 to 2021.
const KK_LATIN: &[Rule] = &[
    rule("nda nde nan nen ndağy ndegı na ne nyñ nıñ nyń niń", "", Possessive, 0, 4),
    rule("nyñ nıñ dyñ dıñ tyñ tıñ nyń niń dyń diń tyń tiń", "", Any, 1, 3),
    rule("dağy degı tağy tegı daǵy degi taǵy tegi", "", Any, 1, 3),
    rule("ğa ge qa ke ǵa", "", Any, 2, 4),
    rule("dan den tan ten", "", Any, 2, 4),
    rule("da de ta te", "", Any, 3, 4),
    rule("dı tı nı", "", Any, 3, 4),
    rule("n", "", Possessive, 4, 4),
];

const KY: &[Rule] = &[
    rule("нда нде ндо ндө нан нен нон нөн ндагы ндеги на не но нө нын нин нун нүн", "", Possessive, 0, 4),
    rule("н", "", Possessive, 4, 4),
    rule("нын нин нун нүн дын дин дун дүн тын тин тун түн", "", Any, 1, 3),
    rule("дагы деги догу дөгү тагы теги тогу төгү", "", Any, 1, 3),
    rule("ин ун үн ын и у ү ы", "", DoubleT, 9, 4),
    rule("га ге го гө ка ке ко кө", "", Any, 2, 4),
    rule("дан ден дон дөн тан тен тон төн", "", Any, 2, 4),
    rule("да де до дө та те то тө", "", Any, 3, 4),
    // No name ends so but for the ending.
    rule("дө тө", "", Any, 3, 3),
    rule("ды ди ду дү ты ти ту тү ны ни ну нү", "", Any, 3, 4),
];

const TT: &[Rule] = &[
    rule("нда ндә ннан ннән на нә ның нең", "", Possessive, 0, 4),
    rule("н", "", Possessive, 4, 4),
    rule("ның нең", "", Any, 1, 3),
    rule("дагы дәге тагы тәге", "", Any, 1, 3),
    rule("га гә ка кә", "", Any, 2, 4),
    rule("дан дән тан тән нан нән", "", Any, 2, 4),
    rule("да дә та тә", "", Any, 3, 4),
    rule("ны не", "", Any, 3, 4),
];

const UZ: &[Rule] = &[
    rule("ning", "", Any, 1, 3),
    rule("dagi", "", Any, 1, 3),
    rule("larning", "", Person, 0, 3),
    rule("idagi", "i", Possessive, 0, 3),
    rule("dan", "", Any, 2, 4),
    rule("da", "", Any, 2, 4),
    rule("ga", "", Any, 4, 4),
    rule("ka qa", "", Consonant, 2, 4),
    rule("ni", "", Consonant, 2, 4),
    rule("ni", "", Vowel, 9, 3),
    rule("нинг", "", Any, 1, 3),
    rule("даги", "", Any, 1, 3),
    rule("дан", "", Any, 2, 4),
    rule("да га", "", Any, 2, 4),
    rule("ни", "", Any, 3, 4),
];

const TK: &[Rule] = &[
    rule("nda nde ndan nden na ne nyň niň ny ni", "", Possessive, 0, 4),
    rule("yň iň uň üň", "", Consonant, 2, 4),
    rule("nyň niň", "", Vowel, 1, 4),
    rule("dan den", "", Any, 2, 4),
    rule("da de", "", Any, 2, 4),
    rule("daky däki", "", Any, 1, 3),
    rule("a e y i", "", Consonant, 9, 3),
];

const KA: &[Rule] = &[
    // Family names in `-ძე`.
    rule("ძის ძემ ძეს ძისა ძისთვის ძესთან", "ძე", Person, 0, 2),
    rule("იისა იის იას იაში იაზე იიდან იამ", "ია", Any, 0, 2),
    rule("ისთვის ისგან ისთან ისა ის", "ი", Consonant, 1, 2),
    rule("ის", "ა", Consonant, 9, 3),
    rule("ის", "ე", Consonant, 9, 3),
    rule("ითი ით", "ი", Consonant, 3, 4),
    rule("ისადმი", "ი", Consonant, 1, 2),
    rule("სადმი", "", Vowel, 2, 3),
    rule("ამდე", "ი", Consonant, 2, 3),
    rule("მდე", "", Vowel, 3, 3),
    rule("საც მაც შიც ზეც", "ი", Consonant, 2, 3),
    rule("საც მაც შიც ზეც", "", Vowel, 2, 3),
    rule("იდან", "ი", Consonant, 0, 2),
    rule("იდან ისა", "ა", Consonant, 9, 2),
    rule("იდან ისა", "ე", Consonant, 9, 2),
    rule("დან", "", Vowel, 1, 2),
    rule("ოს უს", "", Any, 9, 3),
    rule("სთან სთვის სგან სა ს", "", Vowel, 3, 3),
    rule("თან სთან", "ი", Consonant, 2, 3),
    rule("მა", "ი", Consonant, 1, 2),
    rule("მ", "", Vowel, 3, 3),
    rule("ში შია ზე ზეა", "ი", Consonant, 1, 2),
    rule("ში შია ზე ზეა", "", Vowel, 1, 3),
    rule("ს სა", "ი", Consonant, 2, 3),
    rule("ად", "ი", Consonant, 9, 3),
];

const HY: &[Rule] = &[
    rule("յի յին յում յից", "", Any, 1, 3),
    rule("ում ից", "", Consonant, 2, 3),
    rule("ի ին", "", Consonant, 3, 4),
    rule("ը ն", "", Any, 9, 3),
];

const RO: &[Rule] = &[
    rule("ei", "a", Person, 9, 3),
    rule("ăi", "a", Person, 1, 3),
    rule("căi găi", "ca", Person, 9, 3),
    rule("iei", "ia", Any, 1, 2),
    rule("eei", "eea", Any, 1, 2),
    rule("ei", "a", Place, 2, 3),
    rule("ie", "ia", Place, 9, 3),
    rule("cii", "ca", Place, 2, 3),
    rule("gii", "ga", Place, 2, 3),
    rule("ăi", "a", Place, 2, 3),
    rule("nării", "nărea", Place, 2, 2),
    rule("ului", "u", Place, 9, 3),
    rule("ului", "ul", Place, 9, 3),
    // `Iașului`: a name in the plural goes with the article of the singular.
    rule("ului", "i", Place, 9, 3),
    // `Sibiului`, `Bacăului`: the vowel is the name's.
    rule("iului", "iu", Place, 4, 2),
    rule("ăului", "ău", Place, 2, 2),
    rule("ului", "", Any, 3, 3),
    rule("ilor", "i", Place, 4, 4),
    rule("elor", "e", Place, 4, 4),
    rule("ul", "", Place, 9, 4),
    rule("elor", "ele", Place, 9, 3),
];

const HU: &[Rule] = &[
    rule("ban ben nak nek ból ből ról ről hoz hez höz nál nél tól től", "", Any, 3, 4),
    rule("t ra re on en ön val vel", "", Any, 9, 3),
    rule("án", "a", Place, 9, 3),
    rule("én", "e", Place, 9, 3),
    rule("ába ébe ában ében ából éből", "a", Any, 9, 3),
];

const FI: &[Rule] = &[
    rule("ssa ssä sta stä lla llä lta ltä lle n in en an un ksi", "", Any, 9, 3),
    rule("aan", "a", Any, 9, 3),
    rule("issa ista iin", "i", Any, 9, 3),
];

const ET: &[Rule] = &[rule("s st sse l lt le ga i it is ist isse il ilt", "", Any, 9, 3)];

/// Names of countries whose words all change.
pub(super) fn romanian_irregular(surface: &str) -> Option<&'static str> {
    const ROWS: [(&str, &str); 7] = [
        ("Marii Britanii", "Marea Britanie"),
        ("Statelor Unite", "Statele Unite"),
        ("Statelor Unite ale Americii", "Statele Unite ale Americii"),
        ("Țărilor de Jos", "Țările de Jos"),
        ("Emiratelor Arabe Unite", "Emiratele Arabe Unite"),
        ("Regatului Unit", "Regatul Unit"),
        ("Celui de-al Doilea Război Mondial", "Al Doilea Război Mondial"),
    ];
    ROWS.iter().find(|(bent, _)| *bent == surface).map(|r| r.1)
}

/// The endings of a language; empty where names take none.
pub(super) fn rules(tag: &str) -> &'static [Rule] {
    match tag {
        "az" => AZ,
        "tr" => TR,
        "kk" => KK,
        "kk-Latn" => KK_LATIN,
        "ky" => KY,
        "tt" | "ba" => TT,
        "uz" => UZ,
        "tk" => TK,
        "ka" => KA,
        "hy" => HY,
        "ro" => RO,
        "hu" => HU,
        "fi" => FI,
        "et" => ET,
        _ => &[],
    }
}

/// Endings as they stand after an apostrophe or hyphen.
pub(super) fn marked(tag: &str) -> &'static [&'static str] {
    match tag {
        "az" => &[
            "da", "də", "dan", "dən", "ın", "in", "un", "ün", "nın", "nin", "nun", "nün", "a", "ə", "ya",
            "yə", "ı", "i", "u", "ü", "nı", "ni", "nu", "nü", "dakı", "dəki", "la", "lə", "ta", "tə", "na",
            "nə", "nda", "ndə", "dır", "dir", "nan", "nən",
        ],
        "tr" => &[
            "da", "de", "ta", "te", "dan", "den", "tan", "ten", "ın", "in", "un", "ün", "nın", "nin", "nun",
            "nün", "a", "e", "ya", "ye", "ı", "i", "u", "ü", "yı", "yi", "yu", "yü", "daki", "deki", "taki",
            "teki", "la", "le", "yla", "yle", "nı", "ni", "nu", "nü", "na", "ne", "nda", "nde", "ndan",
            "nden", "ndaki", "ndeki", "dır", "dir", "lı", "li", "lu", "lü", "nca", "nce", "ca", "ce", "lar",
            "ler", "daydı", "deydi", "taydı", "teydi", "ınki", "inki", "unki", "ünki",
        ],
        "kk" => &[
            "да", "де", "та", "те", "дан", "ден", "тан", "тен", "нан", "нен", "ның", "нің", "дың", "дің",
            "тың", "тің", "ға", "ге", "қа", "ке", "ды", "ді", "ты", "ті", "ны", "ні", "мен", "бен", "пен",
            "дағы", "дегі", "тағы", "тегі", "на", "не",
        ],
        "ky" => &[
            "да", "де", "до", "дө", "та", "те", "то", "тө", "дан", "ден", "дон", "дөн", "тан", "тен", "тон",
            "төн", "нын", "нин", "нун", "нүн", "дын", "дин", "дун", "дүн", "тын", "тин", "тун", "түн", "га",
            "ге", "го", "гө", "ка", "ке", "ко", "кө", "ды", "ди", "ду", "дү", "ты", "ти", "ту", "тү", "ны",
            "ни", "ну", "нү", "дагы", "деги", "догу", "тагы", "теги", "тогу",
        ],
        "tt" => &[
            "да", "дә", "та", "тә", "ның", "нең", "га", "гә", "ка", "кә", "дан", "дән", "тан", "тән", "ны",
            "не",
        ],
        "uz" => &["da", "dan", "ning", "ga", "ni", "dagi", "ka", "qa"],
        "tk" => &["da", "de", "dan", "den", "yň", "iň", "nyň", "niň", "a", "e"],
        "ka" => &[
            "ს",
            "ის",
            "ში",
            "ზე",
            "მა",
            "მ",
            "თან",
            "სთან",
            "დან",
            "ისთვის",
            "სთვის",
            "ით",
            "ად",
            "სა",
            "ისა",
            "სგან",
            "ისგან",
            "დან",
        ],
        "ro" => &["ul", "ului", "ei", "lui", "urile", "urilor", "a", "ii", "le"],
        "hy" => &["ի", "ը", "ն", "ում", "ից", "ին"],
        "pl" => &["a", "owi", "em", "ie", "u", "y", "ów", "owie", "ego", "emu", "m"],
        "hu" => &[
            "ban", "ben", "nak", "nek", "ból", "ből", "ról", "ről", "ra", "re", "t", "ot", "et", "on", "en",
            "hoz", "hez", "val", "vel", "ba", "be", "tól", "től",
        ],
        "fi" => &[
            "n", "in", "ssa", "ssä", "sta", "stä", "lle", "lla", "lta", "ta", "tä", "a", "ä", "ksi", "iin",
            "aan", "een",
        ],
        "et" => &["s", "st", "i", "is", "ile", "ist", "le", "ga", "l", "lt"],
        "sv" => &["s", "en", "et"],
        _ => &[],
    }
}

pub(super) fn is_vowel(c: char) -> bool {
    "aeiouyıəöüäоаеёиіуыэюяәөүұӱაეიოუաեէըիոօу".contains(c)
}

/// Letters that close a compound: `Agentliyi`, `Лигасы`.
pub(super) fn possessive(tag: &str) -> &'static str {
    match tag {
        "kk" => "ыі",
        "kk-Latn" => "yıi",
        "ky" => "ыиуү",
        "tt" | "ba" => "ые",
        "tk" => "yi",
        "uz" => "iи",
        _ => "ıiuü",
    }
}

/// Whether the vowels of an ending are in harmony with those of the stem.
pub(super) fn harmonious(tag: &str, stem: &str, end: &str) -> bool {
    let back = |c: char| match c {
        // A vowel in Turkmen only.
        'y' if tag != "tk" => None,
        'a' | 'ı' | 'o' | 'u' | 'y' | 'а' | 'ы' | 'о' | 'ұ' | 'у' | 'я' | 'ю' | 'ё' | 'ӱ' => {
            Some(true)
        }
        'e' | 'ə' | 'i' | 'ö' | 'ü' | 'ä' | 'е' | 'і' | 'ө' | 'ү' | 'ә' | 'э' | 'и' => Some(false),
        _ => None,
    };
    if !matches!(tag, "az" | "tr" | "kk" | "ky" | "tt" | "ba" | "tk") {
        return true;
    }
    // `Бристолдо`: behind a round vowel Kyrgyz has no other, so that `Майорга` keeps its end.
    if tag == "ky" {
        let last = stem.chars().rev().find(|c| is_vowel(*c));
        let first = end.chars().find(|c| is_vowel(*c));
        let round = |c: Option<char>| c.is_some_and(|c| matches!(c, 'о' | 'ө'));
        let after_y = last == Some('ү') && first == Some('ө');
        if first.is_some_and(|c| "аоеө".contains(c)) && round(last) != round(first) && !after_y {
            return false;
        }
    }
    match (stem.chars().rev().find_map(back), end.chars().find_map(back)) {
        (Some(s), Some(e)) => {
            // Russian family names take back vowels, whatever their last one: `Тоқаевқа`.
            let family = matches!(tag, "kk" | "ky") && ["ев", "ов", "ёв"].iter().any(|f| stem.ends_with(f));
            family || s == e || matches!(end, "мен" | "бен" | "пен") || tag == "kk" && stem.ends_with('и')
        }
        _ => true,
    }
}

/// Whether the first consonant of an ending suits the last sound of the stem.
pub(super) fn meets(tag: &str, stem: &str, end: &str) -> bool {
    let (Some(last), Some(first)) = (stem.chars().last(), end.chars().next()) else { return true };
    let voiceless = "пткқсшщчцхфһpçtksşhfq".contains(last);
    let nasal = "мнң".contains(last);
    match (tag, first) {
        ("kk" | "ky" | "tt" | "ba", 'т' | 'к' | 'қ' | 'п') => voiceless || "бвгдзж".contains(last),
        ("kk" | "ky" | "tt" | "ba", 'д' | 'г' | 'ғ') => !voiceless,
        ("kk", 'н') if matches!(end, "нан" | "нен") => nasal,
        ("kk", 'н') => nasal || is_vowel(last),
        ("ky", 'н') => is_vowel(last),
        ("uz", 'k') if end == "ka" => last == 'k' || last == 'g',
        ("uz", 'q') => last == 'q',
        _ => true,
    }
}
