/* SPDX-License-Identifier: MIT */
/*
 * selection.h - a choice of cells that has a name: <share>/selections/NAME.selection, in
 * libconfig's syntax; harness/selections/overview.selection shows all there is.
 */
#ifndef HARNESS_SELECTION_H
#define HARNESS_SELECTION_H

#include "harness/run/campaign.h"

/*
 * The cells of the selection, as campaign.only has them: { attack: { defence: true } }. A column
 * that was given on the command line is in it for every attack. A new reference; NULL with
 * "FILE:LINE: what" in *e, also for a pattern that matches nothing. *unbuilt: in words, a column
 * that would take another's place if it were built, and how it is built; to be freed. NULL: there
 * is none.
 */
json_t *selection_cells(const struct campaign *c, const char *name, char **unbuilt, struct err *e);

#endif
