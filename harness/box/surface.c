// SPDX-License-Identifier: MIT
/*
 * surface.c - which system calls answer? `surface --armed FIRST` tries them from that number on.
 *
 * Every argument of a call is -1 unless the table below says otherwise: no such descriptor, no such
 * process, no such address, no such flag. So a call that is let through ends at its first check.
 * Where a filter may look at an argument, the table has the value that an honest program would
 * give, and something else that is wrong: what is asked is whether the call can be reached at all.
 * Calls that cannot fail and would end, stop or alter more than this program are skipped.
 *
 * Two hex digits for each are written at once, for the next may be the last; see ../surface_codes.h.
 * Silent unless armed. `surface --arguments` prints the table, for who decides without making a
 * call.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/surface_codes.h"

#define NONE (-1L)   /* no such thing             */
#define SELF 0x5e1fL /* stands for our own pid    */

enum { A_THREAD = 0x10000, WAKE = 1, REPORT_FID = 0x200, GET_FS = 0x1003, IPC_KEY = 0x0dea1 };

/* They would end us, wait for ever, answer only to the kernel's own code, or flush all disks. */
static const int skipped[] = {
	SYS_exit,  SYS_exit_group,	SYS_rt_sigreturn, SYS_sync,
#ifdef __x86_64__
	SYS_pause, 335 /* uretprobe */, 336 /* uprobe */,
#endif
};

static const struct {
	int nr;
	long a[6];
} table[] = {
#ifdef __x86_64__
	{ SYS_fork, { 0 } }, /* the child ends at once */
	{ SYS_vfork, { 0 } },
	{ SYS_alarm, { 0 } },
	{ SYS_arch_prctl, { GET_FS, NONE } },
	{ SYS_modify_ldt, { 0, NONE, 0 } }, /* -1 is no function: ENOSYS */
	{ SYS_mknod, { NONE, S_IFIFO } },
#endif
	{ SYS_clone, { A_THREAD } }, /* which shares no memory: EINVAL */
	{ SYS_fcntl, { NONE, F_GETFD } },
	{ SYS_ioctl, { NONE, TCGETS } },
	{ SYS_futex, { NONE, WAKE } }, /* -1 is no operation: ENOSYS */
	{ SYS_kill, { SELF, NONE } },
	{ SYS_tkill, { SELF, NONE } },
	{ SYS_tgkill, { SELF, SELF, NONE } },
	{ SYS_mknodat, { NONE, NONE, S_IFIFO } },
	{ SYS_msgget, { IPC_KEY, 0 } },	     /* -1 would create a queue */
	{ SYS_personality, { 0xffffffff } }, /* asks */
	{ SYS_prctl, { PR_GET_NAME, NONE } },
	{ SYS_prlimit64, { 0, NONE } },
	{ SYS_sched_setaffinity, { 0, 8, NONE } },
	{ SYS_sendto, { NONE } },
	{ SYS_set_tid_address, { 0 } },
	{ SYS_setpriority, { PRIO_PROCESS, 0, 0 } },
	{ SYS_socket, { AF_UNIX, 0 } },
	{ SYS_socketpair, { AF_UNIX, 0, 0, NONE } },
	{ SYS_umask, { 022 } },
	{ SYS_fanotify_init, { REPORT_FID | 0x40000000, 0 } }, /* an unknown flag */
};

/* The arguments of a call; false: it is skipped. */
static bool arguments(int nr, long a[6])
{
	for (size_t i = 0; i < sizeof(skipped) / sizeof(*skipped); i++)
		if (skipped[i] == nr)
			return false;
	for (int i = 0; i < 6; i++)
		a[i] = NONE;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (table[i].nr == nr)
			memcpy(a, table[i].a, sizeof(table[i].a));
	return true;
}

static sigjmp_buf back;

static void on_signal(int sig)
{
	siglongjmp(back, sig == SIGSYS ? SURFACE_SIGSYS : SURFACE_FAULT);
}

