// SPDX-License-Identifier: MIT
/*
 * Data files that others may have written: a column, claims, rows, a manifest, what a benchmark and
 * the probe of system calls printed. The first byte says as which of them the rest is read.
 */
#include "tests/fuzz/fuzz.h"

#include "harness/catalogue/catalogue_load.c"
#define given_name given_column
#include "harness/defences/defence.c"

#include "harness/results/bench_csv.h"
#include "harness/reports/claims.h"
#include "harness/surface/surface.h"

#include <fcntl.h>
#include <math.h>
#include <sys/stat.h>

#include "lib/fd.h"

const unsigned long fuzz_runs = 15000;

/* libconfig 1.5 loses the piece of a string that never ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libconfig";
}

static char share[] = "/dev/shm/ordeal-fuzz-XXXXXX", path[64];

static void remove_all(void)
{
	static const char *const names[] = { "defences/x.defence", "claims/x.claims", "claims",
					     "defences", "." };
	char name[96];

	for (int i = 0; i < 5; i++) {
		snprintf(name, sizeof(name), "%s/%s", share, names[i]);
		if (unlink(name) && i > 1)
			rmdir(i == 4 ? share : name);
	}
}

static const char *write_file(const char *name, const uint8_t *data, size_t n)
{
	int fd;

	if (!*path) {
		must(mkdtemp(share));
		for (int i = 0; i < 2; i++) {
			snprintf(path, sizeof(path), "%s/%s", share, i ? "claims" : "defences");
			must(mkdir(path, 0700) == 0);
		}
		atexit(remove_all);
	}
	snprintf(path, sizeof(path), "%s/%s", share, name);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	must(fd >= 0 && fd_write_all(fd, data, n) == 0);
	close(fd);
	return path;
}

static void column(const uint8_t *data, size_t n)
{
	static char *const command[] = { "prog", "an argument; with 'quotes'", NULL };
	struct defence d = { 0 };
	struct err e = { 0 };

	if (read_file(write_file("defences/x.defence", data, n), &d, &e) == 0) {
		char **argv = defence_argv(&d, command, "/attacks", allowance(false));
		bool whole = false;

		must(!strcmp(d.name, "x") && *d.summary && argv && *argv);
		must(!defence_contradiction(&d));
		for (char **w = argv; *w; w++)
			whole |= (!strcmp(*w, command[0]) && w[1] && !strcmp(w[1], command[1])) ||
				 !strcmp(*w, "prog 'an argument; with '\\''quotes'\\'''");
		must(whole);
		strv_free(argv);
	} else {
		must(e.code && strstr(e.text, "x.defence"));
	}
	defence_free(&d);
}

static void claim(const uint8_t *data, size_t n)
{
	struct claims c;
	struct err e = { 0 };

	write_file("claims/x.claims", data, n);
	if (claims_load(&c, share, "x", NULL, &e) == 0) {
		struct matrix none = { 0 };

		must(c.row_count && c.column_count && strv_count(c.rows) == c.row_count);
		for (size_t i = 0; i < c.row_count * c.column_count; i++)
			must(c.claim[i] <= CLAIMED_NO);
		must(claims_compare(&c, &none) == 0);
		must(claims_count(&c, CLAIM_UNDECIDED) == c.row_count * c.column_count);
		claims_free(&c);
	} else {
		must(e.code && *e.text);
	}
}

static void rows(const uint8_t *data, size_t n)
{
	char *text = fuzz_text(data, n), *rest = text, *line;
	struct catalogue c = { 0 };

	while ((line = strsep(&rest, "\n")))
		if (take_row(&c, line))
			break;
	for (size_t i = 0; i < c.row_count; i++) {
		const char *arg;

		must(*c.rows[i].name && !strpbrk(c.rows[i].name, " \t\n/"));
		must(*c.rows[i].blurb && oracle_find(c.rows[i].oracle, &arg));
		must(catalogue_row(&c, c.rows[i].name) == &c.rows[i]);
	}
	catalogue_free(&c);
	free(text);
}

static void manifest(const uint8_t *data, size_t n)
{
	json_t *j = json_loadb((const char *)data, n, JSON_REJECT_DUPLICATES, NULL);
	struct program p = { 0 };
	struct err e = { 0 };

	if (json_is_object(j) && manifest_parse(&p, j, true, &e) == 0) {
		must(p.language && p.effect && p.means && p.oracle && p.control);
		must(p.seconds > 0 && p.seconds <= 60);
		must(scene_name(p.scene) && grader_name(p.grader));
		manifest_check_row(&p, &e);
	} else if (json_is_object(j)) {
		must(e.code && *e.text);
	}
	program_free(&p);
	json_decref(j);
}

static void costs(const uint8_t *data, size_t n)
{
	char name[32];
	int fd = fuzz_file(data, n, name);
	struct costs c;
	struct err e = { 0 };

	if (costs_read(name, &c, &e) == 0)
		for (size_t i = 0; i < c.count; i++)
			must(c.list[i].type && c.list[i].unit && isfinite(c.list[i].median) &&
			     isfinite(c.list[i].added_low) && isfinite(c.list[i].added_high));
	costs_free(&c);
	close(fd);
}

static void surface(const uint8_t *data, size_t n)
{
	char *text = fuzz_text(data, n);
	unsigned char *seen = calloc(1, SURFACE_PROBES);
	int next;

	must(seen);
	next = surface_decode(text, seen);
	must(next >= -1 && next <= SURFACE_PROBES);
	free(seen);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static void (*const as[])(const uint8_t *, size_t) = { column, claim, rows, manifest, costs,
							       surface };

	as[fuzz_byte(&data, &n) % 6](data, n);
	return 0;
}
