//! Names of persons.

use unicode_normalization::UnicodeNormalization;
use unicode_script::Script;

use super::align::{Alignment, DOUBTFUL, Pair, Run, align, fit, is_mistaken, scaled, text_of};
use super::compare::Tally;
use super::name::Name;
use super::parts::{Part, Role, looks_family};
use super::sino;
use super::sound::{Writing, distance};
use crate::types::Lang;

/// Compares two names of persons; see [`super::compare`].
pub(crate) fn compare(a: &Name, b: &Name, tally: &mut Tally) {
    let strict = a.vietnamese && b.vietnamese;
    if strict && marks_differ(a.text(), b.text()) && a.key == b.key {
        tally.note("part-different", a.text(), b.text());
        return tally.decide(0.2);
    }
    if let Some(score) = as_han(a, b).or_else(|| as_hangul(a, b)) {
        tally.note(if score > 0.9 { "translit" } else { "part-different" }, a.text(), b.text());
        return tally.decide(score);
    }
    if let Some(score) = sino::compare(a, b) {
        tally.note("characters", a.text(), b.text());
        return tally.decide(score);
    }
    if let Some(score) = as_chinese(a, b, tally) {
        return tally.decide(score);
    }
    if let Some(score) = as_one_word(a, b) {
        let code = if a.script == b.script { "hyphen" } else { "translit" };
        tally.note(code, a.text(), b.text());
        return tally.decide(score);
    }
    if let Some(score) = as_given_parts(a, b, tally) {
        return tally.decide(score);
    }
    let mut found = align((&a.parts, &b.parts), &a.significant, &b.significant, strict);
    if strict {
        tones(a, b, &mut found);
    }
    servants(a, b, &mut found);
    particles(a, b, &mut found);
    glued(a, b, &mut found);
    judge(a, b, &found, tally);
}

/// Chinese and Japanese names as their bearers write them: each character counts.
fn as_han(a: &Name, b: &Name) -> Option<f32> {
    let plain =
        |n: &Name| n.parts.len() == 1 && n.script == Script::Han && n.parts[0].text.chars().count() <= 4;
    if !plain(a) || !plain(b) {
        return None;
    }
    let simple = |n: &Name| -> Vec<char> { n.parts[0].text.chars().map(super::data::simplified).collect() };
    let (x, y) = (simple(a), simple(b));
    if x == y {
        return Some(0.97);
    }
    // Names of two or three characters are Chinese: each of them tells. Longer ones are mostly foreign
    // names spelt by ear, which are left to their sounds unless they begin alike.
    let chinese = x.len().max(y.len()) <= 3;
    let alike = x.len() == y.len() && x[0] == y[0] && x.len() > 1;
    (chinese || alike).then_some(0.25)
}

/// Korean names of two to four syllables as their bearers write them: each syllable counts.
fn as_hangul(a: &Name, b: &Name) -> Option<f32> {
    let plain =
        |n: &Name| n.parts.len() == 1 && n.script == Script::Hangul && n.parts[0].text.chars().count() <= 4;
    (plain(a) && plain(b) && a.key != b.key).then_some(0.25)
}

/// A name in two to four Chinese characters that begin with a family name, against one in Latin
/// letters that has this family name: `陳美玲`, Lucy Chan. The given names are compared by themselves;
/// what a Chinese calls himself in English, and how other languages of China read the characters,
/// nothing tells.
fn as_chinese(a: &Name, b: &Name, tally: &mut Tally) -> Option<f32> {
    let (one, many) = if a.script == Script::Han { (a, b) } else { (b, a) };
    if one.script != Script::Han || many.script != Script::Latin || one.parts.len() != 1 {
        return None;
    }
    let characters: Vec<char> = one.parts[0].text.chars().collect();
    let readings =
        super::data::han_surname(*characters.first()?).filter(|_| (2..=4).contains(&characters.len()))?;
    let plain = &many.significant;
    let family = plain.iter().position(|&i| readings.contains(&many.parts[i].key.as_str()))?;
    let given: Vec<usize> = plain.iter().enumerate().filter(|(n, _)| *n != family).map(|(_, &i)| i).collect();
    if given.is_empty() {
        return None;
    }
    let sounds: Vec<_> = given.iter().flat_map(|&i| many.parts[i].sounds.iter().copied()).collect();
    let rest: String = characters[1..].iter().collect();
    let (read, writing) = super::graphemes::sounds(&rest);
    let similarity = distance((&sounds, Writing::Full), (&read, writing)).similarity;
    let (name, own) = (text_of(&many.parts, given.iter().copied()), one.parts[0].text.as_str());
    let turned = std::ptr::eq(many, a);
    if similarity >= 0.74 {
        let (p, q) = if turned { (many.text(), own) } else { (own, many.text()) };
        tally.note("translit", p, q);
        return Some(similarity);
    }
    let (p, q) = if turned { (&*name, &*rest) } else { (&*rest, &*name) };
    tally.note("family-only", a.text(), b.text());
    tally.note("part-missing", p, q);
    Some(0.45)
}

