/* SPDX-License-Identifier: MIT */
/*
 * lists.h - what ordeal list can list, each made once, as JSON.
 */
#ifndef HARNESS_LISTS_H
#define HARNESS_LISTS_H

#include <jansson.h>

#include "harness/catalogue/catalogue.h"
#include "harness/ordeal.h"

struct wish {
	struct selection attacks;
	const char *id;
	char **dirs;
	bool json, wide, markdown;
	const char *only_for_attacks; /* the first such option; NULL */
};

/* Each returns a new array of objects, or NULL with the reason in *e. */
json_t *list_attacks(const struct home *home, const struct wish *w, struct err *e);
json_t *list_rows(const struct home *home, const struct wish *w, struct err *e);
json_t *list_defences(const struct home *home, const struct wish *w, struct err *e);
json_t *list_oracles(const struct home *home, const struct wish *w, struct err *e);
json_t *list_layers(const struct home *home, const struct wish *w, struct err *e);
json_t *list_graders(const struct home *home, const struct wish *w, struct err *e);
json_t *list_victims(const struct home *home, const struct wish *w, struct err *e);
json_t *list_profiles(const struct home *home, const struct wish *w, struct err *e);

#endif
