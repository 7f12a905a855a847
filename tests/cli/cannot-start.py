#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""A column that cannot start is said once, at once, with its own words, and none of its cells is
measured. One that changes nothing is said at the end. One that works differently is neither."""

from lib import done, expect, measure

ATTACKS = ["-a", "env-leak/getenv", "-a", "proc-read", "-a", "benign/hello*", "-a", "benign/shell-script"]

results = measure(*ATTACKS, "-d", "none", "-d", "given*", "--defence-cmd", "firejial --quiet -- {command}",
                  "--defence-cmd", "sh -c 'echo line one >&2; echo it is no good >&2; exit 3' x {command}",
                  "--defence-cmd", "env {command}",
                  "--defence-cmd", "sh -c 'echo a line of its own; exec \"$@\"' x {command}", codes=[3])
said = results.stderr
for column, words in ("given", "firejial: not found"), ("given-2", "line one it is no good"):
    cells = [cell for (_, defence), cell in results.cells.items() if defence == column]
    lines = [line for line in said.splitlines() if f"column {column} " in line]
    expect(f"{column}: said once", len(lines), 1)
    expect(f"{column}: why", "not measured" in lines[0] and words in lines[0])
    expect(f"{column}: attacks", {c["verdict"] for c in cells if not c["benign"]}, {"broken"})
    expect(f"{column}: honest programs", {c["verdict"] for c in cells if c["benign"]}, {"fails"})
    expect(f"{column}: no trial", {(c["trial"], len(c["runs"])) for c in cells}, {(None, 0)})
    expect(f"{column}: each says why", all(words in c["reason"] for c in cells))
expect("at once: before the last line", said.index("given is not measured") < said.index("cells in"))

# `env` alone is no wall. Who prints a line of its own cannot run hello either, but is measured.
expect("it changes nothing", results.end["unchanged"], ["given-3"])
expect("and that is said", "the column given-3 changed nothing" in said)
expect("it is measured", results.verdict("env-leak/getenv", "given-4"), "breached")
expect("and its hello is told", "column given-4: it cannot run hello" in said)

# A grader that falls silent under a defence: who, and what may help. As what some sandboxes do to
# the standard input that they inherit depends on the moment, this one ends the grader.
silent = measure("-a", "benign/graded-python", "-a", "result-forging/last-word", "-d", "given", "--defence-cmd",
                 "sh -c 'case \"$*\" in *graded-*) kill -9 $PPID;; *) exec \"$@\";; esac' x {command}", codes=[3])
expect("the grader is named", "given: it cannot run hello, here benign/graded-python: the worker died under it, "
       "the grader never answered: it failed, or the defence used the standard input" in silent.stderr)
for cell in silent.cells.values():
    expect(f"{cell['attack']} says it",
           "(try </dev/null)" in cell["reason"] + " ".join(cell["exhibits"]))

# Where there are honest programs alone, the exit code says it too.
measure("-a", "benign/hello-c", "-d", "given", "--defence-cmd", "firejial -- {command}", codes=[3])

# What holds something is not named.
expect("a layer", measure("-a", "env-leak", "-d", "env", codes=[0]).end["unchanged"], [])
done()
