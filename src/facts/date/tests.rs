use super::*;

/// Each sentence with the dates in it, as `from` or `from/to`.
const SENTENCES: &[(&str, &str, &str)] = &[
    // English
    ("en", "The ferry sank on May 7 off Varna.", "--05-07"),
    ("en", "Talks ran from May 5 to 7 and again on 12 June 2025.", "--05-05/--05-07 2025-06-12"),
    (
        "en",
        "visits to Georgia (May 5-7) and Armenia (May 7–8, 2025)",
        "--05-05/--05-07 2025-05-07/2025-05-08",
    ),
    ("en", "It met from 5 to 7 May and on the 9th of June.", "--05-05/--05-07 --06-09"),
    ("en", "The fair runs 30 April – 2 May 2026.", "2026-04-30/2026-05-02"),
    ("en", "The forum is set for July 2025; Jan. 5, 2026 is too late.", "2025-07 2026-01-05"),
    ("en", "The plant opened on 2025-05-08T10:00 as planned.", "2025-05-08"),
    ("en", "He may have 5 may bugs, and they march 20 miles.", ""),
    ("en", "In May 20 people signed the first agreement, in 2014.", ""),
    ("en", "Version 2025.5.8.1 of 5/6 was sold for $1.5 May-Day coins.", ""),
    ("en", "On 25/12/2024 and 12/25/2024 but not 5/6/2024.", "2024-12-25 2024-12-25"),
    ("en", "between March 30 and 31, the March of 200 miners", "--03-30/--03-31"),
    ("en", "The strike began on February 29, 2023, they joked.", ""),
    // Azerbaijani
    ("az", "Saziş martın 3-də imzalanıb, fevralın 12-dən 14-nə qədər sərgi olub.", "--03-03 --02-12/--02-14"),
    ("az", "2025-ci il mayın 8-də Gəncədə, 4 mart 2026-cı ildə Şəkidə", "2025-05-08 2026-03-04"),
    ("az", "Forum 2025-ci ilin iyulunda keçiriləcək, İYULUN 5-də isə sərgi.", "2025-07 --07-05"),
    ("az", "Mayın 5–7-də görüş oldu, 3 maya qədər sürər.", "--05-05/--05-07 --05-03"),
    // Turkish
    ("tr", "Anlaşma 3 Mart'ta imzalandı, tören 4 Mart 2026'da yapıldı.", "--03-03 2026-03-04"),
    ("tr", "Fuar 5-7 Mayıs tarihlerinde, Mart'ın 9'unda ise toplantı var.", "--05-05/--05-07 --03-09"),
    ("tr", "17 ŞUBAT Salı, 1 KASIM, 08.05.2025", "--02-17 --11-01 2025-05-08"),
    // Kazakh, Kyrgyz, Uzbek, Tatar, Turkmen, Tajik
    ("kk", "21 ақпанға қараған түні сел жүрді, 2025 жылғы 8 мамырда ашылды.", "--02-21 2025-05-08"),
    ("kk", "Мамырдың 8-і күні және 15 наурызда, 2025 жылдың шілдесінде", "--05-08 --03-15 2025-07"),
    ("kk", "Almatyda 15 nauryzda aiaqtaldy, 3 säuırde bastaldy", "--03-15 --04-03"),
    ("ky", "2025-жылдын 8-майында Ошто, майдын 9унда Нарында", "2025-05-08 --05-09"),
    ("ky", "12-февралда жана 3-март күнү", "--02-12 --03-03"),
    ("uz", "Sel 21-fevralga o‘tar kechasi, 2025-yil 8-mayda esa bayram", "--02-21 2025-05-08"),
    ("uz", "U uch yoki 3 marta yutdi, 15-martdan ishlaydi", "--03-15"),
    ("uz", "Учрашув 2025 йил 8 майда, 12-февралда бўлди", "2025-05-08 --02-12"),
    ("tt", "Бәйрәм 8 майда, 15 мартта Казанда узачак", "--05-08 --03-15"),
    ("tk", "8-nji maýda Aşgabatda, maýyň 9-ynda Maryda", "--05-08 --05-09"),
    ("tg", "Мулоқот 8 майи соли 2025 дар Душанбе шуд, 3 марти гузашта", "2025-05-08 --03-03"),
    ("tg", "Дар санаи 29-уми сентябри соли 1918 ва 19уми июн", "1918-09-29 --06-19"),
    // Slavic
    ("ru", "С 5 по 7 мая 2025 года и в ночь на 21 февраля", "2025-05-05/2025-05-07 --02-21"),
    ("ru", "Форум пройдёт в июле 2025 года, 1-го сентября и 8.05.2025 г.", "2025-07 --09-01 2025-05-08"),
    ("ru", "Солнце встало в 5 утра, на марш вышли 5 тысяч, рост 5,5 мая нет", ""),
    ("uk", "Паводок стався 24 лютого, з 5 до 7 травня 2025 року", "--02-24 2025-05-05/2025-05-07"),
    ("be", "Выстава адкрылася 8 траўня 2025 года, 12 лютага", "2025-05-08 --02-12"),
    ("bg", "На 8 май 2025 г. и на 24 февруари", "2025-05-08 --02-24"),
    ("sr", "Састанак 8. маја 2025. у Нишу, 12. februara u Novom Sadu", "2025-05-08 --02-12"),
    ("hr", "Dogodilo se 8. svibnja 2025. i 12. listopada", "2025-05-08 --10-12"),
    ("pl", "Odbyło się 8 maja 2025 roku i 12 listopada w Łodzi", "2025-05-08 --11-12"),
    ("cs", "Od 5. do 7. května 2025 v Brně, 12. září", "2025-05-05/2025-05-07 --09-12"),
    ("sk", "Stalo sa 8. mája 2025 a 12. septembra", "2025-05-08 --09-12"),
    ("sl", "Odprli so ga 8. maja 2025 in 12. avgusta", "2025-05-08 --08-12"),
    // Western
    ("de", "Vom 5. bis 7. Mai 2025 in Jena, am 8.5.2025 nicht im März", "2025-05-05/2025-05-07 2025-05-08"),
    ("fr", "Du 5 au 7 mai 2025, le 1er août et 12 mars", "2025-05-05/2025-05-07 --08-01 --03-12"),
    ("fr", "Sept ouvriers et 3 marins en mai", ""),
    ("es", "El 8 de mayo de 2025, del 5 al 7 de junio", "2025-05-08 --06-05/--06-07"),
    ("es", "El triunfo 4-1 de febrero en Cádiz", ""),
    ("it", "L'8 maggio 2025, dal 5 al 7 giugno e il 1º luglio", "2025-05-08 --06-05/--06-07 --07-01"),
    ("pt", "Em 8 de maio de 2025, de 5 a 7 de junho", "2025-05-08 --06-05/--06-07"),
    ("nl", "Op 8 mei 2025, van 5 tot 7 juni", "2025-05-08 --06-05/--06-07"),
    ("ro", "În noaptea de 23 spre 24 februarie și la 8 mai 2025", "--02-23/--02-24 2025-05-08"),
    ("ro", "Cei 3 mai buni au câștigat pe 3 mai la Iași.", "--05-03"),
    ("sv", "Den 8 maj 2025 och 12 augusti", "2025-05-08 --08-12"),
    ("da", "Den 8. maj 2025 og 12. marts", "2025-05-08 --03-12"),
    ("nb", "Den 8. mai 2025 og 12. desember", "2025-05-08 --12-12"),
    ("fi", "Kokous pidettiin 8. toukokuuta 2025, 5.–7. kesäkuuta", "2025-05-08 --06-05/--06-07"),
    ("et", "Toimus 8. mail 2025 ja 12. märtsil", "2025-05-08 --03-12"),
    ("lv", "Notika 2025. gada 8. maijā un 12. martā", "2025-05-08 --03-12"),
    ("lt", "Įvyko 2025 m. gegužės 8 d. ir kovo 12 d.", "2025-05-08 --03-12"),
    (
        "hu",
        "A megnyitó 2025. május 8-án volt, április 12-én és június 5–7. között",
        "2025-05-08 --04-12 --06-05/--06-07",
    ),
    ("hu", "A tárgyalás 2017 júliusában kezdődött", "2017-07"),
    ("fi", "Kilpailu alkoi lokakuun 1. päivänä", "--10-01"),
    ("el", "Στις 8 Μαΐου 2025 και 12 ΜΑΡΤΙΟΥ", "2025-05-08 --03-12"),
    ("sq", "Më 8 maj 2025 dhe 12 shkurt", "2025-05-08 --02-12"),
    // Caucasus
    ("hy", "Հանդիպումը 2025 թ. մայիսի 8-ին էր, մարտի 12-ին", "2025-05-08 --03-12"),
    ("hy", "Նա 1953 թ.-ի հունիսի 19-ին և 2009-ի հունիսին մեկնեց", "1953-06-19 2009-06"),
    ("ka", "შეხვედრა 2025 წლის 8 მაისს გაიმართა, 12 მარტს", "2025-05-08 --03-12"),
    // Semitic, Iranian, Indic
    ("ar", "فجر الأربعاء 18 مارس، وفي ٨ مايو ٢٠٢٥ وفي 12 آذار/مارس 2026", "--03-18 2025-05-08 2026-03-12"),
    (
        "ar",
        "في الخامس من مايو 2025، وفي 3 كانون الثاني، وفي الحادي والعشرين من شباط",
        "2025-05-05 --01-03 --02-21",
    ),
    ("ar", "في النصف الأول من أكتوبر", ""),
    ("fa", "بامداد شنبه دوم اسفند (۲۱ فوریه) سیل آمد", "--02-21 --02-21"),
    ("fa", "در ۱۸ اردیبهشت ۱۴۰۴ و بیست و یکم بهمن ماه ۱۳۵۷", "2025-05-08 1979-02-10"),
    ("he", "הפגישה נערכה ב-8 במאי 2025", "2025-05-08"),
    ("hi", "बैठक 8 मई 2025 को हुई, 12 मार्च से", "2025-05-08 --03-12"),
    ("ur", "اجلاس 8 مئی 2025 کو ہوا", "2025-05-08"),
    // East and South-East Asia
    ("zh", "本报大理3月9日电 2026年3月9日至11日，三月份后。", "--03-09 2026-03-09/2026-03-11"),
    ("zh", "2026年3月，4月30日至5月2日放假，历时3个月", "2026-03 --04-30/--05-02"),
    ("ja", "3月9日から11日まで、2026年3月9～11日に開かれた", "--03-09/--03-11 2026-03-09/2026-03-11"),
    ("ko", "2026년 3월 9일 서울에서, 3월 9일부터 11일까지", "2026-03-09 --03-09/--03-11"),
    ("vi", "Sáng 12/2 tại Huế, ngày 3/3/2026 và tháng 7 năm 2025", "--02-12 2026-03-03 2025-07"),
    ("vi", "Từ ngày 5 đến 7/5, chiếm 1/3 dân số; sáng nay, 8/5 (9/5)", "--05-05/--05-07 --05-08 --05-09"),
    ("vi", "nghỉ lễ từ ngày 30/4 - 1/5", "--04-30/--05-01"),
    ("vi", "ngày 12 tháng 2 năm 2025, ngày 5-7/5, giải 2/3", "2025-02-12 --05-05/--05-07"),
    ("id", "Pada 8 Mei 2025 dan 12 Agustus", "2025-05-08 --08-12"),
    // No known language: what all agree on
    ("und", "Bakı, 4 mart; 12 listopada; 8 May 2025", "--03-04 2025-05-08"),
];

