// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: socket(AF_XDP), in a network of one's own, made with a user namespace by clone(2). Such a
 *        socket shares rings of packets with drivers; it came with Linux 4.18, and who forbids
 *        AF_PACKET by name has not forbidden this. The socket is made, no ring is.
 */
#include "attacks/attack.h"

#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static enum claim open_rings(void)
{
	return socket(AF_XDP, SOCK_RAW, 0) < 0 ? denied("socket(AF_XDP)") : hold();
}

static enum claim run(const struct brief *b)
{
	long pid;
	int status;

	attempting(b);
	pid = syscall(SYS_clone, CLONE_NEWUSER | CLONE_NEWNET | SIGCHLD, 0, 0, 0, 0);
	if (pid < 0)
		return denied("clone");
	if (!pid)
		_exit(open_rings());
	waitpid((pid_t)pid, &status, 0);
	return WIFEXITED(status) ? (enum claim)WEXITSTATUS(status) : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the student's process has the drivers' short cut to its memory",
	.means = "socket(AF_XDP) in the user and network namespace of a clone(2)",
	.oracle = "reach:xdp",
	.needs = NEED_USERNS | NEED_XDP,
	.id = "KERN-07",
	.attack_id = "T1068, T1611, CWE-1125, CWE-184",
	.remedy = "sockets by an allow list of domains, no namespaces",
	.refs = (const char *const[]){ "AF_XDP, Documentation/networking/af_xdp.rst", NULL },
	.run = run,
};
