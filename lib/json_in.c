// SPDX-License-Identifier: MIT
/* RFC 8259, and no more: no comments, no trailing commas, no text that is not UTF-8. */
#include "lib/json_in.h"

#include "lib/utf8.h"

#include <string.h>

void in_fail(struct json_in *j, const char *why)
{
	if (!j->error)
		j->error = why;
	j->at = j->end;
}

void in_begin(struct json_in *j, char *text, size_t n)
{
	*j = (struct json_in){ .at = text, .end = text + n };
}

static void blanks(struct json_in *j)
{
	while (j->at < j->end &&
	       (*j->at == ' ' || *j->at == '\n' || *j->at == '\t' || *j->at == '\r'))
		j->at++;
}

/* The next character that is no blank; '\0' at the end, which no JSON has. */
static char peek(struct json_in *j)
{
	blanks(j);
	return j->at < j->end ? *j->at : '\0';
}

static bool take(struct json_in *j, char c)
{
	if (peek(j) != c || !c)
		return false;
	j->at++;
	return true;
}

static void enter(struct json_in *j, char open)
{
	if (!take(j, open))
		in_fail(j, open == '{' ? "an object is expected" : "an array is expected");
	else if (++j->depth > JSON_IN_DEPTH)
		in_fail(j, "it is nested too deeply");
	j->first = true;
}

void in_object(struct json_in *j)
{
	enter(j, '{');
}

void in_array(struct json_in *j)
{
	enter(j, '[');
}

/* Is there one more in the innermost object or array? */
static bool another(struct json_in *j, char close)
{
	bool first = j->first;

	if (j->error)
		return false;
	j->first = false;
	if (take(j, close)) {
		j->depth--;
		return false;
	}
	if (first || take(j, ','))
		return true;
	in_fail(j, "a comma or a closing bracket is expected");
	return false;
}

bool in_more(struct json_in *j)
{
	return another(j, ']');
}

const char *in_key(struct json_in *j, size_t *n)
{
	const char *key = another(j, '}') ? in_text(j, n) : NULL;

	if (key && !take(j, ':'))
		in_fail(j, "a colon is expected");
	return j->error ? NULL : key;
}

/* Four hexadecimal digits at p; -1. */
static int hex4(const char *p, const char *end)
{
	int value = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		static const char digits[] = "0123456789abcdefABCDEF";
		const char *d = p[i] ? strchr(digits, p[i]) : NULL;

		if (!d)
			return -1;
		value = value * 16 + (int)(d - digits > 15 ? d - digits - 6 : d - digits);
	}
	return value;
}

static char *put_utf8(char *to, unsigned c)
{
	if (c < 0x80) {
		*to++ = (char)c;
	} else if (c < 0x800) {
		*to++ = (char)(0xc0 | c >> 6);
		*to++ = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		*to++ = (char)(0xe0 | c >> 12);
		*to++ = (char)(0x80 | (c >> 6 & 0x3f));
		*to++ = (char)(0x80 | (c & 0x3f));
	} else {
		*to++ = (char)(0xf0 | c >> 18);
		*to++ = (char)(0x80 | (c >> 12 & 0x3f));
		*to++ = (char)(0x80 | (c >> 6 & 0x3f));
		*to++ = (char)(0x80 | (c & 0x3f));
	}
	return to;
}

