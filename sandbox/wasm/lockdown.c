// SPDX-License-Identifier: MIT
/*
 * A list of what is allowed; all else kills the process. mprotect() may not make anything
 * executable, so that no code runs but what was linked. Written by hand as BPF: a list without
 * exceptions needs no library, and the host stays one static file.
 */
#include "sandbox/wasm/lockdown.h"

#include "lib/processor.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const int always[] = {
	SYS_read, SYS_write, SYS_pread64, SYS_madvise, SYS_rt_sigreturn, SYS_getrandom,
	SYS_clock_gettime, SYS_clock_nanosleep, SYS_setitimer, SYS_getrusage, SYS_exit_group,
};
static const int for_files[] = { SYS_openat2, SYS_newfstatat, SYS_getdents64, SYS_lseek };
static const int for_accepts[] = { SYS_accept4 };

enum {
	ALWAYS = sizeof(always) / sizeof(*always),
	FILES = sizeof(for_files) / sizeof(*for_files),
	ACCEPTS = sizeof(for_accepts) / sizeof(*for_accepts),
	ROOM = 10 + 2 * (ALWAYS + FILES + ACCEPTS + 1),
};

struct filter {
	struct sock_filter of[ROOM];
	unsigned short     n;
};

static void add(struct filter *f, struct sock_filter instruction)
{
	f->of[f->n++] = instruction;
}

static void load(struct filter *f, unsigned offset)
{
	add(f, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset));
}

static void answer(struct filter *f, unsigned what)
{
	add(f, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, what));
}

/* The next instruction only where what was loaded is this. */
static void if_equal(struct filter *f, unsigned value)
{
	add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1));
}

static void allow(struct filter *f, const int *calls, int n)
{
	for (int i = 0; i < n; i++) {
		if_equal(f, (unsigned)calls[i]);
		answer(f, SECCOMP_RET_ALLOW);
	}
}

static void build(struct filter *f, bool files, bool accepts)
{
	static const int closes[] = { SYS_close };

	load(f, offsetof(struct seccomp_data, arch));
	add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PROCESSOR_AUDIT, 1, 0));
	answer(f, SECCOMP_RET_KILL_PROCESS);
	load(f, offsetof(struct seccomp_data, nr));
	allow(f, always, ALWAYS);
	if (files)
		allow(f, for_files, FILES);
	if (accepts)
		allow(f, for_accepts, ACCEPTS);
	if (files || accepts)
		allow(f, closes, 1);
	add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mprotect, 1, 0));
	answer(f, SECCOMP_RET_KILL_PROCESS);
	load(f, offsetof(struct seccomp_data, args[2]));
	add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1));
	answer(f, SECCOMP_RET_KILL_PROCESS);
	answer(f, SECCOMP_RET_ALLOW);
}

int lockdown_calls(bool files, bool accepts)
{
	return ALWAYS + 1 + (files ? FILES : 0) + (accepts ? ACCEPTS : 0) + (files || accepts);
}

int lockdown(bool files, bool accepts)
{
	struct filter f = { .n = 0 };
	struct sock_fprog program = { .filter = f.of };

	build(&f, files, accepts);
	program.len = f.n;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) < 0)
		return -errno;
	return 0;
}

int lockdown_probe(void)
{
	int status;
	pid_t pid = fork();

	if (pid < 0)
		return -errno;
	if (!pid)
		_exit(-lockdown(true, true) & 255);
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -EIO;
	return -WEXITSTATUS(status);
}
