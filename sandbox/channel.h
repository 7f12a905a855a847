/* SPDX-License-Identifier: MIT */
/*
 * channel.h - the channel of the program's result, a part of the layer session.
 */
#ifndef SANDBOX_CHANNEL_H
#define SANDBOX_CHANNEL_H

#include "sandbox/box.h"

/* In the reaper: make the pipe, and name it in the program's environment. 0 or -errno. */
int channel_open(struct box *, struct err *);

/* In the child: make it descriptor 3. 0 or -errno. */
int channel_place(struct box *, struct err *);

/* In the reaper: is it descriptor 3 of the waiting child, and outlasts exec? 0 or -errno. */
int channel_readback(const struct box *, struct err *);

/* When the program is dead: take what is still in the pipe, and close it. */
void channel_close(struct box *);

#endif
