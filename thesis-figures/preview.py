# SPDX-License-Identifier: MIT
"""preview.tex: every figure and table on a page of A4 in 11pt, as an example of how they are included."""

import os

TOP = r"""% generated: do not edit. pdflatex preview.tex, in the folder of the figures
\documentclass[11pt,a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage{booktabs,graphicx}
\begin{document}
"""
# At its own size: then its smallest type is six points.
FIGURE = r"""\begin{figure}[p]
\centering
\includegraphics{%s.pdf}
\input{%s.caption}
\end{figure}
"""


def write(folder, figures, tables):
    with open(os.path.join(folder, "preview.tex"), "w", encoding="utf-8") as f:
        f.write(TOP)
        f.writelines(FIGURE % (name, name) for name in figures)
        f.writelines("\\input{%s}\n" % name for name in tables)
        f.write("\\end{document}\n")
