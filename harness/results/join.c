// SPDX-License-Identifier: MIT
#include "harness/results/join.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/about.h"
#include "harness/results/member.h"
#include "harness/results/meta.h"
#include "harness/results/record.h"
#include "lib/strf.h"

/* ---- may they be one? ------------------------------------------------------------------------ */

struct pair {
	const struct results *first, *other;
	bool mixed;
	struct err *e;
};

/* What parts of one run differ in: which part it is, and in what order its cells came. */
static bool is_of_the_part(const char *field)
{
	static const char *const fields[] = { "shard",	 "seed",    "jobs",
					      "command", "columns", "merged" };

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		size_t n = strlen(fields[i]);

		if (!strncmp(field, fields[i], n) && (!field[n] || field[n] == '.'))
			return true;
	}
	return false;
}

static void refuse_field(const char *field, const json_t *a, const json_t *b, void *user)
{
	struct pair *p = user;
	bool always = !strcmp(field, "profile") || !strcmp(field, "schema");
	char *was, *is;

	if (p->e->code || is_of_the_part(field) || (p->mixed && !always))
		return;
	was = a ? json_dumps(a, JSON_ENCODE_ANY | JSON_COMPACT) : strdup("not there");
	is = b ? json_dumps(b, JSON_ENCODE_ANY | JSON_COMPACT) : strdup("not there");
	err_set(p->e, 0, "%s and %s are of two runs: %s is %.60s, and %.60s%s", p->first->path,
		p->other->path, field, was ? was : "?", is ? is : "?",
		always ? "" : " (--mixed takes it, and each cell says where it was measured)");
	free(was);
	free(is);
}

static int check_meta(const struct results *files, size_t n, bool mixed, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		struct pair p = { &files[0], &files[i], mixed, e };

		if (!files[i].end || about_of(&files[i]).interrupted)
			return err_set(e, 0, "%s is not finished: ordeal run ... --resume -o %s",
				       files[i].path, files[i].path);
		meta_compare(files[0].meta, files[i].meta, refuse_field, &p);
		if (e->code)
			return -e->code;
	}
	return 0;
}

/* Is this part among the files? */
static bool is_there(const struct results *files, size_t n, unsigned shard)
{
	for (size_t i = 0; i < n; i++)
		if (about_of(&files[i]).shard == shard)
			return true;
	return false;
}

/* All of them, or none: what is missing would look like what nobody asked for. */
static int check_shards(const struct results *files, size_t n, struct err *e)
{
	struct about first = about_of(&files[0]);

	for (size_t i = 1; i < n; i++) {
		struct about other = about_of(&files[i]);

		if (!other.shards != !first.shards)
			return err_set(e, 0, "%s is a part of a run, %s is no part",
				       files[first.shards ? 0 : i].path,
				       files[first.shards ? i : 0].path);
		if (other.shards != first.shards || other.shard_of != first.shard_of)
			return err_set(
				e, 0, "%s is one of %u parts with %zu cells, %s one of %u with %zu",
				files[0].path, first.shards, first.shard_of, files[i].path,
				other.shards, other.shard_of);
	}
	for (unsigned k = 1; k <= first.shards; k++)
		if (!is_there(files, n, k))
			return err_set(e, 0, "part %u of %u is missing", k, first.shards);
	return 0;
}

/* ---- one file of them
 * ---------------------------------------------------------------------------- */

/* A cell of a file, for as long as its place is looked for. */
struct found {
	struct record record;
	json_t *cell;
	const struct results *file;
};

static int in_order(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int order = record_order(&x->record, &y->record);

	return order ? order : strcmp(about_of(x->file).started, about_of(y->file).started);
}

static json_t *as_written(const struct found *f, bool mixed)
{
	struct about about = about_of(f->file);
	json_t *copy = json_copy(f->cell);

	if (mixed && !json_object_get(copy, "origin"))
		json_object_set_new(copy, "origin", about_origin(&about));
	if (mixed && *about.commit && !json_object_get(copy, "commit"))
		json_object_set_new(copy, "commit", json_string(about.commit));
	return copy;
}

/* Of a part that was measured twice, the earlier one stays, if both say the same. */
static int put_cells(json_t *cells, const struct found *all, size_t n, bool mixed, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		const struct found *last = i ? &all[i - 1] : NULL, *one = &all[i];

		if (!last || record_order(&last->record, &one->record))
			json_array_append_new(cells, as_written(one, mixed));
		else if (last->record.verdict != one->record.verdict)
			return err_set(e, 0,
				       "%s under %s is %s in %s and %s in %s: not parts of one run",
				       one->record.attack, one->record.defence,
				       verdict_name(last->record.verdict), last->file->path,
				       verdict_name(one->record.verdict), one->file->path);
	}
	return 0;
}

static int join_cells(struct results *whole, const struct results *files, size_t n, bool mixed,
		      struct err *e)
{
	size_t count = 0, k = 0;
	struct found *all;
	int r;

	for (size_t i = 0; i < n; i++)
		count += json_array_size(files[i].cells);
	all = calloc(count + 1, sizeof(*all));
	if (!all)
		return err_set(e, ENOMEM, "merge");
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < json_array_size(files[i].cells); j++) {
			json_t *cell = json_array_get(files[i].cells, j);

			all[k++] = (struct found){ record_of(cell), cell, &files[i] };
		}
	qsort(all, count, sizeof(*all), in_order);
	r = put_cells(whole->cells, all, count, mixed, e);
	free(all);
	return r;
}

