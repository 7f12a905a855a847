// SPDX-License-Identifier: MIT
/*
 * doors.c - the ways into the kernel that only some processors have.
 */
#include "lib/calls.h"

#include <errno.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __x86_64__
/* fork or vfork, whose child must end without touching the stack that it may share. */
long door_fork(long nr)
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

long door_i386(void)
{
	long result;

	__asm__ volatile("int $0x80"
			 : "=a"(result)
			 : "0"(20) /* getpid, there */
			 : "r8", "r9", "r10", "r11", "memory");
	errno = -(int)result;
	return (int)result < 0 ? -1 : 0;
}

long door_x32(void)
{
	return syscall(SYS_getpid | 0x40000000);
}
#else
/*
 * A 32-bit program on arm64 is another file, not another way to call; x32 there is none. All that
 * forks there is clone(2).
 */
long door_fork(long nr)
{
	(void)nr;
	errno = ENOSYS;
	return -1;
}

long door_i386(void)
{
	return door_fork(0);
}

long door_x32(void)
{
	return door_fork(0);
}
#endif