/// Names written without blanks on at least one side: Han, kana, `VladimirPutin`.
fn as_one_word(a: &Name, b: &Name) -> Option<f32> {
    let (n, m) = (a.parts.len(), b.parts.len());
    // A name of signs that nothing reads has no parts.
    if (n == 1) == (m == 1) || n.min(m) == 0 {
        return None;
    }
    let (one, many) = if n == 1 { (a, b) } else { (b, a) };
    let unspaced = matches!(
        one.script,
        Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Thai
    );
    if !unspaced && (one.script != many.script || one.parts[0].text.chars().count() < 8) {
        return None;
    }
    let glue = |order: &[usize]| {
        let sounds: Vec<_> = order.iter().flat_map(|&i| many.parts[i].sounds.iter().copied()).collect();
        let writing = many.parts.iter().map(|p| p.writing).max().unwrap_or(Writing::Full);
        distance((&sounds, writing), (&one.parts[0].sounds, one.parts[0].writing)).similarity
    };
    let order: Vec<usize> = (0..many.parts.len()).collect();
    let mut turned = order.clone();
    turned.rotate_right(1);
    let best = glue(&order).max(if unspaced { glue(&turned) } else { 0.0 });
    // Kana write every sound, characters those they have a syllable for.
    let enough = match one.script {
        Script::Han => 0.78,
        _ if unspaced => 0.82,
        _ => 0.93,
    };
    (best >= enough).then_some(best)
}

/// Malays bear their father's name behind their own, and Chinese leaves it out: `莫哈末沙里尔`, Mohamad
/// Shahril Osman. Two given names or more must be there.
fn as_given_parts(a: &Name, b: &Name, tally: &mut Tally) -> Option<f32> {
    let (one, many) = if a.parts.len() == 1 { (a, b) } else { (b, a) };
    let han = one.parts.len() == 1 && one.script == Script::Han && many.script != Script::Han;
    if !han || one.parts[0].text.chars().count() < 4 {
        return None;
    }
    let plain = &many.significant;
    if plain.len() < 3 {
        return None;
    }
    // `Abdul` is no name without the next.
    let names = |head: &[usize]| head.iter().filter(|&&i| !many.parts[i].key.starts_with("abd")).count();
    let fits = |head: &[usize]| {
        let sounds: Vec<_> = head.iter().flat_map(|&i| many.parts[i].sounds.iter().copied()).collect();
        let whole = (&one.parts[0].sounds[..], one.parts[0].writing);
        distance((&sounds, many.parts[head[0]].writing), whole).similarity
    };
    let heads = (2..plain.len()).map(|n| &plain[..n]).filter(|head| names(head) > 1);
    let best = heads.map(|head| (fits(head), head.len())).max_by(|x, y| x.0.total_cmp(&y.0))?;
    let (similarity, count) = best;
    if similarity < 0.84 {
        return None;
    }
    let text = |indices: &[usize]| text_of(&many.parts, indices.iter().copied());
    let (given, left) = (text(&plain[..count]), text(&plain[count..]));
    let turned = !std::ptr::eq(one, a);
    let (p, q) = if turned { (&*given, one.text()) } else { (one.text(), &*given) };
    tally.note("translit", p, q);
    let (p, q) = if turned { (&*left, "") } else { ("", &*left) };
    tally.note("patronymic-omitted", p, q);
    Some(0.72)
}

/// Where both sides write Vietnamese marks, parts that differ in them exclude each other.
fn tones(a: &Name, b: &Name, found: &mut Alignment) {
    let clash = |i: usize, j: usize| marks_differ(&a.parts[i].text, &b.parts[j].text);
    // A name without any mark may simply be unmarked.
    if !has_marks(a.text()) || !has_marks(b.text()) {
        return;
    }
    separate(found, clash);
}

