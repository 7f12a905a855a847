// SPDX-License-Identifier: MIT
#include "harness/reports/again.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "harness/catalogue/catalogue_load.h"
#include "harness/options.h"
#include "lib/strv.h"

/* The command line that made the file. */
struct made {
	char **words;
	struct options o;
	bool known;
};

static void made_free(struct made *m)
{
	options_free(&m->o);
	strv_free(m->words);
}

static struct made made_by(const struct about *about)
{
	struct made m = { .words = about ? strv_split(about->command) : NULL };

	opterr = 0; /* another version may have had options that this one does not know */
	if (strv_count(m.words) > 1) /* "ordeal run ..." */
		m.known = !options_parse(&m.o, (int)strv_count(m.words) - 1, m.words + 1);
	opterr = 1;
	return m;
}

/* Is the column one of --defence-cmd? */
static bool given(const struct about *about, const char *defence)
{
	json_t *column;
	size_t i;

	json_array_foreach(about->columns, i, column) {
		struct declared d = declared_of(column);

		if (d.name && d.group && !strcmp(d.name, defence))
			return !strcmp(d.group, "given");
	}
	return false;
}

static int add_options(char ***argv, const char *option, char *const *values)
{
	for (; values && *values; values++)
		if (strv_add(argv, option) || strv_add(argv, *values))
			return -1;
	return 0;
}

char *again_replay(const struct about *about, const char *id, const char *defence)
{
	struct made m = made_by(about);
	char **argv = NULL, *line = NULL;
	char *const oracle[] = { (char *)m.o.oracle, NULL };
	char *const place[] = { about ? (char *)about->profile : NULL, NULL };
	int r = strv_add(&argv, "ordeal") || strv_add(&argv, "replay") ||
		strv_add(&argv, id) || strv_add(&argv, defence);

	if (about && *about->profile && strcmp(about->profile, "host"))
		r |= add_options(&argv, "--profile", place);
	if (m.known) {
		r |= add_options(&argv, "--attack-dir", m.o.dirs);
		r |= add_options(&argv, "--attack-cmd", m.o.attack_cmds);
		if (m.o.attack_cmds)
			r |= add_options(&argv, "--oracle", oracle);
		if (given(about, defence)) { /* all of them: they are numbered */
			r |= add_options(&argv, "--defence-cmd", m.o.defence_cmds);
			r |= add_options(&argv, "--defence-name", m.o.defence_names);
		}
	}
	if (!r)
		line = strv_quote(argv);
	strv_free(argv);
	made_free(&m);
	return line;
}

int again_catalogue(struct catalogue *c, const struct home *home, const struct about *about,
		    struct err *e)
{
	int r = catalogue_load(c, home->box, home->share, e);
	struct made m = made_by(about);
	struct err gone;

	for (char **dir = m.known ? m.o.dirs : NULL; !r && dir && *dir; dir++)
		catalogue_add_dir(c, *dir, &gone);
	for (char **cmd = m.known ? m.o.attack_cmds : NULL; !r && cmd && *cmd; cmd++)
		catalogue_add_command(c, *cmd, m.o.oracle, &gone);
	made_free(&m);
	return r;
}
