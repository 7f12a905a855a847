// SPDX-License-Identifier: MIT
/*
 * fork - a process of its own. The null layer of the stack: whatever it holds, it holds because
 * the program no longer runs inside the worker.
 */
#include "sandbox/layer.h"

#include "sandbox/proc.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <unistd.h>

static int readback(const struct box *b, struct err *e)
{
	if (status_field(b->status, "PPid", 10) != getpid() || b->pid == getpid())
		return err_set(e, ESRCH, "pid %d is not our child", b->pid);
	return 0;
}

const struct layer layer_fork = {
	.name = "fork",
	.blurb = "a process of its own, waited for",
	.readback = readback,
};
