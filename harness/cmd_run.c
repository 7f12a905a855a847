// SPDX-License-Identifier: MIT
/*
 * cmd_run.c - ordeal run: measure cells, write a results file.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "harness/options.h"
#include "harness/report.h"
#include "harness/results.h"
#include "harness/resume.h"
#include "lib/clock.h"
#include "lib/strv.h"

static const char help[] =
	"usage: ordeal run [OPTION]...\n\n"
	"Runs attacks and benign programs under defences and writes a results file.\n\n"
	"  -a, --attack GLOB        only these: an id (fork-bomb/clone3), a row or a name; repeatable\n"
	"  -d, --defence GLOB       only these columns: a name or a group; repeatable\n"
	"      --quick              quick programs; without -d, the main columns: a minute\n"
	"      --attack-dir DIR     add the attacks of a folder (programs with manifests); repeatable\n"
	"      --attack-cmd CMD     add one attack given as a command line; repeatable\n"
	"      --oracle NAME        who judges --attack-cmd (default: secret:environ)\n"
	"      --defence-cmd CMD    add a column: a command line with {command}; repeatable\n"
	"      --cells FILE         of all these, only the cells in FILE: {ATTACK: {DEFENCE: true}}\n"
	"  -j, --jobs N             episodes at a time (default: the number of processors)\n"
	"      --repeat N           run each cell and its control N times; one breach is enough\n"
	"      --seed N             order of the cells\n"
	"      --profile NAME       the environment to imitate (host)\n"
	"  -o, --output FILE        results file (default: runs/<time>.jsonl, runs/latest.jsonl)\n"
	"      --resume             go on with the interrupted run in FILE of -o\n"
	"  -v, --verbose            a line for every cell\n\n"
	"Exit codes: 0 measured, 2 called wrongly, 3 something could not be measured, 4 nothing\n"
	"selected, 77 cannot run here. ^C ends the run and leaves a valid file marked interrupted.\n";

static json_t *columns_of(const struct campaign *c)
{
	json_t *list = json_array();

	for (size_t i = 0; i < c->defences.count; i++) {
		const struct defence *d = &c->defences.list[i];

		if (campaign_wants_defence(c, d))
			json_array_append_new(list, json_pack("{s:s, s:s, s:s?, s:s}", "name",
							      d->name, "group", d->group, "beyond",
							      d->beyond, "summary", d->summary));
	}
	return list;
}

static json_t *rows_of(const struct campaign *c)
{
	json_t *list = json_array();

	for (size_t i = 0; i < c->catalogue.row_count; i++) {
		const struct row *r = &c->catalogue.rows[i];

		json_array_append_new(list, json_pack("{s:s, s:b, s:s}", "name", r->name, "benign",
						      r->benign, "blurb", r->blurb));
	}
	return list;
}

static json_t *meta_of(const struct campaign *c, char **argv)
{
	json_t *meta = host_meta(c->home->share);
	char *line = strv_quote(argv);

	json_object_set_new(meta, "profile", json_string(c->profile));
	json_object_set_new(meta, "seed", json_integer((json_int_t)c->seed));
	json_object_set_new(meta, "repeat", json_integer(c->repeat));
	json_object_set_new(meta, "jobs", json_integer(c->jobs));
	json_object_set_new(meta, "command", json_sprintf("ordeal %s", line ? line : "run"));
	json_object_set_new(meta, "columns", columns_of(c));
	json_object_set_new(meta, "rows", rows_of(c));
	free(line);
	return meta;
}

static json_t *end_of(struct campaign *c)
{
	json_t *counts = json_object();

	for (enum verdict v = 0; v < VERDICT_COUNT; v++)
		if (c->by_verdict[v])
			json_object_set_new(counts, verdict_name(v),
					    json_integer((json_int_t)c->by_verdict[v]));
	return json_pack("{s:s, s:I, s:o, s:O*, s:b, s:f, s:{s:f, s:f, s:I}}", "type", "end", "cells",
			 (json_int_t)c->cells, "verdicts", counts, "unchanged", c->unchanged,
			 "interrupted", c->interrupted,
			 "seconds", c->seconds, "arena_ms", "median", campaign_arena_ms(c, 0.5), "p90",
			 campaign_arena_ms(c, 0.9), "count", (json_int_t)c->arena_count);
}

static void point_latest_at(const char *path)
{
	unlink(RESULTS_LATEST);
	if (symlink(strrchr(path, '/') + 1, RESULTS_LATEST))
		fprintf(stderr, "ordeal: " RESULTS_LATEST ": %s\n", strerror(errno));
}

static void summarise(struct campaign *c, const char *path)
{
	size_t kept = 0;
	const char *id;
	json_t *cells;

	json_object_foreach(c->kept, id, cells)
		kept += json_object_size(cells);
	fprintf(stderr, "%zu cells in %.1f s (%.1f a second):", c->cells, c->seconds,
		(double)(c->cells - kept) / c->seconds);
	for (enum verdict v = 0; v < VERDICT_COUNT; v++)
		if (c->by_verdict[v])
			fprintf(stderr, "  %zu %s", c->by_verdict[v], verdict_name(v));
	fprintf(stderr, "\narena built and torn down in %.1f ms (median of %zu)\nresults: %s%s\n",
		campaign_arena_ms(c, 0.5), c->arena_count, path,
		c->interrupted ? " (interrupted)" : "");
}

/* What was measured before counts as if it had been measured now. */
static void keep_cells(struct campaign *c, const struct results *before)
{
	json_t *cell;
	size_t i;

	c->kept = resume_cells(before);
	json_array_foreach(before->cells, i, cell)
		c->by_verdict[verdict_parse(json_string_value(json_object_get(cell, "verdict")))]++;
	c->cells = json_array_size(before->cells);
	fprintf(stderr, "ordeal: %s: %zu cells are measured already\n", before->path, c->cells);
}

