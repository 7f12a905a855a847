// SPDX-License-Identifier: MIT
#include "bench/read.h"

#include "harness/packed.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *text(const json_t *line, const char *key)
{
	return json_string_value(json_object_get(line, key));
}

static int add_series(struct bench_file *f, json_t *line)
{
	json_t *ns = json_object_get(line, "ns"), *value;
	struct series *more = realloc(f->series, (f->count + 1) * sizeof(*more)), *s;
	double unit = strcmp(text(line, "type"), "percall") ? 1e3 : 1;
	size_t i;

	if (!more)
		return -ENOMEM;
	f->series = more;
	s = &more[f->count++];
	*s = (struct series){ .type = text(line, "type"), .program = text(line, "program"),
			      .variant = text(line, "variant"), .group = text(line, "group"),
			      .failed = text(line, "failed"),
			      .x = calloc(json_array_size(ns) + 1, sizeof(double)) };
	if (!s->program)
		s->program = text(line, "call");
	if (!s->x)
		return -ENOMEM;
	json_array_foreach(ns, i, value)
		s->x[s->n++] = json_number_value(value) / unit;
	return s->program && s->variant && json_is_array(ns) ? 0 : -EINVAL;
}

static int take_line(struct bench_file *f, json_t *line)
{
	const char *type = text(line, "type");

	if (!type)
		return -EINVAL;
	if (!strcmp(type, "meta")) {
		const char *kind = text(line, "kind");

		f->meta = line;
		return kind && !strcmp(kind, "bench") ? 0 : -EINVAL;
	}
	if (!strcmp(type, "end")) {
		f->end = line;
		return 0;
	}
	return add_series(f, line);
}

static int take_lines(struct bench_file *f, FILE *file, const char *path, struct err *e)
{
	char *buf = NULL;
	size_t room = 0;
	int r = 0;

	for (unsigned number = 1; !r && getline(&buf, &room, file) > 0; number++) {
		json_error_t why;
		json_t *line = json_loads(buf, 0, &why);

		if (!line) {
			r = err_set(e, 0, "%s:%u: %s", path, number, why.text);
			break;
		}
		json_array_append_new(f->lines, line);
		r = take_line(f, line);
		if (r)
			err_set(e, 0, "%s:%u: not a line of a benchmark", path, number);
	}
	free(buf);
	if (!r && !f->meta)
		r = err_set(e, 0, "%s: no meta line", path);
	return r;
}

int bench_file_read(const char *path, struct bench_file *f, struct err *e)
{
	FILE *file = packed_open(path);
	int r;

	*f = (struct bench_file){ .lines = json_array() };
	if (!file)
		return err_set(e, errno, "%s", path);
	r = take_lines(f, file, path, e);
	fclose(file);
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
