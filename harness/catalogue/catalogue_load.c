// SPDX-License-Identifier: MIT
/*
 * catalogue_load.c - what fills the store: the list of rows, folders, and what the command line
 * adds. The walk through a folder is in catalogue_scan.c.
 */
#include "harness/catalogue/catalogue_load.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/catalogue/catalogue_scan.h"
#include "harness/catalogue/manifest.h"
#include "harness/layout.h"
#include "harness/oracle.h"
#include "lib/strf.h"
#include "lib/strv.h"

#define GIVEN_ROW "given"

/* A line that is indented: when the effect is seen, of the row above. Several are one text. */
static int take_threshold(struct row *r, const char *text)
{
	char *whole = r->threshold ? strf("%s %s", r->threshold, text) : strdup(text);

	free(r->threshold);
	r->threshold = whole;
	return whole ? 0 : -ENOMEM;
}

/* One line of the file: a name, a polarity, an oracle, and a sentence for the rest. */
static int take_row(struct catalogue *c, char *line)
{
	bool indented = *line == ' ' || *line == '\t';
	char *name = strtok(line, indented ? "\n" : " \t\n"), *polarity, *oracle, *blurb;
	const char *arg;

	name = name ? name + strspn(name, " \t") : NULL;
	if (!name || !*name || *name == '#')
		return 0;
	if (indented)
		return c->row_count ? take_threshold(&c->rows[c->row_count - 1], name) : -EINVAL;
	polarity = strtok(NULL, " \t\n");
	oracle = strtok(NULL, " \t\n");
	blurb = strtok(NULL, "\n");
	if (!blurb || (strcmp(polarity, "attack") && strcmp(polarity, "benign")) ||
	    !oracle_find(oracle, &arg) || catalogue_row(c, name) || strchr(name, '/'))
		return -EINVAL;
	blurb += strspn(blurb, " \t");
	if (!*blurb)
		return -EINVAL;
	if (catalogue_add_row(c, name, blurb, !strcmp(polarity, "benign")))
		return -ENOMEM;
	c->rows[c->row_count - 1].oracle = strdup(oracle);
	return c->rows[c->row_count - 1].oracle ? 0 : -ENOMEM;
}

static int load_rows(struct catalogue *c, const char *path, struct err *e)
{
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t room = 0;
	int r = 0;

	if (!file)
		return err_set(e, errno, "%s", path);
	for (int n = 1; !r && getline(&line, &room, file) > 0; n++) {
		r = take_row(c, line);
		if (r)
			err_set(e, 0, "%s:%d: want NAME attack|benign ORACLE SENTENCE, and each name "
				"once", path, n);
	}
	free(line);
	fclose(file);
	return r;
}

static int by_row_and_name(const void *a, const void *b, void *catalogue)
{
	const struct program *x = a, *y = b;
	const struct row *rx = catalogue_row(catalogue, x->row);
	const struct row *ry = catalogue_row(catalogue, y->row);

	return rx != ry ? (rx > ry) - (rx < ry) : strcmp(x->name, y->name);
}

static void sort(struct catalogue *c)
{
	if (c->program_count)
		qsort_r(c->programs, c->program_count, sizeof(*c->programs), by_row_and_name, c);
}

int catalogue_load(struct catalogue *c, const char *box, const char *share, struct err *e)
{
	char rows[PATH_MAX], attacks[PATH_MAX];
	int r;

	*c = (struct catalogue){ 0 };
	snprintf(rows, sizeof(rows), "%s/rows", share);
	snprintf(attacks, sizeof(attacks), "%s/attacks", box);
	r = load_rows(c, rows, e);
	if (!r)
		r = catalogue_scan(c, attacks, ARENA_BOX "/attacks", false, e);
	if (r)
		catalogue_free(c);
	else
		sort(c);
	return r;
}

int catalogue_add_dir(struct catalogue *c, const char *dir, struct err *e)
{
	char root[PATH_MAX], inside[sizeof(ARENA_EXTRA) + 16];
	size_t before = c->program_count;
	int r;

	if (!realpath(dir, root))
		return err_set(e, errno, "%s", dir);
	if (strv_count(c->dirs) == ARENA_BINDS)
		return err_set(e, 0, "more than %d attack folders", ARENA_BINDS);
	snprintf(inside, sizeof(inside), ARENA_EXTRA "/%zu", strv_count(c->dirs));
	if (strv_add(&c->dirs, root))
		return err_set(e, ENOMEM, "%s", dir);
	r = catalogue_scan(c, root, inside, true, e);
	if (!r && c->program_count == before)
		r = err_set(e, 0,
			    "%s: no manifest (NAME.json with an \"oracle\") in it; of what ordeal new "
			    "wrote, ordeal build makes one",
			    dir);
	sort(c);
	return r;
}

static int given_name(const struct catalogue *c, struct program *p, const char *word)
{
	const char *slash = strrchr(word, '/');

	p->row = strdup(GIVEN_ROW);
	p->name = strdup(slash ? slash + 1 : word);
	p->id = p->name ? strf(GIVEN_ROW "/%s", p->name) : NULL;
	for (int n = 2; p->id && catalogue_find(c, p->id); n++) {
		free(p->id);
		free(p->name);
		p->name = strf("%s-%d", slash ? slash + 1 : word, n);
		p->id = p->name ? strf(GIVEN_ROW "/%s", p->name) : NULL;
	}
	return p->row && p->id ? 0 : -ENOMEM;
}

static int add_given(struct catalogue *c, char *const *words, const char *command,
		     const char *oracle, struct err *e)
{
	json_t *manifest = json_pack("{s:s, s:s, s:s, s:s, s:b}", "language", "command", "effect",
				     "given on the command line", "means", command, "oracle",
				     oracle, "armed", 0);
	struct program p = { 0 };
	int r = manifest ? manifest_parse(&p, manifest, true, e) :
			   err_set(e, 0, "the command is not UTF-8");

	json_decref(manifest);
	for (size_t i = 0; !r && words[i]; i++)
		r = (p.argv[i] = strdup(words[i])) ? 0 : -ENOMEM;
	if (!r)
		r = given_name(c, &p, words[0]);
	if (!r && !catalogue_row(c, GIVEN_ROW))
		r = catalogue_add_row(c, GIVEN_ROW, "given on the command line", false);
	if (!r)
		r = manifest_check_row(&p, e);
	if (!r)
		r = catalogue_append(c, &p);
	if (r)
		program_free(&p);
	sort(c);
	return r;
}

int catalogue_add_command(struct catalogue *c, const char *command, const char *oracle,
			  struct err *e)
{
	char **words = strv_split(command);
	int r;

	if (!words)
		return err_set(e, 0, "an open quote in \"%s\"", command);
	if (!*words || strv_count(words) > PROGRAM_ARGV)
		r = err_set(e, 0, "a command has 1 to %d words", PROGRAM_ARGV);
	else
		r = add_given(c, words, command, oracle, e);
	strv_free(words);
	return r;
}
