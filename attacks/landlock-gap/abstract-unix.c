// SPDX-License-Identifier: MIT
/*
 * Goal:  bytes reach an accomplice outside the rules.
 * Means: a unix socket with an abstract name. It is no file, so no rule on folders applies, and no
 *        port, so no rule on ports does; the scope that forbids it came with Landlock's ABI 6.
 */
#include "attacks/attack.h"

#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	static const char name[] = "\0ordeal-sink"; /* the last NUL is none of it */
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	const size_t size = offsetof(struct sockaddr_un, sun_path) + sizeof(name) - 1;
	int fd;

	memcpy(to.sun_path, name, sizeof(name) - 1);
	attempting(b);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return denied("socket");
	if (connect(fd, (struct sockaddr *)&to, (socklen_t)size))
		return denied("connect");
	return write(fd, b->secret, strlen(b->secret)) < 0 ? denied("write") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "bytes reach the attacker's accomplice",
	.means = "an abstract unix socket, which has a scope of its own since ABI 6",
	.oracle = "sink",
	.id = "LLK-05",
	.attack_id = "T1559, CWE-668",
	.remedy = "LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET; seccomp without socket(2)",
	.refs = (const char *const[]){ "landlock(7)", "unix(7)", "Linux 6.12, Landlock ABI 6",
				       NULL },
	.run = run,
};
