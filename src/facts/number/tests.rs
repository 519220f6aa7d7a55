use super::*;

fn shown(lang: &str, text: &str) -> Vec<String> {
    quantities(text, Lang::new(lang))
        .iter()
        .filter(|q| !q.whole)
        .map(|q| {
            let mark = match q.bound {
                Bound::Exact => "",
                Bound::AtLeast => ">=",
                Bound::About => "~",
                Bound::AtMost => "<=",
            };
            format!("{mark}{} {}", q.value, q.unit.map_or("-", |u| u.code))
        })
        .collect()
}

#[test]
fn tolls_come_from_the_clause_in_every_language() {
    let mut wrong = Vec::new();
    for (lang, text, want) in [
        ("en", "At least 14 people have died and nine are missing.", vec![">=14 dead", "9 missing"]),
        ("en", "The blast killed three workers and injured 21 others.", vec!["3 dead", "21 injured"]),
        ("en", "The number of people moved to safety rose to 210.", vec!["210 evacuated"]),
        ("ru", "Погибли 7 человек, ещё девять числятся пропавшими без вести.", vec!["7 dead", "9 missing"]),
        ("ru", "Число жертв пожара выросло до 31, ранены двое.", vec!["31 dead", "2 injured"]),
        ("uk", "Унаслідок вибуху загинули троє людей, поранено 15 осіб.", vec!["3 dead", "15 injured"]),
        ("az", "Qəzada 5 nəfər həlak olub, iki nəfər xəsarət alıb.", vec!["5 dead", "2 injured"]),
        ("tr", "Kazada 5 kişi öldü, 12 kişi yaralandı.", vec!["5 dead", "12 injured"]),
        ("tr", "Yangında üç işçi hayatını kaybetti.", vec!["3 dead"]),
        ("kk", "Селден 12 адам қаза тауып, тағы тоғызы хабар-ошарсыз кетті.", vec!["12 dead", "9 missing"]),
        ("ky", "Жол кырсыгында төрт киши каза болду.", vec!["4 dead"]),
        (
            "uz",
            "Yongʻinda 6 kishi halok boʻldi, yana toʻqqiz kishi bedarak yoʻqoldi.",
            vec!["6 dead", "9 missing"],
        ),
        (
            "ro",
            "Patru persoane au fost ucise, iar 210 persoane au fost evacuate.",
            vec!["4 dead", "210 evacuated"],
        ),
        ("fa", "در این حادثه ۱۲ نفر کشته و ۳۰ نفر زخمی شدند.", vec!["12 dead", "30 injured"]),
        ("fa", "یازده نفر جان باختند.", vec!["11 dead"]),
        ("fa", "۲۰ تن از ۲۳ سرنشین کشتی نجات یافتند.", vec!["20 rescued"]),
        ("en", "Five of the nine crew were rescued.", vec!["5 rescued"]),
        ("ar", "أسفر الحريق عن مقتل 12 شخصًا وإصابة 30 آخرين.", vec!["12 dead", "30 injured"]),
        ("vi", "Vụ cháy khiến 17 người thiệt mạng, 5 người mất tích.", vec!["17 dead", "5 missing"]),
        ("zh", "事故造成12人死亡，30人受伤。", vec!["12 dead", "30 injured"]),
        ("zh", "已有21名船员获救，另有两人失踪。", vec!["21 rescued", "2 missing"]),
        ("de", "Bei dem Brand starben zwölf Menschen, 30 wurden verletzt.", vec!["12 dead", "30 injured"]),
        ("fr", "L'incendie a fait au moins 12 morts et 30 blessés.", vec![">=12 dead", "30 injured"]),
        ("es", "Al menos 12 personas murieron y 30 resultaron heridas.", vec![">=12 dead", "30 injured"]),
        ("it", "Il crollo ha causato 12 morti e 30 feriti.", vec!["12 dead", "30 injured"]),
        ("pl", "W pożarze zginęło 12 osób, a 30 zostało rannych.", vec!["12 dead", "30 injured"]),
        ("bg", "Загинали са 12 души, а 30 са ранени.", vec!["12 dead", "30 injured"]),
        (
            "id",
            "Kebakaran itu menewaskan enam orang; 12 orang tewas di desa lain.",
            vec!["6 people", "12 dead"],
        ),
        ("ja", "火災で12人が死亡した。", vec!["12 dead"]),
        ("ko", "화재로 12명이 숨졌다.", vec!["12 dead"]),
    ] {
        let found = shown(lang, text);
        if found != want {
            wrong.push(format!("{lang}: {text}\n  found {found:?}, want {want:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn money_measures_and_counts_are_normalised() {
    let mut wrong = Vec::new();
    for (lang, text, want) in [
        ("en", "The deal is worth $1.5 billion, about €1.4bn.", vec!["1500000000 USD", "~1400000000 EUR"]),
        ("az", "Müqavilənin dəyəri 2,2 milyard avrodur.", vec!["2200000000 EUR"]),
        ("az", "Bu rəqəm 20 minə çatdırılacaq.", vec!["20000 -"]),
        ("az", "Ötən il 6 200 konteyner daşınıb.", vec!["6200 containers"]),
        ("vi", "Tổng vốn đầu tư là 38 tỷ đồng.", vec!["38000000000 VND"]),
        ("vi", "Hơn hai mươi lăm học viên", vec![">=25 people"]),
        ("vi", "Trung tâm nhận hai mươi học viên.", vec!["20 people"]),
        ("uk", "Суд стягнув 84 млн гривень.", vec!["84000000 UAH"]),
        (
            "ru",
            "Это 7,5 миллиарда рублей и 1,5 млрд кубометров газа.",
            vec!["7500000000 RUB", "1500000000 m3"],
        ),
        ("ru", "К концу года выпустят 20 тысяч автомобилей.", vec!["20000 vehicles"]),
        (
            "tr",
            "Geçen yıl 6 bin 200 konteyner taşındı, 84 milyon grivna ödendi.",
            vec!["6200 containers", "84000000 UAH"],
        ),
        (
            "ro",
            "Cei 18.400 de lei au mers la școală; 2,2 miliarde de euro.",
            vec!["18400 RON", "2200000000 EUR"],
        ),
        ("zh", "投资12万元，约1.5亿美元。", vec!["120000 CNY", "~150000000 USD"]),
        ("fa", "۲٫۵ میلیون دلار", vec!["2500000 USD"]),
        ("ar", "بلغت الكلفة 3 ملايين دولار", vec!["3000000 USD"]),
        ("ar", "ارتفع عدد القتلى إلى 27 ألفا و709 أشخاص.", vec!["27709 dead"]),
        (
            "kk",
            "Турнирге 14 елден 186 балуан қатысты, 400-ге жуық тұрғын көшірілді.",
            vec!["14 countries", "186 athletes", "~400 evacuated"],
        ),
        ("uz", "86 ta uy vayron boʻlgan, 400 nafarga yaqin aholi keldi.", vec!["86 houses", "~400 people"]),
        ("de", "Rund 1.200 Häuser, 12,5 Prozent.", vec!["~1200 houses", "12.5 percent"]),
        ("fr", "Environ 12 000 personnes, dont 3,5 millions d'euros.", vec!["~12000 people", "3500000 EUR"]),
        (
            "en",
            "It was -5 °C along the 150-kilometre road for three hours.",
            vec!["-5 celsius", "150 km", "3 hour"],
        ),
    ] {
        let found = shown(lang, text);
        if found != want {
            wrong.push(format!("{lang}: {text}\n  found {found:?}, want {want:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn other_numbers_are_no_quantities() {
    let mut wrong = Vec::new();
    for (lang, text) in [
        ("en", "the 80th anniversary of a 22-year-old firm"),
        ("en", "They won 3-1 at 16:30, call +994 12 555."),
        ("en", "in 2024 the G-20 met on route 66"),
        ("az", "agentliyin 105-ci ildönümü"),
        ("kk", "үшінші минутта, 5-ші орын"),
        ("uz", "15-mart kuni 2-oʻrin"),
        ("zh", "3月18日4时15分，第3次"),
        ("vi", "năm nay, lần thứ 10, năm 2025"),
        ("ru", "в 2021 года на 2-й улице"),
        ("de", "am 3. Platz"),
        ("en", "contract for 2027–2031"),
        ("tr", "bir gün"),
    ] {
        let found = shown(lang, text);
        if !found.is_empty() {
            wrong.push(format!("{lang}: {text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_part_is_told_from_its_whole() {
    let found = quantities("Five of the nine missing people were found dead.", Lang::new("en"));
    let flags: Vec<_> = found.iter().map(|q| (q.value, q.whole)).collect();
    assert!(flags.contains(&(9.0, true)), "{flags:?}");
}

#[test]
fn agreement_allows_for_rounding_and_bounds() {
    let one = |text: &str| quantities(text, Lang::new("en"))[0];
    for (a, b, want) in [
        ("12 people died", "14 people died", false),
        ("at least 12 people died", "14 people died", true),
        ("12 people died", "at least 14 people died", false),
        ("about 400 people", "412 people", true),
        ("2.2 billion euros", "2.23 billion euros", true),
        ("2.2 billion euros", "2.4 billion euros", false),
        ("over 100 houses", "140 houses", true),
    ] {
        assert_eq!(one(a).agrees(&one(b)), want, "{a} / {b}");
        assert_eq!(one(b).agrees(&one(a)), want, "{b} / {a}");
    }
}

#[test]
fn what_comes_on_top_is_marked() {
    for (lang, text, want) in [
        ("en", "Two more people died.", true),
        ("en", "Another three people died.", true),
        ("en", "More than 20 people died.", false),
        ("tr", "Bir yolcu daha hayatını kaybetti.", true),
        ("az", "Daha bir sərnişin ölüb.", true),
        ("hu", "További két ember meghalt.", true),
        ("ru", "Ещё двое человек погибли.", true),
    ] {
        let found = quantities(text, Lang::new(lang));
        assert_eq!(found.iter().map(|q| q.further).collect::<Vec<_>>(), [want], "{text}");
    }
}

#[test]
fn quantities_of_more_languages() {
    let mut wrong = Vec::new();
    for (lang, text, want) in [
        ("ka", "დაიღუპა ხუთი ადამიანი.", vec!["5 dead"]),
        (
            "ka",
            "ხაზის სიმძლავრე 500 მეგავატი იქნება და 96 მილიონი ევრო დაჯდება.",
            vec!["500 MW", "96000000 EUR"],
        ),
        ("el", "Τρεις άνθρωποι έχασαν τη ζωή τους.", vec!["3 dead"]),
        ("sr", "Погинуло је двоје људи, 340 становника је евакуисано.", vec!["2 dead", "340 evacuated"]),
        ("hr", "Poginulo je petero ljudi.", vec!["5 dead"]),
        ("cs", "Škoda je 90 milionů korun.", vec!["90000000 CZK"]),
        ("hu", "A kár 140 millió cseh korona.", vec!["140000000 CZK"]),
        ("sv", "Tre personer omkom och sju skadades.", vec!["3 dead", "7 injured"]),
        ("bg", "Язовирът изпуска по 1200 кубически метра в секунда.", vec!["1200 m3"]),
    ] {
        let found = shown(lang, text);
        if found != want {
            wrong.push(format!("{lang} {text}: {found:?}"));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn what_news_counts_is_known_in_every_language() {
    let mut wrong = Vec::new();
    for (lang, text, want) in [
        (
            "az",
            "Konsertə 3 min tamaşaçı gəlib, 14 kitab və 6 film təqdim edilib.",
            vec!["3000 people", "14 books", "6 films"],
        ),
        (
            "tr",
            "Belediye 12 bin fidan dikti, 8 köprü ve 340 yataklı hastane yaptı.",
            vec!["12000 trees", "8 bridges", "340 beds"],
        ),
        ("uz", "Fermada 250 bosh qoramol va 40 ming tup daraxt bor.", vec!["250 animals", "40000 trees"]),
        ("kk", "Аурухананың 120 төсегі, 9 қабаты бар.", vec!["120 beds", "9 floors"]),
        ("ky", "Китепканага 5 миң китеп, 12 компьютер берилди.", vec!["5000 books", "12 -"]),
        (
            "ru",
            "Заключённых перевели: 15 осуждённых, 40 спасателей, 3 вертолёта.",
            vec!["15 people", "40 people", "3 aircraft"],
        ),
        ("uk", "На виборах віддано 18 400 голосів, збито 7 безпілотників.", vec!["18400 votes", "7 drones"]),
        ("bg", "Намерени са 16 гроба и 30 монети.", vec!["16 graves", "30 coins"]),
        ("sr", "Изгорело је 2.500 стабала, а угинуло 60 оваца.", vec!["2500 trees", "60 animals"]),
        ("cs", "Nemocnice má 450 lůžek a 12 pater.", vec!["450 beds", "12 floors"]),
        ("pl", "Zebrano 4000 podpisów i 25 pociągów stanęło.", vec!["4000 signatures", "25 trains"]),
        (
            "ro",
            "S-au strâns 9.200 de semnături, 14 vagoane au deraiat.",
            vec!["9200 signatures", "14 wagons"],
        ),
        (
            "it",
            "Sono stati abbattuti 300 alberi e venduti 2.000 biglietti.",
            vec!["300 trees", "2000 tickets"],
        ),
        (
            "es",
            "El festival exhibió 74 películas y vendió 12.000 entradas.",
            vec!["74 films", "12000 tickets"],
        ),
        ("pt", "O hospital tem 200 camas e seis andares.", vec!["200 beds", "6 floors"]),
        ("fr", "L'hôpital compte 450 lits, et 60 pompiers sont intervenus.", vec!["450 beds", "60 people"]),
        ("de", "16 Gräber, 30 Münzen und 40 Rettungskräfte.", vec!["16 graves", "30 coins", "40 people"]),
        ("el", "Βρέθηκαν 18 τάφοι και κάηκαν 25.000 στρέμματα.", vec!["18 graves", "25000 stremma"]),
        ("hu", "Húszezren tüntettek; a kórházban 300 ágy van.", vec!["300 beds"]),
        ("ka", "დარგეს 500 ხე და გახსნეს 12 მაღაზია.", vec!["500 trees", "12 shops"]),
        (
            "ar",
            "سقط 14 صاروخا ونُقل 300 جريح، وفتحت 6 مستشفيات.",
            vec!["14 missiles", "300 injured", "6 hospitals"],
        ),
        ("fa", "۳۰۰ بیمار به ۱۲ بیمارستان رفتند.", vec!["300 people", "12 hospitals"]),
        ("vi", "Tỉnh tiêu hủy 12.000 con gia cầm tại bốn trang trại.", vec!["12000 animals", "4 farms"]),
        ("id", "Sebanyak 22 awak dan 400 ekor sapi diangkut.", vec!["22 people", "400 animals"]),
        (
            "zh",
            "六家养殖场的1.5万只家禽被扑杀，20架飞机停飞。",
            vec!["6 farms", "15000 animals", "20 aircraft"],
        ),
        ("ja", "顧客120万人分の情報が流出した。", vec!["1200000 people"]),
        ("ko", "의사 120명과 500병상을 갖췄다.", vec!["120 people", "500 beds"]),
    ] {
        let found = shown(lang, text);
        if found != want {
            wrong.push(format!("{lang} {text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `cases.tsv`: language, sentence, what it counts.
#[test]
fn sentences_of_newspapers() {
    let mut wrong = Vec::new();
    for line in include_str!("cases.tsv").lines() {
        let [lang, text, want] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three fields: {line}")
        };
        let found = shown(lang, text).join("; ");
        if found != want {
            wrong.push(format!("{lang} {text}: {found}, not {want}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers_in_words_and_with_prefixes() {
    let mut wrong = Vec::new();
    for (lang, text, want) in [
        ("fa", "ارزش آن یک میلیارد و ۱۰۰ میلیون دلار است.", vec!["1100000000 USD"]),
        ("fa", "صد و بیست خانه ویران شد.", vec!["120 houses"]),
        ("fa", "سه میلیون دلار و ۵ کشتی", vec!["3000000 USD", "5 ships"]),
        ("ar", "قُتل خمسة وعشرون شخصا.", vec!["25 dead"]),
        ("ar", "دمرت 12 منزلا و300 سيارة.", vec!["12 houses", "300 vehicles"]),
        ("ar", "ربع مليون دولار", vec!["250000 USD"]),
        ("ru", "полтора миллиона рублей", vec!["1500000 RUB"]),
        ("ru", "Повреждены сто двадцать пять домов.", vec!["125 houses"]),
        ("tr", "Selde yüz yirmi beş ev yıkıldı.", vec!["125 houses"]),
        ("tr", "On iki köy, yüz on iki ev", vec!["12 villages", "112 houses"]),
        ("en", "One hundred and twenty-five houses and five cars burnt.", vec!["125 houses", "5 vehicles"]),
        ("pt", "cento e vinte e cinco casas e cinco barcos", vec!["125 houses", "5 ships"]),
        ("fa", "صد و بیست و پنج خانه", vec!["125 houses"]),
        ("id", "dua puluh lima rumah", vec!["25 houses"]),
        ("ko", "1조 4000억 원", vec!["1400000000000 KRW"]),
        ("ru", "Участвовали 186 спортсменов из 15 стран.", vec!["186 athletes", "15 countries"]),
        ("ru", "Партия получила 19 из 45 мандатов.", vec!["19 seats"]),
    ] {
        let found = shown(lang, text);
        if found != want {
            wrong.push(format!("{lang} {text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn caps_none_and_scales() {
    let mut wrong = Vec::new();
    for (lang, text, want) in [
        ("uk", "Страйкують не більше 600 докерів.", vec!["<=600 people"]),
        ("en", "No more than 40 people were hurt.", vec!["<=40 injured"]),
        ("en", "Up to 300 houses are under water.", vec!["<=300 houses"]),
        ("en", "Nobody was hurt.", vec!["0 injured"]),
        ("ru", "Пострадавших нет.", vec!["0 injured"]),
        ("tr", "Depremde can kaybı yok.", vec!["0 dead"]),
        ("zh", "没有人员伤亡。", vec!["0 dead"]),
        ("vi", "Vụ cháy không gây thương vong.", vec!["0 dead"]),
        ("en", "They put the magnitude at 5.4, others measured 5.7.", vec!["5.4 magnitude", "5.7 magnitude"]),
        ("tr", "6,1 büyüklüğünde deprem", vec!["6.1 magnitude"]),
        ("fa", "زمین‌لرزه‌ای به بزرگی ۵٫۸", vec!["5.8 magnitude"]),
        ("en", "She won in 2:05:14.", vec!["7514 second"]),
        ("fr", "un chrono de 2 h 05 min 14 s", vec!["7514 second"]),
        ("en", "The vote was 3:10 against.", vec![]),
    ] {
        let found = shown(lang, text);
        if found != want {
            wrong.push(format!("{lang} {text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let one = |text: &str| quantities(text, Lang::new("en"))[0];
    for (a, b, want) in [
        ("up to 40 people", "25 people", true),
        ("at most 600 people", "900 people", false),
        ("about 400 people", "440 people", true),
        ("about 380 people", "420 people", false),
    ] {
        assert_eq!(one(a).agrees(&one(b)), want, "{a} / {b}");
        assert_eq!(one(b).agrees(&one(a)), want, "{b} / {a}");
    }
}

#[test]
fn a_count_may_stand_far_from_those_it_counts() {
    let mut wrong = Vec::new();
    for (lang, text, want) in [
        (
            "en",
            "The death toll from the coach that overturned near Derby, on a road closed since, has risen to 23, with 42 injured.",
            vec!["23 dead", "42 injured"],
        ),
        (
            "en",
            "The number of people missing after the flood has climbed to at least 11.",
            vec![">=11 missing"],
        ),
        (
            "ru",
            "Число погибших в автобусе, перевернувшемся под Рязанью, достигло 23, ранены 42 человека.",
            vec!["23 dead", "42 injured"],
        ),
        ("ru", "До 23 возросло число жертв аварии.", vec!["23 dead"]),
        ("uk", "Кількість загиблих в автобусі, що перекинувся, сягнула 23.", vec!["23 dead"]),
        (
            "pl",
            "Liczba rannych w wypadku, który zdarzył się pod Radomiem, wzrosła do 42.",
            vec!["42 injured"],
        ),
        ("az", "Aşan avtobusda həlak olanların sayı 23-ə çatıb.", vec!["23 dead"]),
        ("tr", "Devrilen otobüste hayatını kaybedenlerin sayısı 23'e yükseldi.", vec!["23 dead"]),
        ("kk", "Апатта қаза тапқандар саны 23-ке жетті.", vec!["23 dead"]),
        ("ky", "Селде дайынсыз жоголгондордун саны 11ге жетти.", vec!["11 missing"]),
        ("uz", "Yuz bergan selda bedarak yo‘qolganlar soni 11 nafarga yetdi.", vec!["11 missing"]),
        ("ka", "ავტობუსში დაღუპულთა რიცხვი 23-მდე გაიზარდა.", vec!["23 dead"]),
        ("fa", "شمار کشته‌شدگان واژگونی اتوبوس به ۲۳ نفر رسید.", vec!["23 dead"]),
        ("ar", "ارتفع عدد المفقودين في السيول التي ضربت صحار إلى 11 شخصا.", vec!["11 missing"]),
        (
            "vi",
            "Số người thiệt mạng trong vụ lật xe đã tăng lên 23, 42 người bị thương.",
            vec!["23 dead", "42 injured"],
        ),
        ("ko", "사망자가 23명으로 늘었고 부상자 42명이 병원으로 옮겨졌다.", vec!["23 dead", "42 injured"]),
        ("it", "Sale a 23 il numero delle vittime a Terni.", vec!["23 dead"]),
        ("el", "Στους 23 ανήλθε ο αριθμός των νεκρών από την ανατροπή.", vec!["23 dead"]),
        ("fr", "Le nombre de morts dans l'autocar qui s'est renversé est passé à 23.", vec!["23 dead"]),
        ("de", "Die Zahl der Toten nach dem Unglück bei Fulda ist auf 23 gestiegen.", vec!["23 dead"]),
        ("az", "Ölənlərin sayı beşə çatıb.", vec!["5 dead"]),
        ("ka", "მსხვერპლთა რიცხვი ოთხამდე გაიზარდა.", vec!["4 dead"]),
        ("ru", "Министерство подтверждает гибель двух человек.", vec!["2 dead"]),
        ("de", "Die Behörde zählte 52 Erkrankte, zwölf davon im Krankenhaus.", vec!["52 sick"]),
        ("bg", "Заболелите са общо 83-ма.", vec!["83 sick"]),
        ("tr", "Düğün yemeğinden 46 kişi zehirlendi.", vec!["46 sick"]),
        // Another number that was reached stands between; what the last number counts is not said.
        (
            "en",
            "The number of dead rose to 23 in a town that has 4 schools and a street of 60.",
            vec!["23 dead", "4 schools", "60 -"],
        ),
        ("ru", "Число погибших выросло до 23, в палате лежат 42.", vec!["23 dead", "42 -"]),
    ] {
        let got = shown(lang, text);
        if got != want {
            wrong.push(format!("{lang} {text}\n  got {got:?}\n want {want:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn amounts_carry_a_letter_and_thousands_a_space() {
    for (lang, text, want) in [
        ("en", "The plant cost €92m.", "92000000 EUR"),
        ("en", "It paid $1.2bn for the rival.", "1200000000 USD"),
        ("fr", "Le chantier a coûté 92 M€.", "92000000 EUR"),
        ("en", "The wall is 92m long.", "92 -"),
        ("de", "Das Werk liefert 30 000 Tonnen im Jahr.", "30000 tonne"),
        ("pl", "W proteście wzięło udział 5 tys. osób.", "5000 people"),
        ("de", "Das Werk hat 92 Mio. Euro gekostet.", "92000000 EUR"),
    ] {
        assert_eq!(shown(lang, text), [want], "{lang} {text}");
    }
}
