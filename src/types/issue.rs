use std::fmt;

/// Where in the run something went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    Read,
    Lang,
    Tag,
    Link,
    Events,
    Summary,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; the document was processed whole.
    Warning,
    /// The document was skipped, or a part of it is damaged.
    Error,
}

/// Something wrong with the input, its place and the remedy. The run goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Id of the document, where there is one.
    pub doc: Option<String>,
    /// Name of the file, `-` for standard input.
    pub input: Option<String>,
    /// 1-based line in the input.
    pub line: Option<u64>,
    pub stage: Stage,
    pub severity: Severity,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if let Some(input) = &self.input {
            f.write_str(input)?;
            if let Some(line) = self.line {
                write!(f, ":{line}")?;
            }
            f.write_str(": ")?;
        }
        if let Some(doc) = &self.doc {
            write!(f, "document `{doc}`: ")?;
        }
        f.write_str(&self.message)
    }
}
