// SPDX-License-Identifier: MIT
/*
 * machine - the kernel, the processor, memory and its limit, clocks, and what the kernel was told
 * to allow.
 */
#include "probe/groups.h"

#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

static void ask_kernel(struct answer *a)
{
	struct utsname u;

	if (DO(a, "uname(2)", uname(&u)))
		answer_text(a, "%s %s %.60s", u.sysname, u.release, u.version);
}

static void ask_architecture(struct answer *a)
{
	struct utsname u;

	if (DO(a, "uname(2)", uname(&u)))
		answer_text(a, "%s", u.machine);
}

/* The value of a line "NAME   : VALUE". */
static bool line_of(const char *text, const char *name, char value[TEXT_SIZE])
{
	const char *at = strstr(text, name), *end;

	at = at ? strchr(at, ':') : NULL;
	if (!at)
		return false;
	at += 1 + strspn(at + 1, " \t");
	end = at + strcspn(at, "\n");
	snprintf(value, TEXT_SIZE, "%.*s", (int)(end - at), at);
	return true;
}

static void ask_cpu(struct answer *a)
{
	static char text[16384];
	char value[TEXT_SIZE];
	ssize_t n;

	about_to(a, "read /proc/cpuinfo");
	n = fd_slurp(AT_FDCWD, "/proc/cpuinfo", text, sizeof(text));
	errno = n < 0 ? (int)-n : 0;
	if (!came_to(a, n))
		return;
	if (line_of(text, "model name", value) || line_of(text, "CPU part", value))
		answer_text(a, "%s", value);
	if (line_of(text, "CPU implementer", value))
		answer_item(a, "implementer", "%.40s", value);
	if (strstr(text, " hypervisor"))
		answer_item(a, "hypervisor", "yes");
}

static void ask_cpus(struct answer *a)
{
	cpu_set_t set;

	if (!DO(a, "sched_getaffinity(2)", sched_getaffinity(0, sizeof(set), &set)))
		return;
	answer_item(a, "online", "%ld", sysconf(_SC_NPROCESSORS_ONLN));
	answer_number(a, CPU_COUNT(&set));
}

static void ask_memory(struct answer *a)
{
	struct sysinfo s;

	if (DO(a, "sysinfo(2), MiB", sysinfo(&s)))
		answer_number(a, (long long)((unsigned long long)s.totalram * s.mem_unit >> 20));
}

