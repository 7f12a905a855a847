// SPDX-License-Identifier: MIT
/*
 * catalogue_scan.c - from folders with manifests to programs.
 *
 * Nothing lists the programs: the folder is the list. What is wrong with one of them is an error
 * with its file's name, since an attack that silently drops out of a matrix improves it.
 */
#include "harness/catalogue/catalogue_scan.h"

#include <errno.h>
#include <fts.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/layout.h"
#include "harness/catalogue/manifest.h"
#include "harness/results/member.h"
#include "lib/strf.h"

#define PYTHON   "/usr/bin/python3"
#define SCAFFOLD ARENA_BOX "/attacks/attack.py"

/* What may lie beside a manifest, and the words that start it before its own name. */
static const struct start {
	const char *ending;
	int access;
	const char *words[2];
} starts[] = {
	{ ".py", R_OK, { PYTHON, SCAFFOLD } },
	{ ".sh", R_OK, { "/bin/sh", NULL } },
	{ "", X_OK, { NULL, NULL } },
};

/*
 * May whoever it is in the arena do this with `path`? There root is mapped to nobody, and students
 * are not the owner of anything on this machine: for them the bits for others count, here and in
 * the folders from `root` on, which is where the arena has it. An ordinary user is mapped to
 * itself.
 */
static int check_reach(const char *root, const char *path, int access_mode, struct err *e)
{
	mode_t want = access_mode == X_OK ? S_IXOTH : S_IROTH;
	char *at = strdup(path);
	struct stat st;
	int r = at ? 0 : err_set(e, ENOMEM, "%s", path);

	if (!r && access(path, access_mode))
		r = err_set(e, errno, "%s", path);
	while (!r && !geteuid() && strlen(at) >= strlen(root)) {
		char *slash;

		if (stat(at, &st))
			r = err_set(e, errno, "%s", at);
		else if (!(st.st_mode & want))
			r = err_set(e, 0, "%s has mode %04o: students run as another user, who may "
				    "not %s it (chmod o+%s)", at, st.st_mode & 07777,
				    want == S_IROTH ? "read" : S_ISDIR(st.st_mode) ? "enter" : "run",
				    want == S_IROTH ? "r" : "x");
		slash = strrchr(at, '/');
		*(slash ? slash : at) = '\0';
		want = S_IXOTH;
	}
	free(at);
	return r;
}

/*
 * How the program is started inside the arena. `stem` is its path on the host without an ending,
 * `inside` the same path in the arena.
 */
static int plan_start(struct program *p, const char *root, const char *stem, const char *inside,
		      struct err *e)
{
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		const struct start *s = &starts[i];
		char *file = strf("%s%s", stem, s->ending);
		bool there = file && !access(file, F_OK);
		int r = there ? check_reach(root, file, s->access, e) : 0;
		size_t n = 0;

		free(file);
		if (r)
			return r;
		if (!there)
			continue;
		for (; n < 2 && s->words[n]; n++)
			if (!(p->argv[n] = strdup(s->words[n])))
				return -ENOMEM;
		p->argv[n] = strf("%s%s", inside, s->ending);
		return p->argv[n] ? 0 : -ENOMEM;
	}
	return err_set(e, 0, "no program beside it: neither %s.py, %s.sh nor an executable %s",
		       p->name, p->name, p->name);
}

/*
 * The first word of an argv: below the folder, or one of this machine's programs, which the arena
 * has at the same place.
 */
static int check_first(const char *root, const char *host_folder, const char *word, struct err *e)
{
	char *path = *word == '/' ? strdup(word) : strf("%s/%s", host_folder, word);
	int r = path ? 0 : err_set(e, ENOMEM, "argv");

	if (!r && *word != '/')
		r = check_reach(root, path, X_OK, e);
	else if (!r && (!strncmp(word, "/usr/", 5) || !strncmp(word, "/bin/", 5)) &&
		 access(path, X_OK))
		r = err_set(e, errno, "%s", path);
	free(path);
	return r ? err_prefix(e, "\"argv\"") : 0;
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

		p->argv[i] = i || *text == '/' ? strdup(text) : strf("%s/%s", folder, text);
		if (!p->argv[i])
			return -ENOMEM;
	}
	return 0;
}

/* A manifest that was found: where it lies, on the host and in the arena. */
struct find {
	const char *root;     /* of the search, on the host                          */
	const char *path;     /* of the manifest, on the host                        */
	const char *below;    /* the same, from the root of the search: "row/a.json" */
	const char *inside;   /* that root, in the arena                             */
	bool foreign;
};

static const char *row_of(const struct find *f, const json_t *manifest, char *buf, size_t size)
{
	const char *row = f->foreign ? member_text(manifest, "row") : NULL;
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
	if (!known && catalogue_add_row(c, row, "added from a folder", false))
		return -ENOMEM;
	p->benign = known && known->benign;
	p->row = strdup(row);
	p->name = strndup(base, strlen(base) - strlen(".json"));
	p->id = p->row && p->name ? strf("%s/%s", p->row, p->name) : NULL;
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

		inside = strf("%s%s%.*s", f->inside, slash ? "/" : "",
				slash ? (int)(slash - f->below) : 0, f->below);
		stem = strndup(f->path, (size_t)(strrchr(f->path, '/') - f->path));
		r = inside && stem ? plan_given_start(p, argv, inside, e) : -ENOMEM;
		if (!r)
			r = check_first(f->root, stem, json_string_value(json_array_get(argv, 0)),
					e);
		free(inside);
		free(stem);
		return r;
	}
	stem = strndup(f->path, strlen(f->path) - ending);
	inside = strf("%s/%.*s", f->inside, (int)(strlen(f->below) - ending), f->below);
	if (stem && inside)
		r = plan_start(p, f->root, stem, inside, e);
	free(stem);
	free(inside);
	return r;
}

static int add_program(struct catalogue *c, const struct find *f, struct err *e)
{
	json_t *manifest = manifest_read(f->path, e);
	struct program p = { 0 };
	int r;

	if (!manifest)
		return -e->code;
	if (f->foreign && !manifest_likely(manifest)) {
		json_decref(manifest); /* some other JSON: a package's, an editor's */
		return 0;
	}
	e->code = 0;
	if ((r = manifest_parse(&p, manifest, f->foreign, e)) ||
	    (r = name_program(c, &p, f, manifest, e)) || (r = manifest_check_row(&p, e)) ||
	    (r = plan(&p, f, e)) || (r = catalogue_append(c, &p))) {
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
int catalogue_scan(struct catalogue *c, const char *root, const char *inside, bool foreign,
		   struct err *e)
{
	char *const roots[] = { (char *)root, NULL };
	FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_path);
	FTSENT *entry;
	int r = 0;

	if (!tree)
		return err_set(e, errno, "%s", root);
	while (!r && (entry = fts_read(tree))) {
		const char *below = entry->fts_path + strlen(root) + 1;
		struct find f = { root, entry->fts_path, below, inside, foreign };
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
