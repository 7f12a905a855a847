/* SPDX-License-Identifier: MIT */
/*
 * marks.h - what one invocation leaves on purpose, for the next one to look for: what survives in
 * an instance that is used again?
 */
#ifndef PROBE_MARKS_H
#define PROBE_MARKS_H

#include <stddef.h>

/*
 * Look for what was left, then leave it anew, with this number. What was found as one JSON object
 * without its brace at the end: the caller adds to it. The length.
 */
size_t marks_turn(unsigned invocation, char *json, size_t size);

#endif
