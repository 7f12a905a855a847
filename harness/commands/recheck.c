// SPDX-License-Identifier: MIT
#include "harness/commands/recheck.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/reports/gate.h"
#include "lib/strv.h"

int recheck_begin(struct recheck *r, const char *dir, const char *profile, const char *day,
		  struct err *e)
{
	*r = (struct recheck){ .dir = dir, .profile = profile, .day = day };
	return recorded_read(&r->recorded, dir, profile, e);
}

void recheck_end(struct recheck *r)
{
	for (size_t i = 0; i < r->count; i++)
		expected_free(&r->columns[i]);
	free(r->columns);
	strv_free(r->names);
	recorded_free(&r->recorded);
	*r = (struct recheck){ 0 };
}

/* NULL: it cannot be read. A column that nobody recorded has an empty one. */
static const struct expected *column_of(struct recheck *r, const char *name)
{
	struct expected *more;
	struct err e = { 0 };
	int code;

	for (size_t i = 0; i < r->count; i++)
		if (!strcmp(r->names[i], name))
			return &r->columns[i];
	more = realloc(r->columns, (r->count + 1) * sizeof(*more));
	if (!more || strv_add(&r->names, name)) {
		r->columns = more ? more : r->columns;
		err_set(&r->error, ENOMEM, "%s", r->dir);
		return NULL;
	}
	r->columns = more;
	code = expected_read(&r->columns[r->count++], r->dir, r->profile, name, &e);
	if (!code || code == -ENOENT)
		return &r->columns[r->count - 1];
	r->error = e;
	return NULL;
}

bool recheck_doubts(const struct record *cell, void *recheck)
{
	struct recheck *r = recheck;
	const struct expected *column;
	struct finding f;

	if (r->error.code)
		return false;
	column = column_of(r, cell->defence);
	if (!column)
		return false;
	f = gate_cell(cell, column, &r->recorded, r->day);
	/* A cell that is new has nothing to be compared with, but what is broken may still mend. */
	return f.change == CHANGE_WORSE || f.change == CHANGE_UNMEASURED ||
	       (f.change == CHANGE_NEW && (f.measured == VERDICT_BROKEN ||
					   f.measured == VERDICT_FLAKY));
}
