#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Every example in README.md, the man pages and the documents does what it is printed for: each
command is run as it stands, in a folder with small stand-ins, and must end with 0. What is not run
is in a list, with the reason; a line of that list that no document has any more is a failure, too.
"""

import os
import re
import shutil
import subprocess

from lib import BUILD, ORDEAL, ROOT, SCRATCH, done, expect, home

DOCUMENTS = ["README.md", "HACKING.md", "THREAT-MODEL.md", "SECURITY.md", "results/README.md",
             *(f"docs/{name}.md" for name in ("matrix", "surface", "cost", "shim"))]
NOT_RUN = {
    "make matrix": "measures for minutes, and installs packages",
    "make test": "this is a part of it",
    "make gate": "measures everything",
    "ordeal run": "measures everything: tests/long/whole-run",
    "ordeal run && ordeal gate --strict": "measures everything: tests/cli/gate.py has a small catalogue",
    "ordeal-sandbox --layers full --memory 512M --ro /opt/classes -- java -Xmx64m -XX:+UseSerialGC "
    "-Djava.io.tmpdir=. -cp /opt/classes Main": "needs a Java, and a class: tests/real/run has both",
    "ordeal expect update --why 'the new kernel has it'": "the same",
}
# What documents call by a name that fits no test's folder.
STANDS_FOR = {"ATTACK": "fork-bomb/clone3", "DEFENCE": "seccomp", "FILE...": "runs/latest.jsonl",
              "FILE": "runs/latest.jsonl", "/tmp/shimmy": f"{SCRATCH}/tree/shimmy", "/tmp/look": "look",
              "/app": f"{SCRATCH}/tree/app"}
# `ordeal run --quick` with a column of one's own takes a minute: here it is a few attacks.
FEWER = """#!/bin/sh
case "$*" in
"run --quick "*) set -- "$@" -a network-exfil/feedback -a env-leak/getenv ;;
esac
exec "{ordeal}" "$@"
"""


def continued(lines):
    """Commands: a line that ends with a backslash goes on."""
    pending = ""
    for line in lines:
        pending += line[:-1].rstrip() + " " if line.endswith("\\") else line
        if not line.endswith("\\"):
            yield re.sub(r"\s+", " ", pending).strip()
            pending = ""


def in_markdown(text):
    """Lines that are indented by four and stand by themselves, without the comment behind."""
    blocks = re.findall(r"(?:^\n|\A)((?:    .*\n)+)", re.sub(r"```.*?```", "", text, flags=re.S), re.M)
    for block in blocks:
        yield from continued(re.sub(r"\s+# .*$", "", line.strip()) for line in block.splitlines())


def literal_blocks(page):
    """What .Bd and .Dl show, as a reader sees it."""
    page = re.sub(r"^\.Dl (.*)$", r".Bd -literal\n\1\n.Ed", page, flags=re.M)
    for block in re.findall(r"^\.Bd -literal.*?\n(.*?)^\.Ed", page, re.M | re.S):
        yield block.replace("\\-", "-").replace("\\e", "\\")


def in_page(page):
    """Commands behind a dollar; what follows `$ cat FILE` becomes that file."""
    for block in literal_blocks(page):
        lines, kept = block.splitlines(), []
        while lines:
            line = lines.pop(0)
            file = re.fullmatch(r"\$ cat (\S+)", line)
            content = []
            while file and lines and not lines[0].startswith("$ "):
                content.append(lines.pop(0))
            if file:
                (work / file[1]).write_text("\n".join(content) + "\n")
            elif line.startswith("$ ") or (kept and kept[-1].endswith("\\")):
                kept.append(line.removeprefix("$ "))
        yield from continued(kept)


work = SCRATCH / "tree"
for folder in ("build", "runs", "app", "shimmy", "folder", "my-attacks/my-row", "bin"):
    (work / folder).mkdir(parents=True)
for name, text in {"student.py": "print(6 * 7)\n", "folder/student.py": "print(6 * 7)\n",
                   "app/evaluate.py": "import sys\nsys.stdin.read()\n",
                   "app/by_files.py": re.search(r"```python\n(.*?)```", (ROOT / "docs/shim.md").read_text(), re.S)[1],
                   "student": "#!/bin/sh\nread n\necho $((n * n))\n", "a.out": "#!/bin/sh\nexit 0\n",
                   "build/ordeal": FEWER.format(ordeal=ORDEAL),
                   "my-attacks/my-row/peek": "#!/bin/sh\necho attempting\nenv\n",
                   "my-attacks/my-row/peek.json": '{"language": "shell", "effect": "an effect", "means": "env(1)", '
                                                  '"oracle": "secret:environ", "armed": false, "argv": ["peek"]}\n',
                   }.items():
    (work / name).write_text(text)
    if text.startswith("#!"):
        (work / name).chmod(0o755)
for path in [work, *work.rglob("*")]:
    path.chmod(path.stat().st_mode | 0o055)
(work / "build/ordeal-sandbox").symlink_to(BUILD / "box/bin/ordeal-sandbox")
shutil.copytree(ROOT / "results/schema", work / "results/schema")
shutil.copytree(ROOT / "results/expected", work / "results/expected")
ENV = dict(os.environ, PATH=f"{work}/build:{work}/bin:{os.environ['PATH']}", FOLDER=str(work / "folder"))


def run(command):
    for word, other in STANDS_FOR.items():
        command = re.sub(rf"(?<![\w/.=-]){re.escape(word)}(?![\w-])", other, command)
    return subprocess.run(["bash", "-c", command], cwd=work, env=ENV, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=200)


# `explain` and its like tell of the last run.
first = run("ordeal run -a fork-bomb/clone3 -d none -d seccomp -d recommended")
expect("a run to tell of", first.returncode, 0)

wall = subprocess.run([BUILD / "ordeal-sandbox", "--probe", "--layers", "full"], capture_output=True)
found, not_run = [], set()
for name in DOCUMENTS:
    found += [(name, command) for command in in_markdown((ROOT / name).read_text())]
for page in sorted((ROOT / "man").glob("*.[1-9]")):
    found += [(page.name, command) for command in in_page(page.read_text())]
expect("there are examples", len(found) > 20)
document = None
for name, command in found:
    if name != document:  # two documents may call their files alike; within one they go on with them
        document = name
        for file in (work / "runs").glob("*.jsonl"):
            if not file.is_symlink() and file != (work / "runs/latest.jsonl").resolve():
                file.unlink()
    if command in NOT_RUN:
        not_run.add(command)
        continue
    if "--layers full" in command and wall.returncode:
        print(f"not run, since this machine does not apply all layers: {command}")
        continue
    answer = run(command)
    if not expect(f"{name}: {command}: its exit code", answer.returncode, 0):
        print(answer.stdout[-600:] + answer.stderr[-600:])
expect("what is not run, and stands nowhere", sorted(set(NOT_RUN) - not_run), [])

# The example attack and the example column.
attack = next(block for block in literal_blocks((ROOT / "man/ordeal-attack.7").read_text()) if "#include" in block)
(work / "example.c").write_text(attack)
made = subprocess.run(["gcc", "-std=gnu17", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", f"-I{ROOT}", "-o", "example",
                       "example.c", ROOT / "attacks/main.c"], cwd=work, capture_output=True, text=True)
expect("the example attack is compiled", [made.returncode, made.stderr], [0, ""])
expect("it describes itself", '"secret:environ"' in subprocess.run([work / "example", "--describe"],
                                                                    capture_output=True, text=True).stdout)
column = next(block for block in literal_blocks((ROOT / "man/ordeal-defence.5").read_text()) if "argv" in block)
copy = home("columns")
(copy / "share/defences/bwrap.defence").write_text(column)
listed = subprocess.run([copy / "ordeal", "list", "defences"], capture_output=True, text=True)
expect("the example column is read", [listed.returncode, "a new root" in listed.stdout], [0, True])

# The rule can fire: an example as it was printed once.
broken = run("ordeal-sandbox --wall 2 --report 9 --chdir. -- python3 student.py 9>report.json")
expect("a broken example is noticed", broken.returncode != 0)
done()
