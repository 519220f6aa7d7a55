//! Text from feeds as HTML: escaped, with its language and direction.

use std::fmt;

use unicode_script::{Script, UnicodeScript};

use crate::types::Lang;

/// Text with the characters escaped that mean something in HTML.
pub struct Text<'t>(pub &'t str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            f.write_str(&rest[..at])?;
            f.write_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                _ => "&#39;",
            })?;
            rest = &rest[at + 1..];
        }
        f.write_str(rest)
    }
}

/// The attributes `lang` and `dir` of a piece of text, with a space before them.
pub struct Tongue<'t>(pub Lang, pub &'t str);

impl fmt::Display for Tongue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.0.is_known() {
            write!(f, " lang=\"{}\"", self.0)?;
        }
        write!(f, " dir=\"{}\"", direction(self.1))
    }
}

/// The direction of the first letter: one language may be written in scripts of either direction.
fn direction(text: &str) -> &'static str {
    let right_to_left = |c: char| {
        matches!(c.script(), Script::Arabic | Script::Hebrew | Script::Syriac | Script::Thaana | Script::Nko)
    };
    if text.chars().find(|c| c.is_alphabetic()).is_some_and(right_to_left) { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped() {
        let text = "<a href='x'>\"R&D\"</a> é";
        let escaped = "&lt;a href=&#39;x&#39;&gt;&quot;R&amp;D&quot;&lt;/a&gt; é";
        assert_eq!(Text(text).to_string(), escaped);
    }

    #[test]
    fn the_letters_give_the_direction() {
        for (lang, text, attributes) in [
            ("en", "A bridge", r#" lang="en" dir="ltr""#),
            ("fa", "«پل باز شد»", r#" lang="fa" dir="rtl""#),
            ("ar", "17 قتيلاً", r#" lang="ar" dir="rtl""#),
            ("az", "Körpü", r#" lang="az" dir="ltr""#),
            ("az", "کؤرپو", r#" lang="az" dir="rtl""#),
            ("und", "12", r#" dir="ltr""#),
        ] {
            let lang = if lang == "und" { Lang::UND } else { Lang::new(lang) };
            assert_eq!(Tongue(lang, text).to_string(), attributes);
        }
    }
}
