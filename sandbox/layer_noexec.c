// SPDX-License-Identifier: MIT
/*
 * noexec - for programs in an interpreter's language: nothing becomes code but what is code of the
 * system's. Under the other layers a program may compile and run what it likes, by the same filter; an
 * exercise in Python needs none of that.
 *
 *	files       in the program's own folder, and in those of --ro and --rw, may not be executed
 *	            (Landlock); --rx names what may
 *	memory      mmap(2) and mprotect(2) give no pages to execute but those of a file that may be
 *	            executed and not be written: what the loader maps
 *
 * Which file a descriptor is, the supervisor looks up; that nobody changes it before the call goes on is
 * sure where the caller has no second thread, and no process shares its table of descriptors. So a
 * program with threads loads no more libraries: import what is needed before.
 *
 * Not held: an interpreter is told what to do by its script, and may have a means of its own to
 * call what it likes (ctypes). What it lacks is new machine code. Runtimes that make some do not run: node,
 * Java, C#, sbcl, LuaJIT; regular expressions of pcre fall back.
 */
#include "sandbox/layer_noexec.h"

#include "lib/fd.h"
#include "sandbox/grants.h"
#include "sandbox/notify_args.h"
#include "sandbox/proc.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>

static int prepare(struct box *b, struct err *e)
{
	return grants_keep(b, e);
}

/* The child itself asks: the filter is on by now. Its answer can be believed, no code of the program's ran. */
static int inside(struct box *b, struct err *e)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)b;
	if (page == MAP_FAILED && errno == EACCES)
		return 0;
	return err_set(e, EPERM, "new pages can be executed");
}

static bool is_alone(pid_t tid)
{
	char name[32], status[4096];

	proc_name(name, tid, "status");
	return fd_slurp(AT_FDCWD, name, status, sizeof(status)) > 0 && status_field(status, "Threads", 10) == 1;
}

bool noexec_is_asked(const struct box *b, const struct seccomp_notif *ask)
{
	return stack_has(b->res->layers, &layer_noexec) && ask->data.nr == SYS_mmap &&
	       ask->data.args[2] & PROT_EXEC;
}

bool noexec_may(const struct box *b, const struct seccomp_notif *ask)
{
	int fd _cleanup_fd_ = args_behind((pid_t)ask->pid, (int)ask->data.args[4]);
	uint64_t rights = fd < 0 ? 0 : grants_of(b, fd);

	return rights & LL_EXECUTE && !(rights & LL_WRITE_FILE) && is_alone((pid_t)ask->pid) &&
	       args_waits(b->supervise.listener, ask->id);
}

const struct layer layer_noexec = {
	.name = "noexec",
	.blurb = "no code but the system's: for interpreters",
	.requires = (const char *const[]){ "landlock", "supervise", "seccomp", "nnp", "tmp", NULL },
	.prepare = prepare,
	.inside = inside,
};
