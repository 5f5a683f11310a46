"""Runs programs and keeps what they took; keeps results, so that a bench that was cut off goes on where it was.

Used by all.py and the parts. A result is a JSON file in the target folder: its values, the digest of the program it was
measured with, when, and how busy the machine was before and after. Must hold: a result of another program or of other
settings is never taken for one of these.
"""
import hashlib
import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS")}


class Took:
    """What a process took: seconds on the clock, seconds of processor, most memory, exit code."""

    def __init__(self, wall, usage, code):
        self.wall, self.cpu, self.rss_mib, self.code = wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, code

    def row(self): return {"wall": self.wall, "cpu": self.cpu, "rss_mib": self.rss_mib}


def run(argv, cores=None, out=None, stdin=None, limit=None, may_fail=False):
    """Runs a program, pinned to cores where given (`0`, `0,1`); what it prints is dropped unless `out` is a path."""
    argv = [str(a) for a in argv]
    if cores is not None: argv = ["taskset", "-c", cores, *argv]
    sink = open(out, "wb") if out else subprocess.DEVNULL
    start = time.perf_counter()
    child = subprocess.Popen(argv, stdout=sink, stderr=subprocess.PIPE, stdin=stdin or subprocess.DEVNULL)
    said, ended = b"", False
    while True:  # its messages are read so that it never waits for us
        left = None if limit is None else limit - (time.perf_counter() - start)
        if left is not None and left <= 0:
            child.kill(); ended = True; left = None
        if select.select([child.stderr], [], [], left)[0]:
            piece = os.read(child.stderr.fileno(), 65536)
            if not piece: break
            said = (said + piece)[-4000:]
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = code = os.waitstatus_to_exitcode(status)
    if ended: raise TimeoutError(f"not done within {limit:.0f} s")
    if code and not may_fail: raise RuntimeError(f"{' '.join(argv[:6])}: exit {code}: {said.decode(errors='replace')[-500:]}")
    return Took(wall, usage, code)


def rows(path):
    """The lines of a file of JSON Lines; only a line feed ends one, not all that Python takes for an end."""
    return [line for line in Path(path).read_text(encoding="utf-8").split("\n") if line]


def load(): return os.getloadavg()[0]


def middle(values):
    """Median, lowest, highest."""
    values = sorted(values)
    n = len(values)
    return {"median": (values[(n - 1) // 2] + values[n // 2]) / 2, "low": values[0], "high": values[-1], "runs": n}


class Results:
    """Results by key, of one program and one setting."""

    def __init__(self, folder, digest, fresh):
        self.folder, self.digest, self.fresh = Path(folder), digest, fresh
        self.folder.mkdir(parents=True, exist_ok=True)

    def once(self, key, settings, measure):
        """The kept result, or that of measuring now. What fails is kept with its reason and tried again next time."""
        path = self.folder / f"{key}.json"
        mark = hashlib.sha256(json.dumps([self.digest, settings], sort_keys=True).encode()).hexdigest()[:16]
        if path.exists() and not self.fresh:
            kept = json.loads(path.read_text())
            if kept["mark"] == mark and not kept.get("failed"): return kept
        print(f"measuring {key}", file=sys.stderr, flush=True)
        before, when, start = load(), time.strftime("%Y-%m-%d %H:%M", time.gmtime()), time.perf_counter()
        kept = {"mark": mark, "when": when, "settings": settings}
        try: kept["values"] = measure()
        except Exception as why: kept["failed"] = f"{type(why).__name__}: {why}"
        kept |= {"load": [before, load()], "seconds": time.perf_counter() - start}
        path.write_text(json.dumps(kept, indent=1))
        if "failed" in kept: print(f"{key}: {kept['failed']}", file=sys.stderr, flush=True)
        return kept

    def drop(self, key):
        """Forgets a result, because what it left behind is gone."""
        (self.folder / f"{key}.json").unlink(missing_ok=True)
