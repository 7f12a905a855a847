#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The sandbox as shimmy's worker command. A client of ours does what the shim does, files and RPC
over standard input and output, and says which rules a worker command breaks. ordeal-sandbox breaks
none; a bare command and a few wrappers that are wrong on purpose each break the rule they are there
for.
"""

import concurrent.futures
import json
import os
import secrets
import signal
import subprocess
import threading
import time
from pathlib import Path

from lib import BUILD, SCRATCH, done, expect

SANDBOX = str(BUILD / "box/bin/ordeal-sandbox")
GRACE = 5       # seconds from SIGTERM to SIGKILL, as the shim has them
FOREVER = 60    # what hangs is ended then; nothing that works comes near
SECRETS = {"AWS_SECRET_ACCESS_KEY": "secret", "_X_AMZN_TRACE_ID": "secret", "LAMBDA_TASK_ROOT": "secret",
           "AUTH_KEY": "secret", "_AWS_XRAY_DAEMON_ADDRESS": "secret"}
EVALUATOR = r'''
import json, os, subprocess, sys, time
kept = []
def act(params):
    do = params.get("do")
    if do == "hang":
        time.sleep(1000)
    if do == "loop":
        while True: pass
    if do == "orphan":
        subprocess.Popen(["sleep", "1000"], start_new_session=True)
    if do == "exit":
        sys.stderr.write("said before\n")
        os._exit(params["code"])
    if do == "abort":
        os.abort()
    if do == "print":
        print("y" * 200000, flush=True)
    if do == "keep":
        kept.append(params["what"])
    return {"is_correct": params.get("response") == params.get("answer"), "env": dict(os.environ),
            "argv": sys.argv[1:], "kept": kept, "cwd": os.path.exists("eval.py"),
            "stdin": sys.stdin.read() if os.environ.get("EVAL_IO") == "FILE" else None}
def files():
    request = json.load(open(sys.argv[-2]))
    result = act(request["params"])
    with open(sys.argv[-1], "w") as answer:
        json.dump({"command": request["command"], "result": result}, answer)
def rpc():
    while head := sys.stdin.buffer.readline():
        sys.stdin.buffer.readline()
        message = json.loads(sys.stdin.buffer.read(int(head.split(b":")[1])))
        result = {"healthcheck": lambda p: {"ok": True}, "preview": lambda p: {"preview": p},
                  "eval": act}[message["method"]](*message["params"])
        body = json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}).encode()
        sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        sys.stdout.buffer.flush()
files() if os.environ.get("EVAL_IO") == "FILE" else rpc()
'''
work = SCRATCH / "work"  # FUNCTION_WORKING_DIR
work.mkdir()
(work / "eval.py").write_text(EVALUATOR)
COMMAND = ["python3", "eval.py"]


class Gone(Exception):
    """The worker did not answer: why, as the shim would say it."""


def spawn(command, env, stdin=subprocess.DEVNULL):
    """The whole parent environment, a process group of its own, pipes for its output."""
    return subprocess.Popen(command, cwd=work, env={**os.environ, **SECRETS, **env}, stdin=stdin,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, process_group=0)


def stop(worker):
    """SIGTERM to the group; after GRACE, SIGKILL to the direct child only. Was SIGTERM enough?"""
    try:
        os.killpg(worker.pid, signal.SIGTERM)
        worker.wait(timeout=GRACE)
        return True
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
        return False
    except ProcessLookupError:
        worker.wait()
        return True


def drained(worker, seconds=FOREVER):
    """Standard output to its end, then standard error to its end, then the exit status. None: its
    output was held open for longer."""
    got = []
    reader = threading.Thread(target=lambda: got.extend([worker.stdout.read(), worker.stderr.read()]),
                              daemon=True)
    reader.start()
    reader.join(seconds)
    return None if reader.is_alive() else (*got, worker.wait())


def by_file(prefix, params, method="eval", seconds=FOREVER):
    """One request in file mode: what the evaluator answers. Gone has the exit status and what it said."""
    name = secrets.token_hex(8)
    folder = SCRATCH / "shimmy" / name
    folder.mkdir(parents=True, mode=0o755)
    request, response = folder / f"request-data-{name}", folder / f"response-data-{name}"
    request.write_text(json.dumps({"command": method, "params": params}) + "\n")
    with open(response, "w+", encoding="utf-8") as opened:  # and kept open: a rename is not seen
        worker = spawn([*prefix, *COMMAND, str(request), str(response)],
                       {"EVAL_IO": "FILE", "EVAL_FILE_NAME_REQUEST": str(request),
                        "EVAL_FILE_NAME_RESPONSE": str(response)})
        got = drained(worker, seconds)
        if got is None:
            stop(worker)
            raise Gone("its standard output stays open", None, b"")
        out, err, code = got
        if code:
            raise Gone(f"exit status {code}", code, err)
        text = opened.read()
    try:
        return {**json.loads(text), "printed": out, "paths": [str(request), str(response)]}
    except ValueError as why:
        raise Gone("no JSON in the answer's file", code, err) from why


class Rpc:
    """A worker that stays."""

    def __init__(self, prefix):
        self.worker = spawn([*prefix, *COMMAND], {"EVAL_IO": "RPC"}, stdin=subprocess.PIPE)
        self.id = 0

    def ask(self, method, params, seconds=FOREVER):
        self.id += 1
        body = json.dumps({"jsonrpc": "2.0", "id": self.id, "method": method, "params": [params]}).encode()
        got = []
        reader = threading.Thread(target=lambda: got.append(self.read()), daemon=True)
        try:
            self.worker.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            self.worker.stdin.flush()
        except OSError as why:
            raise Gone("it reads no more", None, b"") from why
        reader.start()
        reader.join(seconds)
        if not got:
            raise Gone("no answer in time", None, b"")
        if not got[0] or got[0].get("id") != self.id:
            raise Gone("not an answer to this request", None, b"")
        return got[0]["result"]

    def read(self):
        try:
            head = self.worker.stdout.readline()
            if not head.startswith(b"Content-Length: ") or self.worker.stdout.readline() != b"\r\n":
                return None
            return json.loads(self.worker.stdout.read(int(head.split(b":")[1])))
        except (ValueError, OSError):
            return None


def graded(ask, response, answer, cases):
    """The shim's cases: where the answer is not right, each case's answer in turn, in requests of their
    own; the first that fits says what the student is told."""
    result = ask({"response": response, "answer": answer})
    for number, case in enumerate(cases if not result["is_correct"] else []):
        if ask({"response": response, "answer": case["answer"]})["is_correct"]:
            return {"is_correct": bool(case.get("mark")), "matched_case": number, "feedback": case["feedback"]}
    return {"is_correct": result["is_correct"]}


CASES = [{"answer": "7", "feedback": "off by one"}, {"answer": "8", "feedback": "nearly", "mark": 1}]


def status(act):
    try:
        act()
        return 0, b""
    except Gone as why:
        return why.args[1], why.args[2]


def leaks(env):
    return any(value == "secret" for value in env.values())


def rules_of_files(prefix, wall):
    """The rules that this worker command breaks in file mode; `wall` more options set a short clock."""
    try:
        answer = by_file(prefix, {"response": "6", "answer": "6"})
    except Gone as why:
        yield f"answers: {why.args[0]}"
        return
    result = answer["result"]
    if answer["command"] != "eval" or not result["is_correct"]:
        yield "answers"
    if answer["printed"]:
        yield "prints nothing of its own"
    if result["argv"] != answer["paths"]:
        yield "trailing arguments are the command's"
    if not result["cwd"] or result["stdin"] != "":
        yield "working directory and input"
    if leaks(result["env"]):
        yield "hands on no credentials"
    if not {"EVAL_IO", "EVAL_FILE_NAME_REQUEST", "EVAL_FILE_NAME_RESPONSE"} <= result["env"].keys():
        yield "hands on EVAL_*"
    if status(lambda: by_file(prefix, {"do": "exit", "code": 7})) != (7, b"said before\n"):
        yield "exit status and standard error"
    if status(lambda: by_file(prefix, {"do": "abort"}))[0] not in (-signal.SIGABRT, 128 + signal.SIGABRT):
        yield "a signal is told"
    if len(by_file(prefix, {"do": "print"})["printed"]) != 200001:
        yield "what is printed arrives"
    if status(lambda: by_file(wall, {"do": "hang"}, seconds=FOREVER if wall is not prefix else 3))[0] != 124:
        yield "has a clock of its own"
    if status(lambda: by_file(prefix, {"do": "orphan"}, seconds=FOREVER if wall is not prefix else 3))[0] != 0:
        yield "leaves nobody on standard output"
    by_file(prefix, {"do": "keep", "what": "one"})
    if by_file(prefix, {})["result"]["kept"]:
        yield "keeps nothing"
    told = graded(lambda params: by_file(prefix, params)["result"], "8", "6", CASES)
    if told != {"is_correct": True, "matched_case": 1, "feedback": "nearly"}:
        yield "cases"


def rules_of_rpc(prefix):
    """The same for a worker that stays."""
    worker = Rpc(prefix)
    try:
        if worker.ask("healthcheck", {}) != {"ok": True} or worker.ask("preview", {"a": 1}) != {"preview": {"a": 1}}:
            yield "answers"
        if leaks(worker.ask("eval", {})["env"]):
            yield "hands on no credentials"
        told = graded(lambda params: worker.ask("eval", params), "7", "6", CASES)
        if told != {"is_correct": False, "matched_case": 0, "feedback": "off by one"}:
            yield "cases"
        worker.ask("eval", {"do": "orphan"})
        worker.ask("eval", {"do": "keep", "what": "of one student"})
        if worker.ask("eval", {"do": "keep", "what": "of another"})["kept"] != ["of one student", "of another"]:
            yield "stays"
        try:
            worker.ask("eval", {"do": "hang"}, seconds=1)
            yield "a timeout"
        except Gone:
            pass
    except Gone as why:
        yield f"answers: {why.args[0]}"
    if not stop(worker.worker):
        yield "SIGTERM ends it"
    if drained(worker.worker, GRACE) is None:
        yield "leaves nobody on standard output"


orphans = set()


def sleepers():
    """Processes of ours that outlived a worker: the bare ones' are ended at the end."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if (folder / "cmdline").read_bytes() == b"sleep\0001000\0" and \
                    (folder / "cwd").resolve() == work.resolve():
                found.add(int(folder.name))
        except OSError:
            continue
    return found


