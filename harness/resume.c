// SPDX-License-Identifier: MIT
#include "harness/resume.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "harness/meta.h"
#include "lib/fd.h"

struct difference {
	const struct results *r;
	struct err *e;
};

static char *shown(const json_t *value)
{
	return value ? json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
}

/* The first one is told. */
static void tell(const char *field, const json_t *was, const json_t *is, void *user)
{
	struct difference *d = user;
	char *before = shown(was), *now = shown(is);

	if (!d->e->code)
		err_set(d->e, 0, "%s: its %s differs: it was %.60s, now it is %.60s", d->r->path,
			field, before ? before : "not there", now ? now : "not there");
	free(before);
	free(now);
}

int resume_check(const struct results *r, const json_t *meta, struct err *e)
{
	struct difference d = { r, e };

	return meta_compare(r->meta, meta, tell, &d) ? -e->code : 0;
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

json_t *resume_cells(const struct results *r)
{
	json_t *all = json_object(), *cell;
	size_t i;

	json_array_foreach(r->cells, i, cell) {
		const char *attack = json_string_value(json_object_get(cell, "attack"));
		const char *defence = json_string_value(json_object_get(cell, "defence"));
		json_t *row = json_object_get(all, attack);

		if (!row)
			json_object_set_new(all, attack, row = json_object());
		json_object_set(row, defence, cell);
	}
	return all;
}
