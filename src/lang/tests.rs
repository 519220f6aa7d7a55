use std::fs::read_to_string;
use std::path::Path;

use unicode_script::Script;

use super::*;
use crate::types::DocumentParts;

fn detector() -> Detector {
    Detector::new()
}

fn document(title: &str, text: &str, declared: Option<&str>) -> Document {
    Document::new(DocumentParts {
        title: title.into(),
        text: text.into(),
        declared_lang: declared.map(Lang::new),
        ..DocumentParts::default()
    })
}

/// Invented news, one sentence a language and script.
const NEWS: &[(&str, &str)] = &[
    ("az", "Nazirlik bildirib ki, yeni körpünün tikintisi gələn ilin mart ayında başa çatacaq."),
    ("az", "Назирлик билдириб ки, јени көрпүнүн тикинтиси ҝәлән илин март ајында баша чатаҹаг."),
    ("az", "باکی شهرینده یئنی کؤرپونون تیکینتیسی گلن ایل باشا چاتاجاق، بونو ناظیرلیک بیلدیریب."),
    ("tr", "Bakanlık, yeni köprünün inşaatının gelecek yıl mart ayında tamamlanacağını bildirdi."),
    ("kk", "Министрлік жаңа көпірдің құрылысы келесі жылдың наурыз айында аяқталатынын хабарлады."),
    ("kk", "Ministrlık jaña köpırdıñ qūrylysy kelesı jyldyñ nauryz aiynda aiaqtalatynyn habarlady."),
    ("kk", "قازاقستاننىڭ استاناسىندا جاڭا كوپىردىڭ قۇرىلىسى كەلەسى جىلى اياقتالادى دەپ حابارلادى."),
    ("ky", "Министрлик жаңы көпүрөнүн курулушу кийинки жылдын март айында бүтөрүн билдирди."),
    ("uz", "Vazirlik yangi koʻprik qurilishi kelgusi yilning mart oyida yakunlanishini maʼlum qildi."),
    ("uz", "Вазирлик янги кўприк қурилиши келгуси йилнинг март ойида якунланишини маълум қилди."),
    ("tg", "Вазорат хабар дод, ки сохтмони пули нав моҳи марти соли оянда ба анҷом мерасад."),
    ("tk", "Ministrlik täze köpriniň gurluşygynyň geljek ýylyň mart aýynda tamamlanjakdygyny habar berdi."),
    ("tt", "Министрлык яңа күпер төзелеше киләсе елның март аенда тәмамланачагын хәбәр итте."),
    ("ba", "Министрлыҡ яңы күпер төҙөлөшө киләһе йылдың март айында тамамланасағын хәбәр итте."),
    ("ru", "Министерство сообщило, что строительство нового моста завершится в марте следующего года."),
    ("uk", "Міністерство повідомило, що будівництво нового мосту завершиться в березні наступного року."),
    ("be", "Міністэрства паведаміла, што будаўніцтва новага моста завершыцца ў сакавіку наступнага года."),
    ("bg", "Министерството съобщи, че строителството на новия мост ще завърши през март следващата година."),
    ("mk", "Министерството соопшти дека изградбата на новиот мост ќе заврши во март следната година."),
    ("sr", "Министарство је саопштило да ће изградња новог моста бити завршена у марту следеће године."),
    ("mn", "Яам шинэ гүүрийн барилгын ажил ирэх оны гуравдугаар сард дуусна гэж мэдэгдлээ."),
    ("ro", "Ministerul a anunțat că lucrările la noul pod se vor încheia în luna martie a anului viitor."),
    ("ro", "Министерул а анунцат кэ лукрэриле ла ноул под се вор ынкея ын луна мартие а анулуй виитор."),
    ("fa", "وزارتخانه اعلام کرد که ساخت پل جدید در اسفند سال آینده به پایان می‌رسد."),
    ("ar", "أعلنت الوزارة أن بناء الجسر الجديد سينتهي في شهر مارس من العام المقبل."),
    ("ur", "وزارت نے اعلان کیا ہے کہ نئے پل کی تعمیر اگلے سال مارچ میں مکمل ہو جائے گی۔"),
    ("ps", "وزارت اعلان وکړ چې د نوي پله جوړول به د راتلونکي کال په مارچ کې پای ته ورسېږي."),
    ("ckb", "وەزارەت ڕایگەیاند کە دروستکردنی پردە نوێیەکە لە مانگی ئاداری ساڵی داهاتوودا تەواو دەبێت."),
    ("ug", "مىنىستىرلىق يېڭى كۆۋرۈك قۇرۇلۇشىنىڭ كېلەر يىلى مارت ئېيىدا پۈتىدىغانلىقىنى ئېلان قىلدى."),
    ("zh", "该部宣布，新桥的建设工程将于明年三月完工。"),
    ("ja", "同省は、新しい橋の建設工事が来年三月に完了すると発表した。"),
    ("ko", "정부는 새 다리 공사가 내년 3월에 끝난다고 발표했다."),
    ("hr", "Ministarstvo je priopćilo da će izgradnja novoga mosta biti dovršena u ožujku sljedeće godine."),
    ("sr", "Ministarstvo je saopštilo da će izgradnja novog mosta biti završena u martu sledeće godine."),
    ("sl", "Ministrstvo je sporočilo, da bo gradnja novega mostu končana marca prihodnje leto."),
    ("cs", "Ministerstvo oznámilo, že stavba nového mostu bude dokončena v březnu příštího roku."),
    (
        "sk",
        "Ministerstvo oznámilo, že výstavba nového mosta bude dokončená v marci budúceho roka, hoci ju zdržalo zlé počasie.",
    ),
    ("pl", "Ministerstwo poinformowało, że budowa nowego mostu zakończy się w marcu przyszłego roku."),
    (
        "da",
        "Ministeriet oplyser, at byggeriet af den nye bro bliver færdigt i marts næste år, efter flere uger med forsinkelser.",
    ),
    (
        "nb",
        "Departementet opplyser at byggingen av den nye broen blir ferdig i mars neste år, etter flere uker med forsinkelser.",
    ),
    ("sv", "Departementet meddelade att bygget av den nya bron blir klart i mars nästa år."),
    (
        "pt",
        "O ministério anunciou que a construção da nova ponte não será concluída antes de março do próximo ano.",
    ),
    ("es", "El ministerio anunció que la construcción del nuevo puente concluirá en marzo del próximo año."),
    ("it", "Il ministero ha annunciato che la costruzione del nuovo ponte finirà a marzo del prossimo anno."),
    (
        "fr",
        "Le ministère a annoncé que la construction du nouveau pont s'achèvera en mars de l'année prochaine.",
    ),
    ("en", "The ministry said that construction of the new bridge would be finished in March next year."),
    ("de", "Das Ministerium teilte mit, dass der Bau der neuen Brücke im März nächsten Jahres fertig wird."),
    ("nl", "Het ministerie meldde dat de bouw van de nieuwe brug in maart volgend jaar klaar is."),
    (
        "id",
        "Kementerian mengumumkan bahwa pembangunan jembatan baru itu akan selesai pada Maret tahun depan karena cuaca.",
    ),
    ("vi", "Bộ cho biết việc xây dựng cây cầu mới sẽ hoàn thành vào tháng ba năm sau."),
    ("fi", "Ministeriö ilmoitti, että uuden sillan rakentaminen valmistuu ensi vuoden maaliskuussa."),
    ("et", "Ministeerium teatas, et uue silla ehitus saab valmis järgmise aasta märtsis."),
    ("hu", "A minisztérium közölte, hogy az új híd építése jövő év márciusában fejeződik be."),
    ("el", "Το υπουργείο ανακοίνωσε ότι η κατασκευή της νέας γέφυρας θα ολοκληρωθεί τον Μάρτιο."),
    ("hy", "Նախարարությունը հայտնել է, որ նոր կամրջի շինարարությունը կավարտվի մարտին։"),
    ("ka", "სამინისტრომ განაცხადა, რომ ახალი ხიდის მშენებლობა მარტში დასრულდება."),
    ("hi", "मंत्रालय ने बताया कि नए पुल का निर्माण अगले साल मार्च में पूरा होगा।"),
    ("he", "המשרד הודיע כי בניית הגשר החדש תסתיים במרץ בשנה הבאה."),
    ("th", "กระทรวงแถลงว่าการก่อสร้างสะพานใหม่จะแล้วเสร็จในเดือนมีนาคมปีหน้า"),
    ("am", "ሚኒስቴሩ የአዲሱ ድልድይ ግንባታ በሚቀጥለው ዓመት እንደሚጠናቀቅ አስታወቀ።"),
];

