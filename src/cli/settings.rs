//! Settled values: the command line over the configuration file over the defaults.

use std::{
    collections::BTreeMap,
    io::IsTerminal,
    path::{Path, PathBuf},
};

use anyhow::Context;

use super::{
    args::{
        Common, DecisionArgs, EngineArg, EngineArgs, FeedArgs, Format, InputFormat, JobsArgs, ModelArgs,
        Offsets, OutputArgs, StateArgs, SummarizerArg, TellingArgs,
    },
    exit::Failure,
};
use crate::{models::Engine, pipeline, types::Lang};

/// The configuration file: the options' names, all optional.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    format: Option<Format>,
    offsets: Option<Offsets>,
    input_format: Option<InputFormat>,
    jobs: Option<usize>,
    limit: Option<usize>,
    max_text_bytes: Option<usize>,
    max_chars: Option<usize>,
    into: Option<Lang>,
    summarizer: Option<SummarizerArg>,
    #[serde(default)]
    summary_model: Vec<String>,
    #[serde(default)]
    translator: Vec<String>,
    model: Option<String>,
    engine: Option<EngineArg>,
    /// Models that give the names of a language in place of `model`.
    #[serde(default)]
    taggers: BTreeMap<Lang, String>,
    decisions: Option<PathBuf>,
    state: Option<PathBuf>,
    window: Option<std::num::NonZero<u32>>,
    quiet: Option<bool>,
    verbose: Option<bool>,
    offline: Option<bool>,
}

impl Config {
    pub fn read(path: Option<&Path>) -> Result<Config, Failure> {
        let Some(path) = path else { return Ok(Config::default()) };
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("the configuration {} cannot be read", path.display()))
            .map_err(Failure::usage)?;
        Config::parse(&text)
            .with_context(|| format!("the configuration {} is wrong", path.display()))
            .map_err(Failure::usage)
    }

    fn parse(text: &str) -> Result<Config, toml::de::Error> {
        toml::from_str(text)
    }
}

/// Talk on standard error.
#[derive(Clone, Copy, Debug, Default)]
pub struct Talk {
    pub quiet: bool,
    pub verbose: bool,
}

impl Talk {
    pub fn settle(common: &Common, config: &Config) -> Talk {
        let quiet = common.quiet || (config.quiet.unwrap_or(false) && !common.verbose);
        Talk { quiet, verbose: common.verbose || (config.verbose.unwrap_or(false) && !quiet) }
    }

    /// A line that the user must see.
    pub fn error(self, message: &str) {
        say("error: ", message);
    }

    /// A line about one thing that went wrong while the work goes on.
    pub fn issue(self, message: &str) {
        if !self.quiet {
            say("", message);
        }
    }

    /// A line for those who asked for details.
    pub fn detail(self, message: &str) {
        if self.verbose {
            say("", message);
        }
    }
}

/// One cleaned line on standard error. Nobody can be told that standard error is closed.
fn say(kind: &str, message: &str) {
    use std::io::Write;
    let message = super::print::clean(message);
    let _ = writeln!(std::io::stderr().lock(), "{kind}{}", message.trim_end().replace('\n', "\n  "));
}

/// Where the output goes and in which form.
#[derive(Clone, Debug)]
pub struct Output {
    pub format: Format,
    /// `None` is standard output.
    pub file: Option<PathBuf>,
    pub offsets: Offsets,
    pub terminal: bool,
}

impl Output {
    /// `for_reading`: the verb's output is made to be read, so that a terminal gets Markdown.
    pub fn settle(args: &OutputArgs, config: &Config, for_reading: bool) -> Output {
        let file = args.output.clone().filter(|path| path.as_os_str() != "-");
        let terminal = file.is_none() && std::io::stdout().is_terminal();
        let usual = if terminal && for_reading { Format::Md } else { Format::Jsonl };
        let named = file.as_deref().and_then(format_of_name);
        Output {
            format: args.format.or(named).or(config.format).unwrap_or(usual),
            file,
            offsets: args.offsets.or(config.offsets).unwrap_or_default(),
            terminal,
        }
    }
}

fn format_of_name(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        "json" => Some(Format::Json),
        "md" | "markdown" => Some(Format::Md),
        "html" | "htm" => Some(Format::Html),
        _ => None,
    }
}

/// What is read, and how much of it.
#[derive(Clone, Debug)]
pub struct Reading {
    pub feeds: Vec<String>,
    pub format: Option<InputFormat>,
    pub limit: Option<usize>,
    pub max_text_bytes: Option<usize>,
}

impl Reading {
    pub fn settle(args: &FeedArgs, config: &Config) -> Reading {
        Reading {
            feeds: args.feeds.clone(),
            format: args.input_format.or(config.input_format),
            limit: args.limit.or(config.limit),
            max_text_bytes: args.max_text_bytes.or(config.max_text_bytes),
        }
    }
}

/// How summaries are told.
#[derive(Clone, Debug)]
pub struct Telling {
    pub max_chars: usize,
    pub into: Option<Lang>,
    /// Models that word summaries; none where sentences of the sources are wanted.
    pub summarizers: Vec<String>,
    pub translators: Vec<String>,
}

