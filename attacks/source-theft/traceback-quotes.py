# SPDX-License-Identifier: MIT
"""Goal:  the evaluator's source, with the answer in it.
Means: the interpreter's own traceback. It prints the source line of every frame, and looks it up
       in the file that the code claims to come from. A line of code that claims to be line 3 of
       the evaluator fails, and Python quotes line 3 of the evaluator. The student's program opens
       no file and names none but in a message.
"""

import traceback

from attack import DONE, attempting, denied, loot

SOURCE, LINES = "/var/task/evaluator.py", 20


def quote(line):
    code = compile("\n" * (line - 1) + "0 / 0", SOURCE, "exec")
    try:
        exec(code, {})
    except ZeroDivisionError:
        return traceback.format_exc()


def run(brief):
    attempting()
    quoted = "".join(quote(line) for line in range(1, LINES))
    if "evaluation_function" not in quoted:
        return denied("traceback", "it quotes nothing")
    loot(quoted)
    return DONE


ATTACK = {
    "effect": "the evaluator's source leaves in the student's feedback",
    "means": "tracebacks of code that claims to be the evaluator's: Python quotes the source",
    "oracle": "secret:task",
    "attack_id": "T1005, CWE-209",
    "remedy": "Landlock without the function's folder",
    "refs": ["linecache"],
    "run": run,
}
