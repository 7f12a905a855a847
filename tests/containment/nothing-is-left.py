#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The harness dies by SIGKILL at random moments of a run: no process, mount, namespace, file is left of
it, and no cgroup after the next start. The same for ^C, and for a keeper that is killed.

KILLS=300 is more of them: tests/long/killed-often. `--can-share`: only say, by exit code 0, whether others
may run beside it, as all that it looks at is its own.
"""

import os
import random
import signal
import subprocess
import sys
import time

if "--can-share" in sys.argv:
    from machine import make_cgroups, own_tmp

    sys.exit(0 if own_tmp(__file__) and make_cgroups() else 1)
if os.geteuid() == 0 and "ORDEAL_PRIVATE" not in os.environ:
    # A mount namespace of our own with a /tmp of our own: whatever turns up there is the harness's.
    os.environ["ORDEAL_PRIVATE"] = "1"
    os.execvp("unshare", ["unshare", "-m", "--propagation", "private", sys.executable, "-B", *sys.argv])
from machine import own_tmp  # noqa: E402

OWN_TMP = own_tmp(__file__)
if OWN_TMP:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", "/tmp"], check=True)

from lib import SCRATCH, Results, done, expect, home, ordeal  # noqa: E402
from machine import children, mounts, namespaces, orphaned_cgroups, ours, own_cgroups  # noqa: E402
from machine import processes, reap, until  # noqa: E402

KILLS = int(os.environ.get("KILLS", 6))
ATTACKS = ["fork-bomb/clone3", "tmp-snooping/plain-file", "proc-read/builtin-open"]
CELLS = 2 * len(ATTACKS)
SEED = int(os.environ.get("SEED", random.SystemRandom().randrange(1 << 32)))
print(f"SEED={SEED} repeats this run")
dice = random.Random(SEED)

HOME = home()
WORK = SCRATCH / "work"
WORK.mkdir()
FILE = WORK / "r.jsonl"
ARGS = ["run", *[word for name in ATTACKS for word in ("-a", name)], "-d", "none", "-d", "recommended",
        "-j", "4", "-o", str(FILE)]


CGROUPS = own_cgroups()
NAMES = None if os.geteuid() == 0 else ["ordeal-test", str(HOME)]


def files():
    return {str(path) for folder in (["/tmp"] if OWN_TMP else []) + [str(HOME)] for path in
            [folder, *(os.path.join(folder, name) for name in os.listdir(folder))]}


def start():
    FILE.unlink(missing_ok=True)
    return subprocess.Popen([HOME / "ordeal", *ARGS], cwd=WORK, stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                            start_new_session=True)


def nothing_left(what, before):
    """Everything but cgroups, whose turn is the next start."""
    expect(f"{what}: processes", until(lambda: not ours()) or sorted(ours()))
    now_mounts, now_spaces, now_files = before
    expect(f"{what}: namespaces", until(lambda: namespaces() <= now_spaces))
    expect(f"{what}: mounts", mounts(NAMES) - now_mounts, set())
    expect(f"{what}: files", files() - now_files, set())
    expect(f"{what}: where it ran", set(os.listdir(WORK)) - {FILE.name}, set())


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
        return True
    except ProcessLookupError:
        return False


def wait_for_cells(n):
    """The run is amid its cells, with at least n of its cells written."""
    until(lambda: FILE.exists() and FILE.read_text().count('"type":"cell"') >= n)


before = mounts(NAMES), namespaces(), files()
others = orphaned_cgroups(CGROUPS)  # none, where they are our own

expect("undisturbed", start().wait(), 0)
nothing_left("undisturbed", before)
expect("undisturbed: cgroups", orphaned_cgroups(CGROUPS) - others, set())

# A random moment: of its start, or behind a cell. How fast the machine is decides nothing.
busy = 0
for i in range(KILLS):
    run = start()
    cell = dice.randrange(-2, CELLS)
    if cell < 0:
        until(lambda: children(run.pid))
    else:
        wait_for_cells(cell)
    time.sleep(dice.uniform(0, 0.1))
    busy += bool(children(run.pid))
    run.kill()
    run.wait()
    nothing_left(f"SIGKILL {i}", before)
expect(f"of {KILLS} kills, {busy} hit a run with arenas alive: enough", busy > KILLS // 4)

# A student who would sleep for long does not keep its keeper from following the harness.
run = subprocess.Popen([HOME / "ordeal", "run", "--attack-cmd", "sleep 1000", "--oracle",
                        "secret:environ", "-a", "given", "-d", "none",
                        "--force", "-o", FILE], cwd=WORK, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
expect("it sleeps", until(lambda: any(name == "sleep" for pid, (_, name) in processes().items()
                                      if pid in ours())))
run.kill()
run.wait()
expect("and is woken for good", until(lambda: not ours()))
nothing_left("a sleeper", before)

left = orphaned_cgroups(CGROUPS)  # by the killed ones; a run that is interrupted adds none
for i in range(max(1, KILLS // 6)):
    run = start()
    wait_for_cells(dice.randrange(CELLS // 2))
    os.killpg(run.pid, signal.SIGINT)
    expect(f"^C {i}: exit code", run.wait(), 3)
    nothing_left(f"^C {i}", before)
    results = Results(FILE)
    expect(f"^C {i}: the file is complete, and says so", results.end["interrupted"])
    expect(f"^C {i}: it counts right", results.end["cells"], len(results.cells))
    expect(f"^C {i}: cgroups", orphaned_cgroups(CGROUPS) - left, set())

for i in range(max(2, KILLS // 6)):
    run = start()
    wait_for_cells(dice.randrange(CELLS // 2))
    killed = [keeper for keeper in children(run.pid) if kill(keeper)]
    code = run.wait()
    nothing_left(f"keeper {i}", before)
    results = Results(FILE)
    expect(f"keeper {i}: the run goes on to its end", results.end["interrupted"], False)
    lost = [cell for cell in results.cells.values() if "keeper died" in cell["reason"]]
    expect(f"keeper {i}: its cell is not believed", {cell["verdict"] for cell in lost} <= {"broken"})
    told = code == 3 or any(not oracle["ok"] for oracle in results.oracles)
    expect(f"keeper {i}: it is told", told or not killed)

# What a dead keeper left, the next start removes; what is not ours or alive it leaves alone.
reap()
ordeal("run", "-a", "benign/hello-c", "-d", "none", "-o", SCRATCH / "janitor.jsonl")
expect("cgroups after the next start", orphaned_cgroups(CGROUPS) - others, set())
done()
