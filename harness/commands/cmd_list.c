// SPDX-License-Identifier: MIT
/*
 * cmd_list.c - ordeal list: what there is. Each list is made once, as JSON; a table shows some of
 * its keys.
 */
#include <errno.h>
#include <fnmatch.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/reports/catalogue_out.h"
#include "harness/defences/defence.h"
#include "harness/catalogue/manifest.h"
#include "harness/ordeal.h"
#include "harness/profiles/profile.h"
#include "harness/reports/table.h"
#include "lib/closest.h"
#include "lib/strv.h"

static const char help[] =
	"usage: ordeal list attacks|defences|rows|oracles|layers|graders|profiles\n"
	"                   [OPTION]...\n\n"
	"      --id GLOB         only ids or names like this; of attacks also the catalogue's, ATT&CK, CWE\n"
	"      --json            everything, as JSON\n"
	"      --wide            more columns\n\n"
	"For attacks:\n\n"
	"      --row GLOB        only these rows\n"
	"      --language NAME   c, python, sh\n"
	"      --scene NAME      solo, after-victim, before-victim\n"
	"      --grader NAME     none, rpc, file: how students are marked (ordeal list graders)\n"
	"      --need NAME       those that need this of the machine: io_uring, numpy, ids, ...\n"
	"      --oracle GLOB     those it judges: usage, usage:memory, 'secret:*'\n"
	"      --quick           the quick selection\n"
	"      --attack-dir DIR  add the attacks of a folder; repeatable\n"
	"      --format NAME     text, json, markdown (the catalogue as a document)\n\n"
	"Exit codes: 0 listed, 2 called wrongly, 4 nothing matches.\n";

struct wish {
	struct selection attacks;
	const char *id;
	char **dirs;
	bool json, wide, markdown;
	const char *only_for_attacks; /* the first such option; NULL */
};

static bool wanted(const struct wish *w, const char *name)
{
	return !w->id || !fnmatch(w->id, name, 0);
}

static int load(const struct home *home, const struct wish *w, struct catalogue *c, struct err *e)
{
	int r = catalogue_load(c, home->box, home->share, e);

	for (char **dir = w->dirs; !r && dir && *dir; dir++)
		if ((r = catalogue_add_dir(c, *dir, e)))
			catalogue_free(c);
	return r;
}

/* Each maker returns a new array of objects, or NULL after a message. */

static json_t *attacks(const struct home *home, const struct wish *w, struct err *e)
{
	struct catalogue c;
	json_t *list;

	if (load(home, w, &c, e))
		return NULL;
	list = json_array();
	for (size_t i = 0; i < c.program_count; i++)
		if (catalogue_selects(&w->attacks, &c.programs[i]))
			json_array_append_new(list, program_json(&c.programs[i]));
	if (w->markdown && json_array_size(list))
		catalogue_markdown(&c, &w->attacks, stdout);
	catalogue_free(&c);
	return list;
}

static json_t *rows(const struct home *home, const struct wish *w, struct err *e)
{
	struct catalogue c;
	json_t *list;

	if (load(home, w, &c, e))
		return NULL;
	list = json_array();
	for (size_t i = 0; i < c.row_count; i++)
		if (wanted(w, c.rows[i].name))
			json_array_append_new(list, row_json(&c, &c.rows[i]));
	catalogue_free(&c);
	return list;
}

static json_t *words(char *const *v)
{
	json_t *list = v ? json_array() : json_null();

	for (; v && *v; v++)
		json_array_append_new(list, json_string(*v));
	return list;
}

static json_t *defences(const struct home *home, const struct wish *w, struct err *e)
{
	struct defences all;
	json_t *list;

	if (defences_load(&all, home->share, e))
		return NULL;
	list = json_array();
	for (size_t i = 0; i < all.count; i++) {
		const struct defence *d = &all.list[i];

		if (wanted(w, d->name))
			json_array_append_new(
				list, json_pack("{s:s, s:s, s:b, s:s?, s:o, s:o, s:o, s:s?, s:s}",
						"name", d->name, "group", d->group, "main",
						d->main, "beyond", d->beyond, "argv", words(d->argv), "probe",
						words(d->probe),
						"between", words(d->between), "prelude", d->prelude,
						"summary", d->summary));
	}
	defences_free(&all);
	return list;
}

static json_t *oracle_list(const struct home *home, const struct wish *w, struct err *e)
{
	json_t *list = json_array();

	(void)home;
	(void)e;
	for (const struct oracle *const *o = oracles; *o; o++) {
		json_t *args = json_array();

		for (const char *const *a = (*o)->args; a && *a; a++)
			json_array_append_new(args, json_string(*a));
		if (wanted(w, (*o)->name))
			json_array_append_new(list, json_pack("{s:s, s:O, s:s}", "name", (*o)->name,
							      "args", args, "sees", (*o)->sees));
		json_decref(args);
	}
	return list;
}

