#!/usr/bin/env python3
"""Converts lists of name forms into lexicon/mul/name-groups.tsv: rarity in bits, a tab, forms of one name parted by |.

Usage: convert_name_groups.py person_names.txt ../lexicon seed.tsv > ../lexicon/mul/name-groups.tsv

person_names.txt and seed.tsv: see learn_name_sounds.py. Kept are names with at least FORMS forms in Latin, Arabic, Hebrew or Cyrillic
script: the more ways a name is written, the more people bear it in more countries, so the number of forms also serves as
a rough count of bearers (rarity = MOST - log2(1 + forms in all groups / 6), at least 0.5). Forms that do
not sound like most of their group are left out, and so are forms shorter than three letters, which stand for too many names.
"""
import math, sys
from collections import Counter, defaultdict
sys.argv, args = sys.argv[:1] + ["", ""], sys.argv[1:]
exec(open(__file__.rsplit("/", 1)[0] + "/learn_name_sounds.py", encoding="utf-8").read().split("def main")[0])
FORMS, MOST = 6, 4.5


def shown(word):
    """The folded form as crates/resolve folds it for comparison: no sounds spelled out."""
    out = []
    for c in unicodedata.normalize("NFKD", word):
        if unicodedata.combining(c) or unicodedata.category(c) == "Mn" or c in "\u0640'’ʿʾʼʻ`´": continue
        out.append(SPELLED.get(c, UNIFY.get(c, c)).lower())
    return "".join(out)


def wanted(word):
    c = word[:1]
    return len(word) > 2 and word.isalpha() and all(x < "\u0180" or "\u0400" <= x <= "\u052f" or "\u0590" <= x < "\u0780" for x in word)


def table(path):
    pairs, gaps = {}, {}
    for line in open(path, encoding="utf-8"):
        if line[0] == "#" or line.startswith("other\t"): continue
        other, a, b, w = line.rstrip("\n").split("\t")
        if b == "-": gaps[other, a] = float(w)
        else: pairs[a, b] = pairs[b, a] = float(w)
    return pairs, gaps


PAIRS, GAPS = table(args[2])
LETTERS_OF = spellings(args[1])


def sound(word):
    word = latin(fold(word), LETTERS_OF)
    return (cut(word, UNITS), script(word)) if word and script(word) else (None, None)


def alike(x, y):
    """Weight of the best alignment per unit, in bits."""
    (a, s), (b, t) = x, y
    if not a or not b: return -9
    _, score = align(a, b, lambda p, q: PAIRS.get((p, q), -5.0), lambda u: GAPS.get((t, u), -4.0), lambda u: GAPS.get((s, u), -4.0))
    return score / max(len(a), len(b))


def cohesive(forms):
    """The forms that sound like most others of their group: groups also hold other names of one bearer."""
    sounds = {f: sound(f) for f in forms}
    near = {f: sum(alike(sounds[f], sounds[g]) > 1.0 for g in forms if g != f) for f in forms}
    return [f for f in forms if near[f] >= 0.6 * (len(forms) - 1)]


groups, total = [], Counter()
for line in open(args[0], encoding="utf-8"):
    raw = line.split(" => ")[0].split(", ")
    forms = sorted({f for f in map(shown, raw) if wanted(f)})
    for f in forms:
        total[f] += len(raw)
    if len(forms) >= FORMS: groups.append(forms)
rarity = lambda score: max(0.5, min(4.0, MOST - math.log2(1 + score / 6)))
print("# Names written in many ways: rarity in bits, then forms parted by `|`. A form may stand in several groups; one alone is there for its rarity.")
print("# Converted by convert_name_groups.py from PyPI rigour 2.6.1, rust/data/names/person_names.txt (data CC0); not edited by hand.")
rows, kept = set(), set()
for forms in groups:
    forms = cohesive(forms)
    if len(forms) < FORMS: continue
    kept.update(forms)
    rows.add((f"{rarity(max(total[f] for f in forms)):.1f}", "|".join(forms)))
rows |= {(f"{rarity(n):.1f}", f) for f, n in total.items() if f not in kept and n >= 20 and wanted(f)}
for row in sorted(rows, key=lambda r: r[1]): print("\t".join(row))
