// SPDX-License-Identifier: MIT
/*
 * cmd_show.c - ordeal show ATTACK: everything about one program.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/catalogue_out.h"
#include "harness/manifest.h"
#include "harness/matrix.h"
#include "harness/ordeal.h"
#include "harness/results.h"
#include "harness/verdict.h"
#include "lib/closest.h"
#include "lib/strv.h"

static const char help[] =
	"usage: ordeal show ATTACK [--json] [--attack-dir DIR]... [--results FILE]\n\n"
	"Everything about one attack or benign program: effect, means, who judges it and from when\n"
	"on, what it needs and whether that is met here, how it is started, what stops it, and\n"
	"what was measured: in FILE, the reference run, or the last run.\n\n"
	"Exit codes: 0 shown, 2 called wrongly.\n";

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static void field(const char *name, const char *text)
{
	if (text && *text)
		printf("  %-10s %s\n", name, text);
}

static void print_oracle(const struct program *p, const struct row *row)
{
	char spec[96];
	const char *arg;
	const struct oracle *o = oracle_find(program_oracle(p, spec, sizeof(spec)), &arg);
	struct scale s;

	printf("  %-10s %s: %s\n", "oracle", spec, o ? o->sees : "?");
	if (program_scale(p, &s))
		printf("  %-10s %llu %s (%s)\n", "threshold",
		       (unsigned long long)(s.seen_at / s.per_unit), s.unit,
		       p->threshold ? "its own" : "the oracle's");
	if (row->threshold && row->oracle && !strcmp(row->oracle, spec) && !p->threshold)
		printf("  %-10s seen at %s\n", "", row->threshold);
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
		printf("  %-10s %s\n", i ? "" : "refs", json_string_value(ref));
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
static void print_measured(const struct program *p, const struct results *r)
{
	const char *when = r->meta ? json_string_value(json_object_get(r->meta, "started")) : NULL;
	json_t *column;
	size_t i;

	if (!r->path)
		return;
	printf("  %-10s %.10s, %s\n", "measured", when ? when : "?", r->path);
	for (enum verdict v = 0; v < VERDICT_COUNT; v++) {
		bool any = false;

		json_array_foreach(json_object_get(r->meta, "columns"), i, column) {
			const char *name = text_of(column, "name");

			if (strcmp(text_of(results_cell(r, p->id, name), "verdict"), verdict_name(v)))
				continue;
			if (!any)
				printf("  %-10s", verdict_name(v));
			any = true;
			printf(" %s", name);
		}
		if (any)
			putchar('\n');
	}
}

static void print(const struct catalogue *c, const struct program *p, const struct results *r)
{
	const struct row *row = catalogue_row(c, p->row);
	char *start = strv_quote(p->argv);

	printf("%s\n", p->id);
	field("effect", p->effect);
	field("means", p->means);
	printf("  %-10s %s: %s\n", "row", row->name, row->blurb);
	field("language", p->language);
	print_oracle(p, row);
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
static void print_json(const struct program *p, const struct results *r)
{
	json_t *all = program_json(p), *unmet = json_object(), *verdicts = json_object(), *cell;
	size_t i;

	for (char *const *need = p->needs; *need; need++)
		if (need_unmet(*need))
			json_object_set_new(unmet, *need, json_string(need_unmet(*need)));
	json_array_foreach(r->cells, i, cell)
		if (!strcmp(text_of(cell, "attack"), p->id))
			json_object_set(verdicts, text_of(cell, "defence"),
					json_object_get(cell, "verdict"));
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

static int show(const struct catalogue *c, const char *id, bool json, const struct results *r)
{
	const struct program *p = catalogue_find(c, id);
	struct closest near = { .word = id };

	if (p) {
		if (json)
			print_json(p, r);
		else
			print(c, p, r);
		return 0;
	}
	for (size_t i = 0; i < c->program_count; i++)
		closest_offer(&near, c->programs[i].id);
	fprintf(stderr, "ordeal show: there is no attack \"%s\"", id);
	fprintf(stderr, near.name ? " (did you mean %s?)\n" : " (see: ordeal list attacks)\n",
		near.name);
	return EXIT_USAGE;
}

/* The file that was asked for, or the first of those that there may be; none is no error then. */
static int read_results(const char *path, struct results *r, struct err *e)
{
	static const char *const usual[] = { RESULTS_REFERENCE, RESULTS_LATEST };

	if (path)
		return results_read(path, r, e);
	for (size_t i = 0; i < 2 && !r->path; i++)
		if (!access(usual[i], R_OK))
			return results_read(usual[i], r, e);
	return 0;
}

static int run(const struct home *home, int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "attack-dir", required_argument, NULL, 'd' },
		{ "results", required_argument, NULL, 'r' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct results results = { 0 };
	const char *file = NULL;
	struct catalogue c;
	struct err e = { 0 };
	bool json = false;
	int option, r = catalogue_load(&c, home->box, home->share, &e);

	optind = 0;
	while (!r && (option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (option == 'h' || option == '?') {
			fputs(help, option == 'h' ? stdout : stderr);
			catalogue_free(&c);
			return option == 'h' ? 0 : EXIT_USAGE;
		}
		json |= option == 'j';
		if (option == 'r')
			file = optarg;
		if (option == 'd')
			r = catalogue_add_dir(&c, optarg, &e);
	}
	if (!r)
		r = read_results(file, &results, &e);
	if (r) {
		fprintf(stderr, "ordeal show: %s\n", e.text);
	} else if (argc - optind != 1) {
		fputs(help, stderr);
		r = EXIT_USAGE;
	} else {
		r = show(&c, argv[optind], json, &results);
	}
	results_free(&results);
	catalogue_free(&c);
	return r ? EXIT_USAGE : 0;
}

const struct command cmd_show = { "show", "say everything about one attack", run };
