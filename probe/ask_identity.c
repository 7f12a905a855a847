// SPDX-License-Identifier: MIT
/*
 * identity - who are we, with which rights, under what, started by whom.
 */
#include "probe/groups.h"

#include "lib/fd.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <unistd.h>

extern char **environ;

/* What follows "FIELD:" in /proc/self/status; false: there is no such line. */
static bool status(struct answer *a, const char *field, char value[TEXT_SIZE])
{
	static char text[8192];
	size_t n = strlen(field);
	ssize_t r;

	about_to(a, "%s in /proc/self/status", field);
	r = fd_slurp(AT_FDCWD, "/proc/self/status", text, sizeof(text));
	if (!came_to(a, r < 0 ? -1 : 0))
		return false;
	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, field, n) || line[n] != ':')
			continue;
		line += n + 1;
		line += strspn(line, " \t");
		n = strcspn(line, "\n");
		n = n < TEXT_SIZE ? n : TEXT_SIZE - 1;
		memcpy(value, line, n);
		value[n] = '\0';
		return true;
	}
	answer(a, UNKNOWN); /* this kernel does not say */
	return false;
}

long long own_status(const char *field)
{
	static struct answer unused;
	char value[TEXT_SIZE];

	return status(&unused, field, value) ? atoll(value) : -1;
}

static void status_number(struct answer *a, const char *field)
{
	char value[TEXT_SIZE];

	if (status(a, field, value))
		answer_number(a, atoll(value));
}

static void ask_uid(struct answer *a)
{
	about_to(a, "getuid(2)");
	answer_number(a, getuid());
}

static void ask_gid(struct answer *a)
{
	about_to(a, "getgid(2)");
	answer_number(a, getgid());
}

static void ask_groups(struct answer *a)
{
	gid_t gid[64];
	int n;

	about_to(a, "getgroups(2)");
	n = getgroups(64, gid);
	if (!came_to(a, n))
		return;
	for (int i = 0; i < n; i++) {
		char name[16];

		snprintf(name, sizeof(name), "%u", gid[i]);
		answer_item(a, name, "yes");
	}
	answer_number(a, n);
}

static void ask_capabilities(struct answer *a)
{
	static const char *const sets[] = { "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb" };
	char value[TEXT_SIZE];
	bool any = false;

	for (size_t i = 0; i < sizeof(sets) / sizeof(*sets); i++)
		if (status(a, sets[i], value)) {
			answer_item(a, sets[i], "%.32s", value);
			any = any || strtoull(value, NULL, 16);
		}
	about_to(a, "the five sets in /proc/self/status");
	answer(a, !a->items ? UNKNOWN : any ? YES : NO);
}

static void ask_no_new_privs(struct answer *a)
{
	status_number(a, "NoNewPrivs");
}

static void ask_seccomp_mode(struct answer *a)
{
	status_number(a, "Seccomp");
}

static void ask_filters(struct answer *a)
{
	status_number(a, "Seccomp_filters");
}

static void ask_session(struct answer *a)
{
	about_to(a, "getsid(2) is the parent's");
	answer(a, getsid(0) == getsid(getppid()) ? NO : YES);
}

static void ask_pid(struct answer *a)
{
	about_to(a, "getppid(2): this program");
	answer_number(a, getppid());
}

static void ask_personality(struct answer *a)
{
	int r;

	about_to(a, "personality(0xffffffff)");
	r = personality(0xffffffff);
	if (came_to(a, r))
		answer_number(a, r);
}

static bool plain(const char *name, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)name[i]) && name[i] != '_')
			return false;
	return n > 0 && n < NAME_SIZE;
}

/* Names alone: what they hold may be a secret, and the report is made to be handed on. */
static void ask_environment(struct answer *a)
{
	about_to(a, "environ: the names");
	for (char **e = environ; e && *e; e++) {
		size_t n = strcspn(*e, "=");
		char name[NAME_SIZE];

		if (!plain(*e, n))
			continue;
		memcpy(name, *e, n);
		name[n] = '\0';
		answer_item(a, name, "set");
	}
	answer_number(a, a->items);
}

static const struct question questions[] = {
	{ "uid", ask_uid, .what = "user id" },
	{ "gid", ask_gid, .what = "group id" },
	{ "groups", ask_groups, .what = "supplementary groups" },
	{ "capabilities", ask_capabilities, .what = "a capability in any set" },
	{ "no_new_privs", ask_no_new_privs, .what = "no_new_privs, at the start" },
	{ "seccomp", ask_seccomp_mode, .what = "seccomp mode, at the start" },
	{ "filters", ask_filters, .what = "filters it runs under, at the start" },
	{ "pid", ask_pid, .what = "process id" },
	{ "own_session", ask_session, .what = "a session of its own" },
	{ "personality", ask_personality, .what = "personality" },
	{ "environment", ask_environment, .what = "environment variables" },
	{ .name = NULL },
};

const struct group group_identity = { "identity", "Who we are", questions };
