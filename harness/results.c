// SPDX-License-Identifier: MIT
#include "harness/results.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/packed.h"
#include "harness/verdict.h"
#include "lib/fd.h"
#include "lib/utf8.h"

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
	const char *type = json_string_value(json_object_get(object, "type"));
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

static const char *text_in(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* What is wrong with a cell, or NULL: the reports rely on these. */
static const char *wrong_cell(const json_t *cell)
{
	static const char *const texts[] = { "attack", "row", "defence", "group", "reason" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (!text_in(cell, texts[i]))
			return "a cell lacks attack, row, defence, group or reason";
	if (!text_in(cell, "verdict") || verdict_parse(text_in(cell, "verdict")) == VERDICT_COUNT)
		return "a cell has no known verdict";
	return NULL;
}

/* Put one line's object where it belongs. Steals it. A sentence, or NULL. */
static const char *sort_in(struct results *r, json_t *object)
{
	const char *type, *wrong = NULL;
	json_t **single = NULL, *raw = object;

	object = results_harmless(raw, false);
	json_decref(raw);
	type = text_in(object, "type");
	if (!type)
		wrong = "not an object with a \"type\"";
	else if (r->end)
		wrong = "a line after the end line";
	else if (!strcmp(type, "oracle"))
		json_array_append(r->oracles, object);
	else if (!strcmp(type, "cell") && !(wrong = wrong_cell(object)))
		json_array_append(r->cells, object);
	else if (!strcmp(type, "meta"))
		single = &r->meta;
	else if (!strcmp(type, "end"))
		single = &r->end;
	else if (!wrong)
		wrong = "a type that nobody knows";
	if (single && *single)
		wrong = "a second meta or end line";
	else if (single)
		*single = json_incref(object);
	json_decref(object);
	return wrong;
}

/* A line torn by a crash has no newline: the file is incomplete, which its missing end says. */
static bool torn(const char *line, size_t n)
{
	return n && line[n - 1] != '\n';
}

int results_read(const char *path, struct results *r, struct err *e)
{
	FILE *file = packed_open(path);
	char *line = NULL;
	size_t room = 0;
	ssize_t n;
	int code = 0;

	*r = (struct results){
		.oracles = json_array(), .cells = json_array(), .path = strdup(path)
	};
	if (!file)
		code = err_set(e, errno, "%s", path);
	for (unsigned at = 1; !code && (n = getline(&line, &room, file)) > 0; at++) {
		json_error_t why;
		json_t *object = json_loadb(line, (size_t)n, JSON_REJECT_DUPLICATES, &why);
		const char *wrong = object ? sort_in(r, object) : why.text;

		if (wrong && (object || !torn(line, (size_t)n)))
			code = err_set(e, 0, "%s:%u: %s", path, at, wrong);
		if (!wrong && !r->end)
			r->whole += n;
	}
	if (!code && ferror(file))
		code = err_set(e, EIO, "%s", path);
	free(line);
	if (file)
		fclose(file);
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

/* Would it do something to a terminal, other than begin a line or a column? */
static bool control(const unsigned char *s, size_t len)
{
	return utf8_orders(s, len) && *s != '\n' && *s != '\t';
}

static json_t *text_of(const char *bytes, size_t n, size_t cap, bool lines)
{
	static const char replacement[] = "\xef\xbf\xbd";
	size_t have = 0, end = n < cap ? n : cap;
	char *out = malloc(3 * end + 1);
	json_t *text;

	for (size_t i = 0; out && i < end;) {
		const unsigned char *s = (const unsigned char *)bytes + i;
		size_t len = utf8_length(s, n - i);

		if (len > end - i)
			break; /* the cap falls into a character: leave it away */
		if (!len || control(s, len) || (!lines && *s < 0x20)) {
			memcpy(out + have, replacement, 3);
			have += 3;
		} else {
			memcpy(out + have, s, len);
			have += len;
		}
		i += len ? len : 1;
	}
	text = out ? json_stringn(out, have) : NULL;
	free(out);
	return text ? text : json_null();
}

json_t *results_text(const char *bytes, size_t n, size_t cap)
{
	return text_of(bytes, n, cap, true);
}

/* Is it what text_of() would make of it? */
static bool harmless_text(const char *text, size_t n, bool lines)
{
	for (size_t i = 0; i < n;) {
		const unsigned char *s = (const unsigned char *)text + i;
		size_t len = *s - 0x20u < 0x5f ? 1 : utf8_length(s, n - i);

		if (!len || (*s - 0x20u >= 0x5f && control(s, len)) || (!lines && *s < 0x20))
			return false;
		i += len;
	}
	return true;
}

/* Only these keep their line breaks. */
static bool printed(const char *key)
{
	return !strcmp(key, "stdout") || !strcmp(key, "stderr");
}

/* Nearly every line is: then it need not be copied, which takes longer than reading it. */
static bool harmless(const json_t *value, bool lines)
{
	json_t *one;
	const char *key;
	size_t i;

	if (json_is_string(value))
		return harmless_text(json_string_value(value), json_string_length(value), lines);
	json_array_foreach(value, i, one)
		if (!harmless(one, lines))
			return false;
	json_object_foreach((json_t *)value, key, one)
		if (!harmless_text(key, strlen(key), false) || !harmless(one, printed(key)))
			return false;
	return true;
}

json_t *results_harmless(const json_t *value, bool lines)
{
	json_t *copy, *one;
	const char *key;
	size_t i;

	if (harmless(value, lines))
		return json_incref((json_t *)value);
	if (json_is_string(value))
		return text_of(json_string_value(value), json_string_length(value), SIZE_MAX,
			       lines);
	if (json_is_array(value)) {
		copy = json_array();
		json_array_foreach(value, i, one)
			json_array_append_new(copy, results_harmless(one, lines));
		return copy;
	}
	if (!json_is_object(value))
		return json_incref((json_t *)value);
	copy = json_object();
	json_object_foreach((json_t *)value, key, one) {
		json_t *name = text_of(key, strlen(key), SIZE_MAX, false);

		json_object_set_new(copy, json_string_value(name),
				    results_harmless(one, printed(key)));
		json_decref(name);
	}
	return copy;
}
