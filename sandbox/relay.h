/* SPDX-License-Identifier: MIT */
/*
 * relay.h - carry bytes from a pipe or a socket to where they belong, and count them.
 */
#ifndef SANDBOX_RELAY_H
#define SANDBOX_RELAY_H

#include <stdbool.h>
#include <stdint.h>

enum { RELAY_TAIL = 1024 };

struct relay {
	int      from, to;  /* from: -1 once it has ended; `to` is the caller's     */
	bool     full;      /* `to` took nothing: wait for POLLOUT there            */
	bool     by_copy;   /* no splice(2): `to` is a file with O_APPEND, `from` a socket */
	int      error;     /* errno with which `to` took no more; 0                */
	uint64_t bytes;
	char    *tail;      /* the end of what passed is kept here: RELAY_TAIL; NULL */
	unsigned *kept;     /* so much of it                                         */
	int      peek[2];   /* ... by way of this pipe                               */
};

/*
 * Move what is there, at most `room` bytes, without waiting for more and without waiting for a slow
 * reader. Returns the bytes moved, 0 when nothing moved; closes `from` at its end and when nobody
 * reads `to` any more.
 */
uint64_t relay_move(struct relay *, uint64_t room);

/*
 * Everybody who wrote is dead: move the rest, waiting for a slow reader at most `ms` at a time.
 * True when more than `room` bytes were there.
 */
bool relay_drain(struct relay *, uint64_t room, int ms);

/* Do not splice; what is a socket has to be told so. 0 or -errno. */
int relay_by_copy(struct relay *);

/* Keep the end of what passes, for who wants to know what was said last. No more of it. */
void relay_listen(struct relay *, char tail[RELAY_TAIL], unsigned *kept);
void relay_deafen(struct relay *);

/* How many bytes are in the pipe? */
unsigned relay_waiting(const struct relay *);

#endif
