//! What is told as a difference between sources, and of which kind.

use super::tests::{TOWN, Told1, landslide, run};

fn english<'a>(id: &'a str, hour: i64, text: &'a str) -> Told1<'a> {
    Told1 { id, lang: "en", hour, title: "", text }
}

#[test]
fn later_tolls_replace_earlier_ones() {
    assert_eq!(landslide().conflicts(), ["dead Contradicts: 4 x2, 5 x2", "dead Updates: 4 x2, 5 x2, 7 x2"]);
}

#[test]
fn tolls_of_the_same_hours_contradict_each_other() {
    let report = |id, hour, text| Told1 { id, lang: "en", hour, title: "", text };
    let run = run(
        &[
            report("a", 0, "Four people died in the fire at the mill, the police said."),
            report("b", 1, "At least five people died in the fire at the mill, a doctor said."),
            report("c", 2, "Four workers were killed when a mill burnt down in the night."),
            report("d", 3, "A mill burnt down; four people were killed there."),
        ],
        &[],
    );
    assert_eq!(run.conflicts(), ["dead Contradicts: 4 x3, at least 5 x1"]);
}

#[test]
fn numbers_of_different_things_are_no_conflict() {
    let report = |id, text| Told1 { id, lang: "en", hour: 0, title: "", text };
    let run = run(
        &[
            report(
                "a",
                "[Gabala] opened a school for 300 pupils in 2024.| It has 12 classrooms and cost $2 million.",
            ),
            report(
                "b",
                "The new school of [Gabala] has 40 teachers.| Each earns $900 a month; two buses serve it.",
            ),
            report("c", "[Gabala] has 14 schools now.| About 5 km away another is being built."),
        ],
        &[TOWN],
    );
    assert_eq!(run.conflicts(), [""; 0]);
}

#[test]
fn figures_of_another_day_replace_those_of_the_first() {
    let bridge = |hour| {
        let run = run(
            &[
                english("a", 0, "The new bridge of [Gabala] will cost 310 million euros, the minister said."),
                english("b", 2, "[Gabala] gets a bridge for 310 million euros."),
                english("c", hour, "The bridge of [Gabala] is to cost 362 million euros."),
            ],
            &[TOWN],
        );
        run.conflicts()
    };
    assert_eq!(bridge(3), ["EUR amount Contradicts: 310 million EUR x2, 362 million EUR x1"]);
    assert_eq!(bridge(20), ["EUR amount Contradicts: 310 million EUR x2, 362 million EUR x1"]);
    assert_eq!(bridge(50), ["EUR amount Updates: 310 million EUR x2, 362 million EUR x1"]);
}

#[test]
fn tolls_of_another_year_are_background() {
    let run = run(
        &[
            english("a", 0, "Nine people were hurt in the blast at a mill in [Gabala]."),
            english(
                "b",
                1,
                "A mill blew up in [Gabala].| The owner promised an inquiry.| The mill has a new roof.| A fire \
                 there had injured more than 20 people in 2019.",
            ),
        ],
        &[TOWN],
    );
    assert_eq!(run.conflicts(), [""; 0]);
}

#[test]
fn a_count_that_rose_replaces_what_was_told_before_it() {
    let first = "At least 19 people were killed when a coach overturned near [Gabala].";
    let risen = "The death toll from the coach that overturned near [Gabala] has risen to 23.";
    let told = |at: i64, then: i64| run(&[english("a", at, first), english("b", then, risen)], &[TOWN]);
    assert_eq!(told(0, 1).conflicts(), ["dead Updates: at least 19 x1, 23 x1"]);
    assert_eq!(told(1, 0).conflicts(), ["dead Contradicts: 23 x1, at least 19 x1"]);
}

#[test]
fn who_takes_a_figure_back_does_not_tell_it_anew() {
    let run = run(
        &[
            english("a", 0, "The blast at the mill of [Gabala] injured nine workers, the police said."),
            english("b", 3, "Nine people were hurt in the blast at a mill in [Gabala]."),
            english("c", 96, "Twelve workers were injured in the blast, not nine as was said earlier."),
        ],
        &[TOWN],
    );
    assert_eq!(run.conflicts(), ["injured Updates: 9 x2, 12 x1"]);
}

