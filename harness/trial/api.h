/* SPDX-License-Identifier: MIT */
/*
 * api.h - a stub of the function's control interface, on the arena's 127.0.0.1.
 *
 * Nobody has business there: the keeper brings the requests by other ways. So every contact is
 * student code's, or a worker's that student code deceived. The stub answers as the real one would,
 * so that whoever steals the next event has stolen it.
 */
#ifndef HARNESS_API_H
#define HARNESS_API_H

#include <stdbool.h>
#include <stddef.h>

enum api_call {
	API_NEXT,       /* GET  .../runtime/invocation/next        */
	API_RESPONSE,   /* POST .../runtime/invocation/ID/response */
	API_ERROR,      /* POST .../runtime/invocation/ID/error    */
	API_INIT_ERROR, /* POST .../runtime/init/error             */
	API_EXTENSION,  /* .../extension/...                       */
	API_TELEMETRY,  /* PUT  .../telemetry, .../logs            */
	API_ANY,        /* whatever came                           */
	API_CALLS
};

extern const char *const api_call_names[API_CALLS + 1]; /* "next", ...; NULL-terminated */

struct api_log {
	bool seen[API_CALLS];
	char line[API_CALLS][128];/* the first request line of its kind, printable */
};

/*
 * Take a request's head, of which `n` bytes are there, into the log. Returns the length of the
 * reply that was written to `reply`; 0 if the head is not whole yet. `token` is what a stolen event
 * holds.
 */
size_t api_reply(struct api_log *log, const char *head, size_t n, const char *token, char *reply,
		 size_t size);

#endif
