#!/usr/bin/env python3
"""Runs the parts of the bench and writes their report. Started by `cargo xtask bench all`, which makes what it needs.

Usage: all.py CONFIG.json. The configuration names the program, the peers, the texts and the sizes; see xtask/src/bench.
Results are kept under the target folder, so a run that was cut off goes on; the report holds all that is there, each with
the time it was measured and how busy the machine was.
"""
import hashlib
import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import report
from measure import Results, rows
from parts import case, ledger, read, start

HERE = Path(__file__).parent
PARTS = {"start": start, "ledger": ledger, "read": read, "case": case}


def main(path):
    config = json.loads(Path(path).read_text(encoding="utf-8"))
    folder = Path(config["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    program = hashlib.sha256(Path(config["program"]).read_bytes()).hexdigest()
    results = Results(folder / "results", program + (" quick" if config["quick"] else ""), config["fresh"])
    if {"ledger", "read", "case"} & set(config["parts"]): made(config, folder)
    done = {name: part.measure(config, results) for name, part in PARTS.items() if name in config["parts"]}
    if "names" in config["parts"]: done["names"] = json.loads((folder / "results/names.json").read_text())
    keep(folder / "results/report.json", program, done, config)
    print(report.write(config, json.loads((folder / "results/report.json").read_text())["parts"]))


def made(config, folder):
    """The generated reports: as many as the largest case has, and some of a world beyond."""
    count = max(config["largest"] if "case" in config["parts"] else 0, config["records"], 3_000)
    sources = [HERE / "case/make.py", HERE / "case/texts.py", *config["make_from"]]
    mark = hashlib.sha256(b"".join(Path(s).read_bytes() for s in sources)).hexdigest()[:12]
    target = folder / f"made-{mark}-{count}"
    if not (target / "extra.jsonl").exists():
        print(f"making {count} reports", file=sys.stderr, flush=True)
        lists = [f"--{name}={config[name]}" for name in ("names_list", "towns", "countries", "states")]
        lists[0] = lists[0].replace("names_list", "names")
        subprocess.run([sys.executable, HERE / "case/make.py", str(count + 40), target, *lists, *config["make_from"]], check=True)
        for name in ("reports", "gold"):
            lines = [line + "\n" for line in rows(target / f"{name}.jsonl")]
            (target / f"{name}.jsonl").write_text("".join(lines[:count]), encoding="utf-8")
            if name == "reports": (target / "extra.jsonl").write_text("".join(lines[count:]), encoding="utf-8")
    config |= {"made": str(target), "made_mark": mark, "filler": str(target / "reports.jsonl")}


def keep(path, program, done, config):
    """Lays what was measured now over what was measured before with the same program."""
    try: held = json.loads(path.read_text())
    except (OSError, ValueError): held = {}
    mark = [program, config["quick"]]
    parts = held["parts"] if held.get("of") == mark else {}
    path.write_text(json.dumps({"of": mark, "parts": parts | done}))


if __name__ == "__main__":
    main(sys.argv[1])
