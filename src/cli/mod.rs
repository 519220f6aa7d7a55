//! The command line: the only room that prints, exits or reads the environment.

mod args;
mod exit;
mod inputs;
mod models;
mod output;
mod print;
mod progress;
mod settings;
mod verbs;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Args, ModelsVerb, NamesVerb, StateArgs, Verb};
use exit::{Exit, Failure};
use settings::{Config, Tagging, Talk};
use verbs::feed::Asked;

/// Runs the program that the command line asks for.
pub fn main() -> ExitCode {
    // Without the handler an interrupted program would do no worse; only its status would differ by platform.
    let _ = ctrlc::set_handler(|| std::process::exit(Exit::Interrupted as i32));
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(message) => {
            let _ = message.print();
            return if message.use_stderr() { Exit::Usage } else { Exit::Done }.into();
        }
    };
    match run(&args) {
        Ok(exit) => exit.into(),
        Err(failure) if failure.is_closed_pipe() => Exit::Done.into(),
        Err(failure) => {
            Talk::default().error(&failure.to_string());
            failure.exit.into()
        }
    }
}

fn run(args: &Args) -> Result<Exit, Failure> {
    let config = Config::read(args.common.config.as_deref())?;
    let talk = Talk::settle(&args.common, &config);
    use crate::pipeline::Until;
    match &args.verb {
        Verb::Run { feed, decisions, telling, state } => {
            let stage = verbs::feed::Stage::all(Until::Summaries);
            let (decisions, telling, state) = (Some(decisions), Some(telling), Some(state));
            let asked = Asked { decisions, telling, state, ..Asked::new(stage, feed) };
            verbs::feed::run(&asked, &config, talk)
        }
        Verb::Detect(feed) => verbs::feed::run(&Asked::new(Until::Languages, feed), &config, talk),
        Verb::Tag(feed) => verbs::feed::run(&Asked::new(Until::Tags, feed), &config, talk),
        Verb::Link { feed, decisions } => {
            let asked = Asked { decisions: Some(decisions), ..Asked::new(Until::Entities, feed) };
            verbs::feed::run(&asked, &config, talk)
        }
        Verb::Events { feed, decisions } => {
            let asked = Asked { decisions: Some(decisions), ..Asked::new(Until::Events, feed) };
            verbs::feed::run(&asked, &config, talk)
        }
        Verb::Summarize { feed, telling } => {
            let asked = Asked { telling: Some(telling), ..Asked::new(Until::Summaries, feed) };
            verbs::feed::run(&asked, &config, talk)
        }
        Verb::Explain { feed, question, decisions, state } => {
            // Nothing leaves the state for being looked at.
            let state = StateArgs { state: state.clone(), window: Some(u32::MAX), all: true };
            let (decisions, state) = (Some(decisions), Some(&state));
            let asked = Asked { decisions, state, ..Asked::new(Until::Events, feed) };
            verbs::explain::run(&asked, question, &config, talk)
        }
        Verb::Names(NamesVerb::Compare { a, b, label, pairs, output, jobs }) => {
            let pair = a.as_deref().zip(b.as_deref());
            let names = verbs::names::Names { pair, pairs: pairs.as_deref(), label: (*label).into() };
            verbs::names::compare(&names, output, jobs, &config, talk)
        }
        Verb::Eval(args) => verbs::eval::run(args, &config, talk),
        Verb::Diff(args) => verbs::diff::run(args, &config),
        Verb::Models(ModelsVerb::List) => verbs::models::list(),
        Verb::Models(ModelsVerb::Show { model }) => verbs::models::show(settings::model(model, &config)),
        Verb::Models(ModelsVerb::Add { folder, name, url }) => {
            verbs::models::add(folder, name.as_deref(), url.as_deref(), talk)
        }
        Verb::Models(ModelsVerb::Fetch { model, name }) => {
            let offline = args.common.offline || settings::offline(&config);
            verbs::fetch::fetch(model, name.as_deref(), offline, talk)
        }
        Verb::Models(ModelsVerb::Verify { model }) => verbs::models::verify(settings::model(model, &config)),
        Verb::Doctor { model, engine } => verbs::doctor::run(&Tagging::settle(model, engine, &config)),
        Verb::Schema => Ok(output::print(verbs::SCHEMA)?),
        Verb::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "exonym", &mut script);
            Ok(output::print_bytes(&script)?)
        }
    }
}
