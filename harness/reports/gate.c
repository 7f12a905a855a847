// SPDX-License-Identifier: MIT
#include "harness/reports/gate.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/reports/again.h"
#include "harness/ordeal.h"
#include "harness/reports/report.h"
#include "lib/strf.h"
#include "lib/strv.h"

/* The column's expectations, read when the first of its cells comes. NULL after a failure. */
static const struct expected *column_of(struct gate *g, const char *dir,
					const struct record *cell, char **names, struct err *e)
{
	size_t i = 0;
	int code;

	while (i < g->column_count && strcmp(names[i], cell->defence))
		i++;
	if (i < g->column_count)
		return &g->columns[i];
	names[i] = (char *)cell->defence;
	code = expected_read(&g->columns[i], dir, cell->profile ? cell->profile : "", names[i], e);
	g->column_count++;
	if (code && code != -ENOENT)
		return NULL;
	*e = (struct err){ 0 };
	return &g->columns[i];
}

static bool is_bad(enum change c)
{
	return c == CHANGE_WORSE || c == CHANGE_UNMEASURED;
}

/* Against the line, were this the verdict; what is "sometimes" may be on either side. */
static enum change change_to(const struct finding *f, enum verdict v)
{
	if (f->line && f->line->of)
		return verdict_tells(v) ? CHANGE_SAME : CHANGE_UNMEASURED;
	return verdict_change(f->expected, v);
}

/* Count the runs; one breach among them is what the cell is, where that is worse. */
static void judge_runs(struct finding *f)
{
	bool breached = false;

	for (size_t i = 0; i < record_runs(f->cell); i++) {
		enum verdict v = record_run(f->cell, i);

		/* The machine failed, again and again: that says nothing about anybody else. */
		if (v == VERDICT_FAULT)
			continue;
		f->runs++;
		f->bad += is_bad(change_to(f, v));
		breached |= v == VERDICT_BREACHED;
	}
	breached &= f->runs > 1;
	if (breached)
		f->measured = VERDICT_BREACHED;
	f->change = change_to(f, f->measured);
	if (f->line && f->line->of && !breached && f->measured == VERDICT_FLAKY && !f->bad)
		f->change = CHANGE_SAME;
	if (is_bad(f->change) && !breached && f->runs > 1 && f->bad < 2)
		f->change = CHANGE_ONCE;
}

struct finding gate_cell(const struct record *cell, const struct expected *column,
			 const struct recorded *recorded, const char *day)
{
	struct finding f = { .cell = cell,
			     .attack = cell->attack,
			     .defence = cell->defence,
			     .expected = verdict_due(cell->benign),
			     .measured = cell->verdict };

	f.line = column ? expected_find(column, f.attack) : NULL;
	if (f.line)
		f.expected = f.line->verdict;
	else if (!column && !verdict_counts(f.measured))
		f.expected = f.measured;
	judge_runs(&f);
	f.expired = f.line && *f.line->until && strcmp(day, f.line->until) > 0;
	if (f.expired && f.change != CHANGE_UNMEASURED && f.measured != verdict_due(cell->benign))
		f.change = CHANGE_WORSE;
	if (cell->verdict == VERDICT_FAULT)
		f.change = CHANGE_MACHINE;
	else if (column && recorded && !recorded_has(recorded, f.attack, f.defence))
		f.change = CHANGE_NEW;
	return f;
}

/* Whether the file has a cell for it, for each line of all columns, one column after the other. */
static bool *lines_met(const struct gate *g, size_t lines)
{
	bool *met = calloc(lines + 1, sizeof(*met));

	for (size_t c = 0; met && c < g->count; c++) {
		const struct expectation *line = g->cells[c].line;
		size_t before = 0;

		for (size_t k = 0; line && k < g->column_count; k++) {
			const struct expected *x = &g->columns[k];

			if (line >= x->lines && line < x->lines + x->count)
				met[before + (size_t)(line - x->lines)] = true;
			before += x->count;
		}
	}
	return met;
}

/* In lines whose attack the file does not have: a vanished known breach is news. */
static int find_gone(struct gate *g, char *const *names)
{
	size_t lines = 0, n = 0;
	bool *met;

	for (size_t k = 0; k < g->column_count; k++)
		lines += g->columns[k].count;
	met = lines_met(g, lines);
	g->gone = calloc(lines + 1, sizeof(*g->gone));
	for (size_t k = 0; met && g->gone && k < g->column_count; k++) {
		for (size_t i = 0; i < g->columns[k].count; i++) {
			const struct expectation *line = &g->columns[k].lines[i];

			if (!met[n++])
				g->gone[g->gone_count++] = (struct finding){
					.attack = line->attack, .defence = names[k], .line = line,
					.expected = line->verdict, .measured = VERDICT_COUNT,
					.change = CHANGE_BETTER,
				};
		}
	}
	n = met && g->gone;
	free(met);
	return n ? 0 : -ENOMEM;
}