impl Telling {
    pub fn settle(args: Option<&TellingArgs>, config: &Config) -> Result<Telling, Failure> {
        let names = |typed: fn(&TellingArgs) -> &Vec<String>, configured: &[String]| {
            let typed = args.map(typed).filter(|names| !names.is_empty());
            typed.map_or_else(|| configured.to_vec(), Clone::clone)
        };
        let summarizers = match args.and_then(|a| a.summarizer).or(config.summarizer).unwrap_or_default() {
            SummarizerArg::Extractive => Vec::new(),
            SummarizerArg::Abstractive => {
                let named = names(|a| &a.summary_model, &config.summary_model);
                if named.is_empty() {
                    let error =
                        anyhow::anyhow!("abstractive summaries need a model; name one with --summary-model");
                    return Err(Failure::usage(error));
                }
                named
            }
        };
        Ok(Telling {
            summarizers,
            translators: names(|a| &a.translator, &config.translator),
            max_chars: args
                .and_then(|a| a.max_chars)
                .or(config.max_chars)
                .unwrap_or_else(|| pipeline::Options::default().max_chars),
            into: args.and_then(|a| a.into).or(config.into),
        })
    }
}

/// The state to continue.
#[derive(Clone, Debug)]
pub struct Continuing {
    pub folder: PathBuf,
    pub window: pipeline::Window,
}

impl Continuing {
    /// `None` where no state was named.
    pub fn settle(args: &StateArgs, config: &Config) -> Option<Continuing> {
        let folder = args.state.clone().or_else(|| config.state.clone())?;
        let days = args.window.or(config.window.map(|days| days.get()));
        let days = days.unwrap_or_else(|| pipeline::Window::default().days);
        Some(Continuing { folder, window: pipeline::Window { days, all: args.all } })
    }
}

/// Whether the configuration rules the network out.
pub fn offline(config: &Config) -> bool {
    config.offline.unwrap_or(false)
}

/// Threads to use; 0 for all cores.
pub fn jobs(args: &JobsArgs, config: &Config) -> usize {
    args.jobs.or(config.jobs).unwrap_or(0)
}

/// The file of decisions, if there is one.
pub fn decisions(args: &DecisionArgs, config: &Config) -> Option<PathBuf> {
    args.decisions.clone().or_else(|| config.decisions.clone())
}

/// The models that tag.
#[derive(Clone, Debug, Default)]
pub struct Tagging {
    /// Name or folder, if one was asked for.
    pub model: Option<String>,
    /// Those of single languages.
    pub taggers: BTreeMap<Lang, String>,
    pub engine: Engine,
}

impl Tagging {
    pub fn settle(model_args: &ModelArgs, engine: &EngineArgs, config: &Config) -> Tagging {
        Tagging {
            model: model(model_args, config),
            taggers: config.taggers.clone(),
            engine: match engine.engine.or(config.engine).unwrap_or_default() {
                EngineArg::Auto => Engine::Usual,
                EngineArg::Torch => Engine::Torch,
            },
        }
    }
}

/// Name or folder of the model, if one was asked for.
pub fn model(args: &ModelArgs, config: &Config) -> Option<String> {
    args.model.clone().or_else(|| config.model.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(format: Option<Format>, file: &str, config: &str) -> Format {
        let args = OutputArgs { format, output: Some(file.into()), offsets: None };
        Output::settle(&args, &Config::parse(config).unwrap(), true).format
    }

    #[test]
    fn the_format_comes_from_the_option_then_the_file_name_then_the_configuration() {
        assert_eq!(output(Some(Format::Json), "a.md", "format = \"html\""), Format::Json);
        assert_eq!(output(None, "a.MD", "format = \"html\""), Format::Md);
        assert_eq!(output(None, "a.out", "format = \"html\""), Format::Html);
        assert_eq!(output(None, "a.out", ""), Format::Jsonl);
    }

    #[test]
    fn the_command_line_wins_over_the_configuration() {
        let config = Config::parse("max-chars = 300\ninto = \"az\"").unwrap();
        let typed = TellingArgs { max_chars: Some(50), ..TellingArgs::default() };
        let told = Telling::settle(Some(&typed), &config).unwrap();
        assert_eq!((told.max_chars, told.into), (50, Some(Lang::new("az"))));
        let told = Telling::settle(None, &Config::default()).unwrap();
        assert_eq!(told.max_chars, pipeline::Options::default().max_chars);
    }

    #[test]
    fn models_that_write_come_from_the_command_line_else_from_the_configuration() {
        let config =
            "summarizer = 'abstractive'\nsummary-model = ['a', 'b']\ntranslator = ['t']\n[taggers]\naz = 'x'";
        let config = Config::parse(config).unwrap();
        let told = Telling::settle(None, &config).unwrap();
        assert_eq!(
            (told.summarizers, told.translators),
            (vec!["a".into(), "b".into()], vec!["t".to_owned()])
        );
        let typed = TellingArgs { summarizer: Some(SummarizerArg::Extractive), ..TellingArgs::default() };
        let typed = TellingArgs { translator: vec!["u".into()], ..typed };
        let told = Telling::settle(Some(&typed), &config).unwrap();
        assert_eq!((told.summarizers, told.translators), (vec![], vec!["u".to_owned()]));
        let tagging = Tagging::settle(&ModelArgs { model: None }, &EngineArgs::default(), &config);
        assert_eq!(tagging.taggers[&Lang::new("az")], "x");
        let unnamed = Config::parse("summarizer = 'abstractive'").unwrap();
        assert!(Telling::settle(None, &unnamed).unwrap_err().to_string().contains("--summary-model"));
    }

    #[test]
    fn a_misspelt_key_is_an_error() {
        let error = Config::parse("max_chars = 3").unwrap_err().to_string();
        assert!(error.contains("max_chars") && error.contains("max-chars"), "{error}");
    }
}
