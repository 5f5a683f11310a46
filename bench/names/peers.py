#!/usr/bin/env python3
"""Times other matchers on the names and questions of make.py, one thread; a matcher that does not load is named.

Usage: peers.py FOLDER. Prints lines of name, tab, value, as crates/resolve/examples/bench_names.rs does. A pair is a question
with its partner, and with the partner of the next. Candidates are the best 100 of all names; peers without an index look
at every name, so they are asked a few questions only.
"""
import sys, time
from collections import defaultdict
from pathlib import Path
from statistics import median

ASKED, PAIRS = 12, 2_000


def say(what, value): print(f"{what}\t{value:.4f}", flush=True)


def timed(call, args):
    times = []
    for a in args:
        start = time.perf_counter()
        call(*a)
        times.append((time.perf_counter() - start) * 1e6)
    return times


def pairs_of(questions, names):
    for (asked, at, _), (_, other, _) in zip(questions, questions[1:] + questions[:1]):
        yield asked, names[at]
        yield asked, names[other]


def spread(what, times):
    times = sorted(times)
    say(f"{what}, p50", median(times))
    say(f"{what}, p99", times[int((len(times) - 1) * .99)])


def rapidfuzz(names, questions, pairs):
    from rapidfuzz import fuzz, process
    spread("rapidfuzz token_sort_ratio: pair us", timed(fuzz.token_sort_ratio, pairs))
    found, times = defaultdict(list), []
    step = len(questions) // ASKED
    for asked, at, kind in questions[step // 2::step][:ASKED]:
        start = time.perf_counter()
        best = process.extract(asked, names, scorer=fuzz.ratio, limit=100)
        times.append((time.perf_counter() - start) * 1e6)
        found[kind].append(any(name == names[at] for name, _, _ in best))
    spread("rapidfuzz extract over all names: candidates us", times)
    for kind, hits in sorted(found.items()): say(f"rapidfuzz extract: found of {len(hits)}: {kind}", sum(hits) / len(hits))


def jellyfish(names, questions, pairs):
    import jellyfish as j
    spread("jellyfish jaro_winkler_similarity: pair us", timed(j.jaro_winkler_similarity, pairs))


def nomenklatura(names, questions, pairs):
    from followthemoney import model
    from nomenklatura.matching import get_algorithm
    from nomenklatura.matching.logic_v2.names.match import name_match
    config = get_algorithm("logic-v2").default_config()
    person = lambda name: model.get_proxy({"id": name or "-", "schema": "Person", "properties": {"name": [name]}})
    compare = lambda a, b: name_match(person(a), person(b), config)
    timed(compare, pairs[:50])  # tables load on the first names
    spread("nomenklatura logic-v2 name_match: pair us", timed(compare, pairs))


def main(folder):
    names = (folder / "names.txt").read_text(encoding="utf-8").splitlines()
    rows = (l.split("\t") for l in (folder / "questions.tsv").read_text(encoding="utf-8").splitlines())
    questions = [(asked, int(at), kind) for asked, at, kind in rows]
    every = list(pairs_of(questions, names))
    pairs = every[::max(1, len(every) // PAIRS)]
    for peer in (rapidfuzz, jellyfish, nomenklatura):
        try: peer(names, questions, pairs)
        except Exception as why: print(f"not run: {peer.__name__}\t{type(why).__name__}: {why}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
