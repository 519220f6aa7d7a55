//! Institutions whose general name many countries' bodies bear, and the country that owns one.

use std::collections::BTreeMap;

use super::key;
use super::mention::{Forms, Item};
use crate::types::{Annotated, Label};

/// Words of bodies that every country has: which one is meant, the country tells.
const GENERAL: &[&str] = &[
    "ministr",
    "minist",
    "мініст",
    "мини",
    "nazirli",
    "bakanlı",
    "vazirli",
    "вазир",
    "parliament",
    "parlament",
    "парламент",
    "government",
    "правительств",
    "уряд",
    "hökumət",
    "hükümet",
    "supreme court",
    "верховн",
    "national bank",
    "central bank",
    "merkez bank",
    "mərkəzi bank",
    "markaziy bank",
    "нацбанк",
    "национальный банк",
    "центральный банк",
    "ұлттық банк",
    "улуттук банк",
    "banca națională",
    "senate",
    "сенат",
    "national assembly",
    "milli məclis",
    "quốc hội",
    "chính phủ",
    "bộ ",
    "ngân hàng nhà nước",
    "coast guard",
    "береговая охрана",
    "police",
    "полиция",
    "prosecutor",
    "прокуратур",
    "وزارت",
    "وزارة",
    "حكومة",
    "دولت",
    "مجلس",
    "البنك المركزي",
    "بانک مرکزی",
    "خفر السواحل",
    "گارد ساحلی",
    "部",
    "政府",
    "议会",
    "央行",
    "海岸警卫队",
    "federation",
    "федерац",
    "federasi",
    "federația",
    "olympic committee",
    "embassy",
    "посольств",
    "səfirli",
    "büyükelçili",
];

/// Whether an organisation's name is one that many countries' bodies bear.
pub(super) fn is_general(base: &str) -> bool {
    let lower = base.to_lowercase();
    GENERAL.iter().any(|g| {
        lower.starts_with(g) || lower.contains(&format!(" {g}")) || (key::is_han(base) && lower.ends_with(g))
    })
}

/// Characters between a body and the country whose it is.
const NEAR: usize = 14;

/// The country to which an institution of general name belongs: the one in its name or right beside
/// it, else the one that the document speaks of most.
pub(super) fn owner(
    document: &Annotated,
    items: &[Item],
    forms: &Forms,
    chain: &[usize],
) -> Option<&'static str> {
    let general =
        |&i: &usize| items[i].label == Label::Organisation && is_general(&forms[items[i].form].base);
    if !chain.iter().any(general) {
        return None;
    }
    let text = document.document.text();
    for &i in chain.iter().filter(|&i| general(i)) {
        let span = items[i].span;
        // Bytes of a gap at most; items stand in text order.
        let reach = 4 * NEAR as u32;
        let from = items.partition_point(|o| o.span.end + reach < span.start);
        let to = items.partition_point(|o| o.span.start <= span.end + reach);
        for other in &items[from..to] {
            let Some(code) = forms[other.form].territory else { continue };
            let (gap, words) = if other.span.end <= span.start {
                (&text[other.span.end as usize..span.start as usize], 1)
            } else if other.span.start >= span.end {
                (&text[span.end as usize..other.span.start as usize], 3)
            } else {
                continue;
            };
            let near = gap.chars().count() <= NEAR && !gap.contains(['.', ',', ';', '\n', '،', '。']);
            if near
                && gap.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() > 3).count() < words
            {
                return Some(code);
            }
        }
    }
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for code in items.iter().filter_map(|i| forms[i.form].territory) {
        *counts.entry(code).or_default() += 1;
    }
    let mut counts: Vec<(usize, &str)> = counts.into_iter().map(|(c, n)| (n, c)).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    match counts[..] {
        [(_, code)] => Some(code),
        [(n, code), (m, _), ..] if n >= 2 * m => Some(code),
        _ => None,
    }
}
