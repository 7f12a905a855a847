// SPDX-License-Identifier: MIT
/*
 * scan.c - find the processes of the box where prctl(2) is refused and nobody is a subreaper.
 *
 * Best effort: an orphan of somebody else's box that was born after ours looks like ours, and a
 * process that is born and dies between two passes is not seen. The report says so.
 */
#include "sandbox/scan.h"

#include "lib/dirents.h"
#include "lib/fd.h"
#include "sandbox/proc.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

unsigned long long scan_birth(pid_t pid)
{
	struct proc_stat s;

	return proc_stat(pid, &s) ? s.start : 0;
}

/*
 * Is this living process of the box? Of its session, or an orphan (whose parent is pid 1). The
 * state is the first thread's: a zombie is alive while others of its threads are.
 */
static bool of_the_box(const struct box *b, pid_t pid)
{
	struct proc_stat s;

	if (pid == getpid() || pid == b->front || !proc_stat(pid, &s) || s.start < b->session.born)
		return false;
	/* In one tick many are born; then the lower number came first. */
	if (s.start == b->session.born && pid < b->front)
		return false;
	if (s.state == 'Z' && s.threads < 2)
		return false;
	/* The caller's session is the guard's; the reaper has one of its own. */
	return s.session == b->pid ||
	       (s.ppid == 1 && s.session != getsid(0) && s.session != getsid(b->front));
}

unsigned scan_and_kill(const struct box *b)
{
	int fd _cleanup_fd_ = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct dirents d = { .fd = fd };
	unsigned n = 0;
	pid_t pid;

	while (fd >= 0 && (pid = dirents_next_pid(&d)) > 0) {
		struct stat st;
		char name[32];

		proc_name(name, pid, "stat");
		if (stat(name, &st) == 0 && st.st_uid == geteuid() && of_the_box(b, pid) &&
		    kill(pid, SIGKILL) == 0)
			n++;
	}
	return n;
}
