// SPDX-License-Identifier: MIT
#include "harness/results/recorded.h"

#include <errno.h>
#include <glob.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/strf.h"

static const char head[] =
	"# The attacks whose cells somebody has recorded; behind a tab, columns where nobody has yet.\n"
	"# `ordeal expect update` writes this file.\n";

void recorded_free(struct recorded *r)
{
	free(r->folder);
	json_decref(r->attacks);
	json_decref(r->columns);
	*r = (struct recorded){ 0 };
}

/* The columns that have a file in the folder. */
static json_t *find_columns(const char *folder)
{
	char *pattern = strf("%s/*.tsv", folder);
	json_t *columns = json_object();
	glob_t found = { 0 };

	if (pattern)
		glob(pattern, 0, NULL, &found);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char *name = basename(found.gl_pathv[i]);

		name[strlen(name) - strlen(".tsv")] = '\0';
		json_object_set_new(columns, name, json_true());
	}
	globfree(&found);
	free(pattern);
	return columns;
}

/* "attack" or "attack<TAB>column column". What is wrong with it, or NULL. */
static const char *take_line(struct recorded *r, char *line)
{
	char *lacking = line, *attack = strsep(&lacking, "\t"), *word;
	json_t *under;

	if (!strchr(attack, '/'))
		return "want an attack, row/means, and behind a tab the columns that lack it";
	if (json_object_get(r->attacks, attack))
		return "this attack has a line already";
	under = json_copy(r->columns);
	while (lacking && (word = strsep(&lacking, " ")))
		json_object_del(under, word);
	return json_object_set_new(r->attacks, attack, under) ? "it is not UTF-8" : NULL;
}

static int read_lines(struct recorded *r, FILE *file, const char *path, struct err *e)
{
	char *line = NULL;
	size_t room = 0;
	int code = 0;

	for (unsigned at = 1; !code && getline(&line, &room, file) > 0; at++) {
		const char *wrong;

		line[strcspn(line, "\n")] = '\0';
		wrong = *line && *line != '#' ? take_line(r, line) : NULL;
		if (wrong)
			code = err_set(e, 0, "%s:%u: %s", path, at, wrong);
	}
	free(line);
	return code;
}

int recorded_read(struct recorded *r, const char *dir, const char *profile, struct err *e)
{
	char *path = strf("%s/%s/recorded", dir, profile);
	FILE *file = path ? fopen(path, "re") : NULL;
	int code = 0;

	*r = (struct recorded){ .folder = strf("%s/%s", dir, profile) };
	if (!path || !r->folder)
		code = err_set(e, ENOMEM, "%s", dir);
	else if (!file && errno != ENOENT)
		code = err_set(e, errno, "%s", path);
	if (!code)
		r->columns = find_columns(r->folder);
	if (!code && file) {
		r->attacks = json_object();
		code = read_lines(r, file, path, e);
	}
	if (file)
		fclose(file);
	free(path);
	if (code)
		recorded_free(r);
	return code;
}

bool recorded_has(const struct recorded *r, const char *attack, const char *column)
{
	return json_object_get(r->columns, column) &&
	       (!r->attacks || json_object_get(json_object_get(r->attacks, attack), column));
}

int recorded_add(struct recorded *r, const char *attack, const char *column)
{
	json_t *under;

	if (!r->attacks)
		r->attacks = json_object();
	under = json_object_get(r->attacks, attack);
	if (!under && !json_object_set_new(r->attacks, attack, json_object()))
		under = json_object_get(r->attacks, attack);
	return under && !json_object_set_new(under, column, json_true()) ? 0 : -ENOMEM;
}

void recorded_forget(struct recorded *r, const char *attack, const char *column)
{
	json_t *under = json_object_get(r->attacks, attack);

	json_object_del(under, column);
	if (under && !json_object_size(under))
		json_object_del(r->attacks, attack);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The keys of an object, sorted; to be freed, not the strings. */
static const char **sorted(json_t *object, size_t *n)
{
	const char **keys = calloc(json_object_size(object) + 1, sizeof(*keys)), *key;
	json_t *value;

	*n = 0;
	json_object_foreach(object, key, value)
		if (keys)
			keys[(*n)++] = key;
	if (*n)
		qsort(keys, *n, sizeof(*keys), by_name);
	return keys;
}

static int print(const struct recorded *r, json_t *columns, FILE *out)
{
	size_t attacks, names;
	const char **attack = sorted(r->attacks, &attacks), **name = sorted(columns, &names);

	fputs(head, out);
	for (size_t i = 0; i < attacks; i++) {
		json_t *under = json_object_get(r->attacks, attack[i]);
		const char *before = "\t";

		fputs(attack[i], out);
		for (size_t k = 0; k < names; k++) {
			if (json_object_get(under, name[k]))
				continue;
			fprintf(out, "%s%s", before, name[k]);
			before = " ";
		}
		fputc('\n', out);
	}
	free(attack);
	free(name);
	return fflush(out) || ferror(out) || fsync(fileno(out)) ? -errno : 0;
}

int recorded_write(const struct recorded *r, struct err *e)
{
	char *path = strf("%s/recorded", r->folder), *fresh = strf("%s/recorded.new", r->folder);
	FILE *file = path && fresh ? fopen(fresh, "we") : NULL;
	json_t *columns = find_columns(r->folder);
	int code = file ? print(r, columns, file) : -errno;

	if (file)
		fclose(file);
	if (!code && rename(fresh, path))
		code = -errno;
	if (code)
		err_set(e, -code, "%s", fresh ? fresh : r->folder);
	json_decref(columns);
	free(path);
	free(fresh);
	return code;
}
