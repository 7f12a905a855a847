/* SPDX-License-Identifier: MIT */
/*
 * place.h - what ordeal-probe says inside an arena, under a profile.
 */
#ifndef HARNESS_PLACE_H
#define HARNESS_PLACE_H

#include <jansson.h>

#include "harness/ordeal.h"
#include "lib/err.h"

/* The report, a new object; NULL with the reason in *e. `profile` is a name, or a path to a file.
 */
json_t *place_report(const struct home *home, const char *profile, struct err *e);

#endif
