// SPDX-License-Identifier: MIT
/*
 * limits - which are set, and do they bite? Each is lowered in the child that asks, and then met.
 */
#include "probe/groups.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void show(char *text, size_t size, rlim_t n)
{
	if (n == RLIM_INFINITY)
		snprintf(text, size, "unlimited");
	else
		snprintf(text, size, "%llu", (unsigned long long)n);
}

static void ask_all_limits(struct answer *a)
{
	static const struct {
		const char *name;
		int which;
	} all[] = {
		{ "CPU", RLIMIT_CPU },		 { "FSIZE", RLIMIT_FSIZE },
		{ "DATA", RLIMIT_DATA },	 { "STACK", RLIMIT_STACK },
		{ "CORE", RLIMIT_CORE },	 { "RSS", RLIMIT_RSS },
		{ "NPROC", RLIMIT_NPROC },	 { "NOFILE", RLIMIT_NOFILE },
		{ "MEMLOCK", RLIMIT_MEMLOCK },	 { "AS", RLIMIT_AS },
		{ "LOCKS", RLIMIT_LOCKS },	 { "NICE", RLIMIT_NICE },
		{ "MSGQUEUE", RLIMIT_MSGQUEUE }, { "SIGPENDING", RLIMIT_SIGPENDING },
		{ "RTPRIO", RLIMIT_RTPRIO },	 { "RTTIME", RLIMIT_RTTIME },
	};

	about_to(a, "getrlimit(2)");
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct rlimit r =
			all[i].which == RLIMIT_CORE ? core_at_start : (struct rlimit){ 0, 0 };
		char soft[24], hard[24];

		if (all[i].which != RLIMIT_CORE && getrlimit((unsigned)all[i].which, &r))
			continue;
		show(soft, sizeof(soft), r.rlim_cur);
		show(hard, sizeof(hard), r.rlim_max);
		answer_item(a, all[i].name, "%s/%s", soft, hard);
	}
	answer_number(a, a->items);
}

static bool lower(struct answer *a, unsigned which, const char *step, rlim_t to)
{
	const struct rlimit r = { to, to };

	return DO(a, step, setrlimit(which, &r));
}

/* The deed must fail, with this errno. */
static void met(struct answer *a, const char *step, bool failed, int expected)
{
	about_to(a, "%s", step);
	a->error = failed ? expected : 0;
	answer(a, failed ? YES : NO);
}

static void ask_nofile(struct answer *a)
{
	if (lower(a, RLIMIT_NOFILE, "setrlimit(RLIMIT_NOFILE, 0)", 0))
		met(a, "open(2) under RLIMIT_NOFILE 0",
		    open("/", O_RDONLY | O_CLOEXEC) < 0 && errno == EMFILE, EMFILE);
}

/* Root is not counted. */
static void ask_nproc(struct answer *a)
{
	pid_t pid;

	if (!lower(a, RLIMIT_NPROC, "setrlimit(RLIMIT_NPROC, 0)", 0))
		return;
	pid = fork();
	if (pid == 0)
		_exit(0);
	met(a, "fork(2) under RLIMIT_NPROC 0", pid < 0 && errno == EAGAIN, EAGAIN);
}

static void ask_fsize(struct answer *a)
{
	int fd;

	signal(SIGXFSZ, SIG_IGN);
	if (DO(a, "memfd_create(2)", fd = (int)syscall(SYS_memfd_create, "ordeal-probe", 0U)) &&
	    lower(a, RLIMIT_FSIZE, "setrlimit(RLIMIT_FSIZE, 0)", 0))
		met(a, "write(2) under RLIMIT_FSIZE 0", write(fd, "x", 1) < 0 && errno == EFBIG,
		    EFBIG);
}

static void ask_as(struct answer *a)
{
	if (lower(a, RLIMIT_AS, "setrlimit(RLIMIT_AS, 64 MiB)", 64 << 20))
		met(a, "mmap(2) of 128 MiB under RLIMIT_AS 64 MiB",
		    mmap(NULL, 128 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
			    MAP_FAILED,
		    ENOMEM);
}

static void ask_data(struct answer *a)
{
	if (lower(a, RLIMIT_DATA, "setrlimit(RLIMIT_DATA, 16 MiB)", 16 << 20))
		met(a, "mmap(2) of 32 MiB under RLIMIT_DATA 16 MiB",
		    mmap(NULL, 32 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
			 0) == MAP_FAILED,
		    ENOMEM);
}

/* The privileged lock as they like. */
static void ask_memlock(struct answer *a)
{
	char *at = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (lower(a, RLIMIT_MEMLOCK, "setrlimit(RLIMIT_MEMLOCK, 64 KiB)", 64 << 10))
		met(a, "mlock(2) of 1 MiB under RLIMIT_MEMLOCK 64 KiB", mlock(at, 1 << 20) < 0,
		    ENOMEM);
}

static volatile sig_atomic_t told;

static void on_cpu(int sig)
{
	(void)sig;
	told = 1;
}

/* The smallest is one second; on a busy machine that is longer by the clock. */
static void ask_cpu(struct answer *a)
{
	const struct rlimit one = { 1, RLIM_INFINITY };
	struct timespec t;

	signal(SIGXCPU, on_cpu);
	if (!DO(a, "setrlimit(RLIMIT_CPU, 1)", setrlimit(RLIMIT_CPU, &one)))
		return;
	do
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	while (!told && t.tv_sec < 3);
	about_to(a, "SIGXCPU under RLIMIT_CPU 1");
	answer(a, told ? YES : NO);
	a->signal = told ? SIGXCPU : 0;
}

static void ask_raise(struct answer *a)
{
	struct rlimit r;

	if (!DO(a, "getrlimit(RLIMIT_NOFILE)", getrlimit(RLIMIT_NOFILE, &r)))
		return;
	r.rlim_max++;
	DO(a, "setrlimit(RLIMIT_NOFILE), one above the hard limit", setrlimit(RLIMIT_NOFILE, &r));
}

static const struct question questions[] = {
	{ "all", ask_all_limits, .what = "limits, soft and hard" },
	{ "nofile", ask_nofile, .what = "descriptors can be limited" },
	{ "nproc", ask_nproc, .what = "tasks can be limited" },
	{ "fsize", ask_fsize, .what = "the size of files can be limited" },
	{ "as", ask_as, .what = "address space can be limited" },
	{ "data", ask_data, .what = "data can be limited" },
	{ "memlock", ask_memlock, .what = "locked memory can be limited" },
	{ "cpu", ask_cpu, .what = "processor time can be limited", .ms = 12 * DEADLINE_MS },
	{ "raise", ask_raise, .what = "a hard limit can be raised" },
	{ .name = NULL },
};

const struct group group_limits = { "limits", "Limits", questions };
