// SPDX-License-Identifier: MIT
#include "sandbox/numbers.h"

#include "sandbox/sandbox.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int options_number(const char *text, char unit, uint64_t *value)
{
	static const char units[] = "KMG";
	const char *u;
	char *end;

	if (!strcmp(text, "none")) {
		*value = BOX_NONE;
		return 0;
	}
	errno = 0;
	*value = strtoull(text, &end, 10);
	if (text[0] < '0' || text[0] > '9' || errno)
		return -EINVAL;
	if (*end && unit == 'b' && (u = strchr(units, *end))) {
		int shift = 10 * (int)(u - units + 1);

		if (*value > UINT64_MAX >> shift)
			return -EINVAL;
		*value <<= shift;
		end++;
	}
	/*
	 * Beyond 2^62 a sum or, in microseconds, a deadline would wrap; nobody means such a
	 * number.
	 */
	return *end || *value >> 62 || (unit == 's' && *value > (1ULL << 62) / 1000000) ? -EINVAL
											: 0;
}

/* "0.25": the next whole number, and how many microseconds less. */
int options_seconds(const char *text, uint64_t *whole, uint32_t *less_us)
{
	size_t n = strspn(text, "0123456789"),
	       places = text[n] == '.' ? strspn(text + n + 1, "0123456789") : 0;
	uint32_t us = 0;
	char digits[24];

	*less_us = 0;
	if (text[n] != '.')
		return options_number(text, 's', whole);
	if (!n || n >= sizeof(digits) || places < 1 || places > 6 || text[n + 1 + places])
		return -EINVAL;
	memcpy(digits, text, n);
	digits[n] = '\0';
	if (options_number(digits, 's', whole) < 0)
		return -EINVAL;
	for (size_t i = 0; i < 6; i++)
		us = us * 10 + (i < places ? (uint32_t)(text[n + 1 + i] - '0') : 0);
	*less_us = us ? 1000000 - us : 0;
	*whole += us > 0;
	return 0;
}

bool options_descriptor(const char *text, int *fd)
{
	size_t n = strspn(text, "0123456789");

	*fd = n < 10 ? atoi(text) : -1;
	return n > 0 && !text[n];
}
