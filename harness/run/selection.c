// SPDX-License-Identifier: MIT
#include "harness/run/selection.h"

#include <errno.h>
#include <libconfig.h>
#include <stdlib.h>
#include <string.h>

#include "harness/catalogue/pattern.h"
#include "lib/strf.h"
#include "lib/strv.h"

static int complain(const config_setting_t *s, const char *what, struct err *e)
{
	return err_set(e, 0, "%s:%u: %s", config_setting_source_file(s),
		       config_setting_source_line(s), what);
}

/* The strings of a list; to be freed. NULL with *e: it is none. */
static char **words_of(const config_setting_t *part, const char *key, struct err *e)
{
	const config_setting_t *list = config_setting_get_member(part, key);
	char **words = NULL;
	int n = list && config_setting_is_array(list) ? config_setting_length(list) : 0;

	for (int i = 0; i < n; i++) {
		const char *word = config_setting_get_string_elem(list, i);

		if (!word || strv_add(&words, word)) {
			strv_free(words);
			complain(list, "want a list of strings", e);
			return NULL;
		}
	}
	if (!words)
		complain(part, "want attacks = [ \"...\" ] and defences = [ \"...\" ]", e);
	return words;
}

static void put(json_t *cells, const char *program, const char *column)
{
	json_t *under = json_object_get(cells, program);

	if (!under)
		json_object_set_new(cells, program, under = json_object());
	json_object_set_new(under, column, json_true());
}

/* One column in the place of another, where it is built. */
struct instead {
	const struct defence *column, *of;
};

/* Both, where -d says which: it narrows. */
static bool replaces(const struct campaign *c, const struct instead *one)
{
	return one->column && !one->column->unmade && !(c->defence_globs && *c->defence_globs);
}

static bool takes(const struct campaign *c, char **defences, const struct instead *one,
		  const struct defence *d)
{
	if (!strcmp(d->group, "given"))
		return true;
	if (d->unmade || (d == one->of && replaces(c, one)))
		return false;
	return patterns_want_defence(defences, d, true) ||
	       (d == one->column && patterns_want_defence(defences, one->of, true));
}

static int take_cells(json_t *cells, const struct campaign *c, const config_setting_t *part,
		      char **attacks, char **defences, const struct instead *one, struct err *e)
{
	char *idle_attack = patterns_idle_program(attacks, &c->catalogue, false);
	char *idle_defence = patterns_idle_defence(defences, &c->defences);
	int r = 0;

	if (idle_attack || idle_defence)
		r = complain(part, idle_attack ? idle_attack : idle_defence, e);
	free(idle_attack);
	free(idle_defence);
	for (size_t i = 0; i < c->catalogue.program_count && !r; i++) {
		const struct program *p = &c->catalogue.programs[i];

		for (size_t k = 0; k < c->defences.count && patterns_want_program(attacks, p);
		     k++) {
			const struct defence *d = &c->defences.list[k];

			if (takes(c, defences, one, d))
				put(cells, p->id, d->name);
		}
	}
	return r;
}

static int take_part(json_t *cells, const struct campaign *c, const config_setting_t *part,
		     const struct instead *one, struct err *e)
{
	char **attacks = words_of(part, "attacks", e);
	char **defences = attacks ? words_of(part, "defences", e) : NULL;
	int r = defences ? take_cells(cells, c, part, attacks, defences, one, e) : -EINVAL;

	strv_free(attacks);
	strv_free(defences);
	return r;
}

/* instead = { column = "NAME"; of = "NAME"; }, of columns that there are. */
static int read_instead(struct instead *one, const struct campaign *c, const config_t *config,
			struct err *e)
{
	const config_setting_t *s = config_lookup(config, "instead");
	const char *column, *of;

	*one = (struct instead){ 0 };
	if (!s)
		return 0;
	if (!config_setting_is_group(s) || !config_setting_lookup_string(s, "column", &column) ||
	    !config_setting_lookup_string(s, "of", &of))
		return complain(s, "want instead = { column = \"NAME\"; of = \"NAME\"; }", e);
	one->column = defences_find(&c->defences, column);
	one->of = defences_find(&c->defences, of);
	if (one->column && one->of)
		return 0;
	return complain(s, "instead names a column that there is not", e);
}

static int read_parts(json_t *cells, const struct campaign *c, const config_t *config,
		      char **unbuilt, struct err *e)
{
	const config_setting_t *parts = config_lookup(config, "parts");
	int n = parts && config_setting_is_list(parts) ? config_setting_length(parts) : 0, r;
	struct instead one;

	if (!n)
		return complain(config_root_setting(config), "want parts = ( { ... } )", e);
	r = read_instead(&one, c, config, e);
	if (!r && one.column && one.column->unmade)
		*unbuilt = strf("%s, which would stand in the place of %s (%s)", one.column->name,
				one.of->name, one.column->made[1]);
	for (int i = 0; i < n && !r; i++)
		r = take_part(cells, c, config_setting_get_elem(parts, (unsigned)i), &one, e);
	return r;
}

json_t *selection_cells(const struct campaign *c, const char *name, char **unbuilt, struct err *e)
{
	char *path = strchr(name, '/') ? strdup(name) :
					 strf("%s/selections/%s.selection", c->home->share, name);
	json_t *cells = json_object();
	config_t config;
	int r;

	*unbuilt = NULL;
	config_init(&config);
	if (!path)
		r = err_set(e, ENOMEM, "%s", name);
	else if (config_read_file(&config, path))
		r = read_parts(cells, c, &config, unbuilt, e);
	else if (config_error_type(&config) == CONFIG_ERR_PARSE)
		r = err_set(e, 0, "%s:%d: %s", path, config_error_line(&config),
			    config_error_text(&config));
	else
		r = err_set(e, errno ? errno : ENOENT, "%s", path);
	config_destroy(&config);
	free(path);
	if (!r)
		return cells;
	json_decref(cells);
	return NULL;
}
