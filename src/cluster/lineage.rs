//! Who took its text from whom within an event.

use super::{features::Profile, words};
use crate::types::{DocIndex, Lineage, LineageKind, similarity};

/// Sentences of a document that are compared.
const SENTENCES: usize = 40;
/// A sentence stands in another text when this share of its shingles does.
const COPIED: f32 = 0.6;
/// Product of the vectors of a sentence and its translation.
const TRANSLATED: f32 = 0.58;
/// Mean of the best products over a document. With the default model 0.69 to 0.83 for the translations in
/// the sample feed, 0.47 to 0.67 for independent reports of one event there. Free rewrites across languages
/// (0.59 to 0.66) cannot be told from those, so only a shortened or reordered translation is called one.
const MEAN: f32 = 0.68;
/// A translation keeps the order: of what the best sentences hold, the best path in order holds this share.
/// In NTREX-128, eight languages, 0.87 or more for 99 of 100 translations and 0.75 at most for other
/// reports of the same event.
const STEADY: f32 = 0.82;
/// Mean product along that path, for texts of up to [`FEW`] sentences, whose order tells little …
const PATH_FEW: f32 = 0.66;
const FEW: usize = 4;
/// … and of [`MANY`] or more; 0.48 or more for 99 of 100 translations in NTREX-128.
const PATH_MANY: f32 = 0.45;
const MANY: usize = 9;
/// What must come on top where the figures do not agree.
const UNREAD: f32 = 0.1;

/// How much of one document stands in another.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Overlap {
    kind: LineageKind,
    /// Share of the sentences, by length.
    shared: f32,
    /// How near they are, to choose between parents.
    strength: f32,
}

/// A parent for each document of an event that has one. `group` is in time order and names
/// positions in `profiles`, which are those of `docs`.
pub fn trace(group: &[u32], profiles: &[Profile], docs: &[DocIndex]) -> Vec<Lineage> {
    let mut parents: Vec<Option<(usize, Overlap)>> = vec![None; group.len()];
    let order = telling_order(group, profiles);
    for (at, &child) in order.iter().enumerate() {
        let profile = &profiles[group[child] as usize];
        let mut best: Option<(usize, Overlap)> = None;
        for &earlier in &order[..at] {
            let Some(overlap) = overlap(profile, &profiles[group[earlier] as usize]) else { continue };
            let better = best.is_none_or(|(of, b)| {
                // A copy of a copy shows little more than the first: the earlier text has it.
                let doubt = if parents[earlier].is_some_and(|(root, _)| root == of) { 0.08 } else { 0.02 };
                (rank(overlap.kind), overlap.strength) > (rank(b.kind), b.strength + doubt)
            });
            if better {
                best = Some((earlier, overlap));
            }
        }
        parents[child] = best;
    }
    let mut out: Vec<Lineage> = Vec::new();
    for (child, parent) in parents.iter().enumerate() {
        if let Some((of, overlap)) = parent {
            out.push(Lineage {
                doc: docs[group[child] as usize],
                of: docs[group[*of] as usize],
                kind: overlap.kind,
                shared: overlap.shared,
            });
        }
    }
    out
}

fn rank(kind: LineageKind) -> u8 {
    match kind {
        LineageKind::Reprint => 2,
        LineageKind::Translation => 1,
        LineageKind::Rewrite => 0,
    }
}

/// Positions in `group`, possible parents first: by time; where times are equal or not known to the
/// hour, a text that names the source of another comes after it, and the longer text is first.
fn telling_order(group: &[u32], profiles: &[Profile]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..group.len()).collect();
    let profile = |i: usize| &profiles[group[i] as usize];
    let mut order = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let best = left
            .iter()
            .enumerate()
            .min_by(|(_, a), (_, b)| {
                let (p, q) = (profile(**a), profile(**b));
                before(p, q)
                    .then_with(|| credits(p, q).cmp(&credits(q, p)))
                    .then_with(|| q.annotated.document.body().len().cmp(&p.annotated.document.body().len()))
                    .then_with(|| p.id().cmp(q.id()))
            })
            .map(|(at, _)| at)
            .unwrap_or(0);
        order.push(left.remove(best));
    }
    order
}

