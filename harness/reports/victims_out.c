// SPDX-License-Identifier: MIT
/*
 * victims_out.c - whom attacks hurt, as JSON and as a table for the threat model.
 *
 * The question behind the table: what is left to do where the provider gives each student an
 * environment alone? It is data of the catalogue, no opinion: an attack whose only victim is
 * another student has none there, and all others have.
 */
#include "harness/reports/catalogue_out.h"

#include <string.h>

json_t *victim_json(const struct catalogue *c, enum victim v)
{
	json_int_t attacks = 0;

	for (size_t i = 0; i < c->program_count; i++)
		attacks += c->programs[i].victim == v && !c->programs[i].benign;
	return json_pack("{s:s, s:I, s:s, s:s}", "name", victim_name(v), "attacks", attacks, "alone",
			 victim_is_alone_with_itself(v) ? "closed" : "left", "meaning",
			 victim_meaning(v));
}

/* Attacks of a row by whom they hurt; the last figure is those that are left where students are
 * alone. */
struct tally {
	unsigned by[VICTIMS], all, left;
};

static void count(struct tally *t, const struct catalogue *c, const char *row)
{
	for (size_t i = 0; i < c->program_count; i++) {
		const struct program *p = &c->programs[i];

		if (p->benign || (row && strcmp(p->row, row)))
			continue;
		t->by[p->victim]++;
		t->all++;
		t->left += !victim_is_alone_with_itself(p->victim);
	}
}

static void line(FILE *out, const char *name, const struct tally *t)
{
	fprintf(out, "| %s |", name);
	for (enum victim v = VICTIM_STUDENT; v < VICTIMS; v++) {
		if (t->by[v])
			fprintf(out, " %u |", t->by[v]);
		else
			fputs(" |", out);
	}
	fprintf(out, " %s | %u of %u |\n", !t->left ? "all" : t->left == t->all ? "nothing" : "some",
		t->left, t->all);
}

static void meanings(FILE *out)
{
	fputs("| victim | what is lost | one student, one environment |\n|---|---|---|\n", out);
	for (enum victim v = VICTIM_STUDENT; v < VICTIMS; v++)
		fprintf(out, "| %s | %s | %s |\n", victim_name(v), victim_meaning(v),
			victim_is_alone_with_itself(v) ? "closed" : "left");
}

void victims_markdown(const struct catalogue *c, FILE *out)
{
	struct tally sum = { 0 };

	meanings(out);
	fputs("\n| row |", out);
	for (enum victim v = VICTIM_STUDENT; v < VICTIMS; v++)
		fprintf(out, " %s |", victim_name(v));
	fputs(" closes | leaves |\n|---|", out);
	for (enum victim v = VICTIM_STUDENT; v < VICTIMS; v++)
		fputs("---|", out);
	fputs("---|---|\n", out);
	for (size_t i = 0; i < c->row_count; i++) {
		struct tally t = { 0 };

		if (c->rows[i].benign)
			continue;
		count(&t, c, c->rows[i].name);
		if (t.all)
			line(out, c->rows[i].name, &t);
	}
	count(&sum, c, NULL);
	line(out, "*all*", &sum);
}
