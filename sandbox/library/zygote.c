// SPDX-License-Identifier: MIT
/*
 * zygote.c - a program that has loaded what others will need, and is forked for each of them:
 * ordeal_asked(), ordeal_park(), ordeal_enter(). What happens in between is park.c.
 */
#include "sandbox/library/ordeal_sandbox.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox/library/inside.h"
#include "sandbox/park.h"

/* In the run's processes only. */
static struct parked *parked;

int ordeal_asked(int from)
{
	char byte, room[CMSG_SPACE(sizeof(int))] __attribute__((aligned(8)));
	struct iovec v = { &byte, 1 };
	struct msghdr m = { .msg_iov = &v, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof(room) };
	struct cmsghdr *c;
	ssize_t k;
	int line;

	while (waitpid(-1, NULL, WNOHANG) > 0)
		continue; /* runs that are over */
	do
		k = recvmsg(from, &m, MSG_CMSG_CLOEXEC);
	while (k < 0 && errno == EINTR);
	if (k <= 0)
		return k < 0 ? -errno : -EPIPE;
	c = CMSG_FIRSTHDR(&m);
	if (!c || c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS || c->cmsg_len != CMSG_LEN(sizeof(int)))
		return -EPROTO;
	memcpy(&line, CMSG_DATA(c), sizeof(line));
	return line;
}

pid_t ordeal_park(struct ordeal_box *b, int line)
{
	static char *const none[] = { "zygote", NULL };
	pid_t caller = getpid(), pid = fork();
	char **words;
	int n = 0;

	if (pid < 0)
		err_set(&b->error, errno, "fork");
	if (pid)
		close(line);
	if (pid)
		return pid < 0 ? -b->error.code : pid;
	words = box_command_line(b, none);
	parked = calloc(1, sizeof(*parked));
	if (!words || !parked || getppid() != caller)
		_exit(EXIT_SANDBOX);
	while (words[n])
		n++;
	return park_start(parked, line, n, words);
}

int ordeal_enter(struct ordeal_box *b, struct ordeal_request *to)
{
	static char *argv[REQUEST_ARGS + 1];
	struct ordeal_request all = { .size = to->size < sizeof(all) ? to->size : sizeof(all), .argv = argv };
	struct request r;

	if (!parked || !parked->box)
		return err_set(&b->error, EINVAL, "this is no child of ordeal_park()");
	park_enter(parked, &r);
	for (size_t i = 0; i < r.count; i++)
		argv[i] = (char *)r.args[i].text;
	all.argc = r.count;
	all.program = r.program.text;
	all.program_bytes = r.program.text ? r.program.n : 0;
	memcpy(to, &all, all.size);
	return 0;
}