#[test]
fn a_sentence_that_has_both_figures_joins_them() {
    let ferry = |hour, last| {
        let run = run(
            &[
                english("a", 0, "All 86 people were on deck when the ferry left [Gabala]."),
                english("b", hour, last),
            ],
            &[TOWN],
        );
        run.conflicts()
    };
    let corrected = "There were 92 people on the ferry off [Gabala] rather than 86, the owner said.| \
                     It had taken on 40 people at the last stop.";
    assert_eq!(ferry(3, corrected), ["people Contradicts: 86 x2, 92 x1"]);
    assert_eq!(ferry(40, corrected), ["people Updates: 86 x2, 92 x1"]);
    let both = "Off [Gabala] 86 people were on one ferry and 92 people on another.";
    assert_eq!(ferry(40, both), [""; 0]);
}

#[test]
fn days_and_years_of_a_plan_can_differ() {
    let flights = run(
        &[
            english("a", 0, "The first flight to [Gabala] is on 25 March; the airport opens in 2028."),
            english("b", 1, "Flights to [Gabala] begin on 27 March, from an airport that opens in 2029."),
            english("c", 2, "[Gabala] had its first flight on 2 March and lost its airport in 1998."),
        ],
        &[TOWN],
    );
    let told = flights.conflicts();
    assert!(told.contains(&"planned day Contradicts: 2026-03-25 x1, 2026-03-27 x1".to_owned()), "{told:?}");
    assert!(told.contains(&"planned year Contradicts: 2028 x1, 2029 x1".to_owned()), "{told:?}");
}

#[test]
fn ages_and_times_of_day_are_no_dispute() {
    let run = run(
        &[
            english("a", 0, "A 15-year-old boy from [Gabala] was found at 9.25 on Monday."),
            english("b", 1, "A girl of [Gabala], a 16-year-old pupil, was found at 9 on Monday."),
        ],
        &[TOWN],
    );
    assert_eq!(run.conflicts(), [""; 0]);
}

/// A figure that each report gives beside other figures of its unit: what stands around them tells which is which.
#[test]
fn figures_among_others_of_their_unit_are_told_apart() {
    let run = run(
        &[
            english(
                "a",
                0,
                "[Gabala] held its vote.| [Gabala] gave the Orchard 14 seats.| The Mill won 31 seats.",
            ),
            english(
                "b",
                1,
                "[Gabala] has voted.| [Gabala] gave the Orchard 15 seats.| The Mill won 31 seats.",
            ),
        ],
        &[TOWN],
    );
    assert_eq!(run.conflicts(), ["seats Contradicts: 14 x1, 15 x1"]);
}

#[test]
fn hours_and_minutes_are_one_figure() {
    let train = run(
        &[
            english("a", 0, "The train to [Gabala] takes three hours and ten minutes."),
            english("b", 1, "The train takes 2 hours 50 minutes to [Gabala]."),
        ],
        &[TOWN],
    );
    assert_eq!(train.conflicts(), ["duration in minutes Contradicts: 3 h 10 min x1, 2 h 50 min x1"]);
}

#[test]
fn one_more_death_is_no_toll() {
    let bus = run(
        &[
            english("a", 0, "Four people died when a bus left the road near [Gabala]."),
            english("b", 30, "One more passenger died in hospital.| Six people have now died near [Gabala]."),
        ],
        &[TOWN],
    );
    assert_eq!(bus.conflicts(), ["dead Updates: 4 x1, 6 x1"]);
}

#[test]
fn figures_that_stand_in_one_place_differ_among_others_of_their_unit() {
    let fares = run(
        &[
            english(
                "a",
                0,
                "Tickets in [Gabala] will cost 24 euros from 1 July.| \
                 The trams of [Gabala] lose 9.6 million euros in 12 months.",
            ),
            english(
                "b",
                2,
                "A ticket in [Gabala] is to cost 24 euros from 1 July.| \
                 In 12 months the trams of [Gabala] lose 9.9 million euros.",
            ),
        ],
        &[TOWN],
    );
    assert_eq!(fares.conflicts(), ["EUR amount Contradicts: 9.6 million EUR x1, 9.9 million EUR x1"]);
}

#[test]
fn what_each_side_has_of_its_own_is_not_compared() {
    let chess = run(
        &[
            english("a", 0, "The winner in [Gabala] took 7 points."),
            english("b", 1, "The second in [Gabala] took 6.5 points."),
        ],
        &[TOWN],
    );
    assert_eq!(chess.conflicts(), [""; 0]);
}

#[test]
fn nobody_is_a_toll_that_later_ones_replace() {
    let fire = run(
        &[
            english("a", 0, "A hotel burnt down in [Gabala]; nobody was killed, the police said."),
            english("b", 9, "Two people died when a hotel in [Gabala] burnt down."),
        ],
        &[TOWN],
    );
    assert_eq!(fire.conflicts(), ["dead Updates: 0 x1, 2 x1"]);
}