#[test]
fn news_sentences_in_every_language_and_script() {
    let detector = detector();
    let wrong: Vec<_> = NEWS
        .iter()
        .map(|(lang, text)| (lang, detector.identify(text, None)))
        .filter(|(lang, guess)| guess.lang.as_str() != **lang || guess.confidence < 0.5)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn a_wrong_declaration_overrules_nothing_clear() {
    let detector = detector();
    for (lang, text) in NEWS.iter().filter(|(lang, _)| !matches!(*lang, "nb" | "da" | "hr" | "id")) {
        let wrong = if *lang == "en" { "ru" } else { "en" };
        assert_eq!(detector.detect(&document("", text, Some(wrong))).lang.as_str(), *lang, "{text}");
    }
    let az = NEWS[0].1;
    assert_eq!(detector.detect(&document("", az, Some("tr"))).lang.as_str(), "az");
}

#[test]
fn a_declaration_settles_what_is_even() {
    let detector = detector();
    let text = "Predsjednik je stigao u grad.";
    for declared in ["hr", "bs"] {
        assert_eq!(detector.detect(&document("", text, Some(declared))).lang.as_str(), declared);
    }
    let found = detector.detect(&document("東京都知事選挙", "", Some("ja")));
    assert_eq!((found.lang.as_str(), found.script), ("ja", Script::Han));
}

#[test]
fn nothing_to_tell_is_und() {
    let detector = detector();
    for text in ["12 345,67 — 2026", "https://example.org/xeber/bu-gun", "🎉🎉 !!!", "", "@baku_info 24/7"]
    {
        let found = detector.detect(&document("", text, None));
        assert_eq!((found.lang, found.confidence), (Lang::UND, 0.0), "{text}");
    }
    // A script that no table and no rule knows.
    let found = detector.detect(&document("", "ᚠᚢᚦᚨᚱᚲ ᚷᚹᚺᚾᛁᛃ", None));
    assert_eq!((found.lang, found.script), (Lang::UND, Script::Runic));
}

#[test]
fn two_words_are_never_a_confident_guess() {
    let detector = detector();
    for text in
        ["Lantern Wire", "Vusal Kerimli", "Alatau Open", "Марина Коваль", "Reuters", "Baku", "سامي كريم"]
    {
        let guess = detector.identify(text, None);
        assert!(!guess.lang.is_known() || guess.confidence <= 0.6, "{text}: {guess:?}");
        let found = detector.detect(&document(text, "", None));
        assert!(!found.lang.is_known() || found.confidence <= 0.6, "{text}: {found:?}");
    }
}

#[test]
fn a_quotation_in_another_language_keeps_its_own() {
    let text = "Bakıda keçirilən görüşdə tərəflər yeni layihəni müzakirə ediblər. Nazir müavini deyib ki, iş qrafikə \
        uyğun gedir.\n\nПосол заявил журналистам, что стороны довольны ходом переговоров и готовы подписать \
        соглашение уже осенью.\n\nTədbirin sonunda sual-cavab sessiyası olub.";
    let found = detector().detect(&document("Layihə müzakirə edildi", text, None));
    let langs: Vec<&str> = found.spans.iter().map(|s| s.lang.as_str()).collect();
    assert_eq!((found.lang.as_str(), langs), ("az", vec!["az", "az", "ru", "az"]), "{:?}", found.spans);
}

#[test]
fn a_paragraph_in_the_same_script_keeps_its_own() {
    let text = "Bakanlık yetkilileri köprünün önümüzdeki yıl açılacağını söyledi. Çalışmalar sürüyor.\n\n\
        The contractor said in a statement that it had already delivered most of the steel and expected no delay.\n\n\
        Köprünün uzunluğu 900 metre olacak.";
    let found = detector().detect(&document("Yeni köprü açılıyor", text, Some("tr")));
    let langs: Vec<&str> = found.spans.iter().map(|s| s.lang.as_str()).collect();
    assert_eq!(langs, ["tr", "tr", "en", "tr"], "{:?}", found.spans);
    assert!(found.confidence > 0.8);
}

#[test]
fn short_and_empty_sentences_go_with_the_document() {
    let text = "Rada přijala nový zákon o dopravě. Ano. 12 : 3. Video. Ministr uvedl, že zákon začne platit v lednu.";
    let found = detector().detect(&document("", text, None));
    assert_eq!(found.spans.len(), 1, "{:?}", found.spans);
    assert_eq!(found.lang.as_str(), "cs");
}

#[test]
fn confusable_pairs_within_one_document() {
    // The longer language gives the document its own, the other keeps its paragraph.
    let text = |lang: &str, script: Script| {
        let found = NEWS.iter().filter(|(l, _)| *l == lang).map(|(_, t)| *t);
        found.into_iter().find(|t| script::Letters::of(t).in_script(script) > 20).unwrap()
    };
    let detector = detector();
    for (a, b, script) in [
        ("az", "tr", Script::Latin),
        ("ru", "uk", Script::Cyrillic),
        ("ru", "be", Script::Cyrillic),
        ("bg", "mk", Script::Cyrillic),
        ("kk", "ky", Script::Cyrillic),
        ("kk", "ru", Script::Cyrillic),
        ("uz", "tr", Script::Latin),
        ("uz", "tg", Script::Cyrillic),
        ("tt", "ba", Script::Cyrillic),
        ("fa", "ar", Script::Arabic),
        ("ur", "fa", Script::Arabic),
        ("cs", "sk", Script::Latin),
        ("pt", "es", Script::Latin),
        ("sv", "da", Script::Latin),
        ("tk", "az", Script::Latin),
        ("ro", "it", Script::Latin),
    ] {
        for (main, quoted) in [(a, b), (b, a)] {
            let (main_text, quoted_text) = (text(main, script), text(quoted, script));
            let body = format!("{main_text} {main_text}\n\n{quoted_text}\n\n{main_text}");
            let found = detector.detect(&document("", &body, None));
            let langs: Vec<&str> = found.spans.iter().map(|s| s.lang.as_str()).collect();
            assert_eq!((found.lang.as_str(), langs), (main, vec![main, quoted, main]), "{:?}", found.spans);
        }
    }
}

#[test]
fn spans_lie_in_order_inside_title_or_body() {
    let doc =
        document("Başlık burada", "Birinci cümle bu. A second sentence is written in English here.", None);
    let found = detector().detect(&doc);
    let mut last = 0;
    for span in &found.spans {
        assert!(span.span.start >= last && !span.span.is_empty());
        assert!(doc.title().contains(span.span) || doc.body().contains(span.span));
        last = span.span.end;
    }
}

#[test]
fn the_sample_feed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/feeds");
    let gold: serde_json::Value =
        serde_json::from_str(&read_to_string(folder.join("sample.gold.json")).unwrap()).unwrap();
    let detector = detector();
    let mut wrong = Vec::new();
    for line in read_to_string(folder.join("sample.jsonl")).unwrap().lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let get = |key: &str| row[key].as_str().unwrap_or_default();
        let found = detector.detect(&document(get("title"), get("text"), None));
        let wanted = gold["languages"][get("id")].as_str().unwrap();
        let strange: Vec<_> = found.spans.iter().filter(|s| s.lang.as_str() != wanted).collect();
        if found.lang.as_str() != wanted || found.confidence < 0.8 || !strange.is_empty() {
            wrong.push(format!("{}: {} {:.2} {strange:?}", get("id"), found.lang, found.confidence));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
