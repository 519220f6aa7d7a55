"""The fold of src/text/fold.rs, for the generators of tables. A test holds the two together."""

import unicodedata

PLAIN = {
    "ı": "i", "ə": "e", "ǝ": "e", "ɛ": "e", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
    "æ": "ae", "œ": "oe", "ß": "ss", "ħ": "h", "ŋ": "n", "ς": "σ",
    "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه",
    "ۃ": "ه", "ٱ": "ا",
}
APOSTROPHES = set("'’‘ʼʻʹʾʿ`´′‛ʽ＇ˈ׳")


def inside(c, *ranges):
    return any(a <= ord(c) <= b for a, b in ranges)


def is_mark(c):
    return inside(c, (0x300, 0x36F), (0x483, 0x487), (0x591, 0x5C7), (0x610, 0x61A), (0x64B, 0x65F),
                  (0x670, 0x670), (0x640, 0x640), (0x6D6, 0x6ED))


def is_invisible(c):
    return inside(c, (0xAD, 0xAD), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069), (0xFEFF, 0xFEFF))


def is_vowel_sign(c):
    return inside(c, (0x900, 0x1CFF), (0x3099, 0x309C), (0x30FC, 0x30FC)) and c not in "\u0964\u0965"


def key(text):
    out = ""
    for c in text.lower():
        for c in c if 0xAC00 <= ord(c) <= 0xD7A3 else unicodedata.normalize("NFKD", c):
            if is_mark(c) or c in APOSTROPHES or is_invisible(c):
                continue
            if c in PLAIN:
                out += PLAIN[c]
            elif c.isalnum() or is_vowel_sign(c):
                out += c.lower()
            elif out and not out.endswith(" "):
                out += " "
    return out.rstrip()