/* Each oracle once; where it failed in one part, as it was there. */
static void join_oracles(struct results *whole, const struct results *files, size_t n)
{
	json_t *by_name = json_object(), *line;
	const char *key;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < json_array_size(files[i].oracles); j++) {
			char *name;

			line = json_array_get(files[i].oracles, j);
			name = strf("%s:%s", member_text_or_empty(line, "name"),
				    member_text_or_empty(line, "arg"));
			if (name &&
			    (!json_object_get(by_name, name) || !member_is_true(line, "ok")))
				json_object_set(by_name, name, line);
			free(name);
		}
	json_object_foreach(by_name, key, line) json_array_append(whole->oracles, line);
	json_decref(by_name);
}

/* The columns of all, in the order of the first that has each. */
static json_t *join_columns(const struct results *files, size_t n)
{
	json_t *columns = json_array(), *seen = json_object();

	for (size_t i = 0; i < n; i++) {
		const json_t *declared = about_of(&files[i]).columns;
		json_t *column;
		size_t k;

		json_array_foreach(declared, k, column)
		{
			const char *name = declared_of(column).name;

			if (!name || json_object_get(seen, name))
				continue;
			json_object_set_new(seen, name, json_true());
			json_array_append(columns, column);
		}
	}
	json_decref(seen);
	return columns;
}

/* Of the first file, but what tells parts apart; and when each of them was begun. */
static void join_meta(struct results *whole, const struct results *files, size_t n)
{
	json_t *parts = json_array();

	for (size_t i = 0; i < n; i++) {
		struct about about = about_of(&files[i]);
		json_t *part = about_origin(&about);

		json_object_set_new(part, "seed", json_integer((json_int_t)about.seed));
		json_array_append_new(parts, part);
	}
	whole->meta = json_copy(files[0].meta);
	json_object_del(whole->meta, "shard");
	json_object_set_new(whole->meta, "columns", join_columns(files, n));
	json_object_set_new(whole->meta, "merged", parts);
}

/* A column that changed nothing in any part that looked at it. */
static json_t *join_unchanged(const struct results *files, size_t n)
{
	json_t *unchanged = json_array();

	for (size_t k = 0; k < json_array_size(json_object_get(files[0].end, "unchanged")); k++) {
		json_t *name = json_array_get(json_object_get(files[0].end, "unchanged"), k);
		bool in_all = true;

		for (size_t i = 1; i < n; i++) {
			const json_t *there = json_object_get(files[i].end, "unchanged");
			bool is_in = false;

			for (size_t j = 0; j < json_array_size(there); j++)
				is_in |= json_equal(json_array_get(there, j), name);
			in_all &= is_in;
		}
		if (in_all)
			json_array_append(unchanged, name);
	}
	return unchanged;
}

/* Seconds are those of all parts together. Of their arenas the median is that of the slowest part.
 */
static void join_end(struct results *whole, const struct results *files, size_t n)
{
	size_t by_verdict[VERDICT_COUNT] = { 0 }, arenas = 0;
	double seconds = 0, median = 0, p90 = 0;
	json_t *counts = json_object(), *cell;
	size_t i;

	json_array_foreach(whole->cells, i, cell) by_verdict[record_of(cell).verdict]++;
	for (enum verdict v = 0; v < VERDICT_COUNT; v++)
		if (by_verdict[v])
			json_object_set_new(counts, verdict_name(v),
					    json_integer((json_int_t)by_verdict[v]));
	for (i = 0; i < n; i++) {
		double m = about_of(&files[i]).arena_ms,
		       p = json_number_value(member_of(files[i].end, "arena_ms", "p90"));

		seconds += about_of(&files[i]).seconds;
		arenas += (size_t)json_integer_value(member_of(files[i].end, "arena_ms", "count"));
		median = m > median ? m : median;
		p90 = p > p90 ? p : p90;
	}
	whole->end = json_pack("{s:s, s:I, s:o, s:o, s:b, s:f, s:{s:f, s:f, s:I}}", "type", "end",
			       "cells", (json_int_t)json_array_size(whole->cells), "verdicts",
			       counts, "unchanged", join_unchanged(files, n), "interrupted", 0,
			       "seconds", seconds, "arena_ms", "median", median, "p90", p90,
			       "count", (json_int_t)arenas);
}

int join(struct results *whole, const struct results *files, size_t n, bool mixed, struct err *e)
{
	struct about first = about_of(&files[0]);
	int r;

	*whole = (struct results){ .oracles = json_array(), .cells = json_array() };
	if ((r = check_meta(files, n, mixed, e)) || (r = check_shards(files, n, e)) ||
	    (r = join_cells(whole, files, n, mixed, e)))
		goto out;
	if (first.shards && json_array_size(whole->cells) != first.shard_of) {
		r = err_set(e, 0, "%zu cells in all parts, not %zu", json_array_size(whole->cells),
			    first.shard_of);
		goto out;
	}
	join_oracles(whole, files, n);
	join_meta(whole, files, n);
	join_end(whole, files, n);
out:
	if (r)
		results_free(whole);
	return r;
}
