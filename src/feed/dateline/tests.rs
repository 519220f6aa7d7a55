use super::*;

/// A text with the place, date and agency of its dateline, and where the report begins.
const DATELINES: &[(&str, &str, &str, &str, &str)] = &[
    ("TBILISI, Georgia, November 5. The tram is back.", "TBILISI", "--11-05", "", "The tram"),
    ("Baku, May 8, LANTERN\n\nThe tram is back.", "Baku", "--05-08", "LANTERN", "The tram"),
    ("BATUMI – The ferry sails again.", "BATUMI", "", "", "The ferry"),
    ("ALMATY — Dauren won.", "ALMATY", "", "", "Dauren"),
    ("Bakı, 4 mart, Sahilpress\n\nTramvay qayıdıb.", "Bakı", "--03-04", "Sahilpress", "Tramvay"),
    ("Bakı, 4 mart, AZƏRTAC. Tramvay qayıdıb.", "Bakı", "--03-04", "AZƏRTAC", "Tramvay"),
    ("本报大理3月9日电 研究站发布消息。", "大理", "--03-09", "", "研究站"),
    ("新华社北京2026年3月9日电（记者李明）研究站发布消息。", "北京", "2026-03-09", "新华社", "研究站"),
    ("АСТАНА, 6 мая — Волна. Трамвай вернулся.", "АСТАНА", "--05-06", "Волна", "Трамвай"),
    ("Москва. 5 ноября. ИНТЕРФАКС - Трамвай вернулся.", "Москва", "--11-05", "ИНТЕРФАКС", "Трамвай"),
    ("МОСКВА, 5 мая. /ТАСС/. Трамвай вернулся.", "МОСКВА", "--05-05", "ТАСС", "Трамвай"),
    (
        "МОСКВА, 5 мая 2026 года — РИА Новости. Трамвай вернулся.",
        "МОСКВА",
        "2026-05-05",
        "РИА Новости",
        "Трамвай",
    ),
    ("КИЇВ. 5 травня. УНН. Трамвай повернувся.", "КИЇВ", "--05-05", "УНН", "Трамвай"),
    ("HÀ NỘI, 5/3 (TTXVN) - Tàu điện trở lại.", "HÀ NỘI", "--03-05", "TTXVN", "Tàu điện"),
    ("Hà Nội (TTXVN) - Tàu điện trở lại.", "Hà Nội", "", "TTXVN", "Tàu điện"),
    ("TTO - Tàu điện trở lại.", "", "", "TTO", "Tàu điện"),
    ("(Dân trí) - Tàu điện trở lại.", "", "", "Dân trí", "Tàu điện"),
    ("(Reuters) - The tram is back.", "", "", "Reuters", "The tram"),
    ("LONDON, May 5 (Reuters) - The tram is back.", "LONDON", "--05-05", "Reuters", "The tram"),
    ("BEIJING, May 8 (Xinhua) -- The tram is back.", "BEIJING", "--05-08", "Xinhua", "The tram"),
    ("NEW YORK (AP) — The tram is back.", "NEW YORK", "", "AP", "The tram"),
    ("Berlin (dpa) - Die Bahn fährt.", "Berlin", "", "dpa", "Die Bahn"),
    ("Paris, 5 mai (AFP) - Le tram revient.", "Paris", "--05-05", "AFP", "Le tram"),
    ("Madrid, 5 mayo (EFE).- El tranvía vuelve.", "Madrid", "--05-05", "EFE", "El tranvía"),
    ("(ANSA) - ROMA, 5 maggio - Il tram torna.", "ROMA", "--05-05", "ANSA", "Il tram"),
    ("București, 5 mai /Agerpres/ - Tramvaiul revine.", "București", "--05-05", "Agerpres", "Tramvaiul"),
    (
        "Budapest, 2025. május 5., hétfő (MTI) - A villamos visszatér.",
        "Budapest",
        "2025-05-05",
        "MTI",
        "A villamos",
    ),
    ("Warszawa, 5 maja (PAP) - Tramwaj wraca.", "Warszawa", "--05-05", "PAP", "Tramwaj"),
    ("TOSHKENT, 5-may — Tramvay qaytdi.", "TOSHKENT", "--05-05", "", "Tramvay"),
    ("ANKARA (AA) - Tramvay geri döndü.", "ANKARA", "", "AA", "Tramvay"),
    ("دمشق-سانا\nعاد الترام.", "", "", "", ""),
    ("القاهرة (رويترز) - عاد الترام.", "القاهرة", "", "رويترز", "عاد"),
    ("الدوحة 5 مايو (قنا) - عاد الترام.", "الدوحة", "--05-05", "قنا", "عاد"),
    ("(서울=연합뉴스) 김하늘 기자 = 전차가 돌아왔다.", "서울", "", "연합뉴스", "전차가"),
    ("Rio de Janeiro, 5 May – The tram is back.", "Rio de Janeiro", "--05-05", "", "The tram"),
];

