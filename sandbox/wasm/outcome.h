/* SPDX-License-Identifier: MIT */
/*
 * outcome.h - how a run ended, for the report, the exit status and the answer to a request.
 */
#ifndef WASM_OUTCOME_H
#define WASM_OUTCOME_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/json_out.h"
#include "sandbox/wasm/options.h"
#include "sandbox/wasm/run.h"

struct outcome {
	struct ending ending;
	uint64_t wall_us, cpu_us;
	uint64_t memory;   /* the most that the guest had, in bytes    */
	bool     refused;  /* it asked for more than it may have       */
	uint64_t bytes[2]; /* of stdout and stderr                     */
};

/* Call around a run: the clocks, the peak of memory, and what came out. */
void outcome_begin(struct outcome *);
void outcome_end(struct outcome *, struct ending);

/* The exit status for it: the guest's own; 124, or 128 and a signal's number, as natively. */
int outcome_code(const struct ending *);

/* One word, as in ordeal-sandbox's report, and a sentence. */
const char *outcome_word(const struct ending *);
const char *outcome_sentence(const struct ending *);

/* The members of a JSON object about it. */
void outcome_put(struct json_out *, const struct outcome *);

/* --report: one object. `lockdown`: 0, or -errno of why seccomp is not on. 0 or -errno. */
int outcome_report(const struct wasm_options *, const struct outcome *, int lockdown,
		   const struct err *failure);

#endif
