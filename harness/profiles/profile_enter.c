// SPDX-License-Identifier: MIT
/*
 * profile_enter.c - the last steps before the exec of a process of the student's. Runs in a child
 * of the arena's init.
 */
#include "harness/profiles/profile.h"

#include <arpa/inet.h>
#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/fd.h"

#define SECOND_ADDRESS "169.254.100.1"

/* Of the capabilities, `one` and no other; -1: none at all. */
static int keep_capability(int one, struct err *e)
{
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2] = { { 0 } };

	if (one >= 0)
		data[0].permitted = data[0].effective = 1U << one;
	if (syscall(SYS_capset, &head, data))
		return err_set(e, errno, "capset");
	return 0;
}

static int empty_bounding_set(struct err *e)
{
	for (int cap = 0; prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; cap++)
		if (prctl(PR_CAPBSET_DROP, cap, 0, 0, 0))
			return err_set(e, errno, "PR_CAPBSET_DROP %d", cap);
	return 0;
}

static int limit(const struct profile *p, struct err *e)
{
	for (unsigned i = 0; i < p->limits; i++)
		if (setrlimit((unsigned)p->limit[i].which, &p->limit[i].to))
			return err_set(e, errno, "setrlimit %d", p->limit[i].which);
	return 0;
}

static int load(const struct profile *p, struct err *e)
{
	const struct sock_fprog program = { p->filter_length, p->filter };

	if (p->filter && syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program))
		return err_set(e, errno, "the profile's filter");
	return 0;
}

int profile_enter(const struct profile *p, bool rootful, unsigned uid, unsigned gid, struct err *e)
{
	int r;

	if ((!p->capabilities && (r = empty_bounding_set(e))) || (r = limit(p, e)))
		return r;
	if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0))
		return err_set(e, errno, "PR_SET_KEEPCAPS");
	if (rootful && (setgroups(0, NULL) || setresgid(gid, gid, gid) || setresuid(uid, uid, uid)))
		return err_set(e, errno, "become the student");
	/* Whoever has it may load a filter without no_new_privs. */
	if ((r = keep_capability(CAP_SYS_ADMIN, e)) || (r = load(p, e)))
		return r;
	return keep_capability(-1, e);
}

int profile_address(struct err *e)
{
	struct ifreq request = { .ifr_name = "lo:1" };
	struct sockaddr_in *at = (struct sockaddr_in *)&request.ifr_addr;
	int fd _cleanup_fd_ = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	at->sin_family = AF_INET;
	inet_pton(AF_INET, SECOND_ADDRESS, &at->sin_addr);
	if (fd < 0 || ioctl(fd, SIOCSIFADDR, &request))
		return err_set(e, errno, "the address " SECOND_ADDRESS);
	return 0;
}
