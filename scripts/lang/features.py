"""Words and hashed letter n-grams, exactly as `src/lang/features.rs` makes them."""

import re
import unicodedata

APOSTROPHES = "'`´ʻʼʽʾʿˈ‘’‛′"
# Letters (and marks that belong to words) of each group of languages that share a script.
LETTERS = {
    "Latn": "A-Za-zªºÀ-ÖØ-öø-ɏɐ-ʯ\u0300-\u036fᴀ-ᵿḀ-ỿﬀ-ﬆ",
    "Cyrl": "Ѐ-ҁ\u0483-\u0487Ҋ-ԯ\u0300-\u036f",
    "Arab": "\u0620-\u063f\u0641-\u0655\u0670-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdfa\ufe70-\ufefc\u200c",
    "Deva": "\u0900-\u0963ॱ-ॿ\u200c\u200d",
}
WORD = {g: re.compile(f"[{s}](?:[{s}]|[{APOSTROPHES}](?=[{s}]))*") for g, s in LETTERS.items()}
LETTER = {g: re.compile(f"[{s}]") for g, s in LETTERS.items()}
DROPPED = set(map(chr, range(0x64B, 0x653)))
MAX_WORD = 40


def normal(word):
    """Lower case, composed, one apostrophe, no Arabic vowel signs."""
    if any("\u0300" <= c <= "\u036f" or c >= "\ufb00" for c in word):
        word = unicodedata.normalize("NFKC", word)
    out = []
    for c in word:
        if c in APOSTROPHES:
            out.append("'")
        elif c == "İ":
            out.append(c)
        elif c not in DROPPED:
            out.extend(c.lower())
    return "".join(out[:MAX_WORD])


def words(text, group):
    return [w for w in map(normal, WORD[group].findall(text)) if w]


PRIME = 16777619


def features(word):
    """Hashes of the 1- to 4-grams of `_word_` and of the word itself."""
    codes = [95, *map(ord, word), 95]
    size = len(codes)
    out = []
    for i in range(size):
        h = 2166136261
        for j in range(i, min(i + 4, size)):
            h = ((h ^ codes[j]) * PRIME) & 0xFFFFFFFF
            # A lone boundary says nothing; a whole word is added below.
            if (j == i and codes[i] == 95) or (i == 0 and j == size - 1):
                continue
            out.append(mixed(h))
    h = 0x9E3779B9
    for c in codes:
        h = ((h ^ c) * PRIME) & 0xFFFFFFFF
    out.append(mixed(h))
    return out


def mixed(h):
    h ^= h >> 15
    h = (h * 0x2C1B3C6D) & 0xFFFFFFFF
    return h ^ (h >> 12)


def group_of(text):
    """The group with most letters, or None."""
    best = max(((len(LETTER[g].findall(text)), g) for g in LETTERS), key=lambda x: x[0])
    return best[1] if best[0] else None
