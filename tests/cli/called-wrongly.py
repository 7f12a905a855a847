#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""What nobody can mean is refused with 2, what selects nothing with 4, and each says why."""

from lib import done, expect, ordeal

WRONG = {  # arguments -> exit code, a part of the message
    "": (2, "usage: ordeal COMMAND"),
    "nosuch": (2, 'there is no command "nosuch"'),
    "run --nosuch": (2, "unrecognized option"),
    "run -j 0": (2, "-j takes a number"),
    "run -j two": (2, "-j takes a number"),
    "run --seed -1": (2, "--seed takes a number"),
    "run --repeat 0": (2, "--repeat takes a number"),
    "run fork-bomb/clone3": (2, 'unexpected "fork-bomb/clone3"'),
    "run --profile moon": (2, 'there is no profile "moon"'),
    "run --oracle delphi --attack-cmd true": (2, 'there is no oracle "delphi"'),
    "run --attack-dir /nonexistent": (2, "/nonexistent"),
    "run -a no-such-attack": (4, "no attack matches"),
    "run -d no-such-defence": (4, "no defence matches"),
    "run -a fork-bomb/clone4 -d none": (4, "no attack matches"),
    "check -a no-such-attack": (4, "no attack matches"),
    "replay fork-bomb/clone4 none": (2, "there is no such attack or defence"),
    "replay fork-bomb/clone3 nobody": (2, "there is no such attack or defence"),
    "replay fork-bomb/clone3": (2, "usage: ordeal replay"),
    "show fork-bomb/clone4": (2, "did you mean fork-bomb/clone3?"),
    "explain fork-bomb/clone3 none /nonexistent": (2, "/nonexistent"),
    "matrix /nonexistent": (2, "/nonexistent"),
    "matrix --format xml": (2, 'there is no format "xml"'),
    "surface -d no-such-defence": (4, "no defence matches"),
    "surface -j 0": (2, "-j takes a number"),
    "surface --json --markdown": (2, "usage: ordeal surface"),
    "surface a b": (2, "usage: ordeal surface"),
    "surface -d none /nonexistent": (2, "usage: ordeal surface"),
    "surface /nonexistent": (2, "/nonexistent"),
    "list planets": (2, "planets"),
    "list attacks --row no-such-row": (4, ""),
}

for line, (code, message) in WRONG.items():
    said = ordeal(*line.split())
    expect(f"ordeal {line}: exit code", said.returncode, code)
    expect(f"ordeal {line}: message, in {said.stderr!r}", message in said.stderr)
    expect(f"ordeal {line}: nothing on standard output", said.stdout, "")
done()
