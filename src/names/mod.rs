//! Names: their parts, their forms, and whether two of them can mean the same.
//!
//! [`Name::new`] parses a name once, [`compare`] aligns two names part by part and says `same`,
//! `different` or `unsure` with a [`Reason`] for every part; [`base::base_form`] takes case endings
//! off; [`place`] knows countries, territories and cities in many languages.
//!
//! # Reason codes
//!
//! | code | meaning | for the join? |
//! |---|---|---|
//! | `equal` | the part stands the same in both | yes |
//! | `translit` | the same sounds in another script or another convention of spelling | yes |
//! | `characters` | the same Chinese characters, as Vietnamese and as Chinese read them | yes |
//! | `diacritics` | differs in diacritics or case only | yes |
//! | `vowel` | differs in vowels that transliterations mix up | yes |
//! | `consonant-pair` | differs in neighbouring consonants (`k`/`g`, `t`/`d`, `w`/`v`) | yes |
//! | `hyphen` | written together, apart or with a hyphen | yes |
//! | `order` | the same parts in another order | yes |
//! | `initial` | an initial against a part that begins with it | weakly |
//! | `nickname` | short form of the same given name | yes |
//! | `acronym` | initials of the other name's words, or a known acronym | yes |
//! | `abbreviation` | a word and its short form (`Mfg`, `Manufacturing`) | yes |
//! | `translation` | another language's word or name for the same | yes |
//! | `inflected` | differs in a case ending | weakly |
//! | `typo` | one unexplained letter | weakly |
//! | `gender-form` | same family name, other gender (`Алиев`, `Алиева`) | weakly |
//! | `patronymic-omitted` | a patronymic or middle name that the other side lacks | neutral |
//! | `generic-words` | only class words or legal forms differ | neutral |
//! | `family-only` | one side has only the family name | cannot tell |
//! | `given-only-short-form` | one side has only a given name | cannot tell |
//! | `part-missing` | a part that the other side lacks | cannot tell |
//! | `part-different` | two parts that exclude each other | against |
//! | `patronymic-contradicted` | two different patronymics | against |
//! | `place-different` | two different countries or cities | against |
//! | `number-different` | two different numbers | against |
//! | `kind-different` | two kinds of body (an agency and a ministry) or of subject | against |
//! | `label-different` | a person and an organisation, say | against |

mod abbreviation;
mod acronym;
mod align;
pub mod base;
mod compare;
mod data;
mod figures;
mod graphemes;
mod name;
mod org;
mod parts;
mod person;
pub mod place;
mod readings;
mod sino;
mod sound;
mod table;

pub use crate::types::Reason;
pub use compare::{Comparison, Verdict, compare};
pub use name::Name;
pub use org::{is_class_word, is_outlet, is_subject_word};
