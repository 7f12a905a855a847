#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""`ordeal doctor` says what is lacking with the command that mends it, and agrees with what a run would say."""

import re

from lib import BUILD, ORDEAL, ROOT, done, expect, home, ordeal

said = ordeal("doctor")
expect("exit code", said.returncode in (0, 3) and said.stderr == "", True)
lacking = re.findall(r"^lacks   what `(.*)` brings$", said.stdout, re.M)
expect("3 where something is lacking", said.returncode, 3 if "\nlacks " in said.stdout else 0)
expect("arenas", said.stdout.startswith("ok      arenas can be built\n"))
expect("what to do next", "\nNext: ordeal run --quick" in said.stdout)

# The columns that are not built, by their files.
made = {file.stem: re.search(r'^made *= *\[ *"([^"]*)"', file.read_text(), re.M) for file in (ROOT / "harness/defences").glob("*.defence")}
unmade = {name for name, file in made.items() if file and not (BUILD / "box" / file[1]).exists()}
told = set(re.findall(r"^        the column ([^:\s]+)", said.stdout, re.M))
expect("columns that are not built", unmade - told, set())
expect("those that are built", told & {"full", "none", *(name for name in made if made[name] and name not in unmade)}, set())
for command in lacking:
    expect(f"{command}: a command", re.match(r"(apt-get install|make|\./deps|sysctl|modprobe|run it|mount|ordeal|rm) ?", command) is not None)

# A column whose program is nowhere, and one whose program is.
copy = home("doctor")
for name, program in ("nowhere", "no-such-sandbox"), ("somewhere", "env"):
    (copy / f"share/defences/{name}.defence").write_text(
        f'name = "{name}"; summary = "x"; group = "stock"; argv = [ "{program}", "{{command}}" ];\n')
said = ordeal("doctor", program=copy / "ordeal")
expect("no such program", "the column nowhere: there is no no-such-sandbox" in said.stdout)
expect("and one that is there", "the column somewhere" in said.stdout, False)

# A place without arenas: what works all the same, and what would mend it.
said = ordeal("--", ORDEAL, "doctor", program=BUILD / "box/bin/denylist")
expect("no arenas", (said.returncode, said.stdout.startswith("no      arenas cannot be built: ")), (77, True))
expect("what mends that", "user namespaces" in said.stdout or "--privileged" in said.stdout)
expect("what works", "ordeal matrix FILE" in said.stdout)
expect("called wrongly", ordeal("doctor", "please").returncode, 2)
done()
