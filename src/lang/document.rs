//! The languages of a document from those of its sentences.

use unicode_script::Script;

use super::features::Group;
use super::judge::{Beliefs, Guess, Opinion};
use super::table::{Evidence, Tables};
use crate::text::Span;
use crate::text::segment::sentences;
use crate::types::{Document, Lang, LangSpan, Languages};

/// Odds that the declared language gets at most: settles what is nearly even, overrules nothing clear.
pub(super) const DECLARED: f32 = 6.0;
/// Share that a language has beside those that the document speaks for.
const REST: f32 = 0.06;
/// Weight of what the whole document says against the two neighbours.
const WHOLE: f32 = 0.7;
const NEIGHBOUR: f32 = 0.15;
/// Weight of the pooled evidence in what the document says.
const POOLED: f32 = 0.8;

/// Sentences of at most so many letters may be led by the document when they are less sure than this.
const SHORT: u32 = 25;
const UNSURE: f32 = 0.7;

/// One sentence, or what stands for one.
struct Piece {
    span: Span,
    title: bool,
    opinion: Opinion,
}

/// What is known of the document when its sentences are judged in place.
struct Known {
    letters: u32,
    declared: Beliefs,
    whole: Beliefs,
}

pub(super) fn detect(document: &Document, tables: &Tables) -> Languages {
    let text = document.text();
    let mut pieces = Vec::new();
    for (part, title) in [(document.title(), true), (document.body(), false)] {
        for span in sentences(text, part, Lang::UND) {
            pieces.push(Piece { span, title, opinion: Opinion::of(span.of(text), tables) });
        }
    }
    let declared = document.declared_lang().map(known_tag);
    let known = Known {
        letters: pieces.iter().map(|p| p.opinion.letters).sum(),
        declared: declared_belief(declared),
        whole: whole(&pieces, declared, tables),
    };
    let alone: Vec<Guess> = pieces.iter().map(|p| p.opinion.guess(&known.declared, 1.0, tables)).collect();
    let main = main_script(&pieces);
    let mut guesses: Vec<Guess> = (0..pieces.len())
        .map(|i| in_place(i, &pieces, &alone, &known, tables))
        .zip(&pieces)
        .map(|(guess, piece)| if main == Some(guess.script) { led(guess, piece, &known) } else { guess })
        .collect();
    lend(&pieces, &mut guesses);
    let spans = merged(&pieces, &guesses);
    let mut languages = verdict(&pieces, &guesses, &known.whole);
    languages.spans = spans;
    languages
}

/// A declared language as a belief to be used with a rest of 1.
pub(super) fn declared_belief(declared: Option<Lang>) -> Beliefs {
    declared.filter(|l| l.is_known()).map(|l| (l, declared_odds(l) - 1.0)).into_iter().collect()
}

fn declared_odds(lang: Lang) -> f32 {
    // Standards of one language, which letters alone hardly tell apart.
    let twin =
        matches!(lang.as_str(), "bs" | "hr" | "sr" | "nb" | "nn" | "da" | "id" | "ms" | "gl" | "ja" | "yi");
    if twin { DECLARED * 4.0 } else { DECLARED }
}

/// Old and macro-language tags as the tables call them.
pub(super) fn known_tag(lang: Lang) -> Lang {
    Lang::new(match lang.as_str() {
        "no" => "nb",
        "iw" => "he",
        "in" => "id",
        "ji" => "yi",
        "mo" => "ro",
        "fil" => "tl",
        "cmn" => "zh",
        "azj" | "azb" | "aze" => "az",
        "uzn" => "uz",
        "zsm" => "ms",
        "prs" | "pes" => "fa",
        "kmr" => "ku",
        other => other,
    })
}

/// What the document as a whole says: mostly by all its evidence in one sum, which tells close
/// relatives apart, the rest by the shares of its sentences, which bears mixed texts.
fn whole(pieces: &[Piece], declared: Option<Lang>, tables: &Tables) -> Beliefs {
    let letters: u32 = pieces.iter().map(|p| p.opinion.letters).sum();
    let mut beliefs = Beliefs::new();
    // What is next to nothing costs time and changes nothing.
    let mut add = |lang: Lang, p: f32| match beliefs.iter_mut().find(|(l, _)| *l == lang) {
        _ if p < 1e-4 => {}
        Some((_, sum)) => *sum += p,
        None => beliefs.push((lang, p)),
    };
    for piece in pieces {
        let share = piece.opinion.letters as f32 / letters.max(1) as f32;
        for (lang, p) in piece.opinion.chances(tables) {
            add(lang, (1.0 - POOLED) * share * p);
        }
    }
    for group in Group::ALL {
        let mut sum = Evidence::NONE;
        let mut inside = 0;
        for piece in pieces.iter().filter(|p| p.opinion.group() == Some(group)) {
            piece.opinion.evidence().into_iter().for_each(|e| sum.add(e));
            inside += piece.opinion.letters;
        }
        let share = inside as f32 / letters.max(1) as f32;
        if inside > 0 {
            for (&lang, p) in tables.of(group).langs.iter().zip(tables.of(group).probabilities(&sum)) {
                add(lang, POOLED * share * p);
            }
        }
    }
    if let Some(lang) = declared {
        for (_, p) in beliefs.iter_mut().filter(|(l, _)| *l == lang && l.is_known()) {
            *p *= declared_odds(lang);
        }
        let sum: f32 = beliefs.iter().map(|(_, p)| p).sum();
        beliefs.iter_mut().for_each(|(_, p)| *p /= sum.max(f32::MIN_POSITIVE));
    }
    // The unknown is nothing to expect.
    beliefs.retain(|(l, p)| l.is_known() && *p > 1e-3);
    beliefs
}