static void ask_cgroup(struct answer *a)
{
	static char text[4096];
	ssize_t n;

	about_to(a, "read /proc/self/cgroup");
	n = fd_slurp(AT_FDCWD, "/proc/self/cgroup", text, sizeof(text));
	errno = n < 0 ? (int)-n : 0;
	if (!came_to(a, n))
		return;
	for (char *save, *line = strtok_r(text, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		char *controllers = strchr(line, ':'),
		     *path = controllers ? strchr(controllers + 1, ':') : NULL;

		if (!path)
			continue;
		*path++ = '\0';
		answer_item(a, controllers[1] ? controllers + 1 : "unified", "%.60s", path);
	}
	answer_number(a, a->items);
}

/* Where it is mounted, a namespace shows our own group at its top. */
static void ask_memory_limit(struct answer *a)
{
	static const char *const paths[] = { "/sys/fs/cgroup/memory.max",
					     "/sys/fs/cgroup/memory/memory.limit_in_bytes" };

	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		if (answer_file(a, paths[i]))
			return;
}

static void ask_pids_limit(struct answer *a)
{
	if (!answer_file(a, "/sys/fs/cgroup/pids.max"))
		answer_file(a, "/sys/fs/cgroup/pids/pids.max");
}

static void ask_clock(struct answer *a)
{
	struct timespec t;

	if (DO(a, "clock_getres(CLOCK_MONOTONIC), ns", clock_getres(CLOCK_MONOTONIC, &t)))
		answer_number(a, t.tv_nsec + t.tv_sec * 1000000000LL);
}

static void ask_uptime(struct answer *a)
{
	struct timespec t;

	if (DO(a, "clock_gettime(CLOCK_BOOTTIME), s", clock_gettime(CLOCK_BOOTTIME, &t)))
		answer_number(a, t.tv_sec);
}

/* How long the machine stood still, since it was started: a frozen one's clocks differ. */
static void ask_suspended(struct answer *a)
{
	struct timespec boot, mono;

	if (DO(a, "CLOCK_BOOTTIME - CLOCK_MONOTONIC, s", clock_gettime(CLOCK_BOOTTIME, &boot)) &&
	    DO(a, "CLOCK_BOOTTIME - CLOCK_MONOTONIC, s", clock_gettime(CLOCK_MONOTONIC, &mono)))
		answer_number(a, boot.tv_sec - mono.tv_sec);
}

static void ask_lsm(struct answer *a)
{
	answer_file(a, "/sys/kernel/security/lsm");
}

static void ask_label(struct answer *a)
{
	answer_file(a, "/proc/self/attr/current");
}

static void ask_yama(struct answer *a)
{
	answer_file(a, "/proc/sys/kernel/yama/ptrace_scope");
}

static void ask_sysctls(struct answer *a)
{
	static const char *const names[] = {
		"kernel/unprivileged_bpf_disabled",
		"kernel/unprivileged_userns_clone",
		"kernel/apparmor_restrict_unprivileged_userns",
		"kernel/io_uring_disabled",
		"kernel/perf_event_paranoid",
		"kernel/kptr_restrict",
		"kernel/dmesg_restrict",
		"kernel/randomize_va_space",
		"kernel/pid_max",
		"kernel/threads-max",
		"kernel/seccomp/actions_avail",
		"kernel/core_pattern",
		"kernel/keys/maxkeys",
		"vm/unprivileged_userfaultfd",
		"vm/overcommit_memory",
		"vm/memfd_noexec",
		"vm/max_map_count",
		"fs/protected_hardlinks",
		"fs/protected_symlinks",
		"fs/protected_fifos",
		"fs/protected_regular",
		"fs/suid_dumpable",
		"fs/inotify/max_user_instances",
		"user/max_user_namespaces",
		"net/ipv4/ping_group_range",
		"net/ipv4/ip_unprivileged_port_start",
	};

	about_to(a, "read /proc/sys");
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char path[96], text[NAME_SIZE];

		snprintf(path, sizeof(path), "/proc/sys/%s", names[i]);
		if (fd_slurp(AT_FDCWD, path, text, sizeof(text)) < 0)
			continue;
		text[strcspn(text, "\n")] = '\0';
		for (char *c = text; *c; c++)
			*c = *c == '\t' ? ' ' : *c;
		answer_item(a, names[i], "%s", text);
	}
	answer_number(a, a->items);
}

static void ask_gvisor(struct answer *a)
{
	char text[512] = "";

	about_to(a, "gVisor in /proc/version");
	fd_slurp(AT_FDCWD, "/proc/version", text, sizeof(text));
	answer(a, strstr(text, "gVisor") || strstr(text, "gvisor") ? YES : NO);
}

static void ask_container(struct answer *a)
{
	static const struct {
		const char *name, *path;
	} signs[] = {
		{ "docker", "/.dockerenv" },
		{ "podman", "/run/.containerenv" },
		{ "function", "/var/runtime" },
		{ "function_task", "/var/task" },
		{ "kubernetes", "/run/secrets/kubernetes.io" },
	};
	bool any = false;

	about_to(a, "signs of a container or a function");
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (!access(signs[i].path, F_OK)) {
			answer_item(a, signs[i].name, "%s", signs[i].path);
			any = true;
		}
	answer(a, any ? YES : NO);
}

static const struct question questions[] = {
	{ "kernel", ask_kernel, .what = "kernel" },
	{ "architecture", ask_architecture, .what = "architecture" },
	{ "cpu", ask_cpu, .what = "processor" },
	{ "cpus", ask_cpus, .what = "processors we may use" },
	{ "memory_mib", ask_memory, .what = "MiB of memory" },
	{ "memory_limit", ask_memory_limit, .what = "limit of the cgroup's memory" },
	{ "pids_limit", ask_pids_limit, .what = "limit of the cgroup's tasks" },
	{ "cgroup", ask_cgroup, .what = "cgroups" },
	{ "clock_ns", ask_clock, .what = "ns that the clock tells apart" },
	{ "uptime", ask_uptime, .what = "s since the machine was started" },
	{ "suspended", ask_suspended, .what = "s of that standing still" },
	{ "lsm", ask_lsm, .what = "security modules" },
	{ "label", ask_label, .what = "security label" },
	{ "yama", ask_yama, .what = "Yama's ptrace_scope" },
	{ "sysctls", ask_sysctls, .what = "sysctls" },
	{ "gvisor", ask_gvisor, .what = "gVisor's kernel" },
	{ "container", ask_container, .what = "signs of a container or a function" },
	{ .name = NULL },
};

const struct group group_machine = { "machine", "The machine", questions };
