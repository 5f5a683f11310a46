"""Appending to the ledger and looking up in it, beside bare SQLite with the same rows.

In: reports, and the example program `beside_sqlite` of crates/ledger, which makes a case of them. Here the rows of that
case (records and raw bytes as stored) go into bare tables of the same columns and indexes, with the same settings
(write-ahead log, synchronous FULL, page cache), through Python's sqlite3: what SQLite itself needs for the same bytes on
the same disk, without chain, digests, packing and checks. Turns alternate. Nothing of the issue binds these numbers; they
show what the ledger adds.
"""
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path

from measure import middle, rows

TABLES = """CREATE TABLE log (position INTEGER PRIMARY KEY, kind TEXT NOT NULL, version INTEGER NOT NULL, entered_at TEXT NOT NULL,
  entered_by TEXT NOT NULL, key TEXT NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL, record TEXT NOT NULL) STRICT;
CREATE TABLE blob (digest TEXT PRIMARY KEY NOT NULL, size INTEGER NOT NULL, coding TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE INDEX log_by_key ON log (kind, key); CREATE INDEX log_by_kind ON log (kind);"""
BATCH, ASKED = 100, 2_000


def fresh(path):
    for end in ("", "-wal", "-shm"): Path(f"{path}{end}").unlink(missing_ok=True)
    return path


def opened(path):
    db = sqlite3.connect(fresh(path), isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL"); db.execute("PRAGMA synchronous = FULL"); db.execute("PRAGMA cache_size = -16000")
    db.executescript(TABLES)
    return db


def insert(db, rows, blobs, batch):
    for at in range(0, len(rows), batch):
        db.execute("BEGIN IMMEDIATE")
        db.executemany("INSERT INTO blob VALUES (?,?,?,?) ON CONFLICT DO NOTHING", blobs[at:at + batch])
        db.executemany("INSERT INTO log VALUES (?,?,?,?,?,?,?,?,?)", rows[at:at + batch])
        db.execute("COMMIT")


def timed(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def bare(case, folder, many):
    """Seconds and microseconds of bare SQLite for the rows of a case."""
    held = sqlite3.connect(f"file:{case}?mode=ro", uri=True)
    log = held.execute("SELECT * FROM log ORDER BY position").fetchall()
    blobs = held.execute("SELECT digest, size, coding, bytes FROM blob ORDER BY rowid").fetchall()
    held.close()
    own = [r for r in log if r[1] == "report"]  # a new case begins with a record of its own
    db = opened(folder / "bare.sqlite")
    out = {"batches, seconds": timed(lambda: insert(db, own[:many], blobs[:many], BATCH)),
           "one by one, seconds": timed(lambda: insert(db, own[many:], blobs[many:], 1))}
    keys = [(number * 2_654_435_761) % len(own) for number in range(ASKED)]
    by = lambda sql, args: timed(lambda: [db.execute(sql, a).fetchone() for a in args]) * 1e6 / ASKED
    out["by position, us"] = by("SELECT * FROM log WHERE position = ?", [(own[k][0],) for k in keys])
    out["by key, us"] = by("SELECT * FROM log WHERE kind = ? AND key = ? ORDER BY position DESC LIMIT 1",
                           [("report", f"wire-{k}") for k in keys])
    db.close()
    whole = opened(folder / "bare-whole.sqlite")
    out["one transaction, seconds"] = timed(lambda: insert(whole, own[:many], blobs[:many], len(own)))
    whole.close()
    return out


def measure(config, results):
    folder = Path(config["folder"]) / "ledger"
    folder.mkdir(parents=True, exist_ok=True)
    def values():
        case, ours, theirs = folder / "ours.rashomon", [], []
        lines = rows(config["filler"])[:config["records"]]
        reports = folder / "reports.jsonl"
        reports.write_text("\n".join(lines) + "\n", encoding="utf-8")
        for _ in range(config["turns"]):
            fresh(case)
            said = subprocess.run([config["ledger"], case, reports, str(config["single"])], text=True, capture_output=True)
            if said.returncode: raise RuntimeError(said.stderr[-400:])
            ours.append({k: float(v) for k, v in (line.split("\t") for line in said.stdout.splitlines())})
            theirs.append(bare(case, folder, len(lines) - config["single"]))
        size = case.stat().st_size
        shutil.rmtree(folder)
        side = lambda runs: {k: middle([r[k] for r in runs]) for k in runs[0]}
        ratios = {k: middle([o[k] / t[k] for o, t in zip(ours, theirs)]) for k in theirs[0] if k in ours[0]}
        return {"ours": side(ours), "bare": side(theirs), "ratios": ratios, "records": len(lines), "single": config["single"],
                "bytes": size, "sqlite": sqlite3.sqlite_version}
    return results.once("ledger", {k: config[k] for k in ("records", "single", "turns")}, values)