/* Behind "\u": one character, of two halves where they belong together. -1: there is none. */
static int unicode(struct json_in *j)
{
	int high = hex4(j->at, j->end), low;

	if (high < 0)
		return -1;
	j->at += 4;
	if (high < 0xd800 || high > 0xdfff)
		return high;
	if (high > 0xdbff || j->end - j->at < 6 || j->at[0] != '\\' || j->at[1] != 'u')
		return -1;
	low = hex4(j->at + 2, j->end);
	if (low < 0xdc00 || low > 0xdfff)
		return -1;
	j->at += 6;
	return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

/* j->at is behind a backslash. What it stands for goes to *to; never longer than what stood there.
 */
static bool escape(struct json_in *j, char **to)
{
	static const char from[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
	char c = j->at < j->end ? *j->at++ : '\0';
	const char *which = c ? strchr(from, c) : NULL;
	int code;

	if (which) {
		*(*to)++ = meant[which - from];
		return true;
	}
	if (c != 'u' || (code = unicode(j)) < 0)
		return false;
	*to = put_utf8(*to, (unsigned)code);
	return true;
}

const char *in_text(struct json_in *j, size_t *n)
{
	char *start, *to;

	if (!take(j, '"')) {
		in_fail(j, "text is expected");
		return NULL;
	}
	for (start = to = j->at; j->at < j->end && *j->at != '"';) {
		unsigned char c = (unsigned char)*j->at;
		size_t len = utf8_length(j->at, (size_t)(j->end - j->at));

		if (c < 0x20 || !len) {
			in_fail(j, c < 0x20 ? "a control character in text" : "text that is not UTF-8");
			return NULL;
		}
		if (c == '\\') {
			j->at++;
			if (!escape(j, &to)) {
				in_fail(j, "a wrong escape in text");
				return NULL;
			}
			continue;
		}
		memmove(to, j->at, len);
		to += len;
		j->at += len;
	}
	if (j->at == j->end) {
		in_fail(j, "text without an end");
		return NULL;
	}
	j->at++;
	*n = (size_t)(to - start);
	*to = '\0'; /* at the latest where the closing quote was */
	return start;
}

static bool digit(const struct json_in *j)
{
	return j->at < j->end && *j->at >= '0' && *j->at <= '9';
}

static size_t digits(struct json_in *j)
{
	const char *start = j->at;

	while (digit(j))
		j->at++;
	return (size_t)(j->at - start);
}

uint64_t in_number(struct json_in *j)
{
	uint64_t value = 0;
	const char *start;

	peek(j);
	start = j->at;
	for (; digit(j); j->at++) {
		uint64_t d = (uint64_t)(*j->at - '0');

		if (value > (INT64_MAX - d) / 10) {
			in_fail(j, "a number that is too large");
			return 0;
		}
		value = value * 10 + d;
	}
	if (j->at == start || (*start == '0' && j->at - start > 1))
		in_fail(j, "a number is expected");
	return j->error ? 0 : value;
}

static bool word(struct json_in *j, const char *text)
{
	size_t n = strlen(text);

	if (peek(j) != *text || (size_t)(j->end - j->at) < n || memcmp(j->at, text, n) != 0)
		return false;
	j->at += n;
	return true;
}

bool in_bool(struct json_in *j)
{
	bool yes = word(j, "true");

	if (!yes && !word(j, "false"))
		in_fail(j, "true or false is expected");
	return yes && !j->error;
}

/* Any number that JSON knows. */
static void skip_number(struct json_in *j)
{
	bool right;

	if (j->at < j->end && *j->at == '-')
		j->at++;
	right = j->at < j->end && (*j->at == '0' ? j->at++ != NULL : digits(j) > 0);
	if (right && j->at < j->end && *j->at == '.') {
		j->at++;
		right = digits(j) > 0;
	}
	if (right && j->at < j->end && (*j->at == 'e' || *j->at == 'E')) {
		j->at++;
		if (j->at < j->end && (*j->at == '+' || *j->at == '-'))
			j->at++;
		right = digits(j) > 0;
	}
	if (!right)
		in_fail(j, "a value is expected");
}

void in_skip(struct json_in *j)
{
	char c = peek(j);
	size_t n;

	if (j->error)
		return;
	if (c == '{') {
		in_object(j);
		while (in_key(j, &n))
			in_skip(j);
	} else if (c == '[') {
		in_array(j);
		while (in_more(j))
			in_skip(j);
	} else if (c == '"') {
		in_text(j, &n);
	} else if (!word(j, "true") && !word(j, "false") && !word(j, "null")) {
		skip_number(j);
	}
}

const char *in_end(struct json_in *j)
{
	if (!j->error && peek(j))
		in_fail(j, "more than one value");
	if (!j->error && j->at < j->end)
		in_fail(j, "a NUL"); /* peek() takes it for the end */
	return j->error;
}
