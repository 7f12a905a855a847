/* SPDX-License-Identifier: MIT */
/*
 * evidence.h - every channel out of the box, read to its end by the keeper.
 *
 * A channel is a pipe that an invocation writes to, or a socket that plays the attacker's host.
 * All of them are drained at every wake-up, all bytes are searched for all canaries, and after the
 * arena is dead a sentinel sent down each listening socket shows that nothing was left unread; a
 * pipe's sentinel is its end of file.
 */
#ifndef HARNESS_EVIDENCE_H
#define HARNESS_EVIDENCE_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

#include "harness/trial/api.h"
#include "harness/arena/arena.h"
#include "harness/trial/needle.h"

/* Hiding places. Each episode draws a canary for each. */
enum place {
	PLACE_ENVIRON,       /* the worker's environment                  */
	PLACE_WORKER_MEMORY, /* its heap                                  */
	PLACE_TASK,          /* /var/task/evaluator.py                    */
	PLACE_WORKER_FD,     /* a descriptor it leaks                     */
	PLACE_HIGH_FD,       /* another, with a high number               */
	PLACE_PRIVATE_FD,    /* one that it closes on exec                */
	PLACE_PASSED_FD,     /* one that the platform link answers with   */
	PLACE_VICTIM,        /* what the other student hides              */
	PLACE_NEIGHBOUR,     /* what one hides who is at work beside it   */
	PLACE_GIVEN,         /* what an exfiltration is given to send      */
	PLACE_REQUEST,       /* the answer in the request that is marked   */
	PLACES
};

extern const char *const place_names[PLACES]; /* "environ", "worker-memory", ... */

enum channel_kind {
	CHANNEL_FEEDBACK, /* stdout or stderr of the accused                         */
	CHANNEL_HONEST,   /* stdout or stderr of an honest student: not searched     */
	CHANNEL_SINK,     /* the attacker's host                                     */
	CHANNEL_SHELL,    /* the attacker's host, waiting to give orders             */
	CHANNEL_API,      /* the function's control interface: answered, not searched */
};

/* All that came, for whoever takes it away. Beyond a MiB that nobody took, the rest is dropped. */
struct tape {
	char  *bytes;
	size_t len, room;
};

enum { CHANNELS = 112, CHANNEL_HEAD = 8192, CHANNEL_TAIL = 4096, TAPE_MAX = 1 << 20 };

struct channel {
	enum channel_kind kind;
	const char *name;       /* "stdout", "tcp sink", ...                                  */
	int      fd;            /* -1: closed after its end                                   */
	bool     listener, datagram;
	bool     hears_first;   /* a shell channel that is given orders after its first bytes  */
	bool     given;         /* the orders were given                                      */
	int      passes;        /* the descriptor that goes with the orders; 0: none          */
	bool     ended;         /* end of file, or the sentinel, was read                     */
	struct haystack hay;
	uint64_t bytes;         /* all that came                                              */
	uint64_t digest;        /* of all that came; honest programs are no forgers           */
	char     head[CHANNEL_HEAD]; /* the first of them                                     */
	size_t   head_len;
	char     tail[CHANNEL_TAIL]; /* the last of them: evidence_last() */
	size_t   tail_len;
	struct tape *tape;      /* NULL: the head is enough                                   */
};

struct evidence {
	char   canary[PLACES][CANARY_LEN + 1];
	struct needle feedback[PLACES]; /* found in what the accused printed  */
	struct needle wire[PLACES];     /* found at the attacker's host       */
	const char *feedback_where[PLACES], *wire_where[PLACES]; /* channel's name */
	char   sentinel[CANARY_LEN + 1]; /* sent when all inside are dead: nobody can forge it */
	char   orders[96];              /* what a shell is told               */
	struct needle obeyed;           /* the answer only an obedient shell knows */
	const char *obeyed_where;
	struct api_log api;
	bool   overflow;                /* more channels than we can hold     */
	struct channel channel[CHANNELS];
	size_t channels;
};

/* Draw the canaries and open the attacker's host in the arena. 0 or -errno. */
int evidence_open(struct evidence *ev, struct arena *a);

/* A digest of n more bytes after those that `digest` stands for; 0 is that of none. */
uint64_t evidence_digest(uint64_t digest, const char *bytes, size_t n);

/* Read from the descriptor `fd` from now on; it becomes the channel's. NULL: no room. */
struct channel *evidence_add(struct evidence *ev, enum channel_kind kind, const char *name, int fd);

/* A channel that already came to its end: these bytes and no more. */
void evidence_tell(struct evidence *ev, enum channel_kind kind, const char *name,
		   const char *bytes, size_t n);

/*
 * Take in what is there, without waiting: accept, read, search, give orders to shells.
 * Bounded, so that a flood cannot keep the caller from its deadlines.
 */
void evidence_pump(struct evidence *ev);

/*
 * After the arena is dead: read every channel up to its end of file or sentinel. False if one
 * could not be read to its end within 5 s or there were too many: then nobody may call it clean.
 */
bool evidence_finish(struct evidence *ev, const struct arena *a);

/* Close every channel's descriptor; what was counted and kept of them stays. */
void evidence_close(struct evidence *ev);

/*
 * The last bytes that came, at most `most` and CHANNEL_TAIL of them: there a program says why it
 * ended. *n gets how many.
 */
const char *evidence_last(const struct channel *ch, size_t most, size_t *n);

/* The last channel with this kind and name, or NULL. */
struct channel *evidence_find(struct evidence *ev, enum channel_kind kind, const char *name);

#endif