/*
 * A new file, or the one of the run that is resumed; none, if that has come to its end. 0, or an
 * exit code after a message.
 */
static int open_results(struct campaign *c, const char *path, const struct results *before,
			char **argv)
{
	json_t *meta = meta_of(c, argv);
	int r = EXIT_UNMEASURED;

	if (!before) {
		c->out = results_create(path, &c->error);
		if (c->out >= 0 && !results_append(c->out, meta, &c->error))
			return 0;
	} else if (resume_check(before, meta, &c->error)) {
		r = EXIT_USAGE;
	} else {
		json_decref(meta);
		keep_cells(c, before);
		if (!report_doubt(before))
			return 0;
		c->out = resume_open(before, &c->error);
		if (c->out >= 0)
			return 0;
	}
	fprintf(stderr, "ordeal: %s\n", c->error.text);
	return r;
}

static int exit_code(const struct campaign *c, int failed)
{
	return failed || c->error.code || c->dead || c->interrupted || c->by_verdict[VERDICT_BROKEN] ||
			       c->by_verdict[VERDICT_FLAKY] || c->by_verdict[VERDICT_FAULT] ?
		       EXIT_UNMEASURED : 0;
}

static int measure(struct campaign *c, const char *path, const struct results *before, char **argv)
{
	double start = clock_ms();
	int r;

	schedule_catch_signals(); /* from here on there is a file to be ended well */
	r = open_results(c, path, before, argv);
	if (r || c->out < 0)
		return r ? r : exit_code(c, 0);
	r = campaign_run(c);
	c->seconds = (clock_ms() - start) / 1e3;
	results_append(c->out, end_of(c), &c->error);
	close(c->out);
	summarise(c, path);
	if (c->error.code)
		fprintf(stderr, "ordeal: %s\n", c->error.text);
	return exit_code(c, r);
}

/* The file that --resume goes on with. 0, also where there is none yet; or EXIT_USAGE. */
static int read_before(const struct options *o, struct campaign *c, struct results *before)
{
	struct err e = { 0 };

	if (!o->output) {
		fprintf(stderr, "ordeal run: --resume needs the file: -o FILE\n");
		return EXIT_USAGE;
	}
	if (results_read(o->output, before, &e)) {
		if (e.code == ENOENT)
			return 0;
		fprintf(stderr, "ordeal run: %s\n", e.text);
		return EXIT_USAGE;
	}
	if (!o->seeded)
		c->seed = (uint64_t)json_integer_value(json_object_get(before->meta, "seed"));
	return 0;
}

/* The cells that --cells asks for. 0, or EXIT_USAGE. */
static int read_cells(const char *path, struct campaign *c)
{
	json_error_t e;

	c->only = json_load_file(path, 0, &e);
	if (json_is_object(c->only))
		return 0;
	fprintf(stderr, "ordeal run: %s: %s\n", path, c->only ? "it is no object" : e.text);
	return EXIT_USAGE;
}

static bool anything(const struct campaign *c)
{
	bool program = false, defence = false;

	for (size_t i = 0; i < c->catalogue.program_count; i++)
		program |= campaign_wants_program(c, &c->catalogue.programs[i]);
	for (size_t i = 0; i < c->defences.count; i++)
		defence |= campaign_wants_defence(c, &c->defences.list[i]);
	if (!program)
		fprintf(stderr, "ordeal: no attack matches (see: ordeal list attacks)\n");
	if (!defence)
		fprintf(stderr, "ordeal: no defence matches (see: ordeal list defences)\n");
	return program && defence;
}

static int run(const struct home *home, int argc, char **argv)
{
	static struct campaign c;
	struct results before = { 0 };
	char stamped[64];
	struct options o;
	time_t t = time(NULL);
	int r;

	if ((r = options_parse(&o, argc, argv)))
		return r;
	if (o.help) {
		fputs(help, stdout);
		return 0;
	}
	if (o.rest < argc) {
		fprintf(stderr, "ordeal run: unexpected \"%s\" (attacks are named with --attack)\n",
			argv[o.rest]);
		return EXIT_USAGE;
	}
	if ((r = options_load(&o, home, &c)))
		return r;
	if (!anything(&c))
		return EXIT_NOTHING;
	if (o.cells && (r = read_cells(o.cells, &c)))
		return r;
	if ((o.resume && (r = read_before(&o, &c, &before))) || (r = campaign_check_machine(&c)))
		return r;
	cgroup_janitor(&c.cgroups);
	strftime(stamped, sizeof(stamped), "runs/%Y%m%dT%H%M%SZ.jsonl", gmtime(&t));
	r = measure(&c, o.output ? o.output : stamped, before.meta ? &before : NULL, argv);
	results_free(&before);
	if (!o.output)
		point_latest_at(stamped);
	options_free(&o);
	return r;
}

const struct command cmd_run = {
	"run", "run attacks under defences and write a results file", run
};
