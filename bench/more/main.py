#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""What `ordeal-bench --full` runs: every quantity that is not one launch or one call.

usage: main.py --share DIR [--seed N] [--scale PART] [--only NAME,...] | --list

Prints a line of JSON for each quantity, program, variant and place of its axis; --list: what there
is, and what each one is.
"""

import argparse
import os
import sys

import growth
import run
import service
import students
import warm

QUANTITIES = {
    "resident": warm.resident, "submission": warm.submission, "students": students.students,
    "steps": service.steps, "rules": growth.rules, "parent": growth.parent, "descriptors": growth.descriptors,
    "environment": growth.environment, "left": growth.left_files, "landlock": growth.landlock_paths,
    "boxes": growth.boxes, "memory": service.memory,
    # Last: they let go of the one processor that all else is timed on.
    "throughput": service.throughput, "tail": service.tail,
}


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--share")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--only")
    words.add_argument("--scale", type=float, default=1.0)
    words.add_argument("--list", action="store_true")
    said = words.parse_args()
    if said.list:
        for name, measure in QUANTITIES.items():
            print(f"{name:12} {measure.__doc__}")
        return
    wanted = said.only.split(",") if said.only else list(QUANTITIES)
    for name in wanted:
        if name not in QUANTITIES:
            sys.exit(f"there is no quantity {name}: {', '.join(QUANTITIES)}")
    os.chdir("/tmp")
    run.order.seed(said.seed)
    run.share_of[0] = said.scale
    for name in (name for name in QUANTITIES if name in wanted):
        run.tell(name)
        QUANTITIES[name](*([said.share] if name == "students" else []))


if __name__ == "__main__":
    main()
