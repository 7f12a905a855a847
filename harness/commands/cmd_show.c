// SPDX-License-Identifier: MIT
/*
 * cmd_show.c - ordeal show ATTACK: everything about one program.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/commands/words.h"
#include "harness/results/about.h"
#include "harness/catalogue/catalogue_load.h"
#include "harness/reports/catalogue_out.h"
#include "harness/reports/fold.h"
#include "harness/catalogue/manifest.h"
#include "harness/results/member.h"
#include "harness/ordeal.h"
#include "harness/results/record.h"
#include "harness/results/verdict.h"
#include "lib/closest.h"
#include "lib/strf.h"
#include "lib/strv.h"

static const char help[] =
	"usage: ordeal show ATTACK [--json] [--attack-dir DIR]... [--results FILE]\n\n"
	"Everything about one attack or benign program: effect, means, who judges it and from when\n"
	"on, what it needs and whether that is met here, how it is started, what stops it, and\n"
	"what was measured: in FILE, else in the last run (" RESULTS_LATEST ") or, where that did\n"
	"not measure it, in the reference run. It says which.\n\n"
	"Exit codes: 0 shown, 2 called wrongly, 3 could not be written.\n";

/* A file of results, or none (path is NULL then), and its cells. */
struct measured {
	struct results results;
	struct records cells;
};

static void field(const char *name, const char *text)
{
	fold_field(stdout, name, text);
}

