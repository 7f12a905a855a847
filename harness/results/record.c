// SPDX-License-Identifier: MIT
#include "harness/results/record.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/member.h"

static double seconds_of(const json_t *ms)
{
	static const char *const parts[] = { "build", "run", "teardown" };
	double sum = 0;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		sum += json_number_value(json_object_get(ms, parts[i]));
	return sum / 1e3;
}

struct record record_of(const json_t *cell)
{
	const json_t *ending = json_object_get(cell, "ending");
	const char *verdict = member_text(cell, "verdict"), *where = member_text(cell, "controlled_in");

	return (struct record){
		.attack = member_text(cell, "attack"),
		.row = member_text(cell, "row"),
		.defence = member_text(cell, "defence"),
		.group = member_text(cell, "group"),
		.reason = member_text(cell, "reason"),
		.verdict = verdict ? verdict_parse(verdict) : VERDICT_COUNT,
		.benign = member_is_true(cell, "benign"),
		.profile = member_text(cell, "profile"),
		.oracle = member_text(cell, "oracle"),
		.control = member_text(cell, "control"),
		.trial = member_text(cell, "trial"),
		.controlled_in = where ? where : "none", /* older files do not say */
		.exhibits = json_object_get(cell, "exhibits"),
		.runs = json_object_get(cell, "runs"),
		.has_ending = json_is_object(ending),
		.attempted = member_is_true(ending, "attempted"),
		.timed_out = member_is_true(ending, "timed_out"),
		.honest_failed = json_is_false(json_object_get(ending, "honest_ok")),
		.how = member_text(ending, "how"),
		.out = member_text(ending, "stdout"),
		.err = member_text(ending, "stderr"),
		.honest = member_text(ending, "honest"),
		.refused = member_text(ending, "refused"),
		.inputs = member_text_or_empty(cell, "inputs"),
		.seconds = seconds_of(json_object_get(cell, "ms")),
	};
}

size_t record_runs(const struct record *cell)
{
	return json_array_size(cell->runs);
}

enum verdict record_run(const struct record *cell, size_t i)
{
	const char *name = json_string_value(json_array_get(cell->runs, i));

	return name ? verdict_parse(name) : VERDICT_COUNT;
}

int record_order(const struct record *x, const struct record *y)
{
	int by_attack = strcmp(x->attack, y->attack);

	return by_attack ? by_attack : strcmp(x->defence, y->defence);
}

/* Of two of the same name, the one that comes first in the file. */
int record_by_name(const void *a, const void *b)
{
	const struct record *x = *(const struct record *const *)a;
	const struct record *y = *(const struct record *const *)b;
	int named = record_order(x, y);

	return named ? named : (x > y) - (x < y);
}

size_t records_taken_over(const struct results *r)
{
	const json_t *cell;
	size_t i, n = 0;

	json_array_foreach(r->cells, i, cell)
		n += json_object_get(cell, "origin") != NULL;
	return n;
}

int records_read(struct records *all, const struct results *r)
{
	size_t n = json_array_size(r->cells);

	*all = (struct records){ .list = calloc(n + 1, sizeof(*all->list)),
				 .sorted = calloc(n + 1, sizeof(*all->sorted)) };
	if (!all->list || !all->sorted) {
		records_free(all);
		return -ENOMEM;
	}
	for (; all->count < n; all->count++) {
		all->list[all->count] = record_of(json_array_get(r->cells, all->count));
		all->sorted[all->count] = &all->list[all->count];
	}
	qsort(all->sorted, n, sizeof(*all->sorted), record_by_name);
	return 0;
}

void records_free(struct records *all)
{
	free(all->list);
	free(all->sorted);
	*all = (struct records){ 0 };
}

const struct record *records_find(const struct records *all, const char *attack,
				  const char *defence)
{
	const struct record wanted = { .attack = attack, .defence = defence };
	size_t low = 0, high = all->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (record_order(all->sorted[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < all->count && !record_order(all->sorted[low], &wanted) ? all->sorted[low]
									    : NULL;
}
