//! Same input, same bytes: whatever the number of threads and the order of arrival.

use crate::program::{Program, Ran, sample, sample_run};

/// Lines of some types, as they stand.
fn lines<'r>(ran: &'r Ran, kinds: &[&str]) -> Vec<&'r str> {
    let is = |line: &&str| kinds.iter().any(|kind| line.starts_with(&format!(r#"{{"type":"{kind}""#)));
    ran.stdout.lines().filter(is).collect()
}

#[test]
fn threads_do_not_change_a_byte() {
    let run = |jobs: &str| Program::new("run --limit 12").arg("--jobs").arg(jobs).arg(sample()).run().ends(0);
    let (one, three) = (run("1"), run("3"));
    assert!(one.stdout == three.stdout, "--jobs 1 and --jobs 3 differ");
}

#[test]
fn the_order_of_arrival_changes_neither_entities_nor_events() {
    let feed = std::fs::read_to_string(sample()).expect("the sample feed");
    let mut backwards: Vec<&str> = feed.lines().collect();
    backwards.reverse();
    let ran = Program::new("run").stdin(backwards.join("\n")).run().ends(0);
    let kinds = ["event"];
    let (mut a, mut b) = (lines(sample_run(), &kinds), lines(&ran, &kinds));
    a.sort_unstable();
    b.sort_unstable();
    assert!(a == b, "events differ:\n{}\n---\n{}", a.join("\n"), b.join("\n"));
    let tags = |ran: &Ran| {
        let mut tags: Vec<String> = lines(ran, &["tags"]).into_iter().map(str::to_owned).collect();
        tags.sort_unstable();
        tags
    };
    assert!(tags(sample_run()) == tags(&ran), "tags differ");
}
