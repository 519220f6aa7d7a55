//! Accuracy on held-out data; prints the table of the module documentation.
//!
//! `EXONYM_DATA=… cargo test --lib lang::measure -- --ignored --nocapture`

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::*;
use crate::types::DocumentParts;

fn data() -> Option<PathBuf> {
    let found = std::env::var_os("EXONYM_DATA").map(PathBuf::from);
    if found.is_none() {
        println!("EXONYM_DATA is not set: nothing measured");
    }
    found
}

fn rows(path: PathBuf) -> Vec<Value> {
    let out = Command::new("zstdcat").arg(&path).output().expect("zstdcat runs");
    assert!(out.status.success(), "{}", path.display());
    let text = String::from_utf8(out.stdout).expect("UTF-8");
    text.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect()
}

/// The part that `scripts/lang/corpus.py` calls test.
fn is_test(key: &str) -> bool {
    Sha256::digest(key.as_bytes())[0] % 10 == 1
}

fn text<'v>(row: &'v Value, field: &str) -> &'v str {
    row[field].as_str().unwrap_or_default()
}

/// Share of right guesses, and of those that were sure.
#[derive(Default)]
struct Tally {
    all: u32,
    right: u32,
    und: u32,
    whatlang: u32,
}

#[derive(Default)]
struct Reliability(BTreeMap<String, BTreeMap<u32, (u32, u32, f32)>>);

impl Reliability {
    fn add(&mut self, kind: &str, guess: f32, right: bool) {
        let bin = match guess {
            g if g < 0.3 => 0,
            g if g < 0.5 => 30,
            g if g < 0.7 => 50,
            g if g < 0.85 => 70,
            g if g < 0.95 => 85,
            _ => 95,
        };
        let cell = self.0.entry(kind.to_owned()).or_default().entry(bin).or_default();
        cell.0 += 1;
        cell.1 += u32::from(right);
        cell.2 += guess;
    }

    fn print(&self) {
        println!("| script | said | right | of |\n|---|--:|--:|--:|");
        for (kind, bins) in &self.0 {
            for (n, right, said) in bins.values() {
                println!("| {kind} | {:.2} | {:.2} | {n} |", said / *n as f32, *right as f32 / *n as f32);
            }
        }
    }
}

#[test]
#[ignore = "needs EXONYM_DATA; prints the accuracy tables"]
fn single_texts() {
    let Some(data) = data() else { return };
    let detector = Detector::new();
    let mut reliability = Reliability::default();
    for part in ["sentences", "word-pairs", "single-words"] {
        let mut by_lang: BTreeMap<String, Tally> = BTreeMap::new();
        let mut confusions: BTreeMap<(String, String), u32> = BTreeMap::new();
        for row in rows(data.join(format!("langid/lingua/{part}.jsonl.zst"))) {
            let (lang, body) = (text(&row, "lang"), text(&row, "text"));
            if !is_test(body) {
                continue;
            }
            let guess = detector.identify(body, None);
            let tally = by_lang.entry(lang.to_owned()).or_default();
            tally.all += 1;
            let right = guess.lang.as_str() == lang;
            tally.right += u32::from(right);
            tally.und += u32::from(!guess.lang.is_known());
            tally.whatlang += u32::from(second::voice(body).is_some_and(|(l, _)| l.as_str() == lang));
            if guess.lang.is_known() {
                reliability.add(&format!("{part} {:?}", guess.script), guess.confidence, right);
            }
            if !right {
                *confusions.entry((lang.to_owned(), guess.lang.to_string())).or_default() += 1;
            }
        }
        println!("\n{part}: language, right, und, whatlang (per cent)");
        let percent = |n: u32, of: u32| 100.0 * n as f32 / of.max(1) as f32;
        let mut sums = [0.0; 3];
        for (lang, t) in &by_lang {
            let row = [percent(t.right, t.all), percent(t.und, t.all), percent(t.whatlang, t.all)];
            println!("{lang} {:.0} {:.0} {:.0}", row[0], row[1], row[2]);
            (0..3).for_each(|i| sums[i] += row[i] / by_lang.len() as f32);
        }
        println!("mean {:.1}, und {:.1}, whatlang {:.1}", sums[0], sums[1], sums[2]);
        let mut worst: Vec<_> = confusions.into_iter().collect();
        worst.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        println!("{:?}", &worst[..worst.len().min(25)]);
    }
    reliability.print();
}

