#!/usr/bin/env python3
"""Tests of the generator and of its scorer, on invented reports: python3 bench/case/test_case.py. Standard library only."""
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).parent
TEXT = ("At least 12 people were killed on Tuesday, 4 March 2031 in Velmor, Karsovan officials said. Nine of them were in Velmor market. "
        "Commander Hadrik Osmat denied it. Osmat spoke in Velmor. Nobody else in Velmor was hurt.")


class Generator(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        put = lambda name, text: (self.folder / name).write_text(text, encoding="utf-8")
        put("reports.jsonl", "".join(json.dumps({"id": f"b{n}", "outlet": "Wire", "published": "2031-03-05", "text": TEXT}) + "\n" for n in range(4)))
        put("gold.jsonl", '{"report": "b0", "group": "g", "killed": 12, "place": "Velmor", "date": "2031-03-04"}\n{"report": "b1", "group": "g"}\n')
        put("names.txt", "".join(f"{a}{b}in, {a}{b}yn => Q{n}\n" for n, (a, b) in enumerate((a, b) for a in "bdgklm" for b in ("ar", "el", "ov", "ut"))))
        put("states.tsv", "names\tadjectives\tpeople\nKarsova\tKarsovan\tKarsovans\nLendria\tLendrian\tLendrians\n")
        put("countries.json", json.dumps({"LE": {"iso": "LE", "name": "Lendria"}}))
        letters = "abcdefghij"
        put("towns.json", json.dumps({f"{a}{b}": {"name": f"Town{a}{b}", "countrycode": "LE", "population": 9000, "latitude": 1.0, "longitude": 2.0}
                                      for a in letters for b in letters}))

    def make(self, count):
        out = self.folder / f"out{count}"
        at = lambda name: str(self.folder / name)
        subprocess.run([sys.executable, HERE / "make.py", str(count), out, "--names", at("names.txt"), "--towns", at("towns.json"),
                        "--countries", at("countries.json"), "--states", at("states.tsv"), at("reports.jsonl")], check=True)
        rows = lambda name: [json.loads(line) for line in (out / name).read_text(encoding="utf-8").split("\n") if line]
        return rows("reports.jsonl"), rows("gold.jsonl")

    def test_a_shorter_case_is_the_beginning_of_a_longer_one(self):
        self.assertEqual(self.make(10)[0], self.make(40)[0][:10])

    def test_what_is_known_stands_in_the_text_and_what_was_is_gone(self):
        reports, gold = self.make(40)
        told = [(r, g) for r, g in zip(reports, gold) if "place" in g]
        self.assertTrue(told)
        for report, truth in told:
            self.assertIn(truth["place"], report["text"])
            for old in ("Velmor", "Osmat", "Karsovan"): self.assertNotIn(old, report["text"])

    def test_tellings_of_one_world_share_their_town_and_worlds_differ(self):
        reports, gold = self.make(40)
        towns = {}
        for report, truth in zip(reports, gold):
            town = report["text"].split(" in ")[1].split(",")[0]
            towns.setdefault(truth["event"], set()).add(town)
        self.assertTrue(all(len(found) == 1 for found in towns.values()), towns)
        self.assertGreater(len(set.union(*towns.values())), len(towns) // 2)


class Scorer(unittest.TestCase):
    def score(self, events):
        gold = Path(tempfile.mkdtemp()) / "gold.jsonl"
        gold.write_text("".join(json.dumps({"report": r, "event": e}) + "\n" for r, e in zip("abcd", "xxyy")))
        said = subprocess.run([sys.executable, HERE / "score.py", gold], input="".join(json.dumps({"reports": e}) + "\n" for e in events),
                              text=True, capture_output=True, check=True)
        return {k: float(v) for k, v in (line.split("\t") for line in said.stdout.splitlines())}

    def test_the_true_events_score_one(self):
        got = self.score([["a", "b"], ["c", "d"]])
        self.assertEqual((got["B3 F"], got["pair F"], got["of events told by several, mixed"]), (1, 1, 0))

    def test_one_event_of_all_costs_precision_and_none_costs_recall(self):
        merged, apart = self.score([["a", "b", "c", "d"]]), self.score([["a"], ["b"]])
        self.assertEqual((merged["B3 precision"], merged["B3 recall"]), (0.5, 1))
        self.assertEqual((apart["B3 precision"], apart["B3 recall"], apart["pair recall"]), (1, 0.5, 0))


if __name__ == "__main__":
    unittest.main()
