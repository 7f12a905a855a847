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

#include "harness/commands/declare.h"
#include "harness/commands/places.h"
#include "harness/run/inputs.h"
#include "harness/run/load.h"
#include "harness/commands/live.h"
#include "harness/results/record.h"
#include "harness/run/phases.h"
#include "harness/commands/output.h"
#include "harness/commands/recheck.h"
#include "harness/run/selection.h"
#include "harness/run/shard.h"
#include "lib/strf.h"
#include "lib/clock.h"
#include "lib/strv.h"

static const char help[] =
	"usage: ordeal run [OPTION]...\n\n"
	"Runs attacks and benign programs under defences and writes a results file.\n\n"
	"  -a, --attack GLOB     only these: an id (fork-bomb/clone3), a row or a name; !GLOB: not these\n"
	"  -d, --defence GLOB    only these columns: a name or a group; !GLOB: not these; repeatable\n"
	"      --quick           quick programs; without -d, the main columns: a minute\n"
	"      --selection NAME  only these cells: overview (what make matrix shows), or a file\n"
	"      --cells FILE      of all these, only the cells in FILE: {ATTACK: {DEFENCE: true}}\n"
	"      --attack-dir DIR  add the attacks of a folder (programs with manifests); repeatable\n"
	"      --attack-cmd CMD, --oracle NAME    add one attack, a command line, and who judges it\n"
	"      --defence-cmd CMD, --defence-name NAME    add a column, a command line with {command};\n"
	"                        it is measured whatever -d says, and called given, or NAME\n"
	"  -j, --jobs N          episodes at a time (default: the number of processors)\n"
	"      --repeat N        run each cell and its control N times; one breach is enough\n"
	"      --recheck[=DIR]   run what is not as expected (in " EXPECTED_DIR ") three times more\n"
	"      --changed[=FILE]  take over from FILE (default: the last run) the cells whose attack and\n"
	"                        column are as they were, and measure the others; --with-harness:\n"
	"                        those of another build of the harness, too\n"
	"      --shard K/N       the K-th of N parts, of like cost, for `ordeal merge`; auto, auto/N: K from\n"
	"                        the environment of a Slurm array, GitLab, AWS Batch, Kubernetes\n"
	"      --seed N          order of the cells\n"
	"      --profile NAME    the environment to imitate (host); A,B: one after the other, a file each\n"
	"  -o, --output FILE     results file (default: runs/<time>.jsonl, runs/latest.jsonl)\n"
	"      --force           write over what is in FILE; --resume: go on with it\n"
	"  -v, --verbose         a line for every cell; --live: the matrix, as it fills\n\n"
	"Exit codes: 0 measured, 2 called wrongly, 3 something could not be measured, 4 nothing\n"
	"selected, or a pattern matches nothing, 77 cannot run here. ^C ends the run and leaves a valid\n"
	"file marked interrupted.\n";

#define UNBUILT "ordeal run: not measured, since it is not built: "

enum { DOUBTS_NAMED = 5 };

/* Of the profile's memory and its freezing, what is imitated here, and how. */
static json_t *instance_of(const struct campaign *c)
{
	const char *by = cgroup_has_freezer(&c->cgroups) ? "cgroup" : "signals";
	unsigned ms = c->imitated.frozen;

	return json_pack("{s:o, s:s, s:s?, s:o*, s:s*}", "memory_mib",
			 c->arena.memory ? json_integer(c->arena.memory) : json_null(), "tmp",
			 c->arena.image ? "ext4" : "tmpfs", "lacking", c->lacking, "frozen_ms",
			 ms ? json_integer(ms) : NULL, "frozen_by", ms ? by : NULL);
}

static json_t *shard_of(const struct shard *s)
{
	return json_pack("{s:i, s:i, s:I, s:I}", "index", (int)s->index, "count", (int)s->count, "cells",
			 (json_int_t)s->cells, "of", (json_int_t)s->of);
}

static json_t *meta_of(const struct campaign *c, const struct output *out, char **argv)
{
	json_t *meta = host_meta(c->home->share);
	char *line = strv_quote(argv + 1);

	json_object_set_new(meta, "profile", json_string(c->profile));
	if (c->imitated.memory || c->imitated.frozen)
		json_object_set_new(meta, "instance", instance_of(c));
	if (c->shard)
		json_object_set_new(meta, "shard", shard_of(c->shard));
	json_object_set_new(meta, "seed", json_integer((json_int_t)c->seed));
	json_object_set_new(meta, "repeat", json_integer(c->repeat));
	json_object_set_new(meta, "jobs", json_integer(c->jobs));
	json_object_set_new(meta, "command", json_sprintf("ordeal run%s%s", line && *line ? " " : "",
							  line ? line : ""));
	json_object_set_new(meta, "columns", declare_columns(c, out));
	json_object_set_new(meta, "rows", declare_rows(c));
	free(line);
	return meta;
}

