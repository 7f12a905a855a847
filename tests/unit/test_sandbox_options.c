// SPDX-License-Identifier: MIT
/* The command line: what is taken, what is refused, and with which words. */
#include "sandbox/options.h"

#include "sandbox/limits.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define ARGC(argv) (int)(sizeof(argv) / sizeof((argv)[0]) - 1)
#define PARSE(c, e, ...)                                                   \
	({                                                                 \
		char *argv_[] = { "ordeal-sandbox", __VA_ARGS__, NULL };   \
		box_options_parse(c, ARGC(argv_), argv_, e);                   \
	})

static void recommended_is_the_default(void **state)
{
	struct err e = { 0 };
	struct command c;
	unsigned bits;

	(void)state;
	assert_int_equal(PARSE(&c, &e, "--", "true"), 0);
	assert_int_equal(box_layers_parse("recommended", &bits, &e), 0);
	assert_int_equal(c.box.layers, bits);
	assert_false(c.box.processes);
	for (int i = 0; i < BOX_LIMITS; i++)
		assert_int_equal(c.box.limit[i], limit_rows[i].standard);
	assert_int_equal(c.box.result_fd, -1);
	assert_int_equal(c.box.keep[0], -1);
}

/* full lets a program start processes, its stricter twin does not; and best needs a bottom. */
/* A grant for what is not there is a mistake, unless the caller said that it may be missing. */
static void grants_where_there(void **state)
{
	struct command c;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(PARSE(&c, &e, "--layers", "full", "--rw-try", "/nowhere", "--rw-try", "/tmp", "--ro-try",
			       "/nowhere/else", "--ro-try", "/usr", "--", "true"), 0);
	assert_string_equal(c.box.writable[0], "/tmp");
	assert_null(c.box.writable[1]);
	assert_string_equal(c.box.readable[0], "/usr");
	assert_null(c.box.readable[1]);
	assert_int_equal(PARSE(&c, &e, "--layers", "full", "--rw", "/nowhere", "--", "true"), 0);
	assert_string_equal(c.box.writable[0], "/nowhere");
}

static void stacks(void **state)
{
	struct err e = { 0 };
	struct command c;

	(void)state;
	assert_int_equal(PARSE(&c, &e, "--layers", "full", "--", "true"), 0);
	assert_true(c.box.processes);
	for (unsigned i = 0; stack[i]; i++)
		assert_int_equal(!(c.box.layers & 1u << i),
				 stack[i] == &layer_preload || stack[i] == &layer_fdless ||
					 stack[i] == &layer_cgroup || stack[i] == &layer_noexec);
	assert_int_equal(PARSE(&c, &e, "--layers", "interpreted", "--", "true"), 0);
	assert_true(c.box.processes && stack_has(c.box.layers, &layer_noexec));
	assert_int_equal(PARSE(&c, &e, "--layers", "full", "--no-processes", "--", "true"), 0);
	assert_false(c.box.processes);
	assert_true(PARSE(&c, &e, "--layers", "best", "--", "true") < 0);
	assert_true(PARSE(&c, &e, "--accept-at-least", "full", "--", "true") < 0);
	assert_int_equal(PARSE(&c, &e, "--layers", "best", "--accept-at-least", "locked", "--",
			       "true"), 0);
	assert_non_null(c.box.stack);
}

/* To name a folder is to want the layer, with whatever stack; and two limits are its own, too. */
static void a_folder_of_cgroups(void **state)
{
	const unsigned bit = 1u << stack_find("cgroup", 6);
	struct err e = { 0 };
	struct command c;

	(void)state;
	assert_int_equal(PARSE(&c, &e, "--layers", "full", "--cgroup", "/g", "--", "true"), 0);
	assert_true(c.box.layers & bit && c.box.processes);
	assert_string_equal(c.box.cgroup, "/g");
	assert_int_equal(PARSE(&c, &e, "--layers", "fork", "--cgroup", "/g", "--memory", "1M", "--nproc", "9",
			       "--cpu-rate", "50", "--", "true"), 0);
	assert_true(c.box.layers & bit);
	assert_true(PARSE(&c, &e, "--layers", "fork", "--memory", "1M", "--", "true") < 0);
	assert_true(PARSE(&c, &e, "--layers", "fork", "--cgroup", "/g", "--disk", "1M", "--", "true") < 0);
	assert_true(PARSE(&c, &e, "--layers", "full,cgroup", "--", "true") < 0);
	assert_non_null(strstr(e.text, "--cgroup DIR"));
	assert_true(PARSE(&c, &e, "--layers", "full", "--cpu-rate", "50", "--", "true") < 0);
}

