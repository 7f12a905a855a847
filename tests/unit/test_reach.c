// SPDX-License-Identifier: MIT
/*
 * Each facility is seen where it is held, and nowhere else: a child takes it, its parent looks at
 * the child's folder in /proc before and after, and for all the others too.
 */
#include "harness/trial/reach.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/io_uring.h>
#include <linux/landlock.h>
#include <linux/perf_event.h>
#include <linux/seccomp.h>
#include <linux/userfaultfd.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/personality.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define TAG "ordeal-reach-test"

static int take_io_uring(void)
{
	static struct io_uring_params params;

	return (int)syscall(SYS_io_uring_setup, 4, &params);
}

static int take_userfaultfd(void)
{
	return (int)syscall(SYS_userfaultfd, UFFD_USER_MODE_ONLY);
}

static int take_perf_event(void)
{
	struct perf_event_attr attr = { .type = PERF_TYPE_SOFTWARE,
					.size = sizeof(attr),
					.exclude_kernel = 1,
					.exclude_hv = 1 };

	return (int)syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0);
}

static int take_inotify(void)
{
	return inotify_init1(0);
}

static int take_fanotify(void)
{
	return fanotify_init(FAN_CLASS_NOTIF | FAN_REPORT_FID, O_RDONLY);
}

static int take_secretmem(void)
{
	int fd = (int)syscall(SYS_memfd_secret, 0);

	return fd < 0 || ftruncate(fd, 4096) ||
			       mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0) == MAP_FAILED ?
		       -1 : fd;
}

static int take_pidfd(void)
{
	return (int)syscall(SYS_pidfd_open, getpid(), 0);
}

static int take_notify(void)
{
	struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	struct sock_fprog program = { .len = 1, .filter = &allow };

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
			    &program);
}

static int take_landlock(void)
{
	struct landlock_ruleset_attr attr = { .handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE };

	return (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);
}

static int take_netlink(void)
{
	return socket(AF_NETLINK, SOCK_RAW, 0);
}

/* Asks for CAP_NET_RAW; elsewhere it is not to be had. */
static int take_xdp(void)
{
	return socket(AF_XDP, SOCK_RAW, 0);
}

static int take_aio(void)
{
	static unsigned long context;

	return (int)syscall(SYS_io_setup, 4, &context);
}

static int take_userns(void)
{
	return unshare(CLONE_NEWUSER);
}

static int take_personality(void)
{
	return personality(ADDR_NO_RANDOMIZE);
}

static const struct {
	const char *facility;
	int (*take)(void);
} takers[] = {
	{ "io_uring", take_io_uring },
	{ "userfaultfd", take_userfaultfd },
	{ "perf_event", take_perf_event },
	{ "inotify", take_inotify },
	{ "fanotify", take_fanotify },
	{ "secretmem", take_secretmem },
	{ "pidfd", take_pidfd },
	{ "seccomp-notify", take_notify },
	{ "landlock", take_landlock },
	{ "netlink", take_netlink },
	{ "xdp", take_xdp },
	{ "aio", take_aio },
	{ "userns", take_userns },
	{ "personality", take_personality },
};

/* What the child holds must be `mine` and nothing else; NULL: nothing at all. */
static void look_at(int proc, pid_t pid, const char *mine)
{
	char name[16];

	snprintf(name, sizeof(name), "%d", pid);
	for (const char *const *f = reach_names; *f; f++) {
		char what[128] = "";
		int want = mine && !strcmp(*f, mine);
		int got = reach_holds(proc, name, *f, TAG, what, sizeof(what));

		if (got != want || (want && !*what))
			fail_msg("%s: %d for %s (%s)", mine ? mine : "nothing", got, *f, what);
	}
}

static void each_is_seen_where_it_is_held(void **state)
{
	int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	(void)state;
	for (size_t i = 0; i < sizeof(takers) / sizeof(*takers); i++) {
		int down[2], up[2];
		bool took = false;
		pid_t pid;

		assert_int_equal(pipe(down) | pipe(up), 0);
		pid = fork();
		if (!pid) {
			char go;

			close(down[1]);
			took = read(down[0], &go, 1) == 1 && takers[i].take() >= 0;
			_exit(write(up[1], &took, 1) != 1 || read(down[0], &go, 1) != 1);
		}
		look_at(proc, pid, NULL);
		assert_int_equal(write(down[1], "", 1), 1);
		assert_int_equal(read(up[0], &took, 1), 1);
		if (took)
			look_at(proc, pid, takers[i].facility);
		else
			print_message("%s is not to be had here\n", takers[i].facility);
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		for (int k = 0; k < 2; k++) {
			close(down[k]);
			close(up[k]);
		}
	}
	close(proc);
}

static void who_is_gone_holds_nothing(void **state)
{
	int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	(void)state;
	look_at(proc, 0x7ffffffe, NULL);
	close(proc);
}

static void without_proc_nothing_is_known(void **state)
{
	char what[64];

	(void)state;
	for (const char *const *f = reach_names; *f; f++)
		assert_true(reach_holds(-1, "1", *f, TAG, what, sizeof(what)) < 0);
	assert_int_equal(reach_holds(-1, "1", "time-travel", TAG, what, sizeof(what)), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_seen_where_it_is_held),
		cmocka_unit_test(who_is_gone_holds_nothing),
		cmocka_unit_test(without_proc_nothing_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