static json_t *end_of(struct campaign *c)
{
	return results_end(&(struct ending){
		.cells = c->cells, .by_verdict = c->by_verdict, .unchanged = c->unchanged,
		.interrupted = c->interrupted, .seconds = c->seconds,
		.arena_median_ms = campaign_arena_ms(c, 0.5),
		.arena_p90_ms = campaign_arena_ms(c, 0.9),
		.arenas = c->arena_count });
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
	fprintf(stderr, "%zu cell%s in %.1f s (%.1f a second):", c->cells, plural(c->cells), c->seconds,
		(double)(c->cells - kept) / c->seconds);
	for (enum verdict v = 0; v < VERDICT_COUNT; v++)
		if (c->by_verdict[v])
			fprintf(stderr, "  %zu %s", c->by_verdict[v], verdict_name(v));
	fprintf(stderr, "\narena built and torn down in %.1f ms (median of %zu)\nresults: %s%s\n",
		campaign_arena_ms(c, 0.5), c->arena_count, path,
		c->interrupted ? " (interrupted)" : "");
}

static int exit_code(const struct campaign *c, int failed)
{
	return failed || c->error.code || c->dead || c->interrupted ||
			       c->by_verdict[VERDICT_BROKEN] || c->by_verdict[VERDICT_FLAKY] ||
			       c->by_verdict[VERDICT_FAULT]
		       ? EXIT_UNMEASURED
		       : 0;
}

/* What is seen of each cell as it is written. */
struct watch {
	struct live live;
	bool        drawn;
	json_t     *doubtful; /* "attack under defence: reason" of the first that say nothing */
	size_t      more;     /* and so many more                                             */
};

static void watch_cell(const struct record *cell, void *user)
{
	struct watch *w = user;

	if (w->drawn)
		live_take(&w->live, cell);
	if (cell->verdict != VERDICT_BROKEN && cell->verdict != VERDICT_FLAKY &&
	    cell->verdict != VERDICT_FAULT)
		return;
	if (json_array_size(w->doubtful) < DOUBTS_NAMED)
		json_array_append_new(w->doubtful,
				      json_sprintf("%s under %s is %s: %s", cell->attack,
						   cell->defence, verdict_name(cell->verdict),
						   cell->reason));
	else
		w->more++;
}

/* In words, what a number in the summary says to nobody. */
static void tell_doubts(const struct watch *w)
{
	const json_t *one;
	size_t i;

	json_array_foreach(w->doubtful, i, one)
		fprintf(stderr, "not measured: %s\n", json_string_value(one));
	if (w->more)
		fprintf(stderr, "not measured: %zu more (`ordeal gate` names them all)\n", w->more);
}

static int measure(struct campaign *c, struct output *out, const struct options *o, char **argv)
{
	struct watch watch = { .doubtful = json_array() };
	double start = clock_ms();
	json_t *cells, *cell;
	const char *id, *column;
	int r;

	c->told = watch_cell;
	c->told_user = &watch;
	schedule_catch_signals(); /* from here on there is a file to be ended well */
	r = output_open(out, o, c, meta_of(c, out, argv));
	if (r || c->out < 0) {
		json_decref(watch.doubtful);
		return r ? r : exit_code(c, 0);
	}
	watch.drawn = o->live && live_begin(&watch.live, c);
	json_object_foreach(c->kept, id, cells)
		json_object_foreach(cells, column, cell) {
			struct record line = record_of(cell);

			if (watch.drawn)
				live_take(&watch.live, &line);
		}
	r = campaign_run(c);
	if (watch.drawn)
		live_end(&watch.live);
	c->seconds = (clock_ms() - start) / 1e3;
	results_append(c->out, end_of(c), &c->error);
	close(c->out);
	summarise(c, out->path);
	tell_doubts(&watch);
	json_decref(watch.doubtful);
	if (c->error.code)
		fprintf(stderr, "ordeal run: %s\n", c->error.text);
	return exit_code(c, r);
}

/* What is not as expected is run again, if that was asked for; with what each cell is made. */
static int measure_checked(struct campaign *c, struct output *out, const struct options *o,
			   char **argv)
{
	struct recheck recheck = { 0 };
	struct err e = { 0 };
	char day[DAY];
	time_t t = time(NULL);
	int r;

	strftime(day, sizeof(day), "%Y-%m-%d", gmtime(&t));
	if (o->recheck && recheck_begin(&recheck, o->recheck, c->profile, day, &e)) {
		fprintf(stderr, "ordeal run: --recheck: %s\n", e.text);
		return EXIT_USAGE;
	}
	if (o->recheck) {
		c->doubt = recheck_doubts;
		c->doubt_user = &recheck;
		c->again = RECHECK_RUNS;
	}
	r = measure(c, out, o, argv);
	if (recheck.error.code) {
		fprintf(stderr, "ordeal run: --recheck: %s\n", recheck.error.text);
		r = r ? r : EXIT_USAGE;
	}
	recheck_end(&recheck);
	return r;
}

