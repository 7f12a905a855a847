/* SPDX-License-Identifier: MIT */
/*
 * ordeal.h - the commands of `ordeal`, one file each: cmd_<name>.c.
 */
#ifndef HARNESS_ORDEAL_H
#define HARNESS_ORDEAL_H

#include <limits.h>

/* Exit codes of `ordeal`. */
enum {
	EXIT_EXPECTED = 0,    /* as expected                                     */
	EXIT_WORSE = 1,       /* a cell is worse than expected                   */
	EXIT_USAGE = 2,       /* called wrongly, or a data file is broken        */
	EXIT_UNMEASURED = 3,  /* could not measure: broken, incomplete           */
	EXIT_NOTHING = 4,     /* nothing selected                                */
	EXIT_BETTER = 5,      /* better than recorded, under --strict            */
	EXIT_CANNOT = 77,     /* cannot run here                                 */
};

/* Where things lie: beside the program, found through /proc/self/exe, in build/ and installed. */
struct home {
	char box[PATH_MAX];   /* what is bound into the arena: <dir>/box         */
	char share[PATH_MAX]; /* data files: <dir>/share                         */
};

struct command {
	const char *name, *summary;
	int (*run)(const struct home *, int argc, char **argv); /* argv[0]: the command's name */
};

extern const struct command cmd_doctor, cmd_list, cmd_show, cmd_check, cmd_run, cmd_matrix,
	cmd_explain, cmd_replay, cmd_gate, cmd_expect, cmd_diff, cmd_merge, cmd_compare,
	cmd_report, cmd_findings, cmd_surface, cmd_lattice, cmd_new, cmd_build, cmd_probe,
	cmd_profile;

/* The newest results file of this user's runs ("runs/latest.jsonl"), if FILE was not given. */
#define RESULTS_LATEST "runs/latest.jsonl"

/* The run that README's matrix and docs/ are made from, in the source tree. */
#define RESULTS_REFERENCE "results/runs/reference/matrix.jsonl.gz"
#define RESULTS_PLACE "results/runs/reference/%s.jsonl.gz" /* of other profiles than host */

/* What is accepted today: reviewed data, in the source tree. */
#define EXPECTED_DIR "results/expected"

#endif
