#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Whoever reads slowly gets all that a program printed, also what was still under way when it ended."""

import subprocess
import time

from lib import BUILD, done, expect

SANDBOX = str(BUILD / "box/bin/ordeal-sandbox")
PRINTED = 200_000  # more than two pipes hold
PIECE = 4096
PAUSE = 0.005      # the program has ended long before the last piece is read
WRITE = f"import os; os.write({{}}, b'y' * {PRINTED}); os._exit(3)"

for stack in "recommended", "full", "locked":
    if subprocess.run([SANDBOX, "--probe", "--layers", stack], capture_output=True).returncode:
        print(f"{stack}: cannot be applied here")
        continue
    for stream in 1, 2:
        pipe = {"stdout" if stream == 1 else "stderr": subprocess.PIPE}
        process = subprocess.Popen([SANDBOX, "--layers", stack, "--wall", "60", "--", "python3", "-S", "-c",
                                    WRITE.format(stream)], stdin=subprocess.DEVNULL, bufsize=0, **pipe)
        reader, got = process.stdout or process.stderr, 0
        while piece := reader.read(PIECE):
            got += len(piece)
            time.sleep(PAUSE)
        expect(f"{stack}, stream {stream}: bytes, exit code", (got, process.wait()), (PRINTED, 3))
done()
