// SPDX-License-Identifier: MIT
/*
 * jail_argv.c - shimmy can start its worker through a jail, with a command line that it makes
 * itself. Set SANDBOX_NSJAIL_PATH to ordeal-sandbox, and that command line works here too.
 *
 * Each option acts, or is refused with a sentence; none is taken and then ignored. What asks
 * for less than we do anyway (a jail without a network of its own) is refused as well: the
 * program would find out later, and not be told why.
 *
 *	--mode e                    required: nobody waits in between
 *	--log /dev/null             required: no log is kept, what went wrong is on standard error
 *	--user U:G                  root becomes that user and that group; who is not root stays who he is
 *	--chroot /                  required: what may be read is granted, file by file
 *	--cwd D                     --chdir D, and D may be read
 *	--bindmount_ro P            --ro P
 *	--bindmount P               --rw P
 *	--tmpfsmount /tmp           the run's own fresh folder below /tmp, which TMPDIR names
 *	--iface_no_lo               there are no sockets; needs the layer seccomp
 *	--disable_clone_newuser     there never is a user namespace
 *	--rlimit_cpu N              --cpu N
 *	--rlimit_as MIB             --as MIB
 *	--rlimit_nofile N           --nofile N
 *	--seccomp_default_policy=1  nothing weaker than the stack recommended
 */
#include "sandbox/jail_argv.h"

#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { NUMBER = 24, OURS = 12 };

enum act {
	MUST,    /* the value must be `is`                        */
	PAIR,    /* becomes `is` and the value                    */
	COUNT,   /* the same, the value being a number            */
	MIB,     /* the same, a number of MiB                     */
	FLAG,    /* takes no value; always so                     */
	WALL,    /* FLAG or MUST, and the filter is needed for it */
	USER,
	REFUSED, /* `is` says why                                 */
};

