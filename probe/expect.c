// SPDX-License-Identifier: MIT
#include "probe/expect.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 256 };

/* One line of the list, in parts. */
struct line {
	char text[LINE];
	const char *name, *item, *value; /* item: NULL for the answer itself */
};

/* Take the next line; false at the end. */
static bool next(const char **list, struct line *l)
{
	size_t n = strcspn(*list, "\n");
	char *at;

	if (!**list)
		return false;
	snprintf(l->text, sizeof(l->text), "%.*s", (int)n, *list);
	*list += n + ((*list)[n] == '\n');
	l->name = l->text;
	l->value = l->item = NULL;
	at = strchr(l->text, '=');
	if (at) {
		*at = '\0';
		l->value = at + 1;
	}
	at = strchr(l->text, ':');
	if (at) {
		*at = '\0';
		l->item = at + 1;
	}
	return true;
}

const char **expect_questions(const char *list)
{
	size_t lines = 2, n = 0;
	char *text;
	const char **names;
	struct line l;

	for (const char *c = list; *c; c++)
		lines += *c == '\n';
	names = malloc(lines * sizeof(*names) + strlen(list) + 2 * lines);
	if (!names)
		return NULL;
	text = (char *)(names + lines);
	while (next(&list, &l)) {
		if (n && !strcmp(names[n - 1], l.name))
			continue; /* items of one answer follow each other */
		names[n++] = text;
		text = stpcpy(text, l.name) + 1;
	}
	names[n] = NULL;
	return names;
}

static const char *item_of(const struct answer *a, const char *name)
{
	for (unsigned i = 0; i < a->items; i++)
		if (!strcmp(a->item[i].name, name))
			return a->item[i].value;
	return "no such item";
}

/* The answer in the words of the list, as `like` is. */
static const char *in_words(const struct answer *a, const char *like, char text[LINE])
{
	static const char *const words[] = { [UNKNOWN] = "unknown", [YES] = "yes", [NO] = "no" };

	if (isdigit((unsigned char)*like) && a->numbered)
		snprintf(text, LINE, "%lld", a->number);
	else if (isupper((unsigned char)*like) && a->is == NO && (a->signal || a->error))
		snprintf(text, LINE, "%s",
			 a->signal ? signal_name(a->signal) : error_name(a->error));
	else
		snprintf(text, LINE, "%s", words[a->is]);
	return text;
}

int expect_compare(const char *list, const struct answers *all)
{
	int otherwise = 0;
	struct line l;

	while (next(&list, &l)) {
		const struct answer *a = answer_of(all, l.name);
		const char *want = l.value ? l.value : "", *found = "no such question";
		char text[LINE];

		if (a)
			found = l.item ? item_of(a, l.item) : in_words(a, want, text);
		if (!strcmp(found, want))
			continue;
		otherwise++;
		fprintf(stderr, "%s%s%s: %s, not %s\n", l.name, l.item ? ":" : "",
			l.item ? l.item : "", found, want);
	}
	return otherwise;
}
