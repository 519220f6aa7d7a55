//! Sorted text tables that need no work at start.

/// Lines `key<TAB>value`, sorted by the bytes of the key, each key once; `#` lines at the top.
pub(crate) struct Table(&'static str);

impl Table {
    pub(crate) const fn new(text: &'static str) -> Table {
        Table(text)
    }

    /// The rest of the line that begins with `key`.
    pub(crate) fn get(&self, key: &str) -> Option<&'static str> {
        if key.is_empty() {
            return None;
        }
        let bytes = self.0.as_bytes();
        let (mut low, mut high) = (0, bytes.len());
        while low < high {
            let middle = (low + high) / 2;
            let start = memchr::memrchr(b'\n', &bytes[low..middle]).map_or(low, |i| low + i + 1);
            let end = memchr::memchr(b'\n', &bytes[middle..]).map_or(bytes.len(), |i| middle + i);
            let line = &self.0[start..end];
            let (found, value) = line.split_once('\t').unwrap_or((line, ""));
            let order = if line.starts_with('#') { std::cmp::Ordering::Less } else { found.cmp(key) };
            match order {
                std::cmp::Ordering::Equal => return Some(value),
                std::cmp::Ordering::Less => low = end + 1,
                std::cmp::Ordering::Greater => high = start,
            }
        }
        None
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        self.0.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_and_nothing_else() {
        let table = Table::new("# head\na\t1\nab\t2\nb c\t3\nя\t4\n");
        for (key, value) in table.rows() {
            assert_eq!(table.get(key), Some(value));
        }
        for key in ["", "#", "# head", "aa", "b", "z", "я "] {
            assert_eq!(table.get(key), None, "{key}");
        }
    }
}
