"""Writes what was measured as a dated Markdown report with plots beside it.

In: the configuration and the results of the parts. Out: bench/DATE.md, bench/plots/DATE-*.svg. Every number has its
spread; what the issue asks for has a line of its own that says whether it holds. A part or a peer that was not run is
named. Nothing is left out because it looks bad.
"""
import subprocess
import time
from pathlib import Path

from parts.case import slope

HERE = Path(__file__).parent
MIB = 2**20


def write(config, parts):
    date = time.strftime("%Y-%m-%d", time.gmtime())
    stem = date + ("-quick" if config["quick"] else "")
    claims, body = [], []
    for name, section in (("read", read), ("start", start), ("case", case), ("names", names), ("ledger", ledger)):
        if name in parts: body += [""] + section(parts[name], claims, config)
    lines = [f"# The bench, {date}", "", f"Written by `cargo xtask bench all{' --quick' if config['quick'] else ''}`; [README](README.md) says what each figure means."
             + (" A small run: it shows that the bench works, no more." if config["quick"] else ""), ""]
    lines += table(["what must hold", "bound", "measured", ""], claims)
    lines += body + ["", "## Machine", ""] + machine(config)
    pictures = plots(config, parts, stem)
    lines += ["", "## Plots", ""] + ([f"![{alt}](plots/{file})\n" for alt, file in pictures] or ["None: matplotlib is not there, or there is too little to draw."])
    never = [f"{name}: not measured with this program; `cargo xtask bench all --part {name}`" for name in ("read", "start", "case", "names", "ledger") if name not in parts]
    notes = config["missing"] + never + failed(parts) + parts.get("names", {}).get("notes", [])
    if notes: lines += ["", "## Not run", ""] + [f"- {note}" for note in notes]
    path = Path(config["out"]) / f"{stem}.md"
    path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    return path


def table(head, rows):
    right = ["---" if n == 0 else "---:" for n in range(len(head))]
    return ["| " + " | ".join(map(str, row)) + " |" for row in [head, right, *rows]]


def holds(claims, what, bound, value, shown, met):
    claims.append([what, bound, shown, "met" if met else "**not met**"])


def num(value, digits=3):
    """Enough digits to compare, no more."""
    if value >= 1000: return f"{value:,.0f}"
    return f"{value:.{digits}g}"


def spread(m, unit=""): return f"{num(m['median'])}{unit} ({num(m['low'])} – {num(m['high'])})"


def when(result): return f"{result['when']} UTC, load {result['load'][0]:.1f} before, {result['load'][1]:.1f} after"


def failed(parts, path=""):
    out = []
    for key, value in parts.items() if isinstance(parts, dict) else []:
        if isinstance(value, dict) and "failed" in value: out.append(f"{path}{key}: {value['failed']}")
        elif isinstance(value, dict): out += failed(value, f"{path}{key}, ")
    return out


def ok(result): return isinstance(result, dict) and "values" in result


# ------------------------------------------------------------------ the parts

