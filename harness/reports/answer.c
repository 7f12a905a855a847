// SPDX-License-Identifier: MIT
#include "harness/reports/answer.h"

#include <string.h>

#define SAID "its probe says no: "

/* Why a column cannot be applied; NULL: it can. */
static const char *unavailable(const struct matrix *m, const char *column)
{
	for (size_t i = 0; i < m->records.count; i++) {
		const struct record *r = &m->records.list[i];

		if (r->verdict == VERDICT_UNAVAILABLE && !strcmp(r->defence, column))
			return !strncmp(r->reason, SAID, strlen(SAID)) ? r->reason + strlen(SAID)
								       : r->reason;
	}
	return NULL;
}

static bool of(const struct matrix *m, size_t column, const char *group)
{
	return !strcmp(m->columns[column].group, group);
}

/* Of the stacks that can be put on, but for `not`, the one that holds most. */
static size_t strongest(const struct matrix *m, size_t not)
{
	size_t best = m->column_count, most = 0;

	for (size_t i = 0; i < m->column_count; i++) {
		size_t held = matrix_sum(m, i, false).held;

		if (i == not || !of(m, i, "stack") || unavailable(m, m->columns[i].name) ||
		    (best < m->column_count && held <= most))
			continue;
		best = i;
		most = held;
	}
	return best;
}

size_t answer_strongest(const struct matrix *m)
{
	return strongest(m, m->column_count);
}

const char *answer_shown(const struct matrix *m)
{
	size_t best = answer_strongest(m);

	for (size_t k = 0; k < m->column_count; k++)
		if (of(m, k, "given"))
			return m->columns[k].name;
	if (!m->column_count)
		return "";
	return m->columns[best < m->column_count ? best : 0].name;
}

static bool wall(const struct matrix *m, size_t column)
{
	return of(m, column, "layer") || of(m, column, "stack");
}

/* All layers and stacks that say the same, once. */
static void print_missing(FILE *out, const struct matrix *m)
{
	for (size_t i = 0; i < m->column_count; i++) {
		const char *why = wall(m, i) ? unavailable(m, m->columns[i].name) : NULL;
		bool told = false;

		for (size_t k = 0; why && k < i && !told; k++) {
			const char *other =
				wall(m, k) ? unavailable(m, m->columns[k].name) : NULL;

			told = other && !strcmp(other, why);
		}
		if (!why || told)
			continue;
		fputs("cannot be put on here: ", out);
		for (size_t k = i, n = 0; k < m->column_count; k++) {
			const char *other =
				wall(m, k) ? unavailable(m, m->columns[k].name) : NULL;

			if (other && !strcmp(other, why))
				fprintf(out, "%s%s", n++ ? ", " : "", m->columns[k].name);
		}
		fprintf(out, " (%s)\n", why);
	}
}

bool answer_all_load(const struct matrix *m)
{
	for (size_t i = 0; i < m->column_count; i++)
		if (wall(m, i) && unavailable(m, m->columns[i].name))
			return false;
	return true;
}

/*
 * Some cells more or less do not make one wall the stronger one: the attacks are a sample, and who
 * chooses wants to know that there was a choice.
 */
static void print_next(FILE *out, const struct matrix *m, size_t best)
{
	size_t next = strongest(m, best);
	struct square first = matrix_sum(m, best, false), attacks, honest;

	if (next == m->column_count)
		return;
	attacks = matrix_sum(m, next, false);
	honest = matrix_sum(m, next, true);
	/* Nearly as strong: of all attacks at most one in fifty less. */
	if (attacks.held + first.proven / 50 < first.held || !attacks.held)
		return;
	fprintf(out, "next to it: %s, which holds %zu of %zu and breaks %zu of %zu\n",
		m->columns[next].name, attacks.held, attacks.proven, honest.proven - honest.held,
		honest.proven);
}

void answer_print(FILE *out, const struct matrix *m)
{
	size_t best = answer_strongest(m);
	bool stacks = false;
	struct square attacks, honest;

	for (size_t i = 0; i < m->column_count; i++)
		stacks |= of(m, i, "stack");
	if (!stacks)
		return;
	print_missing(out, m);
	if (best == m->column_count) {
		fputs("no stack can be put on here\n", out);
		return;
	}
	attacks = matrix_sum(m, best, false);
	honest = matrix_sum(m, best, true);
	fprintf(out,
		"the strongest stack of these: %s, which holds %zu of %zu attacks and breaks %zu "
		"of %zu "
		"honest programs\n",
		m->columns[best].name, attacks.held, attacks.proven, honest.proven - honest.held,
		honest.proven);
	print_next(out, m, best);
}
