//! Why two documents are one event or are not, and what would change that.

use rustc_hash::FxHashMap;

use super::{
    decide,
    decided::Bounds,
    evidence,
    features::{self, Features, Names, Profile},
    whole,
};
use crate::decisions::Decisions;
use crate::types::{Annotated, DocIndex, Entity, Event, Reason};

/// What is to be explained.
#[derive(Clone, Copy, Debug)]
pub enum Question<'q> {
    /// Each of these pairs, nothing else.
    Pairs(&'q [(DocIndex, DocIndex)]),
    /// Two documents, and for each of them the nearest that is not in its event.
    Documents(DocIndex, DocIndex),
    /// Each document of the event at this position in the list with its nearest fellow, and the nearest
    /// document that was left out.
    Event(usize),
}

/// Why a pair is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    Asked,
    /// A document and its nearest fellow in the event.
    Join,
    /// The nearest neighbour that is not in the event.
    Rejected,
}

/// What a feature says: its value, from 0 to 1, times its weight is what it adds to the log-odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    pub feature: &'static str,
    pub value: f32,
    pub weight: f32,
}

impl Share {
    pub fn points(&self) -> f32 {
        self.value * self.weight
    }
}

/// Two documents compared, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    pub about: About,
    pub a: DocIndex,
    pub b: DocIndex,
    pub same_event: bool,
    /// Log-odds of the pair: the constant and all points; vetoes are not in it.
    pub log_odds: f32,
    /// Why the pair cannot be one event, whatever the log-odds are.
    pub veto: Option<&'static str>,
    /// Mean log-odds, vetoes included, of all pairs of the two events, or of all pairs of the one event.
    /// Events are joined while it is above 0.
    pub group: f32,
    pub constant: f32,
    /// What the user decided, where that made the pair one event or keeps its events apart.
    pub decision: Option<String>,
    /// What can be compared: `same-language` or `across-languages`, `-bare` where vectors are missing.
    pub mode: &'static str,
    /// Those that are not 0, the loudest first.
    pub shares: Vec<Share>,
    /// What both documents have, for a reader.
    pub reasons: Vec<Reason>,
    /// What would turn the decision round: `veto`, `more`, `without`, `others`, `decision`.
    pub flip: Vec<Reason>,
}

/// Answer a question about a run's documents and the events they were grouped into, with what the user had
/// decided then. A document or an event
/// that the run does not have gives no answer.
pub fn explain(
    documents: &[Annotated],
    entities: &[Entity],
    events: &[Event],
    decisions: &Decisions,
    question: Question,
) -> Vec<Explanation> {
    let names = Names::new(documents, entities);
    // Pairs of documents are told of, not what they tell aside.
    let profiles = whole(documents, &names);
    let docs: Vec<DocIndex> = profiles.iter().map(|p| DocIndex(p.at as u32)).collect();
    let place = docs.iter().zip(0..).map(|(&doc, at)| (doc, at)).collect();
    let mut event_of = vec![usize::MAX; docs.len()];
    let (bounds, _) = Bounds::new(decisions, &profiles);
    let run = Run { names: &names, profiles: &profiles, docs: &docs, place, events, bounds };
    for (number, event) in events.iter().enumerate() {
        event.main_docs().filter_map(|d| run.place.get(&d)).for_each(|&at| event_of[at] = number);
    }
    match question {
        Question::Pairs(pairs) => {
            pairs.iter().filter_map(|&(a, b)| run.pair(About::Asked, a, b, &event_of)).collect()
        }
        Question::Documents(a, b) => {
            let mut out: Vec<Explanation> = run.pair(About::Asked, a, b, &event_of).into_iter().collect();
            for doc in [a, b] {
                let Some(&at) = run.place.get(&doc) else { continue };
                let near = run.nearest(at, |other| event_of[other] != event_of[at]);
                let near = near.filter(|&n| !out.iter().any(|o| [(doc, n), (n, doc)].contains(&(o.a, o.b))));
                out.extend(near.and_then(|near| run.pair(About::Rejected, doc, near, &event_of)));
            }
            out
        }
        Question::Event(number) => run.event(number, &event_of),
    }
}

