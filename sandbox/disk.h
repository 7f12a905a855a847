/* SPDX-License-Identifier: MIT */
/*
 * disk.h - the budget of bytes on disk.
 */
#ifndef SANDBOX_DISK_H
#define SANDBOX_DISK_H

#include "sandbox/written.h"

/* Begin an account: what the file systems hold now is not the run's. */
void disk_start(const struct box *, struct disk_account *);

/* Look at the file systems again, and add what has come since the last look. */
void disk_rise(const struct box *, struct disk_account *);

/* The bytes that the run can have at most: what was last charged, and every rise since. */
uint64_t disk_most(const struct disk_account *);

/* Charge what was found of the run; `risen_then`: the account's `risen` when the search began. */
void disk_charge(const struct box *, struct disk_account *, const struct written *,
		 uint64_t risen_then);

/* For the reaper: is there room for so many bytes? */
bool disk_has_room(struct box *, uint64_t bytes);

#endif
