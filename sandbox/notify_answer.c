// SPDX-License-Identifier: MIT
/*
 * notify_answer.c - answers to a call: a descriptor, or what a helper says later.
 */
#include "sandbox/notify_answer.h"

#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

/*
 * A copy that we still have of a file to be written makes its exec fail with ETXTBSY, and one
 * of a FIFO's writing end keeps its end from being seen: such a one is closed before the
 * program goes on, at the price of one call more.
 */
bool answer_with_fd(int listener, uint64_t id, int fd, int flags, struct seccomp_notif_resp *say)
{
	bool at_once = (flags & O_ACCMODE) == O_RDONLY;
	struct seccomp_notif_addfd add = { .id = id, .srcfd = (__u32)fd,
					   .flags = at_once ? SECCOMP_ADDFD_FLAG_SEND : 0,
					   .newfd_flags = (__u32)(flags & O_CLOEXEC) };
	int n;

	do
		n = ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &add);
	while (n < 0 && errno == EINTR);
	say->id = id;
	say->error = n < 0 ? -errno : 0;
	say->val = n;
	close(fd);
	return n < 0 || !at_once;
}

/*
 * The last step waits for the file's lock, which the program may hold for as long as it writes: a
 * helper waits in the supervisor's place, whose clock goes on. Without session nobody would mourn
 * it, and no clock goes. The helper's pid, 0 in it, -EBUSY: too many wait already; or -ENOSYS.
 */
pid_t helper_fork(struct box *b)
{
	pid_t *free = NULL, pid;

	if (!stack_has(b->res->layers, &layer_session))
		return -ENOSYS;
	for (unsigned i = 0; i < BOX_HELPERS; i++)
		if (!b->supervise.helper[i])
			free = &b->supervise.helper[i];
	if (!free)
		return -EBUSY;
	pid = fork();
	if (pid > 0)
		*free = pid;
	return pid < 0 ? -errno : pid;
}

/* Answer with r and be gone: this is the helper. */
_Noreturn void helper_answer(int listener, const struct seccomp_notif *ask, int r)
{
	struct seccomp_notif_resp say = { .id = ask->id, .error = r };

	ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &say);
	_exit(0);
}
