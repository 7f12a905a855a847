/* SPDX-License-Identifier: MIT */
/*
 * catalogue_scan.h - for catalogue.c alone: what fills the store.
 */
#ifndef HARNESS_CATALOGUE_SCAN_H
#define HARNESS_CATALOGUE_SCAN_H

#include "harness/catalogue/catalogue.h"

/*
 * Add every program that has a manifest below the folder `root`, which the arena sees as `inside`.
 * `foreign`: a folder of --attack-dir, with more freedom. 0, or -errno with the file in *e.
 */
int catalogue_scan(struct catalogue *c, const char *root, const char *inside, bool foreign,
		   struct err *e);

/* 0 or -ENOMEM; catalogue_append() takes what *p points to. */
int catalogue_add_row(struct catalogue *c, const char *name, const char *blurb, bool benign);
int catalogue_append(struct catalogue *c, const struct program *p);
void program_free(struct program *p);

#endif
