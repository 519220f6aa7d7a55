use proptest::prelude::*;

use super::*;

/// `|` marks where sentences end; spaces around it do not count.
fn check(lang: &str, marked: &str) {
    let wanted: Vec<&str> = marked.split('|').map(str::trim).collect();
    let text = marked.replace('|', "");
    let found = sentences(&text, Span::new(0, text.len()), Lang::new(lang));
    let found: Vec<&str> = found.iter().map(|s| s.of(&text)).collect();
    assert_eq!(found, wanted, "{lang}");
}

#[test]
fn initials_and_abbreviations_do_not_end_a_sentence() {
    for (lang, text) in [
        ("en", "Dr. Nora Field met V. Kerimli in the U.S. Senate.| He left at 5 p.m. on Monday."),
        ("en", "Hall No. 5 was shut.| The answer was no.| Mr. Quill agreed."),
        ("en", "It moved to the U.S.| The firm, Acme Inc., stayed."),
        ("en", "J. R. Lund and K.Lund signed.| They won."),
        ("az", "E.Rəhimov qeyd edib ki, iş bitib.| V. Kərimli isə razıdır.| Prof. Dr. Aslan gəlib."),
        ("az", "Sərgi 5. Beynəlxalq forumda açılıb.| Oraya R.Məmmədov da gəlib."),
        ("tr", "Yarış 75. Yıl Stadı'nda yapıldı.| Doç. Dr. Ali Kor konuştu.| II. Bölge Müdürlüğü açıkladı."),
        ("ru", "Завод в г. Баку открыл А. С. Петров.| Это было в 2024 г.| В Москве ждут."),
        ("ru", "Ул. им. Ленина, д. 5, закрыта.| Продают хлеб, чай и т. д.| Очередь большая."),
        ("uk", "Міст у м. Одеса відкрив В. О. Коваль.| Рух почнуть завтра."),
        ("kk", "Жиын Абай к. өтті.| А. Бектасов сөйледі."),
        ("vi", "Lễ ra mắt ở TP. Hồ Chí Minh do GS.TS. Lê Minh chủ trì.| Đoàn rời TP.HCM hôm sau."),
        ("it", "La Nova S.p.A. Torino ha vinto.| Il dott. Riva è lieto."),
        ("de", "Am 5. November kam Dr. Holz.| Er blieb bis zum 7. Mai.| Danach fuhr er z.B. Richtung Bonn."),
        ("fr", "M. Durand a vu Mme. Petit.| Elle part le 5."),
        ("pl", "Przy ul. Długiej mieszka prof. Nowak.| Ma 5. Miejsce w lidze."),
        ("ar", "قال د. سامي إن العمل انتهى.| وأضاف أ. كريم أنه سعيد."),
    ] {
        check(lang, text);
    }
}

#[test]
fn numbers_do_not_end_a_sentence() {
    check("en", "It grew by 3.5 percent to 1.200.500 in 2.0.1.| Then it fell.");
    check("en", "He came on November 5.| An envoy met him.");
    check("en", "1. First point here.| 2. Second point.");
    check("de", "Platz 2. Danach kam Bonn.".replace(". D", ".| D").as_str());
    check("ro", "Contractul are 2,4 mld. euro.| Se semnează pe 12.03.2026.| Urmează altele.");
}

#[test]
fn marks_of_other_scripts() {
    check("zh", "会议今天开幕。|他说：“我们很高兴。”|代表们鼓掌！|真的吗？|是的。");
    check("zh", "电影《你好！》上映了。|票房不错。");
    check("ja", "彼は「行きます。」と述べた。|会は終わった。");
    check("ja", "市長は「嬉しい！」|記者は帰った。");
    check("ar", "هل وصل الوفد؟| نعم، وصل اليوم.| انتهى");
    check("ps", "غونډه پای ته ورسېده.\u{200e} |وزیر ستون شو.");
    check("ur", "وزیر نے کہا ہے۔| اجلاس ختم ہوا۔");
    check("hi", "बैठक आज हुई।| मंत्री ने कहा।| सब ठीक है");
    check("hy", "Նախագահը ժամանեց։| Հանդիպումը կայացավ:| Ավարտ։");
    check("el", "Ποιος ήρθε; |Ο υπουργός ήρθε.");
    check("am", "ሰላም ነው። |እንዴት ነህ፧");
}

#[test]
fn quotations_and_ellipses() {
    check("en", "“We won.” |She smiled.| “Why?” he asked.| He said: \"Go!\" |They went.");
    check("ru", "«Да!» — сказал он.| «Мы готовы.» |Потом ушёл.| Он ждал... и ждал… |Никто не пришёл...");
    check("az", "“İş bitdi”, - deyə o bildirib.| “Sağ olun!” - deyə əlavə edib.");
    check("en", "It ended (see below.) |Then it rained.| Yahoo! shares fell.| Really?! |Yes.");
    check("de", "„Wir kommen.“ |Dann schwieg er.");
    check("en", "He said so . \" |And left .");
    check("fr", "« Il y a un requin\u{a0}!\u{a0}», dit-elle. |Elle part.");
    check("ka", "სხდომა დღეს გაიმართა. |მინისტრმა ისაუბრა.");
}

