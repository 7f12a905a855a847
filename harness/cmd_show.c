// SPDX-License-Identifier: MIT
/*
 * cmd_show.c - ordeal show ATTACK: everything about one program.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/catalogue.h"
#include "harness/manifest.h"
#include "harness/oracle.h"
#include "harness/ordeal.h"
#include "lib/closest.h"
#include "lib/strv.h"

static const char help[] =
	"usage: ordeal show ATTACK [--json] [--attack-dir DIR]...\n\n"
	"Everything about one attack or benign program: effect, means, who judges it, what it\n"
	"needs, how it is started, what stops it. --json prints its manifest.\n\n"
	"Exit codes: 0 shown, 2 called wrongly.\n";

static void field(const char *name, const char *text)
{
	if (text && *text)
		printf("  %-10s %s\n", name, text);
}

static void print_oracle(const struct program *p)
{
	char spec[96];
	const char *arg;
	const struct oracle *o;

	snprintf(spec, sizeof(spec), p->oracle_arg ? "%s:%s" : "%s", p->oracle, p->oracle_arg);
	o = oracle_find(spec, &arg);
	printf("  %-10s %s: %s\n", "oracle", spec, o ? o->sees : "?");
	if (p->threshold)
		printf("  %-10s %lu\n", "threshold", p->threshold);
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

static void print(const struct catalogue *c, const struct program *p)
{
	const struct row *row = catalogue_row(c, p->row);
	char *start = strv_quote(p->argv);

	printf("%s\n", p->id);
	field("effect", p->effect);
	field("means", p->means);
	printf("  %-10s %s: %s\n", "row", row->name, row->blurb);
	field("language", p->language);
	print_oracle(p);
	field("scene", scene_name(p->scene));
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
	printf("\n  ordeal run --attack %s\n  ordeal replay %s none\n", p->id, p->id);
	free(start);
}

static int show(const struct catalogue *c, const char *id, bool json)
{
	const struct program *p = catalogue_find(c, id);
	struct closest near = { .word = id };

	if (p && json) {
		json_dumpf(p->manifest, stdout, JSON_INDENT(2));
		putchar('\n');
	} else if (p) {
		print(c, p);
	}
	if (p)
		return 0;
	for (size_t i = 0; i < c->program_count; i++)
		closest_offer(&near, c->programs[i].id);
	fprintf(stderr, "ordeal show: there is no attack \"%s\"", id);
	fprintf(stderr, near.name ? " (did you mean %s?)\n" : " (see: ordeal list attacks)\n",
		near.name);
	return EXIT_USAGE;
}

static int run(const struct home *home, int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "attack-dir", required_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
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
		if (option == 'd')
			r = catalogue_add_dir(&c, optarg, &e);
	}
	if (r) {
		fprintf(stderr, "ordeal show: %s\n", e.text);
	} else if (argc - optind != 1) {
		fputs(help, stderr);
		r = EXIT_USAGE;
	} else {
		r = show(&c, argv[optind], json);
	}
	catalogue_free(&c);
	return r ? EXIT_USAGE : 0;
}

const struct command cmd_show = { "show", "say everything about one attack", run };
