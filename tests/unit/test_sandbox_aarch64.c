// SPDX-License-Identifier: MIT
// build: -lseccomp
/*
 * The filters for aarch64, wherever this is built: of every call number what was compiled says
 * what the rules say, by the numbers and constants of that processor. Nobody there reaches another
 * table than its own: not that of 32-bit programs, and not x86's.
 */
#include "sandbox/processors.h"

#include "lib/fd.h"
#include "sandbox/policy.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/simulate.h"

#include "seccomp_bpf_aarch64.h"

#define HIGH 0x100000000ULL
#define FILTER(name, section, asks) { name, sizeof(name) / sizeof(*(name)), section, asks }

enum asks { NOTHING, RARELY, FOR_FILES };

static const struct {
	const struct sock_filter *f;
	size_t n;
	const char *section;
	enum asks asks;
} filters[] = {
	FILTER(policy_alone, "alone", NOTHING),
	FILTER(policy_processes, "processes", NOTHING),
	FILTER(policy_alone_supervised, "alone", RARELY),
	FILTER(policy_processes_supervised, "processes", RARELY),
	FILTER(policy_alone_mediated, "alone", FOR_FILES),
	FILTER(policy_processes_mediated, "processes", FOR_FILES),
};

enum { FILTERS = sizeof(filters) / sizeof(*filters) };

static const struct processor *aarch64;
static struct policy policy[FILTERS];

static int setup(void **state)
{
	static char text[1 << 16];
	struct err e = { 0 };

	(void)state;
	aarch64 = processor_named("aarch64");
	for (int i = 0; i < FILTERS; i++)
		if (!aarch64 || fd_slurp(AT_FDCWD, "sandbox/seccomp.rules", text, sizeof(text)) <= 0 ||
		    policy_parse(&policy[i], text, filters[i].section, aarch64, &e) < 0)
			return -1;
	return 0;
}

static uint32_t decide(int w, uint32_t table, int nr, const uint64_t args[6])
{
	struct seccomp_data d = { .nr = nr, .arch = table };

	memcpy(d.args, args, sizeof(d.args));
	return simulate(filters[w].f, filters[w].n, &d);
}

/* What the filter must answer to what the rules say. */
static uint32_t meant(int w, int nr, const uint64_t args[6])
{
	int refuse = policy_decide(&policy[w], nr, args);

	if (filters[w].asks == FOR_FILES && refuse == POLICY_MEDIATED)
		return SECCOMP_RET_USER_NOTIF;
	if (filters[w].asks && (refuse == POLICY_COUNTED ||
				(refuse == EPERM && !policy_counts(&policy[w], nr))))
		return SECCOMP_RET_USER_NOTIF;
	return refuse && refuse < POLICY_MEDIATED ? SECCOMP_RET_ERRNO | (uint32_t)refuse :
						    SECCOMP_RET_ALLOW;
}

static bool is_signal(int nr)
{
	return nr == processor_call(aarch64, "kill") || nr == processor_call(aarch64, "tkill") ||
	       nr == processor_call(aarch64, "tgkill") ||
	       nr == processor_call(aarch64, "rt_sigqueueinfo") ||
	       nr == processor_call(aarch64, "rt_tgsigqueueinfo");
}

/* In every argument, beside nothing and beside all bits. */
static void try_value(int w, int nr, uint64_t value)
{
	for (int arg = 0; arg < 6; arg++)
		for (int rest = 0; rest < 2; rest++) {
			uint64_t a[6];

			memset(a, rest ? 0xff : 0, sizeof(a));
			a[arg] = value;
			assert_int_equal(decide(w, AUDIT_ARCH_AARCH64, nr, a), meant(w, nr, a));
		}
}

static void every_call_means_what_the_rules_say(void **state)
{
	static const uint64_t plain[] = { 0, 1, 2, 0x11, 0x20, 0x21, 0x22, ~0ULL, 0xffffffffULL };

	(void)state;
	for (int w = 0; w < FILTERS; w++)
		for (int nr = 0; nr < PROCESSOR_CALLS + 2; nr++) {
			if (is_signal(nr))
				continue;
			for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
				try_value(w, nr, plain[i]);
			for (size_t r = 0; r < policy[w].n; r++)
				for (unsigned t = 0; policy[w].rule[r].nr == nr &&
						     t < policy[w].rule[r].tests; t++) {
					try_value(w, nr, policy[w].rule[r].test[t].value);
					try_value(w, nr, policy[w].rule[r].test[t].value | HIGH);
					try_value(w, nr, policy[w].rule[r].test[t].value + 1);
					try_value(w, nr, policy[w].rule[r].test[t].mask);
				}
		}
}