# --- the sandbox breaks no rule -------------------------------------------------------------------
stacks = [stack for stack in ("full", "recommended", "locked")
          if subprocess.run([SANDBOX, "--probe", "--layers", stack], capture_output=True).returncode == 0]
expect("a stack can be applied here", bool(stacks))


def broken_by(stack):
    options = [SANDBOX, "--shim", "--layers", stack, *(["--processes"] if stack == "recommended" else [])]
    return (list(rules_of_files([*options, "--wall", "50", "--"], [*options, "--wall", "1", "--"])),
            list(rules_of_rpc([*options, "--wall", "none", "--cpu", "none", "--"])))


with concurrent.futures.ThreadPoolExecutor() as pool:
    for stack, broken in zip(stacks, pool.map(broken_by, stacks)):
        expect(f"{stack}: rules of files, of rpc, that are broken", broken, ([], []))
expect("nobody is left of a sandboxed worker", sleepers(), set())
for command, code in (["/nowhere/at/all"], 127), (["/etc/passwd"], 126):
    expect(f"{command}: exit status", subprocess.run([SANDBOX, "--shim", "--layers", stacks[-1], "--", *command],
                                                     capture_output=True).returncode, code)
expect("called wrongly: exit status", subprocess.run([SANDBOX, "--shim", "--", ], capture_output=True).returncode, 125)
# EVAL_* are for an evaluator: a student's program has none of them.
said = subprocess.run([SANDBOX, "--layers", stacks[-1], "--", "env"], env={"EVAL_FILE_NAME_RESPONSE": "x"},
                      capture_output=True, text=True)
