// SPDX-License-Identifier: MIT
#include "lib/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What came up as a sentence of another's may say why already. */
static int says(const char *text, const char *why)
{
	size_t n = strlen(text), k = strlen(why);

	return n >= k && !strcmp(text + n - k, why);
}

int err_set(struct err *e, int code, const char *fmt, ...)
{
	va_list ap;
	int n;

	if (!e)
		return code ? -code : -EINVAL;
	e->code = code ? code : EINVAL;
	va_start(ap, fmt);
	n = vsnprintf(e->text, sizeof(e->text), fmt, ap);
	va_end(ap);
	if (code && n >= 0 && (size_t)n < sizeof(e->text) && !says(e->text, strerror(code)))
		snprintf(e->text + n, sizeof(e->text) - (size_t)n, ": %s", strerror(code));
	return -e->code;
}

int err_prefix(struct err *e, const char *fmt, ...)
{
	char was[sizeof(e->text)];
	va_list ap;
	int n;

	if (!e)
		return -EINVAL;
	memcpy(was, e->text, sizeof(was));
	va_start(ap, fmt);
	n = vsnprintf(e->text, sizeof(e->text), fmt, ap);
	va_end(ap);
	if (n >= 0 && (size_t)n < sizeof(e->text))
		snprintf(e->text + n, sizeof(e->text) - (size_t)n, ": %.*s",
			 (int)(sizeof(e->text) - (size_t)n - 3), was);
	return -(e->code ? e->code : EINVAL);
}
