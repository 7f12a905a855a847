// SPDX-License-Identifier: MIT
#include "harness/commands/lists.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/commands/declare.h"
#include "harness/catalogue/catalogue_load.h"
#include "harness/catalogue/manifest.h"
#include "harness/defences/defence.h"
#include "harness/profiles/profile.h"
#include "harness/reports/catalogue_out.h"
#include "lib/strv.h"

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

json_t *list_attacks(const struct home *home, const struct wish *w, struct err *e)
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

json_t *list_rows(const struct home *home, const struct wish *w, struct err *e)
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

json_t *list_defences(const struct home *home, const struct wish *w, struct err *e)
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
						d->main, "baseline", d->baseline, "argv",
						declare_words(d->argv), "probe",
						declare_words(d->probe), "between",
						declare_words(d->between), "prelude",
						d->prelude, "summary", d->summary));
	}
	defences_free(&all);
	return list;
}

json_t *list_oracles(const struct home *home, const struct wish *w, struct err *e)
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
json_t *list_layers(const struct home *home, const struct wish *w, struct err *e)
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

json_t *list_profiles(const struct home *home, const struct wish *w, struct err *e)
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

json_t *list_graders(const struct home *home, const struct wish *w, struct err *e)
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

json_t *list_victims(const struct home *home, const struct wish *w, struct err *e)
{
	struct catalogue c;
	json_t *list;

	if (load(home, w, &c, e))
		return NULL;
	list = json_array();
	for (enum victim v = VICTIM_STUDENT; v < VICTIMS; v++)
		if (wanted(w, victim_name(v)))
			json_array_append_new(list, victim_json(&c, v));
	if (w->markdown && json_array_size(list))
		victims_markdown(&c, stdout);
	catalogue_free(&c);
	return list;
}