expect("without --shim no EVAL_*", (said.returncode, "EVAL_" in said.stdout), (0, False))

# --- each rule is seen broken ---------------------------------------------------------------------


def wrapper(name, text):
    path = work / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return [str(path)]


bare = ["env"]
renames = wrapper("renames", 'for last; do :; done; "$@"; code=$?; cp "$last" "$last.new"; : > "$last"; '
                             'mv "$last.new" "$last"; exit $code')
banner = wrapper("banner", 'echo starting; exec "$@"')
eats = wrapper("eats", 'exec env -u EVAL_FILE_NAME_REQUEST "$@"')
adds = wrapper("adds", 'exec "$@" </dev/zero 2>/dev/null; exit 1')
deaf = wrapper("deaf", 'trap "" TERM; exec 3<&0; (trap - TERM; exec "$@" <&3) & while :; do sleep 1; done')
# Most of these wait for what does not come: together.
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    bare_files = pool.submit(lambda: list(rules_of_files(bare, bare)))
    bare_rpc = pool.submit(lambda: set(rules_of_rpc(bare)))
    deaf_rpc = pool.submit(lambda: set(rules_of_rpc(deaf)))
    eats_files = pool.submit(lambda: list(rules_of_files(eats, eats)))
    expect("a rename", next(rules_of_files(renames, renames)), "answers: no JSON in the answer's file")
    expect("a banner", next(rules_of_files(banner, banner)), "prints nothing of its own")
    expect("a banner, rpc", next(rules_of_rpc(banner)), "answers: not an answer to this request")
    expect("standard error lost", status(lambda: by_file(adds, {"do": "exit", "code": 7})), (7, b""))
    expect("a bare command in file mode", bare_files.result(),
           ["hands on no credentials", "has a clock of its own", "leaves nobody on standard output"])
    expect("EVAL_* lost", "hands on EVAL_*" in eats_files.result())
    expect("a bare command, rpc", {"hands on no credentials", "leaves nobody on standard output"} <= bare_rpc.result())
    expect("one that is deaf to SIGTERM", "SIGTERM ends it" in deaf_rpc.result())
