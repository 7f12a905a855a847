// SPDX-License-Identifier: MIT
// build: -lseccomp
/*
 * The compiled filter against the meaning of its rules, for every call number: a small classic BPF
 * machine decides, no call is made. Arguments are drawn from the values the rules speak of, each
 * also with its high half set, which the kernel does not read of an int.
 */
#include "sandbox/policy.h"

#include "lib/fd.h"
#include "sandbox/layer_seccomp.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/sockios.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>

#include <cmocka.h>

#include "tests/unit/simulate.h"

enum { CALLS = 600, X32 = 0x40000000, SELF = 4242 };

#define HIGH 0x100000000ULL

/* The two policies, their supervised twins, and those whose supervisor opens all files. */
enum { FILTERS = 6, SUPERVISED = 2, MEDIATED = 4 };

static const char *const sections[FILTERS] = { "alone", "processes", "alone", "processes", "alone",
					       "processes" };
static struct policy policy[FILTERS];
static struct sock_filter filter[FILTERS][SECCOMP_LENGTH];
static size_t length[FILTERS];

static int setup(void **state)
{
	static char text[1 << 16];
	struct err e = { 0 };

	(void)state;
	for (int i = 0; i < FILTERS; i++) {
		if (fd_slurp(AT_FDCWD, "sandbox/seccomp.rules", text, sizeof(text)) <= 0)
			return -1;
		if (policy_parse(&policy[i], text, sections[i], &processors[0], &e) < 0)
			return -1;
		length[i] = seccomp_filter(filter[i], SELF, i % 2 == 1, i % 2 == 1,
					   (enum asks)(i / 2), false);
	}
	return 0;
}

static uint32_t decide(int which, uint32_t arch, int nr, const uint64_t args[6])
{
	struct seccomp_data d = { .nr = nr, .arch = arch };

	memcpy(d.args, args, sizeof(d.args));
	return simulate(filter[which], length[which], &d);
}

/* What the filter `w` must answer. The supervisor is asked what is counted and what is unlisted. */
static uint32_t verdict(int w, int nr, int refuse)
{
	bool counted = refuse == POLICY_COUNTED, mediated = refuse == POLICY_MEDIATED;

	if (w >= MEDIATED && mediated)
		return SECCOMP_RET_USER_NOTIF;
	if (w >= SUPERVISED && (counted || (refuse == EPERM && !policy_counts(&policy[w], nr))))
		return SECCOMP_RET_USER_NOTIF;
	return refuse && !counted && !mediated ? SECCOMP_RET_ERRNO | (uint32_t)refuse
					       : SECCOMP_RET_ALLOW;
}

static bool is_signal(int nr)
{
	return nr == SYS_kill || nr == SYS_tkill || nr == SYS_tgkill ||
	       nr == SYS_rt_sigqueueinfo || nr == SYS_rt_tgsigqueueinfo;
}

/* Every call number, with every value that any rule of this call compares with, and neighbours. */
static void every_call_means_what_the_rules_say(void **state)
{
	static const uint64_t plain[] = { 0, 1, 2, 0x20, 0x21, 0x22, 0x11, ~0ULL, 0xffffffffULL };

	(void)state;
	for (int w = 0; w < FILTERS; w++)
		for (int nr = 0; nr <= CALLS; nr++) {
			uint64_t values[256];
			size_t n = sizeof(plain) / sizeof(plain[0]);

			if (is_signal(nr))
				continue;
			memcpy(values, plain, sizeof(plain));
			for (size_t r = 0; r < policy[w].n; r++)
				for (unsigned t = 0; policy[w].rule[r].nr == nr &&
						     t < policy[w].rule[r].tests; t++) {
					assert_true(n + 4 < 256);
					values[n++] = policy[w].rule[r].test[t].value;
					values[n++] = policy[w].rule[r].test[t].value | HIGH;
					values[n++] = policy[w].rule[r].test[t].value + 1;
					values[n++] = policy[w].rule[r].test[t].mask;
				}
			for (size_t i = 0; i < n; i++)
				for (unsigned arg = 0; arg < 6; arg++)
					for (int rest = 0; rest < 2; rest++) {
						uint64_t a[6] = { 0 };

						memset(a, rest ? 0xff : 0, sizeof(a));
						a[arg] = values[i];
						assert_int_equal(
							decide(w, AUDIT_ARCH_X86_64, nr, a),
							verdict(w, nr,
								policy_decide(&policy[w], nr, a)));
					}
		}
}