static void fractions_of_a_second(void **state)
{
	static const struct {
		const char *text;
		uint64_t us; /* 0: no number */
	} rows[] = {
		{ "0.5", 500000 }, { "2.25", 2250000 }, { "1.000001", 1000001 }, { "3.0", 3000000 },
		{ "07.10", 7100000 }, { "2", 2000000 }, { "none", BOX_NONE }, { "0.0000001", 0 },
		{ ".5", 0 }, { "1.", 0 }, { "1.5s", 0 }, { "1.-5", 0 }, { "none.5", 0 }, { "1,5", 0 },
		{ "1.5.5", 0 }, { "+1.5", 0 }, { "99999999999999999999.5", 0 }, { "18446744073709.5", 0 },
	};
	struct err e = { 0 };
	struct command c;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		for (int cpu = 0; cpu < 2; cpu++) {
			int r = PARSE(&c, &e, cpu ? "--cpu" : "--wall", (char *)rows[i].text, "--", "true");

			assert_int_equal(r, rows[i].us ? 0 : -EINVAL);
			if (rows[i].us)
				assert_true(limit_us(&c.box, cpu ? BOX_CPU : BOX_WALL) ==
					    rows[i].us);
		}
	assert_true(PARSE(&c, &e, "--nproc", "1.5", "--", "true") < 0);
}

/* A word that is nearly an option is a mistake: whoever wrote it may have meant another one. */
static void nothing_is_guessed(void **state)
{
	struct err e = { 0 };
	struct command c;

	(void)state;
	assert_true(PARSE(&c, &e, "--wal", "2", "--", "true") < 0);
	assert_non_null(strstr(e.text, "--wal: no such option"));
	assert_true(PARSE(&c, &e, "--layer=full", "--", "true") < 0);
	assert_true(PARSE(&c, &e, "--stdi", "--", "true") < 0);
	assert_int_equal(PARSE(&c, &e, "--wall=2", "--cpu", "3", "--", "true"), 0);
	assert_true(PARSE(&c, &e, "--wall", "2", "true") < 0);
	assert_non_null(strstr(e.text, "'--' is missing before the command 'true'"));
	assert_true(PARSE(&c, &e, "--processes", "--result", "x", "--", "true") < 0);
	assert_non_null(strstr(e.text, "memory"));
	assert_int_equal(PARSE(&c, &e, "--layers", "full", "--result", "x", "--", "true"), 0);
	assert_int_equal(PARSE(&c, &e, "--result", "x", "--", "true"), 0);
}

static void the_commands_options_are_its_own(void **state)
{
	struct err e = { 0 };
	struct command c;

	(void)state;
	{
		char *argv[] = { "x", "--wall", "3", "--", "ls", "--help", "--", NULL };

		assert_int_equal(box_options_parse(&c, ARGC(argv), argv, &e), 0);
		assert_string_equal(c.box.argv[0], "ls");
		assert_string_equal(c.box.argv[1], "--help");
		assert_string_equal(c.box.argv[2], "--");
		assert_null(c.box.argv[3]);
		assert_int_equal(c.action, ACT_RUN);
		assert_int_equal(c.box.limit[BOX_WALL], 3);
	}
}

static void sets_of_layers(void **state)
{
	struct err e = { 0 };
	unsigned bits;

	(void)state;
	assert_int_equal(box_layers_parse("seccomp", &bits, &e), 0);
	assert_true(stack_has(bits, &layer_fork));
	assert_true(stack_has(bits, &layer_nnp)); /* required, so it comes along */
	assert_false(stack_has(bits, &layer_rlimit));
	assert_int_equal(box_layers_parse("claimed", &bits, &e), 0);
	assert_true(stack_has(bits, &layer_seccomp) && stack_has(bits, &layer_rlimit) &&
		    stack_has(bits, &layer_env) && stack_has(bits, &layer_tmp));
	assert_false(stack_has(bits, &layer_fds) || stack_has(bits, &layer_session));
	assert_int_equal(box_layers_parse("claimed,fds", &bits, &e), 0);
	assert_true(stack_has(bits, &layer_fds) && stack_has(bits, &layer_tmp));
	assert_int_equal(box_layers_parse("seccom", &bits, &e), -22);
	assert_non_null(strstr(e.text, "seccom"));
}

