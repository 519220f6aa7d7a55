//! Nouns of office in many languages, and the words that may stand around them.
//!
//! Written down by hand from the usage of news agencies. A word that ends in `*` takes the endings
//! of its language ([`ending`]); phrases are given word by word. Words are compared in lower case
//! with their marks.

use crate::types::Lang;

/// What kind of office a noun names, across languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    President,
    HeadOfGovernment,
    Minister,
    Chair,
    Director,
    Ambassador,
    Governor,
    Mayor,
    Judge,
    Spokesperson,
    Secretary,
    Head,
    Member,
    Monarch,
    Religious,
    Officer,
    Captain,
    Coach,
    Expert,
    Lawyer,
    Founder,
}

impl Kind {
    /// Held in one country: two countries mean two persons. Not so for ambassadors, whose roles name
    /// two countries in any order.
    pub(super) fn is_of_state(self) -> bool {
        use Kind::*;
        matches!(self, President | HeadOfGovernment | Minister | Governor | Monarch)
    }
}

/// Where a language puts the office noun in its noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// `ministrul Energiei X`, `министр энергетики X`, also `Minister of Energy X`.
    NounFirst,
    /// `energetika naziri X`.
    NounLast,
    /// Written without spaces: `能源部长X`.
    Unspaced,
}

fn order(lang: Lang) -> Order {
    match lang.as_str() {
        "az" | "tr" | "kk" | "ky" | "uz" | "tk" | "tt" | "ba" | "hu" | "fi" | "et" | "ka" | "hy" | "hi"
        | "ur" | "ko" | "mn" => Order::NounLast,
        "zh" | "ja" => Order::Unspaced,
        _ => Order::NounFirst,
    }
}

use Kind::*;

