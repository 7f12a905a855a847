// SPDX-License-Identifier: MIT
#include "sandbox/policy.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <linux/prctl.h>
#include <linux/sched.h>
#include <linux/sockios.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>

#define CLONE_NEW_ANY                                                                             \
	((unsigned)(CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | \
		    CLONE_NEWPID | CLONE_NEWNET))
/* CLONE_PARENT: a child of the worker, not ours. PIDFD: pidfd_open by another name. Others: tracers'. */
#define CLONE_ODD (CLONE_PARENT | CLONE_PIDFD | CLONE_PTRACE | CLONE_UNTRACED)

/*
 * Clocks of processor time have negative numbers: the pid, all bits turned over, and three bits of
 * which: see clock_getcpuclockid(3). That of a thread is read by threads of the same process only.
 */
#define CLOCKS 0x80000000u           /* negative: not one of the machine's */
#define CLOCK_OF_THREAD 0x80000004u
#define CLOCK_OF_PROCESS 0x80000000u
#define OWN_CLOCK 0xfffffffau        /* pid 0, what was used */

#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 25
#endif
#ifndef PR_SET_VMA
#define PR_SET_VMA 0x53564d41
#endif

#define NAME(x) { #x, (uint64_t)(x) }

static const struct {
	const char *name;
	uint64_t value;
} names[] = {
	NAME(F_DUPFD), NAME(F_DUPFD_CLOEXEC), NAME(F_GETFD), NAME(F_SETFD), NAME(F_GETFL),
	NAME(F_SETFL), NAME(F_GETLK), NAME(F_SETLK), NAME(F_SETLKW), NAME(F_OFD_GETLK),
	NAME(F_OFD_SETLK), NAME(F_OFD_SETLKW), NAME(F_GETPIPE_SZ), NAME(F_SETPIPE_SZ),
	NAME(F_GETOWN), NAME(F_GETSIG), NAME(TCGETS), NAME(TIOCGWINSZ), NAME(FIONREAD),
	NAME(FIONBIO), NAME(FIOCLEX), NAME(FIONCLEX), NAME(S_IFMT), NAME(S_IFIFO), NAME(RENAME_WHITEOUT),
	NAME(MAP_ANONYMOUS), NAME(MAP_SHARED), { "ARCH_SET_FS", 0x1002 }, { "ARCH_GET_FS", 0x1003 },
	NAME(PRIO_PROCESS), NAME(PR_SET_NAME), NAME(PR_GET_NAME), NAME(PR_SET_VMA),
	NAME(PR_GET_DUMPABLE), NAME(PR_SET_PDEATHSIG), NAME(PR_GET_PDEATHSIG),
	NAME(PR_CAPBSET_READ), NAME(PR_GET_NO_NEW_PRIVS), NAME(PR_SET_NO_NEW_PRIVS),
	NAME(O_CREAT), { "O_TMPFILE", O_TMPFILE & ~O_DIRECTORY }, NAME(AF_UNIX), NAME(SOCK_STREAM), NAME(SOCK_SEQPACKET), NAME(SOCK_DGRAM), { "SOCK_TYPE", 0xf }, NAME(CLONE_THREAD), NAME(CLONE_FILES), NAME(MSG_OOB), NAME(CLOSE_RANGE_UNSHARE), NAME(CLONE_NEW_ANY), NAME(CLONE_ODD),
	NAME(SO_TYPE), NAME(SO_ERROR), NAME(SO_DOMAIN), NAME(SO_PROTOCOL), NAME(SO_SNDBUF),
	NAME(SO_RCVBUF), NAME(SO_PEERCRED), NAME(POSIX_FADV_DONTNEED), NAME(MADV_MERGEABLE),
	NAME(MADV_COLD), NAME(MADV_PAGEOUT), NAME(MADV_COLLAPSE), NAME(CLOCKS), NAME(CLOCK_OF_THREAD),
	NAME(CLOCK_OF_PROCESS), NAME(OWN_CLOCK), NAME(TIOCSTI), NAME(TIOCLINUX), NAME(FIOSETOWN), NAME(SIOCSPGRP),
	{ "SCHED_OTHER", SCHED_NORMAL },
};

static const struct {
	const char *name;
	int refuse;
} actions[] = {
	{ "allow", 0 },
	{ "counted", POLICY_COUNTED },
	{ "asked", POLICY_COUNTED },
	{ "mediated", POLICY_MEDIATED },
	{ "EPERM", EPERM },
	{ "ENOSYS", ENOSYS },
	{ "ENOTTY", ENOTTY },
	{ "ENOTSUP", ENOTSUP },
	{ "EINVAL", EINVAL },
	{ "EPROTONOSUPPORT", EPROTONOSUPPORT },
};

bool policy_value(size_t i, const struct processor *at, const char **name, uint64_t *value)
{
	size_t n = sizeof(names) / sizeof(names[0]);

	*name = i < n ? names[i].name : "O_DIRECT";
	*value = i < n ? names[i].value : at->direct;
	return i <= n;
}

/* A name, or a number as C writes it, without a sign. Returns 0, or -EINVAL. */
static int parse_item(const char *word, const struct processor *at, uint64_t *value)
{
	const char *name;
	char *end;

	for (size_t i = 0; policy_value(i, at, &name, value); i++)
		if (!strcmp(name, word))
			return 0;
	errno = 0;
	*value = strtoull(word, &end, 0);
	return *word < '0' || *word > '9' || *end || errno ? -EINVAL : 0;
}

/* NAME|NAME|0x10. Returns 0, or -EINVAL. */
static int parse_value(char *word, const struct processor *at, uint64_t *value)
{
	*value = 0;
	for (char *w; (w = strsep(&word, "|"));) {
		uint64_t v;

		if (parse_item(w, at, &v) < 0)
			return -EINVAL;
		*value |= v;
	}
	return 0;
}

