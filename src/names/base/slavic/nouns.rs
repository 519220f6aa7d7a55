//! Nouns that head the names of bodies, places and events, with their cases.

/// A noun brought to the nominative.
pub(super) struct Noun {
    pub text: String,
    pub gender: char,
}

/// Masculine, feminine and neuter nouns of a language in the nominative; after `/` the stem of the
/// other cases where it differs.
const RU: [&str; 3] = [
    "комитет департамент институт центр совет союз банк суд парламент университет фонд клуб фронт \
     корпус флот отдел штаб сенат конгресс кабинет трибунал музей театр собор завод концерн холдинг \
     округ район край порт аэропорт канал пролив залив остров полуостров океан мост дворец/дворц \
     альянс форум саммит чемпионат турнир фестиваль кубок/кубк крест храм монастырь стадион парк \
     ураган шторм колледж факультет телеканал журнал орден секретариат регистр надзор город штат \
     городок/городк посёлок/посёлк поселок/поселк переулок/переулк рынок/рынк хребет/хребт \
     замок/замк кружок/кружк магазин дом комплекс проспект бульвар вокзал полк гарнизон ансамбль \
     оркестр портал еженедельник сайт госпиталь лагерь полигон космодром филиал комбинат трест \
     профсоюз меджлис конкурс матч проект договор пакт план кризис мятеж путч синод патриархат \
     президиум батальон отряд памятник квартал уезд регион сектор аппарат консорциум бюллетень \
     вестник приход пантеон павильон водопад перевал вулкан архипелаг каскад сезон марш день/днь \
     майдан форпост экипаж",
    "лига премьер-лига суперлига партия комиссия федерация служба сеть гвардия армия церковь/церкв \
     газета палата дума рада прокуратура академия школа корпорация компания группа организация \
     ассоциация конфедерация республика область провинция гора река улица площадь война игра \
     конференция инспекция администрация больница полиция биржа авиакомпания коллегия библиотека \
     премия олимпиада революция битва тюрьма/тюрьм крепость станция площадка агентура редакция \
     радиостанция телекомпания мэрия деревня епархия патриархия миссия экспедиция программа система \
     дивизия бригада разведка милиция таможня гостиница дорога трасса магистраль долина пустыня \
     степь равнина башня галерея филармония опера студия гимназия кафедра клиника лаборатория \
     фабрика электростанция империя федерация губерния община митрополия архиепископия семинария \
     директория операция арена кампания резолюция конвенция декларация хартия конституция верфь \
     ложа ассамблея эскадра трибуна зона",
    "министерство агентство общество управление движение объединение правительство ведомство море \
     озеро королевство товарищество сообщество содружество учреждение отделение посольство собрание \
     представительство консульство издание издательство училище кладбище государство княжество \
     ханство побережье ополчение подразделение командование руководство восстание сражение \
     соглашение предприятие казначейство братство село эхо",
];

const UK: [&str; 3] = [
    "комітет департамент інститут центр союз банк суд парламент університет фонд клуб фронт корпус \
     флот відділ штаб сенат конгрес кабінет трибунал музей театр собор завод концерн холдинг округ \
     район край порт аеропорт канал острів/остров півострів/півостров океан міст/мост палац альянс \
     форум саміт чемпіонат турнір фестиваль кубок/кубк хрест храм монастир стадіон парк ураган \
     шторм коледж телеканал журнал орден секретаріат схід/сход захід/заход потік/поток прем'єршип \
     штат будинок/будинк замок/замк ринок/ринк хребет/хребт магазин комплекс проспект бульвар \
     провулок/провулк вокзал полк гарнізон ансамбль оркестр портал сайт госпіталь табір/табор \
     полігон космодром комбінат трест конкурс матч проект проєкт договір/договор пакт план синод \
     патріархат президіум батальйон загін/загон пам'ятник регіон сектор апарат вісник водоспад \
     вулкан архіпелаг факультет меджліс дім/дом ріг/рог день/днь майдан офіс голос рух сезон марш \
     генштаб кінофестиваль",
    "ліга прем'єр-ліга суперліга партія комісія федерація служба мережа гвардія армія церква газета \
     палата дума рада прокуратура академія школа корпорація компанія група організація асоціація \
     конфедерація республіка область провінція гора ріка річка вулиця площа війна гра конференція \
     інспекція адміністрація лікарня поліція біржа авіакомпанія колегія бібліотека премія олімпіада \
     революція битва в'язниця фортеця станція радіостанція телекомпанія мерія єпархія місія \
     експедиція програма система дивізія бригада розвідка міліція митниця долина пустеля рівнина \
     вежа галерея філармонія опера студія гімназія кафедра клініка лабораторія фабрика \
     електростанція імперія губернія громада митрополія операція арена кампанія декларація хартія \
     конституція держава правда солідарність/солідарност слуга батьківщина асамблея зона ескадра \
     влада",
    "міністерство агентство товариство відомство море озеро королівство посольство співтовариство \
     представництво консульство видавництво князівство ханство місто село військо",
];