#[rustfmt::skip]
const OFFICES: &[(&str, Kind, &str)] = &[
    // English.
    ("en", President, "president"), ("en", HeadOfGovernment, "prime minister, premier, chancellor, taoiseach"),
    ("en", Minister, "minister, secretary of state, foreign secretary, home secretary"),
    ("en", Chair, "chairman, chairwoman, chairperson, chair, speaker"),
    ("en", Director, "director, director general, general director, manager, ceo, chief executive, managing director, executive director, dean, rector, editor-in-chief, curator"),
    ("en", Ambassador, "ambassador, envoy, consul"), ("en", Governor, "governor, prefect, hokim, akim"),
    ("en", Mayor, "mayor"), ("en", Judge, "judge, justice, prosecutor"),
    ("en", Spokesperson, "spokesman, spokeswoman, spokesperson"), ("en", Secretary, "general secretary, secretary general, secretary-general, secretary"),
    ("en", Head, "head, chief, leader, commissioner"), ("en", Member, "senator, mp, lawmaker, deputy, congressman, congresswoman, councillor"),
    ("en", Monarch, "king, queen, emir, sultan, emperor, prince, princess, crown prince"), ("en", Religious, "pope, patriarch, archbishop, bishop, imam, cardinal"),
    ("en", Officer, "general, colonel, major, lieutenant, commander, admiral, sergeant, inspector"), ("en", Captain, "captain, skipper, chief engineer, engineer, pilot"),
    ("en", Coach, "coach, manager, striker, goalkeeper, midfielder, defender"),
    ("en", Expert, "professor, economist, analyst, historian, researcher, scientist, seismologist, meteorologist, hydrologist, archaeologist, doctor, surgeon, journalist, correspondent"),
    ("en", Lawyer, "lawyer, attorney, solicitor, barrister"), ("en", Founder, "founder, co-founder, owner"),
    // Russian.
    ("ru", President, "президент*"), ("ru", HeadOfGovernment, "премьер-министр*, премьер*, канцлер*"), ("ru", Minister, "министр*, глава мид, глава минобороны, госсекретар*"),
    ("ru", Chair, "председател*, спикер*"), ("ru", Director, "директор*, гендиректор*, управляющ*, ректор*, декан*, руководител*"), ("ru", Ambassador, "посол*, посл*, консул*"),
    ("ru", Governor, "губернатор*, аким*, хоким*, префект*"), ("ru", Mayor, "мэр*"), ("ru", Judge, "судь*, прокурор*"), ("ru", Spokesperson, "пресс-секретар*, официальный представитель, представител*"),
    ("ru", Secretary, "генсек*, секретар*"), ("ru", Head, "глав*, начальник*, лидер*, заведующ*"), ("ru", Member, "депутат*, сенатор*"), ("ru", Monarch, "корол*, эмир*, султан*, принц*"),
    ("ru", Religious, "патриарх*, епископ*, муфти*"), ("ru", Officer, "генерал*, полковник*, майор*, генерал-майор*, командующ*, командир*"), ("ru", Captain, "капитан*, пилот*"),
    ("ru", Coach, "тренер*"), ("ru", Expert, "профессор*, эксперт*, экономист*, аналитик*, научный сотрудник, учёный, историк*, метеоролог*, сейсмолог*, врач*, журналист*"),
    ("ru", Lawyer, "адвокат*, юрист*"), ("ru", Founder, "основател*, владел*"),
    // Ukrainian.
    ("uk", President, "президент*"), ("uk", HeadOfGovernment, "прем’єр-міністр*, прем'єр-міністр*, канцлер*"), ("uk", Minister, "міністр*, держсекретар*"), ("uk", Chair, "голов*, спікер*"),
    ("uk", Director, "директор*, гендиректор*, керівник*, керівниц*, ректор*"), ("uk", Ambassador, "посол*, посл*, консул*"), ("uk", Governor, "губернатор*, префект*"), ("uk", Mayor, "мер*"),
    ("uk", Judge, "судд*, прокурор*"), ("uk", Spokesperson, "речник*, речниц*, прессекретар*"), ("uk", Secretary, "генсек*, секретар*"), ("uk", Head, "очільник*, очільниц*, начальник*, лідер*, лідерк*"),
    ("uk", Member, "депутат*, нардеп*, сенатор*"), ("uk", Officer, "генерал*, полковник*, командувач*"), ("uk", Captain, "капітан*"), ("uk", Coach, "тренер*, тренерк*"),
    ("uk", Expert, "професор*, експерт*, економіст*, аналітик*, бібліотекар*, бібліотекарк*, лікар*, лікарк*, журналіст*"), ("uk", Lawyer, "адвокат*, адвокатк*, юрист*"), ("uk", Founder, "засновник*, засновниц*, власник*"),
    // Belarusian, Bulgarian, Serbian, Macedonian.
    ("be", President, "прэзідэнт*"), ("be", Minister, "міністр*"), ("be", HeadOfGovernment, "прэм’ер-міністр*"), ("be", Chair, "старшын*"), ("be", Director, "дырэктар*, кіраўнік*"), ("be", Ambassador, "пасол*"), ("be", Mayor, "мэр*"),
    ("bg", President, "президент, президентът, президента"), ("bg", HeadOfGovernment, "премиер, премиерът, премиера, министър-председател, министър-председателят"), ("bg", Minister, "министър, министърът, министъра"),
    ("bg", Chair, "председател, председателят, председателя, председателката"), ("bg", Director, "директор, директорът, директора, директорката, ректор"), ("bg", Ambassador, "посланик, посланикът, посланика"),
    ("bg", Governor, "губернатор, губернаторът"), ("bg", Mayor, "кмет, кметът, кмета"), ("bg", Judge, "съдия, прокурор"), ("bg", Spokesperson, "говорител, говорителят"), ("bg", Head, "ръководител, ръководителят, шеф, шефът, лидер, лидерът, началник"), ("bg", Coach, "треньор, треньорът"),
    ("sr", President, "председник*, predsednik*, predsednica"), ("sr", HeadOfGovernment, "премијер*, premijer*, premijerka"), ("sr", Minister, "министар, министра, министарка, ministar, ministarka, ministra"),
    ("sr", Director, "директор*, direktor*, direktorka"), ("sr", Ambassador, "амбасадор*, ambasador*"), ("sr", Mayor, "градоначелник*, gradonačelnik*"), ("sr", Spokesperson, "портпарол*, portparol*"), ("sr", Coach, "тренер*, trener*"),
    ("mk", President, "претседател*"), ("mk", HeadOfGovernment, "премиер*"), ("mk", Minister, "министер*, министерот"), ("mk", Director, "директор*"), ("mk", Mayor, "градоначалник*"),
    // Azerbaijani.
    ("az", President, "prezident*"), ("az", HeadOfGovernment, "baş nazir*, kansler*"), ("az", Minister, "nazir*, dövlət katib*"), ("az", Chair, "sədr*, spiker*"), ("az", Director, "direktor*, rektor*, icraçı direktor*, rəis*, dekan*"),
    ("az", Ambassador, "səfir*, konsul*"), ("az", Governor, "qubernator*, icra başçı*"), ("az", Mayor, "mer*, şəhər başçı*"), ("az", Judge, "hakim*, prokuror*"), ("az", Spokesperson, "sözçü*, mətbuat katib*"),
    ("az", Secretary, "baş katib*, katib*"), ("az", Head, "rəhbər*, başçı*, lider*, müdir*"), ("az", Member, "deputat*, senator*"), ("az", Monarch, "kral*, əmir*, sultan*"), ("az", Officer, "general*, polkovnik*, komandir*, general-mayor*"),
    ("az", Captain, "kapitan*"), ("az", Coach, "məşqçi*"), ("az", Expert, "professor*, ekspert*, iqtisadçı*, analitik*"), ("az", Lawyer, "vəkil*, hüquqşünas*"), ("az", Founder, "təsisçi*"),
    // Turkish.
    ("tr", President, "cumhurbaşkan*, devlet başkan*"), ("tr", HeadOfGovernment, "başbakan*, şansölye*"), ("tr", Minister, "bakan*"), ("tr", Chair, "başkan*"), ("tr", Director, "müdür*, direktör*, rektör*, genel müdür*, ceo'su"),
    ("tr", Ambassador, "büyükelçi*, konsolos*, elçi*"), ("tr", Governor, "vali*, kaymakam*"), ("tr", Mayor, "belediye başkan*"), ("tr", Judge, "hâkim*, hakim*, yargıç*, savcı*"), ("tr", Spokesperson, "sözcü*"),
    ("tr", Secretary, "genel sekreter*, sekreter*"), ("tr", Head, "lider*, şef*, amir*"), ("tr", Member, "milletvekil*, senatör*"), ("tr", Monarch, "kral*, emir*, sultan*"), ("tr", Officer, "general*, albay*, komutan*, orgeneral*"),
    ("tr", Captain, "kaptan*"), ("tr", Coach, "teknik direktör*, antrenör*"), ("tr", Expert, "profesör*, uzman*, ekonomist*, mühendis*, analist*"), ("tr", Lawyer, "avukat*"), ("tr", Founder, "kurucu*"),
    // Kazakh (Cyrillic and Latin), Kyrgyz, Uzbek, Turkmen, Tatar.
    ("kk", President, "президент*, prezident*"), ("kk", HeadOfGovernment, "премьер-министр*, premer-ministr*"), ("kk", Minister, "министр*, ministr*"), ("kk", Chair, "төраға*, спикер*, törağa*"), ("kk", Director, "директор*, ректор*, direktor*"),
    ("kk", Ambassador, "елші*, elşı*"), ("kk", Governor, "әкім*, губернатор*, äkım*"), ("kk", Judge, "судья*, прокурор*"), ("kk", Spokesperson, "баспасөз хатшы*"), ("kk", Secretary, "хатшы*"), ("kk", Head, "басшы*, жетекші*, көшбасшы*, basşy*"),
    ("kk", Member, "депутат*, сенатор*"), ("kk", Officer, "генерал*, полковник*"), ("kk", Captain, "капитан*"), ("kk", Coach, "бапкер*, жаттықтырушы*, bapker*"), ("kk", Expert, "профессор*, сарапшы*, экономист*, ғалым*"), ("kk", Lawyer, "адвокат*, заңгер*"),
    ("ky", President, "президент*"), ("ky", HeadOfGovernment, "премьер-министр*"), ("ky", Minister, "министр*"), ("ky", Chair, "төрага*, спикер*"), ("ky", Director, "директор*"), ("ky", Ambassador, "элчи*"), ("ky", Governor, "аким*, губернатор*"), ("ky", Mayor, "мэр*"),
    ("ky", Head, "башчы*, жетекчи*, лидер*"), ("ky", Member, "депутат*"), ("ky", Coach, "машыктыруучу*"), ("ky", Expert, "профессор*, эксперт*"),
    ("uz", President, "prezident*, президент*"), ("uz", HeadOfGovernment, "bosh vazir*, бош вазир*"), ("uz", Minister, "vazir*, вазир*"), ("uz", Chair, "rais*, spiker*, раис*"), ("uz", Director, "direktor*, rektor*, boshqaruvchi*, директор*"),
    ("uz", Ambassador, "elchi*, элчи*"), ("uz", Governor, "hokim*, ҳоким*"), ("uz", Judge, "sudya*, prokuror*"), ("uz", Spokesperson, "matbuot kotib*"), ("uz", Secretary, "bosh kotib*, kotib*"), ("uz", Head, "rahbar*, boshliq*, boshlig‘i, boshligʻi, yetakchi*"),
    ("uz", Member, "deputat*, senator*"), ("uz", Officer, "general*, polkovnik*"), ("uz", Captain, "kapitan*"), ("uz", Coach, "murabbiy*"), ("uz", Expert, "professor*, ekspert*, iqtisodchi*, olim*"), ("uz", Lawyer, "advokat*"),
    ("tk", President, "prezident*"), ("tk", Minister, "ministr*"), ("tk", Chair, "başlyg*, başlyk*"), ("tk", Ambassador, "ilçi*"), ("tk", Governor, "häkim*"), ("tk", Head, "ýolbaşçy*"), ("tk", Director, "direktor*"),
    ("tt", President, "президент*"), ("tt", Minister, "министр*"), ("tt", Director, "директор*"), ("tt", Head, "җитәкче*, башлыг*"), ("tt", Mayor, "мэр*"),
    // Romanian.
    ("ro", President, "președintele, preşedintele, președinte, președinta, preşedinte"), ("ro", HeadOfGovernment, "premierul, prim-ministrul, premier, prim-ministru, cancelarul"), ("ro", Minister, "ministrul, ministra, ministru, ministrului"),
    ("ro", Director, "directorul, directoarea, director, directoare, managerul, rectorul, rectorița, decanul"), ("ro", Ambassador, "ambasadorul, ambasadoarea, ambasador, consulul"), ("ro", Governor, "prefectul, prefecta, guvernatorul"),
    ("ro", Mayor, "primarul, primărița, primar"), ("ro", Judge, "judecătorul, judecătoarea, procurorul"), ("ro", Spokesperson, "purtătorul de cuvânt, purtătoarea de cuvânt"), ("ro", Secretary, "secretarul general, secretarul"),
    ("ro", Head, "șeful, şeful, șefa, liderul, comandantul, coordonatorul"), ("ro", Member, "deputatul, senatorul, deputata, senatoarea"), ("ro", Officer, "generalul, colonelul, comisarul, inspectorul"), ("ro", Captain, "căpitanul"), ("ro", Coach, "antrenorul, antrenoarea"),
    ("ro", Expert, "profesorul, profesoara, economistul, analistul, cofetarul, medicul, cercetătorul"), ("ro", Lawyer, "avocatul, avocata"), ("ro", Founder, "fondatorul, fondatoarea, proprietarul"),
    // French, Spanish, Italian, Portuguese, Catalan.
    ("fr", President, "président, présidente"), ("fr", HeadOfGovernment, "premier ministre, première ministre, chancelier, chancelière"), ("fr", Minister, "ministre, secrétaire d'état"), ("fr", Director, "directeur, directrice, directeur général, directrice générale, pdg, recteur"), ("fr", Ambassador, "ambassadeur, ambassadrice, consul"),
    ("fr", Governor, "gouverneur, préfet, préfète"), ("fr", Mayor, "maire"), ("fr", Judge, "juge, procureur, procureure"), ("fr", Spokesperson, "porte-parole"), ("fr", Secretary, "secrétaire général, secrétaire générale, secrétaire"), ("fr", Head, "chef, cheffe, patron, patronne, responsable, dirigeant"), ("fr", Member, "député, députée, sénateur, sénatrice"), ("fr", Monarch, "roi, reine, émir, prince"),
    ("fr", Officer, "général, colonel, commandant"), ("fr", Captain, "capitaine"), ("fr", Coach, "entraîneur, entraîneuse, sélectionneur"), ("fr", Expert, "professeur, professeure, économiste, analyste, chercheur, chercheuse, historien, historienne, expert"), ("fr", Lawyer, "avocat, avocate"), ("fr", Founder, "fondateur, fondatrice"),
    ("es", President, "presidente, presidenta"), ("es", HeadOfGovernment, "primer ministro, primera ministra, canciller"), ("es", Minister, "ministro, ministra, secretario de estado"), ("es", Director, "director, directora, gerente, rector, rectora"), ("es", Ambassador, "embajador, embajadora, cónsul"), ("es", Governor, "gobernador, gobernadora, prefecto"), ("es", Mayor, "alcalde, alcaldesa"),
    ("es", Judge, "juez, jueza, fiscal, magistrado"), ("es", Spokesperson, "portavoz"), ("es", Secretary, "secretario general, secretaria general, secretario, secretaria"), ("es", Head, "jefe, jefa, líder, responsable"), ("es", Member, "diputado, diputada, senador, senadora"), ("es", Monarch, "rey, reina, emir, príncipe"), ("es", Officer, "general, coronel, comandante"), ("es", Captain, "capitán"), ("es", Coach, "entrenador, entrenadora, seleccionador"),
    ("es", Expert, "profesor, profesora, economista, analista, investigador, investigadora, experto"), ("es", Lawyer, "abogado, abogada"), ("es", Founder, "fundador, fundadora"),
    ("it", President, "presidente, presidentessa"), ("it", HeadOfGovernment, "premier, primo ministro, cancelliere"), ("it", Minister, "ministro, ministra"), ("it", Director, "direttore, direttrice, amministratore delegato, rettore, rettrice"), ("it", Ambassador, "ambasciatore, ambasciatrice, console"), ("it", Governor, "governatore, prefetto, prefetta"), ("it", Mayor, "sindaco, sindaca"), ("it", Judge, "giudice, procuratore"),
    ("it", Spokesperson, "portavoce"), ("it", Secretary, "segretario generale, segretaria generale, segretario, segretaria"), ("it", Head, "capo, leader, responsabile"), ("it", Member, "deputato, deputata, senatore, senatrice"), ("it", Monarch, "re, regina, emiro"), ("it", Officer, "generale, colonnello"), ("it", Captain, "capitano"), ("it", Coach, "allenatore, allenatrice, commissario tecnico"), ("it", Expert, "professore, professoressa, economista, analista"), ("it", Lawyer, "avvocato, avvocata"), ("it", Founder, "fondatore, fondatrice"),
    ("pt", President, "presidente, presidenta"), ("pt", HeadOfGovernment, "primeiro-ministro, primeira-ministra, chanceler"), ("pt", Minister, "ministro, ministra"), ("pt", Director, "diretor, diretora, director, directora, reitor, reitora, diretor-geral"), ("pt", Ambassador, "embaixador, embaixadora, cônsul"), ("pt", Governor, "governador, governadora, prefeito, prefeita"), ("pt", Mayor, "autarca"), ("pt", Judge, "juiz, juíza, procurador, procuradora"), ("pt", Spokesperson, "porta-voz"), ("pt", Secretary, "secretário-geral, secretária-geral, secretário, secretária"), ("pt", Head, "chefe, líder"), ("pt", Member, "deputado, deputada, senador, senadora"), ("pt", Captain, "capitão"), ("pt", Coach, "treinador, treinadora, técnico"), ("pt", Expert, "professor, professora, economista, analista"), ("pt", Lawyer, "advogado, advogada"), ("pt", Founder, "fundador, fundadora"),
    ("ca", President, "president, presidenta"), ("ca", Minister, "ministre, ministra"), ("ca", Mayor, "alcalde, alcaldessa"), ("ca", Director, "director, directora"),
    // German, Dutch, Nordic.
    ("de", President, "präsident, präsidentin, bundespräsident, staatspräsident, staatschef"), ("de", HeadOfGovernment, "ministerpräsident, ministerpräsidentin, bundeskanzler, bundeskanzlerin, premierminister, premierministerin, regierungschef, regierungschefin, kanzler"), ("de", Minister, "minister, ministerin, außenminister, außenministerin, energieminister, verteidigungsminister, finanzminister, innenminister, innenministerin, wirtschaftsminister"),
    ("de", Chair, "vorsitzender, vorsitzende, vorsitzenden, vorstandschef, vorstandsvorsitzender, vorstandsvorsitzende, parlamentspräsident"), ("de", Director, "direktor, direktorin, generaldirektor, generaldirektorin, geschäftsführer, geschäftsführerin, rektor, leiter, leiterin"), ("de", Ambassador, "botschafter, botschafterin, konsul"), ("de", Governor, "gouverneur, gouverneurin, landrat, präfektin, präfekt"), ("de", Mayor, "bürgermeister, bürgermeisterin, oberbürgermeister, oberbürgermeisterin"),
    ("de", Judge, "richter, richterin, staatsanwalt"), ("de", Spokesperson, "sprecher, sprecherin, regierungssprecher"), ("de", Secretary, "generalsekretär, generalsekretärin"), ("de", Head, "chef, chefin, parteichef"), ("de", Member, "abgeordneter, abgeordnete, senator"), ("de", Monarch, "könig, königin, emir, sultan"), ("de", Officer, "general, oberst"), ("de", Captain, "kapitän"), ("de", Coach, "trainer, trainerin"), ("de", Expert, "professor, professorin, ökonom, experte, expertin"), ("de", Lawyer, "anwalt, anwältin, rechtsanwalt"), ("de", Founder, "gründer, gründerin"),
    ("nl", President, "president"), ("nl", HeadOfGovernment, "premier, minister-president"), ("nl", Minister, "minister, staatssecretaris"), ("nl", Chair, "voorzitter"), ("nl", Director, "directeur, topman"), ("nl", Ambassador, "ambassadeur"), ("nl", Governor, "gouverneur"), ("nl", Mayor, "burgemeester"), ("nl", Judge, "rechter"), ("nl", Spokesperson, "woordvoerder, woordvoerster"), ("nl", Head, "leider, hoofd"), ("nl", Monarch, "koning, koningin"), ("nl", Coach, "bondscoach, coach, trainer"), ("nl", Expert, "hoogleraar"), ("nl", Lawyer, "advocaat"),
    ("sv", President, "president, presidenten"), ("sv", HeadOfGovernment, "statsminister, statsministern"), ("sv", Minister, "minister, utrikesminister, finansminister"), ("sv", Chair, "ordförande, ordföranden"), ("sv", Director, "direktör, vd, generaldirektör, chef"), ("sv", Ambassador, "ambassadör"), ("sv", Spokesperson, "talesperson"),
    ("da", President, "præsident"), ("da", HeadOfGovernment, "statsminister"), ("da", Minister, "minister, udenrigsminister"), ("da", Chair, "formand"), ("da", Director, "direktør"), ("da", Ambassador, "ambassadør"), ("da", Mayor, "borgmester"),
    ("nb", President, "president"), ("nb", HeadOfGovernment, "statsminister"), ("nb", Minister, "minister, utenriksminister"), ("nb", Chair, "leder"), ("nb", Director, "direktør"),
    // West Slavic, Croatian, Slovene.
    ("pl", President, "prezydent, prezydenta, prezydentem, prezydentowi"), ("pl", HeadOfGovernment, "premier, premiera, premierem, kanclerz"), ("pl", Minister, "minister, ministra, ministrem, szef mon, szef msz"), ("pl", Chair, "prezes, prezesa, przewodniczący, przewodnicząca, marszałek"), ("pl", Director, "dyrektor, dyrektora, dyrektorem, rektor"), ("pl", Ambassador, "ambasador, ambasadora"), ("pl", Governor, "wojewoda, gubernator"), ("pl", Mayor, "burmistrz, burmistrza"), ("pl", Judge, "sędzia, prokurator"), ("pl", Spokesperson, "rzecznik, rzeczniczka"), ("pl", Secretary, "sekretarz"), ("pl", Head, "szef, szefowa, lider, liderka, kierownik"), ("pl", Member, "poseł, posłanka, senator"), ("pl", Officer, "generał, pułkownik"), ("pl", Captain, "kapitan"), ("pl", Coach, "trener, trenerka"), ("pl", Expert, "profesor, ekspert, ekonomista"), ("pl", Lawyer, "adwokat, mecenas"), ("pl", Founder, "założyciel, założycielka"),
    ("cs", President, "prezident, prezidentka, prezidenta, prezidentem"), ("cs", HeadOfGovernment, "premiér, premiéra, premiérka"), ("cs", Minister, "ministr, ministryně, ministra, ministrem"), ("cs", Chair, "předseda, předsedkyně, předsedou"), ("cs", Director, "ředitel, ředitelka, ředitelem"), ("cs", Ambassador, "velvyslanec, velvyslankyně"), ("cs", Governor, "hejtman, hejtmanka"), ("cs", Mayor, "starosta, starostka, primátor"), ("cs", Spokesperson, "mluvčí"), ("cs", Head, "šéf, šéfka"), ("cs", Coach, "trenér, trenérka"),
    ("sk", President, "prezident, prezidentka"), ("sk", HeadOfGovernment, "premiér, premiérka"), ("sk", Minister, "minister, ministerka"), ("sk", Chair, "predseda, predsedníčka"), ("sk", Director, "riaditeľ, riaditeľka"), ("sk", Ambassador, "veľvyslanec"), ("sk", Mayor, "primátor, starosta"),
    ("hr", President, "predsjednik, predsjednica, predsjednika"), ("hr", HeadOfGovernment, "premijer, premijerka"), ("hr", Minister, "ministar, ministrica, ministra"), ("hr", Director, "direktor, direktorica, ravnatelj"), ("hr", Ambassador, "veleposlanik, veleposlanica"), ("hr", Mayor, "gradonačelnik"), ("hr", Coach, "izbornik, trener"),
    ("sl", President, "predsednik, predsednica"), ("sl", HeadOfGovernment, "premier"), ("sl", Minister, "minister, ministrica"), ("sl", Director, "direktor, direktorica"), ("sl", Mayor, "župan"),
    // Hungarian, Finnish, Estonian, Greek, Georgian, Armenian.
    ("hu", President, "elnök, államfő, köztársasági elnök"), ("hu", HeadOfGovernment, "miniszterelnök, kormányfő, kancellár"), ("hu", Minister, "miniszter, külügyminiszter"), ("hu", Director, "igazgató, vezérigazgató, főigazgató"), ("hu", Ambassador, "nagykövet"), ("hu", Mayor, "polgármester, főpolgármester"), ("hu", Judge, "bíró"), ("hu", Spokesperson, "szóvivő"), ("hu", Secretary, "főtitkár"), ("hu", Head, "vezető"), ("hu", Coach, "edző"),
    ("fi", President, "presidentti"), ("fi", HeadOfGovernment, "pääministeri, liittokansleri"), ("fi", Minister, "ministeri, ulkoministeri, valtiovarainministeri, puolustusministeri"), ("fi", Chair, "puheenjohtaja"), ("fi", Director, "johtaja, toimitusjohtaja, pääjohtaja"), ("fi", Ambassador, "suurlähettiläs"), ("fi", Mayor, "pormestari"), ("fi", Coach, "valmentaja, päävalmentaja"),
    ("el", President, "πρόεδρος, πρόεδρο, προέδρου"), ("el", HeadOfGovernment, "πρωθυπουργός, πρωθυπουργό"), ("el", Minister, "υπουργός, υπουργό, υπουργού"), ("el", Director, "διευθυντής, διευθύντρια"), ("el", Ambassador, "πρέσβης, πρέσβειρα"), ("el", Mayor, "δήμαρχος"), ("el", Spokesperson, "εκπρόσωπος"), ("el", Head, "επικεφαλής"),
    ("ka", President, "პრეზიდენტი, პრეზიდენტმა"), ("ka", HeadOfGovernment, "პრემიერ-მინისტრი, პრემიერ-მინისტრმა"), ("ka", Minister, "მინისტრი, მინისტრმა"), ("ka", Director, "დირექტორი, დირექტორმა"), ("ka", Ambassador, "ელჩი, ელჩმა"), ("ka", Chair, "თავმჯდომარე, თავმჯდომარემ"), ("ka", Mayor, "მერი, მერმა"),
    ("hy", President, "նախագահ, նախագահը"), ("hy", HeadOfGovernment, "վարչապետ, վարչապետը"), ("hy", Minister, "նախարար, նախարարը"), ("hy", Director, "տնօրեն, տնօրենը"), ("hy", Ambassador, "դեսպան, դեսպանը"),
    // Vietnamese, Indonesian.
    ("vi", President, "chủ tịch nước, tổng thống"), ("vi", HeadOfGovernment, "thủ tướng"), ("vi", Minister, "bộ trưởng, thứ trưởng, phó thủ tướng"), ("vi", Chair, "chủ tịch, phó chủ tịch"), ("vi", Director, "giám đốc, tổng giám đốc, phó giám đốc, phó tổng giám đốc, hiệu trưởng"), ("vi", Ambassador, "đại sứ"), ("vi", Governor, "thống đốc, tỉnh trưởng"), ("vi", Mayor, "thị trưởng"), ("vi", Judge, "thẩm phán"),
    ("vi", Spokesperson, "người phát ngôn"), ("vi", Secretary, "tổng bí thư, bí thư, tổng thư ký, phó bí thư"), ("vi", Head, "trưởng ban, trưởng đoàn, người đứng đầu, lãnh đạo, viện trưởng, cục trưởng, vụ trưởng, trưởng phòng"), ("vi", Member, "đại biểu, nghị sĩ"), ("vi", Officer, "đại tướng, thượng tướng, trung tướng, thiếu tướng, đại tá, tư lệnh"), ("vi", Captain, "thuyền trưởng, cơ trưởng"), ("vi", Coach, "huấn luyện viên, hlv"), ("vi", Expert, "giáo sư, tiến sĩ, chuyên gia"), ("vi", Lawyer, "luật sư"),
    ("id", President, "presiden"), ("id", HeadOfGovernment, "perdana menteri"), ("id", Minister, "menteri"), ("id", Chair, "ketua"), ("id", Director, "direktur"), ("id", Ambassador, "duta besar, dubes"), ("id", Governor, "gubernur, bupati"), ("id", Mayor, "wali kota"), ("id", Spokesperson, "juru bicara"), ("id", Head, "kepala"),
    // Arabic, Persian, Hebrew, Urdu.
    ("ar", President, "رئيس, الرئيس, رئيسة, الرئيسة"), ("ar", HeadOfGovernment, "رئيس الوزراء, رئيسة الوزراء, رئيس الحكومة"), ("ar", Minister, "وزير, الوزير, وزيرة, الوزيرة"), ("ar", Director, "مدير, مديرة, المدير, المديرة"), ("ar", Ambassador, "سفير, سفيرة, السفير, السفيرة, القنصل"), ("ar", Governor, "محافظ, حاكم, والي"), ("ar", Mayor, "عمدة"), ("ar", Judge, "القاضي, قاضي, القاضية, المدعي العام"), ("ar", Spokesperson, "المتحدث باسم, المتحدثة باسم, الناطق باسم, المتحدث"),
    ("ar", Secretary, "الأمين العام, أمين عام, أمين"), ("ar", Head, "قائد, زعيم, مسؤول"), ("ar", Member, "النائب, النائبة"), ("ar", Monarch, "الملك, ملك, أمير, الأمير, السلطان, ولي العهد"), ("ar", Officer, "اللواء, العميد, الجنرال, الفريق"), ("ar", Captain, "قبطان, القبطان, كبير المهندسين, ربان"), ("ar", Coach, "مدرب, المدرب"), ("ar", Expert, "الخبير, الدكتور, البروفيسور, الخطاط"), ("ar", Lawyer, "المحامي, المحامية, محامي"), ("ar", Founder, "مؤسس, مؤسسة"),
    ("fa", President, "رئیس‌جمهور, رئیس جمهور, رئیس‌جمهوری, رئیس جمهوری"), ("fa", HeadOfGovernment, "نخست‌وزیر, نخست وزیر, صدراعظم"), ("fa", Minister, "وزیر"), ("fa", Chair, "رئیس, رییس"), ("fa", Director, "مدیرکل, مدیر, مدیرعامل, سرپرست"), ("fa", Ambassador, "سفیر"), ("fa", Governor, "استاندار, فرماندار, والی"), ("fa", Mayor, "شهردار"), ("fa", Judge, "قاضی, دادستان"), ("fa", Spokesperson, "سخنگوی, سخنگو"), ("fa", Secretary, "دبیرکل, دبیر"), ("fa", Head, "رهبر"), ("fa", Member, "نماینده"), ("fa", Officer, "سردار, سرتیپ, فرمانده"), ("fa", Captain, "ناخدا, ناخدای, کاپیتان, سرمهندس"), ("fa", Coach, "سرمربی, مربی"), ("fa", Expert, "کارشناس, پروفسور, دکتر"), ("fa", Lawyer, "وکیل"),
    ("he", President, "נשיא, הנשיא"), ("he", HeadOfGovernment, "ראש הממשלה"), ("he", Minister, "שר, השר, שרת, השרה"), ("he", Mayor, "ראש העיר"), ("he", Director, "מנכ\"ל"), ("he", Ambassador, "שגריר"), ("he", Spokesperson, "דובר, דוברת"),
    // Hindi, Korean.
    ("hi", President, "राष्ट्रपति"), ("hi", HeadOfGovernment, "प्रधानमंत्री"), ("hi", Minister, "मंत्री, मुख्यमंत्री"), ("hi", Chair, "अध्यक्ष"), ("hi", Director, "निदेशक"), ("hi", Ambassador, "राजदूत"),
    ("ko", President, "대통령"), ("ko", HeadOfGovernment, "총리"), ("ko", Minister, "장관"), ("ko", Chair, "의장, 위원장, 회장"), ("ko", Director, "사장, 대표, 국장"), ("ko", Ambassador, "대사"), ("ko", Governor, "지사, 도지사"), ("ko", Mayor, "시장"), ("ko", Coach, "감독"), ("ko", Expert, "교수"),
    // Chinese, Japanese: suffixes of an unspaced run.
    ("zh", President, "总统, 国家主席, 總統"), ("zh", HeadOfGovernment, "总理, 首相, 總理"), ("zh", Minister, "部长, 外长, 防长, 财长, 部長, 大臣"), ("zh", Chair, "主席, 董事长, 议长, 会长, 理事长"), ("zh", Director, "总经理, 主任, 局长, 院长, 社长, 总裁, 司长, 馆长, 校长, 站长, 总干事"), ("zh", Ambassador, "大使, 总领事"), ("zh", Governor, "省长, 州长, 行长"), ("zh", Mayor, "市长"), ("zh", Judge, "法官, 检察官"), ("zh", Spokesperson, "发言人"), ("zh", Secretary, "秘书长, 总书记, 书记"), ("zh", Head, "负责人, 领导人, 首脑, 队长"), ("zh", Officer, "司令, 将军, 上将"), ("zh", Captain, "船长, 机长, 轮机长"), ("zh", Coach, "主教练, 教练"), ("zh", Expert, "教授, 专家, 研究员, 记者, 工作人员"), ("zh", Lawyer, "律师"), ("zh", Founder, "创始人"),
    ("ja", President, "大統領, 国家主席"), ("ja", HeadOfGovernment, "首相, 総理大臣"), ("ja", Minister, "大臣, 外相, 防衛相, 財務相, 経産相"), ("ja", Chair, "議長, 会長, 委員長"), ("ja", Director, "社長, 局長, 所長"), ("ja", Ambassador, "大使"), ("ja", Governor, "知事, 総裁"), ("ja", Mayor, "市長"), ("ja", Spokesperson, "報道官"), ("ja", Secretary, "書記長, 事務総長, 官房長官"), ("ja", Coach, "監督"), ("ja", Expert, "教授"), ("ja", Captain, "船長, 機長"),
];

