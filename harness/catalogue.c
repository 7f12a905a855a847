// SPDX-License-Identifier: MIT
/*
 * catalogue.c - rows from <share>/rows, programs from the manifests beside them.
 *
 * Nothing lists the programs: the folder is the list. What is wrong with one of them is an error
 * with its file's name, since an attack that silently drops out of a matrix improves it.
 */
#include "harness/catalogue.h"

#include <errno.h>
#include <fts.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/arena.h"
#include "harness/manifest.h"
#include "lib/strv.h"

#define PYTHON    "/usr/bin/python3"
#define SCAFFOLD  ARENA_BOX "/attacks/attack.py"
#define GIVEN_ROW "given"

static char *format(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

static char *format(const char *fmt, ...)
{
	char *text;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		text = NULL;
	va_end(ap);
	return text;
}

static void program_free(struct program *p)
{
	char *const strings[] = { p->id, p->row, p->name, p->language, p->effect, p->means,
				  p->remedy, p->catalogue_id, p->attack_id, p->oracle,
				  p->oracle_arg, p->control, p->expect };

	for (size_t i = 0; i < sizeof(strings) / sizeof(*strings); i++)
		free(strings[i]);
	for (size_t i = 0; i < PROGRAM_NEEDS; i++)
		free(p->needs[i]);
	for (size_t i = 0; i < PROGRAM_ARGV; i++)
		free(p->argv[i]);
	json_decref(p->manifest);
}

void catalogue_free(struct catalogue *c)
{
	for (size_t i = 0; i < c->row_count; i++) {
		free(c->rows[i].name);
		free(c->rows[i].blurb);
	}
	for (size_t i = 0; i < c->program_count; i++)
		program_free(&c->programs[i]);
	free(c->rows);
	free(c->programs);
	strv_free(c->dirs);
	*c = (struct catalogue){ 0 };
}

const struct row *catalogue_row(const struct catalogue *c, const char *name)
{
	for (size_t i = 0; i < c->row_count; i++)
		if (!strcmp(c->rows[i].name, name))
			return &c->rows[i];
	return NULL;
}

const struct program *catalogue_find(const struct catalogue *c, const char *id)
{
	for (size_t i = 0; i < c->program_count; i++)
		if (!strcmp(c->programs[i].id, id))
			return &c->programs[i];
	return NULL;
}

static int add_row(struct catalogue *c, const char *name, const char *blurb, bool benign)
{
	struct row *bigger = realloc(c->rows, (c->row_count + 1) * sizeof(*bigger));
	struct row row = { strdup(name), strdup(blurb), benign };

	if (bigger)
		c->rows = bigger;
	if (!bigger || !row.name || !row.blurb) {
		free(row.name);
		free(row.blurb);
		return -ENOMEM;
	}
	c->rows[c->row_count++] = row;
	return 0;
}

/* One line of the file: a name, a polarity, and a sentence for the rest. */
static int take_row(struct catalogue *c, char *line)
{
	char *name = strtok(line, " \t\n"), *polarity = strtok(NULL, " \t\n");
	char *blurb = strtok(NULL, "\n");

	if (!name || *name == '#')
		return 0;
	if (!polarity || !blurb || (strcmp(polarity, "attack") && strcmp(polarity, "benign")) ||
	    catalogue_row(c, name))
		return -EINVAL;
	return add_row(c, name, blurb + strspn(blurb, " \t"), !strcmp(polarity, "benign"));
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
			err_set(e, 0, "%s:%d: want NAME attack|benign SENTENCE, and each name once",
				path, n);
	}
	free(line);
	fclose(file);
	return r;
}

/*
 * How the program is started inside the arena. `stem` is its path on the host without an ending,
 * `inside` the same path in the arena.
 */
