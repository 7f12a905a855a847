# SPDX-License-Identifier: MIT
"""LaTeX tables, each a float with its caption, for A4 in 11pt. They need booktabs, and graphicx for
the turned heads of the matrix; preview.tex shows all of them.
"""

import os

from measured import pages, where

TABLE_COLUMNS = 7  # of a matrix in the width of a page
HEAD = "% generated: do not edit. Needs: \\usepackage{booktabs,graphicx}"

SPECIAL = {c: "\\" + c for c in "&%$#_{}"} | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
                                              "\\": r"\textbackslash{}"}


def tex(text):
    return "".join(SPECIAL.get(c, c) for c in text)


def table(columns, head, body, caption, label):
    """`body` is a list of groups of rows; a rule stands between groups."""
    groups = ["\n".join("  " + " & ".join(row) + r" \\" for row in group) for group in body]
    return "\n".join([HEAD, r"\begin{table}[p]", r"\centering\scriptsize\setlength{\tabcolsep}{2.5pt}",
                      rf"\caption{{{tex(caption)}}}", rf"\label{{tab:{label}}}",
                      rf"\begin{{tabular}}{{{columns}}}", r"  \toprule",
                      *("  " + line for line in head), r"  \midrule",
                      "\n  \\midrule\n".join(groups), r"  \bottomrule", r"\end{tabular}",
                      r"\end{table}", ""])


def square(s):
    """k/n, in bold where all are held; a dot where nothing is proven, a dash where unavailable."""
    if s is None or s["symbol"] == "nothing proven":
        return r"$\cdot$"
    if s["symbol"] == "unavailable":
        return "--"
    text = f"{s['held']}/{s['proven']}"
    return {"all": rf"\textbf{{{text}}}", "broken or flaky": text + r"\,!"}.get(s["symbol"], text)


def matrix(m, columns, caption, label):
    head = [" & ".join([""] + [rf"\rotatebox{{90}}{{{tex(c['name'])}}}" for c in columns]) + r" \\"]
    groups = [[], []]
    for r in m.model["rows"]:
        groups[r["benign"]].append([tex(r["name"])] + [square(r["squares"].get(c["name"]))
                                                       for c in columns])
    if groups[True]:
        groups[True].append(["false positives"] + [str(c["false_positives"]) for c in columns])
    return table("l" + "c" * len(columns), head, [g for g in groups if g], caption, label)


def ratio(row):
    """A ratio with its interval, to two digits after the point, or three in all."""
    if not row:
        return "", ""
    value, low, high = (float(row[k]) for k in ("ratio", "ratio_low", "ratio_high"))
    digits = 2 if high < 10 else 1 if high < 100 else 0
    return f"{value:.{digits}f}", f"{low:.{digits}f}--{high:.{digits}f}"


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
    caption = ("Launch of a static program that does nothing and of python3 -S, in multiples of a bare "
               "launch (ratio of medians, 95 % bootstrap interval), and the price of a system call inside. "
               f"{where(b.meta)}.")
    return table("lrrcrcrr", head, list(groups.values()), caption, "overhead")


def claims(m):
    """What was claimed, and what was measured, in bold where they differ."""
    pairs = {(p["row"], p["column"]): p for p in m.claims["comparison"]}
    columns, rows = (list(dict.fromkeys(key[i] for key in pairs)) for i in (1, 0))

    def cell(pair):
        text = f"{pair['claimed']}, {square(pair['measured']).replace('textbf', 'mbox')}"
        return rf"\textbf{{{text}}}" if pair["agreement"] == "differs" else text

    differ = sum(p["agreement"] == "differs" for p in pairs.values())
    caption = (f"What was {m.claims['summary']}, and k of the n attacks that work undefended that were held; in bold "
               f"where the two differ, {differ} of {len(pairs)}. {where(m.meta)}.")
    return table("l" + "c" * len(columns), [" & ".join([""] + [tex(c) for c in columns]) + r" \\"],
                 [[[tex(r)] + [cell(pairs[r, c]) if (r, c) in pairs else "" for c in columns] for r in rows]],
                 caption, "claims")


WHAT = {"matrix-layers": "Each layer of the sandbox alone, and its stacks",
        "matrix-tools": "What people deploy today"}


def write_all(folder, m, b, parts):
    """The names of the files, without their ending."""
    made = {"table-overhead": overheads(b), "table-claims": claims(m)}
    for base, columns in parts.items():
        cut = pages(columns, TABLE_COLUMNS)
        for n, page in enumerate(cut, 1):
            name = f"{base}-{n}" if len(cut) > 1 else base
            part = f" (part {n} of {len(cut)})" if len(cut) > 1 else ""
            caption = (f"{WHAT[base]}{part}: of n attacks that work undefended, k were held (k/n; bold: all "
                       f"of them). {where(m.meta)}.")
            made[f"table-{name}"] = matrix(m, page, caption, name)
    for name, text in made.items():
        with open(os.path.join(folder, name + ".tex"), "w", encoding="utf-8") as f:
            f.write(text)
    return sorted(made)
