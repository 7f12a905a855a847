/* SPDX-License-Identifier: MIT */
/*
 * compare.h - one run of the benchmark beside another: faster, slower, no change, not comparable.
 */
#ifndef BENCH_COMPARE_H
#define BENCH_COMPARE_H

/* `--compare BASE NEW [AGAIN]`; prints, and is an exit code: see its --help. */
int compare_main(int argc, char **argv);

#endif
