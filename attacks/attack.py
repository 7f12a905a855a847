# SPDX-License-Identifier: MIT
"""attack.py - all that the author of an attack in Python needs.

An attack is one file with a function run(brief) and one dict ATTACK at its end, with the keys of
attack.h's struct attack. It is run through this file, which gives it the same two verbs:

    python3 attack.py fork-bomb/os-fork.py --describe
    python3 attack.py fork-bomb/os-fork.py --armed KEY=VALUE...

Anything else prints nothing and does nothing. The rules of attack.h hold here too: call
attempting() just before the primitive, keep every bound in the file, speak to 127.0.0.0/8 only.
"""

import os
import sys

DONE, DENIED, FAILED = 0, 1, 2  # the program's own opinion; it decides nothing

dry = False
files = True  # a prelude says False where the exercise has no files
kept = {}  # path: text


class Brief:
    """What the harness says on the command line; see struct brief in attack.h."""

    role, secret, answer, name, helpers = "attacker", "", "", "ordeal", "/opt/helpers"
    sink = dns = shell = bind = api = worker = decoy = 0
    again = False
    hides = True  # the honest student's secret is what the scene is about


def say(text):
    """Write straight to the descriptor: no buffer, which a killed process would take along."""
    try:
        os.write(1, text.encode() if isinstance(text, str) else text)
    except OSError:
        pass


def attempting():
    """Say that the primitive comes next. A dry run ends here."""
    say("attempting\n")
    if dry:
        sys.exit(0)


def lacking(error):
    """What this Python has not, if that is why a program failed: "os.fork", "_ctypes"; or None."""
    if isinstance(error, ImportError) and error.name:
        return error.name
    if isinstance(error, AttributeError) and isinstance(error.obj, type(sys)):
        return f"{error.obj.__name__}.{error.name}"
    return None


def telling(before, error):
    """Of two refusals the one that tells more: that one way does not exist is not all that was tried."""
    return before if before and (lacking(error) or not lacking(before)) else error


def denied(what, why):
    if lacking(why):
        say(f"absent: {lacking(why)}\n")
    say(f"denied: {what}: {why}\n")
    return DENIED


def failed(what, why):
    say(f"failed: {what}: {why}\n")
    return FAILED


def loot(data):
    """Write loot to standard output: the attacker reads the student's feedback."""
    say(data)
    say("\n")


def submit(answer):
    """To the grader: this program's answer. Inside the grader itself the object goes as it is."""
    grader = sys.modules.get("grader")
    if grader:
        grader.submitted.append(answer)
    else:
        say(f"answer: {answer}\n")


def deadline(seconds):
    """End this program then, and what it turns into by execve; where there are no signals, no more."""
    import signal

    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def hold():
    """Keep the peak until the harness has seen enough; give up after a second."""
    import time

    time.sleep(1)
    return DONE


def neighbours(brief):
    """Pids: the worker, then every other process in /proc. Inside the worker, that is ourselves."""
    try:
        seen = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        seen = []
    others = [pid for pid in seen if pid not in (brief.worker, os.getpid())]
    return ([brief.worker] if brief.worker else []) + others


def credential(block):
    """The credential in a block of NUL-separated NAME=VALUE strings, or None."""
    for entry in block.split(b"\0"):
        if entry.startswith(b"AWS_SECRET_ACCESS_KEY="):
            return entry
    return None


def honest(brief):
    """
    The honest student of a scene: keeps its work in /tmp, or where it is, and says so. Where there
    are no files it does without, but then a scene about what it hides has nothing to show.
    """
    if not files and (brief.answer or not brief.hides):
        if brief.answer:
            submit(brief.answer)
        return DONE
    for folder in ("/tmp", "."):
        try:
            with open(f"{folder}/{brief.name}.txt", "w") as file:
                file.write(brief.secret)
            if brief.answer:
                submit(brief.answer)
            return DONE
        except OSError as why:
            refusal = why
    return failed("keep the work", refusal)


def keep(path):
    """Read the attack's file now: for a defence under which nothing can be opened any more."""
    with open(path, encoding="utf-8") as file:
        kept[path] = file.read()


def load(path):
    """Run the attack's file and return its namespace."""
    if path not in kept:
        keep(path)
    space = {"__name__": "attack_file", "__file__": path}
    exec(compile(kept.pop(path), path, "exec"), space)
    return space


def describe(attack):
    import json

    manifest = {
        "language": "python", "effect": None, "means": None, "oracle": None, "scene": "solo",
        "grader": "none", "victim": None, "control": "none", "expect": None, "id": None, "attack_id": None,
        "remedy": None, "threshold": 0, "seconds": 10, "quick": False, "needs": [], "refs": [],
    }
    unknown = set(attack) - set(manifest) - {"run", "victim", "hurts"}
    if unknown:
        sys.exit(f"attack.py: unknown key in ATTACK: {', '.join(sorted(unknown))}")
    # ATTACK["victim"] is the honest student's function; whom the attack hurts is ATTACK["hurts"].
    manifest.update({k: v for k, v in attack.items() if k in manifest and k != "victim"})
    manifest["victim"] = attack.get("hurts")
    print(json.dumps(manifest, indent=2))


def main(argv):
    """As below; and where the program needs what is not there at all, that is said."""
    try:
        return perform(argv)
    except (ImportError, AttributeError) as error:
        if lacking(error):
            say(f"absent: {lacking(error)}\n")
        raise


def perform(argv):
    global dry
    if len(argv) < 3:
        return 0
    attack = load(argv[1])["ATTACK"]
    if argv[2] == "--describe":
        return describe(attack)
    if argv[2] != "--armed":
        return 0
    brief, dry = Brief(), "dry" in argv[3:]
    brief.again = "again" in argv[3:]
    brief.hides = attack.get("oracle", "").startswith("secret")
    for word in argv[3:]:
        key, equals, value = word.partition("=")
        if equals and hasattr(Brief, key):
            setattr(brief, key, int(value) if isinstance(getattr(Brief, key), int) else value)
    if brief.role == "victim":
        claim = attack.get("victim", honest)(brief)
        if claim == DONE:
            say("honest work done\n")
    else:
        claim = attack["run"](brief)
    sys.stdout.flush()
    return claim


if __name__ == "__main__":
    import attack as myself  # one copy of `dry`, whoever imports it

    sys.exit(myself.main(sys.argv))
