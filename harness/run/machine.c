// SPDX-License-Identifier: MIT
/*
 * machine.c - can arenas be made here? Asked once, before anything else, by making one.
 */
#include <errno.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/run/campaign.h"
#include "lib/fd.h"

/* In a child, since the builder must be single-threaded and leaves its traces in its own process.
 */
int campaign_try_machine(struct campaign *c, struct err *e)
{
	int ends[2], status = 0;
	pid_t pid;

	if (pipe(ends))
		return err_set(e, errno, "pipe");
	fflush(NULL);
	pid = fork();
	if (pid < 0) {
		int r = err_set(e, errno, "fork");

		close(ends[0]);
		close(ends[1]);
		return r;
	}
	if (pid == 0) {
		struct arena a;
		int r = arena_build(&c->arena, &a, e);

		if (r)
			fd_write_all(ends[1], e, sizeof(*e));
		else
			arena_destroy(&a);
		_exit(r != 0);
	}
	close(ends[1]);
	if (read(ends[0], e, sizeof(*e)) != sizeof(*e))
		e->code = 0;
	close(ends[0]);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status ? -(e->code ? e->code : EIO) : 0;
}

int campaign_check_machine(struct campaign *c)
{
	struct err e = { 0 };

	if (!campaign_try_machine(c, &e))
		return 0;
	fprintf(stderr,
		"ordeal: cannot build an arena here: %s\n"
		"Run as root, or as an ordinary user where user namespaces are allowed\n"
		"(sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone); inside a\n"
		"container, /proc must not be masked. Linux 5.12 or newer is needed.\n",
		e.text);
	return EXIT_CANNOT;
}