/// Behind *servant of* every name of God is another name, however alike they sound: `عبد الله`, `عبد الإله`.
fn servants(a: &Name, b: &Name, found: &mut Alignment) {
    if a.script != Script::Arabic || b.script != Script::Arabic {
        return;
    }
    let servant = |n: &Name, i: usize| i > 0 && matches!(&*n.parts[i - 1].key, "عبد" | "العبد");
    let without_alef = |key: &str| key.replace('ا', "");
    separate(found, |i, j| {
        let (x, y) = (&*a.parts[i].key, &*b.parts[j].key);
        let god = || [x, y].contains(&"الله");
        servant(a, i) && servant(b, j) && x != y && (god() || without_alef(x) != without_alef(y))
    });
}

/// Takes pairs of single parts that clash out of what answers each other.
fn separate(found: &mut Alignment, clash: impl Fn(usize, usize) -> bool) {
    let clashes = |pair: &Pair| pair.single().is_some_and(|(i, j)| clash(i, j));
    if !found.pairs.iter().any(clashes) {
        return;
    }
    let (out, keep): (Vec<Pair>, Vec<Pair>) = found.pairs.drain(..).partition(clashes);
    for pair in out {
        found.left_a.extend(pair.a.indices());
        found.left_b.extend(pair.b.indices());
    }
    found.pairs = keep;
}

/// A part that is left over may answer what looks like a particle on the other side: `Al Franken`.
fn particles(a: &Name, b: &Name, found: &mut Alignment) {
    let of = |n: &Name| -> Vec<usize> {
        (0..n.parts.len()).filter(|&i| n.parts[i].role == Role::Particle).collect()
    };
    for turned in [false, true] {
        let (x, y) = if turned { (b, a) } else { (a, b) };
        let free = if turned { found.left_b.clone() } else { found.left_a.clone() };
        for i in free {
            if x.parts[i].role != Role::Plain {
                continue;
            }
            let answer = of(y).into_iter().find_map(|j| {
                let mut part = y.parts[j].clone();
                part.role = Role::Plain;
                let (fit, code) = fit(&x.parts[i], &part, false);
                (fit >= 0.85).then_some((j, fit, code))
            });
            let Some((j, fit, code)) = answer else { continue };
            let (p, q) = if turned { (j, i) } else { (i, j) };
            found.pairs.push(Pair { a: Run::one(p), b: Run::one(q), fit, code });
            if turned {
                found.left_b.retain(|&k| k != i);
            } else {
                found.left_a.retain(|&k| k != i);
            }
        }
    }
    found.pairs.sort_by_key(|p| p.a);
}

/// Particles that the other side writes together with the part behind them: `冯德莱恩`, von der Leyen.
fn glued(a: &Name, b: &Name, found: &mut Alignment) {
    if found.left_a.is_empty() || found.left_b.is_empty() {
        return;
    }
    for turned in [false, true] {
        let (x, y) = if turned { (b, a) } else { (a, b) };
        let (free, other) = (found.left_a.clone(), found.left_b.clone());
        let (free, other) = if turned { (other, free) } else { (free, other) };
        for (&i, &j) in free.iter().flat_map(|i| other.iter().map(move |j| (i, j))) {
            let particles = (0..j).rev().take_while(|&k| y.parts[k].role == Role::Particle);
            let Some(first) = particles.last() else { continue };
            let (p, q) = (&x.parts[i], &y.parts[j]);
            let sounds: Vec<_> = y.parts[first..=j].iter().flat_map(|p| p.sounds.iter().copied()).collect();
            let d = distance((&p.sounds, p.writing), (&sounds, q.writing));
            let fit = scaled(d, p, q);
            if p.role != Role::Plain || fit < 0.7 {
                continue;
            }
            let code = if p.script == q.script { "hyphen" } else { "translit" };
            let (i, j) = if turned { (j, i) } else { (i, j) };
            if found.left_a.contains(&i) && found.left_b.contains(&j) {
                found.pairs.push(Pair { a: Run::one(i), b: Run::one(j), fit, code });
                found.left_a.retain(|&k| k != i);
                found.left_b.retain(|&k| k != j);
            }
        }
    }
    found.pairs.sort_by_key(|p| p.a);
}

fn has_marks(text: &str) -> bool {
    text.contains(['đ', 'Đ']) || text.nfd().any(crate::text::fold::is_mark)
}

/// Whether two Vietnamese spellings with the same letters carry different marks, both written.
pub(crate) fn marks_differ(a: &str, b: &str) -> bool {
    let form = |t: &str| -> String { t.to_lowercase().nfc().filter(|c| c.is_alphanumeric()).collect() };
    has_marks(a) && has_marks(b) && form(a) != form(b)
}

