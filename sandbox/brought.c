// SPDX-License-Identifier: MIT
/*
 * brought.c - see brought.h. A request can only narrow what the operator allows: it sets no variable but
 * those that the operator names, and names files of the run's own folder alone. What is given back was
 * made by the program: it may be anything, a pipe, a link, larger than memory.
 */
#include "sandbox/brought.h"

#include "lib/fd.h"
#include "sandbox/layer_env.h"
#include "sandbox/stack.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <unistd.h>

enum { BACK_BYTES = REQUEST_BYTES, PAGE = 4096 };

static_assert((int)REQUEST_PAIRS == (int)BOX_LIST, "box_result has room for all that is given back");

/* The operator's `--env NAME`, without a value, leaves that to who asks. */
static bool may_set(const struct box_options *o, const char *name)
{
	for (size_t i = 0; i < BOX_LIST && o->env[i]; i++)
		if (!strcmp(o->env[i], name))
			return true;
	return false;
}

int brought_fits(const struct request *r, const struct box_options *o, struct err *e)
{
	bool folder = stack_has(o->layers, &layer_tmp) && !o->chdir;

	if ((r->file_count || r->back_count) && !folder)
		return err_set(e, EINVAL, "request: this launcher has no folder for files");
	if (r->env_count && !stack_has(o->layers, &layer_env))
		return err_set(e, EINVAL, "request: this launcher makes no environment");
	for (size_t i = 0; i < r->env_count; i++)
		if (!may_set(o, r->env[i].name.text))
			return err_set(e, EINVAL, "request: the launcher's --env does not name the variable '%.64s'",
				       r->env[i].name.text);
	for (size_t i = 0; r->program.text && i < r->file_count; i++)
		if (!strcmp(r->files[i].name.text, BOX_PROGRAM))
			return err_set(e, EINVAL, "request: the file '" BOX_PROGRAM "' is the program's source");
	return 0;
}

static int put(int folder, const char *name, const struct request_text *t, struct err *e)
{
	int fd _cleanup_fd_ = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	int r = fd < 0 ? -errno : fd_write_all(fd, t->text, t->n);

	return r < 0 ? err_set(e, -r, "the request's file '%.64s'", name) : 0;
}

int brought_put(const struct request *r, int folder, struct err *e)
{
	int got = r->program.text ? put(folder, BOX_PROGRAM, &r->program, e) : 0;

	for (size_t i = 0; got == 0 && i < r->file_count; i++)
		got = put(folder, r->files[i].name.text, &r->files[i].value, e);
	return got;
}

int brought_variables(struct box *b, struct err *e)
{
	const struct request *r = b->opt->request;

	for (size_t i = 0; i < r->env_count; i++) {
		const struct request_pair *p = &r->env[i];
		char *variable = malloc(p->name.n + p->value.n + 2); /* it lives as long as this process */

		if (!variable)
			return err_set(e, ENOMEM, "environment");
		stpcpy(stpcpy(stpcpy(variable, p->name.text), "="), p->value.text);
		if (env_set(b, variable) < 0)
			return err_set(e, E2BIG, "environment");
	}
	return 0;
}

/* An ordinary file, of this folder only: a second name might be that of a file which is not the program's. */
static int open_given(int folder, const char *name, size_t room, size_t *n)
{
	int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat st;

	if (fd >= 0 && (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_nlink != 1 ||
			(uint64_t)st.st_size > room))
		fd_close(&fd);
	*n = fd < 0 ? 0 : (size_t)st.st_size;
	return fd;
}

void brought_give_back(const struct box *b)
{
	const struct request *r = b->opt->request;
	uint64_t at = 0;

	for (size_t i = 0; i < r->back_count; i++) {
		struct box_back *back = &b->res->back[i];
		size_t n, done = 0;
		int fd _cleanup_fd_ = open_given(b->tmp.dir, r->back[i].text, BACK_BYTES - at, &n);
		ssize_t k = 1;

		if (fd < 0 || lseek(b->opt->back, (off_t)at, SEEK_SET) < 0)
			continue;
		while (done < n && (k = sendfile(b->opt->back, fd, NULL, n - done)) > 0)
			done += (size_t)k;
		*back = (struct box_back){ .there = k >= 0, .at = at, .bytes = done };
		at += (done + PAGE - 1) / PAGE * PAGE; /* each can be mapped by itself */
		if (at >= BACK_BYTES)
			break;
	}
}
