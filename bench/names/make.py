#!/usr/bin/env python3
"""Makes names and questions for the bench of names, from the list of name forms of a published package.

Usage: make.py person_names.txt FOLDER [COUNT]

person_names.txt: PyPI `rigour` 2.6.1, source distribution, rust/data/names (MIT; data CC0): one name a line, all its forms
in all scripts. Nobody in it is a person: a name put together here is a first name and one or two further names drawn at
random, in one script, common names more often than rare ones. Writes names.txt (one a line) and questions.tsv: a name,
the line of the name it is another spelling of, and the set it belongs to. The draw is fixed, so all runs see the same.
"""
import random, sys
from pathlib import Path

SETS = ["same spelling", "respelled", "respelled across scripts", "a word left out", "one letter wrong", "one word, respelled"]
EACH = 1_000


def script(word):
    ranges = {"latin": lambda c: c < "\u0250", "cyrillic": lambda c: "\u0400" <= c <= "\u052f", "arabic": lambda c: "\u0600" <= c < "\u0780"}
    return next((name for name, has in ranges.items() if all(map(has, word))), None)


def groups(path):
    for line in open(path, encoding="utf-8"):
        forms = [f.strip() for f in line.split("=>")[0].split(",")]
        by = {}
        for form in forms:
            if len(form) > 2 and form.isalpha() and script(form): by.setdefault(script(form), []).append(form)
        if sum(map(len, by.values())) >= 2: yield by


def main(path, folder, count):
    rng = random.Random(20311123)
    all_groups = list(groups(path))
    forms = [sum(map(len, g.values())) for g in all_groups]
    first = rng.choices(all_groups, [n * n for n in forms], k=count)
    last = rng.choices(all_groups, forms, k=count)
    names, made = [], []
    for a, b in zip(first, last):
        parts = [a, b] if rng.random() < 0.8 else [a, rng.choice(all_groups), b]
        common = set.intersection(*map(set, parts))
        if not common: parts, common = [b], set(b)
        own = rng.choices(sorted(common), [{"latin": 8, "cyrillic": 2, "arabic": 2}[s] for s in sorted(common)])[0]
        words = [rng.choice(p[own]) for p in parts]
        names.append(" ".join(words)); made.append((parts, own, words))
    questions = []
    for kind in SETS:
        got = 0
        while got < EACH:
            at = rng.randrange(count)
            parts, own, words = made[at]
            asked = ask(kind, parts, own, words, rng)
            if asked is None or (kind != SETS[0] and asked == names[at]): continue
            questions.append((asked, at, kind)); got += 1
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "names.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
    (folder / "questions.tsv").write_text("".join(f"{q}\t{at}\t{kind}\n" for q, at, kind in questions), encoding="utf-8")


def ask(kind, parts, own, words, rng):
    several = len(words) > 1
    if kind == "same spelling": return " ".join(words)
    if kind == "one word, respelled": return None if several else rng.choice(parts[0][own])
    if not several: return None
    if kind == "respelled": return " ".join(rng.choice(p[own]) for p in parts)
    if kind == "a word left out":
        if len(words) < 3: return None
        return " ".join([words[0], words[-1]])
    if kind == "one letter wrong":
        at = rng.randrange(len(words))
        word = words[at]
        if len(word) < 5: return None
        letter = rng.randrange(1, len(word))
        return " ".join(words[:at] + [word[:letter] + word[letter + 1:]] + words[at + 1:])
    other = [s for s in set.intersection(*map(set, parts)) if s != own]
    if not other: return None
    s = rng.choice(sorted(other))
    return " ".join(rng.choice(p[s]) for p in parts)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000)
