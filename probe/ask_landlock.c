// SPDX-License-Identifier: MIT
/*
 * landlock - the version, and each right by doing: first the deed as it is, then under a ruleset
 * that handles this right alone and grants it nowhere. Yes: it was possible, and then EACCES.
 *
 * What makes a name is done in a place that nobody else can see, where user namespaces are to be
 * had. Else it is done under the ruleset only: there it must fail, so that no name is left.
 */
#include "probe/groups.h"
#include "probe/namespaces.h"
#include "probe/rights.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ERRATA = 2, FLAGS = 8 };

static int abi(void)
{
	return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LL_VERSION);
}

static int handle(const struct ll_ruleset *r)
{
	size_t size = r->scoped ? sizeof(*r) : r->net ? 2 * sizeof(r->fs) : sizeof(r->fs);

	return (int)syscall(SYS_landlock_create_ruleset, r, size, 0);
}

/* In a fresh child: 0 refused as it should be; else the errno of what went otherwise. */
static int try(const struct right *r)
{
	int expected = r->expected ? r->expected : EACCES, ruleset = handle(&r->rules);

	if (ruleset < 0)
		return errno;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return errno;
	if (syscall(SYS_landlock_restrict_self, ruleset, 0) < 0)
		return errno;
	if (r->deed() < 0)
		return errno == expected ? 0 : errno;
	if (r->makes)
		remove(RIGHTS_NEW);
	return EBADE; /* it was not refused */
}

/* The deed without any rules; done only where a name that it makes is nobody's. */
static int possible(const struct right *r)
{
	if (r->deed() < 0)
		return errno;
	return r->makes ? remove(RIGHTS_NEW) : 0;
}

/* In a child, whose exit code is an errno. */
static int in_child(const struct right *r, int (*what)(const struct right *))
{
	pid_t pid = fork();
	int status = 0;

	if (pid == 0)
		_exit(what(r));
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return errno;
	return WIFSIGNALED(status) ? EINTR : WEXITSTATUS(status);
}

static void ask_right(struct answer *a, const struct right *r, bool alone)
{
	int first = 0, then;

	if (r->private && !alone) {
		answer_item(a, r->name, "untried: no place of its own");
		return;
	}
	if (!alone || rights_furnish())
		first = r->makes && !alone ? 0 : in_child(r, possible);
	if (alone)
		rights_furnish();
	then = in_child(r, try);
	if (then)
		answer_item(a, r->name, "no: %s", error_name(then));
	else if (first && first == (r->expected ? r->expected : EACCES))
		answer_item(a, r->name, "untried: without rules %s", error_name(first));
	else
		answer_item(a, r->name, "yes");
}

static void ask_rights(struct answer *a)
{
	bool alone = !own_mounts(CLONE_NEWUSER) && !own_tmpfs("/tmp");
	int version = abi();

	if (!DO(a, "landlock_create_ruleset(2)", version))
		return;
	rights_listen();
	for (int i = 0; rights[i].name; i++) {
		about_to(a, "landlock: %s", rights[i].name);
		if (version < rights[i].abi)
			answer_item(a, rights[i].name, "no: since ABI %d", rights[i].abi);
		else
			ask_right(a, &rights[i], alone);
	}
	about_to(a, "each right of ABI %d", version);
	answer(a, YES);
	for (unsigned i = 0; i < a->items; i++)
		if (!strncmp(a->item[i].value, "no: E", 5))
			answer(a, NO);
}

static void ask_abi(struct answer *a)
{
	int version;

	about_to(a, "landlock_create_ruleset(LANDLOCK_CREATE_RULESET_VERSION)");
	version = abi();
	if (came_to(a, version))
		answer_number(a, version);
}

static void ask_errata(struct answer *a)
{
	long r;

	about_to(a, "landlock_create_ruleset(LANDLOCK_CREATE_RULESET_ERRATA)");
	r = syscall(SYS_landlock_create_ruleset, NULL, 0, ERRATA);
	if (came_to(a, r))
		answer_number(a, r);
}

static void restrict_as(struct answer *a, bool nnp, unsigned flags)
{
	const struct ll_ruleset list = { .fs = LL_READ_DIR };
	int ruleset;

	if (!DO(a, "landlock_create_ruleset(2)", ruleset = handle(&list)))
		return;
	if (nnp && !DO(a, "prctl(PR_SET_NO_NEW_PRIVS)", prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)))
		return;
	if (!DO(a, "landlock_restrict_self(2)",
		syscall(SYS_landlock_restrict_self, ruleset, flags)))
		return;
	about_to(a, "open(\"/\") that no rule grants");
	answer(a, deed_list() < 0 && errno == EACCES ? YES : NO);
}

static void ask_restrict(struct answer *a)
{
	restrict_as(a, true, 0);
}

static void ask_without_nnp(struct answer *a)
{
	restrict_as(a, false, 0);
}

/* A ruleset that is none: a flag that it knows is not EINVAL. */
static int flag_error(unsigned bit)
{
	return syscall(SYS_landlock_restrict_self, -1, 1U << bit) < 0 ? errno : 0;
}

static void ask_flags(struct answer *a)
{
	bool any = false;

	for (unsigned bit = 0; bit < FLAGS; bit++) {
		char name[16];
		int error;

		about_to(a, "landlock_restrict_self(-1, 1 << %u)", bit);
		error = flag_error(bit);
		snprintf(name, sizeof(name), "1<<%u", bit);
		answer_item(a, name, "%s",
			    error == EBADF || error == EPERM ? "known" : error_name(error));
		any = any || error == EBADF || error == EPERM;
	}
	answer(a, any ? YES : NO);
}

/*
 * From 2026-08 on a flag sets no_new_privs by itself: then prctl(2) is not needed. Whichever it is:
 * each flag that this kernel knows is tried in a child that has not set it.
 */
static void ask_alone(struct answer *a)
{
	const struct ll_ruleset list = { .fs = LL_READ_DIR };
	int ruleset;

	if (!DO(a, "landlock_create_ruleset(2)", ruleset = handle(&list)))
		return;
	about_to(a, "a flag of landlock_restrict_self(2) that sets NoNewPrivs");
	answer(a, NO);
	for (unsigned bit = 0; bit < FLAGS; bit++) {
		pid_t pid = fork();
		int status = 0;

		if (pid == 0)
			_exit(!syscall(SYS_landlock_restrict_self, ruleset, 1U << bit) &&
			      own_status("NoNewPrivs") == 1 && deed_list() < 0 && errno == EACCES);
		waitpid(pid, &status, 0);
		if (WIFEXITED(status) && WEXITSTATUS(status) == 1) {
			answer_number(a, bit);
			return;
		}
	}
}

static const struct question questions[] = {
	{ "abi", ask_abi, .what = "the version of Landlock" },
	{ "restrict", ask_restrict, .what = "rules can be put on, and bite" },
	{ "restrict_without_no_new_privs", ask_without_nnp, .what = "... without no_new_privs" },
	{ "rights", ask_rights, .what = "each right, by doing", .ms = 4 * DEADLINE_MS },
	{ "restrict_alone", ask_alone, .what = "... with a flag that sets no_new_privs" },
	{ "flags", ask_flags, .what = "flags of landlock_restrict_self(2)" },
	{ "errata", ask_errata, .what = "mended faults of Landlock" },
	{ .name = NULL },
};

const struct group group_landlock = { "landlock", "Landlock", questions };
