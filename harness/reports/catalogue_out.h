/* SPDX-License-Identifier: MIT */
/*
 * catalogue_out.h - the catalogue for others: programs and rows as JSON, all of it as Markdown.
 */
#ifndef HARNESS_CATALOGUE_OUT_H
#define HARNESS_CATALOGUE_OUT_H

#include <stdio.h>

#include "harness/catalogue/catalogue.h"
#include "harness/oracle.h"

/* What the program's threshold counts, and where it lies. False: there is none. */
bool program_scale(const struct program *p, struct scale *s);

/* New references. */
json_t *program_json(const struct program *p);
json_t *row_json(const struct catalogue *c, const struct row *r);

/* Whom attacks hurt, and how many of them. A new reference. */
json_t *victim_json(const struct catalogue *c, enum victim v);

/* What each word means, and row by row whom attacks hurt and what isolation by tenant leaves of
 * them. */
void victims_markdown(const struct catalogue *c, FILE *out);

/* By row: the sentence, who judges and from when on, and a table of the programs selected. */
void catalogue_markdown(const struct catalogue *c, const struct selection *s, FILE *out);

#endif
