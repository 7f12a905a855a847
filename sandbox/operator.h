/* SPDX-License-Identifier: MIT */
/*
 * operator.h - --policy FILE: what the operator allows, in a file.
 */
#ifndef SANDBOX_OPERATOR_H
#define SANDBOX_OPERATOR_H

#include "lib/err.h"

/* Put the file's options in place of `--policy FILE`. 0; -errno, with the file's name and line. */
int operator_read(int *argc, char ***argv, struct err *);

#endif
