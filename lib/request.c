// SPDX-License-Identifier: MIT
#include "lib/request.h"

#include "lib/json_in.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

const char *const request_limit_names[REQUEST_LIMITS] = {
	[REQUEST_WALL] = "wall",
	[REQUEST_CPU] = "cpu",
	[REQUEST_OUTPUT] = "output",
};

static void text(struct json_in *j, struct request_text *t)
{
	t->text = in_text(j, &t->n);
}

static bool has_nul(const struct request_text *t)
{
	return strlen(t->text) != t->n;
}

static void arguments(struct json_in *j, struct request *r)
{
	r->count = 0;
	in_array(j);
	while (in_more(j)) {
		if (r->count == REQUEST_ARGS) {
			in_fail(j, "more arguments than 64");
			return;
		}
		text(j, &r->args[r->count]);
		if (!j->error && has_nul(&r->args[r->count]))
			in_fail(j, "a NUL in an argument");
		r->count++;
	}
}

/* A file of the run's own folder: it can lead nowhere else. */
static void check_name(struct json_in *j, const struct request_text *t)
{
	if (!j->error && (!t->n || t->n > REQUEST_NAME || has_nul(t) || strchr(t->text, '/') ||
			  !strcmp(t->text, ".") || !strcmp(t->text, "..")))
		in_fail(j, "a file's name that is not plain");
}

static void check_variable(struct json_in *j, const struct request_pair *p)
{
	if (!j->error &&
	    (!p->name.n || has_nul(&p->name) || strchr(p->name.text, '=') || has_nul(&p->value)))
		in_fail(j, "a variable that cannot be one");
}

/* An object whose members are texts. */
static void pairs(struct json_in *j, struct request_pair to[REQUEST_PAIRS], size_t *count,
		  bool files)
{
	struct request_text name;

	*count = 0;
	in_object(j);
	while ((name.text = in_key(j, &name.n))) {
		for (size_t i = 0; i < *count; i++)
			if (name.n == to[i].name.n && !memcmp(name.text, to[i].name.text, name.n))
				in_fail(j, "a name that is there twice");
		if (*count == REQUEST_PAIRS)
			in_fail(j, files ? "more files than 16" : "more variables than 16");
		if (j->error)
			return;
		to[*count].name = name;
		text(j, &to[*count].value);
		if (files)
			check_name(j, &name);
		else
			check_variable(j, &to[*count]);
		++*count;
	}
}

static void names(struct json_in *j, struct request *r)
{
	r->back_count = 0;
	in_array(j);
	while (in_more(j)) {
		if (r->back_count == REQUEST_PAIRS) {
			in_fail(j, "more files to return than 16");
			return;
		}
		text(j, &r->back[r->back_count]);
		check_name(j, &r->back[r->back_count++]);
	}
}

/* 1: there is no limit of that name. */
static int limit(struct json_in *j, struct request *r, const char *key)
{
	for (int i = 0; i < REQUEST_LIMITS; i++) {
		if (strcmp(key, request_limit_names[i]) != 0)
			continue;
		r->limit[i] = in_number(j);
		if (!j->error && !r->limit[i])
			in_fail(j, "a limit of 0");
		return 0;
	}
	return 1;
}

static void member(struct json_in *j, struct request *r, const char *key, size_t n)
{
	if (strlen(key) != n)
		in_fail(j, "a NUL in a member's name");
	else if (!strcmp(key, "id"))
		text(j, &r->id);
	else if (!strcmp(key, "program"))
		text(j, &r->program);
	else if (!strcmp(key, "stdin"))
		text(j, &r->input);
	else if (!strcmp(key, "args"))
		arguments(j, r);
	else if (!strcmp(key, "files"))
		pairs(j, r->files, &r->file_count, true);
	else if (!strcmp(key, "env"))
		pairs(j, r->env, &r->env_count, false);
	else if (!strcmp(key, "return"))
		names(j, r);
	else if (limit(j, r, key))
		in_fail(j, "a member that is not known");
}

int request_parse(struct request *r, char *from, size_t n, struct err *e)
{
	struct json_in j;
	const char *key, *why;
	size_t key_n;

	memset(r, 0, sizeof(*r));
	in_begin(&j, from, n);
	in_object(&j);
	while ((key = in_key(&j, &key_n)))
		member(&j, r, key, key_n);
	why = in_end(&j);
	if (!why && !r->program.text && !r->count)
		why = "neither a program nor arguments";
	return why ? err_set(e, 0, "request: %s", why) : 0;
}

/* All n bytes, or as many as there are before the end. */
static long read_all(int fd, uint8_t *to, size_t n)
{
	size_t done = 0;

	while (done < n) {
		ssize_t r = read(fd, to + done, n - done);

		if (r == 0)
			break;
		if (r < 0 && errno != EINTR)
			return -errno;
		done += r > 0 ? (size_t)r : 0;
	}
	return (long)done;
}

long request_read(int fd, void *to, size_t size)
{
	uint8_t head[REQUEST_HEAD];
	long r = read_all(fd, head, sizeof(head));
	size_t n;

	if (r <= 0)
		return r;
	if (r < REQUEST_HEAD)
		return -EPROTO;
	n = (size_t)head[0] << 24 | (size_t)head[1] << 16 | (size_t)head[2] << 8 | head[3];
	if (!n || n > size)
		return n ? -EMSGSIZE : -EPROTO;
	r = read_all(fd, to, n);
	return r < 0 ? r : (size_t)r < n ? -EPROTO : r;
}

void request_head(uint8_t head[REQUEST_HEAD], size_t n)
{
	for (int i = 0; i < REQUEST_HEAD; i++)
		head[i] = (uint8_t)(n >> 8 * (REQUEST_HEAD - 1 - i));
}