static void numbers(void **state)
{
	static const struct {
		const char *text;
		char unit;
		uint64_t value; /* 12345: refused */
	} rows[] = {
		{ "0", 's', 0 }, { "7", 'n', 7 }, { "16M", 'b', 16 << 20 },
		{ "2G", 'b', 2ULL << 30 },
		{ "1K", 'b', 1024 }, { "none", 'b', BOX_NONE }, { "", 'b', 12345 },
		{ "-1", 'b', 12345 }, { " 1", 'b', 12345 }, { "1M", 's', 12345 },
		{ "1MB", 'b', 12345 }, { "1.5", 's', 12345 },
		{ "99999999999999999999", 'n', 12345 },
		{ "18014398509481984K", 'b', 12345 }, { "0x10", 'n', 12345 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint64_t v = 1;
		int r = options_number(rows[i].text, rows[i].unit, &v);

		if (rows[i].value == 12345)
			assert_int_equal(r, -22);
		else
			assert_true(r == 0 && v == rows[i].value);
	}
}

static void refused_with_a_reason(void **state)
{
	struct err e = { 0 };
	struct command c;

	(void)state;
	assert_true(PARSE(&c, &e, "true") < 0); /* without "--" */
	assert_non_null(strstr(e.text, "'--' is missing"));
	assert_true(PARSE(&c, &e, "--") < 0);
	assert_true(PARSE(&c, &e, "--nosuch", "--", "true") < 0);
	assert_non_null(strstr(e.text, "--nosuch"));
	assert_true(PARSE(&c, &e, "--wall") < 0);
	/* In microseconds it would wrap, and be no time at all. */
	assert_true(PARSE(&c, &e, "--wall", "18446744073710", "--", "true") < 0);
	/* The value is missing: what ends the options is none. */
	assert_true(PARSE(&c, &e, "--chdir", "--", "true") < 0);
	assert_true(PARSE(&c, &e, "--wall", "soon", "--", "true") < 0);
	assert_non_null(strstr(e.text, "soon"));
	/* An option whose layer is off would silently do nothing. */
	assert_true(PARSE(&c, &e, "--layers", "env", "--wall", "1", "--", "true") < 0);
	assert_non_null(strstr(e.text, "session"));
	assert_true(PARSE(&c, &e, "--layers", "session", "--cpu", "1", "--", "true") < 0);
	assert_non_null(strstr(e.text, "rlimit"));
	assert_true(PARSE(&c, &e, "--layers", "fork", "--env", "A", "--", "true") < 0);
	assert_true(PARSE(&c, &e, "--layers", "fork", "--processes", "--", "true") < 0);
	assert_true(PARSE(&c, &e, "--layers", "fork", "--tmp-clear", "/tmp", "--", "true") < 0);
	assert_true(PARSE(&c, &e, "--tmp-keep", "x", "--", "true") < 0);
	assert_true(PARSE(&c, &e, "--env", "=x", "--", "true") < 0);
	/* Who opens files for the program: the supervisor, or Landlock looks; never both. */
	assert_true(PARSE(&c, &e, "--mediate", "--", "true") < 0);
	assert_non_null(strstr(e.text, "supervise"));
	assert_true(PARSE(&c, &e, "--layers", "full", "--mediate", "--", "true") < 0);
	assert_non_null(strstr(e.text, "landlock"));
	assert_true(PARSE(&c, &e, "--layers", "supervise", "--ro", "/x", "--", "true") < 0);
	assert_int_equal(PARSE(&c, &e, "--layers", "supervise", "--mediate", "--ro", "/x", "--",
			       "true"), 0);
	/* There is always a process. */
	assert_true(PARSE(&c, &e, "--allow-missing", "fork", "--", "true") < 0);
}

static void every_limit_has_a_layer(void **state)
{
	(void)state;
	for (int i = 0; i < BOX_LIMITS; i++)
		assert_true(stack_find(limit_rows[i].layer, strlen(limit_rows[i].layer)) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(recommended_is_the_default),
		cmocka_unit_test(stacks), cmocka_unit_test(a_folder_of_cgroups),
		cmocka_unit_test(grants_where_there),
		cmocka_unit_test(fractions_of_a_second),
		cmocka_unit_test(nothing_is_guessed),
		cmocka_unit_test(the_commands_options_are_its_own),
		cmocka_unit_test(sets_of_layers),
		cmocka_unit_test(numbers),
		cmocka_unit_test(refused_with_a_reason),
		cmocka_unit_test(every_limit_has_a_layer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
