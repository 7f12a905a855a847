// SPDX-License-Identifier: MIT
#include "harness/results/meta.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/strf.h"
#include "lib/strv.h"

struct walk {
	void (*say)(const char *, const json_t *, const json_t *, void *);
	void *user;
	size_t count;
};

static bool starts(const char *word, const char *with)
{
	return !strncmp(word, with, strlen(with));
}

json_t *meta_command(const json_t *command)
{
	char **words = json_is_string(command) ? strv_split(json_string_value(command)) : NULL;
	char **kept = NULL, *line;
	json_t *text = NULL;

	for (char **w = words; w && *w; w++) {
		if (!strcmp(*w, "-o") || !strcmp(*w, "--output") || !strcmp(*w, "-j") ||
		    !strcmp(*w, "--jobs")) {
			w += !!w[1];
			continue;
		}
		if (starts(*w, "-o") || starts(*w, "--output=") || starts(*w, "-j") ||
		    starts(*w, "--jobs=") || !strcmp(*w, "--resume") || !strcmp(*w, "--force") ||
		    !strcmp(*w, "--live"))
			continue;
		if (strv_add(&kept, *w))
			break;
	}
	line = kept ? strv_quote(kept) : NULL;
	if (line)
		text = json_string(line);
	free(line);
	strv_free(kept);
	strv_free(words);
	return text;
}

static bool same_command(const json_t *a, const json_t *b)
{
	json_t *x = meta_command(a), *y = meta_command(b);
	bool same = x && y && json_equal(x, y);

	json_decref(x);
	json_decref(y);
	return same;
}

static void compare(struct walk *w, const char *prefix, const json_t *a, const json_t *b);

static void compare_field(struct walk *w, const char *prefix, const char *key, const json_t *a,
			  const json_t *b)
{
	char *field;

	if (json_equal(a, b) || !strcmp(key, "started"))
		return;
	if (!*prefix && !strcmp(key, "command") && same_command(a, b))
		return;
	field = strf("%s%s%s", prefix, *prefix ? "." : "", key);
	if (!field || (json_is_object(a) && json_is_object(b))) {
		compare(w, field ? field : key, a, b);
	} else {
		w->count++;
		if (w->say)
			w->say(field, a, b, w->user);
	}
	free(field);
}

static void compare(struct walk *w, const char *prefix, const json_t *a, const json_t *b)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)a, key, value)
		compare_field(w, prefix, key, value, json_object_get(b, key));
	json_object_foreach((json_t *)b, key, value)
		if (!json_object_get(a, key))
			compare_field(w, prefix, key, NULL, value);
}

size_t meta_compare(const json_t *a, const json_t *b,
		    void (*say)(const char *, const json_t *, const json_t *, void *), void *user)
{
	struct walk w = { .say = say, .user = user };

	compare(&w, "", a, b);
	return w.count;
}
