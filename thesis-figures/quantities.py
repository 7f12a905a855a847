# SPDX-License-Identifier: MIT
"""Figures of what a benchmark with --full measured: what it lacks is not drawn."""

from captions import of_bench
from measured import where
from drawing import quantile, spread

US = 1e3  # in a millisecond


class Quantities:
    def __init__(self, bench):
        self.found = {}
        for line in bench.lines:
            if line["type"] == "quantity" and line["values"]:
                self.found.setdefault(line["quantity"], []).append(line)

    def of(self, quantity, scale=1.0):
        """{(program, variant, at): (median, quartiles)}."""
        return {(l["program"], l["variant"], l["at"]): spread([v / scale for v in l["values"]])
                for l in self.found.get(quantity, [])}

    def most(self, quantity):
        n = [len(l["values"]) for l in self.found.get(quantity, [])]
        return f"{min(n)} to {max(n)}" if n else "no"


def by(found, program, variants, at=0):
    return {v: found[program, v, at] for v in variants if (program, v, at) in found}


def names(found, part):
    return list(dict.fromkeys(key[part] for key in found))


QUARTILES = "Marks are medians, lines the middle half. "


def submission(d, q, b):
    found = q.of("submission", US)
    ways = names(found, 1)
    programs = names(found, 0)
    hello = by(found, "hello", ways)
    said = ""
    if "bare" in hello and len(hello) > 1:
        best = min((w for w in hello if w != "bare"), key=lambda w: hello[w][0])
        said = (f"The quickest, {best}, answers the program without imports in {hello[best][0]:.2f} ms, "
                f"{hello['bare'][0] / hello[best][0]:.1f} times as fast as a new interpreter without any sandbox. ")
    d.dots("submission", f"One Python submission, from the request to its answer, by how it is started; "
           f"{q.most('submission')} "
           f"of each. {QUARTILES}{said}{of_bench(b)}", ways, {p: by(found, p, ways) for p in programs}, "ms to the "
           "answer (log)", 1)


def steps(d, q, b):
    found = {k: v for k, v in q.of("steps").items() if v[0] >= 1}
    stacks = names(found, 1)
    if not stacks:
        return
    last = stacks[-1]
    total = {s: sum(v[0] for (_, stack, _), v in found.items() if stack == s) for s in stacks}
    rows = [step for (step, stack, _), v in sorted(found.items(), key=lambda item: -item[1][0]) if stack == last][:16]
    mine = {step: found[step, last, 0][0] for step in rows if step != "exec and the program"}
    first = max(mine, key=mine.get)
    d.dots("steps", f"What a launch is made of: the steps of ordeal-sandbox around a static program that does "
           f"nothing, the "
           f"longest {len(rows)} of {last}; {q.most('steps')} launches. know, prepare: before there is a process; "
            f"inside: a layer put on; readback: looked "
           f"at from outside. "
           f"{QUARTILES}Beside the program itself, {first} takes longest under {last}: {mine[first]:.0f} of "
           f"{total[last]:.0f} microseconds. {of_bench(b)}", rows,
           {s: {step: found[step, s, 0] for step in rows if (step, s, 0) in found} for s in stacks}, "microseconds "
               "(log)", 1)


def rules(d, q, b):
    found = q.of("rules")
    series = {f"{what}, {shape}": [(at, *v) for (p, s, at), v in found.items() if (p, s) == (call, shape)]
              for call, what in (("argument", "argument read"), ("getppid", "none read"))
              for shape in ("linear", "tree")}
    if not any(series.values()):
        return
    last = max(at for _, _, at in found)
    linear, tree = (found["argument", s, last][0] for s in ("linear", "tree"))
    flat = [v[0] for (p, s, at), v in found.items() if p == "getppid" and s != "bare"]
    d.curves("rules", f"A call under a filter of so many rules; {q.most('rules')} processes each. {QUARTILES}With "
             f"{last:.0f} rules a "
             f"verdict that reads an argument costs {linear:.0f} ns in a list and {tree:.0f} ns in a tree; one "
             f"that reads none "
             f"between {min(flat):.0f} and {max(flat):.0f} ns, however many rules there are. {of_bench(b)}",
             series, "rules", "ns for a call", logx=1)
    load = {s: [(at, *(x / US for x in v)) for (p, shape, at), v in found.items() if (p, shape) == ("load", s)]
            for s in ("linear", "tree")}
    d.curves("rules-load", f"Loading a filter of so many rules; {q.most('rules')} processes each. "
             f"{QUARTILES}{last:.0f} rules take "
             f"{found['load', 'linear', last][0] / US:.0f} microseconds in a list, "
             f"{found['load', 'tree', last][0] / US:.0f} in a "
             f"tree. {of_bench(b)}", load, "rules (log)", "microseconds to load (log)", logx=1, logy=1)


GROWTH = {
    "growth-parent": ("A launch of a static program that does nothing, by a process that holds so much "
    "memory", "MiB held"),
    "growth-descriptors": ("A launch by a process with so many open descriptors", "descriptors"),
    "growth-environment": ("A launch with an environment of this size", "KiB of environment"),
    "growth-left": ("A Python program that leaves so many empty files, until all is removed", "files left"),
    "growth-landlock": ("A launch with so many paths granted by Landlock, besides the system's", "paths"),
    "growth-boxes": ("A launch while so many other boxes of the same user run", "other boxes"),
}


