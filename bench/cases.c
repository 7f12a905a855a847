// SPDX-License-Identifier: MIT
#include "bench/cases.h"

#include "bench/room.h"
#include "harness/defences/defence.h"
#include "lib/strv.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define SANDBOX "/opt/ordeal/bin/ordeal-sandbox"

const struct program programs[] = {
	{ "noop-static", "a static glibc program that does nothing",
	  WORDS(ROOM_PROGRAMS "/noop-static"), WORDS(ROOM_PROGRAMS "/noop-static", PROOF), 1,
	  false },
	{ "noop-dynamic", "the same, dynamically linked",
	  WORDS(ROOM_PROGRAMS "/noop-dynamic"), WORDS(ROOM_PROGRAMS "/noop-dynamic", PROOF), 1,
	  false },
	{ "python", "python3 -S -c pass",
	  WORDS("/usr/bin/python3", "-S", "-c", "pass"),
	  WORDS("/usr/bin/python3", "-S", "-c", "print('" PROOF "')"), 3, false },
	{ "python-site", "python3 -c pass, which looks for installed packages",
	  WORDS("/usr/bin/python3", "-c", "pass"),
	  WORDS("/usr/bin/python3", "-c", "print('" PROOF "')"), 3, true },
	{ "numpy", "python3 -c 'import numpy'",
	  WORDS("/usr/bin/python3", "-c", "import numpy"),
	  WORDS("/usr/bin/python3", "-c", "import numpy; print('" PROOF "')"), 3, true },
	{ 0 }
};

/* What is no column: a layer that starts a program in no column, and peers to stand beside. */
static const struct {
	const char *name, *group, *what;
	const char *const *argv;
} others[] = {
	{ "fdless-exec", "layer", "the layer fdless around an exec: static programs only",
	  WORDS(SANDBOX, "--layers", "fdless", "--", "{command}") },
	{ "unshare", "tool", "unshare, all namespaces",
	  WORDS("unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork", "--net",
		"--ipc", "--uts", "--cgroup", "--", "{command}") },
	{ "firejail", "tool", "firejail: no capabilities, its own filter",
	  WORDS("firejail", "--quiet", "--noprofile", "--caps.drop=all", "--nonewprivs",
		"--seccomp", "--", "{command}") },
};

/* Stacks that are timed with a report, too: it is how a service uses them. */
static const char *const reported[] = { "recommended", "full" };

/* Append. The strings are copied. */
static int add(struct variants *v, const struct variant *one, struct err *e)
{
	struct variant *more = realloc(v->list, (v->count + 1) * sizeof(*more)), *new;

	if (!more)
		return err_set(e, ENOMEM, "%s", one->name);
	v->list = more;
	new = &more[v->count++];
	*new = (struct variant){ .name = strdup(one->name), .group = strdup(one->group),
				 .what = strdup(one->what), .column = one->column,
				 .whole = one->whole };
	if (!new->name || !new->group || !new->what ||
	    (one->argv && strv_add_all(&new->argv, one->argv)))
		return err_set(e, ENOMEM, "%s", one->name);
	return 0;
}

/* "bare, layer, stack, tool, given": what the matrix calls stock is a tool here. */
static const char *group_of(const struct defence *d)
{
	return strcmp(d->group, "stock") ? d->group : "tool";
}

/* The column once more, with "--report /dev/null" behind the launcher's name. */
static int add_reported(struct variants *v, const struct defence *d, struct err *e)
{
	struct variant one = { .group = (char *)(uintptr_t)group_of(d), .whole = true };
	char name[64], what[256];
	int r = 0;

	snprintf(name, sizeof(name), "%s-report", d->name);
	snprintf(what, sizeof(what), "%s, with a JSON report", d->name);
	one.name = name;
	one.what = what;
	for (char *const *word = d->argv; *word && !r; word++) {
		r = strv_add(&one.argv, *word);
		if (!r && word == d->argv)
			r = strv_add_all(&one.argv, (char *[]){ "--report", "/dev/null", NULL });
	}
	r = r ? err_set(e, ENOMEM, "%s", name) : add(v, &one, e);
	strv_free(one.argv);
	return r;
}

/* A column that starts the program by a command line of its own: others have no launch to time. */
static bool is_timed(const struct defence *d)
{
	return d->argv && !d->in_process;
}

static bool has(char *const *list, const char *name)
{
	for (; list && *list; list++)
		if (!strcmp(*list, name))
			return true;
	return false;
}