static int plan_start(struct program *p, const char *stem, const char *inside, struct err *e)
{
	char *script = format("%s.py", stem);
	int r = script ? 0 : -ENOMEM;

	if (!r && !access(script, R_OK)) {
		p->argv[0] = strdup(PYTHON);
		p->argv[1] = strdup(SCAFFOLD);
		p->argv[2] = format("%s.py", inside);
		r = p->argv[0] && p->argv[1] && p->argv[2] ? 0 : -ENOMEM;
	} else if (!r && !access(stem, X_OK)) {
		p->argv[0] = strdup(inside);
		r = p->argv[0] ? 0 : -ENOMEM;
	} else if (!r) {
		r = err_set(e, 0, "no program beside it: neither %s.py nor an executable %s", p->name,
			    p->name);
	}
	free(script);
	return r;
}

/* A manifest of --attack-dir may say how: its first word is relative to the folder. */
static int plan_given_start(struct program *p, const json_t *argv, const char *folder,
			    struct err *e)
{
	json_t *word;
	size_t i;

	if (!json_array_size(argv) || json_array_size(argv) > PROGRAM_ARGV)
		return err_set(e, 0, "\"argv\" takes 1 to %d words", PROGRAM_ARGV);
	json_array_foreach(argv, i, word) {
		const char *text = json_string_value(word);

		p->argv[i] = i || *text == '/' ? strdup(text) : format("%s/%s", folder, text);
		if (!p->argv[i])
			return -ENOMEM;
	}
	return 0;
}

/* A manifest that was found: where it lies, on the host and in the arena. */
struct find {
	const char *path;     /* of the manifest, on the host                        */
	const char *below;    /* the same, from the root of the search: "row/a.json" */
	const char *inside;   /* that root, in the arena                             */
	bool foreign;
};

static const char *row_of(const struct find *f, const json_t *manifest, char *buf, size_t size)
{
	const char *row = f->foreign ? json_string_value(json_object_get(manifest, "row")) : NULL;
	const char *slash = strrchr(f->below, '/');
	const char *start;

	if (row)
		return row;
	snprintf(buf, size, "%.*s", (int)(slash ? slash - f->below : 0), f->below);
	if (!*buf) { /* the folder given is itself the row: take its name */
		snprintf(buf, size, "%.*s", (int)(strlen(f->path) - strlen(f->below) - 1), f->path);
	}
	start = strrchr(buf, '/');
	return start ? start + 1 : buf;
}

static int name_program(struct catalogue *c, struct program *p, const struct find *f,
			const json_t *manifest, struct err *e)
{
	char buf[PATH_MAX];
	const char *row = row_of(f, manifest, buf, sizeof(buf)), *base = strrchr(f->path, '/') + 1;
	const struct row *known = catalogue_row(c, row);

	if (!known && !f->foreign)
		return err_set(e, 0, "the folder \"%s\" is not a row: rows does not list it", row);
	if (!known && add_row(c, row, "added from a folder", false))
		return -ENOMEM;
	p->benign = known && known->benign;
	p->row = strdup(row);
	p->name = strndup(base, strlen(base) - strlen(".json"));
	p->id = p->row && p->name ? format("%s/%s", p->row, p->name) : NULL;
	if (!p->id)
		return -ENOMEM;
	return catalogue_find(c, p->id) ? err_set(e, 0, "there already is a %s", p->id) : 0;
}

static int plan(struct program *p, const struct find *f, struct err *e)
{
	const json_t *argv = json_object_get(p->manifest, "argv");
	size_t ending = strlen(".json");
	char *stem, *inside;
	int r = -ENOMEM;

	if (argv) {
		const char *slash = strrchr(f->below, '/');

		inside = format("%s%s%.*s", f->inside, slash ? "/" : "",
				slash ? (int)(slash - f->below) : 0, f->below);
		r = inside ? plan_given_start(p, argv, inside, e) : -ENOMEM;
		free(inside);
		return r;
	}
	stem = strndup(f->path, strlen(f->path) - ending);
	inside = format("%s/%.*s", f->inside, (int)(strlen(f->below) - ending), f->below);
	if (stem && inside)
		r = plan_start(p, stem, inside, e);
	free(stem);
	free(inside);
	return r;
}

static int append(struct catalogue *c, const struct program *p)
{
	struct program *bigger = realloc(c->programs, (c->program_count + 1) * sizeof(*bigger));

	if (!bigger)
		return -ENOMEM;
	c->programs = bigger;
	c->programs[c->program_count++] = *p;
	return 0;
}

