// SPDX-License-Identifier: MIT
#include "harness/results/resume.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/record.h"
#include "harness/results/meta.h"
#include "lib/fd.h"

struct difference {
	const struct results *r;
	struct err *e;
};

/* Of a command, what changes a result. */
static char *shown(const char *field, const json_t *value)
{
	json_t *command = strcmp(field, "command") ? NULL : meta_command(value);
	const json_t *what = command ? command : value;
	char *text = what ? json_dumps(what, JSON_ENCODE_ANY | JSON_COMPACT) : strdup("not there");

	json_decref(command);
	return text;
}

/* How much of two texts is the same and need not be shown: whole words, and not all of it. */
static size_t shared(const char *a, const char *b)
{
	size_t n = 0, word = 0;

	for (; a[n] && a[n] == b[n]; n++)
		if (strchr(" ,:[{", a[n]))
			word = n;
	return word > 12 ? word : 0;
}

/* The first one is told, from where the two part. How many at a time changes no verdict. */
static void tell(const char *field, const json_t *was, const json_t *is, void *user)
{
	struct difference *d = user;
	char *before, *now;
	size_t skip;

	if (d->e->code || !strcmp(field, "jobs"))
		return;
	before = shown(field, was);
	now = shown(field, is);
	skip = before && now ? shared(before, now) : 0;
	err_set(d->e, 0, "%s: its %s differs: it was %s%.80s, now it is %s%.80s", d->r->path, field,
		skip ? "..." : "", before ? before + skip : "?", skip ? "..." : "",
		now ? now + skip : "?");
	free(before);
	free(now);
}

int resume_check(const struct results *r, const json_t *meta, struct err *e)
{
	struct difference d = { r, e };

	meta_compare(r->meta, meta, tell, &d);
	return -e->code;
}

int resume_open(const struct results *r, struct err *e)
{
	int fd _cleanup_fd_ = open(r->path, O_RDWR | O_APPEND | O_CLOEXEC);
	char last, first[2] = "";

	if (fd < 0)
		return err_set(e, errno, "%s", r->path);
	/* Where it ends, another file begins: to cut there would cut anywhere. */
	if (pread(fd, first, 2, 0) == 2 && !memcmp(first, "\x1f\x8b", 2))
		return err_set(e, EINVAL, "%s: compressed; gunzip it, then go on", r->path);
	if (ftruncate(fd, r->whole) || pread(fd, &last, 1, r->whole - 1) != 1)
		return err_set(e, errno, "%s: cut off its end line", r->path);
	if (last != '\n' && fd_write_all(fd, "\n", 1))
		return err_set(e, errno, "%s", r->path);
	return fd_steal(&fd);
}

json_t *resume_index(const json_t *cells)
{
	json_t *all = json_object(), *cell;
	size_t i;

	json_array_foreach(cells, i, cell) {
		struct record r = record_of(cell);
		json_t *row = json_object_get(all, r.attack);

		if (!row)
			json_object_set_new(all, r.attack, row = json_object());
		json_object_set(row, r.defence, cell);
	}
	return all;
}