def growth(d, q, b):
    for name, (what, xlab) in GROWTH.items():
        found = {(v, at): m for (p, v, at), m in q.of(name, US).items() if p in ("noop-static", "files")}
        series = {v: [(at, *m) for (w, at), m in found.items() if w == v] for v in names(found, 0)}
        if not series:
            continue
        ends = {v: (min(points), max(points)) for v, points in series.items()}
        said = "; ".join(f"{v} {last[1] / first[1]:.1f} times" for v, (first, last) in ends.items())
        low, high = (end[0] for end in next(iter(ends.values())))
        many = high >= 1000
        shift = {v: [(max(x, 1) if many else x, *m) for x, *m in points] for v, points in series.items()}
        d.curves(name, f"{what}; {q.most(name)} launches each. {QUARTILES}From {low:g} to {high:g} the time grows: "
                 f"{said}. "
                 f"{of_bench(b)}", shift, xlab + (" (log; 1: "
                 "none)" if many else ""), "ms (log)", logx=int(many), logy=1)


def students(d, q, b):
    wall = {(l["program"], l["variant"]): l["values"] for l in q.found.get("student-wall", [])}
    programs, shown = names(wall, 0), ("recommended", "full", "mediate", "bwrap", "firejail")
    ratios = {v: {p: tuple(x / spread(wall[p, "bare"])[0] for x in spread(wall[p, v])) for p in programs
                  if (p, v) in wall and (p, "bare") in wall} for v in shown}
    ratios = {v: found for v, found in ratios.items() if found}
    if not ratios:
        return
    said = "; ".join(f"{v} at most {max(r[0] for r in found.values()):.2f} times "
                     f"({max(found, key=lambda p: found[p][0])})"
                     for v, found in ratios.items())
    d.dots("students", f"Whole student programs, wall time over the same without a defence; "
           f"{q.most('student-wall')} runs each. "
           f"{QUARTILES}Slowest: {said}. {of_bench(b)}", programs, ratios, "wall time, multiples of bare", 0, 1)


def service(d, q, b):
    found = q.of("throughput")
    ways = names(found, 1)
    if ways:
        best = {w: max(v[0] for (_, x, _), v in found.items() if x == w) for w in ways}
        d.curves("throughput", f"Submissions a second of a Python program that prints a line, by clients that wait "
                 f"for their answer, "
                 f"on all processors. {QUARTILES}At most: " + "; ".join(f"{w} {n:.0f}" for w, n in best.items())
                 + f". {where(b.meta)}.", {w: [(at, *v) for (_, x, at), v in found.items() if x == w] for w in ways},
                 "clients (log)", "submissions a second (log)", logx=1, logy=1)
    most = {l["variant"]: l["values"][0] for l in q.found.get("capacity", [])}
    tails = {w: [(most[w] * l["at"] / 100, quantile(l["values"], 0.99), quantile(l["values"], 0.95),
                 quantile(l["values"], 0.999))
                 for l in q.found.get("tail", []) if l["variant"] == w and l["at"] <= 110] for w in most}
    if any(tails.values()):
        said = "; ".join(f"{w} {points[0][1]:.1f} ms at {points[0][0]:.0f} a "
            f"second" for w, points in tails.items() if points)
        d.curves("tail", "The time to an answer of the slowest hundredth (p99; lines from p95 to p99.9) where "
                 "submissions arrive at "
                 f"random and do not wait for others, at 30 to 110 percent of what the launcher can do. p99: "
                 f"{said}. {where(b.meta)}.",
                 tails, "submissions a second (log)", "ms (log)", logx=1, logy=1)


def memory(d, q, b):
    found = q.of("memory-idle", 1024)
    ways = names(found, 1)
    if not ways:
        return
    fits = {w: max([at for (_, x, at), v in found.items() if x == w and v[0] <= 128], default=0) for w in ways}
    said = "; ".join(f"{w}: {int(n)}" if n else f"{w}: none" for w, n in fits.items())
    d.curves("memory", "What a launcher with so many idle slots holds (proportional set size, so what is shared "
             "counts once), beside "
             f"the 128 MiB of the smallest function. {QUARTILES}Of the slots tried, so many fit: {said}. "
             f"{where(b.meta)}.",
             {w: [(at, *v) for (_, x, at), v in found.items() if x == w] for w in ways}, "idle slots", "MiB", ref=128,
             refname="128 MiB")


CALLS = ("getppid", "open-close", "stat", "clone")
CALLED = ("seccomp", "landlock", "supervise", "recommended", "full", "mediate", "denylist", "notify", "bwrap",
    "firejail")


def percall(d, b):
    rows = {(r["program"], r["variant"]): tuple(float(r[k]) for k in ("ratio", "ratio_low", "ratio_high"))
            for r in b.rows if r["type"] == "percall" and r["ratio"]}
    series = {c: {v: rows[c, v] for v in CALLED if (c, v) in rows} for c in CALLS}
    series = {c: found for c, found in series.items() if found}
    if not series:
        return
    (call, variant), (worst, _, _) = max(((c, v), rows[c, v]) for c, v in rows if c in series and v in CALLED
                                         and rows[c, v][0] == max(r[0] for k, r in rows.items() if k[0] in series
                                                                  and k[1] in CALLED))
    full = {c: found["full"][0] for c, found in series.items() if "full" in found}
    said = f"Under full {max(full, key=full.get)} suffers most, {max(full.values()):.2f} times bare. " if full else ""
    d.dots("percall", f"One system call inside, over the same bare, with 95 % bootstrap intervals. {said}The "
           f"dearest of all is "
           f"{call} under {variant}, {worst:.1f} times. {of_bench(b)}", list(CALLED), series, "multiples of bare "
           "(log)", 1, 1)


def draw(d, b):
    q = Quantities(b)
    for figure in (submission, steps, rules, growth, students, service, memory):
        figure(d, q, b)
    percall(d, b)
