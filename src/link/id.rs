//! Ids that a name gives: the same for the same entity in every run that names it so.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::types::{Entity, Label};

/// Gives every entity its id: `per-vugar-aliyev`, `org-vietnam-news-agency`, `loc-baku`. Where two
/// entities would share one, all but the first in the list carry a hash of their spellings.
pub(super) fn assign(entities: &mut [Entity]) {
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    for entity in entities {
        let kind = match entity.label {
            Label::Person => "per",
            Label::Organisation => "org",
            Label::Location => "loc",
            Label::Event => "evt",
            Label::Other => "misc",
        };
        let slug = slug(&entity.name);
        let plain =
            if slug.is_empty() { format!("{kind}-{}", hash(entity)) } else { format!("{kind}-{slug}") };
        let mut id = plain.clone();
        if taken.contains_key(&id) {
            id = format!("{plain}-{}", hash(entity));
        }
        let again = taken.entry(id.clone()).or_default();
        *again += 1;
        if *again > 1 {
            id = format!("{id}-{again}");
        }
        entity.id = id;
    }
}

/// Lower-case ASCII words joined by hyphens, 60 bytes at most.
fn slug(name: &str) -> String {
    let ascii = any_ascii::any_ascii(name).to_lowercase();
    let words: Vec<String> = ascii
        .replace(['\'', '`'], "")
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect();
    let mut slug = words.join("-");
    slug.truncate(60);
    slug.trim_end_matches('-').to_owned()
}

/// Six hexadecimal digits over label and spellings.
fn hash(entity: &Entity) -> String {
    let mut spellings: Vec<&str> = entity.variants.iter().map(|v| v.text.as_str()).collect();
    spellings.sort_unstable();
    spellings.dedup();
    let mut digest = Sha256::new();
    digest.update(entity.label.as_str());
    for spelling in spellings {
        digest.update([0]);
        digest.update(spelling);
    }
    for role in &entity.roles {
        digest.update([1]);
        digest.update(&role.text);
    }
    digest.finalize().iter().take(3).map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain_words() {
        for (name, want) in [
            ("Vũ Việt Trang", "vu-viet-trang"),
            ("Kassym-Jomart Tokayev", "kassym-jomart-tokayev"),
            ("Côte d'Ivoire", "cote-divoire"),
            ("«»", ""),
        ] {
            assert_eq!(slug(name), want);
        }
    }
}
