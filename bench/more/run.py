# SPDX-License-Identifier: MIT
"""What the measurements have in common: commands, launchers that stay, turns, and lines.

Runs in the benchmark's room (bench/room.h): /opt/ordeal is the build, /tmp is empty and in memory.
"""

import json
import os
import random
import re
import socket
import struct
import subprocess
import sys
import time

BIN = "/opt/ordeal/bin"
SANDBOX = f"{BIN}/ordeal-sandbox"
WASM = f"{BIN}/ordeal-wasm"
PROGRAMS = "/opt/attacks/0"
NOOP = f"{PROGRAMS}/noop-static"
ENVIRONMENT = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": "/tmp", "LANG": "C.UTF-8"}
SHOWN = ["--ro", "/opt/ordeal", "--ro", "/opt/attacks"]
COMPLAINT = "/tmp/complaint"
LIMIT = 60  # seconds: for what hangs

order = random.Random(1)
share_of = [1.0]  # --scale: of the rounds and seconds that are usual


def scaled(n, least=3):
    return max(least, n * share_of[0])


class Failed(Exception):
    """Why a variant has no numbers."""


def line(quantity, program, variant, values, unit, group="stack", axis=None, at=0, failed=None):
    """One line of the results file, on standard output."""
    print(json.dumps({"type": "quantity", "quantity": quantity, "program": program, "variant": variant,
                      "group": "bare" if variant == "bare" else group, "axis": axis, "at": at, "unit": unit,
                      "values": [round(v, 4) for v in values], "failed": failed}), flush=True)


def tell(text):
    """How far it is: over and over in one line of a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}")
    else:
        sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def sandbox(*words):
    return [SANDBOX, *words, *SHOWN, "--"]


def stacks():
    """Command lines before a program's, by name; bare is empty."""
    return {"bare": [], "locked": [SANDBOX, "--layers", "locked", "--"],
            "recommended": [SANDBOX, "--layers", "recommended", "--processes", "--"],
            "full": sandbox("--layers", "full", "--rw-try", "/dev/shm")}


def columns(share):
    """The command lines of other people's columns, as their files have them: {name: (group, argv)}."""
    said = subprocess.run([os.path.join(share, "..", "ordeal"), "list", "defences", "--json"], capture_output=True,
                          text=True, check=True).stdout
    filled = {}
    for column in json.loads(said):
        if column["argv"] and column["group"] in ("stock", "baseline"):
            argv = [re.sub(r"\{mib:(\d+)\}", r"\1", word).replace("{cpu}", "20").replace("{wall}", "40")
                    .replace("{attack_dir}", "/opt/attacks") for word in column["argv"]]
            if argv[-1] == "{command}":
                filled[column["name"]] = "baseline" if column["group"] == "baseline" else "tool", argv[:-1]
    return filled


def spawn(argv, out=os.devnull):
    """Start, as the launches are started: vfork and exec."""
    try:
        return os.posix_spawnp(argv[0], argv, ENVIRONMENT, file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
            (os.POSIX_SPAWN_OPEN, 2, COMPLAINT, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)])
    except OSError as why:
        raise Failed(f"{os.path.basename(argv[0])}: {why.strerror}") from why


def launch(argv):
    """(microseconds of wall, of processor) of a command, from its start to the wait."""
    start = time.perf_counter_ns()
    _, status, used = os.wait4(spawn(argv), 0)
    took = (time.perf_counter_ns() - start) / 1e3
    if status:
        with open(COMPLAINT, encoding="utf-8", errors="replace") as file:
            said = file.read().strip().split("\n")[-1]
        raise Failed(f"{os.path.basename(argv[0])}: exit {os.waitstatus_to_exitcode(status)}: {said[:90]}")
    return took, (used.ru_utime + used.ru_stime) * 1e6


class Server:
    """A launcher that stays, asked over its socket."""

    def __init__(self, *words, program=SANDBOX, how=("--serve",), expected=0):
        self.path = f"/tmp/socket-{time.monotonic_ns()}"
        self.process = subprocess.Popen([program, *how, self.path, *words], stdin=subprocess.DEVNULL,
                                        env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.expected = expected
        deadline = time.monotonic() + LIMIT
        while not os.path.exists(self.path):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                said = self.process.stderr.read().decode(errors="replace").strip().split("\n")[-1]
                raise Failed(said or "it does not start")
            time.sleep(0.001)
        self.line = self.connect()

    def connect(self):
        line_ = socket.socket(socket.AF_UNIX)
        line_.settimeout(LIMIT)
        deadline = time.monotonic() + LIMIT
        while line_.connect_ex(self.path):
            if time.monotonic() > deadline:
                raise Failed("it does not listen")
            time.sleep(0.001)
        return line_

    def ask(self, over=None, **request):
        """Microseconds from the request to its answer, which must be a good one."""
        over = over or self.line
        body = json.dumps(request).encode()
        start = time.perf_counter_ns()
        over.sendall(struct.pack(">I", len(body)) + body)
        head = over.recv(4, socket.MSG_WAITALL)
        if len(head) < 4:
            raise Failed("the launcher hung up")
        answer = json.loads(over.recv(struct.unpack(">I", head)[0], socket.MSG_WAITALL))
        took = (time.perf_counter_ns() - start) / 1e3
        if answer["end"] != "exit" or answer["code"] != self.expected:
            raise Failed(answer.get("reason") or f"{answer['end']} {answer['code']}: {answer.get('stderr', '')[-80:]}")
        return took

    def end(self):
        self.line.close()
        self.process.terminate()
        try:
            self.process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stderr.close()


def in_turns(acts, rounds, warm=1):
    """{name: ([results of each round], why it stopped or None)}: each round in a new random order."""
    found, failed = {name: [] for name in acts}, {}
    names, rounds = list(acts), round(scaled(rounds))
    for number in range(rounds + warm):
        order.shuffle(names)
        for name in names:
            if name in failed:
                continue
            try:
                value = acts[name]()
            except (Failed, OSError, ValueError, KeyError) as why:
                failed[name] = str(why)[:120]
                continue
            if number >= warm:
                found[name].append(value)
    return {name: (found[name], failed.get(name)) for name in acts}