static const struct row {
	const char *name;
	enum act    act;
	const char *is;
	bool        value;
} rows[] = {
	{ "mode", MUST, "e", true },
	{ "log", MUST, "/dev/null", true },
	{ "user", USER, NULL, true },
	{ "chroot", MUST, "/", true },
	{ "cwd", PAIR, "--chdir", true },
	{ "bindmount_ro", PAIR, "--ro", true },
	{ "bindmount", PAIR, "--rw", true },
	{ "tmpfsmount", MUST, "/tmp", true },
	{ "iface_no_lo", WALL, NULL, false },
	{ "disable_clone_newnet", REFUSED, "no stack of ours leaves the program a network", false },
	{ "disable_clone_newuser", FLAG, NULL, false },
	{ "rlimit_cpu", COUNT, "--cpu", true },
	{ "rlimit_as", MIB, "--as", true },
	{ "rlimit_nofile", COUNT, "--nofile", true },
	{ "seccomp_default_policy", WALL, "1", true },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

static const struct row *row_of(const char *word)
{
	size_t n = strcspn(word + 2, "=");

	for (size_t i = 0; i < ROWS; i++)
		if (strlen(rows[i].name) == n && !memcmp(rows[i].name, word + 2, n))
			return &rows[i];
	return NULL;
}

static bool is_number(const char *text)
{
	size_t n = strspn(text, "0123456789");

	return n > 0 && n < 12 && !text[n];
}

static int user(struct jail *j, const char *value, struct err *e)
{
	const char *colon = strchr(value, ':');
	char uid[12] = "";

	if (colon && colon - value < (long)sizeof(uid))
		memcpy(uid, value, (size_t)(colon - value));
	if (!is_number(uid) || !is_number(colon + 1))
		return err_set(e, 0, "--user: '%s' is not UID:GID", value);
	j->user = true;
	j->uid = (uid_t)strtoul(uid, NULL, 10);
	j->gid = (gid_t)strtoul(colon + 1, NULL, 10);
	if (!j->uid || !j->gid)
		return err_set(e, 0, "--user: '%s' is root", value);
	return 0;
}

static void put(struct jail *j, const char *word)
{
	j->argv[j->argc++] = (char *)word;
}

/* One option and its value. *strict: it wants the filter. */
static int take(struct jail *j, const struct row *row, const char *value, bool *strict,
		struct err *e)
{
	char *text;

	*strict |= row->act == WALL;
	switch (row->act) {
	case REFUSED:
		return err_set(e, 0, "--%s: %s", row->name, row->is);
	case USER:
		return user(j, value, e);
	case FLAG:
		return 0;
	case MUST:
	case WALL:
		if (!row->value || !strcmp(value, row->is))
			return 0;
		return err_set(e, 0, "--%s: only '%s', not '%s'", row->name, row->is, value);
	case COUNT:
	case MIB:
		if (!is_number(value))
			return err_set(e, 0, "--%s: '%s' is not a number", row->name, value);
		break;
	case PAIR:
		if (*value != '/' || strchr(value, ':'))
			return err_set(e, 0, "--%s: '%s' is not one absolute path", row->name,
				       value);
		break;
	}
	text = (char *)value;
	if (row->act == MIB) {
		text = j->store;
		j->store += NUMBER;
		snprintf(text, NUMBER, "%sM", value);
	}
	put(j, row->is);
	put(j, text);
	return 0;
}

/* Up to the "--". What is behind it belongs to the command. */
static int options(struct jail *j, int argc, char **argv, int *at, bool *strict, struct err *e)
{
	for (*at = 1; *at < argc && strcmp(argv[*at], "--"); ++*at) {
		const char *word = argv[*at], *equals;
		const struct row *row = strncmp(word, "--", 2) ? NULL : row_of(word);

		if (!row)
			return err_set(e, 0, "%s: not an option of the jail wrapper", word);
		equals = strchr(word, '=');
		if (equals && !row->value)
			return err_set(e, 0, "--%s takes no value", row->name);
		if (row->value && !equals && ++*at >= argc)
			return err_set(e, 0, "--%s wants a value", row->name);
		if (take(j, row, equals ? equals + 1 : argv[*at], strict, e) < 0)
			return -e->code;
	}
	return *at < argc ? 0 : err_set(e, 0, "no '--' before the command");
}

int jail_translate(struct jail *j, int argc, char **argv, struct err *e)
{
	bool strict = false;
	char **room, *numbers;
	int at;

	*j = (struct jail){ 0 };
	if (argc < 2 || (strcmp(argv[1], "--mode") && strncmp(argv[1], "--mode=", 7)))
		return 0;
	/* At most two words for each one of theirs; the numbers lie behind. */
	room = calloc(1, (size_t)(2 * argc + OURS) * sizeof(*room) + (size_t)argc * NUMBER);
	if (!room)
		return err_set(e, ENOMEM, "the jail wrapper's options");
	numbers = (char *)(room + 2 * argc + OURS);
	j->argv = room;
	j->store = numbers;
	put(j, argv[0]);
	/* A worker that stays is not ended by a clock, unless one was set. Later options win. */
	for (const char *const *o = (const char *const[]){ "--shim", "--layers", "best", "--wall",
							   "none", "--cpu", "none", NULL };
	     *o; o++)
		put(j, *o);
	if (options(j, argc, argv, &at, &strict, e) < 0) {
		jail_free(j);
		return -EINVAL;
	}
	put(j, "--accept-at-least");
	put(j, strict ? "recommended" : "locked");
	for (; at < argc; at++)
		put(j, argv[at]);
	return 0;
}

int jail_become(const struct jail *j, struct err *e)
{
	if (!j->user || geteuid() != 0)
		return 0;
	if (setgroups(0, NULL) < 0 || setresgid(j->gid, j->gid, j->gid) < 0 ||
	    setresuid(j->uid, j->uid, j->uid) < 0)
		return err_set(e, errno, "--user %u:%u", j->uid, j->gid);
	/* The change took it, and the readback asks; what hides us later hides us then. */
	prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
	return 0;
}

void jail_free(struct jail *j)
{
	free(j->argv);
	*j = (struct jail){ 0 };
}