def read(part, claims, config):
    out = ["## Reading", ""]
    rows = []
    if ok(part.get("spacy")):
        got = part["spacy"]
        v = got["values"]
        t, about = v["total"], v["about"]
        holds(claims, "one core, whole pipeline: times spaCy", "≥ 10", None, f"{spread(v['ratio'])}; by processor time {spread(v['ratio_cpu'])}",
              v["ratio_cpu"]["median"] >= 10)
        out += [f"{t['words']:,} words in {len(v['rows'])} pieces, ours and spaCy in turns on the same core ({when(got)}). Ours is the whole "
                f"program from start to exit; spaCy {about['version']} ({about['model']}: {', '.join(about['components'])}) is `nlp.pipe` alone, "
                f"batch size {v['best']}, the best of {', '.join(f'{b} ({num(w)} words/s)' for b, w in v['batches'].items())}. The verdict is by "
                "processor time, which other programs on the machine disturb less.", ""]
        rows += [["`rashomon read`, one core", num(t["words"] / t["ours"]), num(t["words"] / t["ours_cpu"]), ""],
                 ["spaCy, one core", num(t["words"] / t["theirs"]), num(t["words"] / t["theirs_cpu"]), num(t["theirs_cpu"] / t["ours_cpu"]) + " × as long"]]
    for name in config.get("taggers", {}):
        if ok(part.get(name)):
            v = part[name]["values"]
            rows.append([f"{name}, tags only, one core", num(v["words"] / v["seconds"]), "", ""])
    out += table(["who", "words/s, clock", "words/s, processor", "beside ours"], rows)
    if ok(part.get("cores")):
        v = part["cores"]["values"]
        holds(claims, "two cores against one, reading", "≥ 1.9", None, spread(v["gain"]), v["gain"]["median"] >= 1.9)
        out += ["", f"Two cores on {v['words']:,} words ({when(part['cores'])}): {spread(v['two'])} words/s against {spread(v['one'])}: gain "
                f"{spread(v['gain'])}. Processor time of two over one: {spread(v['cpu'])}; what is above 1 is lost to sharing. Two "
                f"kept {spread(v['busy'])} processors busy: where others worked on the machine it cannot be two, and the gain is less than ours to blame."]
    if ok(part.get("memory")):
        v = part["memory"]["values"]
        most = max(r["mib"] for r in v)
        holds(claims, "memory of `read`, at most", "< 300 MiB", None, f"{most:.0f} MiB", most < 300)
        out += ["", f"Memory ({when(part['memory'])}):", ""]
        out += table(["input", "reports", "at most, MiB"], [[f"{r['times']}×", f"{r['reports']:,}", f"{r['mib']:.0f}"] for r in v])
    return out


def start(part, claims, config):
    if not ok(part): return ["## Start"]
    v = part["values"]
    holds(claims, "first reading after launch", "< 0.5 s", None, spread(v["first"], " s"), v["first"]["high"] < 0.5)
    holds(claims, "size of the program", "< 80 MB", None, f"{v['bytes'] / 1e6:.1f} MB", v["bytes"] < 80e6)
    return ["## Start", "", f"First byte of a reading: {spread(v['first'], ' s')}, {v['first']['runs']} launches ({when(part)}). "
            f"`--version`, which loads nothing: {spread(v['version'], ' s')}."]


