// SPDX-License-Identifier: MIT
/*
 * defence.c - columns from data files. Every field is checked, and what is wrong is said as
 * FILE:LINE, since a column that quietly means something else is a wrong row of a thesis.
 */
#include "harness/defences/defence.h"

#include <errno.h>
#include <glob.h>
#include <libconfig.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/strf.h"
#include "lib/strv.h"

static const char *const groups[] = { "baseline", "layer", "stack", "stock", "given" };

enum { GROUPS = sizeof(groups) / sizeof(*groups), GIVEN = GROUPS - 1 };

static void defence_free(struct defence *d)
{
	free(d->name);
	free(d->summary);
	free(d->group);
	free(d->prelude);
	free(d->baseline);
	strv_free(d->made);
	strv_free(d->probe);
	strv_free(d->argv);
	strv_free(d->between);
}

void defences_free(struct defences *d)
{
	for (size_t i = 0; i < d->count; i++)
		defence_free(&d->list[i]);
	free(d->list);
	*d = (struct defences){ 0 };
}

const struct defence *defences_find(const struct defences *d, const char *name)
{
	for (size_t i = 0; i < d->count; i++)
		if (!strcmp(d->list[i].name, name))
			return &d->list[i];
	return NULL;
}

static int group_rank(const char *group)
{
	int i = 0;

	while (i < GROUPS && strcmp(groups[i], group))
		i++;
	return i;
}

/* "FILE:LINE: NAME ..." */
static int complain(const config_setting_t *s, struct err *e, const char *what)
{
	return err_set(e, 0, "%s:%u: %s %s", config_setting_source_file(s),
		       config_setting_source_line(s), config_setting_name(s), what);
}

static int take_text(const config_setting_t *s, char **to, struct err *e)
{
	const char *text = config_setting_get_string(s);

	if (!text || !*text)
		return complain(s, e, "must be a string, not empty");
	*to = strdup(text);
	return *to ? 0 : err_set(e, ENOMEM, "%s", config_setting_name(s));
}

static int take_words(const config_setting_t *s, char ***to, struct err *e)
{
	int n = config_setting_length(s);

	if (!config_setting_is_aggregate(s) || config_setting_is_group(s) || !n)
		return complain(s, e, "must be a list of strings: [ \"a\", \"b\" ]");
	for (int i = 0; i < n; i++) {
		const char *word = config_setting_get_string_elem(s, i);

		if (!word)
			return complain(s, e, "must hold strings only");
		if (strv_add(to, word))
			return err_set(e, ENOMEM, "%s", config_setting_name(s));
	}
	return 0;
}

static int take_runs(const config_setting_t *s, struct defence *d, struct err *e)
{
	char **runs = NULL;
	int r = take_words(s, &runs, e);

	d->runs_c = d->runs_python = false;
	for (char **word = runs; word && *word && !r; word++) {
		if (!strcmp(*word, "c"))
			d->runs_c = true;
		else if (!strcmp(*word, "python"))
			d->runs_python = true;
		else
			r = complain(s, e, "knows \"c\" and \"python\" only");
	}
	strv_free(runs);
	return r;
}

static int take_flag(const config_setting_t *s, bool *flag, struct err *e)
{
	*flag = config_setting_get_bool(s);
	return config_setting_type(s) == CONFIG_TYPE_BOOL ? 0 :
		complain(s, e, "must be true or false");
}

static int take_worker(const config_setting_t *s, struct defence *d, struct err *e)
{
	const char *text = config_setting_get_string(s);

	d->python_worker = text && !strcmp(text, "python");
	return text && (d->python_worker || !strcmp(text, "c")) ? 0 :
		complain(s, e, "must be \"c\" or \"python\"");
}

static int take_group(const config_setting_t *s, struct defence *d, struct err *e)
{
	int r = take_text(s, &d->group, e);

	if (r || group_rank(d->group) < GIVEN)
		return r;
	return complain(s, e, "must be \"baseline\", \"layer\", \"stack\" or \"stock\"");
}

