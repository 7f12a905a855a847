#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""An evaluation function behind ordeal-wasm, as a platform's shim starts it: by files, and over
standard input. It is the same file natively and in the guest."""

import json
import subprocess
import sys

from lib import BUILD, SCRATCH, done, expect, skip

WASM = BUILD / "box/bin/ordeal-wasm"
if not WASM.exists():
    skip("ordeal-wasm is not built: make wasm")

TASK = SCRATCH / "task"
TASK.mkdir()
EVALUATION = TASK / "evaluation.py"
EVALUATION.write_text('''
import json
import sys

seen = []


def evaluation_function(response, answer, params):
    if response == "loop":
        while True:
            pass
    if response == "noise":
        print("noise")
    if response == "exit":
        sys.exit(3)
    seen.append(response)
    return {"is_correct": response == answer, "seen": len(seen)}


def serve():
    while True:
        size = 0
        while (line := sys.stdin.buffer.readline()) not in (b"\\r\\n", b""):
            size = int(line.partition(b":")[2])
        if not size:
            return
        call = json.loads(sys.stdin.buffer.read(size))
        result = evaluation_function(**call["params"][0])
        body = json.dumps({"jsonrpc": "2.0", "id": call["id"], "result": result})
        sys.stdout.write(f"Content-Length: {len(body)}\\r\\n\\r\\n{body}")
        sys.stdout.flush()


def once(request, response):
    with open(request) as file:
        call = json.load(file)
    with open(response, "w") as file:
        json.dump({"command": call["command"], "result": evaluation_function(**call["params"])}, file)


if len(sys.argv) > 1:
    once(*sys.argv[1:])
else:
    serve()
''')


class Rpc:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, number, response, answer="4"):
        call = {"jsonrpc": "2.0", "id": number, "method": "eval",
                "params": [{"response": response, "answer": answer, "params": {}}]}
        body = json.dumps(call).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()
        size = int(self.process.stdout.readline().partition(b":")[2])
        self.process.stdout.readline()
        return json.loads(self.process.stdout.read(size))

    def end(self):
        self.process.stdin.close()
        return self.process.wait(timeout=60)


native = Rpc([sys.executable, EVALUATION])
guest = Rpc([WASM, "--shim", "rpc", "--check", "--wall", "1", "--ro", TASK, "--", "python3", EVALUATION])
for number, response in enumerate(("4", "5", "\u00e9\u4e00", "x" * 100000)):
    wanted, got = native.ask(number, response), guest.ask(number, response)
    wanted["result"]["seen"] = 1  # natively one student is remembered for the next
    expect(f"rpc: the answer to {response[:9]}", got, wanted)
for number, response, why in (10, "loop", "the wall clock ran out"), (11, "noise", "its answer is not one frame"):
    got = guest.ask(number, response)
    expect(f"rpc: {response}", (got["id"], got.get("error", {}).get("message")), (number, why))
expect("rpc: an exit is an error", "error" in guest.ask(12, "exit"))
expect("rpc: and it goes on", guest.ask(13, "4")["result"], {"is_correct": True, "seen": 1})
expect("rpc: it ends with its input", guest.end(), 0)
native.end()

request, response = SCRATCH / "request-data", SCRATCH / "response-data"
for what, code, mark in ("4", 0, True), ("5", 0, False), ("exit", 3, None), ("loop", 124, None):
    request.write_text(json.dumps({"command": "eval", "params": {"response": what, "answer": "4", "params": {}}}) + "\n")
    response.write_text("")
    held = open(response)  # the shim reads from where it opened it: written in place, never renamed
    said = subprocess.run([WASM, "--shim", "file", "--wall", "1", "--ro", TASK, "--", "python3", EVALUATION,
                           request, response], capture_output=True, text=True, timeout=60)
    text = held.read()
    expect(f"file: {what}: exit status", said.returncode, code)
    expect(f"file: {what}: the response", json.loads(text)["result"]["is_correct"] if text else None, mark)
said = subprocess.run([WASM, "--shim", "file", "--", "python3", EVALUATION], capture_output=True, text=True)
expect("file: called wrongly", said.returncode, 125)
done()
