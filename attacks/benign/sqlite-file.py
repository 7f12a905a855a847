# SPDX-License-Identifier: MIT
"""sqlite-file.py - a database in a file.

Transactions, a roll-back, a join; with the journal beside the file, then with a write-ahead log,
whose index is shared memory mapped from a third file. It lives on fcntl(2) locks, fdatasync(2),
pwrite(2) and unlink(2): filters that deny locks break it, as does a small RLIMIT_FSIZE.
"""

import os
import sqlite3
import tempfile

from attack import DONE


def fill(path, mode):
    db = sqlite3.connect(path)
    print(db.execute(f"PRAGMA journal_mode={mode}").fetchone()[0])
    with db:
        db.execute("CREATE TABLE student (id INTEGER PRIMARY KEY, name TEXT)")
        db.execute("CREATE TABLE mark (student REFERENCES student, mark INTEGER)")
        db.executemany("INSERT INTO student(name) VALUES (?)", [("ada",), ("alan",)])
        db.executemany("INSERT INTO mark VALUES (?, ?)", [(n % 2 + 1, n) for n in range(2000)])
    try:
        with db:
            db.execute("DELETE FROM mark")
            raise RuntimeError("no, wait")
    except RuntimeError:
        pass
    db.close()
    again = sqlite3.connect(path)
    for row in again.execute("SELECT name, count(*), sum(mark) FROM student JOIN mark"
                             " ON student.id = mark.student GROUP BY name ORDER BY name"):
        print(*row)
    again.close()


def run(brief):
    with tempfile.TemporaryDirectory() as folder:
        for mode in "delete", "wal":
            fill(os.path.join(folder, mode + ".db"), mode)
    return DONE


ATTACK = {
    "effect": "a database keeps its promises",
    "means": "sqlite3 on a file, with a journal and with a write-ahead log",
    "oracle": "done",
    "quick": True,
    "id": "B15",
    "expect": "delete\nada 1000 999000\nalan 1000 1000000\nwal\nada 1000 999000\nalan 1000 1000000\n",
    "run": run,
}
