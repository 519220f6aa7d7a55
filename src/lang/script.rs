//! Letters and the script they are in.

use unicode_script::{Script, UnicodeScript};

use super::features::Group;
use crate::types::Lang;

/// Letters of a text by script, kana counted together as [`Script::Hiragana`].
#[derive(Clone, Debug, Default)]
pub(super) struct Letters {
    counts: Vec<(Script, u32)>,
    pub all: u32,
}

impl Letters {
    pub fn of(text: &str) -> Self {
        let mut out = Letters::default();
        let mut last = Script::Latin;
        let mut run = 0;
        for c in text.chars() {
            let script = match c {
                'a'..='z' | 'A'..='Z' => Script::Latin,
                _ if c.is_ascii() || !c.is_alphabetic() => continue,
                _ => script_of(c),
            };
            if script != last {
                out.count(last, run);
                (last, run) = (script, 0);
            }
            run += 1;
        }
        out.count(last, run);
        out
    }

    fn count(&mut self, script: Script, n: u32) {
        // Common and inherited letters (ª, modifier letters) belong to no script.
        if n == 0 || matches!(script, Script::Common | Script::Inherited | Script::Unknown) {
            return;
        }
        self.all += n;
        match self.counts.iter_mut().find(|(s, _)| *s == script) {
            Some((_, count)) => *count += n,
            None => self.counts.push((script, n)),
        }
    }

    pub fn in_script(&self, script: Script) -> u32 {
        self.counts.iter().find(|(s, _)| *s == script).map_or(0, |&(_, n)| n)
    }

    /// The script with most letters, the earlier on a tie; Han and kana are one for that count, and
    /// give kana where at least one letter in twenty is.
    pub fn main(&self) -> Option<(Script, u32)> {
        let han = self.in_script(Script::Han) + self.in_script(Script::Hiragana);
        let mut best: Option<(Script, u32)> = None;
        for &(script, n) in &self.counts {
            let n = if matches!(script, Script::Han | Script::Hiragana) { han } else { n };
            if best.is_none_or(|(_, most)| n > most) {
                best = Some((script, n));
            }
        }
        best.map(|(script, n)| match script {
            Script::Han | Script::Hiragana if self.in_script(Script::Hiragana) * 20 >= n => {
                (Script::Hiragana, n)
            }
            Script::Han | Script::Hiragana => (Script::Han, n),
            _ => (script, n),
        })
    }
}

fn script_of(c: char) -> Script {
    match u32::from(c) {
        0xc0..=0x24f => Script::Latin,
        0x400..=0x52f => Script::Cyrillic,
        0x4e00..=0x9fff => Script::Han,
        0x3041..=0x30ff => Script::Hiragana,
        _ => match c.script() {
            Script::Katakana => Script::Hiragana,
            other => other,
        },
    }
}

/// The table that tells the languages of a script apart.
pub(super) fn group(script: Script) -> Option<Group> {
    Some(match script {
        Script::Latin => Group::Latin,
        Script::Cyrillic => Group::Cyrillic,
        Script::Arabic => Group::Arabic,
        Script::Devanagari => Group::Devanagari,
        _ => return None,
    })
}

/// The language of a script in which hardly another one is written today.
pub(super) fn only_language(script: Script) -> Option<Lang> {
    Some(Lang::new(match script {
        Script::Greek => "el",
        Script::Armenian => "hy",
        Script::Georgian => "ka",
        Script::Hangul => "ko",
        Script::Hiragana => "ja",
        Script::Han => "zh",
        Script::Thai => "th",
        Script::Lao => "lo",
        Script::Thaana => "dv",
        Script::Gujarati => "gu",
        Script::Gurmukhi => "pa",
        Script::Tamil => "ta",
        Script::Telugu => "te",
        Script::Kannada => "kn",
        Script::Malayalam => "ml",
        Script::Sinhala => "si",
        Script::Oriya => "or",
        Script::Khmer => "km",
        _ => return None,
    }))
}
