// SPDX-License-Identifier: MIT
#include "lib/strv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

size_t strv_count(char *const *v)
{
	size_t n = 0;

	while (v && v[n])
		n++;
	return n;
}

int strv_add(char ***v, const char *s)
{
	size_t n = strv_count(*v);
	char **bigger = realloc(*v, (n + 2) * sizeof(*bigger));

	if (!bigger)
		return -ENOMEM;
	*v = bigger;
	bigger[n + 1] = NULL;
	bigger[n] = strdup(s);
	return bigger[n] ? 0 : -ENOMEM;
}

int strv_add_all(char ***v, char *const *more)
{
	for (; more && *more; more++)
		if (strv_add(v, *more))
			return -ENOMEM;
	return 0;
}

/* Take one word from *at into `word` (large enough for all of it). 0; -EINVAL: an open quote. */
static int next_word(const char **at, char *word)
{
	char quote = '\0';
	const char *s = *at;

	for (; *s && (quote || !strchr(" \t\n", *s)); s++) {
		if (quote ? *s == quote : *s == '\'' || *s == '"')
			quote = quote ? '\0' : *s;
		else if (*s == '\\' && quote != '\'' && s[1])
			*word++ = *++s;
		else
			*word++ = *s;
	}
	*word = '\0';
	*at = s;
	return quote ? -EINVAL : 0;
}

char **strv_split(const char *line)
{
	char *word = malloc(strlen(line) + 1);
	char **v = calloc(1, sizeof(*v));
	int r = word && v ? 0 : -ENOMEM;

	while (!r && *(line += strspn(line, " \t\n"))) {
		r = next_word(&line, word);
		if (!r)
			r = strv_add(&v, word);
	}
	free(word);
	if (!r)
		return v;
	strv_free(v);
	errno = -r;
	return NULL;
}

static int plain(const char *s)
{
	static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				   "_-+=:,./@%";

	return *s && s[strspn(s, safe)] == '\0';
}

char *strv_quote(char *const *v)
{
	size_t room = 1;
	char *out, *to;

	for (char *const *s = v; s && *s; s++)
		room += 4 * strlen(*s) + 3;
	to = out = malloc(room);
	for (char *const *s = v; out && s && *s; s++) {
		const char *mark = plain(*s) ? "" : "'";

		if (to != out)
			*to++ = ' ';
		to = stpcpy(to, mark);
		for (const char *c = *s; *c; c++) {
			if (*c == '\'')
				to = stpcpy(to, "'\\''");
			else
				*to++ = *c;
		}
		to = stpcpy(to, mark);
	}
	if (out)
		*to = '\0';
	return out;
}

void strv_free(char **v)
{
	for (char **s = v; s && *s; s++)
		free(*s);
	free(v);
}
