//! Nouns that head the names of bodies, places and events, with their cases.

/// A noun brought to the nominative.
pub(super) struct Noun {
    pub text: String,
    pub gender: char,
}

/// Masculine, feminine and neuter nouns of a language in the nominative; after `/` the stem of the
/// other cases where it differs.
fn list(tag: &str) -> Option<[&'static str; 3]> {
    Some(match tag {
        "ru" => [
            "комитет департамент институт центр совет союз банк суд парламент университет фонд клуб фронт \
             корпус флот отдел штаб сенат конгресс кабинет трибунал музей театр собор завод концерн холдинг \
             округ район край порт аэропорт канал пролив залив остров полуостров океан мост дворец/дворц \
             альянс форум саммит чемпионат турнир фестиваль кубок/кубк крест храм монастырь стадион парк \
             ураган шторм университет колледж факультет телеканал журнал орден секретариат регистр надзор",
            "лига премьер-лига партия комиссия федерация служба сеть гвардия армия церковь/церкв газета палата \
             дума рада прокуратура академия школа корпорация компания группа организация ассоциация \
             конфедерация республика область провинция гора река улица площадь война игра конференция \
             комиссия инспекция администрация больница полиция биржа авиакомпания коллегия библиотека \
             премия олимпиада революция битва тюрьма/тюрьм крепость станция площадка агентура редакция",
            "министерство агентство общество управление движение объединение правительство ведомство море \
             озеро королевство товарищество сообщество содружество учреждение отделение посольство",
        ],
        "uk" => [
            "комітет департамент інститут центр союз банк суд парламент університет фонд клуб фронт корпус \
             флот відділ/відділ штаб сенат конгрес кабінет трибунал музей театр собор завод концерн холдинг \
             округ район край порт аеропорт канал острів/остров півострів/півостров океан міст/мост палац \
             альянс форум саміт чемпіонат турнір фестиваль кубок/кубк хрест храм монастир стадіон парк \
             ураган шторм коледж телеканал журнал орден секретаріат схід/сход захід/заход потік/поток \
             прем'єршип",
            "ліга прем'єр-ліга партія комісія федерація служба мережа гвардія армія церква газета палата дума \
             рада прокуратура академія школа корпорація компанія група організація асоціація конфедерація \
             республіка область провінція гора ріка вулиця площа війна гра конференція інспекція \
             адміністрація лікарня поліція біржа авіакомпанія колегія бібліотека премія олімпіада революція \
             битва в'язниця фортеця станція",
            "міністерство агентство товариство відомство море озеро королівство посольство співтовариство",
        ],
        "pl" => [
            "komitet departament instytut bank parlament uniwersytet fundusz klub front sąd korpus \
             senat kongres gabinet trybunał teatr port kanał ocean most pałac forum puchar szczyt krzyż \
             kościół/kościoł związek/związk półwysep/półwysp okręg szpital plac wschód/wschod zachód/zachod \
             urząd/urzęd zespół/zespoł stadion park huragan koncern",
            "liga partia komisja federacja służba sieć armia gazeta izba rada prokuratura akademia szkoła \
             korporacja firma grupa organizacja konfederacja republika prowincja góra rzeka ulica wojna gra \
             konferencja inspekcja policja giełda biblioteka nagroda olimpiada rewolucja bitwa unia zatoka \
             gwardia agencja europa azja ameryka afryka",
            "ministerstwo towarzystwo morze jezioro królestwo pismo biuro stowarzyszenie",
        ],
        _ => return None,
    })
}

