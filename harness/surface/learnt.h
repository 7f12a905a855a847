/* SPDX-License-Identifier: MIT */
/*
 * learnt.h - a policy of `ordeal-sandbox --learn` as a column of the surface.
 */
#ifndef HARNESS_SURFACE_LEARNT_H
#define HARNESS_SURFACE_LEARNT_H

#include "lib/err.h"

/*
 * The command line of a column that has the policy's layers and its calls. Of the rest (paths,
 * limits) nothing is taken: the surface is about calls. To be freed; NULL with the reason in *e:
 * ENOENT and its like from open(2), EINVAL for a file that names no calls, ENOMEM.
 */
char *learnt_command(const char *file, struct err *e);

#endif
