// SPDX-License-Identifier: MIT
/*
 * report_github.c - GitHub: an annotation for each cell that is not as expected, as workflow
 * commands on the output, and a step summary with the matrix.
 */
#include "harness/report.h"

#include <errno.h>
#include <stdlib.h>

#include "harness/escape.h"
#include "harness/gate.h"

/* GitHub shows ten annotations a step, and a summary of 1 MiB; the results file has them all. */
enum { SHOWN = 100 };

extern const struct reporter report_markdown;

static const char *const levels[CHANGE_COUNT] = {
	[CHANGE_WORSE] = "error",
	[CHANGE_UNMEASURED] = "warning",
	[CHANGE_BETTER] = "notice",
};

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
	cell(out, f->expired ? "no longer accepted" : record_of(f->cell).reason);
	fputc('\n', out);
}

static void print_changes(FILE *out, const struct gate *g)
{
	static const enum change worst_first[] = { CHANGE_WORSE, CHANGE_UNMEASURED, CHANGE_BETTER };
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
		"### ordeal: %zu cells\n\n%zu as expected, %zu worse, %zu could not be measured, "
		"%zu better\n\n",
		g->count, g->by_change[CHANGE_SAME], g->by_change[CHANGE_WORSE],
		g->by_change[CHANGE_UNMEASURED], g->by_change[CHANGE_BETTER]);
	if (g->by_change[CHANGE_SAME] < g->count)
		print_changes(r->summary, g);
	fputc('\n', r->summary);
	return report_write(&report_markdown, &matrix);
}

static int end(const struct report *r)
{
	const struct gate *g = r->gate;

	if (!g)
		return -ENOTSUP;
	for (size_t i = 0; i < g->count; i++)
		if (g->cells[i].change != CHANGE_SAME)
			annotate(r->out, &g->cells[i]);
	if (g->doubt)
		fprintf(r->out, "::warning title=ordeal::%s\n", g->doubt);
	return r->summary ? summarise(r) : 0;
}

const struct reporter report_github = {
	.name = "github",
	.end = end,
};