/// The language of a sentence where it stands.
fn in_place(i: usize, pieces: &[Piece], alone: &[Guess], known: &Known, tables: &Tables) -> Guess {
    let opinion = &pieces[i].opinion;
    // A sentence is no evidence for itself.
    let others = 1.0 - opinion.letters as f32 / known.letters.max(1) as f32;
    let mut beliefs: Beliefs = known.whole.iter().map(|&(l, p)| (l, WHOLE * others * p)).collect();
    for j in [i.wrapping_sub(1), i + 1] {
        if let Some(guess) = alone.get(j).filter(|g| g.lang.is_known()) {
            beliefs.push((guess.lang, NEIGHBOUR * guess.confidence));
        }
    }
    beliefs.extend(known.declared.iter().map(|&(l, odds)| (l, odds * REST)));
    opinion.guess(&beliefs, REST, tables)
}

/// The script with most letters.
fn main_script(pieces: &[Piece]) -> Option<Script> {
    let mut tally: Vec<(Script, u32)> = Vec::new();
    for piece in pieces {
        match tally.iter_mut().find(|t| t.0 == piece.opinion.script) {
            Some(t) => t.1 += piece.opinion.letters,
            None => tally.push((piece.opinion.script, piece.opinion.letters)),
        }
    }
    tally.into_iter().rev().max_by_key(|t| t.1).map(|t| t.0)
}

/// A short sentence that says nothing sure goes with a document that does.
fn led(guess: Guess, piece: &Piece, known: &Known) -> Guess {
    let unsure = !guess.lang.is_known() || guess.confidence < UNSURE;
    let lead =
        known.whole.iter().fold((Lang::UND, 0.0), |best, &(l, p)| if p > best.1 { (l, p) } else { best });
    if unsure
        && piece.opinion.letters <= SHORT
        && piece.opinion.letters < known.letters
        && lead.1 > 0.5
        && lead.0 != guess.lang
    {
        return Guess { lang: lead.0, confidence: UNSURE * lead.1, ..guess };
    }
    guess
}

/// Numbers and signs speak no language; they go with the sentence before, or the first that speaks.
fn lend(pieces: &[Piece], guesses: &mut [Guess]) {
    let nothing = Guess { lang: Lang::UND, script: Script::Common, confidence: 0.0 };
    let first = pieces.iter().position(|p| p.opinion.letters > 0);
    let mut last = first.map_or(nothing, |i| guesses[i]);
    for (piece, guess) in pieces.iter().zip(guesses) {
        if piece.opinion.letters == 0 {
            *guess = last;
        }
        last = *guess;
    }
}

/// Neighbours of one language and script as one span; title and body stay apart.
fn merged(pieces: &[Piece], guesses: &[Guess]) -> Vec<LangSpan> {
    let mut out: Vec<(LangSpan, bool, f32)> = Vec::new();
    for (piece, guess) in pieces.iter().zip(guesses) {
        let letters = piece.opinion.letters as f32;
        match out.last_mut() {
            Some((span, title, weight))
                if *title == piece.title
                    && span.lang == guess.lang
                    && (span.script == guess.script || piece.opinion.letters == 0) =>
            {
                span.span.end = piece.span.end;
                let sum = span.confidence * *weight + guess.confidence * letters;
                *weight += letters;
                span.confidence = if *weight > 0.0 { sum / *weight } else { span.confidence };
            }
            _ => {
                let span = LangSpan {
                    span: piece.span,
                    lang: guess.lang,
                    script: guess.script,
                    confidence: guess.confidence,
                };
                out.push((span, piece.title, letters));
            }
        }
    }
    out.into_iter().map(|(span, ..)| span).collect()
}

/// The language in which most letters are written.
fn verdict(pieces: &[Piece], guesses: &[Guess], whole: &Beliefs) -> Languages {
    let mut tally: Vec<(Lang, Script, f32, f32)> = Vec::new();
    for (piece, guess) in pieces.iter().zip(guesses) {
        let letters = piece.opinion.letters as f32;
        match tally.iter_mut().find(|t| t.0 == guess.lang && t.1 == guess.script) {
            Some(t) => {
                t.2 += letters;
                t.3 += letters * guess.confidence;
            }
            None => tally.push((guess.lang, guess.script, letters, letters * guess.confidence)),
        }
    }
    let best =
        tally.into_iter().filter(|t| t.2 > 0.0).fold(None, |best: Option<(Lang, Script, f32, f32)>, t| {
            if best.is_none_or(|b| t.2 > b.2) { Some(t) } else { best }
        });
    let Some((lang, script, letters, sure)) = best else {
        return Languages { lang: Lang::UND, script: Script::Common, confidence: 0.0, spans: Vec::new() };
    };
    // The sentences lean on the whole, so it bounds them where it is torn between relatives.
    let mean = sure / letters;
    let total: f32 = whole.iter().map(|(_, p)| p).sum::<f32>().max(f32::MIN_POSITIVE);
    let of_whole = whole.iter().find(|(l, _)| *l == lang).map_or(mean, |(_, p)| p / total);
    let confidence = if pieces.len() > 1 { mean.min(of_whole.max(mean * 0.5)) } else { mean };
    Languages { lang, script, confidence, spans: Vec::new() }
}
