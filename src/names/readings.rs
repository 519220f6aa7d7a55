//! Other readings of Latin letters: French and Vietnamese spellings as they are heard.

/// A French-looking word as it is heard, in plain letters: `gaillard` → `gayar`.
pub(crate) fn french(key: &str, text: &str) -> Option<String> {
    const MARKS: [&str; 29] = [
        "oye", "aye", "cher", "eau", "oux", "ault", "ois", "ard", "ieu", "gn", "oi", "ert", "ais", "aud",
        "aut", "aux", "ier", "ill", "lle", "que", "eux", "ien", "ain", "ez", "et", "ot", "ges", "ou", "ean",
    ];
    let plain = key.bytes().all(|b| b.is_ascii_alphabetic());
    let looks = MARKS.iter().any(|m| key.contains(m))
        || text.contains(['é', 'è', 'ê', 'ç', 'ï', 'ë'])
        || key.ends_with(['s', 't', 'x'])
        || key.ends_with("oy")
        || key.ends_with("in");
    if !plain || !looks || key.len() < 3 {
        return None;
    }
    const SOUNDS: [(&str, &str); 34] = [
        ("eaux", "o"),
        ("eau", "o"),
        ("ault", "o"),
        ("aux", "o"),
        ("aud", "o"),
        ("au", "o"),
        ("aill", "ay"),
        ("ail", "ay"),
        ("eill", "ey"),
        ("ill", "iy"),
        ("ain", "en"),
        ("ein", "en"),
        ("ean", "an"),
        ("ai", "e"),
        ("ay", "e"),
        ("ei", "e"),
        ("oi", "ua"),
        ("oy", "uay"),
        ("ou", "u"),
        ("eu", "e"),
        ("gn", "ny"),
        ("que", "k"),
        ("qu", "k"),
        ("ge", "že"),
        ("gi", "ži"),
        ("gu", "g"),
        ("ch", "š"),
        ("ph", "f"),
        ("th", "t"),
        ("ce", "se"),
        ("ci", "si"),
        ("j", "ž"),
        ("h", ""),
        ("y", "i"),
    ];
    const SILENT: [&str; 16] =
        ["aultes", "ts", "ds", "es", "er", "ez", "et", "s", "t", "d", "x", "z", "p", "e", "ps", "gt"];
    let mut stem = key;
    if let Some(end) = SILENT.iter().filter(|e| stem.ends_with(**e)).max_by_key(|e| e.len()) {
        let keeps_e = matches!(*end, "er" | "ez" | "et");
        stem = &stem[..stem.len() - end.len() + usize::from(keeps_e)];
    }
    // `Bourges`: the silent `e` keeps the consonant soft.
    let soft = key.ends_with("ges") || key.ends_with("ces");
    let (mut out, mut rest) = (String::new(), stem);
    while let Some(c) = rest.chars().next() {
        let vowel = |at: usize| rest[at..].starts_with(['a', 'e', 'i', 'o', 'u']);
        if rest.len() > 2 && (rest.starts_with("ay") || rest.starts_with("oy")) && vowel(2) {
            // `Payet`, `Boyer`.
            out.push_str(&rest[..2]);
            rest = &rest[2..];
            continue;
        }
        if rest == "in" && !out.is_empty() {
            out.push_str("en");
            break;
        }
        if soft && matches!(rest, "g" | "c") {
            out.push_str(if rest == "g" { "ž" } else { "s" });
            break;
        }
        let (took, sound) = match SOUNDS.iter().find(|(g, _)| rest.starts_with(g)) {
            Some((group, sound)) => (group.len(), *sound),
            None => (c.len_utf8(), &rest[..c.len_utf8()]),
        };
        out.push_str(sound);
        rest = &rest[took..];
    }
    (out.len() > 1).then_some(out)
}

