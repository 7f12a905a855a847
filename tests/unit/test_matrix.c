// SPDX-License-Identifier: MIT
/*
 * From cells to squares: what counts, what is credited to whom, what a claim comes to. Run from the
 * root of the tree.
 */
#include "harness/results/matrix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/reports/reporters.h"

#define FIXTURE "tests/fixtures/results/small.jsonl"

static struct results results;
static struct matrix matrix;

static int setup(void **state)
{
	struct err e;

	(void)state;
	return results_read(FIXTURE, &results, &e) || matrix_build(&matrix, &results, &e);
}

static int teardown(void **state)
{
	(void)state;
	matrix_free(&matrix);
	results_free(&results);
	return 0;
}

static void squares(void **state)
{
	static const struct {
		const char *row, *column;
		size_t held, proven, shared, silent, suspect;
		enum symbol symbol;
	} cases[] = {
		/* the inert attack says nothing anywhere */
		{ "fork-bomb", "none", 0, 3, 0, 1, 0, SYMBOL_NONE },
		{ "fork-bomb", "seccomp", 2, 3, 0, 1, 0, SYMBOL_SOME },
		/* unproven and timeout are counted, and not held */
		{ "fork-bomb", "rlimit", 1, 3, 0, 1, 0, SYMBOL_SOME },
		{ "fork-bomb", "claimed", 3, 3, 0, 1, 0, SYMBOL_ALL },
		{ "fork-bomb", "bwrap", 0, 0, 0, 0, 0, SYMBOL_UNAVAILABLE },
		/* one flaky cell is enough to doubt the square */
		{ "env-leak", "claimed", 1, 2, 0, 0, 1, SYMBOL_SUSPECT },
		/* what no_new_privs alone holds is not the filter's merit, but it is the stack's */
		{ "setuid", "nnp", 2, 2, 0, 0, 0, SYMBOL_ALL },
		{ "setuid", "seccomp", 0, 0, 2, 0, 0, SYMBOL_NOTHING },
		{ "setuid", "claimed", 2, 2, 0, 0, 0, SYMBOL_ALL },
		{ "benign", "none", 2, 2, 0, 1, 0, SYMBOL_ALL },
		{ "benign", "seccomp", 1, 2, 0, 1, 0, SYMBOL_SOME },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct square *s = matrix_find(&matrix, cases[i].row, cases[i].column);

		assert_non_null(s);
		assert_int_equal(s->held, cases[i].held);
		assert_int_equal(s->proven, cases[i].proven);
		assert_int_equal(s->shared, cases[i].shared);
		assert_int_equal(s->silent, cases[i].silent);
		assert_int_equal(s->suspect, cases[i].suspect);
		assert_int_equal(square_symbol(s), cases[i].symbol);
	}
}

static void rows_and_columns_keep_their_order(void **state)
{
	static const char *const columns[] = { "none",   "nnp",     "seccomp",
					       "rlimit", "claimed", "bwrap" };

	(void)state;
	assert_int_equal(matrix.column_count, 6);
	for (size_t i = 0; i < 6; i++)
		assert_string_equal(matrix.columns[i].name, columns[i]);
	assert_int_equal(matrix.row_count, 4); /* "empty" has no cells */
	assert_string_equal(matrix.rows[0].name, "fork-bomb");
	assert_true(matrix.rows[3].benign);
	assert_null(matrix_find(&matrix, "empty", "none"));
	assert_null(matrix_find(&matrix, "setuid", "nobody"));
}

/* Cells come in random order; what is shown as the example is the first by name. */
static void examples_are_not_random(void **state)
{
	const struct square *s = matrix_find(&matrix, "fork-bomb", "none");

	(void)state;
	assert_string_equal(s->first[VERDICT_BREACHED]->attack, "fork-bomb/clone3");
	s = matrix_find(&matrix, "setuid", "seccomp");
	assert_string_equal(s->first_shared->attack, "setuid/execve");
}

static const struct comparison *comparison(const struct claims *c, const char *row,
					   const char *column)
{
	for (size_t i = 0; i < c->row_count * c->column_count; i++)
		if (!strcmp(c->comparison[i].row, row) && !strcmp(c->comparison[i].column, column))
			return &c->comparison[i];
	fail_msg("no claim on %s, %s", row, column);
	return NULL;
}

