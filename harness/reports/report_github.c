// SPDX-License-Identifier: MIT
/*
 * report_github.c - GitHub: an annotation for each cell that is not as expected, as workflow
 * commands on the output, and a step summary with the matrix.
 */
#include "harness/reports/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/reports/escape.h"
#include "harness/reports/gate.h"
#include "lib/strf.h"

/*
 * GitHub shows ten annotations of each level a step, and a summary of 1 MiB; the results file has
 * them all. Of what is only news one line tells.
 */
enum { SHOWN = 100, ANNOTATIONS = 10 };

extern const struct reporter report_markdown;

static const char *const levels[CHANGE_COUNT] = {
	[CHANGE_WORSE] = "error",
	[CHANGE_UNMEASURED] = "warning",
	[CHANGE_BETTER] = "notice",
	[CHANGE_NEW] = "notice",
	[CHANGE_ONCE] = "warning",
	[CHANGE_MACHINE] = "notice",
};

static bool at_level(const struct finding *f, const char *level)
{
	return levels[f->change] && !strcmp(levels[f->change], level);
}

static void annotate(FILE *out, const struct finding *f)
{
	char *sentence = finding_sentence(f), *replay = finding_replay(f);

	fprintf(out, "::%s title=", levels[f->change]);
	escape_property(out, f->attack);
	fputs(" under ", out);
	escape_property(out, f->defence);
	fputs("::", out);
	escape_message(out, sentence ? sentence : "");
	fputs("; again: ", out);
	escape_message(out, replay ? replay : "");
	fputc('\n', out);
	free(sentence);
	free(replay);
}

static void cell(FILE *out, const char *text)
{
	fputc(' ', out);
	escape_markdown(out, text);
	fputs(" |", out);
}

static void print_row(FILE *out, const struct finding *f)
{
	fputc('|', out);
	cell(out, change_name(f->change));
	cell(out, f->attack);
	cell(out, f->defence);
	cell(out, verdict_name(f->expected));
	cell(out, verdict_name(f->measured));
	cell(out, f->expired ? "no longer accepted" : f->cell->reason);
	fputc('\n', out);
}

static void print_changes(FILE *out, const struct gate *g)
{
	static const enum change worst_first[] = { CHANGE_WORSE, CHANGE_UNMEASURED, CHANGE_ONCE,
						   CHANGE_BETTER, CHANGE_NEW, CHANGE_MACHINE };
	size_t left = 0, shown = 0;

	fputs("| | attack | defence | expected | measured | |\n|---|---|---|---|---|---|\n", out);
	for (size_t k = 0; k < sizeof(worst_first) / sizeof(*worst_first); k++) {
		for (size_t i = 0; i < g->count; i++) {
			if (g->cells[i].change != worst_first[k])
				continue;
			if (shown++ < SHOWN)
				print_row(out, &g->cells[i]);
			else
				left++;
		}
	}
	if (left)
		fprintf(out, "\nand %zu more\n", left);
}

static int summarise(const struct report *r)
{
	const struct gate *g = r->gate;
	struct report matrix = *r;

	matrix.out = r->summary;
	fprintf(r->summary,
		"### ordeal: %zu cell%s\n\n%zu as expected, %zu worse, %zu could not be measured, "
		"%zu better\n\n",
		g->count, plural(g->count), g->by_change[CHANGE_SAME], g->by_change[CHANGE_WORSE],
		g->by_change[CHANGE_UNMEASURED], g->by_change[CHANGE_BETTER]);
	if (g->by_change[CHANGE_SAME] < g->count)
		print_changes(r->summary, g);
	fputc('\n', r->summary);
	return report_write(&report_markdown, &matrix);
}

/* As many of one level as are shown, less one where the last has to tell of the rest. */
static void annotate_level(FILE *out, const struct gate *g, const char *level, size_t most)
{
	size_t all = 0, shown = 0, room;

	for (size_t i = 0; i < g->count; i++)
		all += at_level(&g->cells[i], level);
	room = all <= most ? all : most - 1;
	for (size_t i = 0; i < g->count && shown < room; i++)
		if (at_level(&g->cells[i], level)) {
			annotate(out, &g->cells[i]);
			shown++;
		}
	if (all > shown)
		fprintf(out, "::%s title=ordeal::and %zu more like these: ordeal gate lists them all\n",
			level, all - shown);
}

static int end(const struct report *r)
{
	const struct gate *g = r->gate;

	if (!g)
		return -ENOTSUP;
	if (g->doubt)
		fprintf(r->out, "::warning title=ordeal::%s\n", g->doubt);
	annotate_level(r->out, g, "error", ANNOTATIONS);
	annotate_level(r->out, g, "warning", ANNOTATIONS - !!g->doubt);
	annotate_level(r->out, g, "notice", ANNOTATIONS);
	return r->summary ? summarise(r) : 0;
}

const struct reporter report_github = {
	.name = "github",
	.judges = true,
	.summary = true,
	.end = end,
};
