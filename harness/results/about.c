// SPDX-License-Identifier: MIT
#include "harness/results/about.h"

#include "harness/results/member.h"

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
		.cells = (size_t)json_integer_value(json_object_get(end, "cells")),
	};
}

struct declared declared_of(const json_t *item)
{
	return (struct declared){
		.name = member_text(item, "name"),
		.blurb = member_text(item, "blurb"),
		.group = member_text(item, "group"),
		.summary = member_text(item, "summary"),
		.beyond = member_text(item, "beyond"),
		.benign = member_is_true(item, "benign"),
	};
}
