// SPDX-License-Identifier: MIT
#include "harness/results/update.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/about.h"

static void say(struct update *u, char sign, const char *defence, const struct expectation *line)
{
	if (u->say)
		u->say(sign, defence, line, u->user);
}

/* What a cell's runs say: on how many sides of the line between holding and not were they? */
struct rate {
	unsigned bad, of; /* breached or fails; of those that tell of the defence at all */
};

static struct rate rate_of(const struct record *cell)
{
	struct rate rate = { 0 };

	for (size_t i = 0; i < record_runs(cell); i++) {
		enum verdict v = record_run(cell, i);

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

static int record(struct update *u, struct expected *x, const struct record *cell)
{
	const char *attack = cell->attack, *defence = cell->defence;
	enum verdict v = cell->verdict;
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
		line = expected_add(x, attack, u->why ? u->why : cell->reason);
	if (!line)
		return -ENOMEM;
	line->verdict = both_sides(rate) ? VERDICT_BREACHED : v;
	line->bad = both_sides(rate) ? rate.bad : 0;
	line->of = both_sides(rate) ? rate.of : 0;
	*line->since = '\0';
	strncat(line->since, about_of(u->results).started, DAY - 1);
	say(u, '+', defence, line);
	return 0;
}

static bool has_cell(const struct update *u, const char *attack, const char *defence)
{
	return records_find(&u->cells, attack, defence);
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

/* Another command is said, as a line is; one that was not on record just joins the file. */
static int record_command(struct update *u, struct expected *x, const char *defence)
{
	struct about about = about_of(u->results);
	char *now;
	int r = about_command(&about, defence, &now);

	if (!r && now && (!x->command || strcmp(x->command, now))) {
		if (u->say_command && x->command) {
			u->say_command('-', defence, x->command, u->user);
			u->say_command('+', defence, now, u->user);
		}
		r = expected_set_command(x, now);
	}
	free(now);
	return r;
}

static int update_column(struct update *u, const struct record *first, struct err *e)
{
	const char *defence = first->defence;
	struct expected x;
	int code = expected_read(&x, u->dir, first->profile ? first->profile : "", defence, e);

	if (code == -ENOENT) {
		*e = (struct err){ 0 };
		code = 0;
	}
	for (size_t i = 0; i < u->cells.count; i++)
		if (!code && !strcmp(u->cells.list[i].defence, defence) &&
		    record(u, &x, &u->cells.list[i]))
			code = err_set(e, ENOMEM, "%s", x.path);
	if (!code && record_command(u, &x, defence))
		code = err_set(e, ENOMEM, "%s", x.path);
	if (!code && u->prune)
		prune(u, &x, defence);
	if (!code)
		code = expected_write(&x, e);
	expected_free(&x);
	return code;
}

/* Is it the first cell of its column in the file? */
static bool is_first(const struct records *all, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (!strcmp(all->list[k].defence, all->list[i].defence))
			return false;
	return true;
}

int update_run(struct update *u, struct err *e)
{
	struct about about = about_of(u->results);
	char day[DAY] = "";
	int code = 0;

	strncat(day, about.started, DAY - 1);
	if (!day_valid(day))
		code = err_set(e, 0, "%s: its meta line does not say when it was started",
			       u->results->path);
	else if (records_read(&u->cells, u->results))
		code = err_set(e, ENOMEM, "%s", u->results->path);
	else
		code = recorded_read(&u->recorded, u->dir, about.profile, e);
	for (size_t i = 0; !code && i < u->cells.count; i++)
		if (is_first(&u->cells, i))
			code = update_column(u, &u->cells.list[i], e);
	if (!code)
		code = recorded_write(&u->recorded, e);
	recorded_free(&u->recorded);
	records_free(&u->cells);
	return code;
}