const PL: [&str; 3] = [
    "komitet departament instytut bank parlament uniwersytet fundusz klub front sąd korpus senat \
     kongres gabinet trybunał teatr port kanał ocean most pałac forum puchar szczyt krzyż \
     kościół/kościoł związek/związk półwysep/półwysp okręg szpital plac wschód/wschod zachód/zachod \
     urząd/urzęd zespół/zespoł stadion park huragan koncern rząd trybunał sejm zarząd wydział \
     ośrodek/ośrodk rynek/rynk zamek/zamk powiat obwód/obwod kraj region dworzec/dworc cmentarz \
     pomnik festiwal konkurs turniej dziennik tygodnik miesięcznik portal hotel klasztor obóz/oboz \
     układ pakt traktat kodeks program projekt sojusz ruch chór oddział batalion pułk legion \
     hufiec/hufc inspektorat konsulat sekretariat patriarchat uniwersytet magistrat sztab wodospad \
     wulkan archipelag ogród/ogrod dom wyścig szlak",
    "liga partia komisja federacja służba sieć armia gazeta izba rada prokuratura akademia szkoła \
     korporacja firma grupa organizacja konfederacja republika prowincja góra rzeka ulica wojna gra \
     konferencja inspekcja policja giełda biblioteka nagroda olimpiada rewolucja bitwa unia zatoka \
     gwardia agencja europa azja ameryka afryka spółka fundacja fabryka huta telewizja stacja \
     reprezentacja drużyna platforma koalicja gmina dzielnica kolej dolina brama katedra kaplica \
     bazylika archidiecezja diecezja parafia monarchia dynastia autostrada droga kopalnia stocznia \
     elektrownia księgarnia uczelnia politechnika opera filharmonia galeria operacja arena \
     deklaracja konstytucja ustawa brygada dywizja flota straż administracja dyrekcja misja \
     centrala lewica prawica solidarność sprawiedliwość strefa cieśnina cerkiew/cerkw przełęcz \
     puszcza wyżyna nizina",
    "ministerstwo towarzystwo morze jezioro królestwo pismo biuro stowarzyszenie stronnictwo \
     starostwo przedsiębiorstwo bractwo księstwo miasto województwo państwo cesarstwo wydawnictwo \
     zrzeszenie zgromadzenie porozumienie zjednoczenie powstanie lotnisko wojsko radio prawo studio",
];

/// The nouns of a language by gender: masculine, feminine, neuter.
fn list(tag: &str) -> Option<[&'static str; 3]> {
    Some(match tag {
        "ru" => RU,
        "uk" => UK,
        "pl" => PL,
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
        ("uk", _) => &[("о", "а у ом і ові"), ("е", "я ю ем і")],
        ("pl", 'm') => &[
            ("st", "stu stem ście"),
            ("t", "tu towi tem cie ta"),
            ("d", "du dowi dem dzie"),
            ("r", "ru rowi rem rze"),
            ("ł", "łu łowi łem le ła"),
            ("k", "ku kowi kiem ka"),
            ("ch", "chu chowi chem"),
            ("n", "nu nowi nem nie na"),
            ("g", "gu gowi giem"),
            ("", "u owi em ie a"),
        ],
        ("pl", 'f') => &[
            ("nia", "ni nii nię nią"),
            ("ia", "ii ię ią"),
            ("ja", "ji ję ją"),
            ("ga", "gi dze gę gą"),
            ("ka", "ki ce kę ką"),
            ("da", "dy dzie dę dą"),
            ("ta", "ty cie tę tą"),
            ("ra", "ry rze rę rą"),
            ("ła", "ły le łę łą"),
            ("la", "li lę lą"),
            ("ca", "cy cę cą"),
            ("j", "i ją"),
            ("w", "wi wią"),
            ("ż", "ży żą"),
            ("ć", "ci cią"),
            ("a", "y ie ę ą i"),
        ],
        _ => &[("ro", "ra ru rem rze"), ("o", "a u em ie"), ("e", "a u em")],
    }
}

/// The letters of a word before the noun that it ends in, and that part: `кино`, `центре`.
fn compound<'w>(word: &'w str, noun: &str) -> Option<(usize, &'w str)> {
    let letters = noun.chars().count();
    let start: String = noun.chars().take(4.min(letters - 1)).collect();
    // `Брюсселе` is no village.
    let at = word.rfind(&start).filter(|at| letters > 3 && *at > 0 && noun != "село")?;
    let first = word[..at].chars().count();
    (first >= 3).then_some((first, &word[at..]))
}