static int add_column(struct variants *v, const struct defence *d, struct err *e)
{
	bool stack = !strcmp(d->group, "stack"), given = !strcmp(d->group, "given");
	struct variant one = { .name = d->name, .group = (char *)(uintptr_t)group_of(d),
			       .what = d->summary, .argv = d->argv, .column = true,
			       .whole = given || (d->main && (stack || !strcmp(d->name, "bwrap"))) };
	int r = add(v, &one, e);

	for (size_t i = 0; !r && i < sizeof(reported) / sizeof(*reported); i++)
		if (!strcmp(d->name, reported[i]))
			r = add_reported(v, d, e);
	return r;
}

static int add_others(struct variants *v, const char *group, char *const *only, struct err *e)
{
	int r = 0;

	for (size_t i = 0; !r && i < sizeof(others) / sizeof(*others); i++) {
		struct variant one = { .name = (char *)(uintptr_t)others[i].name,
				       .group = (char *)(uintptr_t)others[i].group,
				       .what = (char *)(uintptr_t)others[i].what,
				       .argv = (char **)(uintptr_t)others[i].argv };

		if (!strcmp(one.group, group) && (!only || has(only, one.name)))
			r = add(v, &one, e);
	}
	return r;
}

/* The columns of a group, then what else belongs to it. */
static int add_group(struct variants *v, const char *group, const struct defences *d,
		     char *const *only, struct err *e)
{
	int r = 0;

	for (size_t i = 0; i < d->count && !r; i++) {
		const struct defence *one = &d->list[i];
		bool wanted = !only || has(only, one->name) || !strcmp(group, "given");

		if (is_timed(one) && wanted && !strcmp(group_of(one), group))
			r = add_column(v, one, e);
	}
	return r ? r : add_others(v, group, only, e);
}

/* A name in `only` that is none, or that has nothing to time. */
static int check_names(const struct variants *v, const struct defences *d, char *const *only,
		       struct err *e)
{
	for (; only && *only; only++) {
		if (variant_find(v, *only) || !strcmp(*only, "none"))
			continue;
		if (defences_find(d, *only))
			return err_set(e, 0, "the column \"%s\" launches nothing: it has no argv",
				       *only);
		return err_set(e, 0, "there is no column \"%s\": see `ordeal list defences`", *only);
	}
	return 0;
}

int variants_load(struct variants *v, const char *share, char *const *only, const char *given,
		  struct err *e)
{
	const struct variant bare = { .name = (char[]){ "bare" }, .group = (char[]){ "bare" },
				      .what = (char[]){ "posix_spawn and exec, nothing else" },
				      .whole = true };
	static const char *const groups[] = { "baseline", "layer", "stack", "tool", "given" };
	struct defences d = { 0 };
	int r;

	*v = (struct variants){ 0 };
	r = defences_load(&d, share, e);
	if (!r && given)
		r = defences_add_command(&d, given, e);
	if (!r)
		r = add(v, &bare, e);
	for (size_t g = 0; g < sizeof(groups) / sizeof(*groups) && !r; g++)
		r = add_group(v, groups[g], &d, only, e);
	if (!r)
		r = check_names(v, &d, only, e);
	defences_free(&d);
	return r;
}

void variants_free(struct variants *v)
{
	for (size_t i = 0; i < v->count; i++) {
		free(v->list[i].name);
		free(v->list[i].group);
		free(v->list[i].what);
		strv_free(v->list[i].argv);
	}
	free(v->list);
	*v = (struct variants){ 0 };
}

bool case_wanted(const struct variant *v, const struct program *p)
{
	return v->whole || !p->stacks_only;
}

char **case_argv(const struct variant *v, const char *const *program_argv)
{
	const struct defence d = { .argv = v->argv };

	return defence_argv(&d, (char *const *)(uintptr_t)program_argv, ROOM_FOLDER,
			    allowance(false));
}

char *case_command(const struct variant *v, const char *const *program_argv)
{
	char **argv = case_argv(v, program_argv);
	char *command = argv ? strv_quote(argv) : NULL;

	strv_free(argv);
	return command;
}

const struct program *program_find(const char *name)
{
	for (const struct program *p = programs; p->name; p++)
		if (!strcmp(p->name, name))
			return p;
	return NULL;
}

const struct variant *variant_find(const struct variants *v, const char *name)
{
	for (size_t i = 0; i < v->count; i++)
		if (!strcmp(v->list[i].name, name))
			return &v->list[i];
	return NULL;
}
