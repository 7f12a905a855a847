# SPDX-License-Identifier: MIT
"""wasm_client.py - send a student's program to a resident `ordeal-wasm --serve`.

For whoever keeps a Python process warm and used to exec() student code in it. In that process

    wasm_client.start("--wall", "8", ...)     once: the server, with nothing of ours in it
    wasm_client.run(args=[script, ...])       each program; or program="print(1)", stdin="..."

and, in place of exec(): `wasm_client.divert()`, which runs the program of sys.argv there, gives on what
it printed, and ends as it ended. Speaks ordeal-request(7).
"""

import glob
import json
import os
import struct
import subprocess
import sys

SERVER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ordeal-wasm")

options = []
server = None


def start(*words):
    """Start it, and wait until it is warm."""
    global options
    options = list(words)
    launch()
    run(program="pass")


def launch():
    global server
    server = subprocess.Popen([SERVER, "--serve", *options], env={}, stdin=subprocess.PIPE,
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
    """The student's program that is about to run in this process runs in the server."""
    answer = run(args=sys.argv)
    give_on(1, answer["stdout"])
    give_on(2, answer["stderr"])
    if answer["end"] != "exit":
        give_on(2, f"ordeal-wasm: {answer['reason']}\n")
    grader = sys.modules.get("grader")
    if grader:
        grader.submitted += [line[len("answer: "):] for line in answer["stdout"].split("\n")
                             if line.startswith("answer: ")]
    raise SystemExit(answer["code"])
