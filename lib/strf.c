// SPDX-License-Identifier: MIT
#include "lib/strf.h"

#include <stdarg.h>
#include <stdio.h>

char *strf(const char *fmt, ...)
{
	char *text;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&text, fmt, ap);
	va_end(ap);
	return n < 0 ? 0 : text;
}
