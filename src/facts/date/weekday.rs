//! Days named by their weekday or as yesterday: `on Monday`, `в понедельник`, `周一`, `gestern`.
//!
//! Names written down by hand from our own knowledge of the languages. Left out is what means something else
//! as often: Romanian `luni` (months), Georgian `კვირა` (week), Vietnamese `thứ hai` (second) in small letters.

use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use rustc_hash::FxHashMap;

use super::{
    DateMention,
    months::fold,
    token::{Kind, Token, digit},
};
use crate::{
    text::Span,
    types::{Lang, PartialDate},
};

/// Days before publication within which a weekday is taken for the one just past. A report seldom calls an
/// older day by its name alone, and beyond that one to come would be taken for one past.
const LAST: i64 = 3;

/// Tags of the languages; the days from Monday to Sunday, forms apart by spaces, `_` for a space in a form; the
/// words for yesterday.
type Row = (&'static str, [&'static str; 7], &'static str);

const ROWS: &[Row] = &[
    ("en", ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], "yesterday"),
    (
        "de",
        ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag sonnabend", "sonntag"],
        "gestern",
    ),
    ("fr", ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"], "hier"),
    ("es", ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"], "ayer"),
    ("it", ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"], "ieri"),
    (
        "pt",
        ["segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"],
        "ontem",
    ),
    ("ro", ["", "marți", "miercuri", "joi", "vineri", "sâmbătă", "duminică"], "ieri"),
    ("nl", ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"], "gisteren"),
    ("da no nb", ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"], "i_går"),
    (
        "sv",
        [
            "måndag måndags måndagen",
            "tisdag tisdags tisdagen",
            "onsdag onsdags onsdagen",
            "torsdag torsdags torsdagen",
            "fredag fredags fredagen",
            "lördag lördags lördagen",
            "söndag söndags söndagen",
        ],
        "i_går igår",
    ),
    (
        "fi",
        [
            "maanantaina",
            "tiistaina",
            "keskiviikkona",
            "torstaina",
            "perjantaina",
            "lauantaina",
            "sunnuntaina",
        ],
        "eilen",
    ),
    (
        "hu",
        [
            "hétfőn hétfő hétfői",
            "kedden kedd keddi",
            "szerdán szerda szerdai",
            "csütörtökön csütörtök csütörtöki",
            "pénteken péntek pénteki",
            "szombaton szombat szombati",
            "vasárnap vasárnapi",
        ],
        "tegnap",
    ),
    (
        "pl",
        [
            "poniedziałek poniedziałkowy",
            "wtorek",
            "środa środę",
            "czwartek",
            "piątek",
            "sobota sobotę",
            "niedziela niedzielę",
        ],
        "wczoraj",
    ),
    (
        "cs",
        ["pondělí", "úterý", "středa středu", "čtvrtek", "pátek", "sobota sobotu", "neděle neděli"],
        "včera",
    ),
    (
        "sk",
        ["pondelok", "utorok", "streda stredu", "štvrtok", "piatok", "sobota sobotu", "nedeľa nedeľu"],
        "včera",
    ),
    (
        "sl",
        ["ponedeljek", "torek", "sreda sredo", "četrtek", "petek", "sobota soboto", "nedelja nedeljo"],
        "včeraj",
    ),
    (
        "hr bs sr",
        [
            "ponedjeljak ponedeljak понедељак",
            "utorak уторак",
            "srijeda srijedu sreda sredu среда среду",
            "četvrtak четвртак",
            "petak петак",
            "subota subotu субота суботу",
            "nedjelja nedjelju nedelja nedelju недеља недељу",
        ],
        "jučer juče јуче",
    ),
    (
        "ru",
        [
            "понедельник понедельника",
            "вторник вторника",
            "среда среду среды",
            "четверг четверга",
            "пятница пятницу пятницы",
            "суббота субботу субботы",
            "воскресенье воскресенья",
        ],
        "вчера",
    ),
    (
        "uk",
        [
            "понеділок понеділка",
            "вівторок вівторка",
            "середа середу середи",
            "четвер четверга",
            "пʼятниця пʼятницю п'ятниця п'ятницю п’ятниця п’ятницю",
            "субота суботу",
            "неділя неділю",
        ],
        "вчора учора",
    ),
    (
        "be",
        [
            "панядзелак",
            "аўторак",
            "серада сераду",
            "чацвер",
            "пятніца пятніцу",
            "субота суботу",
            "нядзеля нядзелю",
        ],
        "учора",
    ),
    (
        "bg mk",
        ["понеделник", "вторник", "сряда среда", "четвъртък", "петък петок", "събота сабота", "неделя"],
        "вчера",
    ),
    ("el", ["δευτέρα", "τρίτη", "τετάρτη", "πέμπτη", "παρασκευή", "σάββατο", "κυριακή"], "χθες χτες"),
    (
        "tr",
        [
            "pazartesi",
            "salı_günü salı_sabahı salı_akşamı salı_gecesi",
            "çarşamba",
            "perşembe",
            "cuma_günü cuma_sabahı cuma_akşamı cuma_gecesi",
            "cumartesi",
            "pazar_günü pazar_sabahı pazar_akşamı pazar_gecesi",
        ],
        "dün",
    ),
    (
        "az",
        [
            "bazar_ertəsi",
            "çərşənbə_axşamı",
            "çərşənbə_günü",
            "cümə_axşamı",
            "cümə_günü",
            "şənbə_günü",
            "bazar_günü",
        ],
        "dünən",
    ),
    ("kk", ["дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма_күні", "сенбі", "жексенбі"], "кеше"),
    ("ky", ["дүйшөмбү", "шейшемби", "шаршемби", "бейшемби", "жума_күнү", "ишемби", "жекшемби"], "кечээ"),
    (
        "uz",
        [
            "dushanba_kuni душанба_куни",
            "seshanba сешанба",
            "chorshanba чоршанба",
            "payshanba пайшанба",
            "juma_kuni жума_куни",
            "shanba шанба",
            "yakshanba якшанба",
        ],
        "kecha кеча",
    ),
    ("tg", ["", "сешанбе", "чоршанбе", "панҷшанбе", "ҷумъа", "шанбе", "якшанбе"], "дирӯз"),
    ("tt", ["дүшәмбе", "сишәмбе", "чәршәмбе", "пәнҗешәмбе", "җомга_көнне", "шимбә", "якшәмбе"], "кичә"),
    (
        "tk",
        [
            "duşenbe_güni",
            "sişenbe_güni",
            "çarşenbe_güni",
            "penşenbe_güni",
            "anna_güni",
            "şenbe_güni",
            "ýekşenbe_güni",
        ],
        "düýn",
    ),
    ("ar", ["الاثنين الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"], "أمس"),
    (
        "fa",
        ["روز_دوشنبه", "سه‌شنبه", "چهارشنبه", "پنج‌شنبه پنجشنبه", "جمعه", "روز_شنبه", "یکشنبه یک‌شنبه"],
        "دیروز",
    ),
    ("ka", ["ორშაბათს", "სამშაბათს", "ოთხშაბათს", "ხუთშაბათს", "პარასკევს", "შაბათს", ""], "გუშინ"),
    ("hy", ["երկուշաբթի", "երեքշաբթի", "չորեքշաբթի", "հինգշաբթի", "ուրբաթ", "", "կիրակի"], "երեկ"),
    ("id ms", ["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", ""], "kemarin"),
    (
        "vi",
        [
            "thứ_Hai Thứ_Hai",
            "thứ_Ba Thứ_Ba",
            "thứ_Tư Thứ_Tư",
            "thứ_Năm Thứ_Năm",
            "thứ_Sáu Thứ_Sáu",
            "thứ_Bảy Thứ_Bảy",
            "chủ_nhật Chủ_nhật Chủ_Nhật",
        ],
        "hôm_qua Hôm_qua",
    ),
    ("hi", ["सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार"], ""),
];

/// Languages that write the days with a capital, in which small letters may mean something else.
const CAPITALISED: [&str; 5] = ["en", "de", "el", "id", "ms"];
/// Languages in which case tells a weekday from an ordinal, so that it is not folded.
const EXACT: &str = "vi";

#[derive(Clone, Copy, PartialEq)]
enum Said {
    On(Weekday),
    Yesterday,
}

type Table = FxHashMap<String, Said>;

static TABLES: LazyLock<FxHashMap<&'static str, Table>> = LazyLock::new(|| {
    let mut tables = FxHashMap::default();
    for (tags, days, yesterday) in ROWS {
        let key = |form: &str| {
            let words: Vec<String> = form.split('_').map(|word| key(word, tags)).collect();
            words.join(" ")
        };
        let mut table = Table::default();
        for (number, forms) in (1..).zip(days) {
            let Ok(day) = Weekday::from_monday_one_offset(number) else { continue };
            table.extend(forms.split_whitespace().map(|form| (key(form), Said::On(day))));
        }
        table.extend(yesterday.split_whitespace().map(|form| (key(form), Said::Yesterday)));
        tables.extend(tags.split_whitespace().map(|tag| (tag, table.clone())));
    }
    tables
});

fn key(word: &str, lang: &str) -> String {
    if lang == EXACT { word.to_owned() } else { fold(word) }
}

/// Days that `text`, published on a known day, names by their weekday or as yesterday, and in Chinese and
/// Japanese by the figure alone: those just past, within three days. What may as well be to come is left out.
pub(super) fn days(text: &str, tokens: &[Token], lang: Lang, published: Date) -> Vec<DateMention> {
    let past = |days: i64| published.checked_sub(jiff::Span::new().days(days)).ok();
    let day = |said: Said| match said {
        Said::Yesterday => past(1),
        Said::On(weekday) => {
            let since = i64::from(weekday.until(published.weekday()));
            (since <= LAST).then(|| past(since)).flatten()
        }
    };
    let mention = |span: Span, date: Date| {
        let date = PartialDate::from(date);
        DateMention { span, from: date, to: date }
    };
    if matches!(lang.as_str(), "zh" | "ja" | "ko") {
        return east_asian(text, published).into_iter().map(|(span, date)| mention(span, date)).collect();
    }
    let Some(table) = TABLES.get(lang.as_str()) else { return Vec::new() };
    let word = |at: usize| {
        let token = tokens.get(at).filter(|t| t.kind == Kind::Word)?;
        Some((token.span, token.span.of(text)))
    };
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let Some((span, first)) = word(at) else { continue };
        if first.len() > 48 {
            continue;
        }
        let small = CAPITALISED.contains(&lang.as_str()) && !first.starts_with(char::is_uppercase);
        let first = key(first, lang.as_str());
        // A hyphen or an apostrophe in a form is a sign between two words.
        let joint = || tokens.get(at + 1).filter(|t| t.span.start == span.end).map(|t| t.span.of(text));
        let two = word(at + 1).map(|(end, next)| (end, format!("{first} {}", key(next, lang.as_str()))));
        let joined =
            word(at + 2).zip(joint()).map(|((end, next), sign)| (end, fold(&format!("{first}{sign}{next}"))));
        let longer =
            [joined, two].into_iter().flatten().find_map(|(end, form)| Some((end, *table.get(&form)?)));
        let Some((end, said)) = longer.or_else(|| Some((span, *table.get(&first)?))) else { continue };
        if small && said != Said::Yesterday {
            continue;
        }
        found.extend(day(said).map(|date| mention(Span { start: span.start, end: end.end }, date)));
    }
    found
}

/// `周一`, `星期日`, `月曜日`, `월요일`, `昨天`, and `5日` without a month.
fn east_asian(text: &str, published: Date) -> Vec<(Span, Date)> {
    const DAYS: [(&str, &str); 4] = [
        ("星期", "一二三四五六日"),
        ("周", "一二三四五六日"),
        ("週", "一二三四五六日"),
        ("礼拜", "一二三四五六日"),
    ];
    const BEFORE: [(&str, &str); 2] = [("曜", "月火水木金土日"), ("요일", "월화수목금토일")];
    let mut found = Vec::new();
    let past = |days: i64| published.checked_sub(jiff::Span::new().days(days)).ok();
    let mut add = |start: usize, end: usize, number: usize| {
        let Ok(day) = Weekday::from_monday_zero_offset(number as i8) else { return };
        let since = i64::from(day.until(published.weekday()));
        if since <= LAST {
            found.extend(past(since).map(|date| (Span::new(start, end), date)));
        }
    };
    for (lead, days) in DAYS {
        for (at, _) in text.match_indices(lead) {
            let Some(c) = text[at + lead.len()..].chars().next() else { continue };
            let c = if c == '天' { '日' } else { c };
            if let Some(number) = days.chars().position(|d| d == c) {
                add(at, at + lead.len() + c.len_utf8(), number);
            }
        }
    }
    for (end, days) in BEFORE {
        for (at, _) in text.match_indices(end) {
            let Some(c) = text[..at].chars().next_back() else { continue };
            if let Some(number) = days.chars().position(|d| d == c) {
                add(at - c.len_utf8(), at + end.len(), number);
            }
        }
    }
    for yesterday in ["昨天", "昨日", "어제"] {
        let spans = text.match_indices(yesterday).map(|(at, _)| Span::new(at, at + yesterday.len()));
        found.extend(spans.filter_map(|span| Some((span, past(1)?))));
    }
    for (end, _) in text.match_indices('日') {
        let figures: Vec<(usize, u32)> =
            text[..end].char_indices().rev().map_while(|(at, c)| Some((at, digit(c)?))).take(3).collect();
        let Some(&(start, _)) = figures.last() else { continue };
        let day = figures.iter().rev().fold(0, |n, f| n * 10 + f.1);
        let led =
            text[..start].chars().next_back().is_some_and(|c| matches!(c, '月' | '-' | '至' | '.' | '/'));
        // `3日間` counts days.
        let counted = text[end + '日'.len_utf8()..].starts_with(['間', '间', '内', '後', '后']);
        if figures.len() <= 2 && !led && !counted {
            let date = (0..=LAST).filter_map(past).find(|date| date.day() as u32 == day);
            found.extend(date.map(|date| (Span::new(start, end + '日'.len_utf8()), date)));
        }
    }
    found.sort_by_key(|(span, _)| (span.start, span.end));
    found
}

#[cfg(test)]
mod tests {
    use super::super::recent_days;
    use crate::types::{Lang, PartialDate};

    fn found(text: &str, lang: &str, published: (i16, i8, i8)) -> Vec<(String, String)> {
        let published = PartialDate::from(jiff::civil::date(published.0, published.1, published.2));
        let days = recent_days(text, Lang::new(lang), published);
        days.iter().map(|d| (d.span.of(text).to_owned(), d.from.to_string())).collect()
    }

    #[test]
    fn the_day_just_past() {
        // 22 June 2026 is a Monday.
        let monday = (2026, 6, 22);
        for (lang, text, span, day) in [
            ("en", "The strike began on Monday.", "Monday", "2026-06-22"),
            ("uk", "Близько 900 докерів у понеділок припинили роботу.", "понеділок", "2026-06-22"),
            ("ru", "Об этом сообщили в субботу.", "субботу", "2026-06-20"),
            ("pt", "A greve começou na sexta-feira.", "sexta-feira", "2026-06-19"),
            ("az", "Tətil bazar günü başlayıb.", "bazar günü", "2026-06-21"),
            ("az", "Tətil bazar ertəsi başlayıb.", "bazar ertəsi", "2026-06-22"),
            ("hu", "Szombat este tűz ütött ki.", "Szombat", "2026-06-20"),
            ("tr", "Yangın pazar akşamı çıktı.", "pazar akşamı", "2026-06-21"),
            ("de", "Er kam gestern an.", "gestern", "2026-06-21"),
            ("fa", "اعتصاب روز دوشنبه آغاز شد.", "روز دوشنبه", "2026-06-22"),
            ("ar", "بدأ الإضراب الأحد.", "الأحد", "2026-06-21"),
            ("zh", "罢工于周日开始。", "周日", "2026-06-21"),
            ("zh", "新华社22日报道。", "22日", "2026-06-22"),
            ("ja", "土曜に始まった。", "土曜", "2026-06-20"),
            ("vi", "Cuộc đình công bắt đầu hôm thứ Hai.", "thứ Hai", "2026-06-22"),
            ("kk", "Ереуіл жексенбі күні басталды.", "жексенбі", "2026-06-21"),
        ] {
            assert_eq!(found(text, lang, monday), [(span.to_owned(), day.to_owned())], "{lang}: {text}");
        }
    }

    #[test]
    fn what_may_be_to_come_or_is_no_day_is_left_out() {
        let monday = (2026, 6, 22);
        for (lang, text) in [
            ("en", "They will meet on Thursday."),
            ("en", "A friday night."),
            ("ro", "A durat trei luni."),
            ("vi", "Đây là lần thứ hai."),
            ("zh", "3月22日,会谈历时3日间。"),
            ("tr", "Pazar yerinde yangın çıktı."),
        ] {
            assert_eq!(found(text, lang, monday), [], "{lang}: {text}");
        }
    }
}
