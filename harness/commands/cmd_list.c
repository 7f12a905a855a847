// SPDX-License-Identifier: MIT
/*
 * cmd_list.c - ordeal list: what there is. Each list is made once, as JSON; a table shows some of
 * its keys.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/catalogue/catalogue_load.h"
#include "harness/catalogue/manifest.h"
#include "harness/commands/lists.h"
#include "harness/commands/words.h"
#include "harness/ordeal.h"
#include "harness/reports/table.h"
#include "lib/closest.h"
#include "lib/strv.h"

static const char help[] =
	"usage: ordeal list attacks|defences|rows|oracles|layers|graders|profiles|\n"
	"                   victims [OPTION]...\n\n"
	"      --id GLOB         only ids or names like this; of attacks also the catalogue's, ATT&CK, CWE\n"
	"      --json            everything, as JSON\n"
	"      --wide            more columns\n\n"
	"For attacks:\n\n"
	"      --row GLOB        only these rows\n"
	"      --language NAME   c, python, sh\n"
	"      --scene NAME      solo, after-victim, before-victim\n"
	"      --grader NAME     none, rpc, file: how students are marked (ordeal list graders)\n"
	"      --victim NAME     whom they hurt: student, mark, key, ... (ordeal list victims)\n"
	"      --need NAME       those that need this of the machine: io_uring, numpy, ids, ...\n"
	"      --oracle GLOB     those it judges: usage, usage:memory, 'secret:*'\n"
	"      --quick           the quick selection\n"
	"      --attack-dir DIR  add the attacks of a folder; repeatable\n"
	"      --format NAME     text, json, markdown (the catalogue as a document; also of victims)\n\n"
	"Exit codes: 0 listed, 2 called wrongly, 4 nothing matches.\n";

enum { KEYS = 15 };

static const struct list {
	const char *name;
	json_t *(*make)(const struct home *, const struct wish *, struct err *);
	const char *keys[KEYS]; /* shown in the table */
	const char *wide[KEYS]; /* the same with --wide, where there are more */
} lists[] = {
	{ "attacks", list_attacks, { "id", "language", "scene", "oracle", "victim", "means" },
	  { "id", "language", "scene", "grader", "control", "quick", "oracle", "victim", "threshold", "needs",
	    "catalogue_id", "attack_id", "effect", "means", "remedy" } },
	{ "defences", list_defences, { "name", "group", "baseline", "summary" },
	  { "name", "group", "baseline", "main", "argv", "between", "summary" } },
	{ "rows", list_rows, { "name", "programs", "oracle", "blurb" },
	  { "name", "programs", "oracle", "blurb", "why" } },
	{ .name = "oracles", .make = list_oracles, .keys = { "name", "args", "sees" } },
	{ .name = "layers", .make = list_layers, .keys = { "name", "blurb" } },
	{ .name = "graders", .make = list_graders, .keys = { "name", "programs", "summary" } },
	{ .name = "victims", .make = list_victims, .keys = { "name", "attacks", "alone", "meaning" } },
	{ .name = "profiles", .make = list_profiles, .keys = { "name", "summary" } },
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
	if (s->victim && victim_parse(s->victim) < 0)
		fprintf(stderr, "; there is no victim \"%s\" (see: ordeal list victims)", s->victim);
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

static int take_format(struct wish *w, const char *format)
{
	w->json = w->json || !strcmp(format, "json");
	w->markdown = !strcmp(format, "markdown");
	if (w->markdown || !strcmp(format, "json") || !strcmp(format, "text"))
		return 0;
	fprintf(stderr, "ordeal list: there is no format \"%s\" (known: text, json, markdown)\n",
		format);
	return EXIT_USAGE;
}

static int parse(struct wish *w, int argc, char **argv, bool *help_wanted)
{
	const char *format = "text";
	const struct word of_attacks[] = {
		{ "row", .text = &w->attacks.row },
		{ "language", .text = &w->attacks.language },
		{ "scene", .text = &w->attacks.scene },
		{ "grader", .text = &w->attacks.grader },
		{ "victim", .text = &w->attacks.victim },
		{ "need", .text = &w->attacks.need },
		{ "oracle", .text = &w->attacks.oracle },
		{ "quick", .flag = &w->attacks.quick },
		{ "attack-dir", .list = &w->dirs },
	};
	enum { OF_ATTACKS = sizeof(of_attacks) / sizeof(*of_attacks) };
	struct word words[OF_ATTACKS + 5] = {
		[OF_ATTACKS] = { "json", .flag = &w->json },
		{ "wide", .flag = &w->wide },
		{ "id", .text = &w->attacks.id },
		{ "format", .text = &format },
		{ NULL },
	};
	int r;

	memcpy(words, of_attacks, sizeof(of_attacks));
	r = words_read(argc, argv, words, help_wanted);
	for (size_t i = OF_ATTACKS; i--;)
		if (word_given(&of_attacks[i]))
			w->only_for_attacks = of_attacks[i].name;
	w->id = w->attacks.id;
	return r ? r : take_format(w, format);
}

static int run(const struct home *home, int argc, char **argv)
{
	struct wish w = { 0 };
	struct err e = { 0 };
	const struct list *l;
	json_t *items;
	bool help_wanted = false;
	int r = parse(&w, argc, argv, &help_wanted);

	if (help_wanted || (!r && argc - optind != 1)) {
		fputs(help, help_wanted ? stdout : stderr);
		return help_wanted ? 0 : EXIT_USAGE;
	}
	l = r ? NULL : find_list(argv[optind]);
	if (!l)
		return EXIT_USAGE;
	if ((w.only_for_attacks && l->make != list_attacks) ||
	    (w.markdown && l->make != list_attacks && l->make != list_victims)) {
		fprintf(stderr, "ordeal list: --%s is not for %s\n",
			w.only_for_attacks ? w.only_for_attacks : "format", l->name);
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

const struct command cmd_list = { "list", "list attacks, defences, rows, oracles, layers, graders, profiles or victims", run };
