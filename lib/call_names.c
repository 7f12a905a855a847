// SPDX-License-Identifier: MIT
/*
 * call_names.c - numbers to words: those of the headers that this was built with. What is newer has
 * no name here, and goes by its number.
 */
#include "lib/calls.h"

#include <stdio.h>

static const char *const names[CALLS] = {
#include "syscall_names.h"
};

const char *call_name(int nr)
{
	static char number[24];

	if (nr >= 0 && nr < CALLS && names[nr])
		return names[nr];
	snprintf(number, sizeof(number), "syscall %d", nr);
	return number;
}
