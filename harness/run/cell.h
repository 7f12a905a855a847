/* SPDX-License-Identifier: MIT */
/*
 * cell.h - from episodes to one cell of the matrix.
 */
#ifndef HARNESS_CELL_H
#define HARNESS_CELL_H

#include "harness/run/facts.h"

/* Do its trials leave open what another one might show? */
bool cell_wants_more(const struct cell *cell);

/*
 * The cell as an object for the results file; new reference. *verdict gets what it says. A need
 * that is not met and a column that cannot be applied need neither control nor trials.
 */
json_t *cell_object(const struct cell *cell, enum verdict *verdict);

#endif
