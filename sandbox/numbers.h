/* SPDX-License-Identifier: MIT */
/*
 * numbers.h - numbers in options.
 */
#ifndef SANDBOX_NUMBERS_H
#define SANDBOX_NUMBERS_H

#include <stdbool.h>
#include <stdint.h>

/* "10", "16M": a size with K, M, G when `unit` is 'b'; "none" is BOX_NONE. 0 or -EINVAL. */
int options_number(const char *text, char unit, uint64_t *value);

/*
 * Digits alone are a descriptor's number, and not a file's name; -1 where they are too many for
 * one.
 */
bool options_descriptor(const char *text, int *fd);

/*
 * Seconds, also with a decimal point: "2.5" is 3 in *whole and 500000 in *less_us, the
 * microseconds that it is less. 0 or -EINVAL.
 */
int options_seconds(const char *text, uint64_t *whole, uint32_t *less_us);

#endif
