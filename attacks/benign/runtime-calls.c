// SPDX-License-Identifier: MIT
/*
 * runtime-calls.c - what the runtimes of languages ask the kernel at the start and in their loops.
 *
 * Memory that is grown and looked at, threads that announce themselves, scheduling that is asked
 * for and left alone. Few programs look whether it was refused; runtimes do, and end.
 */
#include "attacks/benign/calls.h"

#include <asm/prctl.h>
#include <linux/capability.h>
#include <linux/membarrier.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <time.h>

#define PAGE 4096

static void memory(void)
{
	char *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	long end = CALL(r > 0, brk, 0);

	CALL(r == end + PAGE, brk, end + PAGE);
	CALL(r == 0, madvise, page, PAGE, MADV_NORMAL);
	CALL(r == 0, mincore, page, PAGE, &(char){ 0 });
	CALL(r == 0, msync, page, PAGE, MS_ASYNC);
	CALL(r == 0, mprotect, page, PAGE, PROT_READ);
	CALL(r > 0, mremap, page, PAGE, 2 * PAGE, MREMAP_MAYMOVE);
	CALL(r >= 0 || errno == ENOSYS, membarrier, MEMBARRIER_CMD_QUERY, 0, 0);
	CALL(r == 0 || errno == ENOSYS, get_mempolicy, NULL, NULL, 0, NULL, 0);
}

static void threads(void)
{
	unsigned long base;
	void *list;
	size_t size;

	CALL(r == 0, get_robust_list, 0, &list, &size);
	CALL(r == 0, set_robust_list, list, size);
	CALL(r == getpid(), gettid);
	CALL(errno == EINVAL || errno == ENOSYS, rseq, NULL, 0, 0, 0);
	CALL(r == 0, arch_prctl, ARCH_GET_FS, &base);
	CALL(r == 0, prctl, PR_SET_NAME, "a runtime");
	CALL(r == 0, prctl, PR_GET_NAME, (char[16]){ 0 });
	CALL(r >= 0, prctl, PR_GET_DUMPABLE);
	CALL(r == 0, prctl, PR_GET_PDEATHSIG, &(int){ 0 });
	CALL(r >= 0, prctl, PR_CAPBSET_READ, 0);
	CALL(r >= 0, prctl, PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);
	CALL(r == 0, prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	CALL(r == 0, prctl, PR_SET_PDEATHSIG, SIGKILL);
}

static void scheduling(void)
{
	cpu_set_t set;

	CALL(r == 0, sched_yield);
	CALL(r > 0, sched_getaffinity, 0, sizeof(set), &set);
	CALL(r == 0, sched_setaffinity, 0, sizeof(set), &set);
	CALL(r == 0, sched_getparam, 0, &(struct sched_param){ 0 });
	CALL(r >= 0, sched_getscheduler, 0);
	CALL(r == 0, sched_getattr, 0, (char[48]){ 0 }, 48, 0);
	CALL(r == 0, sched_rr_get_interval, 0, &(struct timespec){ 0 });
	CALL(r >= 0, sched_get_priority_max, SCHED_FIFO);
	CALL(r >= 0, sched_get_priority_min, SCHED_FIFO);
	CALL(r > 0, getpriority, PRIO_PROCESS, 0);
	CALL(r == 0, setpriority, PRIO_PROCESS, 0, 19);
}

static void itself(void)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct caps[2];
	gid_t g[3];
	uid_t u[3];

	CALL(r == 0, getresuid, &u[0], &u[1], &u[2]);
	CALL(r == 0, getresgid, &g[0], &g[1], &g[2]);
	CALL(r >= 0, getgroups, 0, NULL);
	CALL(r == 0, capget, &head, caps);
	CALL(r >= 0, getsid, 0);
	CALL(r >= 0, getpgid, 0);
	CALL(r == 0, getrusage, RUSAGE_SELF, &(struct rusage){ 0 });
	CALL(r >= 0, times, &(struct tms){ 0 });
	CALL(r == 0, uname, &(struct utsname){ 0 });
	CALL(r == 0, sysinfo, &(struct sysinfo){ 0 });
	CALL(r == 4, getrandom, (char[4]){ 0 }, 4, 0);
	CALL(r >= 0, personality, 0xffffffff);
	CALL(r == 0, clock_getres, CLOCK_MONOTONIC, &(struct timespec){ 0 });
	CALL(r == 0, rt_sigpending, &(unsigned long){ 0 }, 8);
}

static enum claim run(const struct brief *b)
{
	(void)b;
	memory();
	threads();
	scheduling();
	itself();
	return tell_calls();
}

const struct attack attack = {
	.effect = "a runtime starts and finds what it asks for",
	.means = "brk, membarrier, rseq, robust lists, sched_get*, prctl, capget",
	.oracle = "done",
	.needs = NEED_X86_64,
	.expect = "47 calls, 0 refused\n",
	.run = run,
};
