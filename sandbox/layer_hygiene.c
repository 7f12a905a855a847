// SPDX-License-Identifier: MIT
/*
 * hygiene - what a worker hands to its child without thinking of it.
 *
 *	standard input   a worker that is asked over its own standard input would hand the stream of
 *	                 requests on: the next student's, with the answer in it. It becomes
 *	                 /dev/null, unless --stdin says that the input is the program's
 *	umask            077: what the program makes is its own
 *	signals          ignored ones stay ignored over exec(2); a program that was started with
 *	                 SIGXCPU or SIGPIPE ignored would behave as its worker likes it
 */
#include "sandbox/layer.h"

#include "sandbox/proc.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

enum { PRIVATE = 077, NULL_MAJOR = 1, NULL_MINOR = 3, SIGNALS = 64 };

/* By the kernel's own call: libc keeps a few signals to itself, which posix_spawn(3) ignores. */
static void stop_ignoring(int sig)
{
	struct {
		void (*handler)(int);
		unsigned long flags;
		void (*restorer)(void);
		uint64_t mask;
	} now;

	if (syscall(SYS_rt_sigaction, sig, NULL, &now, sizeof(now.mask)) == 0 &&
	    now.handler == SIG_IGN) {
		now.handler = SIG_DFL;
		syscall(SYS_rt_sigaction, sig, &now, NULL, sizeof(now.mask));
	}
}

/*
 * Through a descriptor of a folder a program may ask for what is in it, and --stdin is for
 * bytes.
 */
static int prepare(struct box *b, struct err *e)
{
	struct stat st;

	if (b->opt->keep_stdin && fstat(0, &st) == 0 && S_ISDIR(st.st_mode))
		return err_set(e, EISDIR, "standard input is a folder");
	return 0;
}

static int inside(struct box *b, struct err *e)
{
	int fd = b->opt->keep_stdin ? 0 : open("/dev/null", O_RDONLY | O_CLOEXEC);

	if (fd < 0 || (fd > 0 && dup2(fd, 0) < 0))
		return err_set(e, errno, "/dev/null");
	umask(PRIVATE);
	for (int sig = 1; sig <= SIGNALS; sig++)
		stop_ignoring(sig);
	return 0;
}

static int readback(const struct box *b, struct err *e)
{
	struct stat st;
	char name[32];

	if (status_field(b->status, "SigIgn", 16) > 0)
		return err_set(e, EPERM, "pid %d still ignores signals", b->pid);
	if (status_field(b->status, "Umask", 8) != PRIVATE)
		return err_set(e, EPERM, "the umask of pid %d is not 077", b->pid);
	if (b->opt->keep_stdin)
		return 0;
	proc_name(name, b->pid, "fd/0");
	if (stat(name, &st) < 0)
		return err_set(e, errno, "%s", name);
	if (!S_ISCHR(st.st_mode) || st.st_rdev != makedev(NULL_MAJOR, NULL_MINOR))
		return err_set(e, EPERM, "%s is not /dev/null", name);
	return 0;
}

const struct layer layer_hygiene = {
	.name = "hygiene",
	.blurb = "standard input closed, a private umask, no ignored signals",
	.prepare = prepare,
	.inside = inside,
	.readback = readback,
};
