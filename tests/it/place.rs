//! Where an event was: what the report says comes before where it was written.

use crate::program::{Program, line};

fn places(text: &str) -> Vec<String> {
    let ran = Program::new("events").stdin(line("a", text)).run().ends(0);
    let named = |id: &serde_json::Value| {
        let entity = ran.of_type("entity").into_iter().find(|entity| entity["id"] == *id);
        entity.map_or_else(String::new, |entity| entity["name"].as_str().unwrap_or_default().to_owned())
    };
    ran.of_type("event")[0]["where"].as_array().expect("places").iter().map(named).collect()
}

#[test]
fn a_report_written_at_home_of_a_visit_abroad() {
    let visit = "BAKU, Azerbaijan, May 5. A delegation of the Azerbaijan Press Council on a visit to Romania met \
                 Ruxandra Lupescu, head of the agency Carpat Media, on May 5. The two sides spoke of photographs.";
    assert_eq!(places(visit), ["Romania"]);
}

#[test]
fn a_country_that_is_only_spoken_of_does_not_move_the_event() {
    let signed = "BAKU, Azerbaijan, June 9. The Azerbaijan Press Council signed an agreement with a media group of \
                  Romania on June 9. It provides for an exchange of photographs.";
    assert_eq!(places(signed), ["Baku", "Azerbaijan"]);
}
