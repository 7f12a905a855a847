/* SPDX-License-Identifier: MIT */
/*
 * layer.h - the interface of a layer: its slots.
 *
 * launch.c calls the slots of the layers that are on, in the order of stack.c:
 *
 *	know      in the guard, before there is a second process: what both must know. It makes nothing
 *	prepare   in the reaper, before the program's process is made
 *	inside    in the child, between fork and exec: system calls only, nothing that allocates
 *	readback  in the reaper, while the child waits: ask the kernel whether the layer is on
 *	seal      in the reaper, when all is read back and before the program starts; and in the guard
 *	undo      in the reaper, after the program ended; in reverse order. In the guard, if the reaper
 *	          was killed: then with what both know, and no descriptor of the reaper's
 *
 * A slot that has nothing to do is NULL. Slots return 0 or -errno and leave the sentence in err.
 */
#ifndef SANDBOX_LAYER_H
#define SANDBOX_LAYER_H

#include "sandbox/box.h"

struct layer {
	const char *name, *blurb;
	const char *const *requires;/* layers it cannot be loaded without; NULL-terminated, NULL */
	int  (*probe)(struct err *);
	int  (*know)(struct box *, struct err *);
	int  (*prepare)(struct box *, struct err *);
	int  (*inside)(struct box *, struct err *);
	int  (*readback)(const struct box *, struct err *);
	int  (*seal)(struct box *, struct err *);
	void (*undo)(struct box *);
};

#endif