static int take_field(const config_setting_t *s, struct defence *d, struct err *e)
{
	const char *name = config_setting_name(s);

	if (!strcmp(name, "name"))
		return take_text(s, &d->name, e);
	if (!strcmp(name, "summary"))
		return take_text(s, &d->summary, e);
	if (!strcmp(name, "group"))
		return take_group(s, d, e);
	if (!strcmp(name, "prelude"))
		return take_text(s, &d->prelude, e);
	if (!strcmp(name, "baseline"))
		return take_text(s, &d->baseline, e);
	if (!strcmp(name, "made"))
		return take_words(s, &d->made, e);
	if (!strcmp(name, "probe"))
		return take_words(s, &d->probe, e);
	if (!strcmp(name, "argv"))
		return take_words(s, &d->argv, e);
	if (!strcmp(name, "between"))
		return take_words(s, &d->between, e);
	if (!strcmp(name, "runs"))
		return take_runs(s, d, e);
	if (!strcmp(name, "worker"))
		return take_worker(s, d, e);
	if (!strcmp(name, "order")) {
		d->order = config_setting_get_int(s);
		return config_setting_type(s) == CONFIG_TYPE_INT ? 0 :
			complain(s, e, "must be a whole number");
	}
	if (!strcmp(name, "hidden"))
		return take_flag(s, &d->hidden, e);
	if (!strcmp(name, "reexeced"))
		return take_flag(s, &d->reexeced, e);
	if (!strcmp(name, "in_process"))
		return take_flag(s, &d->in_process, e);
	if (!strcmp(name, "forked"))
		return take_flag(s, &d->forked, e);
	if (!strcmp(name, "main"))
		return take_flag(s, &d->main, e);
	if (!strcmp(name, "beyond"))
		return complain(s, e, "is called baseline now");
	return complain(s, e, "is not a field of a defence: see none.defence");
}

static int take_fields(const config_setting_t *root, struct defence *d, struct err *e)
{
	int r = 0;

	d->runs_c = d->runs_python = true;
	for (int i = 0; i < config_setting_length(root) && !r; i++)
		r = take_field(config_setting_get_elem(root, (unsigned)i), d, e);
	return r;
}

/* The file's name is the column's: it is what people type. */
static bool named_after(const char *path, const char *name)
{
	const char *base = strrchr(path, '/') + 1;
	size_t n = strlen(name);

	return !strncmp(base, name, n) && !strcmp(base + n, ".defence");
}

static int read_file(const char *path, struct defence *d, struct err *e)
{
	const char *wrong;
	config_t config;
	int r;

	config_init(&config);
	if (config_read_file(&config, path))
		r = take_fields(config_root_setting(&config), d, e);
	else if (config_error_type(&config) == CONFIG_ERR_PARSE)
		r = err_set(e, 0, "%s:%d: %s", path, config_error_line(&config),
			    config_error_text(&config));
	else
		r = err_set(e, errno, "%s", path);
	config_destroy(&config);
	if (!r && (wrong = defence_contradiction(d)))
		r = err_set(e, 0, "%s:1: %s", path, wrong);
	if (!r && !named_after(path, d->name))
		r = err_set(e, 0, "%s:1: name is \"%s\", the file is not %s.defence", path, d->name,
			    d->name);
	return r;
}

static int append(struct defences *d, const struct defence *one, struct err *e)
{
	struct defence *bigger = realloc(d->list, (d->count + 1) * sizeof(*bigger));

	if (!bigger)
		return err_set(e, ENOMEM, "defences");
	d->list = bigger;
	d->list[d->count++] = *one;
	return 0;
}

static int by_place(const void *a, const void *b)
{
	const struct defence *x = a, *y = b;
	int gx = group_rank(x->group), gy = group_rank(y->group);

	if (gx != gy)
		return gx < gy ? -1 : 1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return strcmp(x->name, y->name);
}