/// Nouns that head a name in the plural, each with its other cases.
fn plurals(tag: &str) -> &'static [(&'static str, &'static str)] {
    match tag {
        "ru" => &[
            ("игры", "игр играм играми играх"),
            ("силы", "сил силам силами силах"),
            ("войска", "войск войскам войсками войсках"),
            ("острова", "островов островам островами островах"),
            ("горы", "гор горам горами горах"),
            ("новости", "новостей новостям новостями новостях"),
            ("известия", "известий известиям известиями известиях"),
            ("линии", "линий линиям линиями линиях"),
            ("дороги", "дорог дорогам дорогами дорогах"),
            ("ворота", "ворот воротам воротами воротах"),
            ("выборы", "выборов выборам выборами выборах"),
        ],
        "uk" => &[
            ("ігри", "ігор іграм іграми іграх"),
            ("сили", "сил силам силами силах"),
            ("війська", "військ військам військами військах"),
            ("острови", "островів островам островами островах"),
            ("гори", "гір горам горами горах"),
            ("новини", "новин новинам новинами новинах"),
            ("вісті", "вістей вістям вістями вістях"),
            ("лінії", "ліній лініям лініями лініях"),
            ("вибори", "виборів виборам виборами виборах"),
        ],
        "pl" => &[
            ("igrzyska", "igrzysk igrzyskom igrzyskami igrzyskach"),
            ("siły", "sił siłom siłami siłach"),
            ("wojska", "wojsk wojskom wojskami wojskach"),
            ("wyspy", "wysp wyspom wyspami wyspach"),
            ("góry", "gór górom górami górach"),
            ("mistrzostwa", "mistrzostw mistrzostwom mistrzostwami mistrzostwach"),
            ("zakłady", "zakładów zakładom zakładami zakładach"),
            ("linie", "linii liniom liniami liniach"),
            ("wiadomości", "wiadomościom wiadomościami wiadomościach"),
            ("wybory", "wyborów wyborom wyborami wyborach"),
        ],
        _ => &[],
    }
}

/// Whether a noun has one form for all cases.
pub(super) fn is_indeclinable(word: &str, tag: &str) -> bool {
    let nouns: &[&str] = match tag {
        "ru" => &["бюро", "радио", "метро", "депо", "кино"],
        "uk" => &["бюро", "радіо", "метро", "депо", "кіно"],
        _ => &[],
    };
    nouns.contains(&word.to_lowercase().as_str())
}

/// Nouns whose stem changes in one case more than the lists can say.
fn changed(word: &str, tag: &str) -> Option<(&'static str, char)> {
    let rows: &[(&str, &str, char)] = match tag {
        "pl" => &[("kościele", "kościół", 'm'), ("mieście", "miasto", 'n'), ("dworze", "dwór", 'm')],
        _ => &[],
    };
    rows.iter().find(|(bent, ..)| *bent == word).map(|&(_, noun, gender)| (noun, gender))
}

/// Feminine nouns that decline as adjectives: `сборной`, `Набережной`.
fn substantive(word: &str, tag: &str) -> Option<String> {
    let (stems, ends, put): (&[&str], &[&str], &str) = match tag {
        "ru" => (&["борн", "абережн", "астерск"], &["ой", "ую", "ою"], "ая"),
        "uk" => (&["бірн", "абережн"], &["ої", "ій", "у", "ою"], "а"),
        _ => return None,
    };
    let stem = ends.iter().find_map(|end| word.strip_suffix(end))?;
    // The first letter may be a capital.
    let tail: String = stem.chars().skip(1).collect();
    stems.contains(&tail.as_str()).then(|| format!("{stem}{put}"))
}

/// Whether a word is a noun of the list, or a compound of one, as it stands.
pub(super) fn is_plain(word: &str, tag: &str) -> bool {
    let lower = word.to_lowercase().replace('’', "'");
    let last = lower.rsplit('-').next().unwrap_or_default();
    let nouns = list(tag).into_iter().flatten().flat_map(str::split_whitespace);
    nouns.map(|noun| noun.split_once('/').map_or(noun, |(plain, _)| plain)).any(|plain| {
        let long = plain.chars().count() > 4;
        last == plain || long && last.strip_suffix(plain).is_some_and(|head| head.chars().count() > 2)
    })
}

/// The nominative of a noun of the list that stands in another case, with its first letter as it is;
/// a hyphened word declines in its last part.
pub(super) fn nominative(word: &str, tag: &str) -> Option<Noun> {
    if let Some(text) = substantive(word, tag) {
        return Some(Noun { text, gender: 'f' });
    }
    let small = word.to_lowercase();
    if let Some((plural, _)) = plurals(tag).iter().find(|(_, bent)| bent.split(' ').any(|b| b == small)) {
        let first = word.chars().next().into_iter();
        return Some(Noun { text: first.chain(plural.chars().skip(1)).collect(), gender: 'p' });
    }
    if let Some((noun, gender)) = changed(&small, tag) {
        let first = word.chars().take(1);
        return Some(Noun { text: first.chain(noun.chars().skip(1)).collect(), gender });
    }
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
            // `мосту` of `міст`.
            let common = stem.chars().zip(last.chars()).take_while(|(a, b)| a == b).count();
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
                let soft = gender == 'f' && plain.ends_with('ь') && bent(stem, "и ей і");
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
