// SPDX-License-Identifier: MIT
/*
 * defence_argv.c - the command line that runs a program under a column, and what is wrong with one.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/defences/defence.h"
#include "lib/strf.h"
#include "lib/strv.h"

/* A copy of `text` with every `mark` in it replaced, once: what is put in is not looked at again.
 */
static char *put_in(const char *text, const char *mark, const char *what)
{
	char *done = strdup(""), *more;
	const char *at;

	for (; done && (at = strstr(text, mark)); text = at + strlen(mark)) {
		more = strf("%s%.*s%s", done, (int)(at - text), text, what);
		free(done);
		done = more;
	}
	more = done ? strf("%s%s", done, text) : NULL;
	free(done);
	return more;
}

/* One word, which is part of what another program reads: a shell, most of the time. */
static char *expand_word(const char *word, char *const *command, const char *dir,
			 struct allowance allowed)
{
	char *quoted = strv_quote(command), *numbers = allowance_fill(allowed, word);
	char *placed = numbers ? put_in(numbers, "{attack_dir}", dir) : NULL;
	char *plain = placed ? put_in(placed, "{command_string}", "{command}") : NULL;
	char *line = plain && quoted ? put_in(plain, "{command}", quoted) : NULL;

	free(quoted);
	free(numbers);
	free(placed);
	free(plain);
	return line;
}

static int expand(char ***out, const char *word, char *const *command, const char *dir,
		  struct allowance allowed)
{
	char *line;
	int r;

	if (!strcmp(word, "{command}"))
		return strv_add_all(out, command);
	line = expand_word(word, command, dir, allowed);
	r = line ? strv_add(out, line) : -ENOMEM;
	free(line);
	return r;
}

char **defence_argv(const struct defence *d, char *const *command, const char *dir,
		    struct allowance allowed)
{
	static char *const as_it_is[] = { "{command}", NULL };
	char **out = NULL;

	for (char *const *word = d->argv ? d->argv : as_it_is; *word; word++) {
		if (expand(&out, *word, command, dir, allowed)) {
			strv_free(out);
			return NULL;
		}
	}
	return out;
}

static int with(char **text, const char *what)
{
	char *more = *text ? strf("%s%s%s", *text, **text ? ", " : "", what) : NULL;

	free(*text);
	*text = more;
	return more ? 0 : -ENOMEM;
}

/* Its line breaks as the two characters that Python writes for one: what is shown is one line. */
static char *on_one_line(const char *text)
{
	return put_in(text, "\n", "\\n");
}

static void with_command(char **text, const char *what, char *line)
{
	char *part = line ? strf("%s: %s", what, line) : NULL;

	if (!part || with(text, part)) {
		free(*text);
		*text = NULL;
	}
	free(part);
	free(line);
}

char *defence_worker(const struct defence *d)
{
	const struct { bool is; const char *name; } traits[] = {
		{ d->python_worker, "python worker" }, { d->hidden, "hidden" },
		{ d->reexeced, "reexeced" }, { d->in_process, "in process" },
		{ d->forked, "forked" },
	};
	char *text = strdup("");

	for (size_t i = 0; i < sizeof(traits) / sizeof(*traits); i++)
		if (traits[i].is)
			with(&text, traits[i].name);
	if (d->between)
		with_command(&text, "between", strv_quote(d->between));
	if (d->prelude)
		with_command(&text, "prelude", on_one_line(d->prelude));
	return text;
}

/* Does any word say where the command goes? */
bool defence_has_command(char *const *v)
{
	for (; v && *v; v++)
		if (strstr(*v, "{command}") || strstr(*v, "{command_string}"))
			return true;
	return false;
}

/* A word in braces that is none of ours would reach the program as it is: a slip of the pen. */
static const char *unknown_brace(char *const *v)
{
	for (; v && *v; v++)
		if (**v == '{' && !defence_has_command((char *[]){ *v, NULL }) &&
		    strcmp(*v, "{attack_dir}") && strcmp(*v, "{cpu}") && strcmp(*v, "{wall}") &&
		    strncmp(*v, "{mib:", 5))
			return *v;
	return NULL;
}

/* What no field can say alone. A sentence, or NULL. */
const char *defence_contradiction(const struct defence *d)
{
	if (!d->name || !d->summary || !d->group)
		return "name, summary and group are required";
	if (d->made && (!d->made[1] || d->made[2]))
		return "made wants a file below the box, and the command that makes it";
	if (unknown_brace(d->argv))
		return "argv: known are {command}, {command_string}, {attack_dir}, {cpu}, {wall}, {mib:N}";
	if (d->argv && !defence_has_command(d->argv))
		return "argv never says {command}: the program would not run";
	if (d->in_process && (!d->python_worker || d->argv || d->runs_c))
		return "in_process wants worker = \"python\", runs = [ \"python\" ], and no argv";
	if ((d->hidden || d->reexeced) && d->python_worker)
		return "hidden and reexeced are for the worker in C";
	if (d->hidden && d->reexeced)
		return "hidden or reexeced: execve(2) undoes the one";
	if (d->prelude && !d->in_process)
		return "prelude is for in_process columns";
	if (d->forked && !d->in_process)
		return "forked is for in_process columns";
	return NULL;
}
