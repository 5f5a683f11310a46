#!/usr/bin/env python3
"""Learns the seed that `cargo xtask fit-names` makes name-sounds.tsv from: log2 odds that one sound unit is written for another in two forms of one name.

Usage: learn_name_sounds.py person_names.txt ../lexicon > seed.tsv

person_names.txt: from the source distribution of PyPI `rigour` 2.6.1 (rust/data/names/, data CC0): a line per name,
its forms parted by ", ", then " => " and an identifier. Method: Viterbi training of a stochastic edit distance
(Ristad and Yianilos 1998): align pairs of forms with the weights so far, count aligned units, set the weight of (a, b)
to log2 P(a,b) / P(a)P(b), repeat. Pairs that align badly are dropped, as groups also hold other names of one bearer.
Deterministic: no random choice. Words are folded as crates/resolve/src/names/fold.rs folds them.
"""
import glob, math, sys, unicodedata
from collections import Counter, defaultdict

GROUPS = """tsch sch shch sh ch kh gh th dh ph zh ts tz cz sz dj dz ck cs qu ks ou oo ee ie ei ai au ue oe ae eu ay ey aou""".split()
LETTERS = list("abcdefghijklmnopqrstuvwxyz" + "ابتةثجحخدذرزسشصضطظعغفقكلمنهويءپچگژڤ" + "אבגדהוזחטיכלמנסעפצקרשת")
UNITS = set(GROUPS + LETTERS)
SPELLED = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ə": "a", "ŋ": "ng"}
SOUNDED = {"š": "sh", "ş": "sh", "ș": "sh", "ž": "zh", "č": "ch", "ć": "ch"}
UNIFY = dict(zip("یېےىۍکڪہھەۀٱۃךםןףץς", "يييييككههههاةכמנפצσ"))
ROUNDS, PAIRS_PER_GROUP, FLOOR, WORTH = 7, 8, 5, -3.0


def fold(word):
    word = "".join(SOUNDED.get(c, c) for c in word)
    out = []
    for c in unicodedata.normalize("NFKD", word):
        if unicodedata.combining(c) or unicodedata.category(c) == "Mn" or c in "\u0640'’ʿʾʼ`": continue
        out.append(SPELLED.get(c, UNIFY.get(c, c)).lower())
    return "".join(out)


def spellings(folder):
    table = {}
    for path in sorted(glob.glob(folder + "/*/name-letters.tsv")):
        for line in open(path, encoding="utf-8"):
            if line.startswith("#") or line.startswith("letters\t"): continue
            a, b = line.rstrip("\n").split("\t")
            table[a] = "" if b == "-" else b
    return table


def cut(word, units, longest=4):
    out, i = [], 0
    while i < len(word):
        for n in range(longest, 0, -1):
            if word[i:i + n] in units: break
        else: return None
        if not out or out[-1] != word[i:i + n]: out.append(word[i:i + n])
        i += n
    return out


def script(word):
    c = word[0]
    return "latin" if c < "\u0370" else "arabic" if "\u0600" <= c < "\u0780" else "hebrew" if "\u0590" <= c < "\u0600" else None


def latin(word, table):
    if not word or ord(word[0]) < 0x370 or script(word): return word
    out, i = "", 0
    while i < len(word):
        for n in (3, 2, 1):
            if word[i:i + n] in table: break
        else: return None
        out += table[word[i:i + n]]
        i += n
    return out


def align(xs, ys, weight, gap_x, gap_y):
    """Best alignment as a list of (x, y) with None for a gap, and its score."""
    n, m = len(xs), len(ys)
    score = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(1, n + 1): score[i][0] = score[i - 1][0] + gap_x(xs[i - 1])
    for j in range(1, m + 1): score[0][j] = score[0][j - 1] + gap_y(ys[j - 1])
    for i in range(1, n + 1):
        x, above, row = xs[i - 1], score[i - 1], score[i]
        gx = gap_x(x)
        for j in range(1, m + 1):
            y = ys[j - 1]
            row[j] = max(above[j - 1] + weight(x, y), above[j] + gx, row[j - 1] + gap_y(y))
    i, j, out = n, m, []
    while i or j:
        if i and j and score[i][j] == score[i - 1][j - 1] + weight(xs[i - 1], ys[j - 1]): i, j = i - 1, j - 1; out.append((xs[i], ys[j]))
        elif i and score[i][j] == score[i - 1][j] + gap_x(xs[i - 1]): i -= 1; out.append((xs[i], None))
        else: j -= 1; out.append((None, ys[j]))
    return out, score[n][m]