static int find_absent(struct gate *g, const char *dir, const char *profile, struct err *e)
{
	char *folder = strf("%s/%s", dir, profile);
	DIR *d = folder ? opendir(folder) : NULL;
	int code = 0;

	if (!d)
		code = err_set(e, errno, "no expectations for the profile \"%s\": %s/%s", profile,
			       dir, profile);
	for (struct dirent *entry; d && !code && (entry = readdir(d));) {
		char *end = strrchr(entry->d_name, '.'), *path;
		size_t k = 0;

		if (!end || strcmp(end, ".tsv") || *entry->d_name == '.')
			continue;
		path = strf("%s/%s", folder, entry->d_name);
		while (path && k < g->column_count && strcmp(g->columns[k].path, path))
			k++;
		*end = '\0';
		if (!path || (k == g->column_count && strv_add(&g->absent, entry->d_name)))
			code = err_set(e, ENOMEM, "%s", folder);
		free(path);
	}
	if (d)
		closedir(d);
	free(folder);
	return code;
}

/* Recorded under the same name, but of what? Where one side does not say, nothing can be said. */
static int find_commands(struct gate *g, char *const *names)
{
	g->commands = calloc(g->column_count + 1, sizeof(*g->commands));
	for (size_t k = 0; g->commands && k < g->column_count; k++) {
		const char *was = g->columns[k].command;
		char *is;

		if (about_command(&g->about, names[k], &is))
			return -ENOMEM;
		if (was && is && strcmp(was, is))
			g->commands[g->command_count++] =
				(struct other_command){ names[k], was, is };
		else
			free(is);
	}
	return g->commands ? 0 : -ENOMEM;
}

static int by_name(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int order = strcmp(x->attack, y->attack);

	return order ? order : strcmp(x->defence, y->defence);
}

static int judge_all(struct gate *g, const struct results *r, const char *dir, char **names,
		     struct err *e)
{
	char day[DAY] = "";

	strncat(day, g->about.started, DAY - 1);
	if (dir && !day_valid(day))
		return err_set(e, 0, "%s: its meta line does not say when it was started", r->path);
	for (size_t i = 0; i < g->records.count; i++) {
		const struct record *cell = &g->records.list[i];
		const struct expected *column = NULL;

		if (dir && !(column = column_of(g, dir, cell, names, e)))
			return -e->code;
		g->cells[g->count] = gate_cell(cell, column, &g->recorded, day);
		g->cells[g->count].about = &g->about;
		g->by_change[g->cells[g->count++].change]++;
	}
	qsort(g->cells, g->count, sizeof(*g->cells), by_name);
	return 0;
}

int gate_judge(struct gate *g, const struct results *r, const char *dir, struct err *e)
{
	size_t n = json_array_size(r->cells);
	char **names = calloc(n + 1, sizeof(*names));
	int code;

	*g = (struct gate){ .doubt = report_doubt(r), .about = about_of(r) };
	g->cells = calloc(n + 1, sizeof(*g->cells));
	g->columns = calloc(n + 1, sizeof(*g->columns));
	if (!names || !g->cells || !g->columns || records_read(&g->records, r))
		code = err_set(e, ENOMEM, "%s", r->path);
	else if (!dir || !(code = recorded_read(&g->recorded, dir, g->about.profile, e)))
		code = judge_all(g, r, dir, names, e);
	if (!code && dir)
		code = find_absent(g, dir, g->about.profile, e);
	if (!code && dir && (find_gone(g, names) || find_commands(g, names)))
		code = err_set(e, ENOMEM, "%s", r->path);
	free(names);
	if (code)
		gate_free(g);
	return code;
}

void gate_free(struct gate *g)
{
	for (size_t k = 0; k < g->column_count; k++)
		expected_free(&g->columns[k]);
	free(g->columns);
	for (size_t k = 0; k < g->command_count; k++)
		free(g->commands[k].is);
	free(g->commands);
	free(g->cells);
	free(g->gone);
	strv_free(g->absent);
	recorded_free(&g->recorded);
	records_free(&g->records);
	*g = (struct gate){ 0 };
}

int gate_exit(const struct gate *g, bool strict)
{
	if (g->by_change[CHANGE_WORSE])
		return EXIT_WORSE;
	if (g->by_change[CHANGE_UNMEASURED] || g->doubt)
		return EXIT_UNMEASURED;
	if (strict && (g->by_change[CHANGE_BETTER] || g->by_change[CHANGE_NEW] || g->gone_count ||
		       g->command_count || strv_count(g->absent)))
		return EXIT_BETTER;
	return EXIT_EXPECTED;
}

char *finding_sentence(const struct finding *f)
{
	char accepted[32] = "", rate[64] = "";

	if (f->line)
		expectation_text(f->line, accepted, sizeof(accepted));
	if (f->runs > 1 && f->bad)
		snprintf(rate, sizeof(rate), " in %u of %u runs", f->bad, f->runs);
	if (f->change == CHANGE_NEW)
		return strf("%s under %s: measured %s%s, nobody has recorded it", f->attack,
			    f->defence, verdict_name(f->measured), rate);
	return strf("%s under %s: expected %s%s%s%s, measured %s%s", f->attack, f->defence,
		    f->line ? accepted : verdict_name(f->expected),
		    f->expired ? " (accepted until " : "", f->expired ? f->line->until : "",
		    f->expired ? ")" : "",
		    f->cell ? verdict_name(f->measured) : "nothing: the file has no such cell",
		    rate);
}

char *finding_replay(const struct finding *f)
{
	return again_replay(f->about, f->attack, f->defence);
}
