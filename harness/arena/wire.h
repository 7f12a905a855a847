/* SPDX-License-Identifier: MIT */
/*
 * wire.h - messages between keeper, init and worker.
 *
 * A message is one packet of a SOCK_SEQPACKET socket pair: a type byte, then NUL-terminated
 * strings, then descriptors as SCM_RIGHTS. The worker runs as the accused's own uid, so what comes
 * from there is only ever taken as a report of how a program ended, never as evidence.
 *
 *   keeper -> init      ARENA_GO, once ids are mapped and limits set; ARENA_WORKER, ARENA_DECOY
 *                       + the socket the new process will listen to; ARENA_STOP,
 *                       ARENA_CONTINUE: all that are inside, by a signal
 *   init -> keeper      ARENA_READY + the descriptors of enum arena_fd; ARENA_STARTED pid;
 *                       ARENA_FAILED code text
 *   keeper -> child     CHILD_FILE path text; CHILD_ENV NAME=VALUE...; CHILD_EXEC argv...
 *   keeper -> worker    WORKER_SECRETS key + descriptors, see below; WORKER_RUN or WORKER_INPROCESS
 *                       argv... + stdin, stdout, stderr; WORKER_STOP
 *   worker -> keeper    WORKER_READY; WORKER_STARTED pid; WORKER_ENDED wait-status
 */
#ifndef HARNESS_WIRE_H
#define HARNESS_WIRE_H

#include <stddef.h>
#include <sys/types.h>

enum {
	ARENA_GO = 'g',
	ARENA_WORKER = 'W',
	ARENA_DECOY = 'D',
	ARENA_STOP = 'h',
	ARENA_CONTINUE = 'c',
	ARENA_READY = 'r',
	ARENA_STARTED = 's',
	ARENA_FAILED = 'f',
	CHILD_FILE = 'F',
	CHILD_ENV = 'E',
	CHILD_EXEC = 'X',
	WORKER_SECRETS = 'K',
	WORKER_RUN = 'I',
	WORKER_INPROCESS = 'P',
	WORKER_STOP = 'T',
	WORKER_READY = 'R',
	WORKER_STARTED = 'S',
	WORKER_ENDED = 'Z',
};

/* The descriptors of WORKER_SECRETS. The worker leaks all but the last, and a folder of its own. */
enum {
	SECRET_REQUEST, /* a file                                              */
	SECRET_LINK,    /* a stream to the platform                            */
	SECRET_LOG,     /* a pipe to write to                                  */
	SECRET_HIGH,    /* a file, read-only; it gets the number SECRET_NUMBER */
	SECRET_PRIVATE, /* a file, closed on exec as it should be              */
	SECRETS,
	SECRET_NUMBER = 1000
};

enum { WIRE_BYTES = 65536, WIRE_STRINGS = 512, WIRE_FDS = 32 };

/* A received message. The strings point into `bytes`. Descriptors are the receiver's to close. */
struct wire {
	char   bytes[WIRE_BYTES];
	int    type;                       /* 0: end of file                                  */
	char  *string[WIRE_STRINGS + 1];   /* NULL-terminated, so that it can serve as argv   */
	size_t strings;
	int    fd[WIRE_FDS];
	size_t fds;
};

/* A connected pair of close-on-exec sequenced-packet sockets. 0 or -errno. */
int wire_pair(int pair[2]);

/*
 * Send one message with the NULL-terminated strings (NULL: none) and `fds` descriptors, which stay
 * the caller's. 0; -EMSGSIZE if it does not fit; -EPIPE if nobody listens; else -errno.
 */
int wire_send(int sock, int type, const char *const *strings, const int *fd, size_t fds);

/*
 * Receive one message into *w (large: keep it static or on the heap), descriptors close-on-exec.
 * Returns 0, with w->type 0 at the end of file; -EPROTO if it is not a message; -EAGAIN; -errno.
 */
int wire_recv(int sock, struct wire *w);

#endif