/// Postures before a name that are no office: they belong neither to the name nor to the role.
#[rustfmt::skip]
const HONORIFICS: &[&str] = &[
    "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "prof", "mr.", "mrs.", "ms.", "dr.", "prof.",
    "ông", "bà", "cô", "anh", "chị", "đồng chí", "г-н", "г-жа", "господин", "госпожа", "пан", "пані", "cənab", "xanım", "sayın",
    "monsieur", "madame", "mme", "señor", "señora", "don", "doña", "signor", "signora", "senhor", "senhora", "herr", "frau", "dl", "dna", "domnul", "doamna",
    "д-р", "проф", "инж", "д-ръ", "κ", "κα", "δρ", "pán", "paní", "gospodin", "gospođa", "госпођа", "ბატონი", "ქალბატონი",
    "السيد", "السيدة", "الشيخ", "آقای", "خانم", "مستر", "janob", "мырза", "ханым", "pan", "pani",
];

pub(super) fn is_honorific(word: &str) -> bool {
    HONORIFICS.contains(&word)
}

/// Endings that an office noun with `*` may take.
fn ending(rest: &str, lang: Lang) -> bool {
    let list: &[&str] = match lang.as_str() {
        "az" | "tr" | "uz" | "tk" => &[
            "", "i", "ı", "u", "ü", "si", "sı", "su", "sü", "y", "in", "ın", "un", "ün", "ni", "nin", "nın",
            "inin", "ının", "sinin", "sının", "yi", "ing", "ining", "ng", "ga", "ni",
        ],
        "kk" | "ky" | "tt" => &[
            "", "і", "ы", "и", "у", "ү", "сы", "сі", "си", "су", "нің", "ның", "інің", "ының", "нин", "нын",
            "ı", "y", "sy", "sı",
        ],
        "ru" | "uk" | "be" | "sr" | "mk" => &[
            "",
            "а",
            "у",
            "е",
            "ы",
            "и",
            "ом",
            "ем",
            "ем",
            "ой",
            "ою",
            "я",
            "ю",
            "ь",
            "ей",
            "ым",
            "ий",
            "ая",
            "его",
            "им",
            "ему",
            "ка",
            "ки",
            "ку",
            "кой",
            "ца",
            "цы",
            "ец",
            "ельница",
            "ница",
            "ницы",
            "ом",
            "еві",
            "ові",
            "ю",
            "єм",
            "я",
            "ією",
            "ь",
            "ёй",
            "ша",
            "o",
            "a",
            "u",
            "om",
        ],
        _ => &[""],
    };
    list.contains(&rest)
}

