/* SPDX-License-Identifier: MIT */
/*
 * grading.h - the keeper plays the platform: it has submissions marked by the warm evaluation
 * function, in the shim's protocol.
 *
 *     GRADER_RPC    keeper ==(pipe: framed JSON-RPC)== grader.py, one for the whole episode
 *     GRADER_FILE   keeper ==(pipe)== shim ==(request file, response file)== grader.py, for each
 *
 * What the grader answers is what the platform would believe, forged or not: the mark. The feedback
 * in it is what the student gets to read, and is searched like any output.
 */
#ifndef HARNESS_GRADING_H
#define HARNESS_GRADING_H

#include "harness/trial/episode.h"
#include "harness/trial/instance.h"

/*
 * Where the grader that stays says nothing: whoever starts the student inherits its standard input,
 * where requests come in. One that reads there (as some sandboxes do for the program inside) takes
 * them away from it.
 */
#define GRADER_SILENT                                                                              \
	"it failed, or the defence used the standard input that it inherits, where requests come " \
	"in (try </dev/null)"

/* Start the grader that stays (GRADER_RPC), and remember its pid. 0 or -errno. */
int grading_start(struct episode *ep, int life, struct err *e);

/*
 * Have one submission marked: inv->argv is its command line. Returns an enum invocation_end, and
 * the mark in *mark; or -errno with *e where the harness itself failed. A grader that died is
 * started again for the next one, as platforms do.
 */
int grading_ask(struct episode *ep, const struct invocation *inv, bool honest, enum mark *mark,
		struct err *e);

/* Have the grader itself run what the defence does between two students. As grading_ask(). */
int grading_between(struct episode *ep, const struct invocation *inv, struct err *e);

/* Give up what grading_start() took. */
void grading_end(struct episode *ep);

#endif
