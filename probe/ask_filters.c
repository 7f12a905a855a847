// SPDX-License-Identifier: MIT
/*
 * filters - can a seccomp filter be loaded, in which ways, and does it then bite?
 *
 * The filter refuses getppid(2), which cannot fail, with an errno that no call has. So nothing else
 * can be taken for its bite.
 */
#include "probe/groups.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV (1UL << 5)
#endif

enum { OURS = 333 /* no call fails with this */ };

static int load(int call, unsigned action, bool by_prctl, unsigned flags)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, action),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(*code), code };

	if (by_prctl)
		return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}

static bool nnp(struct answer *a)
{
	return DO(a, "prctl(PR_SET_NO_NEW_PRIVS)", prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
}

static void bites(struct answer *a)
{
	long r;

	about_to(a, "getppid(2) under a filter that refuses it");
	r = syscall(SYS_getppid);
	answer(a, r < 0 && errno == OURS ? YES : NO);
}

static void ask_load(struct answer *a)
{
	if (nnp(a) && DO(a, "seccomp(SECCOMP_SET_MODE_FILTER)",
			 load(SYS_getppid, SECCOMP_RET_ERRNO | OURS, false, 0)))
		bites(a);
}

static void ask_by_prctl(struct answer *a)
{
	if (nnp(a) &&
	    DO(a, "prctl(PR_SET_SECCOMP)", load(SYS_getppid, SECCOMP_RET_ERRNO | OURS, true, 0)))
		bites(a);
}

/* The privileged may, and so may whoever has it set already. */
static void ask_without_nnp(struct answer *a)
{
	if (DO(a, "seccomp(SECCOMP_SET_MODE_FILTER) as we are",
	       load(SYS_getppid, SECCOMP_RET_ERRNO | OURS, false, 0)))
		bites(a);
}

static void ask_tsync(struct answer *a)
{
	if (nnp(a) &&
	    DO(a, "seccomp(SECCOMP_FILTER_FLAG_TSYNC)",
	       load(SYS_getppid, SECCOMP_RET_ERRNO | OURS, false, SECCOMP_FILTER_FLAG_TSYNC)))
		bites(a);
}

static void ask_kills(struct answer *a)
{
	int status = 0;
	pid_t pid;

	if (!nnp(a) || !DO(a, "fork(2)", pid = fork()))
		return;
	if (pid == 0) {
		if (load(SYS_getppid, SECCOMP_RET_KILL_PROCESS, false, 0))
			_exit(1);
		syscall(SYS_getppid);
		_exit(0);
	}
	about_to(a, "getppid(2) under SECCOMP_RET_KILL_PROCESS");
	waitpid(pid, &status, 0);
	answer(a, WIFSIGNALED(status) ? YES : NO);
	a->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

/* Who asks is a child: the answer has to come from somebody else. */
static _Noreturn void child_asks(int back)
{
	long r = syscall(SYS_getppid);

	if (write(back, r < 0 && errno == OURS ? "y" : "n", 1) != 1)
		_exit(1);
	_exit(0);
}

static int reply(int listener)
{
	struct seccomp_notif ask = { .id = 0 };
	struct seccomp_notif_resp say = { .error = -OURS };
	struct pollfd p = { .fd = listener, .events = POLLIN };

	if (poll(&p, 1, DEADLINE_MS / 2) != 1 || ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &ask))
		return -1;
	say.id = ask.id;
	return ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &say);
}

static void listen_with(struct answer *a, unsigned flags, const char *step)
{
	int listener, pipes[2];
	char told = 0;

	if (!nnp(a) ||
	    !DO(a, step, listener = load(SYS_getppid, SECCOMP_RET_USER_NOTIF, false, flags)))
		return;
	if (!DO(a, "pipe(2)", pipe(pipes)))
		return;
	if (fork() == 0)
		child_asks(pipes[1]);
	if (!DO(a, "SECCOMP_IOCTL_NOTIF_SEND", reply(listener)))
		return;
	about_to(a, "getppid(2) answered by a listener");
	answer(a, read(pipes[0], &told, 1) == 1 && told == 'y' ? YES : NO);
}

static void ask_listener(struct answer *a)
{
	listen_with(a, SECCOMP_FILTER_FLAG_NEW_LISTENER,
		    "seccomp(SECCOMP_FILTER_FLAG_NEW_LISTENER)");
}

static void ask_killable(struct answer *a)
{
	listen_with(a, SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV,
		    "seccomp(SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV)");
}

static void ask_strict(struct answer *a)
{
	DO(a, "seccomp(SECCOMP_SET_MODE_STRICT)",
	   syscall(SYS_seccomp, SECCOMP_SET_MODE_STRICT, 0, NULL));
	syscall(SYS_exit, 0); /* the one call that is left besides read and write */
}

static void ask_actions(struct answer *a)
{
	static const struct {
		const char *name;
		unsigned action;
	} actions[] = {
		{ "KILL_PROCESS", SECCOMP_RET_KILL_PROCESS },
		{ "TRAP", SECCOMP_RET_TRAP },
		{ "ERRNO", SECCOMP_RET_ERRNO },
		{ "USER_NOTIF", SECCOMP_RET_USER_NOTIF },
		{ "TRACE", SECCOMP_RET_TRACE },
		{ "LOG", SECCOMP_RET_LOG },
	};
	bool all = true;

	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++) {
		bool is = DO(a, "seccomp(SECCOMP_GET_ACTION_AVAIL)",
			     syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &actions[i].action));

		answer_item_error(a, actions[i].name, is ? 0 : a->error);
		all = all && is;
	}
	answer(a, all ? YES : NO);
}

static const struct question questions[] = {
	{ "load", ask_load, .what = "a filter can be loaded, and bites" },
	{ "load_by_prctl", ask_by_prctl, .what = "... by prctl(2)" },
	{ "load_without_no_new_privs", ask_without_nnp, .what = "... without no_new_privs" },
	{ "tsync", ask_tsync, .what = "... for all threads at once" },
	{ "kill", ask_kills, .what = "a filter can kill" },
	{ "listener", ask_listener, .what = "a filter can ask a supervisor" },
	{ "listener_killable", ask_killable, .what = "... whom signals do not interrupt" },
	{ "strict", ask_strict, .what = "strict mode" },
	{ "actions", ask_actions, .what = "actions the kernel has" },
	{ .name = NULL },
};

const struct group group_filters = { "filters", "seccomp(2)", questions };
