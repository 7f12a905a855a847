/* SPDX-License-Identifier: MIT */
/*
 * quantities.h - the lines that bench/more measured, as tables.
 */
#ifndef BENCH_QUANTITIES_H
#define BENCH_QUANTITIES_H

#include "bench/read.h"
#include "bench/sheet.h"

/* One table for each quantity and program. 0 or -ENOMEM. */
int print_quantities(const struct bench_file *, enum format);

#endif
