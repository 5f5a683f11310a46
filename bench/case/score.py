#!/usr/bin/env python3
"""Says how well a case made by make.py puts together the reports that tell one event.

Usage: score.py GOLD.jsonl [SAMPLE] < EVENTS, where EVENTS is what `rashomon events CASE --json` prints.

In: the true event of each report, and the events of the case, a line each, read one at a time. Out: lines of name, tab,
value. As in the yardstick of grouping, two reports are taken for the same if they share any event of the case; precision
and recall are over the neighbours of SAMPLE reports (2,000, drawn by number): B3 is the mean over reports, pairs counts
all neighbours together. Of the events that mix true events it gives the share, so that one merge of many shows.
Of reports whose source says so: whether an event of theirs has the true number killed, place, day.
"""
import json
import random
import sys
from collections import defaultdict


def main(gold_path, sample):
    gold = {row["report"]: row for row in map(json.loads, open(gold_path, encoding="utf-8"))}
    members = defaultdict(set)
    for report, row in gold.items(): members[row["event"]].add(report)
    drawn = set(random.Random(1).sample(sorted(gold), min(sample, len(gold))))
    linked = {report: {report} for report in drawn}
    events = several = mixed = most = 0
    known, right, seen = defaultdict(int), defaultdict(int), defaultdict(set)
    for line in sys.stdin:
        event = json.loads(line)
        reports = [r for r in event["reports"] if r in gold]
        events += 1
        most = max(most, len(reports))
        if len(reports) > 1:
            several += 1
            mixed += len({gold[r]["event"] for r in reports}) > 1
        for report in drawn.intersection(reports):
            linked[report].update(reports)
            for field in fields_met(event, gold[report]): seen[report].add(field)
    b3_p = b3_r = tp = predicted = true = 0
    for report in sorted(drawn):
        mine = members[gold[report]["event"]]
        same = len(linked[report] & mine)
        b3_p += same / len(linked[report]); b3_r += same / len(mine)
        tp += same - 1; predicted += len(linked[report]) - 1; true += len(mine) - 1
        for field in ("killed", "place", "day"):
            if field in gold[report]: known[field] += 1; right[field] += field in seen[report]
    n = max(1, len(drawn))
    say("events of the case", events); say("told by several reports", several); say("most reports of one event", most)
    say("B3 precision", b3_p / n); say("B3 recall", b3_r / n); say("B3 F", f(b3_p / n, b3_r / n))
    say("pair precision", tp / max(1, predicted)); say("pair recall", tp / max(1, true))
    say("pair F", f(tp / max(1, predicted), tp / max(1, true)))
    say("of events told by several, mixed", mixed / max(1, several))
    for field, count in sorted(known.items()): say(f"true {field} in an event of the report, of {count}", right[field] / count)


def fields_met(event, truth):
    """Which of the known values an event of the case holds."""
    if "killed" in truth:
        slot = (event.get("slots") or {}).get("killed") or {}
        ends = {v["value"].get(end) for v in slot.get("values") or [] for end in ("low", "high")}
        if truth["killed"] in ends: yield "killed"
    if "place" in truth and any(w.get("name") == truth["place"] for w in event.get("where") or []): yield "place"
    when = event.get("when") or {}
    if "day" in truth and (when.get("earliest") or "9") <= truth["day"] <= (when.get("latest") or ""): yield "day"


def f(p, r): return 2 * p * r / (p + r) if p + r else 0.0


def say(what, value): print(f"{what}\t{value:.4f}" if isinstance(value, float) else f"{what}\t{value}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2000)