static void foreign_tables_are_killed(void **state)
{
	static const uint64_t a[6] = { 0 };

	(void)state;
	for (int w = 0; w < FILTERS; w++)
		for (int nr = 0; nr <= CALLS; nr++) {
			assert_int_equal(decide(w, AUDIT_ARCH_I386, nr, a),
					 SECCOMP_RET_KILL_PROCESS);
			assert_int_equal(decide(w, AUDIT_ARCH_AARCH64, nr, a),
					 SECCOMP_RET_KILL_PROCESS);
			assert_int_not_equal(decide(w, AUDIT_ARCH_X86_64, X32 + nr, a),
					     SECCOMP_RET_ALLOW);
		}
}

/* What must hold whatever the rules file says: written down once more, by hand. */
static void what_must_never_be_allowed(void **state)
{
	static const int never[] = {
		SYS_socket, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4,
		SYS_sendmmsg, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev,
		SYS_pidfd_getfd, SYS_pidfd_open, SYS_pidfd_send_signal,
		SYS_memfd_create, SYS_shmget, SYS_shmat, SYS_semget,
		SYS_msgget, SYS_mq_open, SYS_io_uring_setup, SYS_io_uring_enter, SYS_userfaultfd,
		SYS_bpf, SYS_perf_event_open, SYS_keyctl, SYS_add_key, SYS_request_key, SYS_mount,
		SYS_umount2, SYS_fsopen, SYS_open_tree, SYS_move_mount, SYS_mount_setattr,
		SYS_unshare, SYS_setns, SYS_clone3, SYS_openat2, SYS_open_by_handle_at,
		SYS_name_to_handle_at, SYS_vmsplice, SYS_tee, SYS_inotify_init1, SYS_fanotify_init,
		SYS_setuid, SYS_setgid, SYS_setgroups, SYS_capset, SYS_chroot, SYS_pivot_root,
		SYS_kexec_load, SYS_init_module, SYS_finit_module, SYS_reboot, SYS_swapon,
		SYS_sched_setattr, SYS_ioprio_set, SYS_seccomp, SYS_mlock,
		SYS_process_madvise, SYS_kcmp, SYS_iopl, SYS_ioperm, SYS_modify_ldt, SYS_syslog,
		SYS_settimeofday, SYS_clock_settime, SYS_acct, SYS_quotactl, SYS_setsockopt, 447,
		451,
	};
	uint64_t a[6] = { 0 };

	(void)state;
	for (int w = 0; w < FILTERS; w++)
		for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++)
			for (uint64_t v = 0; v < 64; v++) {
				a[0] = a[1] = v;
				if (decide(w, AUDIT_ARCH_X86_64, never[i], a) == SECCOMP_RET_ALLOW)
					fail_msg("%s allows call %d", sections[w], never[i]);
			}
}

