// SPDX-License-Identifier: MIT
/*
 * denylist.c - the filter that people deploy: `denylist [--native] -- COMMAND ARGUMENT...`
 *
 * A column of the matrix, not a part of the sandbox. It is a list of what its author thought of, as
 * found in published sandboxes, with their mistakes kept on purpose; the filter-evasion row walks
 * through each of them:
 *
 *   - other architectures are let through (filter-evasion/int80); not with --native, which is how
 *     libseccomp has it unless it is told otherwise: a call by another table ends the process;
 *   - arguments are compared on 64 bits where the kernel reads 32 (network-exfil/domain-high-bits,
 *     filter-evasion/kill-all);
 *   - fork is denied by the flags of clone; fork, vfork and clone3 themselves are forgotten
 *     (fork-bomb/clone3);
 *   - so is what is newer than the list: io_uring, openat2, pidfd_getfd, pidfd_send_signal
 *     (filter-evasion/io-uring-openat, openat2, pidfd-getfd, pidfd-signal).
 *
 * Exit: 125 the filter could not be loaded, 126 the command could not be run, 127 it was not found.
 */
#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* One rule: deny `name` where argument `arg` compares so. op 0: always. */
struct rule {
	const char *name;
	unsigned arg;
	enum scmp_compare op;
	scmp_datum_t a, b;
};

static const struct rule rules[] = {
	/* no network */
	{ "socket", 0, SCMP_CMP_EQ, AF_INET, 0 },
	{ "socket", 0, SCMP_CMP_EQ, AF_INET6, 0 },
	/* no new process: what glibc's fork(3) calls */
	{ "clone", 0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0 },
	/* no signal to everybody */
	{ "kill", 0, SCMP_CMP_EQ, (scmp_datum_t)-1, 0 },
	/* no debugging, no administration */
	{ .name = "ptrace" },
	{ .name = "mount" },
	{ .name = "umount2" },
	{ .name = "chroot" },
	{ .name = "pivot_root" },
	{ .name = "unshare" },
	{ .name = "setns" },
	{ .name = "bpf" },
	{ .name = "init_module" },
	{ .name = "finit_module" },
	{ .name = "delete_module" },
	{ .name = "kexec_load" },
	{ .name = "reboot" },
	{ .name = "swapon" },
	{ .name = "swapoff" },
};

static int deny(scmp_filter_ctx filter, const struct rule *r)
{
	int nr = seccomp_syscall_resolve_name(r->name);

	if (nr == __NR_SCMP_ERROR)
		return -EINVAL;
	if (!r->op)
		return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), nr, 0);
	return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), nr, 1,
				SCMP_CMP64(r->arg, r->op, r->a, r->b));
}

/* Load the list, no_new_privs with it. 0 or -errno. */
static int load(bool native)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int rc = filter ? 0 : -ENOMEM;

	if (!rc && !native)
		rc = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ALLOW);
	for (size_t i = 0; !rc && i < sizeof(rules) / sizeof(*rules); i++)
		rc = deny(filter, &rules[i]);
	/* The library does this, too, but hides the errno. */
	if (!rc && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		rc = -errno;
	if (!rc)
		rc = seccomp_load(filter);
	seccomp_release(filter);
	return rc;
}

int main(int argc, char **argv)
{
	char **command = argv + (argc > 0);
	bool native = *command && !strcmp(*command, "--native");
	int rc;

	command += native;
	if (*command && !strcmp(*command, "--"))
		command++;
	if (!*command) {
		fputs("usage: denylist [--native] [--] COMMAND [ARGUMENT]...\n", stderr);
		return 125;
	}
	rc = load(native);
	if (rc) {
		fprintf(stderr, "denylist: cannot load the filter: %s\n", strerror(-rc));
		return 125;
	}
	execvp(*command, command);
	fprintf(stderr, "denylist: %s: %s\n", *command, strerror(errno));
	return errno == ENOENT ? 127 : 126;
}
