#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The plan of the house: who may include whom, no circle of files, and how long things may be.

`tests/cli/structure.py --plan` prints which folder includes which, the highest first: HACKING.md
shows that list. A file here is a .c and its .h together. Two files are a circle if each needs the
other, through an include, or through a name that the linker has to find. In sandbox/ the box is one
struct, in which each service has its state, and layers are reached through a table: there headers
are looked at alone, and no calls.
"""

import ast
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HALLS = ["harness", "sandbox", "lib", "bench", "probe"]
# Who may know whom, of the halls. attacks/attack.h is what a manifest says, and so the harness's
# too.
KNOWS = {"lib": [], "sandbox": ["lib"], "probe": ["lib", "sandbox"], "harness": ["lib", "attacks"],
         "bench": ["lib", "harness"]}
FILE, FUNCTION = 400, 60
COLUMNS, SCRIPT_COLUMNS = 100, 120  # of C; of scripts and build files

# Circles that stay, each with the reason. What is left of one may be smaller than what is said
# here.
CIRCLES = []
# What may ask which processor it is built for. An attack may whose means is an instruction.
PROCESSOR = {"lib/processor.h", "lib/doors.c", "attacks/preload-evasion/inline-syscall.c"}
WIDE = ("sandbox/",)  # where lines are longer still
# What is longer than it may be, and why.
LONG = {
    # One table, or one set of helpers, that a second file would have to have too.
    "tests/unit/test_sandbox_seccomp.c": "what is decided of each call",
    "tests/unit/test_cell.c": "one builder of episodes for all cells",
    "tests/unit/test_evidence.c": "one attacker's host for all channels",
    "tests/unit/test_wasm_reset.c": "one guest for all resets",
    "tests/layer/test_box.c": "one way of launching for all of them",
    "tests/layer/test_readback.c": "one child that waits for all readbacks",
    "Makefile": "what is built, and how it is called; rules of a folder are in its rules.mk",
    "sandbox/options.c": "one list of options, and what each needs",
    # To be taken apart still.
    "sandbox/serve.c": "", "sandbox/usage.c": "",
}


def parts_of(path):
    name = str(path.relative_to(ROOT))
    return name if name.startswith("sandbox/") else name.rsplit(".", 1)[0]


def included():
    """{ file: { file that it includes } }"""
    graph = {}
    for hall in HALLS:
        for path in sorted((ROOT / hall).rglob("*.[ch]")):
            others = graph.setdefault(parts_of(path), set())
            for name in re.findall(r'^#include "([^"]+)"', path.read_text(), re.M):
                if (ROOT / name).exists():
                    others.add(parts_of(ROOT / name))
            others.discard(parts_of(path))
    return graph


def linked(build):
    """{ file: { file whose function or object it uses } }, of the objects that were built."""
    objects = [o for hall in HALLS if hall != "sandbox" for o in sorted((build / "obj" / hall).rglob("*.o"))
               if (ROOT / o.relative_to(build / "obj")).with_suffix(".c").exists()]
    out = subprocess.run(["nm", "-A", *objects], capture_output=True, text=True).stdout
    has, wants = {}, {}
    for line in out.splitlines():
        path, _, rest = line.partition(":")
        kind, name = rest.split()[-2:]
        file = str(Path(path).relative_to(build / "obj").with_suffix(""))
        if kind == "U":
            wants.setdefault(file, set()).add(name)
        elif kind.isupper():
            has.setdefault(name, set()).add(file)
    return {file: {other for name in names for other in has.get(name, ()) if len(has[name]) == 1} -
            {file} for file, names in wants.items()}


def circles(graph):
    """Sets of nodes each of which can be reached from each."""
    def reached(node):
        seen, todo = set(), [node]
        while todo:
            new = graph.get(todo.pop(), set()) - seen
            seen |= new
            todo += new
        return seen

    below = {node: reached(node) for node in graph}
    return {frozenset(o for o in below[n] if n in below.get(o, ())) for n in graph if n in below[n]}


def folders(graph):
    plan = {}
    for file, others in graph.items():
        here = str(Path(file).parent)
        plan.setdefault(here, set()).update({str(Path(o).parent) for o in others} - {here})
    return plan


def short(folder, hall):
    """As a neighbour calls it: "." is the hall itself."""
    inside = folder == hall or folder.startswith(hall + "/")
    return folder[len(hall) + 1:] or "." if inside else folder


def floors(plan):
    """The folders, hall by hall, each before all that it includes: lines for a person."""
    left, order = dict(plan), []
    while left:
        top = sorted(f for f in left if not any(f in left[o] for o in left if o != f))
        if not top:
            return [f"a circle of folders: {', '.join(sorted(left))}"]
        order += top
        left = {f: others for f, others in left.items() if f not in top}
    lines = []
    for hall in ["harness", "bench", "sandbox", "probe", "lib"]:
        for folder in order:
            if folder.split("/")[0] == hall and plan[folder]:
                others = " ".join(sorted(short(o, hall) for o in plan[folder]))
                lines.append(f"{folder:18}  {others}")
    return lines


def tracked():
    files = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, text=True,
                           capture_output=True)
    if files.returncode == 0:
        return [name for name in files.stdout.split("\n")[:-1] if (ROOT / name).is_file()]
    return [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file() and
            not {"build", "runs", ".git", "__pycache__"} & set(path.relative_to(ROOT).parts)]


def sources():
    """Names and texts of programs and build files. Attacks have budgets of their own: check-rows."""
    for name in tracked():
        if name.startswith(("attacks/", "tests/meta/", "tests/fixtures/", "tests/fuzz/corpus/",
                            "results/runs/", "results/expected/")):
            continue
        if re.search(r"\.(c|h|py|sh|mk)$", name) or name in ("Makefile", "new", "deps"):
            yield name, (ROOT / name).read_text()
        elif "." not in Path(name).name:
            text = (ROOT / name).read_bytes()
            if text.startswith(b"#!"):
                yield name, text.decode()


def functions(name, text):
    """(name, lines) of each, as far as its braces or indentation tell."""
    if name.endswith((".c", ".h")):
        begin, head = 0, ""
        for n, line in enumerate(text.split("\n"), 1):
            if line == "{":
                begin = n
            elif line.startswith("}") and begin:
                yield head, n - begin - 1
                begin = 0
            elif not begin and re.match(r"\w.*\(", line):
                head = line.split("(")[0].split()[-1].lstrip("*")
    elif name.endswith(".py") or "python" in text.split("\n")[0]:
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                yield node.name, node.end_lineno - node.lineno


def inner(name, text):
    """The numbers of lines that are a program or a text of its own, in a string of a script."""
    if not (name.endswith(".py") or "python" in text.split("\n")[0]):
        return set()
    return {n for node in ast.walk(ast.parse(text))
            if isinstance(node, (ast.Constant, ast.JoinedStr)) and node.end_lineno > node.lineno
            for n in range(node.lineno, node.end_lineno + 1)}


def width(line):
    """A string for people is not broken: it is found by what it says."""
    strings = r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^'\\]|\\.)*'"
    return len(re.sub(strings, '""', line).expandtabs(8))


def too_long(name, text):
    lines = text.split("\n")
    most = COLUMNS if re.search(r"\.[ch]$", name) else SCRIPT_COLUMNS
    strings = inner(name, text)
    if name not in LONG and len(lines) - 1 > FILE:
        yield f"{name} has {len(lines) - 1} lines, of at most {FILE}"
    for function, length in functions(name, text) if name not in LONG else ():
        if length > FUNCTION:
            yield f"{name}: {function}() has {length} lines, of at most {FUNCTION}"
    for n, line in enumerate(lines, 1):
        recipe = line.startswith("\t") and re.search(r"\.mk$|^Makefile$", name)
        if width(line) > most and n not in strings and not recipe and not name.startswith(WIDE):
            yield f"{name}:{n} has {width(line)} columns, of at most {most}"


def asks_for_processor(text):
    return re.search(r"^\s*#\s*(el)?if.*\b__(x86_64|i386|amd64|aarch64|arm|riscv|ILP32)", text, re.M)


def accepted(circle):
    return any(circle <= set(files) for files, _ in CIRCLES)


def main():
    graph = included()
    plan = floors(folders(graph))
    if "--plan" in sys.argv:
        print("\n".join(plan))
        return

    from lib import BUILD, done, expect
    expect("a circle is found", circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}),
           {frozenset("abc")})
    for file, others in graph.items():
        for other in others:
            hall, its = file.split("/")[0], other.split("/")[0]
            expect(f"{file} may include {other}", hall == its or its in KNOWS[hall])
    for how, edges in (("include", graph), ("call", linked(BUILD))):
        for circle in circles(edges):
            expect(f"circle of files that {how} each other: {', '.join(sorted(circle))}",
                   accepted(circle))
    expect("folders include downward only", not plan[0].startswith("a circle"))
    expect("HACKING.md shows the plan (tests/cli/structure.py --plan)",
           "\n".join(plan) in (ROOT / "HACKING.md").read_text())
    expect("a question for the processor is found", bool(asks_for_processor("a\n# if defined(__arm__)")))
    for name in tracked():
        if name.endswith((".c", ".h")) and asks_for_processor((ROOT / name).read_text()):
            expect(f"{name} asks which processor it is built for: lib/processor.h", name in PROCESSOR)
    for name, text in sources():
        for what in too_long(name, text):
            expect(what, False)
    done()


main()