/* The value of a test, which its mask must let through: else no argument would ever equal it. */
static int parse_wanted(struct policy_test *t, const struct processor *at, char *word)
{
	return parse_value(word, at, &t->value) < 0 || t->value & ~t->mask ? -EINVAL : 0;
}

/* `[ap]N`, with the width it stands for. */
static int parse_arg(const char *word, struct policy_test *t)
{
	if ((word[0] != 'a' && word[0] != 'p') || word[1] < '0' || word[1] > '5' || word[2])
		return -EINVAL;
	t->arg = (unsigned)(word[1] - '0');
	t->mask = word[0] == 'a' ? UINT32_MAX : UINT64_MAX;
	return 0;
}

/* `& MASK == V`, `== V` or `in V,V,V`: the first value into t, the rest of an `in` into *more. */
static int parse_op(struct policy_test *t, const struct processor *at, char **rest,
		    char **more)
{
	char *op = strtok_r(NULL, " \t", rest);
	char *word = strtok_r(NULL, " \t", rest);
	uint64_t mask = t->mask;

	*more = NULL;
	if (!op || !word)
		return -EINVAL;
	if (!strcmp(op, "&")) {
		if (parse_value(word, at, &mask) < 0)
			return -EINVAL;
		op = strtok_r(NULL, " \t", rest);
		word = strtok_r(NULL, " \t", rest);
		if (!op || !word || strcmp(op, "==") != 0)
			return -EINVAL;
	} else if (!strcmp(op, "in")) {
		*more = strchr(word, ',');
		if (*more)
			*(*more)++ = '\0';
	} else if (strcmp(op, "==") != 0) {
		return -EINVAL;
	}
	t->mask &= mask;
	return parse_wanted(t, at, word);
}

static int keep(struct policy *p, const struct policy_rule *r)
{
	if (r->nr == PROCESSOR_LACKS)
		return 0;
	if (p->n == POLICY_RULES)
		return -EINVAL;
	p->rule[p->n++] = *r;
	return 0;
}

/* An `in` with several values is as many rules; one line may hold one such list. */
static int keep_list(struct policy *p, const struct processor *at, struct policy_rule *r, unsigned which,
		     char *values)
{
	int bad = keep(p, r);

	for (char *v; !bad && (v = strsep(&values, ","));) {
		bad = parse_wanted(&r->test[which], at, v);
		if (!bad)
			bad = keep(p, r);
	}
	return bad;
}

static int parse_rule(struct policy *p, const struct processor *at, char *line)
{
	char *rest = NULL, *values = NULL;
	struct policy_rule r = { .nr = -1 };
	char *word = strtok_r(line, " \t", &rest);
	unsigned which = 0;
	size_t a = 0;

	while (a < sizeof(actions) / sizeof(actions[0]) && strcmp(actions[a].name, word) != 0)
		a++;
	word = strtok_r(NULL, " \t", &rest);
	if (a == sizeof(actions) / sizeof(actions[0]) || !word)
		return -EINVAL;
	r.refuse = actions[a].refuse;
	r.nr = processor_call(at, word);
	if (r.nr < 0 && r.nr != PROCESSOR_LACKS)
		return -EINVAL;
	while ((word = strtok_r(NULL, " \t", &rest))) {
		char *more;

		if (r.tests == POLICY_TESTS || parse_arg(word, &r.test[r.tests]) < 0 ||
		    parse_op(&r.test[r.tests], at, &rest, &more) < 0 || (more && values))
			return -EINVAL;
		if (more) {
			values = more;
			which = r.tests;
		}
		r.tests++;
	}
	return keep_list(p, at, &r, which, values);
}

/* `[both]`: 1 if it is for `which`, 0 if for another; -EINVAL: there is no such section. */
static int parse_section(char *line, const char *which)
{
	static const char *const sections[] = { "both", "alone", "processes" };
	char *rest = NULL, *name = strtok_r(line, " \t", &rest);
	size_t n = strlen(name), i = 0;

	if (name[n - 1] != ']' || strtok_r(NULL, " \t", &rest))
		return -EINVAL;
	name[n - 1] = '\0';
	while (i < 3 && strcmp(sections[i], name + 1))
		i++;
	return i == 3 ? -EINVAL : !i || !strcmp(sections[i], which);
}

int policy_parse(struct policy *p, char *text, const char *which, const struct processor *at,
		 struct err *e)
{
	int mine = 0, no = 0;

	p->n = 0;
	for (char *line = text, *next; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		no++;
		line[strcspn(line, "#")] = '\0';
		line += strspn(line, " \t");
		if (*line == '[') {
			mine = parse_section(line, which);
			if (mine < 0)
				return err_set(e, 0, "line %d: there is no such section", no);
		} else if (*line && mine && parse_rule(p, at, line) < 0) {
			return err_set(e, 0, "line %d: not a rule, or an unknown name", no);
		}
	}
	return 0;
}

bool policy_counts(const struct policy *p, int nr)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->rule[i].nr == nr && p->rule[i].refuse == POLICY_COUNTED)
			return true;
	return false;
}

int policy_decide(const struct policy *p, int nr, const uint64_t args[6])
{
	for (size_t i = 0; i < p->n; i++) {
		const struct policy_rule *r = &p->rule[i];
		unsigned k = 0;

		if (r->nr != nr)
			continue;
		while (k < r->tests &&
		       (args[r->test[k].arg] & r->test[k].mask) == r->test[k].value)
			k++;
		if (k == r->tests)
			return r->refuse;
	}
	return EPERM;
}