#[test]
fn what_is_at_most_so_many_can_be_fewer() {
    let mill = |second| {
        run(
            &[english("a", 0, "The mill in [Gabala] employs at most 600 workers."), english("b", 1, second)],
            &[TOWN],
        )
        .conflicts()
    };
    assert_eq!(mill("The mill in [Gabala] employs 560 workers."), [""; 0]);
    assert_eq!(
        mill("The mill in [Gabala] employs 700 workers."),
        ["people Contradicts: at most 600 x1, 700 x1"]
    );
}

#[test]
fn sides_that_exclude_each_other_are_told_in_words() {
    let fire = |hour, second: &'static str| {
        run(
            &[
                english(
                    "a",
                    0,
                    "A store burnt down in [Gabala]; a short circuit was to blame, firefighters said.",
                ),
                english("b", hour, second),
                english("c", 1, "Firefighters blame a short circuit in [Gabala]; others speak of arson."),
            ],
            &[TOWN],
        )
        .conflicts()
    };
    let arson = "The store in [Gabala] was set on fire: it was arson, a prosecutor said.";
    assert_eq!(fire(3, arson), ["cause Contradicts: short circuit x2, arson x2"]);
    assert_eq!(fire(60, arson), ["cause Updates: short circuit x2, arson x2"]);
    // A cause in general and in particular, a cause that is denied, one cause among several.
    assert_eq!(fire(3, "The store in [Gabala] burnt down because of a technical fault."), [""; 0]);
    assert_eq!(fire(3, "A prosecutor ruled out arson in [Gabala]."), [""; 0]);
}

#[test]
fn one_sentence_may_tell_the_counts_of_two_sides() {
    let mut wrong = Vec::new();
    for (lang, text, want) in [
        (
            "en",
            "Mayor Ugalde spoke of 1,900 hectares, while the forest agency put the figure at 2,600.",
            "hectares",
        ),
        (
            "en",
            "The union estimated the strikers at 2,700 people and the company counted 1,900 people.",
            "people",
        ),
        (
            "en",
            "There were 40,000 people according to the organisers and 12,000 according to the police.",
            "people",
        ),
        // Nobody counts; others do; one side counts twice; the figures are a list.
        ("en", "According to the ministry, the company hired 300 people and the city 200 people.", ""),
        ("en", "The company will hire 300 people and the city 200 people, according to the mayor.", ""),
        ("en", "The union has 2,700 people and the company has 1,900 people.", ""),
        ("en", "Police counted 500 people on Monday, and on Sunday police counted 700 people.", ""),
        ("en", "Police counted 500 people, the union 700 people, and 900 people voted, monitors claim.", ""),
        (
            "tr",
            "Sendika lideri 900 işçinin greve katıldığını açıklarken işveren 600 rakamını veriyor.",
            "people",
        ),
        (
            "fr",
            "Le maire parle de 1 900 hectares, tandis que l'office forestier avance le chiffre de 2 600.",
            "hectares",
        ),
        (
            "hu",
            "A rendőrség 12 ezer, a szervező szakszervezet 40 ezer résztvevőről beszél, és a vita nem ért véget.",
            "people",
        ),
        ("pl", "Zdaniem związkowców strajkowało 2700 osób, dyrekcja naliczyła ich 1700.", "people"),
        ("el", "Η αστυνομία τους υπολόγισε σε 16.000, οι διοργανωτές τους ανεβάζουν σε 40.000.", "figure"),
        ("ru", "Профсоюз говорит о 350 рабочих, а компания насчитала 80.", "people"),
        ("zh", "主办方称有4万人参加，警方估计为1.2万人。", "people"),
    ] {
        let report = |id, text| Told1 { id, lang, hour: 0, title: "", text };
        let found = run(&[report("a", text)], &[]).conflicts();
        let fits =
            if want.is_empty() { found.is_empty() } else { found.len() == 1 && found[0].starts_with(want) };
        if !fits {
            wrong.push(format!("{lang} {text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_ages_of_persons_are_no_durations() {
    let told = |age: &str| {
        let text = format!("A boy {age} was freed by the police of [Gabala] after his abduction.");
        let other = "A boy (7 years) was freed by the police of [Gabala] after his abduction.";
        run(&[english("a", 0, &text), english("b", 1, other)], &[TOWN]).conflicts()
    };
    assert_eq!(told("(6 years)"), [""; 0]);
    assert_eq!(told("aged 6 years"), [""; 0]);
}