/* Asked of the program, as of any other sandbox: "NAME  BLURB" on each line. */
static json_t *layers(const struct home *home, const struct wish *w, struct err *e)
{
	char program[PATH_MAX + 32], line[512], *command;
	FILE *p;
	json_t *list = json_array();

	snprintf(program, sizeof(program), "%s/bin/ordeal-sandbox", home->box);
	command = strv_quote((char *[]){ program, "--list-layers", NULL });
	p = command ? popen(command, "re") : NULL;
	while (p && fgets(line, sizeof(line), p)) {
		char *name = strtok(line, " \n"), *blurb = strtok(NULL, "\n");

		if (name && wanted(w, name))
			json_array_append_new(list,
					      json_pack("{s:s, s:s}", "name", name, "blurb",
							blurb ? blurb + strspn(blurb, " ") : ""));
	}
	free(command);
	if (p && !pclose(p))
		return list;
	json_decref(list);
	err_set(e, 0, "%s --list-layers does not run", program);
	return NULL;
}

static json_t *profiles(const struct home *home, const struct wish *w, struct err *e)
{
	char **names = profile_names(home->share);
	json_t *list = json_array();

	for (char **name = names; name && *name; name++) {
		struct profile p;

		if (!wanted(w, *name))
			continue;
		if (profile_load(&p, home->share, *name, e)) {
			json_decref(list);
			list = NULL;
			break;
		}
		json_array_append_new(list, json_pack("{s:s, s:s}", "name", p.name, "summary", p.summary));
		profile_free(&p);
	}
	strv_free(names);
	return list;
}

static json_t *graders(const struct home *home, const struct wish *w, struct err *e)
{
	json_t *list = json_array();
	struct catalogue c;

	if (load(home, w, &c, e)) {
		json_decref(list);
		return NULL;
	}
	for (enum grader g = GRADER_NONE; g <= GRADER_FILE; g++) {
		json_int_t programs = 0;

		for (size_t i = 0; i < c.program_count; i++)
			programs += c.programs[i].grader == g;
		if (wanted(w, grader_name(g)))
			json_array_append_new(list, json_pack("{s:s, s:I, s:s}", "name",
							      grader_name(g), "programs", programs,
							      "summary", grader_summary(g)));
	}
	catalogue_free(&c);
	return list;
}

enum { KEYS = 15 };

static const struct list {
	const char *name;
	json_t *(*make)(const struct home *, const struct wish *, struct err *);
	const char *keys[KEYS]; /* shown in the table */
	const char *wide[KEYS]; /* the same with --wide, where there are more */
} lists[] = {
	{ "attacks", attacks, { "id", "language", "scene", "oracle", "means" },
	  { "id", "language", "scene", "grader", "control", "quick", "oracle", "threshold", "needs",
	    "catalogue_id", "attack_id", "effect", "means", "remedy" } },
	{ "defences", defences, { "name", "group", "beyond", "summary" },
	  { "name", "group", "beyond", "main", "argv", "between", "summary" } },
	{ "rows", rows, { "name", "programs", "oracle", "blurb" },
	  { "name", "programs", "oracle", "blurb", "why" } },
	{ .name = "oracles", .make = oracle_list, .keys = { "name", "args", "sees" } },
	{ .name = "layers", .make = layers, .keys = { "name", "blurb" } },
	{ .name = "graders", .make = graders, .keys = { "name", "programs", "summary" } },
	{ .name = "profiles", .make = profiles, .keys = { "name", "summary" } },
};

enum { LISTS = sizeof(lists) / sizeof(*lists) };

/* A word that nothing could ever match is a slip of the pen. */
static void say_unknown(const struct selection *s)
{
	if (s->need && !need_known(s->need))
		fprintf(stderr, "; there is no need \"%s\" (see: ordeal list attacks --wide)", s->need);
	if (s->scene && scene_parse(s->scene) < 0)
		fprintf(stderr, "; there is no scene \"%s\" (known: solo, after-victim, "
				"before-victim)", s->scene);
	if (s->grader && grader_parse(s->grader) < 0)
		fprintf(stderr, "; there is no grader \"%s\" (known: none, rpc, file)", s->grader);
}

static int print(const struct list *l, const struct wish *w, json_t *items)
{
	int r = 0;

	if (w->json) {
		r = json_dumpf(items, stdout, JSON_INDENT(2));
		putchar('\n');
	} else if (!w->markdown) {
		r = table_print(stdout, w->wide && *l->wide ? l->wide : l->keys, items);
	}
	if (!r && !fflush(stdout)) {
		if (json_array_size(items))
			return 0;
		fprintf(stderr, "ordeal list: nothing matches");
		say_unknown(&w->attacks);
		fputc('\n', stderr);
		return EXIT_NOTHING;
	}
	fprintf(stderr, "ordeal list: cannot write\n");
	return EXIT_UNMEASURED;
}

