//! `exonym eval`: a run against labelled documents.

mod blame;
mod compare;
mod run;

use std::{io::IsTerminal, path::Path};

use anyhow::Context;

use crate::{
    cli::{
        args::{EvalArgs, ScoreFormat},
        exit::{Exit, Failure},
        output::Sink,
        print::scores::{self, Sheet},
        settings::{Config, Talk},
    },
    eval::{
        faults,
        predicted::Predicted,
        read,
        score::{self, Scores},
    },
    types::Label,
};

/// A lower bound that was asked for.
struct Floor {
    metric: String,
    value: f64,
}

pub fn run(args: &EvalArgs, config: &Config, talk: Talk) -> Result<Exit, Failure> {
    let floors: Vec<Floor> =
        args.min.iter().map(|floor| parse(floor)).collect::<Result<_, _>>().map_err(Failure::usage)?;
    let sink = Sink::open(args.output.as_deref().filter(|path| path.as_os_str() != "-"))?;
    let gold = read::read(&args.fixtures).map_err(Failure::unreadable)?;
    let labels: Vec<Label> = args.labels.iter().map(|&label| label.into()).collect();
    let earlier = args.baseline.as_deref().map(|path| load(path, "baseline")).transpose()?;

    let (predicted, on_gold, blamed) = match &args.pred {
        Some(path) => {
            let records = load(path, "output")?;
            let predicted = Predicted::read(&records, &gold)
                .with_context(|| format!("the output {} cannot be scored", path.display()))
                .map_err(Failure::unreadable)?;
            (predicted, None, Vec::new())
        }
        None => {
            let mut bench = run::Bench::new(&gold, args, config, talk)?;
            let (predicted, on_gold) = bench.measure()?;
            let blamed = if args.blame { blame::blame(&bench, &predicted, &labels)? } else { Vec::new() };
            (predicted, on_gold, blamed)
        }
    };
    let found = Scores::new(&gold, &predicted, on_gold.as_ref(), &labels);
    let changes = earlier
        .map(|earlier| compare::compare(&found, &earlier, &gold, &labels))
        .transpose()
        .context("the baseline cannot be compared with")
        .map_err(Failure::unreadable)?;
    let below: Vec<String> = floors.iter().filter_map(|floor| floor.failure(&found)).collect();
    let errors = faults(&gold, &predicted, &labels, args.errors);

    let terminal = args.output.is_none() && std::io::stdout().is_terminal();
    let usual = if terminal { ScoreFormat::Table } else { ScoreFormat::Json };
    let named =
        args.output.as_deref().and_then(Path::extension).and_then(|ending| match ending.to_str()? {
            "md" | "markdown" => Some(ScoreFormat::Md),
            "json" => Some(ScoreFormat::Json),
            _ => None,
        });
    let sheet = Sheet {
        scores: &found,
        changes: changes.as_deref().unwrap_or_default(),
        blamed: &blamed,
        errors: &errors,
        below: &below,
    };
    sink.fill(|out| scores::write(&sheet, args.format.or(named).unwrap_or(usual), out))?;
    below.iter().for_each(|message| talk.error(message));
    Ok(if below.is_empty() { Exit::Done } else { Exit::Failed })
}

fn parse(text: &str) -> anyhow::Result<Floor> {
    let (name, value) = text
        .split_once('=')
        .with_context(|| format!("`--min {text}`: write METRIC=VALUE, as in ner.f1=0.8"))?;
    let names = score::names();
    anyhow::ensure!(
        names.iter().any(|known| known == name),
        "`{name}` is no measure; there are: {}",
        names.join(" ")
    );
    let value: f64 = value.parse().with_context(|| format!("`--min {text}`: `{value}` is no number"))?;
    anyhow::ensure!(value.is_finite(), "`--min {text}`: `{value}` is no number");
    Ok(Floor { metric: name.to_owned(), value })
}

impl Floor {
    /// What is wrong, if the score is lower or there is none. Errors of calibration are bounds from above.
    fn failure(&self, scores: &Scores) -> Option<String> {
        let (name, floor) = (&self.metric, self.value);
        let is_error = name.ends_with(".ece");
        match scores.value(name) {
            None => Some(format!("{name} has no value: no gold for it, or no records")),
            Some(value) if is_error && value > floor => Some(format!("{name} is {value:.4}, over {floor}")),
            Some(value) if !is_error && value < floor => Some(format!("{name} is {value:.4}, under {floor}")),
            Some(_) => None,
        }
    }
}

fn load(path: &Path, what: &str) -> Result<String, Failure> {
    let text = std::fs::read_to_string(path);
    text.with_context(|| format!("the {what} {} cannot be read", path.display())).map_err(Failure::unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_are_read_and_misspelt_ones_named() {
        let floor = parse("ner.f1=0.8").unwrap();
        assert_eq!((floor.metric.as_str(), floor.value), ("ner.f1", 0.8));
        for (text, expected) in [
            ("ner.f2=0.8", "events.b3.f1"),
            ("ner.f1", "METRIC=VALUE"),
            ("ner.f1=high", "no number"),
            ("ner.f1=nan", "no number"),
        ] {
            let error = parse(text).err().unwrap().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
