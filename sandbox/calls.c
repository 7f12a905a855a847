// SPDX-License-Identifier: MIT
#include "sandbox/calls.h"

#include "sandbox/layer_seccomp.h"

#include <errno.h>
#include <string.h>
#include <sys/syscall.h>

static int number(const char *name, size_t n)
{
	for (int nr = 0; nr < BOX_CALLS; nr++) {
		const char *is = seccomp_call(nr);

		if (is && strlen(is) == n && !memcmp(is, name, n))
			return nr;
	}
	return -1;
}

/* Without these nobody starts, and nobody ends. */
static const int always[] = { SYS_read, SYS_write, SYS_mmap, SYS_execve, SYS_rt_sigprocmask, SYS_rt_sigreturn,
			      SYS_exit, SYS_exit_group };

int calls_parse(const char *list, uint64_t set[BOX_CALLS / 64], struct err *e)
{
	memset(set, 0, BOX_CALLS / 8);
	for (size_t i = 0; i < sizeof(always) / sizeof(*always); i++)
		calls_put(set, always[i]);
	for (const char *at = list, *end; *at; at = end + (*end == ',')) {
		int nr;

		end = at + strcspn(at, ",");
		nr = number(at, (size_t)(end - at));
		if (nr < 0)
			return err_set(e, 0, "--calls: '%.*s' is no system call", (int)(end - at), at);
		calls_put(set, nr);
	}
	return 0;
}
