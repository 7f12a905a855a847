/* SPDX-License-Identifier: MIT */
/*
 * channel.h - the channel of the program's result, a part of the layer session.
 */
#ifndef SANDBOX_CHANNEL_H
#define SANDBOX_CHANNEL_H

#include "sandbox/box.h"

/*
 * The result's channel, a part of session: open it and name it in the environment; in the
 * child, make it descriptor 3; ask the kernel whether it is, and outlasts exec; and, when the
 * program is dead, take what is in it and close it.
 */
int channel_open(struct box *, struct err *);
int channel_place(struct box *, struct err *);
int channel_readback(const struct box *, struct err *);
void channel_close(struct box *);

#endif
