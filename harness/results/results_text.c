// SPDX-License-Identifier: MIT
#include "harness/results/results_text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/utf8.h"

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

void results_last_words(const char *text, char *words, size_t size)
{
	size_t end = strlen(text), lines = 0, from;

	while (end && text[end - 1] == '\n')
		end--;
	for (from = end; from; from--)
		if (text[from - 1] == '\n' && ++lines == 2)
			break;
	snprintf(words, size, "%.*s", (int)(end - from), text + from);
	for (char *c = words; *c; c++)
		if (*c == '\n')
			*c = ' ';
}
