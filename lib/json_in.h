/* SPDX-License-Identifier: MIT */
/*
 * json_in.h - read JSON where it lies: the counterpart of json_out.h.
 *
 * Nothing is built and nothing is allocated: the reader asks for what it expects, one value after
 *the other, and text is unescaped in place. For programs that must not allocate or are linked to
 *nothing (ordeal-sandbox, ordeal-wasm); everybody else uses jansson, and the fuzz target holds this
 *one to it.
 *
 *	struct json_in j;
 *	const char *key;
 *	size_t n;
 *
 *	in_begin(&j, text, size);
 *	in_object(&j);
 *	while ((key = in_key(&j, &n)))
 *		if (!strcmp(key, "id")) id = in_text(&j, &id_n);
 *		else                    in_skip(&j);
 *	if (in_end(&j)) ...                              errors are kept: one look at the end
 */
#ifndef LIB_JSON_IN_H
#define LIB_JSON_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { JSON_IN_DEPTH = 16 };

struct json_in {
	char       *at, *end;
	const char *error; /* the first thing that was wrong, NULL: nothing so far */
	unsigned    depth;
	bool        first; /* nothing yet in the innermost object or array         */
};

/* `text` is changed by reading it. */
void in_begin(struct json_in *, char *text, size_t n);

/* The next value is an object. in_key() is its next member's name, with a NUL behind it; NULL: no
 * more. */
void in_object(struct json_in *);
const char *in_key(struct json_in *, size_t *n);

/* The next value is an array. Is there one more value in it? */
void in_array(struct json_in *);
bool in_more(struct json_in *);

/* Text: a pointer into what is read, with a NUL behind it; it may hold others. NULL on errors. */
const char *in_text(struct json_in *, size_t *n);

/* A number without sign, point and exponent, at most 2^63 - 1. 0 on errors. */
uint64_t in_number(struct json_in *);

/* true or false. False on errors. */
bool in_bool(struct json_in *);

/* Any value. */
void in_skip(struct json_in *);

/* Is all of it read, and was all of it right? NULL, or what was wrong. */
const char *in_end(struct json_in *);

/* The reader's own objection. */
void in_fail(struct json_in *, const char *why);

#endif
