//! Lines that fit a terminal, counted in columns as terminals draw them.

use console::measure_text_width;

/// Columns to fill; none for files, where the reader's program breaks lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Width(pub Option<usize>);

/// Longer lines tire the eye, however wide the window.
const WIDEST: usize = 100;

impl Width {
    pub fn of_output(terminal: bool) -> Width {
        let columns = || console::Term::stdout().size_checked().map_or(80, |(_, columns)| columns as usize);
        Width(terminal.then(|| columns().clamp(20, WIDEST)))
    }

    pub fn is_terminal(self) -> bool {
        self.0.is_some()
    }

    /// `text` with line breaks at spaces; later lines begin with `indent` spaces. A word that is wider than
    /// the line, or a text written without spaces, is left to the terminal.
    pub fn wrap(self, text: &str, indent: usize) -> String {
        let Some(width) = self.0 else { return text.to_owned() };
        let mut out = String::with_capacity(text.len() + 16);
        let mut column = 0;
        for word in text.split(' ') {
            let columns = measure_text_width(word);
            if column > indent && column + 1 + columns > width {
                out.push('\n');
                out.extend(std::iter::repeat_n(' ', indent));
                column = indent;
            } else if !out.is_empty() {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += columns;
        }
        out
    }
}

/// `text` filled with spaces to `columns`.
pub fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(measure_text_width(text));
    format!("{text}{}", " ".repeat(missing))
}

/// Columns that `text` takes on a terminal.
pub fn columns(text: &str) -> usize {
    measure_text_width(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_count_columns() {
        let width = Width(Some(10));
        let table = [
            ("one two three four", 0, "one two\nthree four"),
            ("- one two three", 2, "- one two\n  three"),
            ("兰州市 城关区 图书馆", 0, "兰州市\n城关区\n图书馆"),
            ("incomprehensibilities a", 0, "incomprehensibilities\na"),
        ];
        for (text, indent, lines) in table {
            assert_eq!(width.wrap(text, indent), lines);
        }
        assert_eq!(Width(None).wrap("one two three four", 0), "one two three four");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(pad("兰州", 6), "兰州  ");
    }
}