/// Ordinary first sentences.
const SENTENCES: &[&str] = &[
    "On May 7, the agency signed a new agreement.",
    "Monday, May 5. The tram is back.",
    "Москва — столица России.",
    "Понедельник, 5 мая. Трамвай вернулся.",
    "London – that is where the tram is.",
    "London — The mayor opened the line.",
    "BREAKING — The tram is back.",
    "NATO — The alliance met.",
    "DÉCRYPTAGE – Le tram revient.",
    "Regional 05-03-2020\nThe tram is back.",
    "Ana Ruiz Source : Reuters - The tram is back.",
    "Foto Ana Ruiz: Reuters - The tram is back.",
    "(Old and new) - The tram is back.",
    "BAKU-based carrier opens a line.",
    "Ankara, 5 Mayıs'ta yeni hattı açtı.",
    "Paris, May 5, saw the return of the tram.",
    "Paris in May 5 years ago was green.",
    "Olaf Meier (ABC) – der Mann mit dem Hut.",
    "Sabah (TTT) xəttində tramvay işləyir.",
    "Sáng 12/2, tại Huế, tàu điện trở lại.",
    "Ngày 3/3, tại Baku, hai bên ký thỏa thuận.",
    "В Сариасийском районе 21 февраля сошёл сель.",
    "Martın 11-də Buxarestdə müqavilə imzalanıb.",
    "Від понеділка, 2 березня, вулицями Львова курсує трамвай.",
    "3月9日，研究站发布消息。",
    "بامداد چهارشنبه ۲۷ اسفند (۱۸ مارس) کشتی آتش گرفت.",
    "أعلن مركز الأمن - في بيان - إنقاذ الطاقم.",
    "Peste 60 de brutari s-au întrecut sâmbătă, 28 februarie, la Făgăraș.",
    "Hazar Limanları Ajansı (HLA) ile şirket arasında 3 Mart'ta anlaşma imzalandı.",
    "Ұлттық Банк 16 наурызға арналған бағамды жариялады.",
    "Jean-Luc, 5 mai, est venu.",
];

#[test]
fn datelines_are_read() {
    let mut wrong = Vec::new();
    for &(text, place, date, agency, rest) in DATELINES {
        let found = head(text, None).dateline;
        let of = |s: Option<Span>| s.map_or("", |s| s.of(text)).to_owned();
        let got = match &found {
            Some(d) => (
                of(d.place),
                d.date.map_or(String::new(), |d| d.to_string()),
                of(d.agency),
                text[d.span.end as usize..].trim_start().starts_with(rest),
            ),
            None => (String::new(), String::new(), String::new(), rest.is_empty()),
        };
        if got != (place.into(), date.into(), agency.into(), true) {
            wrong.push(format!("{text}\n  {got:?} {:?}", found.map(|d| d.span.of(text).to_owned())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sentences_are_no_datelines() {
    let wrong: Vec<_> = SENTENCES.iter().filter_map(|t| Some((t, head(t, None).dateline?))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn header_lines_give_the_day_of_publication() {
    for (text, date, rest) in [
        (" date 2025-05-08 Baku, May 8, LANTERN\n\nThe tram", "2025-05-08", "\n\nThe tram"),
        (" date 2025-05-08 BAKU – The tram", "2025-05-08", " The tram"),
        ("Date: 8 May 2025\nThe tram", "2025-05-08", "\nThe tram"),
        ("published: 2025-05-08T23:30:00-05:00\nThe tram", "2025-05-08", "\nThe tram"),
        ("Дата: 8 мая 2025\nТрамвай", "2025-05-08", "\nТрамвай"),
        ("日期：2025年5月8日\n电车", "2025-05-08", "\n电车"),
    ] {
        let head = head(text, None);
        let published = head.published.unwrap_or_else(|| panic!("{text}"));
        assert_eq!((published.date.to_string().as_str(), published.basis), (date, "header"), "{text}");
        let span = head.dateline.expect("the header is part of it").span;
        assert_eq!(&text[span.end as usize..], rest);
    }
    for text in [
        "Date palms need water.",
        "date May",
        "The date 2025-05-08 was set.",
        "Data: none",
        "Published 40 books",
    ] {
        assert_eq!(head(text, None), Head::default(), "{text}");
    }
}
