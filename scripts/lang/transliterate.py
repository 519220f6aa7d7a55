"""Other scripts of a language, made from its usual one by rule.

Hardly any free text exists for Kazakh in Latin or Arabic letters, for Azerbaijani in Cyrillic or
Arabic letters and the like, so the training text is respelt. The rules follow the official
alphabets (Kazakh Latin drafts of 2018 and 2021, Azerbaijani Cyrillic of 1958, Uzbek Cyrillic of
1940, Turkmen Cyrillic of 1940, Tatar Zamanalif, Moldovan Cyrillic of 1967) and are only as good as
letter statistics need; they are not meant for reading. Own knowledge, no source copied.
"""

import re


def table(pairs):
    """`"a:b c:d"` as a replacement table, longest key first; `c:` deletes."""
    rules = dict(p.split(":") for p in pairs.split())
    keys = sorted(rules, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, keys)))
    return lambda text: pattern.sub(lambda m: rules[m.group()], text)


KK_2021 = table(
    "а:a ә:ä б:b в:v г:g ғ:ğ д:d е:e ё:io ж:j з:z и:i й:i к:k қ:q л:l м:m н:n ң:ñ о:o ө:ö п:p р:r "
    "с:s т:t у:u ұ:ū ү:ü ф:f х:h һ:h ц:s ч:ch ш:ş щ:ş ъ: ы:y і:ı ь: э:e ю:iu я:ia"
)
KK_2018 = table(
    "а:a ә:á б:b в:v г:g ғ:ǵ д:d е:e ё:ıo ж:j з:z и:ı й:ı к:k қ:q л:l м:m н:n ң:ń о:o ө:ó п:p р:r "
    "с:s т:t у:ý ұ:u ү:ú ф:f х:h һ:h ц:ts ч:ch ш:sh щ:sh ъ: ы:y і:i ь: э:e ю:ıý я:ıa"
)
KK_ASCII = table(
    "а:a ә:a б:b в:v г:g ғ:g д:d е:e ё:yo ж:zh з:z и:i й:y к:k қ:q л:l м:m н:n ң:ng о:o ө:o п:p р:r "
    "с:s т:t у:u ұ:u ү:u ф:f х:kh һ:h ц:ts ч:ch ш:sh щ:sh ъ: ы:y і:i ь: э:e ю:yu я:ya"
)
KK_ARAB = table(
    "а:ا ә:ا б:ب в:ۆ г:گ ғ:ع д:د е:ە ё:يو ж:ج з:ز и:ي й:ي к:ك қ:ق л:ل м:م н:ن ң:ڭ о:و ө:و п:پ р:ر "
    "с:س т:ت у:ۋ ұ:ۇ ү:ۇ ф:ف х:ح һ:ھ ц:تس ч:چ ш:ش щ:شش ъ: ы:ى і:ى ь: э:ە ю:يۋ я:يا"
)
KY_ARAB = table(
    "а:ا б:ب в:ۋ г:گ д:د е:ە ё:يو ж:ج з:ز и:ى й:ي к:ك л:ل м:م н:ن ң:ڭ о:و ө:ۅ п:پ р:ر с:س т:ت у:ۇ "
    "ү:ۉ ф:ف х:ح ц:تس ч:چ ш:ش щ:ش ъ: ы:ى ь: э:ە ю:يۇ я:يا"
)
AZ_CYRL = table(
    "a:а b:б c:ҹ ç:ч d:д e:е ə:ә f:ф g:ҝ ğ:ғ h:һ x:х ı:ы i:и j:ж k:к q:г l:л m:м n:н o:о ö:ө p:п r:р "
    "s:с ş:ш t:т u:у ü:ү v:в y:ј z:з"
)
AZ_ARAB = table(
    "a:ا b:ب c:ج ç:چ d:د e:ئ ə:ه f:ف g:گ ğ:غ h:ه x:خ ı:ی i:ی j:ژ k:ک q:ق l:ل m:م n:ن o:و ö:ؤ p:پ r:ر "
    "s:س ş:ش t:ت u:و ü:و v:و y:ی z:ز"
)
UZ_CYRL = table(
    "a:а b:б ch:ч d:д e:е f:ф g:г g':ғ h:ҳ i:и j:ж k:к l:л m:м n:н o:о o':ў p:п q:қ r:р s:с sh:ш t:т "
    "ts:ц u:у v:в x:х y:й ya:я yo:ё yo':йў yu:ю ye:е z:з ':ъ"
)
TK_CYRL = table(
    "a:а b:б ç:ч d:д e:е ä:ә f:ф g:г h:х i:и j:җ ž:ж k:к l:л m:м n:н ň:ң o:о ö:ө p:п r:р s:с ş:ш t:т "
    "u:у ü:ү w:в y:ы ý:й ýa:я ýo:ё ýu:ю z:з"
)
TT_LATN = table(
    "а:a ә:ä б:b в:w г:g д:d е:e ё:yo ж:j җ:c з:z и:i й:y к:k л:l м:m н:n ң:ñ о:o ө:ö п:p р:r с:s т:t "
    "у:u ү:ü ф:f х:x һ:h ц:ts ч:ç ш:ş щ:şç ъ: ы:ı ь: э:e ю:yu я:ya"
)
SR_CYRL = table(
    "a:а b:б c:ц č:ч ć:ћ d:д đ:ђ dž:џ e:е f:ф g:г h:х i:и j:ј k:к l:л lj:љ m:м n:н nj:њ o:о p:п r:р "
    "s:с š:ш t:т u:у v:в z:з ž:ж"
)
SR_LATN = table(
    "а:a б:b ц:c ч:č ћ:ć д:d ђ:đ џ:dž е:e ф:f г:g х:h и:i ј:j к:k л:l љ:lj м:m н:n њ:nj о:o п:p р:r с:s "
    "ш:š т:t у:u в:v з:z ж:ž"
)
RO_CYRL = table(
    "a:а ă:э â:ы b:б c:к ce:че ci:чи che:ке chi:ки d:д e:е ea:я f:ф g:г ge:ӂе gi:ӂи ghe:ге ghi:ги h:х "
    "i:и ia:ия iu:ю î:ы j:ж k:к l:л m:м n:н o:о p:п q:к r:р s:с ș:ш ş:ш t:т ț:ц ţ:ц u:у v:в w:в x:кс "
    "y:и z:з"
)
ASCII = table(
    "ı:i ə:e ä:a á:a à:a â:a ã:a å:a ă:a ā:a ą:a ç:c ć:c č:c ď:d đ:d é:e è:e ê:e ë:e ě:e ē:e ę:e ė:e "
    "ğ:g ģ:g í:i î:i ï:i ī:i į:i ķ:k ł:l ľ:l ĺ:l ļ:l ñ:n ń:n ň:n ņ:n ó:o ô:o ö:o õ:o ő:o ø:o ŕ:r ř:r "
    "ş:s ș:s š:s ś:s ţ:t ț:t ť:t ú:u û:u ü:u ű:u ů:u ū:u ų:u ý:y ž:z ź:z ż:z"
)

