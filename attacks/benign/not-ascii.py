# SPDX-License-Identifier: MIT
"""not-ascii.py - text that is not ASCII, printed, sorted and stored.

The names of files too. An empty environment is fine, Python then takes UTF-8 of its own accord; a
clean-up that sets LC_ALL=POSIX is not.
"""

import locale
import os
import tempfile
import unicodedata

from attack import DONE


def run(brief):
    print("Grüße, мир, 世界, 🙂")
    names = ["Øre", "Apfel", "äpfel", "Zoë"]
    print(sorted(names), sorted(names, key=lambda name: unicodedata.normalize("NFD", name).lower()))
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "día.txt"), "w", encoding="utf-8") as file:
            file.write("mañana")
        print(os.listdir(folder), os.path.getsize(os.path.join(folder, "día.txt")))
    locale.setlocale(locale.LC_ALL, "C.UTF-8")
    print("straße".upper(), len("e\u0301"), len(unicodedata.normalize("NFC", "e\u0301")))
    return DONE


ATTACK = {
    "effect": "text of all languages is printed and stored",
    "means": "print, sorted, a file's name, locale, unicodedata",
    "oracle": "done",
    "id": "B19",
    "expect": "Grüße, мир, 世界, 🙂\n"
              "['Apfel', 'Zoë', 'Øre', 'äpfel'] ['Apfel', 'äpfel', 'Zoë', 'Øre']\n"
              "['día.txt'] 7\n"
              "STRASSE 2 1\n",
    "run": run,
}