fn written(text: &str, lang: &str) -> String {
    let show = |d: &DateMention| match d.from == d.to {
        true => d.from.to_string(),
        false => format!("{}/{}", d.from, d.to),
    };
    dates(text, Lang::new(lang)).iter().map(show).collect::<Vec<_>>().join(" ")
}

#[test]
fn dates_are_found_in_every_language() {
    let wrong: Vec<String> = SENTENCES
        .iter()
        .filter(|(lang, text, expected)| written(text, lang) != *expected)
        .map(|(lang, text, expected)| {
            format!("{lang}: {text}\n  {} instead of {expected}", written(text, lang))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn spans_hold_the_date_alone() {
    for (lang, text, expected) in [
        ("en", "It opened on May 7–8, 2025, late.", "May 7–8, 2025"),
        ("az", "Sənəd martın 3-də imzalanıb.", "martın 3"),
        ("tr", "Tören 3 Mart'ta yapıldı.", "3 Mart"),
        ("ro", "noaptea de 23 spre 24 februarie a plouat", "23 spre 24 februarie"),
        ("zh", "本报大理3月9日电", "3月9日"),
        ("vi", "Từ ngày 5 đến 7/5 có mưa", "5 đến 7/5"),
        ("fa", "شنبه دوم اسفند سیل آمد", "دوم اسفند"),
    ] {
        let found = dates(text, Lang::new(lang));
        assert_eq!(found.iter().map(|d| d.span.of(text)).collect::<Vec<_>>(), [expected]);
    }
}

#[test]
fn a_missing_year_is_the_nearest_one() {
    let day = |month, day| PartialDate { year: None, month: Some(month), day: Some(day) };
    let published = Some(PartialDate::day(2026, 1, 10));
    assert_eq!(resolve(day(12, 28), published), PartialDate::day(2025, 12, 28));
    assert_eq!(resolve(day(2, 1), published), PartialDate::day(2026, 2, 1));
    assert_eq!(resolve(day(2, 29), Some(PartialDate::day(2025, 1, 10))).year, Some(2024));
    assert_eq!(resolve(day(2, 1), None), day(2, 1));
    let full = PartialDate::day(2014, 5, 8);
    assert_eq!(resolve(full, published), full);
}

#[test]
fn persian_days_are_exact_where_the_day_of_publication_is_known() {
    let of = |published| dates_near("دوم اسفند", Lang::new("fa"), Some(published))[0].from.to_string();
    assert_eq!(of(PartialDate::day(2026, 2, 22)), "2026-02-21");
    assert_eq!(of(PartialDate::day(2025, 2, 22)), "2025-02-20");
}

#[test]
fn hostile_texts_take_linear_time() {
    for part in ["1/1-", "May 5-", "2025-ci il ", "5 và ", "بیست و ", "3月9日至", "5. 5. ", "-", "May "]
    {
        let text = part.repeat(20_000);
        let begun = std::time::Instant::now();
        for lang in ["en", "vi", "az", "fa", "und"] {
            dates(&text, Lang::new(lang));
        }
        assert!(begun.elapsed().as_secs() < 5, "{part}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_gives_ordered_dates_on_character_boundaries(
        text in "([0-9]{1,4}|[-–./,'’ ]|May|мая|martın|月|日|năm|tháng|ngày|و|دوم|اسفند|\\PC){0,24}",
        lang in 0usize..6,
    ) {
        let lang = Lang::new(["en", "az", "vi", "fa", "hu", "und"][lang]);
        let mut end = 0;
        for date in dates(&text, lang) {
            assert!(date.span.start >= end && !date.span.of(&text).is_empty());
            end = date.span.end;
        }
    }
}