static void claims_meet_measurements(void **state)
{
	static const struct {
		const char *row, *column;
		enum agreement agreement;
		const char *says; /* part of the sentence */
	} cases[] = {
		{ "fork-bomb", "claimed", CLAIM_AGREES, NULL },
		{ "fork-bomb", "seccomp", CLAIM_DIFFERS,
		  "2 of 3 held: fork-bomb/threads is breached" },
		{ "fork-bomb", "rlimit", CLAIM_DIFFERS,
		  "1 of 3 held: fork-bomb/os-fork is timeout" },
		{ "setuid", "rlimit", CLAIM_AGREES, NULL },
		/* it holds them, and so does what it stands on: an effect of crediting */
		{ "setuid", "seccomp", CLAIM_UNDECIDED, "adds nothing: 2 more are held by nnp" },
		{ "env-leak", "claimed", CLAIM_UNDECIDED, NULL }, /* flaky */
		{ "disk-bomb", "tmp", CLAIM_UNDECIDED, NULL },    /* not measured */
	};
	struct claims c;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(claims_load(&c, "harness", "threat-model", NULL, &e), 0);
	assert_int_equal(claims_compare(&c, &matrix), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct comparison *one = comparison(&c, cases[i].row, cases[i].column);
		char *text = report_difference(one, &matrix);

		assert_int_equal(one->agreement, cases[i].agreement);
		if (cases[i].says)
			assert_non_null(strstr(text, cases[i].says));
		free(text);
	}
	assert_int_equal(claims_count(&c, CLAIM_AGREES) + claims_count(&c, CLAIM_DIFFERS) +
				 claims_count(&c, CLAIM_UNDECIDED),
			 c.row_count * c.column_count);
	claims_free(&c);
	assert_true(claims_load(&c, "harness", "no-such", NULL, &e) < 0);
}

static char *report_to_text(const char *format, size_t width)
{
	char *text = NULL;
	size_t n;
	FILE *out = open_memstream(&text, &n);
	struct report r = { .matrix = &matrix, .out = out, .width = width };

	assert_non_null(out);
	assert_int_equal(report_write(reporter_find(format, false), &r), 0);
	fclose(out);
	return text;
}

static void reports(void **state)
{
	static const struct { const char *format, *says; } cases[] = {
		{ "text", "fork-bomb        ✘ 0/3" },
		{ "text", "Not counted, since another column alone holds them: 2 (nnp) for seccomp." },
		{ "markdown", "| setuid | ✅ 2/2 | · | ❌ 0/2 |" },
		{ "markdown", "**Nothing, and whole stacks**\n\n| | none | claimed |\n" },
		{ "markdown", "| benign | 2/2 | 1/2 | 2/2 |" },
		{ "markdown", "| *all attacks* | 2/7 | 2/5 | 1/7 |" },
		{ "markdown", "| *false positives* | 0 | 1 | 0 |" },
		{ "text", "\nfalse positives  0      0      1 " },
		{ "json", "\"false_positives\": 1" },
		{ "csv",
		  "fork-bomb/clone3,fork-bomb,none,host,breached,SEEN,SEEN,because of breached\n" },
		{ "csv",
		  "fork-bomb/clone3,fork-bomb,bwrap,host,unavailable,SEEN,,not installed\n" },
		{ "json", "\"symbol\": \"broken or flaky\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *text = report_to_text(cases[i].format, 0);

		assert_non_null(strstr(text, cases[i].says));
		free(text);
	}
	assert_null(reporter_find("papyrus", false));
}

/* Too wide: a block for each group, and no line longer than the terminal. */
static void narrow_terminals_get_blocks(void **state)
{
	char *text = report_to_text("text", 44);
	char *table = strstr(text, "baseline");
	size_t blocks = 0;

	(void)state;
	assert_non_null(table);
	*strstr(table, "\n✔ all held") = '\0';
	for (char *line = strtok(table, "\n"); line; line = strtok(NULL, "\n")) {
		size_t glyphs = 0;

		for (const char *c = line; *c; c++)
			glyphs += (*c & 0xc0) != 0x80;
		assert_true(glyphs <= 44);
		blocks += !strncmp(line, "baseline", 8) || !strncmp(line, "layer", 5) ||
			  !strncmp(line, "stack", 5) || !strncmp(line, "stock", 5);
	}
	assert_int_equal(blocks, 4);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(squares),
		cmocka_unit_test(rows_and_columns_keep_their_order),
		cmocka_unit_test(examples_are_not_random),
		cmocka_unit_test(claims_meet_measurements),
		cmocka_unit_test(reports),
		cmocka_unit_test(narrow_terminals_get_blocks),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
