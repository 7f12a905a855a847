#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The function that is the probe, before a stub of the Runtime API: cold, warm, with an error, at
its deadline, and killed by the platform, after which the instance goes on with a new runtime."""

import http.server
import json
import os
import queue
import select
import signal
import socket
import subprocess
import threading
import time
import zipfile
from pathlib import Path

import jsonschema

from lib import BUILD, ROOT, SCRATCH, done, expect, skip

PATIENCE = 300
schema = json.loads((ROOT / "results/schema/lambda-probe.schema.json").read_text())
report_schema = json.loads((ROOT / "results/schema/probe.schema.json").read_text())

# What lies in the archive, as the platform unpacks it.
subprocess.run(["make", "-s", "-C", ROOT, f"B={BUILD}", "lambda-probe"], check=True,
               stdout=subprocess.DEVNULL)
function = SCRATCH / "task"
with zipfile.ZipFile(BUILD / "lambda-probe.zip") as archive:
    archive.extractall(function)
    modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
expect("the archive", modes, {"bootstrap": 0o100755, "ordeal-probe": 0o100755})
for name in modes:
    (function / name).chmod(0o755)
packed = (BUILD / "lambda-probe.zip").read_bytes()
subprocess.run([ROOT / "probe/lambda/zip.py", SCRATCH / "again.zip", *[function / name for name in
                ("bootstrap", "ordeal-probe")]], check=True)
expect("its bytes depend on the files alone", (SCRATCH / "again.zip").read_bytes() == packed)

events, answers = queue.Queue(), queue.Queue()


class Stub(http.server.BaseHTTPRequestHandler):
    def reply(self, status, body, **head):
        self.send_response(status)
        for name, value in head.items():
            self.send_header("Lambda-Runtime-" + name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        expect("next", self.path, "/2018-06-01/runtime/invocation/next")
        event, seconds = self.await_event()
        if event is None:
            return
        self.reply(200, json.dumps(event).encode(), Aws_Request_Id="id-" + str(event.get("n", 0)),
                   Deadline_Ms=str(int((time.time() + seconds) * 1000)))

    def gone(self):
        return select.select([self.connection], [], [], 0)[0] and \
            not self.connection.recv(1, socket.MSG_PEEK)

    def await_event(self):
        """The next event, unless the one who waits for it has been killed meanwhile."""
        while not self.gone():
            try:
                one = events.get(timeout=0.05)
            except queue.Empty:
                continue
            if not self.gone():
                return one
            events.put(one)
        return None, 0

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.reply(202, b"{}")
        answers.put((self.path.removeprefix("/2018-06-01/runtime/invocation/"), json.loads(body)))

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stub)
threading.Thread(target=server.serve_forever, daemon=True).start()

# An instance: its own processes, IPC and /tmp, so that what is left in it goes with it.
inside = """
cd "$1" && mount -t tmpfs none /tmp || exit 77
while :; do ./bootstrap 2>>/tmp/said; done
"""
instance = subprocess.Popen(
    ["unshare", "-Urmipf", "--kill-child", "--mount-proc", "sh", "-c", inside, "sh", function],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
    env={"PATH": os.environ["PATH"], "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{server.server_port}",
         "AWS_SECRET_ACCESS_KEY": "canary"})


def runtimes(inner):
    """Who runs the bootstrap and is process `inner` of the instance."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            exe, status = os.readlink(folder / "exe"), (folder / "status").read_text()
        except OSError:
            continue
        numbers = [line.split() for line in status.splitlines() if line.startswith("NSpid")]
        if exe == str(function / "bootstrap") and numbers[0][-1] == str(inner):
            found.append(int(folder.name))
    return found


def found(body):
    return [body["found"][mark]["left_by"] for mark in ("file", "segment", "key")]


def invoke(n, seconds=PATIENCE, **event):
    events.put(({"n": n, **event}, seconds))
    return answers.get(timeout=PATIENCE)


def good(n, **event):
    path, body = invoke(n, **event)
    expect(f"{n}: path", path, f"id-{n}/response")
    jsonschema.validate(body, schema)
    jsonschema.validate(body["report"], report_schema)
    return body


try:
    events.put(({"n": 1}, PATIENCE))
    while True:
        try:
            path, body = answers.get(timeout=1)
            break
        except queue.Empty:
            if instance.poll() is not None:
                skip("no namespaces to imitate an instance in")
    cold = body
    expect("cold: path", path, "id-1/response")
    jsonschema.validate(cold, schema)
    jsonschema.validate(cold["report"], report_schema)
    expect("cold: the first", cold["invocation"], 1)
    expect("cold: nothing was left", found(cold), [-1, -1, -1])
    expect("cold: nobody counts", cold["found"]["process"]["alive"], False)
    expect("a name, no value", cold["report"]["answers"]["identity.environment"]["items"].get(
        "AWS_SECRET_ACCESS_KEY"), "set")
    expect("no secret goes out", "canary" in json.dumps(cold), False)

    warm = good(2, questions="identity filters.load")
    expect("warm: the second", warm["invocation"], 2)
    expect("... of the same runtime", warm["found"]["runtime_pid"], cold["found"]["runtime_pid"])
    expect("warm: all is found", found(warm), [1, 1, 1])
    expect("warm: both count", [warm["found"][who]["alive"] for who in ("process", "thread")],
           [True, True])
    expect("warm: only what was asked for",
           {name.split(".")[0] for name in warm["report"]["answers"]}, {"identity", "filters"})

    # At its deadline: the probe takes longer than that. It is the function that says so.
    path, body = invoke(3, seconds=0.51)
    expect("deadline: path", path, "id-3/error")
    expect("deadline: why", body["errorMessage"], "ordeal-probe: Operation timed out")

    # An error: the probe is not there. And it goes on afterwards.
    (function / "ordeal-probe").rename(function / "away")
    path, body = invoke(4)
    expect("error: path", path, "id-4/error")
    expect("error: why", body, {"errorType": "Probe", "errorMessage":
                                "ordeal-probe cannot be run: No such file or directory"})
    (function / "away").rename(function / "ordeal-probe")
    expect("after an error", good(5, questions="identity")["invocation"], 5)

    # Killed by the platform: the next runtime of the same instance finds the marks.
    runtime = runtimes(warm["found"]["runtime_pid"])
    expect("one runtime", len(runtime), 1)
    os.kill(runtime[0], signal.SIGKILL)
    # The stub hands an event to whoever's socket is open, and a process whose first thread is a
    # zombie has its sockets open while another thread still ends. It is gone when its parent has
    # waited for it.
    until = time.monotonic() + PATIENCE
    while Path(f"/proc/{runtime[0]}").exists() and time.monotonic() < until:
        time.sleep(0.001)
    after = good(6, questions="identity")
    expect("a new runtime", after["invocation"], 1)
    expect("... is another process", after["found"]["runtime_pid"] != warm["found"]["runtime_pid"])
    expect("in the same instance", found(after)[:2], [5, 5])
finally:
    instance.kill()
    instance.wait()
done()
