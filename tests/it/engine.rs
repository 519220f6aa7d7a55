//! The shipped model gives the numbers that PyTorch gives for the same weights.
//!
//! `fixtures/model/reference.json` is written by `scripts/train/export.py --reference`.

use std::path::Path;
use std::sync::OnceLock;

use exonym::encode::{SentenceInput, encode};
use exonym::models::{self, Model};
use exonym::text::Span;
use exonym::tokenize::{BEGIN, END};
use exonym::types::{Document, DocumentParts, Lang, normalize};

#[derive(serde::Deserialize)]
struct Case {
    text: String,
    ids: Vec<u32>,
    /// In characters, special tokens included.
    offsets: Vec<(usize, usize)>,
    logits: Vec<Vec<f32>>,
    pooled: Vec<f32>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        models::load(&root().join("models/exonym-small")).expect("the model is in the repository")
    })
}

fn cases() -> Vec<Case> {
    let path = root().join("tests/fixtures/model/reference.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("readable")).expect("well-formed")
}

fn furthest(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(x, y)| (x - y).abs()).fold(0.0, f32::max)
}

fn best(scores: &[f32]) -> Option<usize> {
    (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]))
}

#[test]
fn files_have_the_checksums_of_the_manifest() {
    let checks = models::verify(&root().join("models/exonym-small")).expect("a manifest");
    assert!(checks.len() >= 5 && checks.iter().all(|c| c.problem.is_none()), "{checks:?}");
}

#[test]
fn ids_and_offsets_are_those_of_the_reference_tokenizer() {
    for case in cases() {
        let tokens = model().tokenizer.encode(&case.text).expect("encodes");
        let ids: Vec<u32> = tokens.iter().map(|t| t.id).collect();
        let inner = case.ids.len() - 1;
        assert_eq!(ids, case.ids[1..inner], "{}", case.text);
        let byte = |at: usize| case.text.char_indices().nth(at).map_or(case.text.len(), |(i, _)| i);
        let offsets: Vec<Span> =
            case.offsets[1..inner].iter().map(|&(a, b)| Span::new(byte(a), byte(b))).collect();
        let spans: Vec<Span> = tokens.iter().map(|t| t.span).collect();
        assert_eq!(spans, offsets, "{}", case.text);
    }
}

/// The network rounds its inputs to bytes. Where a sum differs from PyTorch's in the last digit, a byte may
/// fall on the other side of a half, and later layers carry that on: label scores move by a tenth. Where
/// none does, the numbers are the same, so that a wrong graph cannot hide behind the wide bound.
#[test]
fn numbers_agree_with_pytorch() {
    let mut nearest = f32::INFINITY;
    for case in cases() {
        let output = model().encoder.encode(&[&case.ids]).expect("runs").remove(0);
        let logits: Vec<f32> = case.logits.concat();
        assert!(furthest(&output.logits, &logits) < 0.5, "{}", case.text);
        nearest = nearest.min(furthest(&output.logits, &logits));
        for (ours, theirs) in output.logits.chunks_exact(model().encoder.labels()).zip(&case.logits) {
            let (ours, label) = (best(ours).expect("labels"), best(theirs).expect("labels"));
            // Of two labels as good as each other a rounding may decide.
            assert!(ours == label || theirs[label] - theirs[ours] < 0.5, "{}", case.text);
        }
        let hidden = case.pooled.len();
        let rows = output.states.chunks_exact(hidden).skip(1).take(case.ids.len() - 2);
        let mut pooled = vec![0f32; hidden];
        rows.for_each(|row| pooled.iter_mut().zip(row).for_each(|(sum, v)| *sum += v));
        pooled.iter_mut().for_each(|v| *v /= (case.ids.len() - 2) as f32);
        assert!(furthest(&pooled, &case.pooled) < 0.05, "{}", case.text);
    }
    assert!(nearest < 1e-4, "{nearest}");
}

/// A batch, padded or not, and one sequence alone.
#[test]
fn a_batch_gives_what_each_sequence_gives_alone() {
    let cases = cases();
    let ids: Vec<&[u32]> = cases.iter().map(|c| c.ids.as_slice()).collect();
    let together = model().encoder.encode(&ids).expect("runs");
    for (ids, output) in ids.iter().zip(together) {
        let alone = model().encoder.encode(&[ids]).expect("runs").remove(0);
        assert!(furthest(&output.logits, &alone.logits) < 1e-3);
        assert!(furthest(&output.states, &alone.states) < 1e-3);
    }
}

#[test]
fn what_the_network_cannot_take_is_refused() {
    let encoder = &model().encoder;
    let long = vec![BEGIN; encoder.max_tokens() + 1];
    for bad in [&[][..], &long[..], &[BEGIN, u32::MAX, END][..]] {
        assert!(encoder.encode(&[bad]).is_err());
    }
}

/// A sentence far longer than a window is read to its end.
#[test]
fn nothing_of_a_long_sentence_is_left_out() {
    let text = "Vüsal Kərimli, ".repeat(300);
    let document = Document::new(DocumentParts { text: text.clone(), ..DocumentParts::default() });
    let sentence = SentenceInput { span: document.body().trimmed(&text), lang: Lang::new("az") };
    let encoded = encode(&[(&document, &[sentence])], model(), 2).expect("runs").remove(0).remove(0);
    assert_eq!(encoded.logits.len(), encoded.tokens.len() * model().encoder.labels());
    assert_eq!(encoded.tokens.last().map(|t| t.span.end as usize), Some(text.trim_end().len()));
    let mut pooled = encoded.pooled;
    normalize(&mut pooled);
    assert!(pooled.iter().all(|v| v.is_finite()) && pooled.iter().any(|v| *v != 0.0));
}
