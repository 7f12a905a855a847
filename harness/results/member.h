/* SPDX-License-Identifier: MIT */
/*
 * member.h - the members of a JSON object whose type a file from elsewhere need not keep to.
 */
#ifndef HARNESS_MEMBER_H
#define HARNESS_MEMBER_H

#include <jansson.h>
#include <stdbool.h>

/* NULL: there is none of that name, or it is no text. */
static inline const char *member_text(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* The same, "" instead of NULL. */
static inline const char *member_text_or_empty(const json_t *object, const char *key)
{
	const char *text = member_text(object, key);

	return text ? text : "";
}

/* Only `true` is. */
static inline bool member_is_true(const json_t *object, const char *key)
{
	return json_is_true(json_object_get(object, key));
}

/* What lies one deeper; NULL: either is not there. */
static inline const json_t *member_of(const json_t *object, const char *outer, const char *inner)
{
	return json_object_get(json_object_get(object, outer), inner);
}

#endif
