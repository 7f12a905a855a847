// SPDX-License-Identifier: MIT
#include "harness/reports/claims.h"

#include <errno.h>
#include <libconfig.h>
#include <stdlib.h>
#include <string.h>

#include "lib/strf.h"
#include "lib/strv.h"

static const char *const words[] = { "yes", "partial", "no" };

const char *claimed_name(enum claimed v)
{
	return v == CLAIMED_NO ? "-" : words[v];
}

const char *claimed_word(enum claimed v)
{
	return words[v];
}

void claims_free(struct claims *c)
{
	free(c->name);
	free(c->summary);
	strv_free(c->columns);
	strv_free(c->rows);
	free(c->own);
	free(c->claim);
	free(c->comparison);
	*c = (struct claims){ 0 };
}

static int complain(const config_setting_t *s, struct err *e, const char *what)
{
	return err_set(e, 0, "%s:%u: %s", config_setting_source_file(s),
		       config_setting_source_line(s), what);
}

static int take_columns(struct claims *c, const config_setting_t *s, const struct defences *known,
			struct err *e)
{
	if (!s || !config_setting_is_array(s) || !config_setting_length(s))
		return s ? complain(s, e, "columns must be a list of strings") : -EINVAL;
	for (int i = 0; i < config_setting_length(s); i++) {
		const char *name = config_setting_get_string_elem(s, i);

		if (!name || (known && !defences_find(known, name)))
			return complain(s, e, "columns: no such column");
		if (strv_add(&c->columns, name))
			return -ENOMEM;
	}
	c->column_count = strv_count(c->columns);
	return 0;
}

/* Columns of the table that its author added, which nobody else claimed. */
static int take_own(struct claims *c, const config_setting_t *s, struct err *e)
{
	c->own = calloc(c->column_count, sizeof(*c->own));
	if (!c->own)
		return -ENOMEM;
	for (int i = 0; s && i < config_setting_length(s); i++) {
		const char *name = config_setting_get_string_elem(s, i);
		size_t k = 0;

		while (name && k < c->column_count && strcmp(c->columns[k], name))
			k++;
		if (!name || k == c->column_count)
			return complain(s, e, "own: must be a list of columns of this table");
		c->own[k] = true;
	}
	return 0;
}

static int take_claim(struct claims *c, const config_setting_t *s, int i, struct err *e)
{
	const char *word = config_setting_get_string_elem(s, i);

	for (int v = CLAIMED_YES; word && v <= CLAIMED_NO; v++) {
		if (!strcmp(words[v], word)) {
			c->claim[c->row_count * c->column_count + (size_t)i] = (enum claimed)v;
			return 0;
		}
	}
	return complain(s, e, "a claim is \"yes\", \"partial\" or \"no\"");
}

static int take_row(struct claims *c, const config_setting_t *s, struct err *e)
{
	const config_setting_t *claims = config_setting_get_member(s, "claims");
	const char *row;
	int r = 0;

	if (!config_setting_is_group(s) || config_setting_length(s) != 2 || !claims ||
	    !config_setting_lookup_string(s, "row", &row))
		return complain(s, e, "want { row = \"...\"; claims = [ ... ]; }");
	if ((size_t)config_setting_length(claims) != c->column_count)
		return complain(claims, e, "as many claims as columns, please");
	for (int i = 0; i < config_setting_length(claims) && !r; i++)
		r = take_claim(c, claims, i, e);
	if (!r && strv_add(&c->rows, row))
		r = -ENOMEM;
	c->row_count++;
	return r;
}

static int take_rows(struct claims *c, const config_setting_t *s, struct err *e)
{
	int n = s ? config_setting_length(s) : 0, r = 0;

	if (!n || !config_setting_is_list(s))
		return s ? complain(s, e, "rows must be a list ( {...}, {...} )") : -EINVAL;
	c->claim = calloc((size_t)n * c->column_count, sizeof(*c->claim));
	if (!c->claim)
		return -ENOMEM;
	for (int i = 0; i < n && !r; i++)
		r = take_row(c, config_setting_get_elem(s, (unsigned)i), e);
	return r;
}

static int check_fields(const config_setting_t *root, struct err *e)
{
	static const char *const fields[] = { "name", "summary", "columns", "own", "rows" };

	enum { FIELDS = sizeof(fields) / sizeof(*fields) };

	for (int i = 0; i < config_setting_length(root); i++) {
		const config_setting_t *s = config_setting_get_elem(root, (unsigned)i);
		size_t k = 0;

		while (k < FIELDS && strcmp(fields[k], config_setting_name(s)))
			k++;
		if (k == FIELDS)
			return complain(s, e, "fields are: name, summary, columns, own, rows");
	}
	return 0;
}

static int take_all(struct claims *c, const config_setting_t *root, const struct defences *known,
		    struct err *e)
{
	const char *name = NULL, *summary = NULL;
	int r = check_fields(root, e);

