/* SPDX-License-Identifier: MIT */
/*
 * frame.h - a frame of ordeal-request(7) that arrives in pieces, or goes in pieces, while
 * others are served.
 */
#ifndef SANDBOX_FRAME_H
#define SANDBOX_FRAME_H

#include <stddef.h>
#include <stdint.h>

struct frame {
	uint8_t *bytes; /* its head included */
	size_t   have, size, room;
};

/*
 * Read what is there, of a frame of at most `most` bytes. 1: it is whole; 0: not yet; -1: a
 * wrong head, or the end.
 */
int frame_read(struct frame *, int fd, size_t most);

/* Free its bytes: the next frame begins. */
void frame_forget(struct frame *);

#endif
