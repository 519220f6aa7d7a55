"""Writes src/names/data/known_parts.bin: name parts that differ from another name part by one letter, as a Bloom filter.

Two such parts are two names (`Karimov`, `Kazimov`), where a part and a word that is nobody's name are one name and a
slip of the pen (`Montesano`, `Montesabo`). Source: rigour's name parts (MIT, content CC0),
$EXONYM_DATA/names/rigour_person_parts/name_parts.jsonl.zst. `src/names/data/mod.rs` reads the filter.
"""

import collections
import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from fold import key

OUT = Path(__file__).parents[2] / "src/names/data/known_parts.bin"
SHORTEST, BITS_A_PART, PROBES = 5, 8, 5


def parts():
    path = Path(os.environ["EXONYM_DATA"]) / "names/rigour_person_parts/name_parts.jsonl.zst"
    for line in subprocess.run(["zstdcat", path], capture_output=True, check=True).stdout.decode().splitlines():
        for part in map(key, json.loads(line)["forms"]):
            latin, cyrillic = (all(a <= c <= b for c in part) for a, b in ("az", "аџ"))
            if len(part) >= SHORTEST and (latin or cyrillic):
                yield part


def with_neighbour(known):
    by_gap, near = collections.defaultdict(list), set()
    for part in known:
        for i in range(len(part)):
            by_gap[part[:i], part[i + 1:]].append(part)
            shorter = part[:i] + part[i + 1:]
            if shorter in known:
                near |= {part, shorter}
            if i and part[i] != part[i - 1] and part[:i - 1] + part[i] + part[i - 1] + part[i + 1:] in known:
                near.add(part)
    for group in by_gap.values():
        if len(group) > 1:
            near.update(group)
    return near


def fnv(part):
    value = 0xCBF29CE484222325
    for byte in part.encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def main():
    near = with_neighbour(set(parts()))
    size = len(near) * BITS_A_PART // 8
    out = bytearray(size)
    for part in near:
        value = fnv(part)
        low, high = value & 0xFFFFFFFF, value >> 32 | 1
        for probe in range(PROBES):
            bit = (low + probe * high) % (size * 8)
            out[bit // 8] |= 1 << bit % 8
    OUT.write_bytes(out)
    print(len(near), "parts,", size, "bytes")


main()
