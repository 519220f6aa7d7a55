//! What the user typed. [`super::settings`] makes settled values of it.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::types::Lang;

/// Reads mixed-language news feeds and tells what happened, once.
///
/// FEED may be JSON Lines, a JSON array, RSS 2.0, Atom, plain text, a folder or a glob. Without FEED, or
/// with `-`, standard input is read. Data goes to standard output, everything else to standard error.
#[derive(Debug, Parser)]
#[command(name = "exonym", version, propagate_version = true, after_help = AFTER_HELP)]
pub struct Args {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub verb: Verb,
}

const AFTER_HELP: &str = "\
Exit status:
  0 done   1 done, but a condition that was asked for failed   2 wrong usage
  3 done, but documents were skipped or damaged
  4 a model is missing or damaged   5 an input could not be read   130 interrupted";

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Names, events and summaries of a feed: everything below in one go
    Run {
        #[command(flatten)]
        feed: FeedArgs,
        #[command(flatten)]
        decisions: DecisionArgs,
        #[command(flatten)]
        telling: TellingArgs,
        #[command(flatten)]
        state: StateArgs,
    },
    /// Language and script of each document and of its parts
    Detect(FeedArgs),
    /// Persons, organisations and places in each document
    Tag(FeedArgs),
    /// The same names joined across documents, languages and scripts
    Link {
        #[command(flatten)]
        feed: FeedArgs,
        #[command(flatten)]
        decisions: DecisionArgs,
    },
    /// Documents grouped by what they report, without summaries
    Events {
        #[command(flatten)]
        feed: FeedArgs,
        #[command(flatten)]
        decisions: DecisionArgs,
    },
    /// Summaries with citations; reads documents with a `cluster` field or the output of `events`
    Summarize {
        #[command(flatten)]
        feed: FeedArgs,
        #[command(flatten)]
        telling: TellingArgs,
    },
    /// Why documents are one event or are not: features, vetoes, what would change it
    Explain {
        #[command(flatten)]
        question: QuestionArgs,
        #[command(flatten)]
        feed: FeedArgs,
        #[command(flatten)]
        decisions: DecisionArgs,
        /// Explain what `run --state` left in this folder, with the FEED on top if one is named
        #[arg(long, value_name = "DIR")]
        state: Option<PathBuf>,
    },
    /// Work on names alone
    #[command(subcommand)]
    Names(NamesVerb),
    /// Measure every stage against labelled documents
    Eval(EvalArgs),
    /// What changed between two runs: events and entities that are new, gone, grown, split or merged
    Diff(DiffArgs),
    /// Models on this machine
    #[command(subcommand)]
    Models(ModelsVerb),
    /// Check the installation: machine, model and a tiny self-test
    Doctor {
        #[command(flatten)]
        model: ModelArgs,
        #[command(flatten)]
        engine: EngineArgs,
    },
    /// JSON Schema of the records that the other verbs write
    Schema,
    /// Completion script for a shell
    Completions { shell: clap_complete::Shell },
}

#[derive(Debug, Subcommand)]
pub enum NamesVerb {
    /// Whether two names may belong to one bearer, and why
    #[command(override_usage = "exonym names compare [OPTIONS] A B\n       \
                                exonym names compare [OPTIONS] --pairs FILE.tsv")]
    Compare {
        /// The first name
        #[arg(required_unless_present = "pairs", requires = "b")]
        a: Option<String>,
        /// The second name
        #[arg(conflicts_with = "pairs")]
        b: Option<String>,
        /// Kind of both names
        #[arg(long, value_enum, ignore_case = true, default_value = "per")]
        label: LabelArg,
        /// Pairs to compare, one a line: a, b and an optional label, split by tabs; `-` is standard input
        #[arg(long, value_name = "FILE", conflicts_with = "a")]
        pairs: Option<PathBuf>,
        #[command(flatten)]
        output: OutputArgs,
        #[command(flatten)]
        jobs: JobsArgs,
    },
}

