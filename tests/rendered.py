# SPDX-License-Identifier: MIT
"""What README.md looks like on a page of a forge: how wide its tables are at least.

`least_width` is a rule on the text alone, for everywhere; tests/long/readme-in-a-browser holds it
against what Chromium makes of it. A table may be narrowed until each column is as wide as its
widest word.
"""

import html
import re

PAGE = 830        # pixels of a page of text on a large forge
PADDING = 27      # of a cell: 13 to the left and right, and a line
FONT = 16         # pixels
SMALL = 0.75      # <sub>

# Widths in Helvetica, a thousandth of the font's size each; what is missing here is 0.556.
NARROW = {**dict.fromkeys("ijl|'", 0.222), **dict.fromkeys(" !,./:;[]\\fIt", 0.278),
          **dict.fromkeys("()-r`", 0.333), **dict.fromkeys("ckJsvxyz", 0.5),
          **dict.fromkeys("+<=>~", 0.584), **dict.fromkeys("ABEKPSVXY&", 0.667),
          **dict.fromkeys("CDHNRUw", 0.722), **dict.fromkeys("GOQm", 0.8), "M": 0.833, "%": 0.889,
          "W": 0.944, "@": 1.015}
EMOJI = 1.4
BOLD = 1.08
SLACK = 1.03      # browsers and fonts differ


def width(word, size):
    return size * sum(EMOJI if ord(c) > 0x2300 else 0 if ord(c) == 0xfe0f else NARROW.get(c, 0.556)
                      for c in word)


def word_widths(cell, head):
    """The widths of a cell's words in pixels: it is broken at blanks, <br> and behind hyphens."""
    cell = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", cell)
    for part in re.split(r"<br>|\s", cell):
        size = FONT * (SMALL if "sub>" in cell else 1) * (BOLD if head else 1)
        plain = html.unescape(re.sub(r"<[^>]*>|[*`]", "", part))
        for word in re.findall(r"[^-]+-?|-", plain):
            yield width(word, size)


def tables(markdown):
    """Each table as its rows of cells; the line of dashes is left out."""
    rows = []
    for line in [*markdown.splitlines(), ""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                rows.append(cells)
        elif rows:
            yield rows
            rows = []


def least_width(rows):
    """Pixels that a table takes, however it is narrowed."""
    columns = max(map(len, rows))
    return 1 + sum(PADDING + SLACK * max([w for n, row in enumerate(rows) if k < len(row)
                                  for w in word_widths(row[k], n == 0)] or [0])
                   for k in range(columns))
