# SPDX-License-Identifier: MIT
"""A caption for each figure: what was measured, where, how often.

The file holds the whole command, since LaTeX takes no file inside a caption: \\input it below the
picture.
"""

import os

from measured import where
from tables import tex

MATRICES = {"matrix-layers": "Each layer of the sandbox alone, and its stacks",
            "matrix-tools": "What people deploy today"}
CELLS = ("k/n: k attacks held, of the n that work undefended. The glyph says all, some, none; a "
         "dot: nothing proven. The last row: honest programs that still work, of those that work "
         "undefended; the others are false positives. What the column none holds too (attacks on a "
         "worker that runs students in its own process) is not counted. ")


def times(n):
    return "once" if n == 1 else f"{n} times"


def of_matrix(m):
    unfinished = "" if m.model["complete"] else " The run did not come to its end."
    return (f"{m.cells} cells, each measured {times(m.meta['repeat'])}, profile "
            f"{m.meta['profile']}; {where(m.meta)}.{unfinished}")


def samples(b, program):
    """The fewest and the most samples of a program's variants."""
    n = [int(r["n"]) for r in b.rows if r["type"] == "sample" and r["program"] == program]
    return f"{min(n)} to {max(n)}"


def of_bench(b):
    doubts = []
    if b.end.get("interrupted", True):
        doubts.append("the run was cut short")
    if b.end.get("steal_percent", 0) > 1:
        doubts.append(f"the hypervisor took {b.end['steal_percent']:.1f} % of the time")
    doubt = f" Doubts: {'; '.join(doubts)}." if doubts else ""
    return ("All variants interleaved in random order, pinned to one processor; "
            f"/tmp on {b.meta.get('tmp', 'an unknown file system')}; {where(b.meta)}.{doubt}")


def slowest(b, variants):
    """One launch in a hundred, beside the median."""
    found = {}
    for variant in variants:
        ns = sorted(b.samples[("noop-static", variant)]["ns"])
        if len(ns) >= 100:
            found[variant] = ns[len(ns) * 99 // 100] / ns[len(ns) // 2]
    if not found:
        return ""
    return ("One launch in a hundred takes at least so many times the median: "
            + "; ".join(f"{v} {x:.1f}" for v, x in found.items()) + ".")


def missing(b, program):
    """Variants without a number: they are not in the picture. The file has the reasons."""
    gone = [v for (p, v), l in b.samples.items() if p == program and not l["ns"]]
    return f" Not here, since they do not run such a program: {', '.join(gone)}." if gone else ""


def agreement(pair):
    """Where nothing is proven, nothing was shown to differ: what the column holds there, another
    that it contains holds alone (nnp, in seccomp), which is a matter of whom to credit and not of
    the claim."""
    if not pair["measured"] or pair["measured"]["symbol"] == "nothing proven":
        return "undecided"
    return pair["agreement"]


def claims(m):
    n = [agreement(p) for p in m.claims["comparison"]]
    ours = dict.fromkeys(p["column"] for p in m.claims["comparison"] if p.get("own", p["column"] == "claimed"))
    whose = (f"The column {', '.join(ours)} is this project's: the paper has none; here it is the best of its "
             "row, which is what a stack of layers is thought to be." if ours else "")
    return (f"Each square: to the left what was {m.claims['summary']}, to the right what was "
            f"measured (k attacks held, of the n that work undefended). Framed: they differ, "
            f"{n.count('differs')} of {len(n)}. {n.count('undecided')} could not be decided: nothing was "
            f"proven (a dot), since no attack works here or another column that this one contains holds "
            f"them alone; that is no difference. {whose} ")


def of_places(folder, best, m):
    """Of each profile the stack that holds most of the threat model's rows."""
    said = "; ".join(f"{profile}: {stack}, {held} of {proven}" for profile, (stack, held, proven) in best.items())
    text = ("The rows of the threat model under the stacks, in each environment that was imitated: the quick "
            "attacks of each row; a dash in a circle: the stack cannot be put on there. "
            "The most that a stack holds of these "
            f"rows: {said}. {where(m.meta)}.")
    with open(os.path.join(folder, "places.caption.tex"), "w", encoding="utf-8") as f:
        f.write(f"\\caption{{{tex(text)}}}\n")


def part(base, name):
    """Of a figure that was cut: which part."""
    return f" (part {name[len(base) + 1:]})" if name != base else ""


def write_all(folder, m, b, ecdf, figures):
    shown = ", ".join(v for v in ecdf if b.samples[("noop-static", v)]["ns"])
    texts = {
        "claims": claims(m) + of_matrix(m),
        "overhead": (f"Launch under each layer, stack and tool over a bare launch (vfork and "
                     f"exec), ratio of medians with 95 % bootstrap intervals; "
                     f"{samples(b, 'noop-static')} launches of a static program that does "
                     f"nothing, {samples(b, 'python')} of python3 -S."
                     f"{missing(b, 'noop-static')} " + of_bench(b)),
        "latency": (f"The share of launches of a static program that does nothing that took longer than so "
                    f"long, from spawn to wait: {shown}. {samples(b, 'noop-static')} launches each. "
                    f"{slowest(b, shown.split(', '))} " + of_bench(b)),
    }
    for base, what in MATRICES.items():
        texts |= {name: f"{what}{part(base, name)}. " + CELLS + of_matrix(m) for name in figures
                  if name.startswith(base)}
    for name, text in texts.items():
        with open(os.path.join(folder, name + ".caption.tex"), "w", encoding="utf-8") as f:
            f.write(f"\\caption{{{tex(text)}}}\n")