/// Order in time. A day without an hour is before and after nothing of that day.
fn before(a: &Profile, b: &Profile) -> std::cmp::Ordering {
    let exact = |p: &Profile| {
        let published = p.annotated.document.published()?;
        published.timestamp.filter(|t| t % 86_400 != 0)
    };
    match (exact(a), exact(b)) {
        (Some(x), Some(y)) => x.cmp(&y),
        _ => match (a.published, b.published) {
            (Some(x), Some(y)) => x.cmp(&y),
            _ => std::cmp::Ordering::Equal,
        },
    }
}

/// `a` names the source or the signing agency of `b`.
fn credits(a: &Profile, b: &Profile) -> bool {
    let of = &b.annotated.document;
    let agency = of.dateline().and_then(|d| d.agency).map(|s| s.of(of.text()));
    let body = a.annotated.document.body().of(a.annotated.document.text());
    let own = a.annotated.document.source();
    [of.source(), agency]
        .into_iter()
        .flatten()
        .filter(|s| s.chars().count() >= 4 && own != Some(s))
        .any(|s| body.contains(s))
}

/// What `child` may have taken from `parent`; `None` where it stands on its own.
fn overlap(child: &Profile, parent: &Profile) -> Option<Overlap> {
    let one_script = child.annotated.languages.script == parent.annotated.languages.script;
    if child.lang == parent.lang && one_script {
        let (shared, ordered) = copied(child, parent);
        return if shared >= 0.75 && ordered >= 0.6 {
            Some(Overlap { kind: LineageKind::Reprint, shared, strength: shared })
        } else if shared >= 0.4 {
            Some(Overlap { kind: LineageKind::Rewrite, shared, strength: shared })
        } else {
            None
        };
    }
    if !child.has_vectors() || !parent.has_vectors() {
        return None;
    }
    let there = aligned(child, parent)?;
    let back = aligned(parent, child)?;
    let path = there.path.min(back.path);
    let steady = there.path + back.path >= STEADY * (there.mean + back.mean);
    let sentences = body(child).len().min(body(parent).len());
    // Figures may go unread; texts that stay in step for long or closely need none.
    let figures = figures_agree(child, parent);
    let least = least_path(sentences) + if figures { 0.0 } else { UNREAD };
    let translated = child.lang != parent.lang && steady && path >= least;
    // All of the child stands in the parent, which may have more, or another order.
    let taken = there.mean >= MEAN && there.shared >= 0.65 && figures;
    let kind = match (translated, taken) {
        (true, _) => LineageKind::Translation,
        (false, true) => LineageKind::Rewrite,
        (false, false) => return None,
    };
    // An outlet translates its own reports first.
    let own = child.annotated.document.source().is_some()
        && child.annotated.document.source() == parent.annotated.document.source();
    let strength = (there.mean + back.mean) / 2.0 + if own { 0.08 } else { 0.0 };
    Some(Overlap { kind, shared: there.shared, strength })
}

/// The longer two texts stay in step, the less each step must show.
fn least_path(sentences: usize) -> f32 {
    let share = sentences.clamp(FEW, MANY).saturating_sub(FEW) as f32 / (MANY - FEW) as f32;
    PATH_FEW + share * (PATH_MANY - PATH_FEW)
}

/// No number of the child, or at least half of them stand in the parent.
fn figures_agree(child: &Profile, parent: &Profile) -> bool {
    let common = super::features::numbers_in_common(child, parent).len();
    child.numbers.len() < 2 || parent.numbers.is_empty() || common * 2 >= child.numbers.len()
}

/// Indices of the sentences of the body.
fn body(profile: &Profile) -> Vec<usize> {
    let title = profile.annotated.document.title().end;
    let in_body = |&i: &usize| profile.annotated.sentences[i].span.start >= title;
    profile.sentences.iter().copied().filter(in_body).take(SENTENCES).collect()
}

