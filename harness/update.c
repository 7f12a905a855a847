// SPDX-License-Identifier: MIT
#include "harness/update.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *text_in(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static void say(struct update *u, char sign, const char *defence, const struct expectation *line)
{
	if (u->say)
		u->say(sign, defence, line, u->user);
}

static int record(struct update *u, struct expected *x, const json_t *cell)
{
	const char *attack = text_in(cell, "attack"), *defence = text_in(cell, "defence");
	enum verdict v = verdict_parse(text_in(cell, "verdict"));
	struct expectation *line = expected_find(x, attack);

	if (v == VERDICT_BROKEN || v == VERDICT_FLAKY || v == VERDICT_FAULT) {
		u->kept++;
		return 0;
	}
	if (line ? line->verdict == v : !verdict_acceptable(v))
		return 0;
	u->changed++;
	if (line)
		say(u, '-', defence, line);
	if (!verdict_acceptable(v)) {
		expected_remove(x, line);
		return 0;
	}
	if (!line)
		line = expected_add(x, attack, u->why ? u->why : text_in(cell, "reason"));
	if (!line)
		return -ENOMEM;
	line->verdict = v;
	*line->since = '\0';
	strncat(line->since, text_in(u->results->meta, "started"), DAY - 1);
	say(u, '+', defence, line);
	return 0;
}

static bool has_cell(const struct update *u, const char *attack, const char *defence)
{
	json_t *cell;
	size_t i;

	json_array_foreach(u->results->cells, i, cell)
		if (!strcmp(text_in(cell, "attack"), attack) &&
		    !strcmp(text_in(cell, "defence"), defence))
			return true;
	return false;
}

static void prune(struct update *u, struct expected *x, const char *defence)
{
	for (size_t i = x->count; i-- > 0;) {
		struct expectation *line = &x->lines[i];

		if (has_cell(u, line->attack, defence))
			continue;
		say(u, '-', defence, line);
		expected_remove(x, line);
		u->changed++;
	}
}

static int update_column(struct update *u, const json_t *first, struct err *e)
{
	const char *defence = text_in(first, "defence");
	struct expected x;
	json_t *cell;
	size_t i;
	int code = expected_read(&x, u->dir, text_in(first, "profile"), defence, e);

	if (code == -ENOENT) {
		*e = (struct err){ 0 };
		code = 0;
	}
	json_array_foreach(u->results->cells, i, cell)
		if (!code && !strcmp(text_in(cell, "defence"), defence) &&
		    record(u, &x, cell))
			code = err_set(e, ENOMEM, "%s", x.path);
	if (!code && u->prune)
		prune(u, &x, defence);
	if (!code)
		code = expected_write(&x, e);
	expected_free(&x);
	return code;
}

int update_run(struct update *u, struct err *e)
{
	json_t *done = json_object(), *cell;
	char day[DAY] = "";
	size_t i;
	int code = 0;

	strncat(day, text_in(u->results->meta, "started"), DAY - 1);
	if (!day_valid(day))
		code = err_set(e, 0, "%s: its meta line does not say when it was started",
			       u->results->path);
	json_array_foreach(u->results->cells, i, cell) {
		if (code || json_object_get(done, text_in(cell, "defence")))
			continue;
		json_object_set_new(done, text_in(cell, "defence"), json_true());
		code = update_column(u, cell, e);
	}
	json_decref(done);
	return code;
}