fn judge(a: &Name, b: &Name, found: &Alignment, tally: &mut Tally) {
    let (mut sum, mut whole, mut worst, mut matched, mut initials) = (0.0, 0.0, 1.0f32, 0, 0);
    let mut gender = false;
    for pair in &found.pairs {
        let weight = weight(&a.parts, pair.a).max(weight(&b.parts, pair.b));
        let weight = if pair.code == "initial" { 0.7 } else { weight };
        sum += weight * pair.fit;
        whole += weight;
        worst = worst.min(pair.fit);
        initials += usize::from(pair.code == "initial");
        // `Sabina`, `Sabine`: a given name in front of what agrees is one woman's in two languages.
        let given = pair.single() == Some((0, 0))
            && found.pairs.len() > 1
            && found.pairs.iter().all(|p| p.a.is_one(0) || p.fit > 0.95);
        gender |= pair.code == "gender-form" && !given;
        matched += 1;
        tally.note(pair.code, &text_of(&a.parts, pair.a.indices()), &text_of(&b.parts, pair.b.indices()));
    }
    if !found.left_a.is_empty() && !found.left_b.is_empty() {
        return conflict(a, b, found, sum, whole, tally);
    }
    if matched == 0 {
        tally.note("part-different", a.text(), b.text());
        return tally.decide(0.0);
    }
    let average = sum / whole;
    let level = |fit: f32| ((fit - 0.5) * 2.0).clamp(0.0, 1.0);
    // Across scripts a part that fits badly is more likely a transliteration than another name.
    let (share, base) = if a.script == b.script { (0.6, 0.55) } else { (0.72, 0.56) };
    let mut score = base + (1.0 - base) * (share * level(average) + (1.0 - share) * level(worst));
    for (name, left) in [(a, &found.left_a), (b, &found.left_b)] {
        for &i in left {
            let part = &name.parts[i];
            let code = match part.role {
                Role::Patronymic => "patronymic-omitted",
                _ if is_middle(name, i) => "patronymic-omitted",
                _ => "part-missing",
            };
            score -= if code == "part-missing" { 0.06 } else { 0.012 };
            // An initial that answers a family name while its own is left over answers nothing.
            if initials > 0 && code == "part-missing" {
                score = score.min(0.5);
            }
            let (x, y) =
                if std::ptr::eq(name, a) { (part.text.as_str(), "") } else { ("", part.text.as_str()) };
            tally.note(code, x, y);
        }
    }
    let missing = !found.left_a.is_empty() || !found.left_b.is_empty();
    if missing && matched - initials < 2 && !(matched >= 2 && initials > 0) {
        score = lone(a, b, found, tally).min(score);
    }
    if reordered(found) {
        tally.note("order", a.text(), b.text());
        // Middle names change places where the first and the last of four agree.
        let ends = |n: &Name| n.significant.first().copied().zip(n.significant.last().copied());
        let stay = ends(a).zip(ends(b)).is_some_and(|((a0, a1), (b0, b1))| {
            let met = |i: usize, j: usize| found.pairs.iter().any(|p| p.single() == Some((i, j)));
            matched > 3 && met(a0, b0) && met(a1, b1)
        });
        if !stay && (!order_is_free(a, b) || worst < 0.75) {
            score = score.min(0.66);
        }
    }
    if gender {
        // The same words for a woman and a man, or a case ending.
        let given_agree = found.pairs.iter().any(|p| p.code != "gender-form" && p.fit > 0.9);
        // Only Czech and Slovak make `Harmanová` of any woman's name.
        let czech = |n: &Name| n.parts.iter().any(|p| p.text.ends_with("ová") || p.text.ends_with("OVÁ"));
        let foreign = a.script != b.script || a.lang() != b.lang() || czech(a) != czech(b);
        score = if given_agree && foreign { score.min(0.75) } else { score.min(0.6) };
        if matched == 1 {
            score = score.min(0.45);
        }
    }
    if matched == initials {
        score = score.min(0.5);
    }
    if found.pairs.iter().any(|p| p.code == "typo" && p.fit <= DOUBTFUL) {
        // The more agrees to the letter, the likelier a slip of the pen.
        let agree = found.pairs.iter().filter(|p| p.fit >= 0.99).count();
        let mistaken = |p: &Pair| {
            p.code == "typo" && p.single().is_some_and(|(i, j)| is_mistaken(&a.parts[i].key, &b.parts[j].key))
        };
        let likely = agree >= 3 || agree >= 1 && initials == 0 && found.pairs.iter().any(mistaken);
        score = score.min(if likely && agree + 1 == matched { 0.74 } else { 0.66 });
    }
    tally.decide(score);
}

