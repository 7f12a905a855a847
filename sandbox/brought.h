/* SPDX-License-Identifier: MIT */
/*
 * brought.h - what a request brings besides arguments, and what it is given back: files of the run's
 * folder, variables of the program's environment. ordeal-request(7)
 */
#ifndef SANDBOX_BROUGHT_H
#define SANDBOX_BROUGHT_H

#include "lib/request.h"
#include "sandbox/box.h"

/* Is there a folder and an environment for it, and does the operator allow these variables? 0 or -EINVAL. */
int brought_fits(const struct request *, const struct box_options *, struct err *);

/* Program and files, into a folder in which nothing else is. 0 or -errno. */
int brought_put(const struct request *, int folder, struct err *);

/* The variables, into the program's environment. 0 or -errno. */
int brought_variables(struct box *, struct err *);

/* All of the program's is dead: copy what is asked for out of its folder, and say where it is. */
void brought_give_back(const struct box *);

#endif
