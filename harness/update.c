// SPDX-License-Identifier: MIT
#include "harness/update.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/member.h"
#include "harness/resume.h"

static void say(struct update *u, char sign, const char *defence, const struct expectation *line)
{
	if (u->say)
		u->say(sign, defence, line, u->user);
}

/* What a cell's runs say: on how many sides of the line between holding and not were they? */
struct rate {
	unsigned bad, of; /* breached or fails; of those that tell of the defence at all */
};

static struct rate rate_of(const json_t *cell)
{
	struct rate rate = { 0 };
	json_t *run;
	size_t i;

	json_array_foreach(json_object_get(cell, "runs"), i, run) {
		enum verdict v = verdict_parse(json_is_string(run) ? json_string_value(run) : "");

		rate.of += verdict_tells(v);
		rate.bad += v == VERDICT_BREACHED || v == VERDICT_FAILS;
	}
	return rate;
}

static bool both_sides(struct rate r)
{
	return r.bad > 0 && r.bad < r.of;
}

/* Is the cell as the line (NULL: none) has it? */
static bool as_recorded(const struct expectation *line, enum verdict v, struct rate rate)
{
	if (!line)
		return !both_sides(rate) && !verdict_acceptable(v);
	if (line->of)
		return rate.of < line->of ||
		       (rate.of == line->of && rate.bad == line->bad);
	return !both_sides(rate) && line->verdict == v;
}

static int record(struct update *u, struct expected *x, const json_t *cell)
{
	const char *attack = member_text_or_empty(cell, "attack"), *defence = member_text_or_empty(cell, "defence");
	enum verdict v = verdict_parse(member_text_or_empty(cell, "verdict"));
	struct expectation *line = expected_find(x, attack);
	struct rate rate = rate_of(cell);

	if (v == VERDICT_FAULT ||
	    ((v == VERDICT_BROKEN || v == VERDICT_FLAKY) && !both_sides(rate))) {
		u->kept++;
		return 0;
	}
	if (recorded_add(&u->recorded, attack, defence))
		return -ENOMEM;
	if (as_recorded(line, v, rate))
		return 0;
	u->changed++;
	if (line)
		say(u, '-', defence, line);
	if (!both_sides(rate) && !verdict_acceptable(v)) {
		expected_remove(x, line);
		return 0;
	}
	if (!line)
		line = expected_add(x, attack, u->why ? u->why : member_text_or_empty(cell, "reason"));
	if (!line)
		return -ENOMEM;
	line->verdict = both_sides(rate) ? VERDICT_BREACHED : v;
	line->bad = both_sides(rate) ? rate.bad : 0;
	line->of = both_sides(rate) ? rate.of : 0;
	*line->since = '\0';
	strncat(line->since, member_text_or_empty(u->results->meta, "started"), DAY - 1);
	say(u, '+', defence, line);
	return 0;
}

static bool has_cell(const struct update *u, const char *attack, const char *defence)
{
	return json_object_get(json_object_get(u->index, attack), defence);
}

static void prune_recorded(struct update *u, const char *defence)
{
	const char *attack;
	json_t *under;
	void *next;

	json_object_foreach_safe(u->recorded.attacks, next, attack, under)
		if (!has_cell(u, attack, defence))
			recorded_forget(&u->recorded, attack, defence);
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
	prune_recorded(u, defence);
}

static int update_column(struct update *u, const json_t *first, struct err *e)
{
	const char *defence = member_text_or_empty(first, "defence");
	struct expected x;
	json_t *cell;
	size_t i;
	int code = expected_read(&x, u->dir, member_text_or_empty(first, "profile"), defence, e);

	if (code == -ENOENT) {
		*e = (struct err){ 0 };
		code = 0;
	}
	json_array_foreach(u->results->cells, i, cell)
		if (!code && !strcmp(member_text_or_empty(cell, "defence"), defence) &&
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

	u->index = resume_index(u->results->cells);
	strncat(day, member_text_or_empty(u->results->meta, "started"), DAY - 1);
	if (!day_valid(day))
		code = err_set(e, 0, "%s: its meta line does not say when it was started",
			       u->results->path);
	else
		code = recorded_read(&u->recorded, u->dir, member_text_or_empty(u->results->meta, "profile"), e);
	json_array_foreach(u->results->cells, i, cell) {
		if (code || json_object_get(done, member_text_or_empty(cell, "defence")))
			continue;
		json_object_set_new(done, member_text_or_empty(cell, "defence"), json_true());
		code = update_column(u, cell, e);
	}
	if (!code)
		code = recorded_write(&u->recorded, e);
	recorded_free(&u->recorded);
	json_decref(u->index);
	json_decref(done);
	return code;
}