for pid in sleepers():
    os.kill(pid, signal.SIGKILL)
deadline = time.monotonic() + FOREVER
while sleepers() and time.monotonic() < deadline:
    time.sleep(0.01)

# --- the jail wrapper's command line --------------------------------------------------------------
JAIL = ["--mode", "e", "--log", "/dev/null", "--user", "65534:65534", "--chroot", "/"]


def jail(*options, command=("python3", "-c", "print(1)"), **more):
    return subprocess.run([SANDBOX, *JAIL, *options, "--", *command], capture_output=True, text=True, cwd="/",
                          timeout=FOREVER, **more)


if "full" in stacks:
    for folder in SCRATCH, work:
        folder.chmod(0o755)
    (work / "given").write_text("given")
    hidden = SCRATCH / "hidden"
    hidden.write_text("hidden")
    written = SCRATCH / "written"
    written.mkdir()
    written.chmod(0o777)
    LOOK = ("import os, resource as r, socket, sys\n"
            "def may(act):\n"
            "    try: act(); return True\n"
            "    except OSError: return False\n"
            f"print(os.getcwd() == {str(work)!r}, may(lambda: open('given')), may(lambda: open('given', 'w')),\n"
            f"      may(lambda: open({str(hidden)!r})), may(lambda: open({str(written / 'x')!r}, 'w')),\n"
            "      may(lambda: open('/etc/shadow')), may(socket.socket), r.getrlimit(r.RLIMIT_CPU)[1],\n"
            "      r.getrlimit(r.RLIMIT_AS)[1] >> 20, r.getrlimit(r.RLIMIT_NOFILE)[1],\n"
            "      os.getuid() != 0 and os.getgid() != 0,\n"
            "      os.environ.get('EVAL_IO'), os.environ.get('AWS_SECRET_ACCESS_KEY'), sys.argv[1:])\n")
    said = jail("--cwd", str(work), "--bindmount_ro", str(work), "--bindmount", str(written), "--tmpfsmount", "/tmp",
                "--iface_no_lo", "--disable_clone_newuser", "--rlimit_cpu", "7", "--rlimit_as", "900",
                "--rlimit_nofile", "33", "--seccomp_default_policy=1",
                command=["python3", "-c", LOOK, "--mode", "x"], env={**os.environ, **SECRETS, "EVAL_IO": "RPC"})
    expect("each option acts", said.stdout,
           "True True False False True False False 7 900 33 True RPC None ['--mode', 'x']\n")
    expect("... without a word on standard error", said.stderr, "")
    for options in (["--disable_clone_newnet"], ["--seccomp_default_policy=0"], ["--tmpfsmount", "/var"],
                    ["--bindmount", "/a:/b"], ["--rlimit_as", "max"], ["--keep_env"], ["--cwd"],
                    ["--chroot", "/srv"], ["--user", "0:0"], ["--user", "nobody"], ["--iface_no_lo=1"],
                    ["--mode", "o"], ["--log", "/tmp/log"]):
        said = jail(*options)
        expect(f"{options} is refused", (said.returncode, said.stdout, said.stderr.count("\n")), (125, "", 1))
done()
