/* SPDX-License-Identifier: MIT */
/*
 * relay.h - carry bytes from a pipe or a socket to where they belong, and count them.
 */
#ifndef SANDBOX_RELAY_H
#define SANDBOX_RELAY_H

#include <stdbool.h>
#include <stdint.h>

struct relay {
	int      from, to;  /* from: -1 once it has ended; `to` is the caller's     */
	bool     full;      /* `to` took nothing: wait for POLLOUT there            */
	bool     by_copy;   /* no splice(2): `to` is a file with O_APPEND, `from` a socket */
	int      error;     /* errno with which `to` took no more; 0                */
	uint64_t bytes;
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

/* How many bytes are in the pipe? */
unsigned relay_waiting(const struct relay *);

#endif