/* "  oracle     usage:memory: what it sees" */
static void fold_labelled(const char *label, const char *name, const char *text)
{
	char *line = strf("%s%s %s", name, *label ? ":" : "", text);

	fold_field(stdout, label, line);
	free(line);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void print_oracle(const struct program *p, const struct row *row)
{
	char spec[96];
	const char *arg;
	const struct oracle *o = oracle_find(program_oracle(p, spec, sizeof(spec)), &arg);
	struct scale s;

	fold_labelled("oracle", spec, o ? o->sees : "?");
	if (program_scale(p, &s))
		printf("  %-10s %llu %s (%s)\n", "threshold",
		       (unsigned long long)(s.seen_at / s.per_unit), s.unit,
		       p->threshold ? "its own" : "the oracle's");
	if (row->threshold && row->oracle && !strcmp(row->oracle, spec) && !p->threshold)
		fold_labelled("", "seen at", row->threshold);
}

static void print_needs(const struct program *p)
{
	for (char *const *need = p->needs; *need; need++) {
		const char *unmet = need_unmet(*need);

		printf("  %-10s %s (%s)\n", need == p->needs ? "needs" : "", *need,
		       unmet ? unmet : "met here");
	}
}

static void print_refs(const struct program *p)
{
	json_t *ref;
	size_t i;

	json_array_foreach(json_object_get(p->manifest, "refs"), i, ref)
		fold_field(stdout, i ? "" : "refs", json_string_value(ref));
}

enum { EXPECT_LINES = 24 };

/* The first lines of the expected answer, indented. */
static void print_expect(const char *text)
{
	unsigned shown = 0;

	for (const char *line = text; line && *line;) {
		int n = (int)strcspn(line, "\n");

		if (shown++ == EXPECT_LINES) {
			printf("  %-10s ... %zu bytes in all\n", "", strlen(text));
			break;
		}
		printf("  %-10s %.*s\n", line == text ? "expect" : "", n, line);
		line += n + (line[n] == '\n');
	}
}

/* The columns that gave it each verdict, best first. */
static void print_measured(const struct program *p, const struct measured *m)
{
	const struct results *r = &m->results;
	const char *when = about_of(r).started;

	if (!r->path)
		return;
	printf("  %-10s %.10s, %s\n", "measured", *when ? when : "?", r->path);
	for (enum verdict v = 0; v < VERDICT_COUNT; v++) {
		char **names = NULL, *line;

		for (size_t i = 0; i < m->cells.count; i++)
			if (m->cells.list[i].verdict == v &&
			    !strcmp(m->cells.list[i].attack, p->id))
				strv_add(&names, m->cells.list[i].defence);
		if (names)
			qsort(names, strv_count(names), sizeof(*names), by_text);
		line = strv_quote(names);
		fold_field(stdout, verdict_name(v), line);
		free(line);
		strv_free(names);
	}
}

static void print(const struct catalogue *c, const struct program *p, const struct measured *r)
{
	const struct row *row = catalogue_row(c, p->row);
	char *start = strv_quote(p->argv);

	printf("%s\n", p->id);
	field("effect", p->effect);
	field("means", p->means);
	fold_labelled("row", row->name, row->blurb);
	field("language", p->language);
	print_oracle(p, row);
	if (p->victim)
		fold_labelled("hurts", victim_name(p->victim), victim_meaning(p->victim));
	field("scene", scene_name(p->scene));
	field("grader", grader_name(p->grader));
	field("control", p->control);
	printf("  %-10s %u of wall clock\n", "seconds", p->seconds);
	field("quick", p->quick ? "yes: in the quick selection" : "no");
	print_needs(p);
	field("id", p->catalogue_id);
	field("see", p->attack_id);
	field("remedy", p->remedy);
	print_refs(p);
	print_expect(p->expect);
	field("started as", start);
	print_measured(p, r);
	printf("\n  ordeal run --attack %s\n  ordeal replay %s none\n", p->id, p->id);
	free(start);
}

/* What `ordeal list` says of it, and what only one program is worth. */
static void print_json(const struct program *p, const struct measured *m)
{
	const struct results *r = &m->results;
	json_t *all = program_json(p), *unmet = json_object(), *verdicts = json_object();

	for (char *const *need = p->needs; *need; need++)
		if (need_unmet(*need))
			json_object_set_new(unmet, *need, json_string(need_unmet(*need)));
	for (size_t i = 0; i < m->cells.count; i++)
		if (!strcmp(m->cells.list[i].attack, p->id))
			json_object_set_new(verdicts, m->cells.list[i].defence,
					    json_string(verdict_name(m->cells.list[i].verdict)));
	json_object_set_new(all, "expect", p->expect ? json_string(p->expect) : json_null());
	json_object_set_new(all, "unmet", unmet);
	json_object_set_new(all, "measured",
			    r->path ? json_pack("{s:s, s:o}", "file", r->path, "verdicts", verdicts) :
				      json_null());
	if (!r->path)
		json_decref(verdicts);
	json_dumpf(all, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(all);
}

static const struct program *find(const struct catalogue *c, const char *id)
{
	const struct program *p = catalogue_find(c, id);
	struct closest near = { .word = id };

	if (p)
		return p;
	for (size_t i = 0; i < c->program_count; i++)
		closest_offer(&near, c->programs[i].id);
	fprintf(stderr, "ordeal show: there is no attack \"%s\"", id);
	fprintf(stderr, near.name ? " (did you mean %s?)\n" : " (see: ordeal list attacks)\n",
		near.name);
	return NULL;
}

static void drop(struct measured *m)
{
	records_free(&m->cells);
	results_free(&m->results);
	*m = (struct measured){ 0 };
}

static int read_one(struct measured *m, const char *path, struct err *e)
{
	int r = results_read(path, &m->results, e);

	if (!r && records_read(&m->cells, &m->results))
		r = err_set(e, ENOMEM, "%s", path);
	return r;
}

/*
 * The file that was asked for, or the first of those that there may be which has the program: what
 * was measured last is what its reader means. None is no error then.
 */
static int read_measured(struct measured *m, const char *path, const char *id, struct err *e)
{
	static const char *const usual[] = { RESULTS_LATEST, RESULTS_REFERENCE };

	if (path)
		return read_one(m, path, e);
	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++) {
		int r = access(usual[i], R_OK) ? 0 : read_one(m, usual[i], e);

		if (r)
			return r;
		for (size_t k = 0; k < m->cells.count; k++)
			if (!strcmp(m->cells.list[k].attack, id))
				return 0;
		drop(m);
	}
	return 0;
}

static int show(const struct catalogue *c, const char *id, bool json, const char *file)
{
	const struct program *p = find(c, id);
	struct measured m = { 0 };
	struct err e = { 0 };
	int r = p ? 0 : EXIT_USAGE;

	if (p && read_measured(&m, file, id, &e)) {
		fprintf(stderr, "ordeal show: %s\n", e.text);
		r = EXIT_USAGE;
	} else if (p && json) {
		print_json(p, &m);
	} else if (p) {
		print(c, p, &m);
	}
	drop(&m);
	return r;
}

static int run(const struct home *home, int argc, char **argv)
{
	char **dirs = NULL;
	const char *file = NULL;
	bool json = false, help_wanted = false;
	const struct word words[] = {
		{ "json", .flag = &json },
		{ "attack-dir", .list = &dirs },
		{ "results", .text = &file },
		{ NULL },
	};
	struct catalogue c = { 0 };
	struct err e = { 0 };
	int r = words_read(argc, argv, words, &help_wanted);

	if (r || help_wanted || argc - optind != 1) {
		fputs(help, help_wanted ? stdout : stderr);
		strv_free(dirs);
		return r || !help_wanted ? EXIT_USAGE : 0;
	}
	r = catalogue_load(&c, home->box, home->share, &e);
	for (char **dir = dirs; !r && dir && *dir; dir++)
		r = catalogue_add_dir(&c, *dir, &e);
	if (r)
		fprintf(stderr, "ordeal show: %s\n", e.text);
	else
		r = show(&c, argv[optind], json, file);
	catalogue_free(&c);
	strv_free(dirs);
	return r ? EXIT_USAGE : 0;
}

const struct command cmd_show = { "show", "say everything about one attack", run };
