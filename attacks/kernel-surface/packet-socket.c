// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: a network of one's own, made with a user namespace by clone(2), in which one may open a
 *        packet socket, and from there all that an administrator of networks may touch: queues,
 *        tunnels, netfilter. The flags are numbers in a register here, so that a mask can stop it.
 */
#include "attacks/attack.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static enum claim capture(void)
{
	int fd = socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL));

	return fd < 0 ? denied("socket(AF_PACKET)") : hold();
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
		_exit(capture());
	waitpid((pid_t)pid, &status, 0);
	return WIFEXITED(status) ? (enum claim)WEXITSTATUS(status) : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the student's process reads and writes raw packets of a network that it rules",
	.means = "socket(AF_PACKET) in the user and network namespace of a clone(2)",
	.oracle = "reach:packet",
	.needs = NEED_USERNS,
	.id = "KERN-07",
	.attack_id = "T1068, T1611, CWE-1125, CWE-250",
	.remedy = "sockets by an allow list of domains, no namespaces",
	.refs = (const char *const[]){ "packet(7)", "network_namespaces(7)", NULL },
	.run = run,
};
