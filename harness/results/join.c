// SPDX-License-Identifier: MIT
#include "harness/results/join.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/about.h"
#include "harness/results/gather.h"
#include "harness/results/member.h"
#include "harness/results/meta.h"
#include "lib/strf.h"

/* ---- may they be one? ----------------------------------------------------------------------- */

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

/* ---- one file of them ----------------------------------------------------------------------- */

static int by_start(const void *a, const void *b)
{
	return strcmp(about_of(a).started, about_of(b).started);
}

/* Of a cell that was measured twice, the earlier one stays, if both say the same. */
static int join_cells(struct results *whole, const struct results *files, size_t n, bool mixed,
		      struct err *e)
{
	size_t count;
	struct gathered *all = gather(files, n, &count);
	int r = all ? 0 : err_set(e, ENOMEM, "merge");

	for (size_t i = 0; i < count && !r; i++) {
		const struct gathered *last = i ? &all[i - 1] : NULL, *one = &all[i];
		struct about about = about_of(&files[one->file]);

		if (!last || record_order(&last->record, &one->record))
			json_array_append_new(whole->cells,
					      mixed ? about_handed_on(&about, one->cell)
						    : json_incref(one->cell));
		else if (last->record.verdict != one->record.verdict)
			r = err_set(e, 0, "%s under %s is %s in %s and %s in %s: not parts of one run",
				    one->record.attack, one->record.defence,
				    verdict_name(last->record.verdict), files[last->file].path,
				    verdict_name(one->record.verdict), files[one->file].path);
	}
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

static bool is_among(const json_t *list, const json_t *name)
{
	const json_t *one;
	size_t i;

	json_array_foreach(list, i, one) if (json_equal(one, name)) return true;
	return false;
}

/* The columns that changed nothing in any part. */
static json_t *join_unchanged(const struct results *files, size_t n)
{
	json_t *unchanged = json_array(), *name;
	size_t k;

	json_array_foreach(json_object_get(files[0].end, "unchanged"), k, name)
	{
		size_t parts = 1;

		while (parts < n && is_among(json_object_get(files[parts].end, "unchanged"), name))
			parts++;
		if (parts == n)
			json_array_append(unchanged, name);
	}
	return unchanged;
}

/* Seconds are those of all parts together; of their arenas the figures are the slowest part's. */
static void join_end(struct results *whole, const struct results *files, size_t n)
{
	size_t by_verdict[VERDICT_COUNT] = { 0 }, i;
	struct ending end = { .cells = json_array_size(whole->cells),
			      .by_verdict = by_verdict,
			      .unchanged = join_unchanged(files, n) };
	json_t *cell;

	json_array_foreach(whole->cells, i, cell) by_verdict[record_of(cell).verdict]++;
	for (i = 0; i < n; i++) {
		struct about about = about_of(&files[i]);
		double p90 = json_number_value(member_of(files[i].end, "arena_ms", "p90"));

		end.seconds += about.seconds;
		end.arenas += (size_t)json_integer_value(member_of(files[i].end, "arena_ms", "count"));
		end.arena_median_ms = fmax(end.arena_median_ms, about.arena_ms);
		end.arena_p90_ms = fmax(end.arena_p90_ms, p90);
	}
	whole->end = results_end(&end);
	json_decref(end.unchanged);
}

static int join_sorted(struct results *whole, const struct results *files, size_t n, bool mixed,
		       struct err *e)
{
	size_t of = about_of(&files[0]).shard_of;
	int r;

	if ((r = check_meta(files, n, mixed, e)) || (r = check_shards(files, n, e)) ||
	    (r = join_cells(whole, files, n, mixed, e)))
		return r;
	if (of && json_array_size(whole->cells) != of)
		return err_set(e, 0, "%zu cells in all parts, not %zu",
			       json_array_size(whole->cells), of);
	join_oracles(whole, files, n);
	join_meta(whole, files, n);
	join_end(whole, files, n);
	return 0;
}

int join(struct results *whole, const struct results *files, size_t n, bool mixed, struct err *e)
{
	struct results *sorted = calloc(n, sizeof(*sorted));
	int r;

	*whole = (struct results){ .oracles = json_array(), .cells = json_array() };
	if (sorted) {
		memcpy(sorted, files, n * sizeof(*sorted));
		qsort(sorted, n, sizeof(*sorted), by_start);
	}
	r = sorted ? join_sorted(whole, sorted, n, mixed, e) : err_set(e, ENOMEM, "merge");
	free(sorted);
	if (r)
		results_free(whole);
	return r;
}
