#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""What a program writes into a folder of --rw is its own account's, on whatever disk that lies; and a file
that is too large is one only if it is there."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from lib import BUILD, SCRATCH, done, expect, skip

SANDBOX = BUILD / "ordeal-sandbox"
SHM = Path("/dev/shm")
if not SHM.is_dir() or SHM.stat().st_dev == Path("/tmp").stat().st_dev or shutil.disk_usage(SHM).free < 64 << 20:
    skip("no second disk to write to")

FILL = ("import time\n"
        "for i in range({files}):\n"
        "    with open(f'{folder}/{{i}}', 'wb') as f:\n"
        "        [f.write(b'x' * (1 << 20)) for _ in range({mib})]\n"
        "time.sleep(1)  # a guard looks, it does not stop a call\n"
        "print('all')\n")


def run(*words, layers="full"):
    command = [SANDBOX, "--layers", layers, "--report", SCRATCH / "report", *map(str, words)]
    p = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    return json.loads((SCRATCH / "report").read_text()), p.stdout


with tempfile.TemporaryDirectory(dir=SHM) as name:
    work = Path(name)

    def fill(files, mib, *more):
        return run(*more, "--disk", "8M", "--rw", work, "--", "/usr/bin/python3", "-c",
                   FILL.format(folder=work, files=files, mib=mib))

    (work / "older").write_bytes(b"x" * (12 << 20))
    said, out = fill(3, 1)
    expect("within the budget", (said["end"], out), ("exit", "all\n"))
    said, out = fill(12, 2)
    expect("beyond the budget", (said["end"], out), ("disk", ""))
    for file in work.glob("[0-9]*"):
        file.unlink()
    said, out = run("--files", "20", "--rw", work, "--", "sh", "-c",
                    f"cd {work}; for i in $(seq 60); do : >many-$i || exit 9; done")
    expect("files", (said["code"], 10 <= len(list(work.glob("many-*"))) <= 20), (2, True))
    said, out = run("--files", "20", "--rw", work, "--", "sh", "-c",
                    f"cd {work}; rm many-*; for i in $(seq 60); do : >one || exit 9; rm one; done; echo 60")
    expect("files that are gone", out, "60\n")
    (work / "one").write_bytes(b"x")
    said, out = run("--fsize", "1M", "--rw", work / "one", "--", "dd", "if=/dev/zero", f"of={work}/one", "bs=64k", "count=32")
    expect("a file too large", (said["end"], said["signal"]), ("fsize", "SIGXFSZ"))

# A reason is what was measured, not a signal's name.
for layers in "recommended", "full", "locked":
    for sig in "XFSZ", "SYS", "XCPU", "KILL", "SEGV", "ALRM", "ABRT":
        said, _ = run("--", "sh", "-c", f"ulimit -c 0; kill -{sig} $$", layers=layers)
        expect(f"{layers}: kill -{sig}", (said["end"], said["signal"]), ("signal", f"SIG{sig}"))
said, _ = run("--fsize", "1M", "--", "sh", "-c", "exec dd if=/dev/zero of=x bs=64k count=32", layers="recommended")
expect("a file too large, in its own folder", said["end"], "fsize")
done()