_FRONT = set("әеөүі")
_ARABIC_PLAIN = {"э", "к", "г", "е"}


def _kk_arab(word):
    """Töte jazu: a front word without к, г or е carries the high hamza."""
    hamza = "ٴ" if set(word) & _FRONT and not set(word) & _ARABIC_PLAIN else ""
    return hamza + KK_ARAB(word)


def _az_arab(text):
    """South Azerbaijani as it is mostly written: ə only at the ends of words, initial vowels on alif."""
    text = re.sub(r"\bə", "ا", re.sub(r"ə\b", "ه", text)).replace("ə", "")
    text = re.sub(r"\ba", "آ", text)
    text = re.sub(r"\b([ioöuüe])", r"ا\1", re.sub(r"\bı", "ای", text))
    # Case endings and plurals often stand apart.
    return re.sub(r"\B(دا|ده|دان|نین|لار|لر)\b", r" \1", AZ_ARAB(text))


def _initial_e(text, letter="э"):
    return re.sub(r"\bе", letter, text)


def _ro_cyrl(text):
    return re.sub(r"(?<=[бвгджзклмнпрстфхцчш])и\b", "ь", RO_CYRL(text))


VARIANTS = {
    # language: [(its usual group, group made, share of its text, rule)]
    "kk": [
        ("Cyrl", "Latn", 0.5, KK_2021),
        ("Cyrl", "Latn", 0.2, KK_2018),
        ("Cyrl", "Latn", 0.1, KK_ASCII),
        ("Cyrl", "Arab", 0.3, lambda t: " ".join(map(_kk_arab, t.split()))),
    ],
    "ky": [("Cyrl", "Arab", 0.5, KY_ARAB)],
    "az": [
        ("Latn", "Cyrl", 0.7, AZ_CYRL),
        ("Latn", "Arab", 0.4, AZ_ARAB),
        ("Latn", "Arab", 0.8, _az_arab),
        # Typed on an Arabic keyboard.
        ("Latn", "Arab", 0.4, lambda t: _az_arab(t).replace("ی", "ي").replace("ک", "ك")),
    ],
    "uz": [("Latn", "Cyrl", 1.0, lambda t: _initial_e(UZ_CYRL(t)))],
    "tk": [("Latn", "Cyrl", 1.0, lambda t: _initial_e(TK_CYRL(t)))],
    "tt": [("Cyrl", "Latn", 0.5, TT_LATN)],
    "sr": [("Latn", "Cyrl", 0.5, SR_CYRL), ("Cyrl", "Latn", 1.0, SR_LATN)],
    "ro": [("Latn", "Cyrl", 0.15, _ro_cyrl)],
}
