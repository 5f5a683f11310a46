"""Cases of growing size: building, adding one report, first page, one event, and what was put together rightly.

In: the generator's reports (a smaller case is the beginning of a larger one) and their true events. For each size a case
is built from nothing with `rashomon add` on two cores; then reports of worlds it does not hold are added one at a time;
then its pages are asked for, as commands from start to exit and of a running server. Must hold (issue, at 100,000):
built within 30 minutes and 4 GiB; growth exponent at most 1.15; one report more below a second; first page below 100 ms;
one event below 50 ms. The exponent is the slope of a straight line through the logarithms, by least squares.
"""
import http.client
import itertools
import json
import math
import re
import subprocess
import sys
import time
from pathlib import Path

from measure import middle, rows, run

SIZES = (100, 316, 1_000, 3_162, 10_000, 31_623, 100_000)
ADDED = 3
SCORE = Path(__file__).parent.parent / "case/score.py"


def slope(points):
    """Slope of log y over log x by least squares."""
    logs = [(math.log(x), math.log(y)) for x, y in points if y > 0]
    if len(logs) < 2: return None
    mx, my = (sum(v) / len(logs) for v in zip(*logs))
    return sum((x - mx) * (y - my) for x, y in logs) / sum((x - mx) ** 2 for x, _ in logs)


def built(config, size, case, reports, gold):
    """Builds the case from nothing: what it took, and what came out."""
    remove(case)
    made = Path(config["made"])
    for source, target in (("reports.jsonl", reports), ("gold.jsonl", gold)):
        with open(made / source, encoding="utf-8") as lines, open(target, "w", encoding="utf-8") as out:
            out.writelines(itertools.islice(lines, size))
    with open(reports, encoding="utf-8") as lines: words = sum(len(json.loads(line)["text"].split()) for line in lines)
    took = run([config["program"], "add", "--quiet", case, reports], cores="0,1", limit=config["patience"])
    return {"reports": size, "words": words, "build": took.row(), "bytes": case.stat().st_size}


def one(config, results, size, settings):
    """A size; a case that was built before the bench was cut off is asked, not built again."""
    folder, program = Path(config["folder"]) / "case", config["program"]
    folder.mkdir(parents=True, exist_ok=True)
    case, reports, gold = (folder / f"{size}{end}" for end in (".rashomon", ".jsonl", ".gold.jsonl"))
    if not case.exists(): results.drop(f"case-{size}-build")
    made = results.once(f"case-{size}-build", settings, lambda: built(config, size, case, reports, gold))
    if "failed" in made: raise RuntimeError(made["failed"])
    out = dict(made["values"])
    pages = [run([program, "events", case, "-n", "50"]) for _ in range(config["asks"])]
    out["first page, command"] = middle([t.wall for t in pages])
    out["first page, command, cpu"] = middle([t.cpu for t in pages])
    ids = event_ids(program, case)
    shown = [run([program, "show", case, event]) for event in ids]
    out["show, command"], out["show, command, cpu"] = middle([t.wall for t in shown]), middle([t.cpu for t in shown])
    out |= served(program, case, ids)
    out["quality"] = quality(program, case, gold, config["sample"])
    # From here on the case is another: cut off now, it is built again.
    results.drop(f"case-{size}-build")
    out["add one"] = [row.row() for row in added(config, case, folder)]
    remove(case)
    reports.unlink(); gold.unlink()
    return out


def added(config, case, folder):
    """Reports of worlds beyond the largest case, one at a time."""
    extra = folder / "one.jsonl"
    for line in rows(Path(config["made"]) / "extra.jsonl")[::10][:ADDED]:
        extra.write_text(line + "\n", encoding="utf-8")
        yield run([config["program"], "add", "--quiet", case, extra], cores="0,1", limit=config["patience"])


def remove(case):
    for end in ("", "-wal", "-shm"): Path(f"{case}{end}").unlink(missing_ok=True)


def event_ids(program, case):
    """Ids of thirty events over the whole case."""
    listed = subprocess.Popen([program, "events", str(case), "--json"], stdout=subprocess.PIPE, text=True)
    ids = [m[1] for line in listed.stdout if (m := re.match(r'\{"id":"([^"]+)"', line))]
    if listed.wait() or not ids: raise RuntimeError("the events cannot be listed")
    return ids[::max(1, len(ids) // 30)][:30]


def served(program, case, ids):
    """Answers of a running server: the first page of events, and single events; seconds each."""
    child = subprocess.Popen([program, "serve", str(case)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        start = time.perf_counter()
        address = child.stdout.readline().strip()
        host, token = re.match(r"http://([^/]+)/\?token=(\w+)", address).groups()
        http_ = http.client.HTTPConnection(host, timeout=600)
        def get(path):
            begin = time.perf_counter()
            http_.request("GET", path, headers={"Authorization": f"Bearer {token}"})
            answer = http_.getresponse(); answer.read()
            if answer.status != 200: raise RuntimeError(f"{path}: {answer.status}")
            return time.perf_counter() - begin
        first = get("/api/events?limit=50")
        out = {"server ready": time.perf_counter() - start, "first page, first ask of the server": first,
               "first page, server": middle([get("/api/events?limit=50") for _ in range(11)])}
        return out | {"show, server": middle([get(f"/api/events/{event}") for event in ids for _ in range(3)])}
    finally:
        child.kill(); child.wait()


def quality(program, case, gold, sample):
    events = subprocess.Popen([program, "events", str(case), "--json"], stdout=subprocess.PIPE)
    said = subprocess.run([sys.executable, SCORE, gold, str(sample)], stdin=events.stdout, text=True, capture_output=True)
    events.stdout.close(); events.wait()
    if said.returncode or events.returncode: raise RuntimeError(f"score.py: {said.stderr[-400:]}")
    return {k: float(v) for k, v in (line.split("\t") for line in said.stdout.splitlines())}


def measure(config, results):
    """Sizes from small to large, until one is not done in time."""
    out = {}
    for size in (s for s in SIZES if config["smallest"] <= s <= config["largest"]):
        settings = {"size": size, "made": config["made_mark"], "sample": config["sample"]}
        out[size] = results.once(f"case-{size}", settings, lambda: one(config, results, size, settings))
        if "failed" in out[size]: break
    return out
