/* SPDX-License-Identifier: MIT */
/*
 * manifest.h - what a program says about itself, checked.
 */
#ifndef HARNESS_MANIFEST_H
#define HARNESS_MANIFEST_H

#include "harness/catalogue/program.h"
#include "lib/err.h"

/*
 * Fill the fields of *p that a manifest speaks of; id, row, name, benign and argv are the caller's.
 * `manifest` is borrowed. `foreign` allows the keys of an --attack-dir: row, argv, armed. 0 or
 * -errno with the key in *e: unknown, of the wrong type, or an oracle, scene or need nobody knows.
 */
int manifest_parse(struct program *p, json_t *manifest, bool foreign, struct err *e);

/*
 * Is a JSON file of a foreign folder meant as a manifest? One that has any of the keys that say
 * what a program does is, and what it lacks then is a mistake; a package.json has none of them.
 */
bool manifest_likely(const json_t *manifest);

/* What only makes sense once the row is known: benign programs have something to expect. */
int manifest_check_row(const struct program *p, struct err *e);

/* The JSON object in the file `path`; NULL with "FILE:LINE: why" in *e. */
json_t *manifest_read(const char *path, struct err *e);

/* "solo", "after-victim", "before-victim". */
const char *scene_name(enum scene s);

/* "none", "rpc", "file". */
const char *grader_name(enum grader g);

/* One sentence for people: who runs the students, and how they are marked. */
const char *grader_summary(enum grader g);

/* enum scene, enum grader; -1: there is none of that name. */
int scene_parse(const char *name);
int grader_parse(const char *name);

#endif