/// Share of the child's sentences, by length, whose words stand in the parent; and of those, how
/// many follow each other as in the parent.
fn copied(child: &Profile, parent: &Profile) -> (f32, f32) {
    let cut = |p: &Profile| -> Vec<(usize, Vec<u64>)> {
        let text = |i: usize| p.annotated.text(p.annotated.sentences[i].span);
        body(p).into_iter().map(|i| (text(i).len(), words::shingles(text(i), p.lang))).collect()
    };
    let (ours, theirs) = (cut(child), cut(parent));
    let mut whole: Vec<u64> = theirs.iter().flat_map(|s| s.1.iter().copied()).collect();
    whole.sort_unstable();
    let (mut all, mut held, mut places) = (0, 0, Vec::new());
    for (length, sentence) in ours.iter().filter(|s| !s.1.is_empty()) {
        all += length;
        if words::common(sentence, &whole) as f32 >= COPIED * sentence.len() as f32 {
            held += length;
            let best =
                (0..theirs.len()).max_by_key(|&t| (words::common(sentence, &theirs[t].1), usize::MAX - t));
            places.extend(best);
        }
    }
    if all == 0 {
        return (0.0, 0.0);
    }
    (held as f32 / all as f32, ascending(&places))
}

#[derive(Clone, Copy, Debug)]
struct Aligned {
    /// Mean of the best products.
    mean: f32,
    /// Share of the sentences whose best is [`TRANSLATED`].
    shared: f32,
    /// Mean of the products along the best path that goes through both texts in order.
    path: f32,
}

/// Each sentence of `a` against its best in `b`, or in two neighbours of `b` taken together.
fn aligned(a: &Profile, b: &Profile) -> Option<Aligned> {
    let (ours, theirs) = (body(a), body(b));
    if ours.is_empty() || theirs.is_empty() {
        return None;
    }
    let vector = |p: &Profile, i: usize| p.annotated.sentences[i].vector.clone();
    let mut targets: Vec<Vec<f32>> = theirs.iter().map(|&i| vector(b, i)).collect();
    // One sentence may hold what two do in the other language.
    for pair in theirs.windows(2) {
        let mut sum: Vec<f32> =
            vector(b, pair[0]).iter().zip(&vector(b, pair[1])).map(|(x, y)| x + y).collect();
        let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
        sum.iter_mut().for_each(|x| *x /= length.max(f32::MIN_POSITIVE));
        targets.push(sum);
    }
    let (mut total, mut held, mut sum) = (0.0, 0.0, 0.0);
    let mut products = Vec::with_capacity(ours.len());
    for &i in &ours {
        let own = &a.annotated.sentences[i];
        // Longer sentences say more, and their vectors are surer; twice as long is not twice as sure.
        let weight = (own.span.len() as f32).sqrt();
        let row: Vec<f32> = targets.iter().map(|v| similarity(&own.vector, v).max(0.0)).collect();
        let best = row.iter().copied().fold(0.0, f32::max);
        products.push(row.into_iter().map(|product| weight * product).collect::<Vec<f32>>());
        total += weight;
        sum += weight * best;
        if best >= TRANSLATED {
            held += weight;
        }
    }
    let path = path(&products) / total;
    (total > 0.0).then(|| Aligned { mean: sum / total, shared: held / total, path })
}

/// Sum along the best path through a table of weighted products, down its rows and to the right. A row is
/// a sentence; its columns are the other text's sentences, then these two by two.
fn path(products: &[Vec<f32>]) -> f32 {
    let columns = products.first().map_or(0, |row| row.len().div_ceil(2));
    let mut best = vec![0.0f32; columns + 1];
    for row in products {
        let mut next = vec![0.0f32; columns + 1];
        for c in 0..columns {
            let single = best[c] + row[c];
            let double = if c > 0 { best[c - 1] + row[columns + c - 1] } else { 0.0 };
            next[c + 1] = best[c + 1].max(next[c]).max(single).max(double);
        }
        best = next;
    }
    best.last().copied().unwrap_or(0.0)
}

/// How the sentences of two documents match, for measuring.
#[cfg(test)]
pub fn table(a: &Profile, b: &Profile) -> Option<[f32; 6]> {
    let (x, y) = (aligned(a, b)?, aligned(b, a)?);
    Some([x.mean, x.shared, x.path, y.mean, y.shared, y.path])
}

/// Share of neighbours in a list that do not go down.
fn ascending(places: &[usize]) -> f32 {
    if places.len() < 2 {
        return 1.0;
    }
    places.windows(2).filter(|w| w[0] <= w[1]).count() as f32 / (places.len() - 1) as f32
}
