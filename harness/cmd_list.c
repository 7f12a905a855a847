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

#include "harness/catalogue.h"
#include "harness/defence.h"
#include "harness/oracle.h"
#include "harness/ordeal.h"
#include "harness/table.h"
#include "lib/closest.h"
#include "lib/strv.h"

static const char help[] =
	"usage: ordeal list attacks|defences|rows|oracles|layers|profiles [OPTION]...\n\n"
	"      --json            everything, as JSON\n"
	"      --row NAME        attacks: only this row\n"
	"      --language NAME   attacks: only this language\n"
	"      --id GLOB         only ids or names like this\n\n"
	"Exit codes: 0 listed, 2 called wrongly, 4 nothing matches.\n";

struct wish {
	const char *row, *language, *id;
	bool json;
};

static bool wanted(const struct wish *w, const char *name)
{
	return !w->id || !fnmatch(w->id, name, 0);
}

/* Each maker returns a new array of objects, or NULL after a message. */

static json_t *needs_of(const struct program *p)
{
	json_t *list = json_array();

	for (char *const *need = p->needs; *need; need++)
		json_array_append_new(list, json_string(*need));
	return list;
}

static json_t *attacks(const struct home *home, const struct wish *w, struct err *e)
{
	struct catalogue c;
	json_t *list;

	if (catalogue_load(&c, home->box, home->share, e))
		return NULL;
	list = json_array();
	for (size_t i = 0; i < c.program_count; i++) {
		const struct program *p = &c.programs[i];

		if (!wanted(w, p->id) || (w->row && strcmp(w->row, p->row)) ||
		    (w->language && strcmp(w->language, p->language)))
			continue;
		json_array_append_new(
			list, json_pack("{s:s, s:s, s:b, s:s, s:b, s:o, s:o, s:s, s:s, s:s?}", "id",
					p->id, "row", p->row, "benign", p->benign, "language",
					p->language, "quick", p->quick, "oracle",
					json_sprintf(p->oracle_arg ? "%s:%s" : "%s", p->oracle,
						     p->oracle_arg),
					"needs", needs_of(p), "effect", p->effect, "means",
					p->means, "remedy", p->remedy));
	}
	catalogue_free(&c);
	return list;
}

static json_t *rows(const struct home *home, const struct wish *w, struct err *e)
{
	struct catalogue c;
	json_t *list;

	if (catalogue_load(&c, home->box, home->share, e))
		return NULL;
	list = json_array();
	for (size_t i = 0; i < c.row_count; i++) {
		json_int_t programs = 0;

		for (size_t k = 0; k < c.program_count; k++)
			programs += !strcmp(c.programs[k].row, c.rows[i].name);
		if (wanted(w, c.rows[i].name))
			json_array_append_new(
				list, json_pack("{s:s, s:b, s:I, s:s}", "name", c.rows[i].name,
						"benign", c.rows[i].benign, "programs", programs,
						"blurb", c.rows[i].blurb));
	}
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
				list, json_pack("{s:s, s:s, s:s?, s:o, s:o, s:o, s:s?, s:s}",
						"name", d->name, "group", d->group, "beyond",
						d->beyond, "argv", words(d->argv), "probe",
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
	(void)home;
	(void)e;
	if (!wanted(w, "host"))
		return json_array();
	return json_pack("[{s:s, s:s}]", "name", "host", "summary",
			 "the arena and an unprivileged user, nothing else: the positive control");
}

static const struct list {
	const char *name;
	json_t *(*make)(const struct home *, const struct wish *, struct err *);
	const char *keys[6]; /* shown in the table */
} lists[] = {
	{ "attacks", attacks, { "id", "language", "oracle", "means" } },
	{ "defences", defences, { "name", "group", "beyond", "summary" } },
	{ "rows", rows, { "name", "programs", "blurb" } },
	{ "oracles", oracle_list, { "name", "args", "sees" } },
	{ "layers", layers, { "name", "blurb" } },
	{ "profiles", profiles, { "name", "summary" } },
};

enum { LISTS = sizeof(lists) / sizeof(*lists) };

/* A string for a cell of the table; to be freed. */
static char *shown(const json_t *value)
{
	char text[256] = "";
	json_t *word;
	size_t i;

	if (json_is_string(value))
		return strdup(json_string_value(value));
	if (json_is_integer(value))
		snprintf(text, sizeof(text), "%lld", (long long)json_integer_value(value));
	json_array_foreach(value, i, word)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%s", i ? " " : "",
			 json_string_value(word));
	return strdup(text);
}