static int add_program(struct catalogue *c, const struct find *f, struct err *e)
{
	json_t *manifest = manifest_read(f->path, e);
	struct program p = { 0 };
	int r;

	if (!manifest)
		return -e->code;
	if (f->foreign && !json_object_get(manifest, "oracle")) {
		json_decref(manifest); /* some other JSON: a package's, an editor's */
		return 0;
	}
	e->code = 0;
	if ((r = manifest_parse(&p, manifest, f->foreign, e)) ||
	    (r = name_program(c, &p, f, manifest, e)) || (r = manifest_check_row(&p, e)) ||
	    (r = plan(&p, f, e)) || (r = append(c, &p))) {
		program_free(&p);
		if (!e->code)
			err_set(e, -r, "catalogue");
		err_prefix(e, "%s:1", f->path);
	}
	json_decref(manifest);
	return r;
}

static int by_path(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* Every *.json below `root`, but not in folders that nobody named (.git, __pycache__). */
static int scan(struct catalogue *c, const char *root, const char *inside, bool foreign,
		struct err *e)
{
	char *const roots[] = { (char *)root, NULL };
	FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_path);
	FTSENT *entry;
	int r = 0;

	if (!tree)
		return err_set(e, errno, "%s", root);
	while (!r && (entry = fts_read(tree))) {
		struct find f = { entry->fts_path, entry->fts_path + strlen(root) + 1, inside, foreign };
		const char *ending = strrchr(entry->fts_name, '.');

		if (entry->fts_info == FTS_D && entry->fts_level && strchr("._", *entry->fts_name))
			fts_set(tree, entry, FTS_SKIP);
		else if (entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR ||
			 entry->fts_info == FTS_NS)
			r = err_set(e, entry->fts_errno, "%s", entry->fts_path);
		else if (entry->fts_info == FTS_F && ending && !strcmp(ending, ".json"))
			r = add_program(c, &f, e);
	}
	fts_close(tree);
	return r;
}

static int by_row_and_name(const void *a, const void *b, void *catalogue)
{
	const struct program *x = a, *y = b;
	const struct row *rx = catalogue_row(catalogue, x->row), *ry = catalogue_row(catalogue, y->row);

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
		r = scan(c, attacks, ARENA_BOX "/attacks", false, e);
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
	r = scan(c, root, inside, true, e);
	if (!r && c->program_count == before)
		r = err_set(e, 0, "%s: no manifest (NAME.json with an \"oracle\") in it", dir);
	sort(c);
	return r;
}

static int given_name(const struct catalogue *c, struct program *p, const char *word)
{
	const char *slash = strrchr(word, '/');

	p->row = strdup(GIVEN_ROW);
	p->name = strdup(slash ? slash + 1 : word);
	p->id = p->name ? format(GIVEN_ROW "/%s", p->name) : NULL;
	for (int n = 2; p->id && catalogue_find(c, p->id); n++) {
		free(p->id);
		free(p->name);
		p->name = format("%s-%d", slash ? slash + 1 : word, n);
		p->id = p->name ? format(GIVEN_ROW "/%s", p->name) : NULL;
	}
	return p->row && p->id ? 0 : -ENOMEM;
}

static int add_given(struct catalogue *c, char *const *words, const char *command,
		     const char *oracle, struct err *e)
{
	json_t *manifest = json_pack("{s:s, s:s, s:s, s:s, s:b}", "language", "command", "effect",
				     "given on the command line", "means", command, "oracle", oracle,
				     "armed", 0);
	struct program p = { 0 };
	int r = manifest ? manifest_parse(&p, manifest, true, e) :
			   err_set(e, 0, "the command is not UTF-8");

	json_decref(manifest);
	for (size_t i = 0; !r && words[i]; i++)
		r = (p.argv[i] = strdup(words[i])) ? 0 : -ENOMEM;
	if (!r)
		r = given_name(c, &p, words[0]);
	if (!r && !catalogue_row(c, GIVEN_ROW))
		r = add_row(c, GIVEN_ROW, "given on the command line", false);
	if (!r)
		r = manifest_check_row(&p, e);
	if (!r)
		r = append(c, &p);
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
