/* SPDX-License-Identifier: MIT */
/*
 * surface_line.h - a column's line in a file of `ordeal surface`, for all who read it.
 */
#ifndef HARNESS_SURFACE_LINE_H
#define HARNESS_SURFACE_LINE_H

#include <jansson.h>
#include <stddef.h>

/* How many calls the kernel refuses to everybody; files of before December 2026 say "untold". */
static inline size_t surface_refused_to_all(const json_t *line)
{
	const json_t *calls = json_object_get(line, "refused_to_all");

	return json_array_size(calls ? calls : json_object_get(line, "untold"));
}

#endif
