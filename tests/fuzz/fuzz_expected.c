// SPDX-License-Identifier: MIT
/*
 * A file of what is expected. What was accepted and written again says the same, to the letter at
 * the second time; and each line has five fields that nobody could read otherwise.
 */
#include "tests/fuzz/fuzz.h"

#include "harness/results/expected.c"

#include <fcntl.h>

#include "lib/fd.h"

const unsigned long fuzz_runs = 8000;

static char dir[] = "/dev/shm/ordeal-fuzz-XXXXXX", path[64];

static void remove_all(void)
{
	unlink(path);
	*strrchr(path, '/') = '\0';
	rmdir(path);
	rmdir(dir);
}

static void make_folder(void)
{
	must(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/host", dir);
	must(mkdir(path, 0700) == 0);
	strcat(path, "/none.tsv");
	atexit(remove_all);
}

static void check_day(const char *day)
{
	must(strlen(day) == 10);
	for (int i = 0; i < 10; i++)
		must(i == 4 || i == 7 ? day[i] == '-' : day[i] >= '0' && day[i] <= '9');
	must(atoi(day) > 0 && atoi(day + 5) > 0 && atoi(day + 5) < 13 && atoi(day + 8) > 0 &&
	     atoi(day + 8) < 32);
}

static void check(const struct expected *x)
{
	for (size_t i = 0; i < x->count; i++) {
		const struct expectation *l = &x->lines[i];

		must(strchr(l->attack, '/') && !strpbrk(l->attack, "\t\n") && *l->attack != '#');
		must(l->verdict < VERDICT_COUNT && !strpbrk(l->why, "\t\n"));
		must(expected_find(x, l->attack) == l);
		check_day(l->since);
		if (*l->until)
			check_day(l->until);
	}
}

/* Write it and read it: the same lines, whatever the order. */
static char *write_and_read(struct expected *x, struct expected *y)
{
	static char text[1 << 17];
	struct err e = { 0 };

	must(expected_write(x, &e) == 0);
	must(fd_slurp(AT_FDCWD, path, text, sizeof(text)) >= 0);
	must(expected_read(y, dir, "host", "none", &e) == 0);
	must(x->count == y->count);
	for (size_t i = 0; i < x->count; i++) {
		const struct expectation *a = &x->lines[i], *b = &y->lines[i];

		must(!strcmp(a->attack, b->attack) && a->verdict == b->verdict &&
		     !strcmp(a->since, b->since) && !strcmp(a->until, b->until) &&
		     !strcmp(a->why, b->why));
	}
	return strdup(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct expected x, y, z;
	struct err e = { 0 };
	int fd;

	if (!*path)
		make_folder();
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	must(fd >= 0 && fd_write_all(fd, data, n) == 0);
	close(fd);
	if (expected_read(&x, dir, "host", "none", &e) == 0) {
		char *once, *twice;

		check(&x);
		once = write_and_read(&x, &y);
		twice = write_and_read(&y, &z);
		must(!strcmp(once, twice));
		free(once);
		free(twice);
		expected_free(&y);
		expected_free(&z);
	} else {
		must(strstr(e.text, "none.tsv"));
	}
	expected_free(&x);
	return 0;
}
