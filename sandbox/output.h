/* SPDX-License-Identifier: MIT */
/*
 * output.h - how much the program may still print.
 */
#ifndef SANDBOX_OUTPUT_H
#define SANDBOX_OUTPUT_H

#include "sandbox/box.h"

/* How long a slow reader is waited for: not at all by who was told to end. */
int output_patience(const struct box *);

/* Bytes of output, and of the result, that may still pass. */
uint64_t output_left(const struct box *);
uint64_t result_left(const struct box *);

#endif
