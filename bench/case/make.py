"""Makes a large case to measure with, from reports one has: python3 make.py COUNT OUT.jsonl REPORTS.jsonl...

In: reports as JSON Lines. Out: COUNT reports, round after round of them; in each round every year from 1980 to 2039 in
texts and days of publication is moved by so many years, figures from 3 to 999 are changed a little, and ids are made
anew. So an event of one round never is one of another, and the events of a round are those of the reports. Nothing is
drawn at random: the same input gives the same file.
"""

import json
import re
import sys

YEAR = re.compile(r"\b(19[89]\d|20[0-3]\d)\b")
FIGURE = re.compile(r"(?<![\d.,:/-])([3-9]|[1-9]\d{1,2})(?![\d.,:/-]|st|nd|rd|th| [A-Z])")


def moved(text, by):
    return YEAR.sub(lambda year: str(int(year.group()) + by), text)


def other_figures(text, number):
    return FIGURE.sub(lambda figure: str(int(figure.group()) + number % 3), text)


def main(count, out, files):
    reports = [json.loads(line) for file in files for line in open(file, encoding="utf-8")]
    with open(out, "w", encoding="utf-8") as written:
        for number in range(count):
            turn, at = divmod(number, len(reports))
            report = dict(reports[at])
            report["id"] = f"r{number:06}"
            report["text"] = other_figures(moved(report["text"], turn), turn)
            for field in ("published", "title"):
                if report.get(field):
                    report[field] = moved(report[field], turn)
            if (report.get("published") or "").endswith("02-29"):
                report["published"] = report["published"][:-2] + "28"
            written.write(json.dumps(report, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
