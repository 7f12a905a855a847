// SPDX-License-Identifier: MIT
/*
 * profile_filter.c - "refused" in a profile: the calls, and what they end with, as BPF.
 *
 * libseccomp makes it, for the machine's own calls and for its 32-bit ones. What it cannot say,
 * that all calls above a number are unknown, stands before its program.
 */
#include "harness/profiles/profile.h"

#include <errno.h>
#include <fcntl.h>
#include <libconfig.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/fd.h"
#include "lib/processor.h"

enum { ERRNOS = 134 };

static const struct {
	const char *name;
	uint64_t value;
} constants[] = {
	{ "CLONE_NEWNS", CLONE_NEWNS },
	{ "CLONE_NEWUSER", CLONE_NEWUSER },
	{ "CLONE_NEWPID", CLONE_NEWPID },
	{ "CLONE_NEWNET", CLONE_NEWNET },
	{ "CLONE_NEWIPC", CLONE_NEWIPC },
	{ "CLONE_NEWUTS", CLONE_NEWUTS },
	{ "CLONE_NEWCGROUP", CLONE_NEWCGROUP },
	{ "AF_INET", AF_INET },
	{ "AF_INET6", AF_INET6 },
	{ "AF_PACKET", AF_PACKET },
	{ "AF_ALG", AF_ALG },
	{ "AF_VSOCK", AF_VSOCK },
	{ "AF_RXRPC", AF_RXRPC },
	{ "AF_NETLINK", AF_NETLINK },
	{ "SOCK_RAW", SOCK_RAW },
	{ "AF_UNIX", AF_UNIX },
	{ "AF_KEY", AF_KEY },
	{ "AF_XDP", AF_XDP },
	{ "AF_TIPC", AF_TIPC },
	{ "AF_CAN", AF_CAN },
	{ "AF_BLUETOOTH", AF_BLUETOOTH },
	{ "PR_SET_NO_NEW_PRIVS", PR_SET_NO_NEW_PRIVS },
	{ "PR_SET_SECCOMP", PR_SET_SECCOMP },
	{ "PR_SET_DUMPABLE", PR_SET_DUMPABLE },
	{ "PR_SET_PDEATHSIG", PR_SET_PDEATHSIG },
	{ "PR_SET_NAME", PR_SET_NAME },
	{ "PR_SET_CHILD_SUBREAPER", PR_SET_CHILD_SUBREAPER },
	{ "NEW_LISTENER", SECCOMP_FILTER_FLAG_NEW_LISTENER },
};

static int complain(const config_setting_t *s, const char *what, struct err *e)
{
	return err_set(e, 0, "%s:%u: refused: %s", config_setting_source_file(s),
		       config_setting_source_line(s), what);
}

static int error_of(const config_setting_t *entry)
{
	const char *name;

	if (config_setting_lookup_string(entry, "errno", &name))
		for (int error = 1; strerrorname_np(error) || error < ERRNOS; error++)
			if (strerrorname_np(error) && !strcmp(strerrorname_np(error), name))
				return error;
	return 0;
}

static bool constant(const char *name, uint64_t *value)
{
	for (size_t i = 0; name && i < sizeof(constants) / sizeof(*constants); i++)
		if (!strcmp(constants[i].name, name)) {
			*value = constants[i].value;
			return true;
		}
	return false;
}

/*
 * One condition, { arg = 0; is = "AF_INET"; } or { arg = 1; has = "SOCK_RAW"; mask = 15; }: with
 * "has", those bits of the argument (all of `mask`, where that is given) are the constant's.
 */