/* What must always work: Python, threads, tempfile, abort do not start without. */
static void arguments(void **state)
{
	const uint64_t thread = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD |
				CLONE_SYSVSEM | CLONE_SETTLS | CLONE_PARENT_SETTID |
				CLONE_CHILD_CLEARTID;
	const struct {
		int nr;
		uint64_t a[6];
		bool alone, processes;
	} rows[] = {
		{ SYS_clone, { thread }, true, true },
		{ SYS_clone, { thread | CLONE_NEWNS }, false, false },
		{ SYS_clone, { thread | CLONE_PARENT }, false, false },
		{ SYS_clone, { 17 }, false, true },
		{ SYS_clone, { 17 | HIGH }, false, true },
		{ SYS_clone, { 17 | CLONE_NEWUSER }, false, false },
		{ SYS_clone, { 17 | CLONE_PARENT }, false, false },
		{ SYS_clone, { CLONE_VM | CLONE_VFORK | 17 }, false, true },
		{ SYS_fork, { 0 }, false, true },
		{ SYS_vfork, { 0 }, false, true },
		{ SYS_execve, { 0 }, true, true },
		{ SYS_socketpair, { AF_UNIX, SOCK_STREAM }, true, true },
		{ SYS_socketpair, { AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC }, true, true },
		{ SYS_socketpair, { AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK }, false, false },
		{ SYS_socketpair, { AF_UNIX, SOCK_RAW }, false, false },
		{ SYS_sendmsg, { 3, 1, 0 }, true, true },
		{ SYS_sendmsg, { 3, 1, MSG_OOB }, false, false },
		{ SYS_socketpair, { AF_INET, SOCK_STREAM }, false, false },
		{ SYS_socketpair, { AF_UNIX | HIGH, SOCK_STREAM | HIGH }, true, true },
		{ SYS_sendto, { 3, 1, 1, 0, 0, 0 }, true, true },
		{ SYS_sendto, { 3, 1, 1, 0, HIGH, 16 }, false, false },
		{ SYS_fcntl, { 3, F_SETOWN }, false, false },
		{ SYS_fcntl, { 3, F_SETOWN | HIGH }, false, false },
		{ SYS_fcntl, { 3, F_SETSIG }, false, false },
		{ SYS_fcntl, { 3, F_SETFL }, true, true },
		{ SYS_fcntl, { 3, F_SETLK | HIGH }, true, true },
		{ SYS_ioctl, { 0, TCGETS }, true, true },
		{ SYS_ioctl, { 0, TIOCSTI }, false, false },
		{ SYS_ioctl, { 0, TIOCSTI | HIGH }, false, false },
		{ SYS_ioctl, { 0, FIOSETOWN }, false, false },
		{ SYS_ioctl, { 0, TCSETS }, false, false },
		{ SYS_sched_setscheduler, { 0, SCHED_OTHER }, true, true },
		{ SYS_sched_setscheduler, { 7, SCHED_OTHER | HIGH }, true, true },
		{ SYS_sched_setscheduler, { 0, SCHED_IDLE }, false, false },
		{ SYS_sched_setscheduler, { 0, SCHED_FIFO }, false, false },
		{ SYS_sched_setscheduler, { 0, SCHED_OTHER | 0x40000000 }, false, false },
		{ SYS_sched_setparam, { 0 }, true, true },
		{ SYS_sched_setparam, { 7 }, false, false },
		{ SYS_prlimit64, { 0 }, true, true },
		{ SYS_prlimit64, { 7 }, false, false },
		{ SYS_sched_setaffinity, { 7 }, false, false },
		{ SYS_prctl, { PR_SET_NAME }, true, true },
		{ SYS_prctl, { PR_SET_DUMPABLE }, false, false },
		{ SYS_prctl, { PR_SET_PTRACER }, false, false },
		{ SYS_prctl, { PR_SET_SECCOMP }, false, false },
		{ SYS_prctl, { PR_SET_CHILD_SUBREAPER }, false, false },
		{ SYS_mmap, { 0, 1, 3, MAP_PRIVATE | MAP_ANONYMOUS }, true, true },
		{ SYS_mmap, { 0, 1, 3, MAP_SHARED }, true, true },
		{ SYS_mmap, { 0, 1, 3, MAP_SHARED | MAP_ANONYMOUS }, true, true },
		{ SYS_mknodat, { 3, 1, S_IFIFO | 0600 }, true, true },
		{ SYS_mknodat, { 3, 1, S_IFSOCK | 0600 }, false, false },
		{ SYS_personality, { 0xffffffff }, true, true },
		{ SYS_personality, { 0x0400000 }, false, false },
		{ SYS_preadv2, { 3, 1, 1, 0, 0, 0 }, true, true },
		{ SYS_preadv2, { 3, 1, 1, 0, 0, HIGH }, true, true },
		{ SYS_preadv2, { 3, 1, 1, 0, 0, 0x8 }, false, false },	/* RWF_NOWAIT    */
		{ SYS_preadv2, { 3, 1, 1, 0, 0, 0x80 }, false, false }, /* RWF_DONTCACHE */
		{ SYS_pwritev2, { 3, 1, 1, 0, 0, 0x8 }, false, false },
		{ SYS_fadvise64, { 3, 0, 0, POSIX_FADV_SEQUENTIAL }, true, true },
		{ SYS_fadvise64, { 3, 0, 0, POSIX_FADV_DONTNEED }, false, false },
		{ SYS_fadvise64, { 3, 0, 0, POSIX_FADV_DONTNEED | HIGH }, false, false },
		{ SYS_madvise, { 0, 1, MADV_DONTNEED }, true, true },
		{ SYS_madvise, { 0, 1, MADV_FREE }, true, true },
		{ SYS_madvise, { 0, 1, MADV_MERGEABLE }, false, false },
		{ SYS_madvise, { 0, 1, MADV_PAGEOUT | HIGH }, false, false },
		{ SYS_madvise, { 0, 1, 25 }, false, false }, /* MADV_COLLAPSE */
		{ SYS_clock_gettime, { CLOCK_BOOTTIME }, true, true },
		{ SYS_clock_gettime, { 0xfffffffa }, true, true }, /* its own time    */
		{ SYS_clock_gettime, { (uint32_t)~SELF << 3 | 6 }, true, true }, /* a thread's */
		{ SYS_clock_gettime,
		  { (uint32_t)~SELF << 3 | 3 },
		  true,
		  true }, /* asked: refused */
		{ SYS_setpriority, { 0, 0 }, true, true },
		{ SYS_setpriority, { 0, 7 }, false, false },
		{ SYS_setpriority, { 2, 0 }, false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (int w = 0; w < FILTERS; w++) {
			bool want = w % 2 ? rows[i].processes : rows[i].alone;
			uint32_t said = decide(w, AUDIT_ARCH_X86_64, rows[i].nr, rows[i].a);
			bool got = said == SECCOMP_RET_ALLOW ||
				   (said == SECCOMP_RET_USER_NOTIF &&
				    policy_decide(&policy[w], rows[i].nr, rows[i].a) >=
					    POLICY_MEDIATED);

			if (got != want)
				fail_msg("row %zu, %s", i, sections[w]);
		}
}

/* Of which process something is asked: where there is a supervisor, that decides. */
static void others_are_asked_about(void **state)
{
	static const int calls[] = { SYS_getpgid,
				     SYS_getsid,
				     SYS_sched_getaffinity,
				     SYS_sched_getparam,
				     SYS_sched_getscheduler,
				     SYS_sched_getattr,
				     SYS_sched_rr_get_interval };
	const uint64_t other[6] = { SELF }, self[6] = { HIGH },
		       clock[6] = { (uint32_t)~SELF << 3 | 2 }, priority[6] = { 0, SELF },
		       all[6] = { 2, 0 };

	(void)state;
	for (int w = 0; w < FILTERS; w++) {
		uint32_t asked = w >= SUPERVISED ? SECCOMP_RET_USER_NOTIF : SECCOMP_RET_ALLOW;

		for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
			assert_int_equal(decide(w, AUDIT_ARCH_X86_64, calls[i], self),
					 SECCOMP_RET_ALLOW);
			assert_int_equal(decide(w, AUDIT_ARCH_X86_64, calls[i], other), asked);
		}
		assert_int_equal(decide(w, AUDIT_ARCH_X86_64, SYS_clock_gettime, clock), asked);
		assert_int_equal(decide(w, AUDIT_ARCH_X86_64, SYS_clock_getres, clock), asked);
		assert_int_equal(decide(w, AUDIT_ARCH_X86_64, SYS_getpriority, priority), asked);
		assert_int_equal(decide(w, AUDIT_ARCH_X86_64, SYS_getpriority, all), asked);
	}
}

/* Where the supervisor's helpers could be signalled, with processes too nobody is but the program
 * itself. */
static void younger_ones_too(void **state)
{
	static const int targets[] = { SELF, SELF + 1, SELF - 1, -SELF, -(SELF + 1), 0, -1 };

	(void)state;
	for (int w = SUPERVISED; w < FILTERS; w++) {
		struct sock_filter f[SECCOMP_LENGTH];
		size_t n = seccomp_filter(f, SELF, w % 2 == 1, false, (enum asks)(w / 2), false);

		for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
			const struct seccomp_data d = { .nr = SYS_kill, .arch = AUDIT_ARCH_X86_64,
							.args = { (uint32_t)targets[i] } };

			assert_int_equal(simulate(f, n, &d), targets[i] == SELF
								     ? SECCOMP_RET_ALLOW
								     : SECCOMP_RET_USER_NOTIF);
		}
	}
}