#[derive(Debug, Subcommand)]
pub enum ModelsVerb {
    /// Name, task and folder of each model found
    List,
    /// The manifest of a model: languages, licence, sources, scores
    Show {
        #[command(flatten)]
        model: ModelArgs,
    },
    /// Take a checkpoint folder of the model hub in: copied to the user's models, with checksums
    Add {
        /// Folder with config.json, tokenizer.json and model.safetensors
        folder: PathBuf,
        /// What to call the model [default: the folder's name]
        #[arg(long)]
        name: Option<String>,
        /// Where the checkpoint is from, to be shown later
        #[arg(long)]
        url: Option<String>,
    },
    /// Fetch a checkpoint from the model hub with curl; what breaks off is resumed by the next try
    Fetch {
        /// The model: hf:OWNER/NAME or hf:OWNER/NAME@REVISION
        #[arg(value_name = "MODEL")]
        model: String,
        /// What to call it [default: NAME]
        #[arg(long)]
        name: Option<String>,
    },
    /// Compare every file of a model with the checksums in its manifest
    Verify {
        #[command(flatten)]
        model: ModelArgs,
    },
}

#[derive(Debug, clap::Args)]
pub struct EvalArgs {
    /// Labelled documents: files or folders of JSON Lines, CoNLL columns, CoNLL-2012, brat, SlavicNER or neleval
    #[arg(value_name = "FIXTURES", required = true)]
    pub fixtures: Vec<PathBuf>,
    /// Score this output of `exonym run` (JSON Lines) instead of running
    #[arg(long, value_name = "FILE")]
    pub pred: Option<PathBuf>,
    /// End with status 1 if a measure is lower, as in `ner.f1=0.8`; may be repeated
    #[arg(long, value_name = "METRIC=VALUE")]
    pub min: Vec<String>,
    /// Compare with an earlier run: its records (paired, with significance) or its scores as JSON
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Score only names of these kinds
    #[arg(long, value_enum, ignore_case = true, value_delimiter = ',', value_name = "LABEL")]
    pub labels: Vec<LabelArg>,
    /// Replace one stage at a time by its labels and tell what the scores gain
    #[arg(long, conflicts_with = "pred")]
    pub blame: bool,
    /// Show the N sentences with most wrong names
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub errors: usize,
    /// Form of the output [default: table on a terminal, else json]
    #[arg(short, long, value_enum)]
    pub format: Option<ScoreFormat>,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub jobs: JobsArgs,
    #[command(flatten)]
    pub model: ModelArgs,
    #[command(flatten)]
    pub engine: EngineArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ScoreFormat {
    /// Columns to read
    Table,
    /// One JSON object
    Json,
    /// Markdown tables
    Md,
}

#[derive(Debug, clap::Args)]
pub struct Common {
    /// Read options from a TOML file with the same names; the command line wins
    #[arg(long, global = true, value_name = "FILE", env = "EXONYM_CONFIG")]
    pub config: Option<PathBuf>,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say what is being done
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Never use the network (only `models fetch` would)
    #[arg(long, global = true)]
    pub offline: bool,
}

#[derive(Debug, clap::Args)]
pub struct FeedArgs {
    /// Files, folders or globs; `-` or nothing is standard input
    #[arg(value_name = "FEED")]
    pub feeds: Vec<String>,
    /// Kind of the input [default: found from the content]
    #[arg(long, value_name = "KIND", value_enum)]
    pub input_format: Option<InputFormat>,
    /// Read at most this many documents
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Longest text of a document that is read, in bytes; longer ones are an issue
    #[arg(long, value_name = "N")]
    pub max_text_bytes: Option<usize>,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub jobs: JobsArgs,
    #[command(flatten)]
    pub model: ModelArgs,
    #[command(flatten)]
    pub engine: EngineArgs,
}

#[derive(Debug, clap::Args)]
pub struct DiffArgs {
    /// Output of the earlier run: jsonl or json; `-` is standard input
    pub a: PathBuf,
    /// Output of the later run
    pub b: PathBuf,
    /// End with status 1 if there is a change of such a kind; several are split by commas
    #[arg(long, value_name = "KIND", value_enum, value_delimiter = ',')]
    pub fail_on: Vec<super::verbs::diff::Kind>,
    #[command(flatten)]
    pub output: OutputArgs,
}

#[derive(Debug, clap::Args)]
#[group(id = "question", required = true, multiple = false)]
pub struct QuestionArgs {
    /// Two documents, by their ids
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    pub docs: Vec<String>,
    /// An event, by the id that `exonym events` gives it
    #[arg(long, value_name = "ID")]
    pub event: Option<String>,
    /// Pairs of document ids, one a line, split by a tab
    #[arg(long, value_name = "FILE")]
    pub pairs: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct OutputArgs {
    /// Form of the output [default: from the name of the -o file; else jsonl, or md on a terminal where the
    /// verb tells a story]
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What offsets count [default: char]
    #[arg(long, value_enum, value_name = "UNIT")]
    pub offsets: Option<Offsets>,
}

#[derive(Debug, clap::Args)]
pub struct JobsArgs {
    /// Threads; 0 for all cores. The result does not depend on it [default: 0]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<usize>,
}

#[derive(Debug, clap::Args)]
pub struct ModelArgs {
    /// Name or folder of the model
    #[arg(long, value_name = "NAME", env = "EXONYM_MODEL")]
    pub model: Option<String>,
}

#[derive(Debug, Default, clap::Args)]
pub struct EngineArgs {
    /// What runs the networks [default: auto]
    #[arg(long, value_enum)]
    pub engine: Option<EngineArg>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EngineArg {
    /// The built-in engine for the model that comes with the program, libtorch for checkpoints of the hub
    #[default]
    Auto,
    /// libtorch for all; needs a build with the feature `torch`
    Torch,
}

#[derive(Debug, Default, clap::Args)]
pub struct DecisionArgs {
    /// Decisions, one a line, about names: `same A | B`, `different A | B`, `canonical NAME = A`; about documents
    /// by their ids: `same-event A | B`, `split A | B`
    #[arg(long, value_name = "FILE")]
    pub decisions: Option<PathBuf>,
}

#[derive(Debug, Default, clap::Args)]
pub struct StateArgs {
    /// Continue what earlier runs left in this folder, which is made if it is not there, and write what changed
    #[arg(long, value_name = "DIR")]
    pub state: Option<PathBuf>,
    /// Days that a document stays in the state, counted back from the newest dates of the stream [default: 30]
    #[arg(long, value_name = "DAYS", requires = "state", value_parser = clap::value_parser!(u32).range(1..))]
    pub window: Option<u32>,
    /// Write everything in the state, not only what changed
    #[arg(long, requires = "state")]
    pub all: bool,
}

#[derive(Debug, Default, clap::Args)]
pub struct TellingArgs {
    /// Longest summary, in characters [default: 600]
    #[arg(long, value_name = "N")]
    pub max_chars: Option<usize>,
    /// Language of the summaries [default: the language most of the sources share]
    #[arg(long, value_name = "LANG")]
    pub into: Option<Lang>,
    /// Who words the summaries [default: extractive]
    #[arg(long, value_enum, value_name = "KIND")]
    pub summarizer: Option<SummarizerArg>,
    /// Model for `--summarizer abstractive`, by name or folder; of several the first that has the language
    #[arg(long, value_name = "NAME")]
    pub summary_model: Vec<String>,
    /// Model that translates where no source has the language of `--into`; may be repeated
    #[arg(long, value_name = "NAME")]
    pub translator: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SummarizerArg {
    /// The sources: their sentences, chosen and tidied
    #[default]
    Extractive,
    /// A model: what it writes is told where its sources prove it, else their sentences are
    Abstractive,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One JSON record a line
    Jsonl,
    /// One JSON object
    Json,
    /// Markdown to read
    Md,
    /// A web page to read, in one file
    Html,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Offsets {
    /// Unicode scalar values, as Python slices count
    #[default]
    Char,
    /// Bytes of UTF-8
    Byte,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InputFormat {
    /// JSON Lines
    Jsonl,
    /// A JSON array of documents, or one document
    Json,
    /// RSS 2.0
    Rss,
    /// Atom
    Atom,
    /// Plain text, one document a file
    Text,
}

/// Kinds of names, by the tags that the records use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LabelArg {
    Per,
    Org,
    Loc,
    Evt,
    Misc,
}

impl From<LabelArg> for crate::types::Label {
    fn from(label: LabelArg) -> Self {
        match label {
            LabelArg::Per => Self::Person,
            LabelArg::Org => Self::Organisation,
            LabelArg::Loc => Self::Location,
            LabelArg::Evt => Self::Event,
            LabelArg::Misc => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Args, clap::Error> {
        Args::try_parse_from(line.split_whitespace())
    }

    #[test]
    fn the_definition_is_sound() {
        use clap::CommandFactory;
        Args::command().debug_assert();
    }

    #[test]
    fn what_is_accepted_and_what_is_not() {
        let table = [
            ("exonym run", true),
            ("exonym run a.jsonl - --format md -o out.md --max-chars 300 --into pt-BR", true),
            ("exonym --quiet detect --offsets byte --input-format rss x", true),
            ("exonym detect --offline --config c.toml", true),
            ("exonym run a.jsonl --decisions d.txt", true),
            ("exonym link --decisions d.txt a.jsonl", true),
            ("exonym detect --decisions d.txt", false),
            ("exonym run new.jsonl --state s --window 7 --all", true),
            ("exonym run new.jsonl --state s --window 0", false),
            ("exonym run new.jsonl --all", false),
            ("exonym events new.jsonl --state s", false),
            ("exonym names compare Anna Hanna", true),
            ("exonym names compare Anna Hanna --label ORG", true),
            ("exonym names compare --pairs p.tsv", true),
            ("exonym names compare --pairs -", true),
            ("exonym diff a.jsonl b.jsonl --fail-on split,merged", true),
            ("exonym diff a.jsonl", false),
            ("exonym diff a.jsonl b.jsonl --fail-on other", false),
            ("exonym completions zsh", true),
            ("exonym eval f --min ner.f1=0.8 --min events.b3.f1=0.9 --labels per,LOC --format md", true),
            ("exonym eval", false),
            ("exonym eval f --blame --pred p", false),
            ("exonym", false),
            ("exonym names compare Anna", false),
            ("exonym names compare Anna Hanna --pairs p.tsv", false),
            ("exonym names compare Anna Hanna --label CAT", false),
            ("exonym run --format xml", false),
            ("exonym run --jobs -1", false),
            ("exonym run --into klingonese", false),
            ("exonym detect --max-chars 3", false),
            ("exonym run -q -v", false),
            ("exonym explain", false),
            ("exonym explain feed.jsonl", false),
            ("exonym explain feed.jsonl --docs a1", false),
            ("exonym explain feed.jsonl --docs a1 b2 --event evt-1", false),
            ("exonym explain feed.jsonl --docs a1 b2", true),
            ("exonym explain --event evt-1 feed.jsonl more.jsonl", true),
            ("exonym explain feed.jsonl --pairs p.tsv --format md", true),
            ("exonym explain --state s --event evt-1", true),
            ("exonym run --summarizer abstractive --summary-model a --summary-model b f.jsonl", true),
            ("exonym summarize --into en --translator a --translator b --engine torch f.jsonl", true),
            ("exonym tag --translator a", false),
            ("exonym tag --engine onnx", false),
            ("exonym models add folder --name n --url https://example.org/n", true),
            ("exonym models add", false),
            ("exonym models fetch hf:owner/name@main --name n", true),
        ];
        for (line, accepted) in table {
            assert_eq!(parse(line).is_ok(), accepted, "{line}");
        }
    }
}
