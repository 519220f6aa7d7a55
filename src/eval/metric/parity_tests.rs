//! Our measures against what the reference tools say of the same cases (`scripts/eval/parity.py`).

use serde_json::Value;

use super::*;
use crate::eval::read::chunks;

fn cases(name: &str) -> Vec<Value> {
    let path = format!("{}/tests/fixtures/eval-parity/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    let cases = whole["cases"].as_array().unwrap().clone();
    assert!(cases.len() >= 8, "{name}");
    cases
}

/// `None` is what the tools call 0.
#[track_caller]
fn same(ours: Option<f64>, theirs: &Value, within: f64, what: &str) {
    let (ours, theirs) = (ours.unwrap_or(0.0), theirs.as_f64().unwrap());
    assert!((ours - theirs).abs() <= within, "{what}: {ours}, reference {theirs}");
}

/// The reference scorer cuts per cents after two decimals.
#[track_caller]
fn as_printed(ours: Option<f64>, theirs: &Value, what: &str) {
    let (ours, theirs) = (ours.unwrap_or(0.0) * 100.0, theirs.as_f64().unwrap());
    assert!((theirs - 1e-9..theirs + 0.01 + 1e-9).contains(&ours), "{what}: {ours}, printed {theirs}");
}

#[track_caller]
fn same_prf(ours: Prf, theirs: &Value, what: &str) {
    for (i, ours) in [ours.precision(), ours.recall(), ours.f1()].into_iter().enumerate() {
        same(ours, &theirs[i], 1e-9, &format!("{what} {i}"));
    }
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect()
}

#[test]
fn spans_as_seqeval_and_nervaluate() {
    for case in cases("spans") {
        let (mut scores, mut modes) = (SpanScores::default(), Overlap::default());
        for (gold, predicted) in
            case["gold"].as_array().unwrap().iter().zip(case["predicted"].as_array().unwrap())
        {
            let (gold, predicted) = (strings(gold), strings(predicted));
            let (gold, predicted) = (chunks(&gold), chunks(&predicted));
            scores.add(&spans(&gold, &predicted));
            modes = modes + overlap(&gold, &predicted);
        }
        same_prf(scores.micro, &case["micro"], "micro");
        let macro_average = scores.macro_average().unwrap();
        (0..3).for_each(|i| same(Some(macro_average[i]), &case["macro"][i], 1e-9, "macro"));
        let labels = case["labels"].as_object().unwrap();
        assert_eq!(labels.len(), scores.labels.len(), "{case}");
        labels.iter().for_each(|(label, prf)| same_prf(scores.labels[label.as_str()], prf, label));
        let table = [
            ("strict", modes.strict),
            ("exact", modes.exact),
            ("partial", modes.partial),
            ("ent_type", modes.kind),
        ];
        for (mode, counts) in table {
            let theirs = &case["modes"][mode];
            let fields = [
                ("correct", counts.correct),
                ("incorrect", counts.incorrect),
                ("partial", counts.partial),
                ("missed", counts.missed),
                ("spurious", counts.spurious),
            ];
            for (field, count) in fields {
                assert_eq!(theirs[field].as_u64(), Some(count as u64), "{mode} {field} of {case}");
            }
            let prf = counts.prf();
            same(prf.precision(), &theirs["precision"], 1e-9, mode);
            same(prf.recall(), &theirs["recall"], 1e-9, mode);
            same(prf.f1(), &theirs["f1"], 1e-9, mode);
        }
    }
}

#[test]
fn clusters_as_coval_scorch_and_the_reference_scorer() {
    let chains = |value: &Value| -> Chains { serde_json::from_value(value.clone()).unwrap() };
    for case in cases("coref") {
        let scores = coref(&chains(&case["gold"]), &chains(&case["predicted"]));
        let table = [
            ("muc", scores.muc, &case["coval"]["muc"]),
            ("b_cubed", scores.b_cubed, &case["coval"]["b_cubed"]),
            ("ceafe", scores.ceaf_e, &case["coval"]["ceafe"]),
            ("lea", scores.lea, &case["coval"]["lea"]),
            ("ceaf_m", scores.ceaf_m, &case["scorch"]["ceaf_m"]),
        ];
        for (name, ours, theirs) in table {
            same_prf(ours, theirs, &format!("{name} of {case}"));
        }
        let [recall, precision, f] = scores.blanc.unwrap();
        for (i, ours) in [precision, recall, f].into_iter().enumerate() {
            same(Some(ours), &case["scorch"]["blanc"][i], 1e-9, &format!("BLANC of {case}"));
        }
        let printed = [
            ("muc", scores.muc),
            ("bcub", scores.b_cubed),
            ("ceafm", scores.ceaf_m),
            ("ceafe", scores.ceaf_e),
        ];
        for (name, ours) in printed {
            let ours = [ours.precision(), ours.recall(), ours.f1()];
            for (i, ours) in ours.into_iter().enumerate() {
                as_printed(ours, &case["perl"][name][i], &format!("printed {name} {i} of {case}"));
            }
        }
        // For one mention on each side the script prints 0 where the definition (Luo et al. 2014) says 1.
        let single = ["gold", "predicted"]
            .iter()
            .all(|side| case[*side].to_string().matches(char::is_numeric).count() == 1);
        for (i, ours) in [precision, recall, f].into_iter().enumerate().filter(|_| !single) {
            as_printed(Some(ours), &case["perl"]["blanc"][i], &format!("printed BLANC of {case}"));
        }
        for (shares, whole) in [
            (&scores.gold_shares, scores.b_cubed.recall()),
            (&scores.predicted_shares, scores.b_cubed.precision()),
        ] {
            let mean = shares.iter().map(|share| share.1).sum::<f64>() / shares.len() as f64;
            assert!((mean - whole.unwrap_or(mean)).abs() < 1e-9, "shares of {case}");
        }
    }
}

#[test]
fn groupings_as_scikit_learn() {
    for case in cases("groupings") {
        let side = |name: &str| -> Vec<u32> { serde_json::from_value(case[name].clone()).unwrap() };
        let items: Vec<(u32, u32)> = side("gold").into_iter().zip(side("predicted")).collect();
        let found = grouping(&items).unwrap();
        for (name, ours) in [
            ("ari", found.ari),
            ("homogeneity", found.homogeneity),
            ("completeness", found.completeness),
            ("v_measure", found.v_measure),
        ] {
            same(Some(ours), &case[name], 1e-9, &format!("{name} of {case}"));
        }
    }
}

#[test]
fn classes_and_calibration_as_scikit_learn() {
    for case in cases("classes") {
        let (gold, predicted) = (strings(&case["gold"]), strings(&case["predicted"]));
        let items: Vec<(&str, &str)> = gold.into_iter().zip(predicted).collect();
        let found = classes(&items);
        same(found.accuracy(), &case["accuracy"], 1e-9, "accuracy");
        same(found.macro_f1(), &case["macro_f1"], 1e-9, "macro F1");
        let confidence: Vec<f64> = serde_json::from_value(case["confidence"].clone()).unwrap();
        let said: Vec<(f64, bool)> = confidence.into_iter().zip(items.iter().map(|(g, p)| g == p)).collect();
        if !case["ece"].is_null() {
            same(calibration(&said, 10).map(|c| c.ece), &case["ece"], 1e-9, "ECE");
        }
    }
}

#[test]
fn texts_as_rouge_score() {
    for (i, case) in cases("rouge").iter().enumerate() {
        let tokens: [Vec<Vec<String>>; 2] = serde_json::from_value(case["tokens"].clone()).unwrap();
        for (side, text) in ["reference", "candidate"].iter().enumerate() {
            let ours: Vec<Vec<String>> = case[*text].as_str().unwrap().lines().map(words).collect();
            assert_eq!(ours, tokens[side], "tokens of case {i}");
        }
        let found = rouge(&tokens[0], &tokens[1]);
        for (name, ours) in [("one", found.one), ("two", found.two), ("l", found.l), ("l_sum", found.l_sum)] {
            same_prf(ours, &case[name], &format!("{name} of case {i}"));
        }
    }
}
