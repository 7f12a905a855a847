// SPDX-License-Identifier: MIT
/*
 * env - the environment is built, not filtered: a fixed list, and what --env names. A list of what
 * to remove would always miss the next credential. The shim's own protocol (EVAL_*) is between shim
 * and worker: it names the files with the request, the answer in it, and with the mark. Who runs that
 * worker in here says --shim.
 *
 * exec(2) with this list is all it takes for the program's own /proc/self/environ. The supervisor
 * is the program's parent and of the same user, though: its own environment would be one open(2)
 * away. So a supervisor that is only a launcher overwrites the strings it was given, in place,
 * which works even where prctl(2) is refused. (The worker's environment is the worker's to hide.)
 */
#include "sandbox/layer_env.h"

#include "lib/fd.h"
#include "sandbox/brought.h"
#include "sandbox/proc.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>

extern char **environ;

static char *const fixed[] = {
	"PATH=/usr/local/bin:/usr/bin:/bin",
	"LANG=C.UTF-8",
	"HOME=/", /* tmp has a better one */
	"USER=box",
	"LOGNAME=box",
	"OPENBLAS_NUM_THREADS=1", /* one more thread is 130 MiB of RLIMIT_DATA, and where that
				     is refused OpenBLAS spins for ever instead of failing */
};

enum { FIXED = sizeof(fixed) / sizeof(fixed[0]), ADDED = 10 };

static size_t count(char *const *list)
{
	size_t n = 0;

	while (list && list[n])
		n++;
	return n;
}

size_t env_room(void)
{
	return count(environ) + FIXED + BOX_LIST + ADDED;
}

void env_inherit(struct box *b, char **var)
{
	b->env.room = env_room() - 1;
	b->env.n = count(environ);
	b->env.var = b->envp = var;
	if (environ)
		memcpy(var, environ, b->env.n * sizeof(*var));
	var[b->env.n] = NULL;
}

int env_set(struct box *b, char *var)
{
	size_t name = strcspn(var, "=") + 1;
	size_t i = 0;

	while (i < b->env.n && strncmp(b->env.var[i], var, name) != 0)
		i++;
	if (i == b->env.room)
		return -E2BIG;
	b->env.var[i] = var;
	b->env.n += i == b->env.n;
	b->env.var[b->env.n] = NULL; /* nothing of an older, longer list comes after */
	return 0;
}

/* Is `var`, "NAME=VALUE", to be kept because of its name? */
static bool kept(const struct box_options *o, const char *var)
{
	size_t n = strcspn(var, "=");

	if (o->shim && !strncmp(var, "EVAL_", 5))
		return true;
	for (size_t i = 0; i < BOX_LIST && o->env[i]; i++)
		if (strlen(o->env[i]) == n && !memcmp(o->env[i], var, n))
			return true;
	return false;
}

/* Copy the caller's strings that are kept; where there are none, nothing is allocated. */
static int keep(struct box *b, struct err *e)
{
	size_t bytes = 0;
	char *at;

	for (char **v = environ; v && *v; v++)
		bytes += kept(b->opt, *v) ? strlen(*v) + 1 : 0;
	if (!bytes)
		return 0;
	at = b->env.copies = malloc(bytes);
	for (char **v = environ; at && *v; v++) {
		if (!kept(b->opt, *v))
			continue;
		strcpy(at, *v);
		if (env_set(b, at))
			return err_set(e, E2BIG, "environment");
		at += strlen(at) + 1;
	}
	return at ? 0 : err_set(e, ENOMEM, "environment");
}

/* Build the list, then leave nothing of the old strings in this process. */
static int know(struct box *b, struct err *e)
{
	int r;

	b->env.n = 0;
	for (size_t i = 0; i < FIXED; i++)
		env_set(b, fixed[i]);
	if ((r = keep(b, e)))
		return r;
	for (size_t i = 0; i < BOX_LIST && b->opt->env[i]; i++)
		if (strchr(b->opt->env[i], '=') && env_set(b, (char *)b->opt->env[i]) < 0)
			return err_set(e, E2BIG, "environment");
	if (b->opt->request && brought_variables(b, e) < 0)
		return -e->code;
	for (char **v = environ; b->opt->launcher && v && *v; v++)
		memset(*v, 0, strlen(*v));
	return 0;
}

/* Nothing of the old strings is in the child, and what it will hand to exec is what we built. */
static int readback(const struct box *b, struct err *e)
{
	char *seen[b->env.n + 1];
	struct iovec mine = { .iov_base = seen, .iov_len = sizeof(seen) };
	struct iovec its = { .iov_base = b->env.var, .iov_len = sizeof(seen) };
	char name[32], block[4096];
	int fd _cleanup_fd_ = -1;
	ssize_t k;

	if (process_vm_readv(b->pid, &mine, 1, &its, 1, 0) != (ssize_t)sizeof(seen))
		return err_set(e, errno, "process_vm_readv(%d)", b->pid);
	if (memcmp(seen, b->env.var, sizeof(seen)) != 0)
		return err_set(e, EPERM, "pid %d has another environment", b->pid);
	if (!b->opt->launcher || b->opt->parked) /* a zygote was given the programs' own */
		return 0;
	proc_name(name, b->pid, "environ");
	fd = open(name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_set(e, errno, "%s", name);
	while ((k = read(fd, block, sizeof(block))) > 0)
		for (ssize_t i = 0; i < k; i++)
			if (block[i])
				return err_set(e, EPERM, "%s still has a string", name);
	return k < 0 ? err_set(e, errno, "%s", name) : 0;
}

const struct layer layer_env = {
	.name = "env",
	.blurb = "an environment built from a fixed list",
	.know = know,
	.readback = readback,
};
