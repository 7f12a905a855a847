/* SPDX-License-Identifier: MIT */
/*
 * measure.h - what an oracle that counts has counted, and how sure that makes it.
 *
 * A figure just below its threshold is no defence, and one just above it no breach: the machine
 * decided. So a threshold has a margin around it, in which neither is said.
 */
#ifndef HARNESS_MEASURE_H
#define HARNESS_MEASURE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* What a threshold counts, and where it lies unless an attack says otherwise. */
struct scale {
	const char *unit;   /* "MiB"                                                      */
	uint64_t per_unit;  /* of what is counted make one: 1048576                       */
	uint64_t seen_at;   /* the oracle's own threshold, in what is counted             */
	unsigned margin;    /* percent of the threshold, to both sides of it; 0: it counts events,
			       and one is one                                             */
	uint64_t staged_at; /* the threshold it is tried with: a small effect shows enough */
};

struct measure {
	int64_t figure;	    /* -1: nothing was counted                                    */
	uint64_t threshold; /* seen from here on; as the figure in the smallest units     */
	unsigned margin;    /* percent                                                    */
};

/* Is it seen? And would it be on a machine that is a little different? */
bool measure_seen(const struct measure *m);
bool measure_near(const struct measure *m);

/* So far above the threshold that nothing more needs to be waited for. */
bool measure_enough(const struct measure *m);

/*
 * {"figure","threshold","margin","unit","per_unit"} for a results file, and back. What is null, or
 * comes from a file that has none, counted nothing.
 */
json_t *measure_object(const struct measure *m, const struct scale *s);
struct measure measure_of(const json_t *object);

/* "288 MiB, seen at 320": malloc'd; NULL: nothing was counted. */
char *measure_words(const json_t *object);

#endif
