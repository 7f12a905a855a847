// SPDX-License-Identifier: MIT
/*
 * rulecost.c SHAPE RULES - what a filter of so many rules costs, in the shape `linear` or `tree`.
 *
 * Prints "load NS", "getppid NS" and "argument NS": loading it, a call whose verdict reads no
 * argument, and one whose verdict reads one. The kernel simulates a filter once for every call when
 * it is loaded, and remembers which are always allowed: so the number of rules is paid at load, and
 * at each call only where an argument is read. RULES 0 loads none: the call alone.
 *
 * A rule is "this number: allow". The numbers that are asked about lie last, where a list is the
 * slowest; what no rule has is allowed, too.
 */
#include "lib/clock.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST = 1000, ROOM = 4 * MOST, BATCHES = 12, CALLS = 2500, FIRST = 5000 };

static struct sock_filter code[ROOM];
static unsigned short used;

static void put(struct sock_filter one)
{
	code[used++] = one;
}

static void load_word(size_t at)
{
	put((struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)at));
}

static void allow(void)
{
	put((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
}

/* Allowed if its third argument is not 12345: so it must be read at each call. */
static void argument_rule(void)
{
	load_word(offsetof(struct seccomp_data, args[2]));
	put((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 12345, 0, 1));
	put((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 1));
	allow();
}

/* Numbers FIRST.. that no call has, one after the other. */
static void linear(unsigned rules)
{
	for (unsigned i = 0; i < rules; i++) {
		put((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, FIRST + i, 0, 1));
		allow();
	}
}

/* The same numbers, halved until one is left. Jumps reach 255, so the far half is reached by a JA.
 */
static void tree(unsigned low, unsigned high)
{
	unsigned middle = (low + high) / 2;
	unsigned short jump;

	if (high - low == 1) {
		put((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, FIRST + low, 0, 1));
		allow();
		put((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JA, 0, 0, 0)); /* on: see seal() */
		return;
	}
	put((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, FIRST + middle, 0, 1));
	jump = used;
	put((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0));
	tree(low, middle);
	code[jump].k = used - jump - 1U;
	tree(middle, high);
}

/* What no leaf had goes on behind the tree. */
static void seal(unsigned short from)
{
	for (unsigned short i = from; i < used; i++)
		if (code[i].code == (BPF_JMP | BPF_JA) && !code[i].k)
			code[i].k = used - i - 1U;
}

static double now_ns(void)
{
	return (double)clock_ns(CLOCK_MONOTONIC);
}

static void build(const char *shape, unsigned rules)
{
	load_word(offsetof(struct seccomp_data, nr));
	if (!strcmp(shape, "tree")) {
		unsigned short from = used;

		tree(0, rules);
		seal(from);
	} else {
		linear(rules);
	}
	put((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_lseek, 0, 4));
	argument_rule();
	allow();
}

static double call_ns(long nr)
{
	double best = 0;

	for (int batch = 0; batch < BATCHES; batch++) {
		double start = now_ns(), ns;

		for (int i = 0; i < CALLS; i++)
			syscall(nr, -1, 0, 0);
		ns = (now_ns() - start) / CALLS;
		best = !batch || ns < best ? ns : best;
	}
	return best;
}

int main(int argc, char **argv)
{
	unsigned rules = argc == 3 ? (unsigned)atoi(argv[2]) : MOST + 1;
	struct sock_fprog program;
	double start, load = 0;

	if (rules > MOST)
		return fputs("usage: rulecost linear|tree RULES (up to 1000)\n", stderr), 2;
	if (rules) {
		build(argv[1], rules);
		program = (struct sock_fprog){ used, code };
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
		start = now_ns();
		if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program))
			return perror("rulecost: seccomp"), 1;
		load = now_ns() - start;
	}
	if (rules)
		printf("load %.0f\n", load);
	printf("getppid %.2f\nargument %.2f\n", call_ns(SYS_getppid), call_ns(SYS_lseek));
	return fflush(stdout) != 0;
}
