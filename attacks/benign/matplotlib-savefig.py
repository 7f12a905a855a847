# SPDX-License-Identifier: MIT
"""matplotlib-savefig.py - a plot in a file.

It wants a folder for its configuration and looks for fonts: a HOME that does not exist or may not
be written costs a warning and a temporary folder, no /usr/share at all the plot. For the list of
fonts it starts fc-list, and does without where no process may be started. The list that it writes
on first use is what a limit on file size or a read-only system meets.
"""

import os
import tempfile

from attack import DONE


def draw(path):
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(2, 2))
    axes.plot([1, 2, 3], [1, 4, 9], label="squares")
    axes.set_title("größer")
    axes.legend()
    figure.savefig(path, dpi=50)


def run(brief):
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # threads are numpy-linalg's matter
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        # Beside the program, as the manual has it; Debian's own in /etc is not everywhere.
        with open("matplotlibrc", "w") as file:
            file.write("backend: Agg\n")
        draw("plot.png")
        with open("plot.png", "rb") as file:
            head = file.read(24)
        print(head[1:4].decode(), int.from_bytes(head[16:20], "big"),
              int.from_bytes(head[20:24], "big"), os.path.getsize("plot.png") > 1000)
        os.chdir("/")
    return DONE


ATTACK = {
    "effect": "a plot is saved",
    "means": "matplotlib with the Agg backend: plot, legend, savefig",
    "oracle": "done",
    "seconds": 20,
    "needs": ["matplotlib"],
    "id": "B18",
    "expect": "PNG 100 100 True\n",
    "run": run,
}
