#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Graded scenes: who is marked correct, who is not, and what the oracles make of it."""

from lib import SCRATCH, done, expect, measure

ATTACK = '''
from attack import DONE, attempting, submit
import os, sys

def run(brief):
    attempting()
    {act}
    return DONE

ATTACK = {{"effect": "a test", "means": "a test", "oracle": "{oracle}", "scene": "{scene}",
          "grader": "{grader}", "control": "{control}", "run": run}}
'''

folder = SCRATCH / "graded"
folder.mkdir()


def attack(name, act="pass", oracle="grade:forged", scene="solo", grader="rpc", control="none"):
    from subprocess import check_output

    from lib import BUILD

    script = folder / f"{name}.py"
    script.write_text(ATTACK.format(act=act, oracle=oracle, scene=scene, grader=grader, control=control))
    manifest = check_output(["/usr/bin/python3", "-B", BUILD / "box" / "attacks" / "attack.py", script,
                             "--describe"])
    (folder / f"{name}.json").write_bytes(manifest)


STEAL = ("grader = sys.modules.get('grader')\n    frame = sys._getframe()\n"
         "    while frame and 'answer' not in frame.f_locals: frame = frame.f_back\n"
         "    submit(frame.f_locals['answer'] if frame else 'x')")

attack("wrong", "submit('42')")
attack("wrong-file", "submit('42')", grader="file")
attack("silent")
attack("told-nothing", "submit(brief.answer or 'nothing')")
attack("harmless", "submit('42')", oracle="grade:spoiled", scene="before-victim")
attack("steals", STEAL, control="in-process")
attack("spoils", "open('/tmp/x', 'w').close(); os.kill(os.getppid(), 9)", oracle="grade:spoiled",
       scene="before-victim")
# It answers at once, and not what it should: an answer that never comes would be waited for.
attack("breaks-json", "import json; real = json.dumps\n"
       "    json.dumps = lambda reply, **k: real({'id': reply['id'], 'result': 'x'})", oracle="grade:spoiled",
       scene="before-victim", control="in-process")

results = measure("--attack-dir", folder, "-a", "graded/*", "-d", "none", "-d", "in-process")
for name in "wrong", "wrong-file", "silent", "told-nothing", "harmless":
    for column in "none", "in-process":
        expect(f"{name} under {column}", results.verdict(f"graded/{name}", column), "inert")
expect("the grader that was killed is started again", results.verdict("graded/spoils", "none"), "inert")
expect("the answer is in the grader's own frame", results.verdict("graded/steals", "in-process"), "breached")
expect("a process of its own has no such frame", results.verdict("graded/steals", "none"), "held")
expect("poisoned json", results.verdict("graded/breaks-json", "in-process"), "breached")
expect("poisoned json elsewhere", results.verdict("graded/breaks-json", "none"), "held")
said = results.cell("graded/breaks-json", "in-process")["exhibits"]
expect("the exhibits say who was marked how", any("honest" in line for line in said))
done()