struct Run<'r> {
    names: &'r Names<'r>,
    profiles: &'r [Profile<'r>],
    docs: &'r [DocIndex],
    place: FxHashMap<DocIndex, usize>,
    events: &'r [Event],
    bounds: Bounds,
}

impl Run<'_> {
    fn features(&self, a: usize, b: usize) -> Features {
        features::compare(&self.profiles[a], &self.profiles[b], self.names)
    }

    fn log_odds(&self, a: usize, b: usize) -> f32 {
        decide::log_odds(&self.profiles[a], &self.profiles[b], &self.features(a, b))
    }

    /// The document nearest to the one at `at` among those that are wanted; of equals the earlier.
    fn nearest(&self, at: usize, wanted: impl Fn(usize) -> bool) -> Option<DocIndex> {
        let others = (0..self.docs.len()).filter(|&other| other != at && wanted(other));
        let scored = others.map(|other| (self.log_odds(at, other), other));
        scored.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1))).map(|n| self.docs[n.1])
    }

    fn event(&self, number: usize, event_of: &[usize]) -> Vec<Explanation> {
        let Some(event) = self.events.get(number) else { return Vec::new() };
        let mut out = Vec::new();
        let mut left_out: Option<(f32, usize, usize)> = None;
        let docs: Vec<DocIndex> = event.main_docs().collect();
        for (n, doc) in docs.iter().enumerate() {
            let Some(&at) = self.place.get(doc) else { continue };
            let before: Vec<usize> = docs[..n].iter().filter_map(|d| self.place.get(d)).copied().collect();
            if let Some(near) = self.nearest(at, |other| before.contains(&other)) {
                out.extend(self.pair(About::Join, *doc, near, event_of));
            }
            if let Some(near) = self.nearest(at, |other| event_of[other] != number) {
                let near = self.place[&near];
                let score = self.log_odds(at, near);
                if left_out.is_none_or(|(best, ..)| score > best) {
                    left_out = Some((score, at, near));
                }
            }
        }
        if let Some((_, at, near)) = left_out {
            out.extend(self.pair(About::Rejected, self.docs[at], self.docs[near], event_of));
        }
        out
    }

    /// Positions of the documents whose main news an event is.
    fn places(&self, event: usize) -> Vec<usize> {
        let docs = self.events.get(event).into_iter().flat_map(Event::main_docs);
        docs.filter_map(|d| self.place.get(&d)).copied().collect()
    }

    /// Mean over the pairs of two events, or of one.
    fn group(&self, a: usize, b: usize) -> f32 {
        let (ours, theirs) = (self.places(a), self.places(b));
        let (mut sum, mut count) = (0.0, 0u32);
        for &x in &ours {
            for &y in theirs.iter().filter(|&&y| a != b || x < y) {
                sum += self.log_odds(x, y);
                count += 1;
            }
        }
        sum / count.max(1) as f32
    }

    fn decision(&self, a: usize, b: usize, event_of: &[usize]) -> Option<String> {
        if event_of[a] == event_of[b] {
            return self.bounds.joining(a as u32, b as u32);
        }
        let event =
            |at: usize| -> Vec<u32> { self.places(event_of[at]).into_iter().map(|p| p as u32).collect() };
        self.bounds.parting(&event(a), &event(b))
    }

    fn pair(&self, about: About, a: DocIndex, b: DocIndex, event_of: &[usize]) -> Option<Explanation> {
        let (at, other) = (*self.place.get(&a)?, *self.place.get(&b)?);
        let (p, q) = (&self.profiles[at], &self.profiles[other]);
        let f = self.features(at, other);
        let mode = decide::Mode::of(p, q);
        let (constant, weights) = decide::weights(mode);
        let values = Features::NAMES.into_iter().zip(f.values()).zip(weights);
        let shares = values.map(|((feature, value), weight)| Share { feature, value, weight });
        let mut shares: Vec<Share> = shares.collect();
        let log_odds = constant + shares.iter().map(Share::points).sum::<f32>();
        let same_event = event_of[at] == event_of[other];
        let veto = decide::veto(p, q, &f);
        let group = self.group(event_of[at], event_of[other]);
        let decision = self.decision(at, other, event_of);
        let flip = match &decision {
            None => flip(same_event, log_odds, veto, group, &shares),
            Some(decision) => {
                let alone = veto.map_or(String::new(), |veto| format!(" and the veto \"{veto}\""));
                let detail = format!("without `{decision}` the pair has log-odds {log_odds:+.1}{alone}");
                vec![Reason { code: "decision", detail }]
            }
        };
        shares.retain(|s| s.points() != 0.0);
        shares.sort_by(|x, y| y.points().abs().total_cmp(&x.points().abs()));
        let reasons = evidence::of_pair(p, q, &f, self.names);
        let mode = mode.as_str();
        Some(Explanation {
            about,
            a,
            b,
            same_event,
            log_odds,
            veto,
            group,
            decision,
            constant,
            mode,
            shares,
            reasons,
            flip,
        })
    }
}

