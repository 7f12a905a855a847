/* SPDX-License-Identifier: MIT */
/*
 * shard.h - run --shard: a part of the cells, for each of several machines to measure one.
 * `ordeal merge` makes one run of them.
 *
 * All cells of an attack are in one shard, so that its control is run once. Attacks are dealt by
 * what they are known to cost (share/costs.json, seconds a cell), the dearest first, each to the
 * shard that has the least: every machine with the same build deals alike.
 */
#ifndef HARNESS_SHARD_H
#define HARNESS_SHARD_H

#include <stddef.h>

#include "lib/err.h"

struct campaign;

struct shard {
	unsigned index, count; /* 1 to count; count 0: the whole run */
	size_t cells, of;      /* of all that is selected, so many   */
};

enum { SHARDS = 10000 };

/*
 * "2/8"; "auto": as the engine that started us says in the environment (a Slurm array, GitLab,
 * AWS Batch); "auto/8": of so many, where it says only which (an Indexed Job of Kubernetes; a part
 * of a Slurm array that is started again). 0, or -EINVAL with what is missing in *e.
 */
int shard_parse(const char *text, struct shard *s, struct err *e);

/* Of the cells that are selected, leave this shard's. 0, -ENOMEM, or -EINVAL for broken costs. */
int shard_deal(struct shard *s, struct campaign *c, struct err *e);

#endif
