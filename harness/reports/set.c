// SPDX-License-Identifier: MIT
#include "harness/reports/set.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "harness/reports/table.h"
#include "harness/results/about.h"
#include "harness/results/gather.h"
#include "lib/strf.h"

/* Trials that said something of the defence, and those of them in which it failed. */
struct rate {
	size_t trials, failed;
};

static bool fails(enum verdict v)
{
	return v == VERDICT_BREACHED || v == VERDICT_FAILS;
}

static void count_trials(struct rate *r, const struct record *cell)
{
	for (size_t i = 0; i < record_runs(cell); i++) {
		enum verdict v = record_run(cell, i);

		r->trials += verdict_counts(v);
		r->failed += fails(v);
	}
	if (!record_runs(cell)) {
		r->trials += verdict_counts(cell->verdict);
		r->failed += fails(cell->verdict);
	}
}

/* "2 of 8 (25 %, 7 to 59 %)": Wilson's interval, which holds for few trials and for none that
 * failed. */
static char *rate_text(struct rate r)
{
	const double z = 1.96;
	double n = (double)r.trials, p = n > 0 ? (double)r.failed / n : 0, middle, half;

	if (!r.trials)
		return strdup("no trial says anything");
	middle = (p + z * z / (2 * n)) / (1 + z * z / n);
	half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
	return strf("%zu of %zu (%.0f %%, %.0f to %.0f %%)", r.failed, r.trials, 100 * p,
		    100 * fmax(0, middle - half), 100 * fmin(1, middle + half));
}

/* "held in 1 3, breached in 2": which run says what. */
static char *said_by(const struct gathered *cells, size_t n)
{
	char *text = strdup("");

	for (enum verdict v = 0; v < VERDICT_COUNT && text; v++) {
		bool begun = false;

		for (size_t i = 0; i < n && text; i++) {
			char *longer;

			if (cells[i].record.verdict != v)
				continue;
			longer = begun ? strf("%s %zu", text, cells[i].file + 1)
				       : strf("%s%s%s in %zu", text, *text ? ", " : "",
					      verdict_name(v), cells[i].file + 1);
			free(text);
			text = longer;
			begun = true;
		}
	}
	return text;
}

static bool differ(const struct gathered *cells, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (cells[i].record.verdict != cells[0].record.verdict)
			return true;
	return false;
}

static int add_line(struct libscols_table *t, const struct gathered *cells, size_t n)
{
	struct libscols_line *line = scols_table_new_line(t, NULL);
	struct rate rate = { 0 };
	char *said = said_by(cells, n), *often;
	int r;

	for (size_t i = 0; i < n; i++)
		count_trials(&rate, &cells[i].record);
	often = rate_text(rate);
	r = line && said && often ? 0 : -ENOMEM;
	r = r ? r : table_put(line, 0, cells[0].record.attack, NULL);
	r = r ? r : table_put(line, 1, cells[0].record.defence, NULL);
	r = r ? r : table_put(line, 2, said, NULL);
	r = r ? r : table_put(line, 3, often, NULL);
	free(said);
	free(often);
	return r;
}

static void print_runs(FILE *out, const struct results *files, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct about about = about_of(&files[i]);

		fprintf(out, "%zu: %s: %.10s, %s, Linux %s, commit %s, %zu cells%s\n", i + 1,
			files[i].path, about.started, about.cpu, about.kernel, about.commit,
			json_array_size(files[i].cells), files[i].end ? "" : ", not finished");
	}
}

static int print_cells(FILE *out, const struct gathered *all, size_t count)
{
	static const char *const heads[] = { "attack", "column", "verdict", "failed trials" };
	struct libscols_table *t = table_new(out, table_width(out), false);
	size_t shared = 0, agree = 0, lonely = 0;
	int r = t ? 0 : -ENOMEM;

	for (size_t k = 0; !r && k < sizeof(heads) / sizeof(*heads); k++)
		r = scols_table_new_column(t, heads[k], 0, 0) ? 0 : -ENOMEM;
	for (size_t i = 0, n; i < count && !r; i += n) {
		for (n = 1; i + n < count && !record_order(&all[i].record, &all[i + n].record);)
			n++;
		shared += n > 1;
		lonely += n == 1;
		agree += n > 1 && !differ(&all[i], n);
		if (differ(&all[i], n))
			r = add_line(t, &all[i], n);
	}
	if (!r)
		fprintf(out,
			"\n%zu cell%s in more than one run, the same verdict in %zu of them; %zu "
			"in one run only\n",
			shared, plural(shared), agree, lonely);
	if (!r && agree < shared) {
		fputc('\n', out);
		r = scols_print_table(t);
	}
	scols_unref_table(t);
	return r;
}

int set_print(FILE *out, const struct results *files, size_t n, struct err *e)
{
	struct gathered *all;
	size_t count;
	int r;

	for (size_t i = 1; i < n; i++)
		if (strcmp(about_of(&files[i]).profile, about_of(&files[0]).profile))
			return err_set(e, 0,
				       "%s and %s are of two profiles: --profile A "
				       "--against-profile B compares those",
				       files[0].path, files[i].path);
	all = gather(files, n, &count);
	if (!all)
		return err_set(e, ENOMEM, "matrix");
	print_runs(out, files, n);
	r = print_cells(out, all, count);
	free(all);
	return r ? err_set(e, -r, "matrix") : 0;
}
