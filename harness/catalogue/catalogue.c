// SPDX-License-Identifier: MIT
/*
 * catalogue.c - the store of rows and programs.
 */
#include "harness/catalogue/catalogue.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/strv.h"

void catalogue_free(struct catalogue *c)
{
	for (size_t i = 0; i < c->row_count; i++) {
		free(c->rows[i].name);
		free(c->rows[i].blurb);
		free(c->rows[i].oracle);
		free(c->rows[i].threshold);
	}
	for (size_t i = 0; i < c->program_count; i++)
		program_free(&c->programs[i]);
	free(c->rows);
	free(c->programs);
	strv_free(c->dirs);
	*c = (struct catalogue){ 0 };
}

const struct row *catalogue_row(const struct catalogue *c, const char *name)
{
	for (size_t i = 0; i < c->row_count; i++)
		if (!strcmp(c->rows[i].name, name))
			return &c->rows[i];
	return NULL;
}

const struct program *catalogue_find(const struct catalogue *c, const char *id)
{
	for (size_t i = 0; i < c->program_count; i++)
		if (!strcmp(c->programs[i].id, id))
			return &c->programs[i];
	return NULL;
}

int catalogue_add_row(struct catalogue *c, const char *name, const char *blurb, bool benign)
{
	struct row *bigger = realloc(c->rows, (c->row_count + 1) * sizeof(*bigger));
	struct row row = { .name = strdup(name), .blurb = strdup(blurb), .benign = benign };

	if (bigger)
		c->rows = bigger;
	if (!bigger || !row.name || !row.blurb) {
		free(row.name);
		free(row.blurb);
		return -ENOMEM;
	}
	c->rows[c->row_count++] = row;
	return 0;
}

int catalogue_append(struct catalogue *c, const struct program *p)
{
	struct program *bigger = realloc(c->programs, (c->program_count + 1) * sizeof(*bigger));

	if (!bigger)
		return -ENOMEM;
	c->programs = bigger;
	c->programs[c->program_count++] = *p;
	return 0;
}
