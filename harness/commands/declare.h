/* SPDX-License-Identifier: MIT */
/*
 * declare.h - what the meta line of a results file declares: its columns and rows.
 */
#ifndef HARNESS_DECLARE_H
#define HARNESS_DECLARE_H

#include <jansson.h>

#include "harness/commands/output.h"
#include "harness/run/campaign.h"

/* Those that are selected, and those that the file has already. New references. */
json_t *declare_columns(const struct campaign *c, const struct output *out);
json_t *declare_rows(const struct campaign *c);

/* The words of a command; null: there is none. */
json_t *declare_words(char *const *words);

#endif
