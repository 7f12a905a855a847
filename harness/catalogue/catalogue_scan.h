/* SPDX-License-Identifier: MIT */
/*
 * catalogue_scan.h - for catalogue_load.c alone: the programs below a folder.
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

#endif