#[test]
#[ignore = "needs EXONYM_DATA; prints the accuracy tables"]
fn probes() {
    let Some(data) = data() else { return };
    let detector = Detector::new();
    for (name, file) in
        [("cld2", "cld2/unittest"), ("whatlang", "whatlang/examples"), ("franc", "franc_udhr/fixtures")]
    {
        let mut wrong = Vec::new();
        let (mut all, mut sure_and_wrong) = (0, 0);
        for row in rows(data.join(format!("langid/{file}.jsonl.zst"))) {
            let (tag, body) = (text(&row, "lang"), text(&row, "text"));
            if body.contains("\\x") || tag.contains("close") {
                continue;
            }
            let guess = detector.identify(body, None);
            all += 1;
            if !same(tag, guess.lang.as_str()) {
                sure_and_wrong += u32::from(guess.lang.is_known() && guess.confidence > 0.9);
                wrong.push(format!("{tag}>{}:{:.2}", guess.lang, guess.confidence));
            }
        }
        println!(
            "{name}: {all} texts, {} not named, {sure_and_wrong} sure and wrong: {}",
            wrong.len(),
            wrong.join(" ")
        );
    }
}

/// Whether a tag of a probe (ISO 639-3, `kk_Arab`) means the language.
fn same(tag: &str, lang: &str) -> bool {
    let base = tag.split('_').next().unwrap_or_default();
    base == lang || ISO3.split_whitespace().any(|p| p.split_once(':') == Some((base, lang)))
}

const ISO3: &str = "ara:ar arb:ar aze:az azj:az bel:be ben:bn bul:bg cat:ca ces:cs cmn:zh zh:zh cym:cy dan:da deu:de \
    ell:el eng:en epo:eo est:et ekk:et fin:fi fra:fr guj:gu heb:he iw:he hin:hi hrv:hr hun:hu hye:hy ind:id ita:it \
    jpn:ja kan:kn kat:ka khm:km kor:ko lat:la lav:lv lvs:lv lit:lt mal:ml mar:mr mkd:mk mya:my nep:ne npi:ne nld:nl \
    nob:nb no:nb nno:nn ori:or pan:pa pes:fa prs:fa pbu:ps pol:pl por:pt ron:ro rus:ru sin:si slk:sk slv:sl sna:sn \
    som:so spa:es srp:sr bos:bs swe:sv swh:sw tam:ta tat:tt tel:te tgk:tg tgl:tl tha:th tuk:tk tur:tr uig:ug ukr:uk \
    urd:ur uzb:uz uzn:uz vie:vi yid:yi ydd:yi zlm:ms zul:zu kaz:kk kir:ky khk:mn als:sq afr:af isl:is eus:eu glg:gl \
    gle:ga lug:lg sot:st tsn:tn tso:ts xho:xh yor:yo amh:am lao:lo bod:bo aka:ak jav:jv mri:mi";

#[test]
#[ignore = "needs EXONYM_DATA; prints the accuracy tables"]
fn news_documents() {
    let Some(data) = data() else { return };
    let detector = Detector::new();
    let mut reliability = Reliability::default();
    let (mut bytes, mut time) = (0, std::time::Duration::ZERO);
    let mut lines = Vec::new();
    for entry in std::fs::read_dir(data.join("parallel/ntrex128")).expect("a folder").flatten() {
        let name = entry.file_name().into_string().unwrap_or_default();
        let Some(stem) = name.strip_suffix(".jsonl.zst") else { continue };
        let lang = document::known_tag(stem.split('-').next().unwrap_or_default().parse().expect("a tag"));
        let (mut docs, mut right, mut letters, mut right_letters, mut titles, mut right_titles) =
            (0, 0, 0, 0, 0, 0);
        for row in rows(entry.path()) {
            let id = text(&row, "id");
            if !is_test(id.rsplit_once('.').map_or(id, |(head, _)| head)) {
                continue;
            }
            let document = Document::new(DocumentParts {
                title: text(&row, "title").into(),
                text: text(&row, "text").into(),
                ..DocumentParts::default()
            });
            let start = std::time::Instant::now();
            let found = detector.detect(&document);
            time += start.elapsed();
            bytes += document.text().len();
            docs += 1;
            right += u32::from(found.lang == lang);
            reliability.add("document", found.confidence, found.lang == lang);
            for span in &found.spans {
                letters += span.span.len();
                right_letters += if span.lang == lang { span.span.len() } else { 0 };
            }
            let title = detector.identify(text(&row, "title"), None);
            titles += 1;
            right_titles += u32::from(title.lang == lang);
            if title.lang.is_known() {
                reliability.add("title alone", title.confidence, title.lang == lang);
            }
        }
        lines.push(format!(
            "{stem} documents {right}/{docs} bytes in spans {:.3} titles alone {right_titles}/{titles}",
            right_letters as f64 / letters.max(1) as f64
        ));
    }
    lines.sort();
    println!("{}", lines.join("\n"));
    reliability.print();
    println!("{:.1} MB/s", bytes as f64 / 1e6 / time.as_secs_f64());
}