fn weight(parts: &[Part], run: Run) -> f32 {
    parts[run.indices()].iter().map(Part::weight).sum()
}

fn is_middle(name: &Name, i: usize) -> bool {
    let plain = &name.significant;
    plain.len() > 2 && plain.first() != Some(&i) && plain.last() != Some(&i)
}

/// Parts on both sides that answer nothing.
fn conflict(a: &Name, b: &Name, found: &Alignment, mut sum: f32, mut whole: f32, tally: &mut Tally) {
    let (mut left_a, mut left_b) = (found.left_a.clone(), found.left_b.clone());
    let mut closest = 1.0f32;
    while !left_a.is_empty() && !left_b.is_empty() {
        let mut best = (-1.0, 0, 0);
        for (x, &i) in left_a.iter().enumerate() {
            for (y, &j) in left_b.iter().enumerate() {
                let f = found.fit(i, j);
                if f > best.0 {
                    best = (f, x, y);
                }
            }
        }
        let (i, j) = (left_a.remove(best.1), left_b.remove(best.2));
        let (p, q) = (&a.parts[i], &b.parts[j]);
        let both = p.role == Role::Patronymic && q.role == Role::Patronymic;
        tally.note(if both { "patronymic-contradicted" } else { "part-different" }, &p.text, &q.text);
        let weight = p.weight().max(q.weight());
        sum += weight * best.0;
        whole += weight;
        closest = closest.min(best.0);
    }
    for &i in &left_a {
        tally.note("part-missing", &a.parts[i].text, "");
    }
    for &j in &left_b {
        tally.note("part-missing", "", &b.parts[j].text);
    }
    let near = ((closest - 0.4) * 1.6).max(0.0);
    let mut score = (0.35 * sum / whole.max(0.1) + near).min(0.55);
    // `Luis Ricardo Aldana`, `Ricardo Aldana Prieto`: one has a first name more in front, the other
    // the mother's family name behind.
    let ends = |left: &[usize], own: &Name| match left {
        [i] if *i == 0 => Some(true),
        [i] if i + 1 == own.parts.len() => Some(false),
        _ => None,
    };
    let apart = ends(&found.left_a, a).zip(ends(&found.left_b, b)).is_some_and(|(x, y)| x != y);
    if apart && found.pairs.len() >= 2 && found.pairs.iter().all(|p| p.fit > 0.9) && !reordered(found) {
        score = score.max(0.6);
    }
    // How a Japanese name in characters is read, the characters do not tell.
    let unread = |n: &Name, m: &Name| {
        n.script == Script::Han && n.lang() == Lang::new("ja") && m.script != Script::Han
    };
    if unread(a, b) || unread(b, a) {
        score = score.max(0.4);
    }
    tally.decide(score);
}

/// One matched part only, with others left on one side.
fn lone(a: &Name, b: &Name, found: &Alignment, tally: &mut Tally) -> f32 {
    let pair = &found.pairs[0];
    let (full, at) = if found.left_a.is_empty() { (b, pair.b) } else { (a, pair.a) };
    let family = full.family.is_none_or(|f| at.contains(f));
    tally.note(if family { "family-only" } else { "given-only-short-form" }, a.text(), b.text());
    if family { 0.55 } else { 0.45 }
}

fn reordered(found: &Alignment) -> bool {
    found.pairs.windows(2).any(|w| w[0].b > w[1].b)
}

/// Whether two parts may stand in either order: one side can be told to put the family name first.
fn order_is_free(a: &Name, b: &Name) -> bool {
    let inner =
        |n: &Name| n.parts.iter().any(|p| matches!(p.key.as_str(), "bin" | "ibn" | "ben" | "بن" | "bint"));
    if inner(a) && inner(b) {
        return false;
    }
    let tells = |n: &Name| {
        n.text().contains(',')
            || n.lang().is_known() && matches!(n.lang().as_str(), "vi" | "hu" | "zh" | "ko" | "ja")
            || matches!(n.script, Script::Han | Script::Hangul | Script::Hiragana | Script::Katakana)
            || n.parts.first().is_some_and(|p| looks_family(&p.key))
            || n.parts
                .first()
                .is_some_and(|p| p.text.chars().count() > 2 && !p.text.chars().any(char::is_lowercase))
    };
    // Two given names in another order are two persons.
    let givens = |n: &Name| n.parts.iter().filter(|p| !p.groups.is_empty()).count() == n.parts.len();
    tells(a) || tells(b) || !(givens(a) && givens(b))
}
