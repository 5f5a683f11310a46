"""From launch to the first reading, and the size of the program.

In: the program. One short report is given on standard input, so loading is all there is to do; the clock runs until the
first byte of the reading is there. Must hold (issue): below half a second; below 80 MB.
"""
import json
import os
import subprocess
import time

from measure import middle, run

REPORT = json.dumps({"id": "a", "outlet": "Harbour Times", "published": "2031-03-05",
                     "text": "At least 12 people were killed in Tuesday's strike on Velm market, the city clinic said."})


def first_byte(program):
    start = time.perf_counter()
    child = subprocess.Popen([program, "read", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    child.stdin.write(REPORT.encode() + b"\n"); child.stdin.close()
    said = child.stdout.read(1)
    took = time.perf_counter() - start
    child.stdout.read(); child.wait()
    if not said: raise RuntimeError("no reading came")
    return took


def measure(config, results):
    program = config["program"]
    def values():
        times = [first_byte(program) for _ in range(config["starts"])]
        return {"first": middle(times), "version": middle([run([program, "--version"]).wall for _ in range(config["starts"])]),
                "bytes": os.path.getsize(program)}
    return results.once("start", {"starts": config["starts"]}, values)