static const struct list *find_list(const char *name)
{
	struct closest near = { .word = name };

	for (size_t i = 0; i < LISTS; i++) {
		if (!strcmp(lists[i].name, name))
			return &lists[i];
		closest_offer(&near, lists[i].name);
	}
	fprintf(stderr, "ordeal list: there are no \"%s\"", name);
	if (near.name)
		fprintf(stderr, " (did you mean %s?)", near.name);
	fputs("; there are:", stderr);
	for (size_t i = 0; i < LISTS; i++)
		fprintf(stderr, " %s", lists[i].name);
	fputc('\n', stderr);
	return NULL;
}

enum { OPT_JSON = 256, OPT_WIDE, OPT_ID, OPT_ROW, OPT_LANGUAGE, OPT_SCENE, OPT_GRADER, OPT_NEED,
       OPT_ORACLE, OPT_QUICK, OPT_DIR, OPT_FORMAT };

static int take_format(struct wish *w, const char *format)
{
	w->json = !strcmp(format, "json");
	w->markdown = !strcmp(format, "markdown");
	if (w->json || w->markdown || !strcmp(format, "text"))
		return 0;
	fprintf(stderr, "ordeal list: there is no format \"%s\" (known: text, json, markdown)\n",
		format);
	return EXIT_USAGE;
}

static int take(struct wish *w, int option)
{
	const struct { int option; const char **to; } texts[] = {
		{ OPT_ROW, &w->attacks.row },	    { OPT_LANGUAGE, &w->attacks.language },
		{ OPT_SCENE, &w->attacks.scene },   { OPT_GRADER, &w->attacks.grader },
		{ OPT_NEED, &w->attacks.need },	    { OPT_ORACLE, &w->attacks.oracle },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (texts[i].option == option)
			*texts[i].to = optarg;
	if (option == OPT_JSON)
		w->json = true;
	if (option == OPT_WIDE)
		w->wide = true;
	if (option == OPT_ID)
		w->id = w->attacks.id = optarg;
	if (option == OPT_QUICK)
		w->attacks.quick = true;
	if (option == OPT_DIR)
		return strv_add(&w->dirs, optarg) ? EXIT_USAGE : 0;
	return option == OPT_FORMAT ? take_format(w, optarg) : 0;
}

static int parse(struct wish *w, int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, OPT_JSON },
		{ "wide", no_argument, NULL, OPT_WIDE },
		{ "id", required_argument, NULL, OPT_ID },
		{ "row", required_argument, NULL, OPT_ROW },
		{ "language", required_argument, NULL, OPT_LANGUAGE },
		{ "scene", required_argument, NULL, OPT_SCENE },
		{ "grader", required_argument, NULL, OPT_GRADER },
		{ "need", required_argument, NULL, OPT_NEED },
		{ "oracle", required_argument, NULL, OPT_ORACLE },
		{ "quick", no_argument, NULL, OPT_QUICK },
		{ "attack-dir", required_argument, NULL, OPT_DIR },
		{ "format", required_argument, NULL, OPT_FORMAT },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int option, which = 0;

	optind = 0;
	while ((option = getopt_long(argc, argv, "h", options, &which)) != -1) {
		if (option == 'h' || option == '?')
			return option == 'h' ? 'h' : EXIT_USAGE;
		if (option >= OPT_ROW && (option != OPT_FORMAT || strcmp(optarg, "json")))
			w->only_for_attacks = options[which].name;
		if (take(w, option))
			return EXIT_USAGE;
	}
	return 0;
}

static int run(const struct home *home, int argc, char **argv)
{
	struct wish w = { 0 };
	struct err e = { 0 };
	const struct list *l;
	json_t *items;
	int r = parse(&w, argc, argv);

	if (r == 'h' || (!r && argc - optind != 1)) {
		fputs(help, r == 'h' ? stdout : stderr);
		return r == 'h' ? 0 : EXIT_USAGE;
	}
	l = r ? NULL : find_list(argv[optind]);
	if (!l)
		return EXIT_USAGE;
	if (w.only_for_attacks && l->make != attacks) {
		fprintf(stderr, "ordeal list: --%s is for attacks\n", w.only_for_attacks);
		return EXIT_USAGE;
	}
	items = l->make(home, &w, &e);
	if (!items) {
		fprintf(stderr, "ordeal list: %s\n", e.text);
		return EXIT_USAGE;
	}
	r = print(l, &w, items);
	json_decref(items);
	strv_free(w.dirs);
	return r;
}

const struct command cmd_list = { "list", "list attacks, defences, rows, oracles, layers or graders", run };