/* What is no terminal says so; what would type into one is refused, and heard of. */
static void terminals(void **state)
{
	static const uint64_t calls[] = { TCSBRK,    TCSETS,	TCFLSH, TIOCGPGRP,
					  TIOCSPGRP, TIOCNOTTY, 0,	~0u },
			      worse[] = { TIOCSTI, TIOCLINUX, FIOSETOWN, SIOCSPGRP };

	(void)state;
	for (int w = 0; w < FILTERS; w++) {
		for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++)
			assert_int_equal(decide(w, AUDIT_ARCH_X86_64, SYS_ioctl,
						(uint64_t[6]){ 0, calls[i] }),
					 SECCOMP_RET_ERRNO | ENOTTY);
		for (size_t i = 0; i < sizeof(worse) / sizeof(*worse); i++)
			assert_int_equal(decide(w, AUDIT_ARCH_X86_64, SYS_ioctl,
						(uint64_t[6]){ 0, worse[i] }),
					 w >= SUPERVISED ? SECCOMP_RET_USER_NOTIF
							 : SECCOMP_RET_ERRNO | EPERM);
	}
}

/* With --mediate no call that opens, makes, moves or removes a file by its path is the kernel's. */
static void all_paths_are_asked_for(void **state)
{
	static const int calls[] = {
		SYS_open, SYS_openat, SYS_creat, SYS_truncate, SYS_unlink, SYS_unlinkat, SYS_rmdir,
		SYS_rename, SYS_renameat, SYS_renameat2, SYS_link, SYS_linkat, SYS_symlink,
		SYS_symlinkat, SYS_mkdir, SYS_mkdirat, SYS_chmod, SYS_fchmodat, SYS_utime,
		SYS_utimes, SYS_futimesat,
	};

	(void)state;
	for (int w = MEDIATED; w < FILTERS; w++)
		for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++)
			for (uint64_t bit = 0; bit < 64; bit++)
				for (int arg = 0; arg < 6; arg++) {
					uint64_t a[6] = { 0 };

					a[arg] = 1ULL << bit;
					assert_int_equal(decide(w, AUDIT_ARCH_X86_64, calls[i], a),
							 SECCOMP_RET_USER_NOTIF);
				}
}