# A seed for the first round: which letters of other scripts answer which Latin ones.
SEED = {**dict(zip("ابتةثجحخدذرزسشصضطظعغفقكلمنهويءپچگژڤ", "a b t a th jg h kh d dh r z s sh s d t z a gh fv qg kc l m n h wuov yie a p ch g zh v".split())),
        **dict(zip("אבגדהוזחטיכלמנסעפצקרשת", "a bv g d h vuow z hch t yij kch l m n s ae pf tz k r shs t".split()))}


def seed(a, b):
    if a == b: return 4.0
    for x, y in ((a, b), (b, a)):
        if x in SEED and y in (SEED[x], *SEED[x]): return 4.0
        if x in SEED and y in SEED[x]: return 4.0
    vowels = "aeiouy"
    if a[0] in vowels and b[0] in vowels: return 1.0
    return -4.0


def train(pairs):
    weights, gaps_x, gaps_y = None, {}, {}
    for rounds in range(ROUNDS):
        if weights is None:
            w = seed
            gx = gy = lambda u: -0.5 if u[0] in "aeiouyاويע" else -3.0
        else:
            w = lambda a, b: weights.get((a, b), -5.0)
            gx = lambda u: gaps_x.get(u, -4.0)
            gy = lambda u: gaps_y.get(u, -4.0)
        joint, left, right = Counter(), Counter(), Counter()
        kept = 0
        for xs, ys in pairs:
            path, score = align(xs, ys, w, gx, gy)
            if score < 0.8 * max(len(xs), len(ys)): continue
            kept += 1
            for x, y in path:
                joint[x, y] += 1
                if x: left[x] += 1
                if y: right[y] += 1
        n, nl, nr = sum(joint.values()), sum(left.values()), sum(right.values())
        weights, gaps_x, gaps_y = {}, {}, {}
        for (x, y), c in joint.items():
            if c < FLOOR: continue
            if x and y: weights[x, y] = math.log2(c / n / (left[x] / nl * right[y] / nr))
            elif x: gaps_x[x] = math.log2(c / n / (left[x] / nl))
            else: gaps_y[y] = math.log2(c / n / (right[y] / nr))
        print(f"round {rounds}: {kept} of {len(pairs)} pairs kept, {len(weights)} unit pairs", file=sys.stderr)
    return weights, gaps_x, gaps_y


def main():
    table = spellings(sys.argv[2])
    sets, shared = defaultdict(list), defaultdict(list)
    for number, line in enumerate(open(sys.argv[1], encoding="utf-8")):
        forms = defaultdict(dict)
        for raw in line.split(" => ")[0].split(", "):
            word = latin(fold(raw), table)
            if not word or not script(word): continue
            units = cut(word, UNITS)
            if units and 3 <= len(units) <= 14: forms[script(word)][word] = units
        ls, os_ = list(forms["latin"].values()), {s: list(forms[s].values()) for s in ("arabic", "hebrew")}
        for y in forms["arabic"]:
            shared[y] += [u for u in ls[:3] if u not in shared[y]]
        # Latin against Latin: names that are also written in Arabic, and every sixteenth other one.
        if number % 16 == 0 or (os_["arabic"] and number % 2 == 0):
            sets["latin", "latin"] += [(a, b) for i, a in enumerate(ls) for b in ls[:i]][:PAIRS_PER_GROUP]
        for s, ys in os_.items():
            if number % 2 == 0 or s == "hebrew":
                sets["latin", s] += [(a, b) for b in ys for a in ls][:PAIRS_PER_GROUP]
            sets[s, s] += [(a, b) for i, a in enumerate(ys) for b in ys[:i]][:PAIRS_PER_GROUP]
    # Latin spellings that lead to one Arabic spelling are what comes back when Arabic text is put into Latin letters.
    for y in sorted(shared):
        ls = shared[y]
        sets["latin", "latin"] += [(a, b) for i, a in enumerate(ls) for b in ls[:i]][:2]
    print("# How sound units answer each other in two forms of one name: log2 odds against chance.")
    print("# `a` `b`: units; `-` in `b`: the unit is left out, when the other form is written in script `other`. Missing pairs weigh -5, missing gaps -4.")
    print("# Learned by learn_name_sounds.py from PyPI rigour 2.6.1, rust/data/names/person_names.txt (data CC0); not edited by hand.")
    print("other\ta\tb\tweight")
    for (s, t), pairs in sorted(sets.items()):
        print(s, t, len(pairs), file=sys.stderr)
        if s == t: pairs = pairs + [(b, a) for a, b in pairs]
        weights, gaps_x, gaps_y = train(pairs)
        rows = set()
        for (a, b), w in weights.items():
            if w > WORTH:
                if s == t and a > b: continue
                rows.add((t, a, b, round(w, 1)))
        for gaps, other in ((gaps_x, t), (gaps_y, s)):
            rows |= {(other, a, "-", round(w, 1)) for a, w in gaps.items()}
        for row in sorted(rows): print(*row, sep="\t")


if __name__ == "__main__": main()
