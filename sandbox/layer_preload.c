// SPDX-License-Identifier: MIT
/*
 * preload - LD_PRELOAD of ordeal-preload.so, which lies beside the launcher: sentences instead of
 * bare errnos, and a second look at what was opened (preload/shim.c). Defence in depth, and little
 * of that: the program can do without it whenever it likes. A layer like the others, so that the
 * matrix shows how little.
 */
#include "sandbox/layer.h"

#include "lib/fd.h"
#include "sandbox/layer_env.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define VARIABLE "LD_PRELOAD="
#define SHIM     "/ordeal-preload.so"

/* "LD_PRELOAD=<the launcher's folder>/ordeal-preload.so" */
static int locate(char variable[PRELOAD_VARIABLE], struct err *e)
{
	char *path = stpcpy(variable, VARIABLE), *slash;
	ssize_t n = readlink("/proc/self/exe", path,
			     PRELOAD_VARIABLE - sizeof(VARIABLE) - sizeof(SHIM));

	if (n < 0)
		return err_set(e, errno, "/proc/self/exe");
	path[n] = '\0';
	slash = strrchr(path, '/');
	strcpy(slash ? slash : path + n, SHIM);
	return access(path, R_OK) < 0 ? err_set(e, errno, "%s", path) : 0;
}

static int probe(struct err *e)
{
	char variable[PRELOAD_VARIABLE];

	return locate(variable, e);
}

static int prepare(struct box *b, struct err *e)
{
	if (b->opt->preload)
		snprintf(b->preload.variable, sizeof(b->preload.variable), VARIABLE "%s",
			 b->opt->preload);
	else if (locate(b->preload.variable, e) < 0)
		return -e->code;
	return env_set(b, b->preload.variable) < 0 ? err_set(e, E2BIG, "environment") : 0;
}

/* Is the variable in what exec will be given? The loader has nothing else to go by. */
static int readback(const struct box *b, struct err *e)
{
	for (char **v = b->envp; *v; v++)
		if (!strcmp(*v, b->preload.variable))
			return 0;
	return err_set(e, EPERM, "the environment has no " VARIABLE);
}

const struct layer layer_preload = {
	.name = "preload",
	.blurb = "a preloaded library with a sentence for what is refused; no wall",
	.probe = probe,
	.prepare = prepare,
	.readback = readback,
};
