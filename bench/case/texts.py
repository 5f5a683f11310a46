"""Finds what can be put otherwise in reports: names, places, figures and dates; the rest of a text stays.

In: reports (dicts of the input shape), which belong together as base events, and the names of towns and states.
Out: a template per report, a list of literal strings and slots: ("name", word), ("place", run), ("home", form),
("figure", number, style), ("date", day, parts), ("month", …), ("year", n). What is a name is told by capitals alone: a
word that the corpus hardly has in small letters; what is a place by the list of towns and by the words before it.
So the generator does not read with the program that it measures. Must hold: joining a template's own forms gives the
text again, and one word is one slot value in all reports of an event.
"""
import datetime
import re
from collections import Counter, defaultdict

MONTHS = "January February March April May June July August September October November December".split()
SHORT = {m[:3]: n for n, m in enumerate(MONTHS, 1)} | {"Sept": 9} | {m: n for n, m in enumerate(MONTHS, 1)}
MONTH = "(" + "|".join(sorted(SHORT, key=len, reverse=True)) + r")\b\.?"
DATES = [
    ("iso", re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b")),
    ("dm", re.compile(r"\b(?P<d>\d{1,2})(?P<o>st|nd|rd|th)?(?P<a> (?:of )?)" + MONTH.replace("(", "(?P<m>", 1)
                      + r"(?P<b>,? )?(?P<y>(?:19|20)\d\d\b|(?<= )\d\d\b(?!:))?")),
    ("md", re.compile(r"\b" + MONTH.replace("(", "(?P<m>", 1) + r"(?P<a> )(?P<d>\d{1,2})(?P<o>st|nd|rd|th)?\b(?!:)"
                      r"(?:(?P<b>, ?| )(?P<y>(?:19|20)\d\d)\b)?")),
    ("my", re.compile(r"\b" + MONTH.replace("(", "(?P<m>", 1) + r"(?P<b>,? )(?P<y>(?:19|20)\d\d)\b")),
    ("m", re.compile(r"(?<=\b[Ii]n )" + MONTH.replace("(", "(?P<m>", 1) + r"(?! \d)")),
    ("y", re.compile(r"(?<![\d.,:/$-])(?P<y>19[5-9]\d|20[0-2]\d)(?![\d.,]*\d|:)\b")),
]
UNITS = ("three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
         "nineteen twenty thirty forty fifty sixty").split()
WORDS = {w: n for n, w in enumerate(UNITS[:18], 3)} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
NUMBERS = {n: w for w, n in WORDS.items()}
FIGURE = re.compile(r"(?<![\w.,:/$€£#+-])(?:([3-9]|[1-9]\d{1,2})|((?i:" + "|".join(WORDS) + r")))"
                    r"(?![\w/:+-]|[.,]\d|,?\d|%|st|nd|rd|th| (?i:years?|months?|weeks?|days?|hours?|minutes?|a\.?m|p\.?m|km|kilo|met|mile"
                    r"|per ?cent|mm|million|billion|o'clock))")
WORD = re.compile(r"[^\W\d_]+(?:[’'-](?!s\b)[^\W\d_]+)*")
RUN = re.compile(r"(?:\b(?:al|el|as|ar|ad|ash|at|an)-)?[A-Z][^\W\d_]+(?:[’'-](?!s\b)[^\W\d_]+)*(?: (?:(?:al|el|de|del|la|bin|abu|ibn) |(?:al|el|as|ar|ad|ash)-)?[A-Z][^\W\d_]+(?:[’'-](?!s\b)[^\W\d_]+)*)*")
BEFORE = re.compile(r"\b(?:in|near|outside|around|at|from|[Ii]n|(?:city|town|village|province|district|area|outskirts|governorate) of) $")
AFTER = re.compile(r" (?:province|governorate|city|town|village|district|Province|Governorate|City|District)\b")
KEPT = set(MONTHS) | set("Monday Tuesday Wednesday Thursday Friday Saturday Sunday Arabic English French Spanish Ramadan Easter "
           "Christmas Islam Islamic Muslim Muslims Christian Christians Jewish Mr Mrs Ms Dr Gen Col Lt Maj Sgt Capt Gov Sen Rep St "
           "Internet Twitter Facebook God Allah Mon Tue Wed Thu Fri Sat Sun TV".split()) | set(SHORT)
# A name that so many base events have is a party, an agency or a head of state: it stays, as it would through a war.
COMMON = 12


def capital(word):
    """Begins with a capital, or with an article before one, as in al-Bab."""
    return word[0].isupper() or ("-" in word[:4] and word[word.index("-") + 1:][:1].isupper())


class Corpus:
    """What is known of words over all base events."""

    def __init__(self, events, towns, states):
        self.small, self.large, self.within = Counter(), Counter(), defaultdict(set)
        seen, cued = Counter(), Counter()
        for number, reports in enumerate(events):
            for text in (r["text"] for r in reports):
                for m in WORD.finditer(text):
                    (self.large if capital(m[0]) else self.small)[m[0].lower()] += 1
        self.states = {form: state for state in states for form in state}
        for number, reports in enumerate(events):
            for text in (r["text"] for r in reports):
                for start, end, run in self.runs(text):
                    seen[run] += 1
                    cued[run] += bool(BEFORE.search(text[max(0, start - 16):start]) or AFTER.match(text[end:end + 14]))
                    for word in run.split(): self.within[word].add(number)
        self.places = {run for run, n in seen.items()
                       if cued[run] >= n * (0.15 if run in towns else 0.24) and (run in towns or cued[run] > 1)}

    def is_name(self, word):
        low = word.lower()
        return (capital(word) and len(word) > 2 and not word.isupper() and word not in KEPT
                and word not in self.states and self.small[low] <= 0.05 * self.large[low])

    def runs(self, text):
        """Rows of name words beside each other."""
        for m in RUN.finditer(text):
            start, words = m.start(), []
            for w in re.finditer(r"\S+", m[0]):
                if self.is_name(w[0]) or (words and w[0].islower()):
                    if not words: start = m.start() + w.start()
                    words.append(w[0])
                elif words:
                    yield from self._run(start, words); words = []
            if words: yield from self._run(start, words)

    @staticmethod
    def _run(start, words):
        while words[-1].islower(): words = words[:-1]
        run = " ".join(words)
        yield start, start + len(run), run

    def home(self, reports):
        """The state that the texts of an event name most."""
        found = Counter()
        for text in (r["text"] for r in reports):
            for m in WORD.finditer(text):
                if m[0] in self.states: found[self.states[m[0]]] += 1
        return found.most_common(1)[0][0] if found else None

    def template(self, text, home, around):
        """Literals and slots of a text; `around` is the day that dates without a year lie near."""
        spans = [(m.start(), m.end(), slot) for kind, pattern in DATES for m in pattern.finditer(text)
                 if (slot := date_slot(kind, m, around))]
        spans += [(m.start(), m.end(), figure_slot(m)) for m in FIGURE.finditer(text)]
        for start, end, run in self.runs(text):
            if run in self.places:
                spans.append((start, end, ("place", run)))
                continue
            for w in WORD.finditer(text, start, end):
                if self.is_name(w[0]) and len(self.within[w[0]]) < COMMON: spans.append((w.start(), w.end(), ("name", w[0])))
        if home:
            forms = "|".join(map(re.escape, sorted(home, key=len, reverse=True)))
            spans += [(m.start(), m.end(), ("home", home.index(m[0]))) for m in re.finditer(rf"\b(?:{forms})\b(?![.]\w)", text)]
        parts, at = [], 0
        # What begins first goes first; of two that begin together the one found first: dates before figures and names.
        for start, end, slot in sorted(spans, key=lambda s: s[0]):
            if start < at: continue
            if start > at: parts.append(text[at:start])
            parts.append(slot); at = end
        if at < len(text): parts.append(text[at:])
        return parts


def figure_slot(m):
    if m[1]: return ("figure", int(m[1]), "digits")
    return ("figure", WORDS[m[2].lower()], "Word" if m[2][0].isupper() else "word")


def date_slot(kind, m, around):
    g = m.groupdict()
    year = int(g["y"]) if g.get("y") else None
    if year is not None and year < 100: year += 1900 if year > 30 else 2000
    if kind == "y": return ("year", year)
    month = int(g["m"]) if kind == "iso" else SHORT[g["m"]]
    form = "full" if len(g["m"]) > 4 or g["m"] in MONTHS else "short"
    if kind in ("my", "m"):
        if year is None and around is None: return None
        return ("month", datetime.date(year or around.year, month, 15) if 0 < month < 13 else None, form, g.get("b"))
    day = int(g["d"])
    try:
        if year: when = datetime.date(year, month, day)
        elif around: when = min((datetime.date(around.year + n, month, day) for n in (-1, 0, 1)), key=lambda d: abs(d - around))
        else: return None
    except ValueError: return None
    tail = m[0][m.end("m") - m.start():m.end("m") - m.start() + 1] if kind != "iso" else ""
    dot = "." if tail == "." else ""
    after = g.get("b") if year else None
    lost = (g.get("b") or "") if not year else ""
    return ("date", when, kind, form, g["d"][0] == "0", bool(g.get("o")), g.get("a") or " ", dot, after, lost)


def ordinal(n):
    return "th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")


def say_date(slot, shift):
    """The words of a date slot, moved by so many days."""
    if slot[0] == "year": return str((datetime.date(slot[1], 7, 1) + shift).year)
    day = slot[1] + shift
    if slot[0] == "month":
        month = MONTHS[day.month - 1] if slot[2] == "full" else MONTHS[day.month - 1][:3]
        return month + (f"{slot[3]}{day.year}" if slot[3] else "")
    _, _, kind, form, zero, suffix, between, dot, after, lost = slot
    if kind == "iso": return day.isoformat()
    number = f"{day.day:02}" if zero else str(day.day)
    if suffix: number += ordinal(day.day)
    month = MONTHS[day.month - 1] if form == "full" else MONTHS[day.month - 1][:3]
    month += dot if month != "May" else ""
    year = f"{after}{day.year}" if after else lost
    return f"{number}{between}{month}{year}" if kind == "dm" else f"{month}{between}{number}{year}"
