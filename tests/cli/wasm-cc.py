#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""ordeal-wasm-cc: a program in C as a guest; what would be undefined natively ends as a trap with a
name; and a compiler that reads what it should not does so in a box."""

import signal
import shutil
import subprocess

from lib import BUILD, SCRATCH, done, expect, skip

CC = BUILD / "box/bin/ordeal-wasm-cc"
if not CC.exists() or not shutil.which("clang-14"):
    skip("ordeal-wasm-cc is not built: make wasm")

SOURCE = r"""
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int (*function)(int);

static int deep(volatile int n)
{
	volatile char room[256];

	room[0] = (char)n;
	return n ? deep(n - 1) + room[0] : 0;
}

static int opaque(int argc)
{
	return argc > 100 ? 1 : 0;
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	if (!strcmp(what, "beyond"))
		*(volatile char *)0xfffffff0u = 1;
	if (!strcmp(what, "deep"))
		return deep(1 << 24);
	if (!strcmp(what, "call")) {
		volatile function f = (function)99999;
		return f(1);
	}
	if (!strcmp(what, "divide")) {
		volatile int zero = opaque(argc);
		volatile int one = 1;
		return one % zero + one / zero;
	}
	if (!strcmp(what, "loop"))
		for (;;)
			__asm__ volatile("");
	if (!strcmp(what, "abort"))
		abort();
	if (!strcmp(what, "heap")) {
		size_t n = 0;
		char *p;

		while ((p = malloc(1 << 20))) {
			*(volatile char *)p = 1;
			n++;
		}
		printf("%d\n", n < 64);
		return 0;
	}
	if (!strcmp(what, "file")) {
		FILE *f = fopen("/tmp/x", "w+");
		char text[8] = "";

		fputs("kept", f);
		rewind(f);
		printf("%s %s\n", fgets(text, 8, f), fopen("/etc/passwd", "r") ? "host" : "alone");
		return 0;
	}
	printf("hello %s\n", getenv("HOME") ? "env" : "none");
	return 7;
}
"""


def build(name, source):
    (SCRATCH / f"{name}.c").write_text(source)
    return subprocess.run([CC, "-o", SCRATCH / name, SCRATCH / f"{name}.c"], capture_output=True, text=True,
                          timeout=240)


said = build("program", SOURCE)
expect("it compiles", (said.returncode, said.stderr), (0, ""))
for what, code, out, word in (
        ("", 7, "hello none\n", ""),
        ("beyond", 128 + signal.SIGSEGV, "", "out-of-bounds"),
        ("deep", 128 + signal.SIGSEGV, "", ""),
        ("call", 128 + signal.SIGSEGV, "", "bad indirect call"),
        ("divide", 128 + signal.SIGFPE, "", "division by zero"),
        ("abort", 128 + signal.SIGABRT, "", "abort"),
        ("loop", 124, "", "wall clock"),
        ("heap", 0, "1\n", ""),
        ("file", 0, "kept alone\n", "")):
    said = subprocess.run([SCRATCH / "program", "--wall", "1", "--memory", "64M", "--", "program", what],
                          capture_output=True, text=True, timeout=60)
    expect(f"{what}: exit status and output", (said.returncode, said.stdout), (code, out))
    expect(f"{what}: {word}", word in said.stderr)

secret = SCRATCH / "secret.h"
secret.write_text("top secret words\n")
said = build("include", f'#include "{secret}"\nint main(void) {{ return 0; }}\n')
expect("an include of somebody else's file", (said.returncode != 0, "top secret" in said.stderr), (True, False))
said = build("incbin", f'__asm__(".incbin \\"{secret}\\"");\nint main(void) {{ return 0; }}\n')
expect("an .incbin", said.returncode != 0 and "top secret" not in said.stderr)
said = build("wrong", "int main(void) { return x; }\n")
expect("an error is the student's to read", (said.returncode, "undeclared" in said.stderr), (1, True))
expect("called wrongly", subprocess.run([CC], capture_output=True).returncode, 125)
done()
