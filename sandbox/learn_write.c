// SPDX-License-Identifier: MIT
/*
 * learn_write.c - what was learnt, as a file of options: operator.c reads it.
 *
 * Limits have room above what was seen: times are of a machine that heard of every call, and of the next
 * one, which may be slower.
 */
#include "sandbox/learn.h"

#include "sandbox/calls.h"
#include "sandbox/grants.h"
#include "sandbox/layer_seccomp.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEEP = 3, ROOM = 4, MIB = 1 << 20 };

/* The folder of a file that lies deep enough and may be read whole, else the file itself. */
static void shorten(char path[PATH_MAX])
{
	char *at = path;
	struct stat st;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return;
	for (int i = 0; i < DEEP && at; i++)
		at = strchr(at + 1, '/');
	if (!at)
		return;
	*at = '\0';
	if (!grants_system(path))
		*at = '/';
}

static void put_paths(FILE *f, const struct box_options *o)
{
	const struct learnt *l = o->learnt;
	struct learnt *seen = calloc(1, sizeof(*seen));
	char sign = ' ';

	fputs("only", f);
	for (size_t at = 0; seen && at < l->n; at += strlen(l->text + at) + 1) {
		char kind = l->text[at], path[PATH_MAX];
		bool again = false;

		snprintf(path, sizeof(path), "%s", l->text + at + 1);
		if (!grants_system(path) || !grants_name(o, path, false) || strpbrk(path, ", \t\n"))
			continue;
		if (kind == 'r' && !strchr(path + 1, ':'))
			shorten(path);
		for (size_t i = 0; i < seen->n; i += strlen(seen->text + i) + 1)
			again |= seen->text[i] == kind && !strcmp(seen->text + i + 1, path);
		if (again || seen->n + strlen(path) + 2 > LEARN_TEXT)
			continue;
		seen->text[seen->n] = kind;
		strcpy(seen->text + seen->n + 1, path);
		seen->n += strlen(path) + 2;
		fprintf(f, "%c%s%s", sign, path, kind == 'x' ? ":run" : "");
		sign = ',';
	}
	fputs(sign == ' ' ? " /dev/null\n" : "\n", f);
	free(seen);
}

static void put_limits(FILE *f, const struct box_options *o, const struct box_result *r)
{
	const struct timeval *u = &r->usage.ru_utime, *s = &r->usage.ru_stime;
	unsigned long long memory = (unsigned long long)r->usage.ru_maxrss << 10,
			   cpu = (unsigned long long)(u->tv_sec + s->tv_sec + 1),
			   out = r->out_bytes[0] + r->out_bytes[1];

	if (r->peak_memory > memory)
		memory = r->peak_memory;
	fprintf(f, "memory %lluM\n", memory * 3 / 2 / MIB + 8);
	fprintf(f, "cpu %llu\n", cpu * ROOM);
	fprintf(f, "wall %llu\n", (unsigned long long)(r->wall_us / 1000000 + 1) * ROOM);
	fprintf(f, "output %lluK\n", out * 2 / 1024 + 64);
	fprintf(f, "nofile %u\n", o->learnt->descriptors + 8 < 16 ? 16 : o->learnt->descriptors + 8);
}

int learn_write(const char *path, const struct box_options *o, const struct box_result *r, struct err *e)
{
	FILE *f = fopen(path, "wxe");
	char sign = ' ';

	if (!f)
		return err_set(e, errno, "--learn %s", path);
	fprintf(f, "# What %s did, as ordeal-sandbox --learn saw it: --policy enforces it.\n", o->argv[0]);
	fprintf(f, "layers full\n%sprocesses\n", o->learnt->processes ? "" : "no-");
	fputs("calls", f);
	for (int nr = 0; nr < BOX_CALLS; nr++)
		if (calls_in(o->learnt->calls, nr) || nr == 0 || nr == 1) {
			fprintf(f, "%c%s", sign, seccomp_call(nr));
			sign = ',';
		}
	fputc('\n', f);
	put_paths(f, o);
	for (const char *const *p = o->readable; *p; p++)
		fprintf(f, "ro %s\n", *p);
	for (const char *const *p = o->writable; *p; p++)
		fprintf(f, "rw %s\n", *p);
	if (o->keep_stdin)
		fputs("stdin\n", f);
	put_limits(f, o, r);
	if (o->learnt->full)
		fputs("# More paths than there was room for: this is too narrow.\n", f);
	return fclose(f) ? err_set(e, errno, "--learn %s", path) : 0;
}
