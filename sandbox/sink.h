/* SPDX-License-Identifier: MIT */
/*
 * sink.h - where the operator of ordeal-sandbox wants the program's result.
 */
#ifndef SANDBOX_SINK_H
#define SANDBOX_SINK_H

#include "lib/err.h"

#include <limits.h>

struct sink {
	int  fd;     /* what the box writes to; -1: nobody wants a result     */
	int  folder; /* of the file that is made of it in the end; -1: none   */
	char name[NAME_MAX + 1];
};

/* `where` is a number, a descriptor that the caller opened for us, or a file. 0 or -errno. */
int sink_open(struct sink *, const char *where, struct err *);

/* Make the file of what came. 0, also where there is none to be made; or -errno. */
int sink_deliver(const struct sink *, struct err *);

/* Close both descriptors; what was not delivered is lost. */
void sink_close(struct sink *);

/* Closes itself when its scope ends. */
#define _cleanup_sink_ __attribute__((cleanup(sink_close)))

#endif
