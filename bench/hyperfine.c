// SPDX-License-Identifier: MIT
/*
 * hyperfine.c - a second opinion: the same commands, timed by a program that is not ours.
 *
 * hyperfine runs one command after the other, ours are interleaved; so the two agree on ratios only
 * as far as the machine was steady. -N: no shell in between. The processor and the environment are
 * the same, since both are inherited.
 */
#include "bench/bench.h"
#include "bench/cases.h"
#include "bench/spawn.h"
#include "lib/strv.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
	const char *program, *variant;
} pairs[] = {
	{ "noop-static", "bare" }, { "noop-static", "fork" }, { "noop-static", "seccomp" },
	{ "noop-static", "recommended" }, { "noop-static", "bwrap" },
	{ "python", "bare" }, { "python", "recommended" }, { "python", "bwrap" },
};

/* A number of runs that keeps each command near a second: hyperfine takes whole numbers only. */
static const char *runs_of(const struct bench *b, const char *program)
{
	bool quick = b->seconds < 60, python = !strcmp(program, "python");

	return quick ? python ? "20" : "100" : python ? "100" : "500";
}

/* The times of a result as whole ns; an empty list for NULL. */
static json_t *times_of(json_t *result)
{
	json_t *ns = json_array(), *t;
	size_t i;

	json_array_foreach(json_object_get(result, "times"), i, t)
		json_array_append_new(ns, json_integer(llround(json_real_value(t) * 1e9)));
	return ns;
}

/* hyperfine over one command; its report as JSON, NULL with the reason. */
static json_t *run_hyperfine(struct bench *b, const char *program, char *const *argv,
			     const char *file, struct err *why)
{
	char *command = strv_quote(argv), said[4096];
	char *words[] = { "/usr/bin/hyperfine", "-N", "--style", "none", "--warmup", "5", "--runs",
			  (char *)(uintptr_t)runs_of(b, program), "--export-json",
			  (char *)(uintptr_t)file, command, NULL };
	json_error_t broken;
	json_t *doc = NULL;

	if (!command)
		err_set(why, ENOMEM, "hyperfine");
	else if (!spawn_read(words, said, sizeof(said), why) &&
		 !(doc = json_load_file(file, 0, &broken)))
		err_set(why, 0, "hyperfine's JSON: %s", broken.text);
	free(command);
	return doc;
}

static int time_one(struct bench *b, size_t i, const char *file, const char *version, struct err *e)
{
	const struct variant *v = variant_find(b->variants, pairs[i].variant);
	const struct program *p = program_find(pairs[i].program);
	char **argv = case_argv(v, p->argv), *command = case_command(v, p->argv);
	json_t *doc = NULL, *result;
	struct err why = { 0 };
	int r;

	if (argv && !spawn_resolve(argv, &why))
		doc = run_hyperfine(b, pairs[i].program, argv, file, &why);
	result = json_array_get(json_object_get(doc, "results"), 0);
	if (!result && !why.text[0])
		err_set(&why, 0, "hyperfine gave no result");
	r = bench_write(b, json_pack("{s:s, s:s, s:s, s:s, s:s?, s:o, s:s?}", "type", "hyperfine",
				     "program", p->name, "variant", v->name, "version", version,
				     "command", command, "ns", times_of(result), "failed",
				     result ? NULL : why.text), e);
	json_decref(doc);
	free(command);
	strv_free(argv);
	return r;
}

int bench_hyperfine(struct bench *b, struct err *e)
{
	const size_t count = sizeof(pairs) / sizeof(*pairs);
	char file[] = "/opt/hyperfine-XXXXXX", version[64] = "";
	struct err absent = { 0 };
	int fd, r = 0;

	spawn_read((char *[]){ "/usr/bin/hyperfine", "--version", NULL }, version, sizeof(version),
		   &absent);
	version[strcspn(version, "\n")] = '\0';
	fd = mkstemp(file);
	if (fd < 0)
		return err_set(e, errno, "%s", file);
	close(fd);
	for (size_t i = 0; i < count && !r && !bench_interrupted; i++) {
		bench_tell(b, "hyperfine %zu of %zu", i + 1, count);
		if (variant_find(b->variants, pairs[i].variant))
			r = time_one(b, i, file, version, e);
	}
	bench_told(b);
	unlink(file);
	return r;
}
