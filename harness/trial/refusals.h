/* SPDX-License-Identifier: MIT */
/*
 * refusals.h - what a sandbox says that it refused to an honest program: for people who have to
 * decide what an exercise needs. It decides nothing, so it may come from the accused's own side.
 */
#ifndef HARNESS_REFUSALS_H
#define HARNESS_REFUSALS_H

#include "harness/trial/episode.h"

/* Was an honest program broken by a sandbox that can be asked? */
bool refusals_wanted(const struct episode_spec *spec, const json_t *result);

/* The same defence, told to report on its standard error. Its argv is to be freed. NULL argv: no
 * memory. */
struct defence refusals_asked(const struct defence *d);

/* "seccomp: socket (1 time)", of the report that ends this text; null: there is none. A new reference. */
json_t *refusals_in(const char *text, size_t n);

#endif