#ifdef __x86_64__
/* fork or vfork, whose child must end without touching the stack that it may share. */
static long fork_and_end(long nr)
{
	long pid;

	__asm__ volatile("syscall\n\t"
			 "test %%rax, %%rax\n\t"
			 "jnz 1f\n\t"
			 "mov %[exit], %%eax\n\t"
			 "xor %%edi, %%edi\n\t"
			 "syscall\n"
			 "1:"
			 : "=a"(pid)
			 : "0"(nr), [exit] "i"(SYS_exit)
			 : "rcx", "r11", "rdi", "memory");
	if (pid < 0) {
		errno = (int)-pid;
		return -1;
	}
	waitpid((pid_t)pid, NULL, 0);
	return 0;
}

static long by_i386(void)
{
	long result;

	__asm__ volatile("int $0x80"
			 : "=a"(result)
			 : "0"(20) /* getpid, there */
			 : "r8", "r9", "r10", "r11", "memory");
	errno = -(int)result;
	return (int)result < 0 ? -1 : 0;
}

static long by_x32(void)
{
	return syscall(SYS_getpid | 0x40000000);
}
#else
static long by_i386(void)
{
	errno = ENOSYS;
	return -1;
}
#define by_x32 by_i386
#endif

/* Without getpid(2) if possible: where that kills, kill(2) would seem to. */
static long self(void)
{
	char text[16] = "";

	return readlink("/proc/self", text, sizeof(text) - 1) > 0 ? atol(text) : getpid();
}

static long call(int nr)
{
	long a[6];

	if (nr == SURFACE_X32)
		return by_x32();
	if (nr == SURFACE_I386)
		return by_i386();
#ifdef __x86_64__
	if (nr == SYS_fork || nr == SYS_vfork)
		return fork_and_end(nr);
#endif
	arguments(nr, a);
	for (int i = 0; i < 6; i++)
		a[i] = a[i] == SELF ? self() : a[i];
	return syscall(nr, a[0], a[1], a[2], a[3], a[4], a[5]);
}

/* What the call comes to: 0, errno or a code of ours. Descriptors that it made stay, to our end. */
static int try(int nr)
{
	long unused[6];
	int sig;

	if (nr < SURFACE_CALLS && !arguments(nr, unused))
		return SURFACE_SKIPPED;
	sig = sigsetjmp(back, 1);
	if (sig)
		return sig;
	errno = 0;
	return call(nr) < 0 ? errno : 0;
}

static int print_arguments(void)
{
	for (int nr = 0; nr < SURFACE_CALLS; nr++) {
		long a[6];

		if (!arguments(nr, a))
			continue;
		printf("%d", nr);
		for (int i = 0; i < 6; i++)
			printf(a[i] == SELF ? " self" : " %ld", a[i]);
		putchar('\n');
	}
	return 0;
}

int main(int argc, char **argv)
{
	char text[32];
	int first, n;

	if (argc == 2 && !strcmp(argv[1], "--arguments"))
		return print_arguments();
	if (argc != 3 || strcmp(argv[1], "--armed") != 0)
		return 0;
	first = atoi(argv[2]);
	setpgid(0, 0); /* a leader cannot setsid(2): that fails, too */
	for (int sig = 1; sig < 32; sig++)
		if (sig == SIGSYS || sig == SIGSEGV || sig == SIGILL || sig == SIGBUS ||
		    sig == SIGTRAP)
			signal(sig, on_signal);
	n = snprintf(text, sizeof(text), SURFACE_BEGIN "%d:", first);
	for (int nr = first; n > 0 && nr < SURFACE_PROBES; nr++) {
		if (write(STDOUT_FILENO, text, (size_t)n) != n)
			return 1;
		n = snprintf(text, sizeof(text), "%02x", (unsigned)try(nr));
	}
	return write(STDOUT_FILENO, text, (size_t)n) != n;
}