/* How wide the last column may be, the others being as wide as they need; 0: as wide as it gets. */
static size_t last_width(const struct list *l, const json_t *items, size_t terminal)
{
	enum { GAP = 2, NARROWEST = 20 };
	size_t others = 0, i;
	const json_t *item;

	for (size_t k = 0; l->keys[k + 1]; k++) {
		size_t widest = strlen(l->keys[k]);

		json_array_foreach(items, i, item) {
			char *text = shown(json_object_get(item, l->keys[k]));

			if (text && table_glyphs(text) > widest)
				widest = table_glyphs(text);
			free(text);
		}
		others += widest + GAP;
	}
	if (!terminal)
		return 0;
	return terminal > others + NARROWEST ? terminal - others : NARROWEST;
}

static int print_table(const struct list *l, const json_t *items)
{
	size_t terminal = table_width(stdout), width = last_width(l, items, terminal), i, k;
	struct libscols_table *t = table_new(stdout, terminal, false);
	const json_t *item;
	int r = t ? 0 : -ENOMEM;

	for (k = 0; l->keys[k] && !r; k++)
		r = table_fold_column(t, l->keys[k], l->keys[k + 1] ? 0 : width) ? 0 : -ENOMEM;
	json_array_foreach(items, i, item) {
		struct libscols_line *line = r ? NULL : scols_table_new_line(t, NULL);

		for (k = 0; l->keys[k] && line && !r; k++) {
			char *text = shown(json_object_get(item, l->keys[k]));

			r = text ? table_put(line, k, text, NULL) : -ENOMEM;
			free(text);
		}
	}
	if (!r)
		r = scols_print_table(t);
	scols_unref_table(t);
	return r;
}

static int print(const struct list *l, const struct wish *w, json_t *items)
{
	int r = w->json ? json_dumpf(items, stdout, JSON_INDENT(2)) : print_table(l, items);

	if (w->json)
		putchar('\n');
	if (!r && !fflush(stdout)) {
		if (json_array_size(items))
			return 0;
		fprintf(stderr, "ordeal list: nothing matches\n");
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
	fprintf(stderr, near.name ? " (did you mean %s?)\n" : "\n", near.name);
	return NULL;
}

static int parse(struct wish *w, int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "row", required_argument, NULL, 'r' },
		{ "language", required_argument, NULL, 'l' },
		{ "id", required_argument, NULL, 'i' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int option;

	optind = 0;
	while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (option == 'j')
			w->json = true;
		else if (option == 'r')
			w->row = optarg;
		else if (option == 'l')
			w->language = optarg;
		else if (option == 'i')
			w->id = optarg;
		else
			return option == 'h' ? 'h' : EXIT_USAGE;
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
	if ((w.row || w.language) && l->make != attacks) {
		fprintf(stderr, "ordeal list: --row and --language are for attacks\n");
		return EXIT_USAGE;
	}
	items = l->make(home, &w, &e);
	if (!items) {
		fprintf(stderr, "ordeal list: %s\n", e.text);
		return EXIT_USAGE;
	}
	r = print(l, &w, items);
	json_decref(items);
	return r;
}

const struct command cmd_list = { "list", "list attacks, defences, rows, oracles or layers", run };
