# SPDX-License-Identifier: MIT
"""LaTeX tables: booktabs, and graphicx for the turned heads of the matrix."""

import os

SPECIAL = {c: "\\" + c for c in "&%$#_{}"} | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
                                              "\\": r"\textbackslash{}"}


def tex(text):
    return "".join(SPECIAL.get(c, c) for c in text)


def tabular(columns, head, body):
    """`body` is a list of groups of rows; a rule stands between groups."""
    groups = ["\n".join("  " + " & ".join(row) + r" \\" for row in group) for group in body]
    return "\n".join([r"% generated: do not edit", r"{\setlength{\tabcolsep}{3.5pt}",
                      rf"\begin{{tabular}}{{{columns}}}", r"  \toprule",
                      *("  " + line for line in head), r"  \midrule",
                      "\n  \\midrule\n".join(groups), r"  \bottomrule", r"\end{tabular}}", ""])


def square(s):
    """k/n, in bold where all are held; a dot where nothing is proven, a dash where unavailable."""
    if s is None or s["symbol"] == "nothing proven":
        return r"$\cdot$"
    if s["symbol"] == "unavailable":
        return "--"
    text = f"{s['held']}/{s['proven']}"
    return {"all": rf"\textbf{{{text}}}", "broken or flaky": text + r"\,!"}.get(s["symbol"], text)


def matrix(m, columns):
    head = [" & ".join([""] + [rf"\rotatebox{{60}}{{{tex(c['name'])}}}" for c in columns]) + r" \\"]
    groups = [[], []]
    for r in m.model["rows"]:
        groups[r["benign"]].append([tex(r["name"])] + [square(r["squares"].get(c["name"]))
                                                       for c in columns])
    if groups[True]:
        groups[True].append(["false positives"] + [str(c["false_positives"]) for c in columns])
    return tabular("l" + "c" * len(columns), head, [g for g in groups if g])


def ratio(row):
    """A ratio with its interval, to two digits after the point."""
    if not row:
        return "", ""
    low, high = float(row["ratio_low"]), float(row["ratio_high"])
    return f"{float(row['ratio']):.2f}", f"{low:.2f}--{high:.2f}"


def median(row, digits=0):
    return f"{float(row['median']):.{digits}f}" if row else ""


def overheads(b):
    head = [r" & \multicolumn{3}{c}{static no-op} & \multicolumn{2}{c}{Python} & "
            r"\multicolumn{2}{c}{one call (ns)} \\",
            r"\cmidrule(lr){2-4}\cmidrule(lr){5-6}\cmidrule(lr){7-8}",
            r" & $\mu$s & $\times$ & 95\,\% & $\times$ & 95\,\% & getppid & open+close \\"]
    groups = {}
    for variant, group in b.variants():
        noop, python = (b.row("sample", p, variant) for p in ("noop-static", "python"))
        calls = [median(b.row("percall", c, variant)) for c in ("getppid", "open-close")]
        groups.setdefault(group, []).append(
            [tex(variant), median(noop), *ratio(noop), *ratio(python), *calls])
    return tabular("lrrcrcrr", head, list(groups.values()))


def write_all(folder, m, b, layers, tools):
    for name, text in (("table-matrix-layers", matrix(m, layers)),
                       ("table-matrix-tools", matrix(m, tools)), ("table-overhead", overheads(b))):
        with open(os.path.join(folder, name + ".tex"), "w", encoding="utf-8") as f:
            f.write(text)
