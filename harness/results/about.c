// SPDX-License-Identifier: MIT
#include "harness/results/about.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/member.h"
#include "lib/strf.h"
#include "lib/strv.h"

static const char *within(const json_t *object, const char *outer, const char *key)
{
	return member_text_or_empty(json_object_get(object, outer), key);
}

struct about about_of(const struct results *r)
{
	const json_t *meta = r->meta, *end = r->end;

	return (struct about){
		.profile = member_text_or_empty(meta, "profile"),
		.started = member_text_or_empty(meta, "started"),
		.command = member_text_or_empty(meta, "command"),
		.version = within(meta, "suite", "version"),
		.commit = within(meta, "suite", "commit"),
		.kernel = within(meta, "kernel", "release"),
		.cpu = within(meta, "cpu", "model"),
		.processors = json_integer_value(member_of(meta, "cpu", "count")),
		.seed = (uint64_t)json_integer_value(json_object_get(meta, "seed")),
		.rows = json_object_get(meta, "rows"),
		.columns = json_object_get(meta, "columns"),
		.interrupted = member_is_true(end, "interrupted"),
		.seconds = json_number_value(json_object_get(end, "seconds")),
		.arena_ms = json_number_value(member_of(end, "arena_ms", "median")),
		.shard = (unsigned)json_integer_value(member_of(meta, "shard", "index")),
		.shards = (unsigned)json_integer_value(member_of(meta, "shard", "count")),
		.shard_of = (size_t)json_integer_value(member_of(meta, "shard", "of")),
		.cells = (size_t)json_integer_value(json_object_get(end, "cells")),
	};
}

json_t *about_origin(const struct about *about)
{
	return json_pack("{s:s, s:s, s:s}", "started", about->started, "kernel", about->kernel,
			 "cpu", about->cpu);
}

json_t *about_handed_on(const struct about *about, json_t *cell)
{
	json_t *copy = json_copy(cell);

	if (!json_object_get(copy, "origin"))
		json_object_set_new(copy, "origin", about_origin(about));
	if (*about->commit && !json_object_get(copy, "commit"))
		json_object_set_new(copy, "commit", json_string(about->commit));
	return copy;
}

struct declared declared_of(const json_t *item)
{
	const char *baseline = member_text(item, "baseline");

	return (struct declared){
		.name = member_text(item, "name"),
		.blurb = member_text(item, "blurb"),
		.group = member_text(item, "group"),
		.summary = member_text(item, "summary"),
		/* Files of before December 2026 say "beyond". */
		.baseline = baseline ? baseline : member_text(item, "beyond"),
		.benign = member_is_true(item, "benign"),
		.argv = json_object_get(item, "argv"),
		.worker = member_text_or_empty(item, "worker"),
	};
}

/* The words as a shell reads them; a word that is no text shows as such. */
static char *line_of(const json_t *argv)
{
	char **words = NULL, *line = NULL;
	const json_t *word;
	size_t i;
	int r = 0;

	json_array_foreach(argv, i, word)
		r |= strv_add(&words, json_is_string(word) ? json_string_value(word) : "?");
	if (!words) /* the empty prefix */
		r |= strv_add(&words, "{command}");
	if (!r)
		line = strv_quote(words);
	strv_free(words);
	return line;
}

static int command_of(const struct declared *d, char **text)
{
	char *line = line_of(d->argv);

	if (line)
		*text = *d->worker ? strf("%s (%s)", line, d->worker) : strdup(line);
	free(line);
	return *text ? 0 : -ENOMEM;
}

int about_command(const struct about *about, const char *column, char **text)
{
	const json_t *item;
	size_t i;

	*text = NULL;
	json_array_foreach(about->columns, i, item) {
		struct declared d = declared_of(item);

		if (d.argv && d.name && !strcmp(d.name, column))
			return command_of(&d, text);
	}
	return 0;
}