static void foreign_tables_are_killed(void **state)
{
	static const uint32_t tables[] = { AUDIT_ARCH_ARM, AUDIT_ARCH_ARMEB, AUDIT_ARCH_X86_64,
					   AUDIT_ARCH_I386, AUDIT_ARCH_RISCV64, 0 };
	static const uint64_t a[6] = { 0 };

	(void)state;
	for (int w = 0; w < FILTERS; w++)
		for (size_t t = 0; t < sizeof(tables) / sizeof(*tables); t++)
			for (int nr = -1; nr < PROCESSOR_CALLS; nr++)
				assert_int_equal(decide(w, tables[t], nr, a),
						 SECCOMP_RET_KILL_PROCESS);
}

/* By name, once more by hand, whatever the rules file says. */
static void what_must_never_be_allowed(void **state)
{
	static const char *const never[] = {
		"socket", "connect", "bind", "listen", "accept", "accept4", "sendmmsg", "ptrace",
		"process_vm_readv", "process_vm_writev", "pidfd_getfd", "pidfd_open",
		"pidfd_send_signal", "memfd_create", "shmget", "shmat", "semget", "msgget", "mq_open",
		"io_uring_setup", "io_uring_enter", "userfaultfd", "bpf", "perf_event_open", "keyctl",
		"add_key", "request_key", "mount", "umount2", "fsopen", "open_tree", "move_mount",
		"mount_setattr", "unshare", "setns", "clone3", "openat2", "open_by_handle_at",
		"name_to_handle_at", "vmsplice", "tee", "inotify_init1", "fanotify_init", "setuid",
		"setgid", "setgroups", "capset", "chroot", "pivot_root", "kexec_load", "init_module",
		"finit_module", "reboot", "swapon", "sched_setattr", "ioprio_set", "seccomp", "mlock",
		"process_madvise", "kcmp", "syslog", "settimeofday", "clock_settime", "acct",
		"quotactl", "setsockopt",
	};

	(void)state;
	for (int w = 0; w < FILTERS; w++)
		for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++) {
			int nr = processor_call(aarch64, never[i]);

			assert_true(nr >= 0);
			for (uint64_t v = 0; v < 64; v++)
				if (decide(w, AUDIT_ARCH_AARCH64, nr, (uint64_t[6]){ v, v }) ==
				    SECCOMP_RET_ALLOW)
					fail_msg("%s allows %s", filters[w].section, never[i]);
		}
}

/* F_SETFL with O_DIRECT makes packets of a pipe: its bit is another one on each. */
static void constants_are_that_processors(void **state)
{
	const uint64_t there[6] = { 3, F_SETFL, 0200000 }, here[6] = { 3, F_SETFL, 040000 };
	int nr = processor_call(aarch64, "fcntl");

	(void)state;
	assert_int_equal(decide(0, AUDIT_ARCH_AARCH64, nr, here), SECCOMP_RET_ALLOW);
	assert_int_equal(decide(0, AUDIT_ARCH_AARCH64, nr, there), SECCOMP_RET_ERRNO | EPERM);
}

/* What it lacks is known, and has no number; what nobody has is a mistake. */
static void calls_that_it_lacks(void **state)
{
	static const char *const lacks[] = { "open", "stat", "fork", "vfork", "poll", "arch_prctl" };

	(void)state;
	for (size_t i = 0; i < sizeof(lacks) / sizeof(*lacks); i++)
		assert_int_equal(processor_call(aarch64, lacks[i]), PROCESSOR_LACKS);
	assert_int_equal(processor_call(aarch64, "nosuchcall"), -1);
	assert_string_equal(call_names[processor_call(aarch64, "openat")], "openat");
	for (size_t r = 0; r < policy[0].n; r++)
		assert_true(policy[0].rule[r].nr >= 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_call_means_what_the_rules_say),
		cmocka_unit_test(foreign_tables_are_killed),
		cmocka_unit_test(what_must_never_be_allowed),
		cmocka_unit_test(constants_are_that_processors),
		cmocka_unit_test(calls_that_it_lacks),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
