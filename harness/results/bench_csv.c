// SPDX-License-Identifier: MIT
#include "harness/results/bench_csv.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum field { TYPE, PROGRAM, VARIANT, UNIT, MEDIAN, ADDED, LOW, HIGH, FIELDS };
enum { COLUMNS = 32 };

static const char *const names[FIELDS] = { "type",  "program",   "variant",  "unit",
					   "median", "added", "added_low", "added_high" };

static void cost_free(struct cost *c)
{
	free(c->type);
	free(c->program);
	free(c->variant);
	free(c->unit);
}

void costs_free(struct costs *c)
{
	for (size_t i = 0; i < c->count; i++)
		cost_free(&c->list[i]);
	free(c->list);
	*c = (struct costs){ 0 };
}

const struct cost *costs_find(const struct costs *c, const char *type, const char *program,
			      const char *variant)
{
	for (size_t i = 0; i < c->count; i++)
		if (!strcmp(c->list[i].type, type) && !strcmp(c->list[i].program, program) &&
		    !strcmp(c->list[i].variant, variant))
			return &c->list[i];
	return NULL;
}

/* Fields that may hold a comma are quoted and come after all that we read: no need to unquote. */
static size_t split(char *line, char *column[COLUMNS])
{
	size_t n = 0;

	line[strcspn(line, "\r\n")] = '\0';
	while (n < COLUMNS && line)
		column[n++] = strsep(&line, ",");
	return n;
}

/* Where our fields are; -1 if one is missing. */
static int take_head(char *line, size_t at[FIELDS])
{
	char *column[COLUMNS];
	size_t n = split(line, column);

	for (int f = 0; f < FIELDS; f++) {
		at[f] = 0;
		while (at[f] < n && strcmp(column[at[f]], names[f]))
			at[f]++;
		if (at[f] == n)
			return -1;
	}
	return 0;
}

static const char *take_line(struct costs *c, char *line, const size_t at[FIELDS])
{
	struct cost *more = realloc(c->list, (c->count + 1) * sizeof(*more)), *one;
	char *column[COLUMNS];
	size_t n = split(line, column);
	double *number[FIELDS] = { NULL };

	if (!more)
		return strerror(ENOMEM);
	c->list = more;
	one = &more[c->count];
	for (int f = 0; f < FIELDS; f++)
		if (at[f] >= n)
			return "too few fields";
	if (!*column[at[ADDED]])
		return NULL; /* a quantity that bare does not have: no cost of a column */
	*one = (struct cost){ strdup(column[at[TYPE]]), strdup(column[at[PROGRAM]]),
			      strdup(column[at[VARIANT]]), strdup(column[at[UNIT]]), 0, 0, 0, 0 };
	c->count++;
	if (!one->type || !one->program || !one->variant || !one->unit)
		return strerror(ENOMEM);
	number[MEDIAN] = &one->median;
	number[ADDED] = &one->added;
	number[LOW] = &one->added_low;
	number[HIGH] = &one->added_high;
	for (int f = MEDIAN; f < FIELDS; f++) {
		char *end;

		*number[f] = strtod(column[at[f]], &end);
		if (*end || end == column[at[f]] || !isfinite(*number[f]))
			return "not a number"; /* nor is nan, which strtod(3) takes */
	}
	return NULL;
}

int costs_read(const char *path, struct costs *c, struct err *e)
{
	FILE *file = fopen(path, "re");
	size_t at[FIELDS], room = 0;
	char *line = NULL;
	int code = 0;

	*c = (struct costs){ 0 };
	if (!file)
		return err_set(e, errno, "%s", path);
	for (unsigned n = 1; !code && getline(&line, &room, file) > 0; n++) {
		const char *wrong;

		if (n > 1)
			wrong = take_line(c, line, at);
		else
			wrong = take_head(line, at) ? "not what `bench-report --csv` prints" : NULL;
		if (wrong)
			code = err_set(e, 0, "%s:%u: %s", path, n, wrong);
	}
	if (!code && !c->count)
		code = err_set(e, 0, "%s: nothing was measured", path);
	free(line);
	fclose(file);
	return code;
}