/* What can only be known when all are read: names other columns by name. */
static int check_names(const struct defences *d, const char *share, struct err *e)
{
	if (!defences_find(d, "none"))
		return err_set(e, 0, "%s/defences: none.defence is missing", share);
	for (size_t i = 0; i < d->count; i++) {
		const struct defence *one = &d->list[i];

		if (!one->baseline)
			continue;
		if (!strcmp(one->baseline, one->name) || !defences_find(d, one->baseline))
			return err_set(e, 0, "%s/defences/%s.defence:1: baseline: no other column "
				       "\"%s\"", share, one->name, one->baseline);
	}
	return 0;
}

/* What takes minutes to build is not built for everybody; the box lies beside the data. */
static void look_for_made(struct defence *d, const char *share)
{
	char *path = d->made ? strf("%s/../box/%s", share, d->made[0]) : NULL;

	d->unmade = path && access(path, F_OK);
	free(path);
}

int defences_load(struct defences *d, const char *share, struct err *e)
{
	char *pattern = strf("%s/defences/*.defence", share);
	glob_t found = { 0 };
	int r = 0;

	*d = (struct defences){ 0 };
	if (!pattern || glob(pattern, 0, NULL, &found))
		r = err_set(e, ENOENT, "%s", pattern ? pattern : "defences");
	for (size_t i = 0; i < found.gl_pathc && !r; i++) {
		struct defence one = { 0 };

		r = read_file(found.gl_pathv[i], &one, e);
		look_for_made(&one, share);
		if (!r)
			r = append(d, &one, e);
		if (r)
			defence_free(&one);
	}
	globfree(&found);
	free(pattern);
	if (!r)
		r = check_names(d, share, e);
	if (r)
		defences_free(d);
	else
		qsort(d->list, d->count, sizeof(*d->list), by_place);
	return r;
}

/* The first is "given", the next "given-2". */
static char *given_name(const struct defences *d)
{
	char *name = strdup("given");

	for (int n = 2; name && defences_find(d, name); n++) {
		free(name);
		name = strf("given-%d", n);
	}
	return name;
}

/* What people type after -d, and what becomes the name of a file. A sentence, or NULL. */
static const char *wrong_name(const struct defences *d, const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

	if (!*name || *name == '-' || name[strspn(name, letters)] || strlen(name) > 40)
		return "a column's name is made of a-z, 0-9 and -";
	if (group_rank(name) < GROUPS || defences_find(d, name))
		return "there is a column or a group of that name already";
	return NULL;
}

int defences_add_named(struct defences *d, const char *command, const char *name, bool *appended,
		       struct err *e)
{
	struct defence one = { .runs_c = true, .runs_python = true, .order = (int)d->count };
	const char *wrong;
	int r = 0;

	one.argv = strv_split(command);
	if (!one.argv)
		return err_set(e, 0, "an open quote in \"%s\"", command);
	*appended = !defence_has_command(one.argv);
	if (*appended)
		r = strv_add(&one.argv, "{command}");
	one.name = name ? strdup(name) : given_name(d);
	one.summary = strdup(command);
	one.group = strdup(groups[GIVEN]);
	if (r || !one.name || !one.summary || !one.group)
		r = err_set(e, ENOMEM, "defence");
	else if ((wrong = defence_contradiction(&one)))
		r = err_set(e, 0, "%s", wrong);
	else if (name && (wrong = wrong_name(d, name)))
		r = err_set(e, 0, "\"%.60s\": %s", name, wrong);
	else
		r = append(d, &one, e); /* the last of the last group: the order holds */
	if (r)
		defence_free(&one);
	return r;
}

int defences_add_command(struct defences *d, const char *command, struct err *e)
{
	bool appended;

	return defences_add_named(d, command, NULL, &appended, e);
}
