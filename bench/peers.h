/* SPDX-License-Identifier: MIT */
/*
 * peers.h - the launchers of one run as one table, the quickest first.
 */
#ifndef BENCH_PEERS_H
#define BENCH_PEERS_H

#include "bench/read.h"
#include "bench/sheet.h"

/* Launches of the static no-op. 0 or -ENOMEM. */
int print_peers(const struct bench_file *, enum format);

#endif
