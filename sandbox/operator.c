// SPDX-License-Identifier: MIT
/*
 * operator.c - a policy is a file of options, one a line: a name as on the command line, without its
 * dashes, and its value, which goes to the end of the line. Empty lines, and what begins with #, say
 * nothing. Each line is tried by itself, so that a mistake is told with its number; whether they fit
 * together is for the parser of the whole.
 */
#include "sandbox/operator.h"

#include "lib/fd.h"
#include "sandbox/options.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BYTES = 64 << 10, WORDS = 256, FILES = 8 };

/* An option may need its layer: here all of them are on, or the one that decides in Landlock's place. */
static int try(char *name, char *value, struct err *e)
{
	static char *const stacks[] = { "full", "fork,supervise,session,tmp,env,hygiene,rlimit" };
	struct command c;
	int r = -EINVAL;

	for (int i = 0; i < 2 && r < 0; i++) {
		char *argv[8] = { "policy", "--layers", stacks[i], name, value };
		int n = value ? 5 : 4;

		argv[n] = "--";
		argv[n + 1] = "true";
		/* Where --layers itself is the option, it has to be the only one. */
		r = !strcmp(name, "--layers") ? box_options_parse(&c, n, argv + 2, e) :
						box_options_parse(&c, n + 2, argv, e);
		if (r == 0 && c.action != ACT_RUN)
			r = err_set(e, 0, "%s: not in a policy", name);
	}
	return r;
}

static int line(char *text, char **words, int *n, struct err *e)
{
	static const char *const apart[] = { "accept-at-least", "tmp-keep", "result-bytes" };
	size_t length = strcspn(text, " \t");
	char *value = text[length] ? text + length + 1 + strspn(text + length + 1, " \t") : NULL, *name;
	bool whole = value && !strcmp(value, "best");

	if (value)
		text[length] = '\0';
	if (*n + 2 > WORDS)
		return err_set(e, E2BIG, "more lines than there may be");
	if (!(name = malloc(length + 3)))
		return err_set(e, ENOMEM, "memory");
	strcpy(name, "--");
	strcat(name, text);
	/* These belong to another line. */
	for (size_t i = 0; i < sizeof(apart) / sizeof(*apart); i++)
		whole |= !strcmp(text, apart[i]);
	if (*text == '-' || !strcmp(text, "policy") || !strcmp(text, "preset"))
		return err_set(e, 0, "'%s' is no option of a policy", text);
	if (!whole && try(name, value, e) < 0)
		return -e->code;
	words[(*n)++] = name;
	if (value)
		words[(*n)++] = value;
	return 0;
}

/* A preset is a policy that comes with the program: beside its folder, under its name. */
static int preset(const char *name, char path[PATH_MAX], struct err *e)
{
	ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 1);

	if (n < 0)
		return err_set(e, errno, "/proc/self/exe");
	path[n] = '\0';
	for (int up = 0; up < 2; up++)
		if (strrchr(path, '/'))
			*strrchr(path, '/') = '\0';
	n = (ssize_t)strlen(path);
	if (!*name || name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")] ||
	    snprintf(path + n, PATH_MAX - (size_t)n, "/presets/%s", name) >= PATH_MAX - n || access(path, R_OK) < 0)
		return err_set(e, 0, "--preset: there is no '%s'; they lie in %.*s/presets", name, (int)n, path);
	return 0;
}

static int file(const char *path, char **words, int *n, struct err *e)
{
	char *text = malloc(BYTES), *at, *end;
	ssize_t size = text ? fd_slurp(AT_FDCWD, path, text, BYTES) : -ENOMEM;
	int number = 0;

	if (size < 0 || size == BYTES - 1)
		return err_set(e, size < 0 ? (int)-size : EFBIG, "--policy %s", path);
	if (memchr(text, 0, (size_t)size))
		return err_set(e, 0, "--policy %s: a NUL in it", path);
	for (at = text; *at; at = end) {
		size_t length = strcspn(at, "\n");

		end = at + length + (at[length] == '\n');
		at[length] = '\0';
		number++;
		while (length && strchr(" \t\r", at[length - 1]))
			at[--length] = '\0';
		at += strspn(at, " \t");
		if (*at && *at != '#' && line(at, words, n, e) < 0)
			return err_prefix(e, "%s:%d", path, number);
	}
	return 0;
}

static int read_next(int *argc, char ***argv, struct err *e, int depth)
{
	char path[PATH_MAX];
	int at = 1, n = 0;
	char **all;

	while (at < *argc && strcmp((*argv)[at], "--") && strcmp((*argv)[at], "--policy") &&
	       strcmp((*argv)[at], "--preset"))
		at++;
	if (at == *argc || !strcmp((*argv)[at], "--"))
		return 0;
	if (at + 1 == *argc)
		return err_set(e, 0, "%s wants a value", (*argv)[at]);
	if (strcmp((*argv)[at], "--policy") && preset((*argv)[at + 1], path, e) < 0)
		return -e->code;
	all = calloc((size_t)*argc + WORDS + 2, sizeof(*all));
	if (!all)
		return err_set(e, ENOMEM, "--policy");
	memcpy(all, *argv, (size_t)at * sizeof(*all));
	if (file(strcmp((*argv)[at], "--policy") ? path : (*argv)[at + 1], all + at, &n, e) < 0)
		return -e->code;
	memcpy(all + at + n, *argv + at + 2, (size_t)(*argc - at - 2) * sizeof(*all));
	*argc += n - 2;
	*argv = all;
	return depth < FILES ? read_next(argc, argv, e, depth + 1) : err_set(e, ELOOP, "more policies than %d", FILES);
}

/* One after the other: a preset, and then what is special here. */
int operator_read(int *argc, char ***argv, struct err *e)
{
	return read_next(argc, argv, e, 0);
}