fn word_matches(pattern: &str, word: &str, lang: Lang) -> bool {
    match pattern.strip_suffix('*') {
        Some(stem) => word.strip_prefix(stem).is_some_and(|rest| ending(rest, lang)),
        None => pattern == word || (lang.as_str() == "en" && word.strip_suffix("-elect") == Some(pattern)),
    }
}

/// The longest office noun that ends with the last of `words` (lower case): its length in words and
/// its kind.
pub(super) fn ending_with(words: &[&str], lang: Lang) -> Option<(usize, Kind)> {
    let mut best = None;
    for (_, kind, phrases) in OFFICES.iter().filter(|(l, _, _)| *l == lang.as_str()) {
        for phrase in phrases.split(", ") {
            let parts = phrase.split(' ').count();
            let Some(from) = words.len().checked_sub(parts) else { continue };
            if best.is_some_and(|(n, _)| n >= parts) {
                continue;
            }
            if phrase.split(' ').zip(&words[from..]).all(|(p, w)| word_matches(p, w, lang)) {
                best = Some((parts, *kind));
            }
        }
    }
    best
}

/// What kind of office a role names: that of its outermost noun.
pub(super) fn kind_of(role: &str, lang: Lang) -> Option<Kind> {
    if order(lang) == Order::Unspaced {
        let nouns = OFFICES.iter().filter(|(l, _, _)| *l == lang.as_str());
        let found = nouns.flat_map(|(_, kind, words)| {
            words.split(", ").filter_map(|word| Some((role.rfind(word)? + word.len(), word.len(), *kind)))
        });
        return found.max_by_key(|(end, length, _)| (*end, *length)).map(|(.., kind)| kind);
    }
    let lower = role.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| {
            c.is_whitespace() || matches!(c, ',' | '(' | ')' | '«' | '»' | '"' | '“' | '”' | '„')
        })
        .filter(|w| !w.is_empty())
        .collect();
    let mut nouns = (1..=words.len()).filter_map(|end| ending_with(&words[..end], lang));
    let noun = if order(lang) == Order::NounLast { nouns.next_back() } else { nouns.next() };
    noun.map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_is_not_its_institution() {
        let find = |text: &str, lang: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            ending_with(&words, Lang::new(lang))
        };
        for (text, lang, want) in [
            ("energetika naziri", "az", Some((1, Minister))),
            ("energetika nazirliyi", "az", None),
            ("министра", "ru", Some((1, Minister))),
            ("министерство", "ru", None),
            ("посольство", "ru", None),
            ("главное", "ru", None),
            ("vnesti phó tổng giám đốc", "vi", Some((4, Director))),
            ("prime minister", "en", Some((2, HeadOfGovernment))),
            ("министрі", "kk", Some((1, Minister))),
            ("президенті", "kk", Some((1, President))),
            ("ministries", "en", None),
        ] {
            assert_eq!(find(text, lang), want, "{text}");
        }
        let of = |role: &str, lang: &str| kind_of(role, Lang::new(lang));
        assert_eq!(of("中国籍轮机长", "zh"), Some(Captain));
        assert_eq!(of("chairman of the board of directors of Baku Port", "en"), Some(Chair));
        assert_eq!(of("Energetika Nazirliyinin mətbuat katibi", "az"), Some(Spokesperson));
        assert_eq!(of("beekeeper", "en"), None);
    }
}