def case(part, claims, config):
    done = [part[k] for k in sorted(part, key=int) if ok(part[k])]
    if not done: return ["## A case that grows"]
    vs = [d["values"] for d in done]
    last = vs[-1]
    n = last["reports"]
    fit = fitted(vs)
    growth = slope([(v["reports"], v["build"]["cpu"]) for v in fit])
    wall = slope([(v["reports"], v["build"]["wall"]) for v in fit])
    at = f"{n:,} reports" + ("" if n >= 100_000 else ", not yet 100,000")
    # A smaller case is held to its share of the time, and to all of the memory.
    bound = 30 * 60 * min(1, n / 100_000)
    holds(claims, f"building, {at}", f"< {num(bound / 60)} min", None, f"{num(last['build']['wall'] / 60)} min", last["build"]["wall"] < bound)
    holds(claims, f"memory of building, {at}", "< 4 GiB", None, f"{last['build']['rss_mib'] / 1024:.2f} GiB", last["build"]["rss_mib"] < 4096)
    if growth is not None:
        holds(claims, f"growth exponent, {fit[0]['reports']:,} to {n:,}", "≤ 1.15", None, f"{growth:.2f} (clock {wall:.2f})", growth <= 1.15)
    one = sorted(r["wall"] for r in last["add one"])
    holds(claims, f"one report more, {at}", "< 1 s", None, f"{num(one[len(one) // 2])} s", one[len(one) // 2] < 1)
    for what, key, limit in (("`events`, first page", "first page", 0.1), ("one event", "show", 0.05)):
        for how in ("command", "server"):
            m = last[f"{key}, {how}"]
            holds(claims, f"{what}, {how}, {at}", f"< {limit * 1000:.0f} ms", None, spread({k: x * 1000 if k != 'runs' else x for k, x in m.items()}, " ms"),
                  m["median"] < limit)
    out = ["## A case that grows", "", "Two cores; generated reports, of which it is known which tell one event (`bench/case/make.py`).", ""]
    out += table(["reports", "words", "add, s", "processor, s", "memory, MiB", "file, MiB", "one more, s", "load"],
                 [[f"{v['reports']:,}", f"{v['words']:,}", num(v["build"]["wall"]), num(v["build"]["cpu"]), f"{v['build']['rss_mib']:.0f}", num(v["bytes"] / MIB),
                   num(sorted(r["wall"] for r in v["add one"])[len(v["add one"]) // 2]), f"{d['load'][0]:.1f} – {d['load'][1]:.1f}"] for v, d in zip(vs, done)])
    ms = lambda m: spread({k: x * 1000 if k != "runs" else x for k, x in m.items()})
    out += ["", "Answers, in ms; a command from start to exit, of which loading the program is a part:", ""]
    out += table(["reports", "first page, command", "first page, server", "first ask", "one event, command", "one event, server"],
                 [[f"{v['reports']:,}", ms(v["first page, command"]), ms(v["first page, server"]), num(v["first page, first ask of the server"] * 1000),
                   ms(v["show, command"]), ms(v["show, server"])] for v in vs])
    keys = [k for k in last["quality"] if "true" not in k]
    out += ["", f"Quality, over {config['sample']:,} reports drawn by number (precision: those put together that belong together):", ""]
    out += table(["reports", *keys], [[f"{v['reports']:,}", *(num(v["quality"][k]) for k in keys)] for v in vs])
    out += ["", f"At {n:,}: " + "; ".join(f"{k}: {num(x)}" for k, x in last["quality"].items() if "true" in k) + "."]
    out += ["", "Measured " + "; ".join(f"{v['reports']:,}: {d['when']}" for v, d in zip(vs, done)) + " (UTC)."]
    return out


def fitted(vs):
    """The sizes that growth is told from: from 1,000 up, where there are two of them."""
    large = [v for v in vs if v["reports"] >= 1000]
    return large if len(large) > 1 else vs


def names(part, claims, config):
    rows = lambda runs: [[k, spread(v)] for k, v in runs.items() if k.endswith("p50") or "MiB" in k or "build" in k]
    ratio = lambda k: num(part["theirs"][k]["median"] / part["ours"][k.rsplit(": ", 1)[1]]["median"]) if k.rsplit(": ", 1)[-1] in part["ours"] else ""
    out = ["## Names", "", f"{part['count']} names, one thread ({part['when']} UTC); {'all rows in [' + part['report'] + '](' + part['report'] + '). ' if part['report'] else ''}"
           "`nomenklatura` is the matcher in Python; the others compare letters and know no other script.", ""]
    out += table(["ours", "median (lowest – highest)"], rows(part["ours"])) + [""]
    return out + table(["peer", "median (lowest – highest)", "beside ours"], [[k, v, ratio(k)] for k, v in rows(part["theirs"])])


def ledger(part, claims, config):
    if not ok(part): return ["## Ledger"]
    v = part["values"]
    out = ["## Ledger", "", f"{v['records']:,} reports with their raw bytes, the last {v['single']} one by one, beside bare SQLite {v['sqlite']} with the same "
           f"rows and settings, in turns ({when(part)}). Bare SQLite has no chain, no digests, no packing.", ""]
    out += table(["what", "ours", "bare SQLite", "ours / bare"], [[k, spread(v["ours"][k]), spread(v["bare"][k]), spread(v["ratios"][k])] for k in v["ratios"]])
    return out + ["", f"Bare SQLite in one transaction: {spread(v['bare']['one transaction, seconds'], ' s')}."]


# ------------------------------------------------------------------ machine and plots

def machine(config):
    field = lambda path, name: next((line.split(":", 1)[1].strip() for line in open(path) if line.startswith(name)), "")
    said = lambda *argv: subprocess.run(argv, capture_output=True, text=True).stdout.strip().splitlines()[:1]
    first = lambda *argv: (said(*argv) or ["unknown"])[0]
    cores = sum(line.startswith("processor") for line in open("/proc/cpuinfo"))
    flags = field("/proc/cpuinfo", "flags").split()
    wide = [f for f in ("avx2", "avx512f", "avx512_vnni") if f in flags]
    return [f"- {field('/proc/cpuinfo', 'model name')}, {cores} cores ({', '.join(wide) or 'no wide vectors'}), {field('/proc/meminfo', 'MemTotal')} of memory; {first('uname', '-sr')}.",
            f"- Load when written: {open('/proc/loadavg').read().split()[0]}. Others may have worked on the machine: see the load beside each figure.",
            f"- {first('rustc', '--version')}; {first('python3', '--version')}; node {first('node', '--version')}; program: {config['built']}, {config['commit']}."]


def plots(config, parts, stem):
    try:
        import matplotlib
        matplotlib.use("svg")
        matplotlib.rcParams |= {"svg.hashsalt": "rashomon", "svg.fonttype": "none", "font.size": 9, "axes.spines.top": False, "axes.spines.right": False}
        import matplotlib.pyplot as plt
    except ImportError: return []
    folder = Path(config["out"]) / "plots"
    folder.mkdir(exist_ok=True)
    made = []

    def save(fig, name, alt):
        fig.savefig(folder / f"{stem}-{name}.svg", metadata={"Date": None}, bbox_inches="tight")
        plt.close(fig)
        made.append((alt, f"{stem}-{name}.svg"))

    vs = [d["values"] for _, d in sorted(parts.get("case", {}).items(), key=lambda kv: int(kv[0])) if ok(d)]
    if len(vs) > 1:
        xs = [v["reports"] for v in vs]
        fig, ax = plt.subplots(figsize=(5.5, 3.6))
        cpu = [v["build"]["cpu"] for v in vs]
        ax.loglog(xs, cpu, "o-", label="processor seconds")
        ax.loglog(xs, [v["build"]["wall"] for v in vs], "s--", label="seconds on the clock")
        base = xs.index(fitted(vs)[0]["reports"])
        ax.loglog(xs[base:], [cpu[base] * (x / xs[base]) ** 1.15 for x in xs[base:]], ":", color="black", label="exponent 1.15")
        ax.set_xlabel("reports"); ax.set_ylabel("building the case, s"); ax.legend(frameon=False)
        save(fig, "growth", "Seconds to build a case by its reports, with a line of exponent 1.15")
        fig, axes = plt.subplots(1, 2, figsize=(8, 3.2))
        axes[0].loglog(xs, [v["build"]["rss_mib"] for v in vs], "o-", label="memory")
        axes[0].loglog(xs, [v["bytes"] / MIB for v in vs], "s--", label="file")
        axes[0].axhline(4096, ls=":", color="black", label="4 GiB")
        axes[0].set_ylabel("MiB"); axes[0].set_xlabel("reports")
        for key, label in (("first page, server", "first page, server"), ("show, server", "one event, server"), ("first page, command", "first page, command"), ("show, command", "one event, command")):
            axes[1].loglog(xs, [v[key]["median"] * 1000 for v in vs], "o-", label=label)
        for limit in (100, 50): axes[1].axhline(limit, ls=":", color="black", label=f"{limit} ms")
        axes[1].set_ylabel("ms"); axes[1].set_xlabel("reports")
        for ax in axes: ax.legend(frameon=False, fontsize=7, loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
        fig.tight_layout()
        save(fig, "answers", "Memory and file, and time of answers, by reports")
        fig, ax = plt.subplots(figsize=(5.5, 3))
        for key in ("B3 precision", "B3 recall", "pair precision", "pair recall"): ax.semilogx(xs, [v["quality"][key] for v in vs], "o-", label=key)
        ax.set_ylim(0, 1.02); ax.set_xlabel("reports"); ax.legend(frameon=False)
        save(fig, "quality", "Precision and recall of telling the same event, by reports")
    reading = parts.get("read", {})
    bars = []
    if ok(reading.get("spacy")):
        t = reading["spacy"]["values"]["total"]
        bars += [("rashomon read", t["words"] / t["ours_cpu"]), ("spaCy", t["words"] / t["theirs_cpu"])]
    bars += [(f"{name} (tags only)", v["words"] / v["seconds"]) for name in config.get("taggers", {}) if ok(reading.get(name)) for v in [reading[name]["values"]]]
    if bars:
        fig, ax = plt.subplots(figsize=(5.5, 0.5 + 0.4 * len(bars)))
        ax.barh([b[0] for b in bars][::-1], [b[1] for b in bars][::-1], color="#4878a8")
        ax.set_xscale("log"); ax.set_xlabel("words per second, one core")
        save(fig, "speed", "Words per second on one core")
    return made