/// Endings of the other cases: what the nominative ends in, and what stands in its place.
fn cases(tag: &str, gender: char) -> &'static [(&'static str, &'static str)] {
    match (tag, gender) {
        ("ru", 'm') => &[("й", "я ю ем е"), ("ь", "я ю ем е"), ("", "а у ом е")],
        ("ru", 'f') => &[
            ("ия", "ии ию ией"),
            ("ь", "и ью"),
            ("га", "ги ге гу гой"),
            ("ка", "ки ке ку кой"),
            ("ха", "хи хе ху хой"),
            ("а", "ы е у ой ою"),
            ("я", "и е ю ей"),
        ],
        ("ru", _) => &[("ие", "ия ию ием ии"), ("о", "а у ом е"), ("е", "я ю ем")],
        ("uk", 'm') => &[
            ("й", "я ю єм ї"),
            ("ь", "я ю ем і"),
            ("г", "гу га гом зі гові"),
            ("к", "ку ка ком ку кові"),
            ("", "у а ом і ові ем"),
        ],
        ("uk", 'f') => &[
            ("ія", "ії ію ією"),
            ("ь", "і ю ті"),
            ("га", "ги зі гу гою"),
            ("ка", "ки ці ку кою"),
            ("ха", "хи сі ху хою"),
            ("жа", "жі жу жею"),
            ("ща", "щі щу щею"),
            ("ця", "ці цю цею"),
            ("а", "и і у ою"),
            ("я", "і ю ею"),
        ],
        ("uk", _) => &[("о", "а у ом і"), ("е", "я ю ем і")],
        ("pl", 'm') => &[
            ("t", "tu towi tem cie"),
            ("d", "du dowi dem dzie"),
            ("st", "stu stem ście"),
            ("r", "ru rowi rem rze"),
            ("ł", "łu łowi łem le ła"),
            ("k", "ku kowi kiem"),
            ("g", "gu gowi giem"),
            ("", "u owi em ie a"),
        ],
        ("pl", 'f') => &[
            ("ia", "ii ię ią"),
            ("ja", "ji ję ją"),
            ("ga", "gi dze gę gą"),
            ("ka", "ki ce kę ką"),
            ("da", "dy dzie dę dą"),
            ("ta", "ty cie tę tą"),
            ("ra", "ry rze rę rą"),
            ("ła", "ły le łę łą"),
            ("ć", "ci cią"),
            ("a", "y ie ę ą i"),
        ],
        _ => &[("o", "a u em ie"), ("e", "a u em"), ("ie", "ia iu iem")],
    }
}

/// The letters of a word before the noun that it ends in, and that part: `кино`, `центре`.
fn compound<'w>(word: &'w str, noun: &str) -> Option<(usize, &'w str)> {
    let start: String = noun.chars().take(4).collect();
    let at = word.rfind(&start).filter(|at| noun.chars().count() > 4 && *at > 0)?;
    let first = word[..at].chars().count();
    (first >= 3).then_some((first, &word[at..]))
}

/// The nominative of a noun of the list that stands in another case, with its first letter as it is;
/// a hyphened word declines in its last part.
pub(super) fn nominative(word: &str, tag: &str) -> Option<Noun> {
    let lists = list(tag)?;
    let lower = word.to_lowercase().replace('’', "'");
    let (head, last) = match lower.rsplit_once('-') {
        Some((head, last)) => (head.chars().count() + 1, last.to_owned()),
        None => (0, lower),
    };
    for (nouns, gender) in lists.into_iter().zip(['m', 'f', 'n']) {
        for noun in nouns.split_whitespace() {
            let (plain, stem) = noun.split_once('/').unwrap_or((noun, noun));
            // `киноцентре`: a compound declines as its last part.
            let (head, last) = match compound(&last, plain) {
                Some((first, rest)) if head == 0 => (first, rest),
                _ => (head, last.as_str()),
            };
            let common = plain.chars().zip(last.chars()).take_while(|(a, b)| a == b).count();
            if common < 2 || last == plain {
                continue;
            }
            let mut rows = cases(tag, gender).iter();
            let bent = |stem: &str, ends: &str| ends.split(' ').any(|end| last == format!("{stem}{end}"));
            let hit = if plain == stem {
                rows.find(|(end, _)| plain.ends_with(end))
                    .is_some_and(|(end, ends)| plain.strip_suffix(end).is_some_and(|stem| bent(stem, ends)))
            } else {
                // `церкви` of `церковь`.
                let soft = gender == 'f' && plain.ends_with('ь') && bent(stem, "и ей");
                soft || plain.ends_with('ь') && last == format!("{plain}ю")
                    || rows.any(|(end, ends)| {
                        let tail =
                            stem.strip_suffix(end).filter(|_| gender == 'm' || end.chars().count() < 2);
                        tail.is_some_and(|stem| bent(stem, ends))
                    })
            };
            if hit {
                let first: String = word.chars().take(head + 1).collect();
                let rest: String = plain.chars().skip(1).collect();
                return Some(Noun { text: format!("{first}{rest}"), gender });
            }
        }
    }
    None
}
