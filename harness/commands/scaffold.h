/* SPDX-License-Identifier: MIT */
/*
 * scaffold.h - for authors of attacks outside the tree: what was installed for them to build with.
 */
#ifndef HARNESS_SCAFFOLD_H
#define HARNESS_SCAFFOLD_H

#include "harness/ordeal.h"

/*
 * Become <share>/scaffold/SCRIPT with the words of argv after the first. Returns, with EXIT_USAGE
 * after a message, only where it cannot be run.
 */
int scaffold_run(const struct home *home, const char *script, char **argv);

#endif
