#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Rules that sources keep: no address outside 127.0.0.0/8 in attacks, a licence line everywhere."""

import ipaddress
import json
import re
import subprocess

from lib import BUILD, ROOT, done, expect

ADDRESS = re.compile(r"(?<![\w.])(\d{1,3}(?:\.\d{1,3}){3})(?![\w.])")
SIX = re.compile(r"(?<![\w:])((?:[0-9a-f]{0,4}:){2,7}(?:\d+(?:\.\d+){3}|[0-9a-f]{0,4}))(?![\w:])", re.I)
HOST = re.compile(r"(?:https?|ftp|wss?)://([^/\s\"'>)]+)", re.I)
SIX_ALLOWED = {"::1", "::", "::ffff:127.0.0.1"}


def strangers(text):
    """Addresses and hosts in a program's text that are not this machine's own loopback."""
    for match in ADDRESS.finditer(text):
        try:
            address = ipaddress.ip_address(match[1])
        except ValueError:
            continue
        if not address.is_loopback and match[1] != "0.0.0.0":
            yield match[1]
    for match in SIX.finditer(text):
        word = match[1].lower()
        if word not in SIX_ALLOWED:
            try:
                ipaddress.IPv6Address(word)
            except ValueError:
                continue
            yield word
    for match in HOST.finditer(text):
        if match[1].split(":")[0] != "127.0.0.1":
            yield match[1]


def references(manifest):
    """What to read on, which no program connects to; by the manifest that the program printed."""
    manifest = manifest if manifest.exists() else BUILD / "box" / manifest.relative_to(BUILD)
    return json.loads(manifest.read_text())["refs"] if manifest.exists() else []


# The rule can fire.
for bad in ('dial("8.8.8.8")', "2001:db8::1", "http://example.org/x", "http://127.0.0.1.nip.io:80/", "connect to 192.168.0.1 now",
            "::ffff:10.0.0.1"):
    expect(f"{bad} is found", bool(list(strangers(bad))))
for good in ('"127.0.0.1"', "http://127.0.0.1:$port/", "127.9.9.9", "::1", "::ffff:127.0.0.1", "std::sort()", "12:30:45", "1.2.3"):
    expect(f"{good} is no stranger", list(strangers(good)), [])

files = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, text=True,
                       capture_output=True)
if files.returncode == 0:
    names = files.stdout.split("\n")[:-1]
else:  # an unpacked archive
    names = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file() and
             not {"build", "runs", ".git", "__pycache__"} & set(path.relative_to(ROOT).parts)]

attacks = [name for name in names if name.startswith(("attacks/", "tests/meta/")) and
           (ROOT / name).is_file()]
expect("attacks", len(attacks) > 100)
for name in attacks:
    text = (ROOT / name).read_text()
    for reference in references((BUILD / name).with_suffix(".json")):
        text = text.replace(reference, "")
    expect(f"{name}: strangers", list(strangers(text)), [])

LICENSED = re.compile(r"\.(c|h|py|sh|defence|claims|mk|gp)$|^(Makefile|new|deps|attacks/rows)$|^tests/[\w/-]+$")
for name in names:
    path = ROOT / name
    if LICENSED.search(name) and path.is_file() and not name.startswith(("tests/fixtures/", "tests/fuzz/corpus/")):
        head = path.read_text(errors="replace").split("\n")[:3]
        expect(f"{name}: SPDX line", any("SPDX-License-Identifier: MIT" in line for line in head))
done()
