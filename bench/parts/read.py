"""Words per second of `rashomon read` beside spaCy and two taggers, two cores against one, memory by size.

In: the texts of reports, cut into pieces of equal words. Piece by piece ours and spaCy's take turns, pinned to the same
core, so that both meet the same noise; each piece gives one ratio. Ours is the whole program, from start to exit, and
everything it reads; spaCy's time leaves out loading its model and reading the file. Words are what spaces part, the
same for all. Must hold (issue): ten times spaCy on one core; 1.9 times on two; memory flat below 300 MiB.
"""
import json
import os
import subprocess
from pathlib import Path

from measure import ONE_THREAD, middle, rows, run


def texts(files, words, folder, filler):
    """Reports until they hold so many words, each file in turn; then those of the generator."""
    path = folder / f"read-{words}.jsonl"
    if path.exists(): return path
    held = [rows(f) for f in files]
    order = [r[i] for i in range(max(map(len, held), default=0)) for r in held if i < len(r)]
    order += rows(filler) if filler else []
    count, taken = 0, []
    for number, line in enumerate(order):
        if count >= words: break
        report = json.loads(line)
        report["id"] = f"t{number}"
        taken.append(json.dumps(report, ensure_ascii=False)); count += len(report["text"].split())
    path.write_text("\n".join(taken) + "\n", encoding="utf-8")
    return path


def pieces(path, count):
    """The file cut into so many pieces of about equal words: path and words of each."""
    lines = rows(path)
    sizes = [len(json.loads(line)["text"].split()) for line in lines]
    goal, out, have, at = sum(sizes) / count, [], 0, 0
    for number in range(count):
        end = at
        while end < len(lines) and (have + sizes[end] <= goal * (number + 1) + 1 or number == count - 1): have += sizes[end]; end += 1
        piece = path.with_name(f"{path.stem}-{number}of{count}.jsonl")
        piece.write_text("\n".join(lines[at:end]) + "\n", encoding="utf-8")
        out.append((piece, sum(sizes[at:end]))); at = end
    return out


def beside_spacy(config, path):
    ours, count = config["program"], config["pieces"]
    parts = pieces(path, count)
    tries = pieces(path, max(count, sum(w for _, w in parts) // config["batch_words"]))[0]
    argv = ["taskset", "-c", "0", config["spacy"], Path(__file__).parent.parent / "peers/spacy_speed.py"]
    spacy = subprocess.Popen([str(a) for a in argv], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                             env=os.environ | ONE_THREAD)
    about = json.loads(spacy.stdout.readline())
    def theirs(size, piece):
        spacy.stdin.write(f"{size}\t{piece}\n"); spacy.stdin.flush()
        return json.loads(spacy.stdout.readline())
    theirs(64, tries[0])  # the first texts fill its caches
    batches = {size: tries[1] / theirs(size, tries[0])["cpu"] for size in config["batches"]}
    best = max(batches, key=batches.get)
    turns = []
    for number, (piece, words) in enumerate(parts):
        first = run([ours, "read", "--quiet", piece], cores="0", may_fail=True)
        other = theirs(best, piece)
        row = {"words": words, "ours": first.wall, "ours_cpu": first.cpu, "theirs": other["seconds"], "theirs_cpu": other["cpu"]}
        if number == 0:  # once more on the other side of theirs: how steady the machine is
            again = run([ours, "read", "--quiet", piece], cores="0", may_fail=True)
            row["ours_again"], row["ours_again_cpu"] = again.wall, again.cpu
        turns.append(row)
    spacy.stdin.close(); spacy.wait()
    total = {k: sum(r[k] for r in turns) for k in ("words", "ours", "ours_cpu", "theirs", "theirs_cpu")}
    return {"about": about, "batches": batches, "best": best, "rows": turns, "total": total, "rss_mib": other["rss_mib"],
            "ratio": middle([r["theirs"] / r["ours"] for r in turns]),
            "ratio_cpu": middle([r["theirs_cpu"] / r["ours_cpu"] for r in turns])}


def cores(config, path):
    """Both cores against one, the same file, in turns."""
    words = sum(len(json.loads(line)["text"].split()) for line in rows(path))
    one, two = [], []
    for _ in range(config["turns"]):
        one.append(run([config["program"], "read", "--quiet", path], cores="0", may_fail=True))
        two.append(run([config["program"], "read", "--quiet", path], cores="0,1", may_fail=True))
    return {"words": words, "one": middle([words / t.wall for t in one]), "two": middle([words / t.wall for t in two]),
            "gain": middle([a.wall / b.wall for a, b in zip(one, two)]),
            "cpu": middle([b.cpu / a.cpu for a, b in zip(one, two)]), "busy": middle([b.cpu / b.wall for b in two])}


def memory(config, path):
    """Most memory on all cores, by size of input."""
    lines = rows(path)
    sizes = []
    for times in (1, 3, 10):
        part = path.with_name("memory.jsonl")
        part.write_text("\n".join(lines[:len(lines) * times // 10]) + "\n", encoding="utf-8")
        took = run([config["program"], "read", "--quiet", part], may_fail=True)
        sizes.append({"times": times, "reports": len(lines) * times // 10, "mib": took.rss_mib, "wall": took.wall})
    return sizes


def tagger(argv, path, folder):
    """A fast tagger on the same core and the same words."""
    out = folder / "tagger.txt"
    run(argv + [path], cores="0", out=out)
    said = dict(line.split("\t") for line in out.read_text().splitlines())
    words = sum(len(json.loads(line)["text"].split()) for line in rows(path))
    return {"words": words, "seconds": float(said["seconds"]), "tokens": int(said["tokens"])}


def measure(config, results):
    folder = Path(config["folder"])
    path = texts(config["texts"], config["words"], folder, config.get("filler"))
    settings = {k: config[k] for k in ("words", "pieces", "turns")}
    out = {"spacy": results.once("read-spacy", settings | {"batches": config["batches"]}, lambda: beside_spacy(config, path))
           } if config.get("spacy") else {}
    part = pieces(path, config["pieces"])[0][0]
    out["cores"] = results.once("read-cores", settings, lambda: cores(config, part))
    out["memory"] = results.once("read-memory", settings, lambda: memory(config, path))
    for name, argv in config.get("taggers", {}).items():
        out[name] = results.once(f"read-{name}", settings | {"argv": argv}, lambda: tagger(argv, path, folder))
    return out
