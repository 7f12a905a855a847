// SPDX-License-Identifier: MIT
#include "harness/results/results.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/results/lines.h"
#include "harness/results/member.h"
#include "harness/results/results_text.h"
#include "harness/results/verdict.h"
#include "lib/fd.h"

/* Make the folders that `path` lies in. */
static int make_folders(const char *path)
{
	char *copy = strdup(path);
	int r = copy ? 0 : -ENOMEM;

	for (char *at = copy ? strchr(copy + 1, '/') : NULL; at && !r; at = strchr(at + 1, '/')) {
		*at = '\0';
		if (mkdir(copy, 0755) && errno != EEXIST)
			r = -errno;
		*at = '/';
	}
	free(copy);
	return r;
}

int results_create(const char *path, struct err *e)
{
	int r = make_folders(path), fd;

	if (r)
		return err_set(e, -r, "make the folder of %s", path);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0644);
	return fd < 0 ? err_set(e, errno, "%s", path) : fd;
}

int results_open(const char *path, enum results_how how, struct err *e)
{
	int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
	int fd = open(path, flags | (how == RESULTS_FORCE ? O_TRUNC : O_EXCL), 0644);
	struct stat st;

	if (fd < 0 && errno == EEXIST && how == RESULTS_SPARE) {
		if (!stat(path, &st) && S_ISREG(st.st_mode) && st.st_size)
			return err_set(e, EEXIST, "%s", path);
		fd = open(path, flags, 0644);
	}
	return fd < 0 ? err_set(e, errno, "%s", path) : fd;
}

/*
 * In one write, so that our death leaves whole lines and at most one torn one. The end line waits
 * for the disk, for all of them: at every line that would take longer than many a cell.
 */
int results_append(int fd, json_t *object, struct err *e)
{
	const char *type = member_text(object, "type");
	bool last = type && !strcmp(type, "end");
	char *text = json_dumps(object, JSON_COMPACT), *line = NULL;
	int n = text ? asprintf(&line, "%s\n", text) : -1, r;

	json_decref(object);
	free(text);
	if (n < 0)
		return err_set(e, text ? ENOMEM : EINVAL, "results: not an object");
	r = fd_write_all(fd, line, (size_t)n);
	free(line);
	if (!r && last && fsync(fd) && errno != EINVAL && errno != EROFS) /* a pipe cannot */
		r = -errno;
	return r ? err_set(e, -r, "write results") : 0;
}

json_t *results_end(const struct ending *ending)
{
	json_t *counts = json_object();

	for (enum verdict v = 0; v < VERDICT_COUNT; v++)
		if (ending->by_verdict[v])
			json_object_set_new(counts, verdict_name(v),
					    json_integer((json_int_t)ending->by_verdict[v]));
	return json_pack("{s:s, s:I, s:o, s:O*, s:b, s:f, s:{s:f, s:f, s:I}}", "type", "end", "cells",
			 (json_int_t)ending->cells, "verdicts", counts, "unchanged", ending->unchanged,
			 "interrupted", ending->interrupted, "seconds", ending->seconds, "arena_ms",
			 "median", ending->arena_median_ms, "p90", ending->arena_p90_ms, "count",
			 (json_int_t)ending->arenas);
}

/* What is wrong with a cell, or NULL: the reports rely on these. */
static const char *wrong_cell(const json_t *cell)
{
	static const char *const texts[] = { "attack", "row", "defence", "group", "reason" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (!member_text(cell, texts[i]))
			return "a cell lacks attack, row, defence, group or reason";
	if (!member_text(cell, "verdict") || verdict_parse(member_text(cell, "verdict")) == VERDICT_COUNT)
		return "a cell has no known verdict";
	return NULL;
}

/* Put one line's object where it belongs. A sentence, or NULL. */
static const char *sort_in(const struct line *line, void *results)
{
	const char *type = member_text(line->object, "type"), *wrong = NULL;
	struct results *r = results;
	json_t **single = NULL;

	if (!type)
		wrong = "not an object with a \"type\"";
	else if (r->end)
		wrong = "a line after the end line";
	else if (!strcmp(type, "oracle"))
		json_array_append(r->oracles, line->object);
	else if (!strcmp(type, "cell") && !(wrong = wrong_cell(line->object)))
		json_array_append(r->cells, line->object);
	else if (!strcmp(type, "meta"))
		single = &r->meta;
	else if (!strcmp(type, "end"))
		single = &r->end;
	else if (!wrong)
		wrong = "a type that nobody knows";
	if (single && *single)
		wrong = "a second meta or end line";
	else if (single)
		*single = json_incref(line->object);
	if (!r->end && !wrong)
		r->whole += line->bytes;
	return wrong;
}

int results_read(const char *path, struct results *r, struct err *e)
{
	int code;

	*r = (struct results){
		.oracles = json_array(), .cells = json_array(), .path = strdup(path)
	};
	code = lines_read(path, sort_in, r, e);
	if (!code && !r->meta)
		code = err_set(e, 0, "%s:1: no meta line: not a results file", path);
	if (code)
		results_free(r);
	return code;
}

void results_free(struct results *r)
{
	json_decref(r->meta);
	json_decref(r->oracles);
	json_decref(r->cells);
	json_decref(r->end);
	free(r->path);
	*r = (struct results){ 0 };
}