/* Signals: to the program itself; with processes, to nobody older. */
static void signals_go_down(void **state)
{
	static const int calls[] = { SYS_kill, SYS_tkill, SYS_tgkill, SYS_rt_sigqueueinfo,
				     SYS_rt_tgsigqueueinfo };
	static const struct {
		int target;
		bool alone, processes;
	} rows[] = {
		{ SELF, true, true },       { SELF - 1, false, false }, { SELF + 1, false, true },
		{ 1, false, false },        { 0, false, false },        { -1, false, false },
		{ -SELF, false, true },     { -(SELF + 1), false, true },
		{ -(SELF - 1), false, false },
		{ -2, false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (int c = 0; c < 3; c++)
			for (int high = 0; high < 3; high++)
				for (int w = 0; w < FILTERS; w++) {
					uint64_t a[6] = { (uint32_t)rows[i].target };
					bool want = w % 2 ? rows[i].processes : rows[i].alone;

					a[0] |= high == 1 ? HIGH : high == 2 ? ~0ULL << 32 : 0;
					assert_int_equal(decide(w, AUDIT_ARCH_X86_64, calls[c], a),
							 verdict(w, calls[c], want ? 0 : EPERM));
				}
}

/* Who leads a session may signal its own group, which is 0, and nobody else more than without. */
static void a_group_of_ones_own(void **state)
{
	static const int targets[] = { 0, SELF, SELF - 1, SELF + 1, 1, -1, -SELF, -(SELF - 1) };

	(void)state;
	for (int w = 0; w < FILTERS; w++) {
		struct sock_filter f[SECCOMP_LENGTH];
		size_t n = seccomp_filter(f, SELF, w % 2 == 1, w % 2 == 1, w >= SUPERVISED, true);

		for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
			const uint64_t a[6] = { (uint32_t)targets[i] };
			const struct seccomp_data d = { .nr = SYS_kill, .arch = AUDIT_ARCH_X86_64,
							.args = { a[0] } };
			uint32_t without = decide(w, AUDIT_ARCH_X86_64, SYS_kill, a);

			assert_int_equal(simulate(f, n, &d),
					 targets[i] ? without : SECCOMP_RET_ALLOW);
		}
	}
}

static void rules_that_are_none(void **state)
{
	static const char *const rows[] = {
		"[both]\nallow nosuchcall", "[both]\npermit read", "[both]\nallow",
		"[both]\nallow fcntl a1 in NOSUCH", "[both]\nallow fcntl a6 == 1",
		"[both]\nallow fcntl a1 & 1 == 2", "[both]\nallow fcntl a1 ==",
		"[both]\nallow fcntl a0 in 1,2 a1 in 1,2", "[both]\nallow fcntl a1 in ,5",
		"[both]\nallow fcntl a1 in 5,", "[both]\nallow fcntl a1 in 0,0x100000001",
		"[both]\nallow fcntl p1 == -1", "[both]\nallow fcntl a1 == 1||2",
		"[both]\nallow fcntl p1 == 0x10000000000000000", "[both]\n[alon]", "[both]\n[alone",
	};
	static struct policy p;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err e = { 0 };
		char text[128];

		strcpy(text, rows[i]);
		assert_int_equal(policy_parse(&p, text, "alone", &processors[0], &e), -EINVAL);
		assert_non_null(strstr(e.text, "line 2"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_call_means_what_the_rules_say),
		cmocka_unit_test(foreign_tables_are_killed),
		cmocka_unit_test(what_must_never_be_allowed),
		cmocka_unit_test(arguments),
		cmocka_unit_test(all_paths_are_asked_for),
		cmocka_unit_test(others_are_asked_about),
		cmocka_unit_test(terminals),
		cmocka_unit_test(younger_ones_too),
		cmocka_unit_test(signals_go_down),
		cmocka_unit_test(a_group_of_ones_own),
		cmocka_unit_test(rules_that_are_none),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