#[test]
fn a_missing_space_after_the_dot() {
    check("az", "Nazir bu barədə bildirib.|Onun sözlərinə görə, iş gedir.| Sayt baki.az və ya E.Əliyev.");
    check("en", "See example.com/Path and node.Js for details.");
    check("ru", "Об этом сообщили сегодня.|Работы продолжаются.");
}

#[test]
fn lines() {
    check(
        "en",
        "Title without a mark\n\n|Body begins here and\ngoes on in the next line. |It\nends.\n|New line",
    );
    check("en", "BAKU,\nAzerbaijan is windy.\r\n\r\n|Next");
    check("ru", "Заголовок\n|Первое предложение");
    check("en", "\n\n  Only  \n\n");
}

#[test]
fn nothing_gives_nothing() {
    assert!(sentences(" \n\t", Span::new(0, 3), Lang::UND).is_empty());
    assert!(sentences("", Span::new(0, 0), Lang::UND).is_empty());
    let marks = "...";
    assert_eq!(sentences(marks, Span::new(0, 3), Lang::UND).len(), 1);
}

#[test]
fn only_the_part_asked_for() {
    let text = "Head. Line\n\nBody one. Body two.";
    let found = sentences(text, Span::new(12, text.len()), Lang::new("en"));
    assert_eq!(found.iter().map(|s| s.of(text)).collect::<Vec<_>>(), ["Body one.", "Body two."]);
}

proptest! {
    #[test]
    fn sentences_cover_every_character_in_order(
        text in "([A-Za-zəğüА-яёءа-я一-三] ?|[0-9.!?…;:,'\"»”)。！？։।؟ \n]|\r\n|\u{300}|\u{200b}|г\\. |U\\.S\\. |No\\. ){0,80}",
        lang in prop::sample::select(vec!["und", "en", "de", "az", "ru", "zh", "ja", "hy", "el", "ar"]),
    ) {
        let found = sentences(&text, Span::new(0, text.len()), Lang::new(lang));
        let mut last = 0;
        for span in &found {
            prop_assert!(span.start as usize >= last && !span.is_empty());
            prop_assert!(text[last..span.start as usize].trim().is_empty());
            prop_assert_eq!(span.trimmed(&text), *span);
            last = span.end as usize;
        }
        prop_assert!(text[last..].trim().is_empty());
    }
}

/// Sentence-aligned news, its lines joined: how many of the joints are found, how many cuts fall
/// inside a line (some lines do hold two sentences).
///
/// `EXONYM_DATA=… cargo test --lib segment -- --ignored --nocapture`
#[test]
#[ignore = "needs EXONYM_DATA; prints recall of boundaries"]
fn joined_news_lines_come_apart() {
    let Some(data) = std::env::var_os("EXONYM_DATA").map(std::path::PathBuf::from) else {
        return println!("EXONYM_DATA is not set: nothing measured");
    };
    let mut files: Vec<_> =
        std::fs::read_dir(data.join("parallel/ntrex128")).unwrap().flatten().map(|f| f.path()).collect();
    files.sort();
    for path in files.iter().filter(|p| p.to_string_lossy().ends_with(".jsonl.zst")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let lang = Lang::new(name.split(['.', '-']).next().unwrap());
        let gap = if matches!(lang.as_str(), "zh" | "ja") { "" } else { " " };
        let out = std::process::Command::new("zstdcat").arg(path).output().unwrap();
        let (mut joints, mut found, mut extra) = (0, 0, Vec::new());
        for row in String::from_utf8(out.stdout).unwrap().lines() {
            let row: serde_json::Value = serde_json::from_str(row).unwrap();
            let lines: Vec<&str> = row["text"].as_str().unwrap().lines().map(str::trim).collect();
            let text = lines.join(gap);
            let mut ends = Vec::new();
            let mut at = 0;
            for line in &lines {
                at += line.len();
                ends.push(at as u32);
                at += gap.len();
            }
            for span in sentences(&text, Span::new(0, text.len()), lang) {
                if !ends.contains(&span.end) {
                    extra.push(clip_around(&text, span.end as usize));
                }
            }
            let cuts: Vec<u32> =
                sentences(&text, Span::new(0, text.len()), lang).iter().map(|s| s.end).collect();
            joints += ends.len();
            found += ends.iter().filter(|e| cuts.contains(e)).count();
        }
        println!(
            "{name}: {found}/{joints} joints, {} other cuts {:?}",
            extra.len(),
            extra.iter().step_by(1 + extra.len() / 4).take(4).collect::<Vec<_>>()
        );
    }
}

fn clip_around(text: &str, at: usize) -> String {
    let before: String = text[..at].chars().rev().take(25).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = text[at..].chars().take(15).collect();
    format!("{before}|{after}")
}
