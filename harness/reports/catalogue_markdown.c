// SPDX-License-Identifier: MIT
/*
 * catalogue_markdown.c - the catalogue as a document, by row. Made from the manifests, so that it
 * says what is run and not what was once planned.
 */
#include "harness/reports/catalogue_out.h"

#include <ctype.h>
#include <string.h>

#include "harness/catalogue/manifest.h"

/*
 * Text of a manifest, which is valid UTF-8, into a line or a cell of a table. Readable as it
 * stands: a backslash only before what would be markup; no word is emphasised by an underscore
 * inside it.
 */
static void plain(FILE *out, const char *text)
{
	for (const char *at = text; *at; at++) {
		bool inside = at > text && isalnum((unsigned char)at[-1]) &&
			      isalnum((unsigned char)at[1]);

		if (strchr("\\`*[]<>|~$&", *at) || (*at == '_' && !inside))
			fputc('\\', out);
		fputc((unsigned char)*at < ' ' ? ' ' : *at, out);
	}
}

/* How many of a row are selected. */
static size_t count(const struct catalogue *c, const struct selection *s, const char *row)
{
	size_t n = 0;

	for (size_t i = 0; i < c->program_count; i++)
		n += !strcmp(c->programs[i].row, row) && catalogue_selects(s, &c->programs[i]);
	return n;
}

static void cell(FILE *out, const char *text)
{
	fputs(" | ", out);
	plain(out, text ? text : "");
}

/* "after-victim", and by whom it is run where that is no plain worker: "before-victim, graded (rpc)". */
static void scene_cell(FILE *out, const struct program *p)
{
	cell(out, scene_name(p->scene));
	if (p->grader)
		fprintf(out, ", graded (%s)", grader_name(p->grader));
}

/* Who judges, and from when on where that is not what the row says. */
static void oracle_cell(FILE *out, const struct program *p)
{
	char oracle[64];
	struct scale s;

	cell(out, program_oracle(p, oracle, sizeof(oracle)));
	if (p->threshold && program_scale(p, &s))
		fprintf(out, " at %llu %s", (unsigned long long)(s.seen_at / s.per_unit), s.unit);
}

static void attack_line(FILE *out, const struct program *p)
{
	fputs("| ", out);
	plain(out, p->name);
	if (p->quick)
		fputs("\\*", out);
	cell(out, p->means);
	cell(out, p->language);
	scene_cell(out, p);
	cell(out, p->control);
	oracle_cell(out, p);
	cell(out, victim_name(p->victim));
	cell(out, p->catalogue_id);
	cell(out, p->attack_id);
	cell(out, p->remedy);
	fputs(" |\n", out);
}

static void benign_line(FILE *out, const struct program *p)
{
	fputs("| ", out);
	plain(out, p->name);
	if (p->quick)
		fputs("\\*", out);
	cell(out, p->effect);
	cell(out, p->means);
	cell(out, p->language);
	scene_cell(out, p);
	fputs(" |\n", out);
}

/* "Usually judged by `census`. Seen at 128 tasks: bombs go to 220." */
static void judged_by(FILE *out, const struct row *r)
{
	const char *arg;
	const struct oracle *o = r->oracle ? oracle_find(r->oracle, &arg) : NULL;

	if (!o || r->benign)
		return;
	fprintf(out, "Usually judged by `%s`: ", r->oracle);
	plain(out, o->sees);
	fputs(".", out);
	if (r->threshold) {
		fputs("\nSeen at ", out);
		plain(out, r->threshold);
		fputs(".", out);
	}
	fputs("\n\n", out);
}

static void row(FILE *out, const struct catalogue *c, const struct selection *s,
		const struct row *r)
{
	size_t n = count(c, s, r->name);

	if (!n)
		return;
	fprintf(out, "\n## %s\n\n**", r->name);
	plain(out, r->blurb);
	fprintf(out, ".** %zu %s%s.\n\n", n, r->benign ? "program" : "attack", n == 1 ? "" : "s");
	judged_by(out, r);
	fputs(r->benign ?
		      "| program | what works | means | language | scene |\n|---|---|---|---|---|\n" :
		      "| attack | means | language | scene | control | oracle | hurts | id | ATT&CK, CWE | "
		      "what stops it |\n|---|---|---|---|---|---|---|---|---|---|\n",
	      out);
	for (size_t i = 0; i < c->program_count; i++) {
		const struct program *p = &c->programs[i];

		if (strcmp(p->row, r->name) || !catalogue_selects(s, p))
			continue;
		if (r->benign)
			benign_line(out, p);
		else
			attack_line(out, p);
	}
}

void catalogue_markdown(const struct catalogue *c, const struct selection *s, FILE *out)
{
	size_t attacks = 0, benign = 0, rows = 0;

	for (size_t i = 0; i < c->row_count; i++) {
		size_t n = count(c, s, c->rows[i].name);

		rows += n && !c->rows[i].benign;
		*(c->rows[i].benign ? &benign : &attacks) += n;
	}
	fprintf(out,
		"# The catalogue\n\nMade by `ordeal list attacks --format markdown` from the "
		"programs themselves: %zu attacks in %zu rows, %zu honest programs.\n"
		"A row is an effect on others, an attack is one means to it; `row/attack` is its "
		"name.\nIt counts only where it is seen to work under its control. \\* is in the quick "
		"selection.\n",
		attacks, rows, benign);
	for (size_t i = 0; i < c->row_count; i++)
		row(out, c, s, &c->rows[i]);
}
