// SPDX-License-Identifier: MIT
#include "bench/read.h"

#include "harness/results/member.h"
#include "harness/results/lines.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What the line says of itself. */
static struct series described(const json_t *line)
{
	struct series s = { .type = member_text(line, "type"), .program = member_text(line, "program"),
			    .variant = member_text(line, "variant"), .group = member_text(line, "group"),
			    .failed = member_text(line, "failed"), .axis = member_text(line, "axis"),
			    .version = member_text(line, "version"),
			    .command = member_text(line, "command"), .unit = "us" };

	if (!strcmp(s.type, "percall")) {
		s.program = member_text(line, "call");
		s.unit = "ns";
	}
	s.quantity = !strcmp(s.type, "quantity");
	if (s.quantity) {
		s.type = member_text(line, "quantity");
		s.unit = member_text(line, "unit");
		s.at = json_number_value(json_object_get(line, "at"));
	}
	return s;
}

static int add_series(struct bench_file *f, json_t *line)
{
	struct series s = described(line), *more;
	const json_t *values = json_object_get(line, s.quantity ? "values" : "ns");
	json_t *value;
	double divisor = s.unit && !s.quantity && !strcmp(s.unit, "us") ? 1e3 : 1;
	size_t i;

	if (!s.type || !s.program || !s.variant || !s.unit || !json_is_array(values))
		return -EINVAL;
	more = realloc(f->series, (f->count + 1) * sizeof(*more));
	if (!more)
		return -ENOMEM;
	f->series = more;
	s.x = calloc(json_array_size(values) + 1, sizeof(double));
	if (!s.x)
		return -ENOMEM;
	json_array_foreach(values, i, value)
		s.x[s.n++] = json_number_value(value) / divisor;
	more[f->count++] = s;
	return 0;
}

static const char *take_line(const struct line *line, void *user)
{
	static const char not_ours[] = "not a line of a benchmark";
	const char *type = member_text(line->object, "type");
	struct bench_file *f = user;

	json_array_append(f->lines, line->object);
	if (!type)
		return not_ours;
	if (!strcmp(type, "meta")) {
		f->meta = line->object;
		return strcmp(member_text_or_empty(f->meta, "kind"), "bench") ? not_ours : NULL;
	}
	if (!strcmp(type, "end")) {
		f->end = line->object;
		return NULL;
	}
	return add_series(f, line->object) ? not_ours : NULL;
}

int bench_file_read(const char *path, struct bench_file *f, struct err *e)
{
	int r;

	*f = (struct bench_file){ .lines = json_array() };
	r = lines_read(path, take_line, f, e);
	if (!r && !f->meta)
		r = err_set(e, 0, "%s: no meta line", path);
	return r;
}

void bench_file_free(struct bench_file *f)
{
	for (size_t i = 0; i < f->count; i++)
		free(f->series[i].x);
	free(f->series);
	json_decref(f->lines);
	*f = (struct bench_file){ 0 };
}

const struct series *bench_file_find(const struct bench_file *f, const char *type,
				     const char *program, const char *variant)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct series *s = &f->series[i];

		if (s->n && !strcmp(s->type, type) && !strcmp(s->program, program) &&
		    !strcmp(s->variant, variant))
			return s;
	}
	return NULL;
}

/* Under which variant, as `like`. */
static const struct series *find_like(const struct bench_file *f, const struct series *like,
				      const char *variant)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct series *s = &f->series[i];

		if (s->n && s->quantity == like->quantity && !strcmp(s->type, like->type) &&
		    !strcmp(s->program, like->program) && !strcmp(s->variant, variant) &&
		    s->at >= like->at && s->at <= like->at)
			return s;
	}
	return NULL;
}

const struct series *bench_file_bare(const struct bench_file *f, const struct series *s)
{
	return find_like(f, s, "bare");
}

const struct series *bench_file_same(const struct bench_file *f, const struct series *s)
{
	return find_like(f, s, s->variant);
}