/// Features named in `flip` at most.
const NAMED: usize = 3;

fn flip(together: bool, odds: f32, veto: Option<&'static str>, group: f32, shares: &[Share]) -> Vec<Reason> {
    let mut out = Vec::new();
    let mut push = |code, detail: String| out.push(Reason { code, detail });
    if together {
        // The least loss that would be enough.
        let mut enough: Vec<&Share> =
            shares.iter().filter(|s| odds >= 0.0 && odds - s.points() < 0.0).collect();
        enough.sort_by(|x, y| x.points().total_cmp(&y.points()));
        for share in enough.into_iter().take(NAMED) {
            let left = odds - share.points();
            push("without", format!("without {} the pair has log-odds {left:+.1}", share.feature));
        }
        if odds < 0.0 || veto.is_some() {
            push(
                "others",
                format!("the pair alone speaks against; the event's pairs have a mean of {group:+.1}"),
            );
        }
        return out;
    }
    if let Some(veto) = veto {
        push("veto", format!("without \"{veto}\" the pair has log-odds {odds:+.1}"));
    }
    if odds < 0.0 {
        let needed = |s: &Share| s.value - odds / s.weight;
        let mut enough: Vec<&Share> = shares.iter().filter(|s| s.weight > 0.0 && needed(s) <= 1.0).collect();
        enough.sort_by(|x, y| (needed(x) - x.value).total_cmp(&(needed(y) - y.value)));
        for share in enough.into_iter().take(NAMED) {
            let (name, value) = (share.feature, share.value);
            push("more", format!("{name} {:.2} instead of {value:.2} would be enough", needed(share)));
        }
        for share in shares.iter().filter(|s| s.weight < 0.0 && odds - s.points() > 0.0) {
            let left = odds - share.points();
            push("without", format!("without {} the pair has log-odds {left:+.1}", share.feature));
        }
        if out.is_empty() {
            out.push(Reason { code: "more", detail: "no feature alone would be enough".to_owned() });
        }
    } else if veto.is_none() {
        push(
            "others",
            format!("the pair alone speaks for a join; all pairs of both events have a mean of {group:+.1}"),
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(feature: &'static str, value: f32, weight: f32) -> Share {
        Share { feature, value, weight }
    }

    #[test]
    fn what_would_flip_a_decision() {
        let shares = [share("actors", 0.8, 2.0), share("words", 0.1, 8.0), share("time", 0.5, -3.0)];
        let codes = |reasons: &[Reason]| reasons.iter().map(|r| r.code).collect::<Vec<_>>();
        // −1.3 with a constant of −2.2: words at 0.26 would do, and so would less time between them.
        let apart = flip(false, -1.3, None, -1.3, &shares);
        assert_eq!(codes(&apart), ["more", "without"], "{apart:?}");
        assert!(apart[0].detail.starts_with("words 0.26"), "{apart:?}");
        let vetoed = flip(false, 1.0, Some("other date and place"), -5.0, &shares);
        assert_eq!(codes(&vetoed), ["veto"]);
        assert_eq!(codes(&flip(false, 1.0, None, -0.5, &shares)), ["others"]);
        let joined = flip(true, 1.0, None, 1.0, &shares);
        assert_eq!(joined[0].detail, "without actors the pair has log-odds -0.6");
        assert!(flip(true, 9.0, None, 1.0, &shares).is_empty());
    }
}
