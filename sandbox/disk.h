/* SPDX-License-Identifier: MIT */
/*
 * disk.h - the budget of bytes on disk.
 */
#ifndef SANDBOX_DISK_H
#define SANDBOX_DISK_H

#include "sandbox/written.h"

/*
 * Begin an account; look how much more there is; what the run can have at most; and what it was
 * found to have when the disks had risen by so much.
 */
void disk_start(const struct box *, struct disk_account *);
void disk_rise(const struct box *, struct disk_account *);
uint64_t disk_most(const struct disk_account *);
void disk_charge(const struct box *, struct disk_account *, const struct written *,
		 uint64_t risen_then);

/* For the reaper: is there room for so many bytes? */
bool disk_has_room(struct box *, uint64_t bytes);

#endif
