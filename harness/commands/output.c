// SPDX-License-Identifier: MIT
#include "harness/commands/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "harness/results/about.h"
#include "harness/results/record.h"
#include "harness/reports/report.h"
#include "harness/results/resume.h"
#include "lib/strf.h"

/* The file that --resume goes on with; there may be none yet. */
static int read_before(struct output *out, const struct options *o, struct campaign *c)
{
	struct err e = { 0 };

	if (!o->output) {
		fprintf(stderr, "%s: --resume needs the file: -o FILE\n", o->command);
		return EXIT_USAGE;
	}
	if (results_read(o->output, &out->before, &e)) {
		if (e.code == ENOENT)
			return 0;
		fprintf(stderr, "%s: %s\n", o->command, e.text);
		return EXIT_USAGE;
	}
	if (!o->seeded)
		c->seed = about_of(&out->before).seed;
	return 0;
}

/* What came of --changed, in words: nothing is taken over, or left out, in silence. */
static void tell_merge(const struct options *o, const struct merge *m)
{
	fprintf(stderr, "%s: %s: of its cells %zu are as they were, %zu are measured again\n",
		o->command, o->changed, json_array_size(m->cells), m->changed);
	if (m->silent)
		fprintf(stderr, "%s: of %zu it does not say what they were measured with\n",
			o->command, m->silent);
	if (m->gone)
		fprintf(stderr, "%s: %zu of its cells are left out: their attack or column is gone\n",
			o->command, m->gone);
	if (m->harness)
		fprintf(stderr,
			"%s: %zu of those taken over come from another build of the harness "
			"(--with-harness measures them again)\n",
			o->command, m->harness);
}

static int read_changed(struct output *out, const struct options *o, struct campaign *c)
{
	struct results from = { 0 };
	struct err e = { 0 };
	int r = 0;

	if (o->output && !strcmp(o->output, o->changed)) {
		fprintf(stderr, "%s: --changed reads %s: write to another file\n", o->command,
			o->changed);
		return EXIT_USAGE;
	}
	if (results_read(o->changed, &from, &e) ||
	    merge_plan(&out->merge, &from, c, o->with_harness, &e)) {
		fprintf(stderr, "%s: --changed: %s\n", o->command, e.text);
		r = EXIT_USAGE;
	} else {
		tell_merge(o, &out->merge);
		c->kept = resume_index(out->merge.cells);
	}
	results_free(&from);
	return r;
}

int output_prepare(struct output *out, const struct options *o, struct campaign *c)
{
	int r = 0;

	if (o->with_harness && !o->changed) {
		fprintf(stderr, "%s: --with-harness is for --changed\n", o->command);
		return EXIT_USAGE;
	}
	if (o->resume)
		r = read_before(out, o, c);
	if (!r && o->changed)
		r = read_changed(out, o, c);
	return r;
}

bool output_has_column(const struct output *out, const char *name)
{
	return json_object_get(out->merge.columns, name);
}

/* What was measured before counts as if it had been measured now. */
static void count_cells(struct campaign *c, const json_t *cells)
{
	json_t *cell;
	size_t i;

	json_array_foreach(cells, i, cell) {
		struct record line = record_of(cell);

		c->by_verdict[line.verdict]++;
		if (c->told)
			c->told(&line, c->told_user);
	}
	c->cells += json_array_size(cells);
}

/* runs/<time>.jsonl; two runs that begin in one second get two files. */
static int create_stamped(struct output *out, struct err *e)
{
	char name[64];
	time_t t = time(NULL);
	int fd = -EEXIST;

	if (mkdir("runs", 0755) && errno != EEXIST)
		return err_set(e, errno, "runs");
	strftime(name, sizeof(name), "runs/%Y%m%dT%H%M%SZ", gmtime(&t));
	for (int n = 1; fd == -EEXIST; n++) {
		free(out->path);
		out->path = n == 1 ? strf("%s.jsonl", name) : strf("%s-%d.jsonl", name, n);
		fd = out->path ? results_open(out->path, RESULTS_NEW, e) :
				 err_set(e, ENOMEM, "%s", name);
	}
	out->stamped = fd >= 0;
	if (fd >= 0)
		*e = (struct err){ 0 };
	return fd;
}

static int create(struct output *out, const struct options *o, struct campaign *c, json_t *meta)
{
	enum results_how how = o->force ? RESULTS_FORCE : RESULTS_SPARE;
	json_t *cell;
	size_t i;

	if (!o->output) {
		c->out = create_stamped(out, &c->error);
	} else {
		if (!strncmp(o->output, "runs/", strlen("runs/")))
			mkdir("runs", 0755); /* ours, as by default; no other folder is made */
		out->path = strdup(o->output);
		c->out = out->path ? results_open(out->path, how, &c->error) :
				     err_set(&c->error, ENOMEM, "%s", o->output);
	}
	if (c->out < 0 || results_append(c->out, json_incref(meta), &c->error))
		return c->error.code == EEXIST ? EXIT_USAGE : EXIT_UNMEASURED;
	json_array_foreach(out->merge.cells, i, cell)
		if (results_append(c->out, json_incref(cell), &c->error))
			return EXIT_UNMEASURED;
	count_cells(c, out->merge.cells);
	return 0;
}

static int reopen(struct output *out, const struct options *o, struct campaign *c,
		  const json_t *meta)
{
	out->path = strdup(o->output);
	if (!out->path || resume_check(&out->before, meta, &c->error))
		return EXIT_USAGE;
	json_decref(c->kept);
	c->kept = resume_index(out->before.cells);
	count_cells(c, out->before.cells);
	fprintf(stderr, "%s: %s: measured already: %zu cell%s\n", o->command, out->path,
		json_array_size(out->before.cells), plural(json_array_size(out->before.cells)));
	if (!report_doubt(&out->before))
		return 0;
	c->out = resume_open(&out->before, &c->error);
	return c->out < 0 ? EXIT_UNMEASURED : 0;
}

int output_open(struct output *out, const struct options *o, struct campaign *c, json_t *meta)
{
	int r = out->before.meta ? reopen(out, o, c, meta) : create(out, o, c, meta);

	json_decref(meta);
	if (r)
		fprintf(stderr, "%s: %s%s\n", o->command, c->error.text,
			c->error.code != EEXIST ? "" :
				" (--force writes it anew, --resume goes on with it)");
	return r;
}

void output_free(struct output *out)
{
	results_free(&out->before);
	merge_free(&out->merge);
	free(out->path);
	*out = (struct output){ 0 };
}
