// SPDX-License-Identifier: MIT
/*
 * surface_names.c - numbers to words: those of the headers that this was built with. What is newer
 * has no name here, and goes by its number.
 */
#include "harness/surface/surface.h"

#include <stdio.h>
#include <string.h>

static const char *const names[SURFACE_CALLS] = {
#include "syscall_names.h"
};

const char *surface_call(int nr)
{
	static char number[24];

	if (nr >= 0 && nr < SURFACE_CALLS && names[nr])
		return names[nr];
	snprintf(number, sizeof(number), "syscall %d", nr);
	return number;
}

const char *surface_word(int code)
{
	const char *name = code < SURFACE_SKIPPED ? strerrorname_np(code) : NULL;

	switch (code) {
	case 0:
		return "success";
	case SURFACE_SKIPPED:
		return "skipped";
	case SURFACE_SIGSYS:
		return "SIGSYS";
	case SURFACE_FAULT:
		return "fault";
	case SURFACE_KILLED:
		return "killed";
	case SURFACE_HUNG:
		return "hung";
	default:
		return name ? name : "unknown";
	}
}
