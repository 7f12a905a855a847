#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""What nobody can mean is refused with 2, what selects nothing with 4, and each says why."""

from lib import done, expect, ordeal

WRONG = {  # arguments -> exit code, a part of the message
    "": (2, "usage: ordeal COMMAND"),
    "nosuch": (2, 'there is no command "nosuch"'),
    "run --nosuch": (2, "ordeal run: unrecognized option"),
    "run -j 0": (2, "ordeal run: -j takes a number"),
    "run -j two": (2, "-j takes a number"),
    "run --seed -1": (2, "--seed takes a number"),
    "run --repeat 0": (2, "--repeat takes a number"),
    "run fork-bomb/clone3": (2, 'unexpected "fork-bomb/clone3"'),
    "run --profile moon": (2, 'there is no profile "moon"'),
    "run --oracle delphi --attack-cmd true": (2, 'there is no oracle "delphi"'),
    "run --attack-dir /nonexistent": (2, "/nonexistent"),
    "run -a no-such-attack": (4, "no attack matches no-such-attack"),
    "run -d no-such-defence": (4, "no defence matches"),
    "run -a fork-bomb/clone4 -d none": (4, "no attack matches fork-bomb/clone4 (did you mean fork-bomb/clone3?)"),
    # Beside others that match, too; and what is taken away must be there.
    "run -a env-leak/getenv -d none -d recomended": (4, "matches recomended (did you mean recommended?)"),
    "run -a env-leak/getenv -a nope -d none": (4, "ordeal run: no attack matches nope"),
    "run -a env-leak/getenv -d !secomp": (4, "no defence matches !secomp (did you mean seccomp?)"),
    "run -d none -d !none": (4, "no defence is selected"),
    "run --quick -a time-hog -a env-leak": (4, "no quick attack matches time-hog"),
    "run --defence-name x": (2, "each --defence-name wants a --defence-cmd"),
    "run --defence-name seccomp --defence-cmd nice": (2, "there is a column or a group of that name"),
    "run --with-harness": (2, "--with-harness is for --changed"),
    "run --changed=/nonexistent": (2, "/nonexistent"),
    "run --selection no-such": (2, "no-such.selection"),
    "run --selection overview --cells x": (2, "--cells or --selection"),
    "run --recheck=/dev/null/x -a env-leak/getenv -d none -o /dev/null": (2, "--recheck"),
    "run -a env-leak/getenv -d none -o /nonexistent/x.jsonl": (3, "/nonexistent/x.jsonl: No such file"),
    "surface -d recomended -d none": (4, "did you mean recommended?"),
    "gate --nosuch": (2, "ordeal gate: unrecognized option"),
    **{f"{command} {option}": (2, f"{option.split('=')[0].split()[0]} is for ordeal run")
       for command in ("check -a benign/hello-c", "replay env-leak/getenv none")
       for option in ("--output x", "--force", "--resume", "--cells x", "--selection overview", "--live", "--changed",
                      "--with-harness", "--recheck")},
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
