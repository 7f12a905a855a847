// SPDX-License-Identifier: MIT
/* A file reads the same compressed and not; one that is torn does not look whole. */
#include "harness/results/packed.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

enum { LINES = 5000 };

static char path[] = "/tmp/ordeal-test-packed-XXXXXX";

static int begin(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 ? -1 : close(fd);
}

static int finish(void **state)
{
	(void)state;
	return unlink(path);
}

/* `mode`: "w" compressed, "wT" as it is. */
static void write_lines(const char *mode)
{
	gzFile out = gzopen(path, mode);

	assert_non_null(out);
	for (unsigned i = 0; i < LINES; i++)
		assert_true(gzprintf(out, "{\"line\": %u, \"of\": %u}\n", i, i * 2654435761u) > 0);
	assert_int_equal(gzclose(out), Z_OK);
}

static unsigned read_lines(void)
{
	FILE *in = packed_open(path);
	char line[80], expected[80];
	unsigned n = 0;

	assert_non_null(in);
	while (fgets(line, sizeof(line), in)) {
		snprintf(expected, sizeof(expected), "{\"line\": %u, \"of\": %u}\n", n,
			 n * 2654435761u);
		if (strcmp(line, expected) != 0)
			break;
		n++;
	}
	fclose(in);
	return n;
}

static void both_read_the_same(void **state)
{
	(void)state;
	write_lines("wT");
	assert_int_equal(read_lines(), LINES);
	write_lines("w");
	assert_int_equal(read_lines(), LINES);
}

static void torn_is_shorter(void **state)
{
	(void)state;
	write_lines("w");
	assert_int_equal(truncate(path, 20000), 0);
	assert_in_range(read_lines(), 1, LINES - 1);
}

static void absent_is_an_error(void **state)
{
	(void)state;
	errno = 0;
	assert_null(packed_open("/nonexistent/file"));
	assert_int_equal(errno, ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_read_the_same),
		cmocka_unit_test(torn_is_shorter),
		cmocka_unit_test(absent_is_an_error),
	};

	return cmocka_run_group_tests_name("packed", tests, begin, finish);
}
