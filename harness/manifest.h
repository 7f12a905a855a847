/* SPDX-License-Identifier: MIT */
/*
 * manifest.h - what a program says about itself, checked.
 */
#ifndef HARNESS_MANIFEST_H
#define HARNESS_MANIFEST_H

#include "harness/catalogue.h"

/*
 * Fill the fields of *p that a manifest speaks of; id, row, name, benign and argv are the caller's.
 * `manifest` is borrowed. `foreign` allows the keys of an --attack-dir: row, argv, armed. 0 or
 * -errno with the key in *e: unknown, of the wrong type, or an oracle, scene or need nobody knows.
 */
int manifest_parse(struct program *p, json_t *manifest, bool foreign, struct err *e);

/* What only makes sense once the row is known: benign programs have something to expect. */
int manifest_check_row(const struct program *p, struct err *e);

/* The JSON object in the file `path`; NULL with "FILE:LINE: why" in *e. */
json_t *manifest_read(const char *path, struct err *e);

/* "solo", "after-victim", "before-victim". */
const char *scene_name(enum scene s);

/* "none", "rpc", "file". */
const char *grader_name(enum grader g);

#endif