	if (r)
		return r;
	if (!config_setting_lookup_string(root, "name", &name) ||
	    !config_setting_lookup_string(root, "summary", &summary))
		return complain(root, e, "name and summary are required");
	c->name = strdup(name);
	c->summary = strdup(summary);
	if (!c->name || !c->summary)
		return -ENOMEM;
	r = take_columns(c, config_setting_get_member(root, "columns"), known, e);
	if (!r)
		r = take_own(c, config_setting_get_member(root, "own"), e);
	return r ? r : take_rows(c, config_setting_get_member(root, "rows"), e);
}

int claims_load(struct claims *c, const char *share, const char *name,
		const struct defences *known, struct err *e)
{
	char *path = strf("%s/claims/%s.claims", share, name);
	config_t config;
	int r;

	*c = (struct claims){ 0 };
	if (!path)
		return err_set(e, ENOMEM, "claims");
	e->code = 0;
	config_init(&config);
	if (config_read_file(&config, path))
		r = take_all(c, config_root_setting(&config), known, e);
	else if (config_error_type(&config) == CONFIG_ERR_PARSE)
		r = err_set(e, 0, "%s:%d: %s", path, config_error_line(&config),
			    config_error_text(&config));
	else
		r = err_set(e, ENOENT, "%s", path);
	if (r && !e->code)
		err_set(e, r == -ENOMEM ? ENOMEM : 0, "%s: columns and rows are required", path);
	config_destroy(&config);
	free(path);
	if (r)
		claims_free(c);
	return r;
}

static enum agreement read_as(enum claimed claimed, enum symbol measured)
{
	switch (measured) {
	case SYMBOL_ALL:
		return claimed == CLAIMED_YES ? CLAIM_AGREES : CLAIM_DIFFERS;
	case SYMBOL_SOME:
		return claimed == CLAIMED_PARTIAL ? CLAIM_AGREES : CLAIM_DIFFERS;
	case SYMBOL_NONE:
		return claimed == CLAIMED_NO ? CLAIM_AGREES : CLAIM_DIFFERS;
	case SYMBOL_NOTHING:
	case SYMBOL_UNAVAILABLE:
	case SYMBOL_SUSPECT:
		return CLAIM_UNDECIDED;
	}
	return CLAIM_UNDECIDED;
}

/*
 * A claim is about a column as people use it, a square about what is to its credit. So what
 * would agree if the credit were given differs from nothing that was measured, and where nothing
 * is proven nothing differs. A column that only holds what another holds alone adds nothing: that
 * is a "no" confirmed.
 */
static enum agreement agreement(enum claimed claimed, const struct square *s)
{
	enum agreement a;

	if (!s)
		return CLAIM_UNDECIDED;
	if (square_symbol(s) == SYMBOL_NOTHING)
		return claimed == CLAIMED_NO && s->shared ? CLAIM_AGREES : CLAIM_UNDECIDED;
	a = read_as(claimed, square_symbol(s));
	if (a == CLAIM_DIFFERS && read_as(claimed, square_uncredited(s)) == CLAIM_AGREES)
		return CLAIM_UNDECIDED;
	return a;
}

/* Less was held than claimed: what got through. More was: what was held. */
static const struct record *deciding(enum claimed claimed, const struct square *s)
{
	static const enum verdict through[] = { VERDICT_BREACHED, VERDICT_TIMEOUT,
						VERDICT_UNPROVEN };
	enum symbol measured = square_symbol(s);

	if (claimed == CLAIMED_NO || measured == SYMBOL_ALL)
		return s->first[VERDICT_HELD];
	for (size_t i = 0; i < sizeof(through) / sizeof(*through); i++)
		if (s->first[through[i]])
			return s->first[through[i]];
	return NULL;
}

int claims_compare(struct claims *c, const struct matrix *m)
{
	free(c->comparison);
	c->comparison = calloc(c->row_count * c->column_count + 1, sizeof(*c->comparison));
	if (!c->comparison)
		return -ENOMEM;
	for (size_t i = 0; i < c->row_count * c->column_count; i++) {
		struct comparison *one = &c->comparison[i];

		one->row = c->rows[i / c->column_count];
		one->column = c->columns[i % c->column_count];
		one->own = c->own[i % c->column_count];
		one->claimed = c->claim[i];
		one->square = matrix_find(m, one->row, one->column);
		one->agreement = agreement(one->claimed, one->square);
		if (one->agreement == CLAIM_DIFFERS)
			one->deciding = deciding(one->claimed, one->square);
	}
	return 0;
}

size_t claims_count(const struct claims *c, enum agreement a)
{
	size_t n = 0;

	for (size_t i = 0; c->comparison && i < c->row_count * c->column_count; i++)
		n += c->comparison[i].agreement == a;
	return n;
}
