# SPDX-License-Identifier: MIT
"""One Python submission, by every way to start it: from a new interpreter to a parked child."""

import os
import time

from run import NOOP, SANDBOX, SHOWN, WASM, Failed, Server, in_turns, launch, line, sandbox, tell

HELLO = "print('hello')"
SYMPY = "import sympy\nprint(sympy.expand((sympy.symbols('x') + 1)**3))"
NUMPY = "import numpy\nprint(numpy.ones(3).sum())"
PARKS = 0.03  # seconds; the next child is parked by then: a pause that is not timed


def zygote(modules):
    return Server("--layers", "full", "--slots", "1", *SHOWN, "--zygote", "/usr/bin/python3",
                  *(["--preload", modules] if modules else []))


def cold(make, program):
    """The launcher's own start, and its first answer."""
    def act():
        start = time.perf_counter_ns()
        server = make()
        try:
            server.ask(program=program)
            return (time.perf_counter_ns() - start) / 1e3
        finally:
            server.end()
    return act


def after_a_pause(server, program):
    def act():
        time.sleep(PARKS)
        return server.ask(program=program)
    return act


def at_once(server, program):
    """The one before has just been answered: the child is not parked yet."""
    def act():
        server.ask(program=program)
        return server.ask(program=program)
    return act


def ways(program, modules, servers):
    python = ["/usr/bin/python3", "-c", program]
    acts = {"bare": lambda: launch(python)[0], "full": lambda: launch([*sandbox("--layers", "full"), *python])[0],
            "zygote-cold": cold(lambda: zygote(modules), program)}
    wanted = {"resident": lambda: Server("--layers", "full", "--slots", "1", *SHOWN, "--", "/usr/bin/python3"),
              "zygote-warm": lambda: zygote(modules), "zygote-parked": lambda: zygote(modules),
              "pool": lambda: Server("--layers", "full", "--slots", "4", "--concurrency", "4", *SHOWN, "--zygote",
                                     "/usr/bin/python3", *(["--preload", modules] if modules else []))}
    if os.path.exists(WASM) and modules != "numpy":
        imports = ["--import", modules] if modules else []
        wanted["wasm-reset"] = lambda: Server(*imports, program=WASM, how=("--serve", "--socket"))
        acts["wasm-cold"] = lambda: launch([WASM, "--", "python3", "-c", program])[0]
    for name, make in wanted.items():
        try:
            servers[name] = make()
        except Failed as why:
            line("submission", "python", name, [], "us", failed=str(why))
            continue
        acts[name] = (at_once if name == "zygote-warm" else after_a_pause)(servers[name], program)
    return acts


def submission(rounds=120):
    """one Python submission, sent and answered: a new interpreter, a resident launcher, forks of a zygote"""
    for name, program, modules in (("hello", HELLO, ""), ("numpy", NUMPY, "numpy"), ("sympy", SYMPY, "sympy")):
        tell(f"submission: {name}")
        servers = {}
        try:
            each = rounds if name == "hello" else rounds // 4
            for variant, (took, failed) in in_turns(ways(program, modules, servers), each, warm=2).items():
                line("submission", name, variant, took, "us", failed=failed)
        finally:
            for server in servers.values():
                server.end()


def resident(rounds=400):
    """a static no-op from a launcher that stays, asked over its socket, beside a launch of its own"""
    server = Server("--layers", "full", "--slots", "1", *SHOWN, "--", NOOP)
    acts = {"bare": lambda: launch([NOOP])[0], "full": lambda: launch([*sandbox("--layers", "full"), NOOP])[0],
            "recommended": lambda: launch([SANDBOX, "--", NOOP])[0], "resident": lambda: server.ask(args=["noop"])}
    for variant, (took, failed) in in_turns(acts, rounds, warm=5).items():
        line("resident", "noop-static", variant, took, "us", failed=failed)
    server.end()