/* The cells that --cells or --selection asks for. 0, or EXIT_USAGE. */
static int read_cells(const struct options *o, struct campaign *c)
{
	struct err e = { 0 };
	char *unbuilt = NULL;
	json_error_t why;

	c->columns_named = true;
	if (o->cells && o->selection) {
		fprintf(stderr, "ordeal run: --cells or --selection, not both\n");
		return EXIT_USAGE;
	}
	if (o->selection) {
		c->only = selection_cells(c, o->selection, &unbuilt, &e);
		if (!c->only)
			fprintf(stderr, "ordeal run: --selection: %s\n", e.text);
		else if (unbuilt)
			fprintf(stderr, UNBUILT "%s\n", unbuilt);
		free(unbuilt);
		return c->only ? 0 : EXIT_USAGE;
	}
	c->only = json_load_file(o->cells, 0, &why);
	if (json_is_object(c->only))
		return 0;
	fprintf(stderr, "ordeal run: %s: %s\n", o->cells, c->only ? "it is no object" : why.text);
	return EXIT_USAGE;
}

/* The part of them that --shard asks for. 0, or EXIT_USAGE. */
static int read_shard(const struct options *o, struct campaign *c, struct shard *shard)
{
	struct err e = { 0 };

	if (o->changed)
		err_set(&e, 0, "not with --changed: a part takes nothing over");
	else if (!shard_parse(o->shard, shard, &e))
		shard_deal(shard, c, &e);
	if (e.code) {
		fprintf(stderr, "ordeal run: --shard: %s\n", e.text);
		return EXIT_USAGE;
	}
	fprintf(stderr, "ordeal run: part %u of %u: %zu of %zu cells\n", shard->index, shard->count,
		shard->cells, shard->of);
	c->shard = shard;
	return 0;
}

/* Columns that nobody named are measured where they are there. */
static void tell_unmade(const struct campaign *c)
{
	for (size_t i = 0; i < c->defences.count; i++) {
		const struct defence *d = &c->defences.list[i];

		if (d->unmade && !campaign_wants_defence(c, d) && (d->main || !c->quick) &&
		    !(c->defence_globs && *c->defence_globs) && !c->only)
			fprintf(stderr, UNBUILT "%s (%s)\n", d->name, d->made[1]);
	}
}

static bool anything(const struct campaign *c)
{
	bool program = false, defence = false;

	for (size_t i = 0; i < c->catalogue.program_count; i++)
		program |= campaign_wants_program(c, &c->catalogue.programs[i]);
	for (size_t i = 0; i < c->defences.count; i++)
		defence |= campaign_wants_defence(c, &c->defences.list[i]);
	tell_unmade(c);
	if (!program)
		fprintf(stderr, "ordeal run: no attack is selected (see: ordeal list attacks)\n");
	if (!defence)
		fprintf(stderr, "ordeal run: no defence is selected (see: ordeal list defences)\n");
	return program && defence;
}

/* With a campaign that is loaded: all that may be refused comes before the first arena. */
static int run_loaded(struct campaign *c, const struct options *o, char **argv)
{
	struct output out = { 0 };
	struct inputs inputs;
	struct shard shard;
	struct err e = { 0 };
	int r;

	if ((o->cells || o->selection) && (r = read_cells(o, c)))
		return r;
	if (o->shard && (r = read_shard(o, c, &shard)))
		return r;
	if (inputs_take(&inputs, c, &e)) {
		fprintf(stderr, "ordeal run: %s\n", e.text);
		return EXIT_UNMEASURED;
	}
	c->inputs = &inputs;
	r = output_prepare(&out, o, c);
	if (!r && !(r = campaign_check_machine(c))) {
		cgroup_janitor(&c->cgroups);
		r = measure_checked(c, &out, o, argv);
	}
	if (out.stamped)
		point_latest_at(out.path);
	output_free(&out);
	inputs_free(&inputs);
	return r;
}

struct call {
	const struct home *home;
	char **argv;
};

/* In one place. */
static int run_there(struct options *o, void *user)
{
	static struct campaign c;
	const struct call *call = user;
	int r = campaign_load(&c, o, call->home);

	if (r)
		return r;
	return anything(&c) ? run_loaded(&c, o, call->argv) : EXIT_NOTHING;
}

static int run(const struct home *home, int argc, char **argv)
{
	struct call call = { home, argv };
	struct options o;
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
	r = strchr(o.profile, ',') ? places_run(&o, home, run_there, &call) : run_there(&o, &call);
	options_free(&o);
	return r;
}

const struct command cmd_run = {
	"run", "run attacks under defences and write a results file", run
};
