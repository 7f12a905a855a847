/* SPDX-License-Identifier: MIT */
/*
 * meta.h - may two runs be compared, or be one? Their meta lines, field by field.
 */
#ifndef HARNESS_META_H
#define HARNESS_META_H

#include <jansson.h>
#include <stddef.h>

/*
 * Call `say` (may be NULL) for every field that differs, nested ones as "software.node"; a value is
 * NULL where the field is missing. How many differ. When a run was started does not count, nor do
 * the words of its command that change no result: -o, --resume, --force, --live, -j.
 */
size_t meta_compare(const json_t *a, const json_t *b,
		    void (*say)(const char *field, const json_t *a, const json_t *b, void *user),
		    void *user);

/* A command without those words; NULL: it is none, or no memory. A new reference. */
json_t *meta_command(const json_t *command);

#endif