static int condition(const config_setting_t *s, struct scmp_arg_cmp *c, struct err *e)
{
	const char *name = NULL;
	uint64_t value;
	int arg, mask = 0;
	bool has = config_setting_lookup_string(s, "has", &name);

	if (!config_setting_lookup_int(s, "arg", &arg) || arg < 0 || arg > 5)
		return complain(s, "a condition needs arg, 0 to 5", e);
	if (!has)
		config_setting_lookup_string(s, "is", &name);
	if (!constant(name, &value))
		return complain(s, "a condition needs \"is\" or \"has\" with a known constant", e);
	config_setting_lookup_int(s, "mask", &mask);
	c->arg = (unsigned)arg;
	c->op = has ? SCMP_CMP_MASKED_EQ : SCMP_CMP_EQ;
	c->datum_a = !has ? value : mask ? (uint64_t)mask : value;
	c->datum_b = has ? value : 0;
	return 0;
}

/* A name that this libseccomp does not know is newer than it: `newest` is for those. */
static int refuse(scmp_filter_ctx f, const config_setting_t *entry, const char *call, int error,
		  struct err *e)
{
	const config_setting_t *when = config_setting_get_member(entry, "when");
	int n = when ? config_setting_length(when) : 0, nr = seccomp_syscall_resolve_name(call), r;
	struct scmp_arg_cmp c[6];

	if (nr == __NR_SCMP_ERROR)
		return complain(entry, "no such call", e) == 0 ? 0 : err_prefix(e, "%s", call);
	if (n > 6)
		return complain(entry, "at most six conditions", e);
	for (int i = 0; i < n; i++)
		if ((r = condition(config_setting_get_elem(when, (unsigned)i), &c[i], e)))
			return r;
	r = seccomp_rule_add_array(f, SCMP_ACT_ERRNO((unsigned)error), nr, (unsigned)n, c);
	return r ? err_set(e, -r, "%s", call) : 0;
}

static int take_entry(scmp_filter_ctx f, const config_setting_t *entry, struct err *e)
{
	const config_setting_t *calls = config_setting_get_member(entry, "calls");
	int error = error_of(entry), r = 0;

	if (!error)
		return complain(entry, "an entry needs errno", e);
	if (!calls || !config_setting_length(calls))
		return complain(entry, "an entry needs calls", e);
	for (int i = 0; i < config_setting_length(calls) && !r; i++) {
		const char *call = config_setting_get_string_elem(calls, i);

		r = call ? refuse(f, entry, call, error, e) : complain(entry, "calls are names", e);
	}
	return r;
}

/* "No such call" for all numbers above `newest` of the machine's own table. */
static unsigned put_newest(struct sock_filter *at, int newest)
{
	const struct sock_filter head[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PROCESSOR_AUDIT, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, (unsigned)newest, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
	};

	memcpy(at, head, sizeof(head));
	return newest ? sizeof(head) / sizeof(*head) : 0;
}

static int export(scmp_filter_ctx f, struct profile *p, int newest, struct err *e)
{
	int fd _cleanup_fd_ = memfd_create("filter", MFD_CLOEXEC), r;
	off_t size;
	unsigned n;

	r = fd < 0 ? -errno : seccomp_export_bpf(f, fd);
	size = fd < 0 ? 0 : lseek(fd, 0, SEEK_CUR);
	if (r || size <= 0)
		return err_set(e, r ? -r : EIO, "the filter");
	p->filter = calloc(1, (size_t)size + 8 * sizeof(*p->filter));
	if (!p->filter)
		return err_set(e, ENOMEM, "the filter");
	n = put_newest(p->filter, newest);
	if (pread(fd, p->filter + n, (size_t)size, 0) != size)
		return err_set(e, EIO, "the filter");
	p->filter_length = (unsigned short)(n + (size_t)size / sizeof(*p->filter));
	return 0;
}

int profile_filter(struct profile *p, const struct config_setting_t *refused, int newest,
		   struct err *e)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ALLOW);
	int r = 0;

	if (!f)
		return err_set(e, ENOMEM, "the filter");
	seccomp_attr_set(f, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(ENOSYS));
	seccomp_arch_add(f, PROCESSOR_SMALL);
	for (int i = 0; refused && i < config_setting_length(refused) && !r; i++)
		r = take_entry(f, config_setting_get_elem(refused, (unsigned)i), e);
	if (!r)
		r = export(f, p, newest, e);
	seccomp_release(f);
	return r;
}
