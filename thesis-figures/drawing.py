# SPDX-License-Identifier: MIT
"""The data and settings of a figure that dots.gp or curves.gp draws; both know nothing of what is shown."""

import os
import statistics

from tables import tex


def number(text):
    return float(text) if text else None


class Drawing:
    """`shown`: (program, text of the caption) of each figure, by name."""

    def __init__(self, folder):
        self.folder, self.shown = folder, {}

    def write(self, name, text):
        with open(os.path.join(self.folder, "data", name), "w", encoding="utf-8") as f:
            f.write(text)

    def settings(self, name, series, **more):
        """Of gnuplot: text in quotes, NaN for None."""
        lines = [f"series = {len(series)}"] + [f'title_{i} = "{title}"' for i, title in enumerate(series, 1)]
        for key, value in more.items():
            said = f'"{value}"' if isinstance(value, str) else "NaN" if value is None else value
            lines.append(f"{key} = {said}")
        self.write(f"{name}.set", "\n".join(lines) + "\n")

    def blocks(self, name, series):
        self.write(f"{name}.tsv", "\n\n\n".join("\n".join("\t".join(map(str, row)) for row in rows)
                                                for rows in series) + "\n")

    def dots(self, name, caption, rows, series, xlab, log=0, ref=None):
        """`series`: {title: {row: (value, low, high)}}; what log cannot show is left out."""
        series = {t: {r: v for r, v in found.items() if r in rows and not (log and v[1] <= 0)}
                  for t, found in series.items()}
        series = {t: found for t, found in series.items() if found}
        rows = [r for r in rows if any(r in found for found in series.values())]
        if not rows:
            return
        at = {row: -i for i, row in enumerate(rows)}
        self.write(f"{name}-rows.tsv", "".join(f"{at[row]}\t{row}\n" for row in rows))
        self.blocks(name, [[(at[row], *found[row]) for row in rows if row in found] for found in series.values()])
        longest = max(map(len, rows))
        self.settings(name, list(series), xlab=xlab, log=log, ref=ref, left=round(min(0.5, 0.06 + 0.0142 * longest), 3))
        self.shown[name] = "dots", caption

    def curves(self, name, caption, series, xlab, ylab, logx=0, logy=0, ref=None, refname="", lines=1, names=0):
        """`series`: {title: [(x, y, low, high)]}."""
        series = {t: sorted(points) for t, points in series.items() if points}
        if not series:
            return
        self.blocks(name, series.values())
        self.settings(name, list(series), xlab=xlab, ylab=ylab, logx=logx, logy=logy, ref=ref, refname=refname,
                      lines=lines, names=names)
        self.shown[name] = "curves", caption

    def captions(self):
        for name, (_, text) in self.shown.items():
            with open(os.path.join(self.folder, name + ".caption.tex"), "w", encoding="utf-8") as f:
                f.write(f"\\caption{{{tex(text)}}}\n")


def spread(values):
    """(median, lower and upper quartile)."""
    if len(values) < 2:
        return (values[0],) * 3
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return middle, low, high


def quantile(values, p):
    values = sorted(values)
    return values[min(len(values) - 1, int(p * len(values)))]
