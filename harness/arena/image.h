/* SPDX-License-Identifier: MIT */
/*
 * image.h - a /tmp on a file system of its own, whose pages are nobody's memory.
 *
 * A tmpfs is charged to the memory of who writes to it. A function's /tmp is not: 512 MiB beside
 * 128 MiB of memory. So where a profile limits memory, /tmp is an ext4 image on a loop device: what
 * is written is page cache, which the kernel writes back and gives up. The image is made once, and
 * is in no folder; each arena gets a copy of the few hundred KiB that an empty one holds.
 */
#ifndef HARNESS_IMAGE_H
#define HARNESS_IMAGE_H

#include <stdbool.h>
#include <sys/types.h>

#include "lib/err.h"

struct arena_image {
	int  file;      /* the empty image; -1: none, see why */
	char why[160];
};

/* Make it. Where that cannot be done (no root, no loop device, no mkfs.ext4), *image says why. */
void arena_image_make(struct arena_image *image);
void arena_image_drop(struct arena_image *image);

/*
 * A detached mount of a fresh copy, mode 1777, of owner `uid` (as the caller counts). The device
 * goes with the last mount. A descriptor, or -errno with the step in *e.
 */
int arena_image_mount(const struct arena_image *image, uid_t uid, struct err *e);

#endif
