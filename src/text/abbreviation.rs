//! Words that carry a dot without ending a sentence. Written down by hand from general knowledge.

use crate::types::Lang;

/// How an abbreviation stands to what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Stands before a name or a number: never ends a sentence.
    Title,
    /// Stands before a number: `No. 5`, but `He said no.`
    Numbered,
    /// May end one: `Inc.`
    Common,
    /// Stands at the end of a list or a sentence: before a capital letter it ends one.
    Ending,
}

/// The kind of `word` (without its last dot) in `lang`.
pub(super) fn kind(word: &str, lang: Lang) -> Option<Kind> {
    let lower = word.to_lowercase();
    let is = |list: &str| list.split_ascii_whitespace().any(|w| w == lower);
    let (titles, commons) = of(lang.as_str());
    if is(ENDING) {
        Some(Kind::Ending)
    } else if is(NUMBERED) {
        Some(Kind::Numbered)
    } else if is(titles) || is(TITLES) {
        Some(Kind::Title)
    } else {
        (is(commons) || is(COMMONS)).then_some(Kind::Common)
    }
}

/// Whether `word` is one with which sentences begin and names do not.
pub(super) fn opens_sentence(word: &str) -> bool {
    OPENERS.split_ascii_whitespace().any(|w| w == word)
}

const TITLES: &str =
    "dr prof mr mrs ms messrs st gen col lt sgt capt maj cmdr adm gov sen rep rev hon pres vs v det";
const COMMONS: &str = "inc ltd co corp jr sr dept est jan feb apr jun jul aug sep sept oct nov dec";
const NUMBERED: &str = "no nos nr plkst núm art fig vol p pp pag pág págs tel abs bd br č čl str стр рис табл кв корп \
    ст п гл нр";
const ENDING: &str = "etc т.д т.п т.б т.с.с др пр b.e h.k n.e p.n.e v.v ș.a enz usw ecc itd itp atd apod stb osv \
    jne etj т.і тж";

const OPENERS: &str = "The In On At He She It But And This That These Those They We As For From After Before When \
    While If However His Her Their Its There Our You I An \
    В На По Он Она Они Это Но И Как Также При После Кроме Об О С За У Для Его Ее Её Их Мы Что Если Однако Ранее До \
    У Від Він Вона Вони Це Але Та Також Після Про Як За На З \
    Der Die Das Er Sie Es Im In Am Ein Eine Auch Aber Nach Bei Mit Und Dies Danach Zudem Dabei \
    Le La Les Il Elle Ils En Un Une Cette Ce Au Dans Mais \
    El Los Las En Lo Su Una Pero Por \
    O A Os As No Na Em Ele Ela \
    Bu O Bunun Və Ancaq Bundan Onun Qeyd Daha Ve Ama Ancak Ayrıca \
    Бұл Ол Сонымен Ал Бул Ал Бу У Bu U Shuningdek";

/// Titles and common abbreviations of a language.
fn of(lang: &str) -> (&'static str, &'static str) {
    match lang {
        "ru" | "be" | "kk" | "ky" | "tg" | "tt" | "ba" | "und" | "mn" | "bg" | "mk" => (
            "г гор ул просп пер пл наб бул обл р-н им д с пос т тов гр проф акад ген полк подп кап лейт доц инж св \
             о оз р пгт ред муз реж л м а қ көш б ш вул д-р г-н г-жа м-р э",
            "гг в т.е т.к т.н т.ч и.о см ср напр янв фев апр июн июл авг сен сент окт ноя дек",
        ),
        "sr" => (
            "г гђа др мр проф доц инг ген пук св ул dr mr prof doc sv ul gosp gđa ing gen puk",
            "тј тзв tj tzv npr нпр",
        ),
        "uz" => ("г ул им д проф акад ген док prof akad dots sh k", "й"),
        "uk" => (
            "м вул просп пров пл обл р-н ім с смт буд гр проф акад ген полк доц інж о св р д-р ред",
            "рр в т.зв т.ч див напр січ лют бер кві тра чер лип сер вер жов лис гру",
        ),
        "az" => ("akad dos c m g küç müh polk şəh səh г ҝ м", "mil"),
        "tr" => (
            "doç yrd öğr gör uzm op av dt mah cad sok bul apt alb kur ord arş müh yzb tğm bnb korg tümg bkz",
            "şti aş san tic m.ö m.s",
        ),
        "tk" => ("akad ş köç", ""),
        "ro" => ("dl dna dra domnul ing av mt cpt com jud şos șos mun sf cdor", "nr"),
        "de" => (
            "hr fr frl hl ing dipl mag bzw ca vgl sog gem evtl inkl zzgl ggf z.b u.a d.h",
            "okt dez v.chr n.chr mio mrd tsd",
        ),
        "fr" => ("m mm mme mmes mlle mgr me pr ste av cf", "j.-c janv févr avr juil déc"),
        "es" => {
            ("sra srta sres ee jj dra d dña ing lic gral cnel cap av avda pza sto sta", "ee.uu jj.oo s.a")
        }
        "pt" => ("sra srs dra d eng profa cel av exmo dep", "ltda s.a cia"),
        "gl" | "ca" | "eu" => ("sra dra d av pl", ""),
        "it" => ("sig sig.ra sigg dott dott.ssa on avv ing arch geom mons s p.zza v.le cfr", "s.p.a s.r.l"),
        "nl" => ("dhr mevr mw drs ir ing jhr ds bijv", "n.v b.v jl"),
        "pl" => (
            "ul al pl os hab inż mgr płk ppłk mjr kpt ks św im m tzw woj pow gm red doc r godz",
            "m.in np tj",
        ),
        "cs" | "sk" => (
            "pí ing mgr bc mudr judr rndr phdr doc plk pplk mjr kpt sv ul nám tř tzv tzn resp např napr arch",
            "a.s s.r.o",
        ),
        "hu" => ("ifj id özv szt kb ill ún gr", "rt kft zrt nyrt bt febr márc ápr okt"),
        "hr" | "bs" | "sl" => ("g gđa gdin gosp mag doc sv ul npr dipl ing inž akad puk", "tj tzv"),
        "sq" => ("z znj rr shën gjen kol", ""),
        "sv" | "da" | "nb" | "nn" | "no" | "is" => ("hr fr kl ca f.eks bl.a t.ex bl ing kap", "okt des"),
        "fi" | "et" => ("tri hra rva ks esim ns mm", ""),
        "lt" | "lv" => ("g a k m t.y žr pvz akad r", ""),
        "el" => ("κ κκ δρ καθ αγ οδ λεωφ αρ βλ π.χ", "δηλ εκατ δισ χιλ"),
        "vi" => ("tp q tx tt gs pgs ts ths bs ks ls gs.ts pgs.ts ô đ nxb đt", ""),
        "id" | "ms" => ("drs ir h hj jl kab kec bpk sdr tn ny kh kol letjen mayjen brigjen", "tbk sdn bhd"),
        "ar" => ("د أ م ص ق ا", ""),
        "fa" | "ur" | "ps" | "ckb" | "ug" => ("د ص ر", ""),
        "hi" | "mr" | "ne" => ("डॉ श्री प्रो डा श्रीमती पं", ""),
        "hy" => ("թ դ ք փ պրոֆ ակադ գ հ", ""),
        "ka" => ("პროფ აკად ქ ქუჩ", ""),
        _ => ("", ""),
    }
}
