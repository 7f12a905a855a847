# SPDX-License-Identifier: MIT
"""resident_client.py - send a student's program to a resident `ordeal-sandbox --serve`.

For whoever keeps a Python process warm and used to exec() student code in it. In that process

    resident_client.start("--layers", "full", ...)   once: the launcher, with nothing of ours in it
    resident_client.run(args=["python3", script])    each program: what ordeal-request(7) says

and, in place of exec(): `resident_client.divert()`, which lets the program of sys.argv run there, gives on
what it printed, and ends as it ended.
"""

import glob
import json
import os
import struct
import subprocess
import sys

SERVER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ordeal-sandbox")

options = []
server = None


def start(*words):
    """Start it, and wait until it answers."""
    global options
    options = list(words)
    launch()
    run(args=["true"])


def launch():
    global server
    server = subprocess.Popen([SERVER, "--serve", "-", "--slots", "1", *options], env={}, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def run(**request):
    """One request: what ordeal-request(7) says of the answer. A dead server is started anew."""
    body = json.dumps(request).encode()
    try:
        server.stdin.write(struct.pack(">I", len(body)) + body)
        server.stdin.flush()
        size, = struct.unpack(">I", server.stdout.read(4))
        return json.loads(server.stdout.read(size))
    except (OSError, ValueError, struct.error):
        server.kill()
        server.wait()
        launch()
        return {"end": "failed", "reason": "the server died", "code": 125, "stdout": "", "stderr": ""}


def folders():
    """What the arena shows a program: for --ro."""
    return [word for folder in ["/opt/ordeal", *glob.glob("/opt/attacks/*")] for word in ("--ro", folder)]


def give_on(number, text):
    data = text.encode()
    while data:
        data = data[os.write(number, data):]


def divert():
    """The student's program that is about to run in this process runs in a run of its own."""
    answer = run(args=[sys.executable, "-B", *sys.argv])
    give_on(1, answer.get("stdout", ""))
    give_on(2, answer.get("stderr", ""))
    if answer["end"] != "exit":
        give_on(2, f"ordeal-sandbox: {answer['reason']}\n")
    grader = sys.modules.get("grader")
    if grader:
        grader.submitted += [line[len("answer: "):] for line in answer.get("stdout", "").split("\n")
                             if line.startswith("answer: ")]
    raise SystemExit(answer["code"])
