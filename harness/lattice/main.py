#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""usage: ordeal lattice [OPTION]...

What each layer is worth: measures stacks of the layers, as few as settle all others, and says which are
the smallest that hold everything, what is lost without each layer, and what each one's share is.

  -a, --attack GLOB   only these programs (default with --quick: the quick ones; else all); repeatable
      --quick         a reduced set: quick programs; ten minutes on two processors
      --layers LIST   these layers (default: those of the stack full)
      --profile NAME  the environment to imitate (host)
      --check N       measure so many of the inferred cells as a check (60)
      --cost CSV      what layers cost, of `bench-report --csv`: for the front
      --seed N        of the sample (1)
  -j, --jobs N        episodes at a time
  -o, --output FILE   what was measured (default: runs/lattice-PROFILE.jsonl); a call goes on with it
      --force         begin anew
      --report        measure nothing, say what FILE says
      --json          as one object

A stack holds what a smaller one holds: so one that holds settles all above it, one that does not all
below it. Where a check, or a cell, says otherwise, the bound is given up for that program, and it is
left out and named.

Exit codes: 0 measured, 2 called wrongly, 3 something could not be measured, 4 nothing selected.
"""

import argparse
import fnmatch
import json
import os
import subprocess
import sys

import report
from game import Layers
from measure import Lattice, Stop, layers_of, needs_of, opened

USAGE, UNMEASURED, NOTHING = 2, 3, 4


def parse(argv):
    words = argparse.ArgumentParser(prog="ordeal lattice", add_help=False, allow_abbrev=False)
    for short, name, more in (("-a", "--attack", {"action": "append", "default": []}),
                              (None, "--quick", {"action": "store_true"}),
                              (None, "--layers", {}), (None, "--profile", {"default": "host"}),
                              (None, "--check", {"type": int, "default": 60}), (None, "--cost", {}),
                              (None, "--seed", {"type": int, "default": 1}), ("-j", "--jobs", {"type": int}),
                              ("-o", "--output", {}), (None, "--force", {"action": "store_true"}),
                              (None, "--report", {"action": "store_true"}), (None, "--json", {"action": "store_true"}),
                              ("-h", "--help", {"action": "store_true"}), (None, "--ordeal", {"required": True})):
        words.add_argument(*([short] if short else []), name, **more)
    return words.parse_args(argv)


def selected(said):
    """Ids of the programs that were asked for; of none of an interpreter's own kind."""
    listed = json.loads(subprocess.run([said.ordeal, "list", "attacks", "--json"], capture_output=True, text=True,
                                       check=True).stdout)
    found = []
    for one in listed:
        names = one["id"], one["row"], one["id"].split("/")[1]
        if said.attack:
            wanted = any(fnmatch.fnmatchcase(name, glob) for name in names for glob in said.attack)
        else:
            wanted = one["quick"] or not said.quick
        # A control of its own column says nothing of a stack of layers.
        if wanted and one["control"] == "none":
            found.append(one["id"])
    return found


def recorded(path):
    """The layers that a file is of, and what each needs; (None, None): there is no file."""
    if os.path.exists(path):
        with opened(path) as file:
            line = json.loads(file.readline() or "{}")
        if line.get("kind") == "lattice":
            return line["layers"], line["needs"]
    return None, None


def work(said):
    sandbox = os.path.join(os.path.dirname(said.ordeal), "box/bin/ordeal-sandbox")
    path = said.output or f"runs/lattice-{said.profile}.jsonl"
    if said.force and os.path.exists(path):
        os.unlink(path)
    before, needs = recorded(path)
    names = before or (said.layers.split(",") if said.layers else layers_of(sandbox, "full"))
    absent = {}
    if not before:
        needs, absent = needs_of(sandbox, names)
    if before and said.layers and said.layers.split(",") != before:
        raise Stop(f"{path} is of other layers: {','.join(before)} (--force begins anew)")
    for name, why in absent.items():
        sys.stderr.write(f"lattice: left out, {name}: {why}\n")
    missing = {other for name in names for other in needs.get(name, ()) if other not in names}
    if missing:
        raise Stop(f"--layers: these need {', '.join(sorted(missing))} too")
    lattice = Lattice(path, Layers([n for n in names if n not in absent], needs), said.ordeal, said.profile, said.jobs,
                      said.seed)
    if not said.report:
        attacks = selected(said)
        if not attacks:
            sys.stderr.write("ordeal lattice: no program is selected\n")
            return NOTHING
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        lattice.settle(attacks)
        lattice.check(said.check)
    answer = report.Answer(lattice, report.costs_of(said.cost))
    wrong = answer.checked()[1]
    for attack, _ in wrong:
        lattice.out[attack] = "a check did not agree with what was inferred"
    if wrong:
        answer = report.Answer(lattice, report.costs_of(said.cost))
    if not answer.truth:
        raise Stop(f"{path}: nothing was measured")
    if said.json:
        json.dump(report.as_json(answer), sys.stdout, indent=1)
        print()
    else:
        print("\n".join(report.as_markdown(answer)))
    return 0


def main():
    said = parse(sys.argv[1:])
    if said.help:
        print(__doc__.strip())
        return 0
    try:
        return work(said)
    except (Stop, OSError, ValueError) as why:
        sys.stderr.write(f"ordeal lattice: {why}\n")
        return UNMEASURED


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.stderr.write("ordeal lattice: interrupted; the next call goes on from here\n")
        sys.exit(UNMEASURED)
