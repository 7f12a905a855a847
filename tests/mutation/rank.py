# SPDX-License-Identifier: MIT
"""Who is asked first about a mutant: whoever noticed it the last time, then programs that speak of
what was spoilt, then rows that the layer is there for, quick ones before slow ones. All are asked
in the end.
"""

import re

ROWS = {  # what a layer is there for
    "seccomp": ("filter-evasion", "kernel-surface"),
    "rlimit": ("memory-bomb", "time-hog", "disk-bomb", "fork-bomb"),
    "landlock": ("landlock-gap", "tmp-snooping", "source-theft", "peer-tampering"),
    "supervise": ("disk-bomb", "supervisor-evasion", "landlock-gap"),
    "hygiene": ("warm-state", "inherited-fd", "runtime-api"),
    "undumpable": ("proc-read", "supervisor-evasion"),
    "preload": ("preload-evasion",),
    "env": ("env-leak", "proc-read"),
    "fds": ("inherited-fd", "proc-read"),
    "tmp": ("tmp-snooping", "ipc-residue"),
    "session": ("persistence", "time-hog", "output-flood", "warm-state"),
    "nnp": ("setuid",),
}
FILLER = {"any", "allows", "without", "half", "uncounted", "processes", "no", "not", "watch", "sees", "of", "the",
          "only", "is", "a", "as", "it", "its", "own", "for", "all", "in", "and", "may", "keeps", "leaves"}


class Rank:
    def __init__(self, root, catalogue, history):
        self.history = history
        self.text, self.about = {}, {}
        for p in catalogue:
            sources = sorted((root / "attacks").glob(p["id"] + ".*"))
            self.text[p["id"]] = words(" ".join(s.read_text(errors="replace") for s in sources))
            self.about[p["id"]] = words(f"{p['id']} {p['means']} {p['effect']}")

    def key(self, mutant, base, program, ms):
        """Smaller is earlier."""
        before = self.history.get(mutant.name)
        asked = words(mutant.name.split("/", 1)[1]) - FILLER
        spoken = 3 * len(asked & self.about[program["id"]]) + len(asked & self.text[program["id"]])
        rows = ROWS.get(mutant.name.split("/")[0], ())
        return (before != (program["id"], base), base != mutant.column, -spoken,
                program["row"] not in rows, not program["quick"], ms)


def words(text):
    """Lower case; a call's underscores stay, and what they join counts by itself too."""
    whole = set(re.findall(r"[a-z0-9_]+", text.lower()))
    return whole | {part for word in whole for part in word.split("_") if len(part) > 2}
