// SPDX-License-Identifier: MIT
/*
 * defence_argv.c - the command line that runs a program under a column.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/defences/defence.h"
#include "lib/strf.h"
#include "lib/strv.h"

/* A copy of `text` with every `mark` in it replaced, once: what is put in is not looked at again. */
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
