# SPDX-License-Identifier: MIT
"""grader.py - a warm evaluation function: runs a submission, marks it, answers in the shim's
protocol.

    grader.py HOW PRELUDE rpc                      one process for all requests
    grader.py HOW PRELUDE file REQUEST RESPONSE    one process for one request

A request holds what such requests hold: the response (how to start the student's program, the
defence included), the answer, the parameters. HOW `child` starts the program as people start it:
one pipe for what it prints, everything else inherited. `inside` is what platforms without a sandbox
do: the student's Python runs in this very process; `forked`: in a fork of it. PRELUDE runs before
each student's code there, and once at the start with `child`. The program's last line `answer: X`
is what is marked. Nothing here defends anything; that is the columns' affair.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
import traceback

sys.path.insert(0, "/var/task")
import evaluator

sys.modules["grader"] = sys.modules["__main__"]

# multiprocessing imports this file again, in a student's child, whose arguments are the student's.
HOW, PRELUDE = sys.argv[1:3] if __name__ == "__main__" else ("child", "")
START, _, PRELUDE = PRELUDE.rpartition("#: each student\n")
SECONDS, FEEDBACK = 8, 65536

submitted = []  # what student code inside this process handed in


def run_child(argv):
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, close_fds=False)
    try:
        printed = process.communicate(timeout=SECONDS)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        printed = process.communicate()[0]
    return answer_in(printed), printed


def answer_in(printed):
    answers = [line for line in printed.split(b"\n") if line.startswith(b"answer: ")]
    return answers[-1][len(b"answer: "):].decode(errors="replace") if answers else None


def run_student(argv):
    script = argv[1]
    sys.argv = argv[1:]
    sys.path.insert(0, os.path.dirname(script))
    submitted.clear()
    try:
        with open(script, encoding="utf-8") as file:
            code = compile(file.read(), script, "exec")
        exec(PRELUDE, {"__name__": "prelude"})
        exec(code, {"__name__": "__main__", "__file__": script})
    except SystemExit:
        pass
    except BaseException:
        traceback.print_exc()


def run_inside(argv):
    """The student's code here and now; what it prints goes to a file until it is done."""
    output = os.memfd_create("output")
    saved = [os.dup(1), os.dup(2)]
    for target in 1, 2:
        os.dup2(output, target)
    try:
        run_student(argv)
    finally:
        if PRELUDE:
            signal.alarm(0)  # a clock that the prelude set is over with the student's turn
        sys.stdout.flush()
        sys.stderr.flush()
        for target, descriptor in enumerate(saved, 1):
            os.dup2(descriptor, target)
            os.close(descriptor)
    printed = os.pread(output, FEEDBACK, 0)
    os.close(output)
    return submitted[-1] if submitted else None, printed


def run_forked(argv):
    """The student's code in a fork of this process; what it hands in comes out with what it prints."""
    ours, theirs = os.pipe()
    pid, end, printed = os.fork(), time.monotonic() + SECONDS, b""
    if not pid:
        try:
            for target in 1, 2:
                os.dup2(theirs, target)
            run_student(argv)
            if submitted:
                print(f"answer: {submitted[-1]}")
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(0)
    os.close(theirs)
    while select.select([ours], [], [], max(end - time.monotonic(), 0))[0] and (
            more := os.read(ours, FEEDBACK)):
        printed += more
    os.close(ours)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return answer_in(printed), printed


RUN = {"child": run_child, "inside": run_inside, "forked": run_forked}[HOW]


def evaluate(response, answer, params):
    value, printed = RUN(response["argv"])
    result = evaluator.evaluation_function(value, answer, params)
    return {"is_correct": bool(result["is_correct"]),
            "feedback": printed[-FEEDBACK:].decode(errors="replace")}


def between(argv):
    subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {}


METHODS = {"eval": evaluate, "between": between, "healthcheck": dict}


def answer_of(request):
    reply = {"jsonrpc": "2.0", "id": request["id"]}
    try:
        reply["result"] = METHODS[request["method"]](**request["params"][0])
    except Exception:
        reply["error"] = {"code": -32000, "message": traceback.format_exc()}
    return reply


def read_frame(stream):
    length = None
    while (line := stream.readline()) not in (b"\r\n", b""):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return json.loads(stream.read(length)) if length else None


def serve():
    while request := read_frame(sys.stdin.buffer):
        body = json.dumps(answer_of(request))
        sys.stdout.write(f"Content-Length: {len(body)}\r\n\r\n{body}")
        sys.stdout.flush()


def answer_file(request, response):
    with open(request, encoding="utf-8") as file:
        message = json.load(file)
    result = METHODS[message.get("command") or message["method"]](**message["params"])
    with open(response, "w", encoding="utf-8") as file:
        json.dump({"command": message["command"], "result": result}, file)


if __name__ == "__main__":
    exec(START, {"__name__": "start"})
    if HOW == "child":
        exec(PRELUDE, {"__name__": "prelude"})
    if sys.argv[3] == "rpc":
        serve()
    else:
        answer_file(*sys.argv[4:6])
