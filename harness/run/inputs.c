// SPDX-License-Identifier: MIT
#include "harness/run/inputs.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/layout.h"
#include "harness/results/member.h"
#include "lib/fnv.h"
#include "lib/strf.h"

typedef uint64_t hash; /* "is it the same as the last time?", of files of our own */

static const hash nothing = FNV_START;

static void add(hash *h, const void *bytes, size_t n)
{
	*h = fnv_add(*h, bytes, n);
}

static void add_text(hash *h, const char *text)
{
	add(h, text, strlen(text) + 1); /* with its end: "ab" "c" is not "a" "bc" */
}

/* The content of a file. False: it cannot be read. */
static bool add_file(hash *h, const char *path)
{
	FILE *file = fopen(path, "re");
	char chunk[65536];
	bool ok = file;
	size_t n;

	while (file && (n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		add(h, chunk, n);
	ok = ok && !ferror(file);
	if (file)
		fclose(file);
	return ok;
}

static json_t *shown(hash h)
{
	return json_sprintf("%012" PRIx64, h >> 16);
}

/* Where a file of the arena lies on the host; NULL: it is none of ours. To be freed. */
static char *on_host(const struct campaign *c, const char *path)
{
	size_t box = strlen(ARENA_BOX), extra = strlen(ARENA_EXTRA);
	char *rest;
	unsigned long n;

	if (!strncmp(path, ARENA_BOX "/", box + 1))
		return strf("%s%s", c->home->box, path + box);
	if (strncmp(path, ARENA_EXTRA "/", extra + 1))
		return NULL;
	n = strtoul(path + extra + 1, &rest, 10);
	for (unsigned long i = 0; c->catalogue.dirs && c->catalogue.dirs[i]; i++)
		if (i == n)
			return strf("%s%s", c->catalogue.dirs[i], rest);
	return NULL;
}

static json_t *hash_program(const struct campaign *c, const struct program *p)
{
	char *manifest = json_dumps(p->manifest, JSON_COMPACT | JSON_SORT_KEYS);
	hash h = nothing;

	if (manifest)
		add_text(&h, manifest);
	free(manifest);
	for (char *const *word = p->argv; *word; word++) {
		char *path = on_host(c, *word);

		add_text(&h, *word);
		if (path)
			add_file(&h, path);
		free(path);
	}
	if (!strcmp(p->language, "sh")) {
		char *shared = strf("%s/attacks/attack.sh", c->home->box);

		if (shared)
			add_file(&h, shared); /* which each of them reads */
		free(shared);
	}
	return shown(h);
}

/* All words of a column, for one that stands in no file, and to look for our programs in. */
static char *words_of(const struct defence *d)
{
	char **const lists[] = { d->probe, d->argv, d->between };
	char *all = strf("%s\n%s", d->name, d->prelude ? d->prelude : "");

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		for (char **word = lists[i]; word && *word && all; word++) {
			char *longer = strf("%s\n%s", all, *word);

			free(all);
			all = longer;
		}
	}
	return all;
}

struct tools {
	struct dirent **list; /* of <box>/bin, sorted by name          */
	int   count;
	bool *named;          /* by a column: not part of the harness  */
};

static hash hash_column(const struct campaign *c, const struct defence *d, const struct tools *t)
{
	char *file = strf("%s/defences/%s.defence", c->home->share, d->name), *words = words_of(d);
	hash h = nothing;

	if (words)
		add_text(&h, words);
	if (file)
		add_file(&h, file);
	for (int i = 0; i < t->count && words; i++) {
		char *inside = strf(ARENA_BOX "/bin/%s", t->list[i]->d_name);
		char *path = strf("%s/bin/%s", c->home->box, t->list[i]->d_name);

		if (inside && path && strstr(words, inside)) {
			t->named[i] = true;
			add_file(&h, path);
		}
		free(inside);
		free(path);
	}
	free(file);
	free(words);
	return h;
}

static void hash_harness(struct inputs *in, const struct campaign *c, const struct tools *t)
{
	hash h = nothing;

	add_file(&h, "/proc/self/exe");
	for (int i = 0; i < t->count; i++) {
		char *path = strf("%s/bin/%s", c->home->box, t->list[i]->d_name);

		if (path && !t->named[i])
			add_file(&h, path);
		free(path);
	}
	snprintf(in->harness, sizeof(in->harness), "%012" PRIx64, h >> 16);
}

static int visible(const struct dirent *entry)
{
	return *entry->d_name != '.';
}

static int hash_columns(struct inputs *in, const struct campaign *c, struct err *e)
{
	char *bin = strf("%s/bin", c->home->box);
	struct tools t = { 0 };

	t.count = bin ? scandir(bin, &t.list, visible, alphasort) : -1;
	t.named = t.count >= 0 ? calloc((size_t)t.count + 1, sizeof(*t.named)) : NULL;
	if (t.named) {
		for (size_t i = 0; i < c->defences.count; i++)
			json_object_set_new(in->columns, c->defences.list[i].name,
					    shown(hash_column(c, &c->defences.list[i], &t)));
		hash_harness(in, c, &t);
	} else {
		err_set(e, errno ? errno : ENOMEM, "%s", bin ? bin : "bin");
	}
	for (int i = 0; i < t.count; i++)
		free(t.list[i]);
	free(t.list);
	free(bin);
	if (!t.named)
		return -e->code;
	free(t.named);
	return 0;
}

/* "0.1.0 c063da5-dirty": the commit, as the build wrote it down. */
static void read_commit(struct inputs *in, const char *share)
{
	char *path = strf("%s/version", share);
	FILE *file = path ? fopen(path, "re") : NULL;

	if (file && fscanf(file, "%*s %63s", in->commit) != 1)
		*in->commit = '\0';
	if (!strncmp(in->commit, "unknown", strlen("unknown")))
		*in->commit = '\0';
	if (file)
		fclose(file);
	free(path);
}

int inputs_take(struct inputs *in, const struct campaign *c, struct err *e)
{
	*in = (struct inputs){ .programs = json_object(), .columns = json_object() };
	read_commit(in, c->home->share);
	for (size_t i = 0; i < c->catalogue.program_count; i++)
		json_object_set_new(in->programs, c->catalogue.programs[i].id,
				    hash_program(c, &c->catalogue.programs[i]));
	return hash_columns(in, c, e);
}

void inputs_free(struct inputs *in)
{
	json_decref(in->programs);
	json_decref(in->columns);
	*in = (struct inputs){ 0 };
}

/* "attack.column.control": what the cell of this file should say. */
static void expect(const struct inputs *in, const struct record *cell, char *text, size_t size)
{
	snprintf(text, size, "%s.%s.%s", member_text_or_empty(in->programs, cell->attack),
		 member_text_or_empty(in->columns, cell->defence),
		 member_text_or_empty(in->columns, cell->controlled_in));
}

void inputs_stamp(const struct inputs *in, json_t *cell)
{
	struct record r = record_of(cell);
	char text[80];

	expect(in, &r, text, sizeof(text));
	json_object_set_new(cell, "commit", *in->commit ? json_string(in->commit) : json_null());
	json_object_set_new(cell, "inputs", json_sprintf("%s.%s", text, in->harness));
}

enum stale inputs_stale(const struct inputs *in, const struct record *cell)
{
	const char *was = cell->inputs;
	char now[80];
	size_t n;

	expect(in, cell, now, sizeof(now));
	n = strlen(now);
	if (strncmp(was, now, n) || was[n] != '.')
		return STALE_CELL;
	return strcmp(was + n + 1, in->harness) ? STALE_HARNESS : STALE_NOT;
}
