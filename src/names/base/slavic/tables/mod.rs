//! Endings of the cases, language by language.

mod east;
mod west;

/// Ending, what stands instead, preference without evidence (9: only with evidence), for persons
/// (`p`), others (`o`), places (`l`) or all (`a`).
pub(super) type Ending = (&'static str, &'static str, u8, char);

/// The endings of a language, the likelier before the others.
pub(super) fn endings(tag: &str) -> &'static [Ending] {
    match tag {
        "ru" => east::RU,
        "uk" => east::UK,
        "be" => east::BE,
        "pl" => west::PL,
        "cs" | "sk" | "sl" => west::CS,
        "sr" | "hr" => west::SR,
        _ => &[],
    }
}
