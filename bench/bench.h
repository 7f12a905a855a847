/* SPDX-License-Identifier: MIT */
/*
 * bench.h - one run of the benchmark, and its measurements.
 *
 * Each appends its lines to the results file as it finishes a block, so that a crash loses one
 * block at most. Names of lines and fields: results/schema/bench.schema.json.
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include "bench/stats.h"
#include "lib/err.h"

#include <jansson.h>
#include <signal.h>
#include <stdbool.h>

struct variants;

struct bench {
	const char *build;      /* absolute path of the build folder                        */
	const struct variants *variants;
	int         out;        /* the results file                                         */
	double      seconds;    /* for all launches together, about                         */
	unsigned    rounds;     /* of the per-call program                                  */
	struct rng  rng;        /* order                                                    */
	uint64_t    sequence;   /* launches so far                                          */
	uint64_t    failures;   /* launches that went wrong                                 */
	bool        quick;      /* a first look                                             */
	bool        terminal;   /* stderr is one                                            */
	double      told_ms;    /* when progress was last told                              */
};

/* Set by SIGINT and SIGTERM: finish the line, write the end, leave. */
extern volatile sig_atomic_t bench_interrupted;

/*
 * Launch latency: "sample" lines, one per program and variant; of one program only, or of all for
 * NULL. 0 or -errno.
 */
struct program;
int bench_launches(struct bench *, const struct program *only, struct err *);

/* The price of system calls inside: "percall" lines, one per call and variant. */
int bench_calls(struct bench *, struct err *);

/*
 * All other quantities: "quantity" lines, as bench/more prints them; of those in `which` only, names
 * with commas between, or of all for NULL.
 */
int bench_more(struct bench *, const char *which, struct err *);

/* The same commands through hyperfine: "hyperfine" lines. */
int bench_hyperfine(struct bench *, struct err *);

/*
 * How far it is, on stderr: over and over in one line of a terminal, elsewhere a line every ten
 * seconds. bench_told() ends the line.
 */
void bench_tell(struct bench *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void bench_told(struct bench *);

/* Append one object, whose reference is stolen. */
int bench_write(struct bench *, json_t *line, struct err *);

#endif
