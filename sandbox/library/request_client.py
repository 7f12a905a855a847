# SPDX-License-Identifier: MIT
"""request_client.py - a warm Python process sends a student's program to a resident launcher.

What the two launchers' clients, resident_client.py and wasm_client.py, have in common: a child process
that speaks ordeal-request(7) on its standard input and output.
"""

import glob
import json
import os
import struct
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


class Launcher:
    """`name` lies beside this file, and serves when it is called with `words`."""

    def __init__(self, name, *words):
        self.name, self.words = name, [os.path.join(HERE, name), *words]
        self.process = None

    def start(self, options, **first):
        """Start it with these options more, and wait until it has answered the request `first`."""
        self.words += options
        self.launch()
        self.run(**first)

    def launch(self):
        self.process = subprocess.Popen(self.words, env={}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL)

    def run(self, **request):
        """One request: what ordeal-request(7) says of the answer. A dead launcher is started anew."""
        body = json.dumps(request).encode()
        try:
            self.process.stdin.write(struct.pack(">I", len(body)) + body)
            self.process.stdin.flush()
            size, = struct.unpack(">I", self.process.stdout.read(4))
            return json.loads(self.process.stdout.read(size))
        except (OSError, ValueError, struct.error):
            self.process.kill()
            self.process.wait()
            self.launch()
            return {"end": "failed", "reason": "the server died", "code": 125, "stdout": "", "stderr": ""}

    def divert(self, *args):
        """The student's program that is about to run in this process runs there, and ends as it ended there."""
        answer = self.run(args=args)
        pass_on(1, answer.get("stdout", ""))
        pass_on(2, answer.get("stderr", ""))
        if answer["end"] != "exit":
            pass_on(2, f"{self.name}: {answer['reason']}\n")
        grader = sys.modules.get("grader")
        if grader:
            grader.submitted += [line[len("answer: "):] for line in answer.get("stdout", "").split("\n")
                                 if line.startswith("answer: ")]
        raise SystemExit(answer["code"])


def pass_on(number, text):
    """All of `text` to the descriptor `number`."""
    data = text.encode()
    while data:
        data = data[os.write(number, data):]


def folders():
    """What the arena shows a program: for --ro."""
    return [word for folder in ["/opt/ordeal", *glob.glob("/opt/attacks/*")] for word in ("--ro", folder)]
