// SPDX-License-Identifier: MIT
/*
 * undumpable - this process's memory, environment and descriptors are out of reach of others of the
 * same user: no /proc/PID/{mem,environ,fd,maps}, no ptrace(2), no process_vm_readv(2), no
 * pidfd_getfd(2) (ptrace(2), "Ptrace access mode checking").
 *
 * It is for those who hold something: the supervisor, and a worker that calls box_hide() once at
 * its start. In the program it would be useless: exec(2) makes it dumpable again. It does not stop
 * signals, prlimit(2), priorities or affinity; those are for seccomp and Landlock.
 *
 * Where prctl(2) is refused, a launcher that is installed with mode 0111 is not dumpable either.
 */
#include "sandbox/layer_undumpable.h"

#include "sandbox/deed.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <sys/prctl.h>

static int probe(struct err *e)
{
	return deed_try(box_hide, e);
}

int box_hide(struct err *e)
{
	int now = prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);

	if (now == 0)
		return 0;
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
		return err_set(e, errno, "prctl(PR_SET_DUMPABLE)");
	now = prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
	return now ? err_set(e, EPERM, "dumpable is %d", now) : 0;
}

/*
 * Not before: until exec the child shares this memory, and what is read back of it lies in /proc.
 * No code of the program's has run yet.
 */
static int seal(struct box *b, struct err *e)
{
	(void)b;
	return box_hide(e);
}

/* No ptrace, no /proc/PID/{environ,fd,mem}. Without prctl the layers did what they can. */
void undumpable_self(const struct box *b)
{
	if (b->opt->launcher && b->res->layers & ~1u)
		prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

const struct layer layer_undumpable = {
	.name = "undumpable",
	.blurb = "the supervisor's memory and descriptors cannot be read by the same user",
	.probe = probe,
	.seal = seal,
};
