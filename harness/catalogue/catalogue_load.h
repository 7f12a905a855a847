/* SPDX-License-Identifier: MIT */
/*
 * catalogue_load.h - from files and the command line to a catalogue.
 */
#ifndef HARNESS_CATALOGUE_LOAD_H
#define HARNESS_CATALOGUE_LOAD_H

#include "harness/catalogue/catalogue.h"

/*
 * Read <share>/rows and the manifests below <box>/attacks. 0, or -errno with file and line in *e:
 * a row folder that rows does not list, a manifest with an unknown oracle, scene, need or key type.
 */
int catalogue_load(struct catalogue *c, const char *box, const char *share, struct err *e);

/*
 * Add the programs of a foreign folder: every *.json below it that describes a program. The row is
 * the manifest's "row", or the folder's name; a row that rows does not list is added as an attack
 * row. "argv" in the manifest (first word relative to the folder) overrides how it is started.
 */
int catalogue_add_dir(struct catalogue *c, const char *dir, struct err *e);

/*
 * Add one attack given as a command line, split at blanks with sh-like quotes: it needs no
 * scaffolding, `sh -c 'echo attempting; exec "$@"'` says the mark once the defence has started it.
 * `oracle` as in a manifest ("secret:environ"). Its id is "given/<first word's base name>".
 */
int catalogue_add_command(struct catalogue *c, const char *command, const char *oracle,
			  struct err *e);

#endif
