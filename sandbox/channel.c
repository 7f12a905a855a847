// SPDX-License-Identifier: MIT
/*
 * channel.c - the program's result, apart from what it prints.
 *
 *	program, descriptor 3 ----> supervisor: counts, caps ----> the operator's file or descriptor
 *
 * The supervisor alone reads, so nothing that is printed is taken for a result. It is a socket,
 * since a pipe of another process can be opened in /proc, under Landlock too. It counts up to the
 * program's death: who is left then finds it closed, and is not waited for. Whoever has the
 * descriptor may write; the channel says what, not who.
 */
#include "sandbox/channel.h"

#include "lib/fd.h"
#include "sandbox/layer_env.h"
#include "sandbox/output.h"
#include "sandbox/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>

int channel_open(struct box *b, struct err *e)
{
	static char variable[] = BOX_RESULT_VARIABLE;
	int end[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, end) < 0)
		return err_set(e, errno, "socketpair");
	b->session.result = (struct relay){ .from = end[0], .to = b->opt->result_fd };
	b->session.result_child = end[1];
	b->res->has_result = true;
	if (shutdown(end[0], SHUT_WR) < 0 || relay_by_copy(&b->session.result) < 0)
		return err_set(e, errno, "shutdown");
	return env_set(b, variable) < 0 ? err_set(e, E2BIG, "environment") : 0;
}

/* What of ours happens to be descriptor 3 makes room. */
static int move_up(int *fd)
{
	if (*fd != BOX_RESULT_FD)
		return 0;
	*fd = fcntl(*fd, F_DUPFD_CLOEXEC, BOX_RESULT_FD + 1);
	return *fd < 0 ? -errno : 0;
}

/* The child's box is a copy: the supervisor's descriptors stay where they are. */
int channel_place(struct box *b, struct err *e)
{
	if (move_up(&b->ctl) < 0 || move_up(&b->landlock.ruleset) < 0 || move_up(&b->tmp.dir) < 0 ||
	    move_up(&b->session.result_child) < 0 ||
	    dup2(b->session.result_child, BOX_RESULT_FD) < 0)
		return err_set(e, errno, "descriptor %d", BOX_RESULT_FD);
	return 0;
}

int channel_readback(const struct box *b, struct err *e)
{
	struct stat ours, its;
	char name[32], text[256];
	long long flags;
	int r;

	proc_name(name, b->pid, "fd/3");
	if (fstat(b->session.result_child, &ours) < 0 || stat(name, &its) < 0)
		return err_set(e, errno, "%s", name);
	if (!stat_same(&ours, &its))
		return err_set(e, EPERM, "%s is not the result", name);
	proc_name(name, b->pid, "fdinfo/3");
	r = (int)fd_slurp(AT_FDCWD, name, text, sizeof(text));
	if (r < 0)
		return err_set(e, -r, "%s", name);
	flags = status_field(text, "flags", 8);
	if (flags < 0 || flags & O_CLOEXEC)
		return err_set(e, EPERM, "%s: flags 0%llo", name, flags);
	return 0;
}

void channel_close(struct box *b)
{
	struct relay *r = &b->session.result;
	uint64_t room = result_left(b), waiting = relay_waiting(r), before = r->bytes;

	relay_drain(r, waiting < room ? waiting : room, output_patience(b));
	b->res->result_bytes = r->bytes;
	b->res->result_error = r->error;
	b->res->result_cut = r->error || waiting > r->bytes - before;
	if (waiting > room && b->res->end == BOX_EXITED)
		b->res->end = BOX_HIT_RESULT;
	fd_close(&r->from);
}
