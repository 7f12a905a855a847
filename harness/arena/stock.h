/* SPDX-License-Identifier: MIT */
/*
 * stock.h - what the file systems of an arena hold: what statfs says of every tmpfs that a process
 * has as /tmp or /dev/shm, names or no names.
 */
#ifndef HARNESS_STOCK_H
#define HARNESS_STOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "harness/arena/arena.h"

/* Bytes, or inodes; -1: they cannot be counted. */
int64_t stock_of(const struct arena *a, bool inodes);

#endif