/// An English-looking word as it is said, in plain letters: `hatch` → `heč`, `walker` → `woker`.
///
/// `None` for other letters than `a`–`z`, short words, and where saying and spelling agree.
pub(crate) fn english(key: &str) -> Option<String> {
    if key.len() < 3 || !key.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    const STARTS: [(&str, &str); 4] = [("kn", "n"), ("wr", "r"), ("mc", "mak"), ("wh", "w")];
    const GROUPS: [(&str, &str); 24] = [
        ("augh", "o"),
        ("ough", "o"),
        ("eigh", "ey"),
        ("igh", "ay"),
        ("tch", "č"),
        ("dge", "dž"),
        ("alk", "ok"),
        ("all", "ol"),
        ("ould", "ud"),
        ("sch", "šk"),
        ("gh", ""),
        ("ch", "č"),
        ("ck", "k"),
        ("ph", "f"),
        ("ee", "i"),
        ("ea", "i"),
        ("oo", "u"),
        ("oa", "o"),
        ("au", "o"),
        ("aw", "o"),
        ("ew", "yu"),
        ("ay", "ey"),
        ("ai", "ey"),
        ("sh", "š"),
    ];
    const ENDS: [(&str, &str); 6] =
        [("mb", "m"), ("ey", "i"), ("ie", "i"), ("sey", "zi"), ("y", "i"), ("gue", "g")];
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    let bytes = key.as_bytes();
    let mut out = String::with_capacity(key.len() + 2);
    let mut at = 0;
    while at < bytes.len() {
        let rest = &key[at..];
        if let Some((_, sound)) = ENDS.iter().find(|(end, _)| at > 0 && rest == *end) {
            out.push_str(sound);
            break;
        }
        let group = (at == 0).then(|| STARTS.iter().find(|(g, _)| rest.starts_with(g))).flatten();
        let group = group.or_else(|| GROUPS.iter().find(|(g, _)| rest.starts_with(g)));
        if let Some((letters, sound)) = group.filter(|(g, _)| !(at == 0 && *g == "gh")) {
            out.push_str(sound);
            at += letters.len();
            continue;
        }
        let (c, next, after) = (bytes[at], bytes.get(at + 1).copied(), bytes.get(at + 2).copied());
        // `Hague`, `Blake`: the silent `e` makes the vowel before the consonant long.
        let open = next.is_some_and(|n| !vowel(n) && n != b'y')
            && (after == Some(b'e') && at + 3 == bytes.len()
                || after == Some(b'u') && &key[at + 3..] == "e"
                || after == Some(b'e') && bytes.get(at + 3) == Some(&b's') && at + 4 == bytes.len());
        match c {
            b'a' if open => out.push_str("ey"),
            b'i' if open => out.push_str("ay"),
            b'u' if open => out.push('u'),
            b'e' if open => out.push('i'),
            b'a' => out.push(if next.is_some_and(|n| n == b'r' || n == b'l') { 'a' } else { 'æ' }),
            // `Rudd`, `Dunn`, `Buck`.
            b'u' if next.is_some_and(|n| !vowel(n)) && after.is_none_or(|n| !vowel(n)) => out.push('a'),
            b'e' if at + 1 == bytes.len() && at > 1 => {}
            b'c' if matches!(next, Some(b'e' | b'i' | b'y')) => out.push('s'),
            b'j' => out.push_str("dž"),
            _ => out.push(c as char),
        }
        at += 1;
    }
    (out != key && out.len() > 1).then_some(out)
}

/// Vietnamese family names without marks.
const VIETNAMESE: &str = " nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly to luong dinh trinh \
    doan lam truong cao mai ";

/// Whether these folded parts look like a Vietnamese name written without marks.
pub(crate) fn looks_vietnamese(keys: &[&str]) -> bool {
    let short = |k: &&str| k.len() <= 7 && k.bytes().all(|b| b.is_ascii_lowercase());
    let family = |k: &&str| VIETNAMESE.split(' ').any(|f| f == *k);
    keys.len() > 1
        && keys.iter().all(short)
        && (keys.first().is_some_and(family) || keys.last().is_some_and(family))
}

/// A Vietnamese syllable as its letters sound, in plain letters: `trang` → `čang`.
pub(crate) fn vietnamese(key: &str, text: &str) -> String {
    const SOUNDS: [(&str, &str); 11] = [
        ("ngh", "ng"),
        ("nh", "n"),
        ("tr", "č"),
        ("ch", "č"),
        ("ph", "f"),
        ("gi", "z"),
        ("qu", "kv"),
        ("x", "s"),
        ("c", "k"),
        ("y", "i"),
        ("d", "dh"),
    ];
    let firm = text.starts_with(['đ', 'Đ']);
    let mut out = String::with_capacity(key.len() + 2);
    let mut rest = key;
    while let Some(c) = rest.chars().next() {
        let group = SOUNDS.iter().find(|(g, _)| rest.starts_with(g) && !(firm && *g == "d"));
        let (took, sound) = group.map_or((c.len_utf8(), &rest[..c.len_utf8()]), |(g, s)| (g.len(), s));
        out.push_str(sound);
        rest = &rest[took..];
    }
    out
}
