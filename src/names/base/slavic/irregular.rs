//! Names whose plural or whose alternating stem no rule reaches.

/// The nominative of a plural name of a country that stands in another case.
pub(crate) fn irregular(surface: &str, tag: &str) -> Option<&'static str> {
    let rows: &[(&str, &[&str])] = match tag {
        "ru" => &[
            ("Чечня", &["Чечни", "Чечне", "Чечню", "Чечней", "Чечнёй"]),
            (
                "Соединённые Штаты",
                &["Соединённых Штатов", "Соединённым Штатам", "Соединёнными Штатами", "Соединённых Штатах"],
            ),
            (
                "Соединенные Штаты",
                &["Соединенных Штатов", "Соединенным Штатам", "Соединенными Штатами", "Соединенных Штатах"],
            ),
            (
                "Объединённые Арабские Эмираты",
                &["Объединённых Арабских Эмиратов", "Объединённых Арабских Эмиратах"],
            ),
            (
                "Объединенные Арабские Эмираты",
                &["Объединенных Арабских Эмиратов", "Объединенных Арабских Эмиратах"],
            ),
            ("Нидерланды", &["Нидерландов", "Нидерландам", "Нидерландами", "Нидерландах"]),
            ("Филиппины", &["Филиппин", "Филиппинам", "Филиппинами", "Филиппинах"]),
        ],
        "uk" => &[
            ("Чечня", &["Чечні", "Чечню", "Чечнею"]),
            (
                "Сполучені Штати",
                &["Сполучених Штатів", "Сполученим Штатам", "Сполученими Штатами", "Сполучених Штатах"],
            ),
            ("Нідерланди", &["Нідерландів", "Нідерландам", "Нідерландами", "Нідерландах"]),
            ("Філіппіни", &["Філіппін", "Філіппінам", "Філіппінами", "Філіппінах"]),
        ],
        "pl" => &[
            (
                "Stany Zjednoczone",
                &[
                    "Stanów Zjednoczonych",
                    "Stanom Zjednoczonym",
                    "Stanami Zjednoczonymi",
                    "Stanach Zjednoczonych",
                ],
            ),
            ("Niemcy", &["Niemiec", "Niemcom", "Niemcami", "Niemczech"]),
            ("Chiny", &["Chin", "Chinom", "Chinami", "Chinach"]),
            ("Włochy", &["Włoch", "Włochom", "Włochami", "Włoszech"]),
            ("Węgry", &["Węgier", "Węgrom", "Węgrami", "Węgrzech"]),
            ("Czechy", &["Czech", "Czechom", "Czechami", "Czechach"]),
            ("Łódź", &["Łodzi", "Łodzią"]),
            ("Warszawa", &["Warszawy", "Warszawie", "Warszawę", "Warszawą"]),
            ("Indie", &["Indii", "Indiom", "Indiami", "Indiach"]),
            ("Białystok", &["Białegostoku", "Białemustokowi", "Białymstokiem", "Białymstoku"]),
            ("Bielsko-Biała", &["Bielska-Białej", "Bielsku-Białej", "Bielskiem-Białą"]),
            (
                "Republika Południowej Afryki",
                &["Republiki Południowej Afryki", "Republice Południowej Afryki"],
            ),
            ("Rzeczpospolita", &["Rzeczypospolitej", "Rzeczpospolitej", "Rzecząpospolitą", "Rzeczpospolitą"]),
            ("Filipiny", &["Filipin", "Filipinom", "Filipinami", "Filipinach"]),
        ],
        _ => return None,
    };
    rows.iter().find(|(_, forms)| forms.contains(&surface)).map(|r| r.0)
}
