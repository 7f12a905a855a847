// SPDX-License-Identifier: MIT
#include "harness/reports/findings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/about.h"
#include "harness/reports/escape.h"
#include "harness/reports/question.h"
#include "harness/reports/report.h"

static const char *const judgements[] = { "confirmed", "partly", "refuted", "not measured" };

/* Names come from a file that somebody else may have made. */
static void name(FILE *out, const char *text)
{
	escape_markdown(out, *text ? text : "?");
}

static void print_head(const struct sources *s, FILE *out)
{
	const struct results *r = s->matrix->results;
	struct about about = about_of(r);
	const char *slash = strrchr(r->path, '/'), *doubt = report_doubt(r);
	char day[sizeof("2026-11-23")] = "";

	strncat(day, about.started, sizeof(day) - 1);
	fputs("# Findings\n\nMade by `ordeal findings` from measurements; not edited.\n\n"
	      "Results: ",
	      out);
	name(out, slash ? slash + 1 : r->path);
	fputs(", started on ", out);
	name(out, day);
	fputs(", suite ", out);
	name(out, about.version);
	fputs(" (", out);
	name(out, about.commit);
	fputs("), profile ", out);
	name(out, about.profile);
	fputs(", Linux ", out);
	name(out, about.kernel);
	fprintf(out, ".%s\n", s->costs ? "" : " No benchmark was given.");
	if (doubt)
		fprintf(out, "\n**%s**\n", doubt);
	fputs("\nk of n: of the n attacks that work here undefended, k were held. Held means these "
	      "attacks, here;\nit does not mean that no other gets through.\n",
	      out);
}

struct text {
	char *said, *deciding;
	size_t said_n, deciding_n;
	enum judgement judgement;
};

static int answer(const struct sources *s, const struct question *q, struct text *t)
{
	struct answer a = { .s = s };

	a.said = open_memstream(&t->said, &t->said_n);
	a.deciding = open_memstream(&t->deciding, &t->deciding_n);
	t->judgement = UNMEASURED;
	if (a.said && a.deciding && q->answer)
		t->judgement = q->answer(&a);
	if (a.said)
		fclose(a.said);
	if (a.deciding)
		fclose(a.deciding);
	return t->said && t->deciding ? 0 : -ENOMEM;
}

static void print(FILE *out, const struct question *q, const struct text *t)
{
	fprintf(out, "\n## %s\n\n**%s.** %s\n", q->claim, judgements[t->judgement],
		q->answer ? t->said : "No row and no column of this catalogue asks it yet.");
	if (*t->deciding)
		fprintf(out, "\nDeciding:\n\n%s", t->deciding);
}

int findings_write(const struct sources *s, FILE *out)
{
	struct text *text;
	size_t n = 0;
	int code = 0;

	while (questions[n].claim)
		n++;
	text = calloc(n, sizeof(*text));
	if (!text)
		return -ENOMEM;
	for (size_t i = 0; i < n && !code; i++)
		code = answer(s, &questions[i], &text[i]);
	if (!code) {
		print_head(s, out);
		fputs("\n| claim | |\n|---|---|\n", out);
		for (size_t i = 0; i < n; i++)
			fprintf(out, "| %s | %s |\n", questions[i].claim,
				judgements[text[i].judgement]);
		for (size_t i = 0; i < n; i++)
			print(out, &questions[i], &text[i]);
	}
	for (size_t i = 0; i < n; i++) {
		free(text[i].said);
		free(text[i].deciding);
	}
	free(text);
	if (!code && (fflush(out) || ferror(out)))
		code = errno ? -errno : -EIO;
	return code;
}
