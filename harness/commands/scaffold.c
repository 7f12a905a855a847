// SPDX-License-Identifier: MIT
#include "harness/commands/scaffold.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/strf.h"
#include "lib/strv.h"

int scaffold_run(const struct home *home, const char *script, char **argv)
{
	char *folder = strf("%s/scaffold", home->share), *path = strf("%s/%s", folder, script);
	char **words = NULL;

	if (folder && path && !access(path, R_OK) && !strv_add(&words, "/bin/sh") &&
	    !strv_add(&words, path) && !strv_add_all(&words, argv + 1) &&
	    !setenv("ORDEAL_BOX", home->box, 1) && !setenv("ORDEAL_SCAFFOLD", folder, 1))
		execv(words[0], words);
	fprintf(stderr, "ordeal: %s: %s\n", path ? path : script, strerror(errno));
	strv_free(words);
	free(path);
	free(folder);
	return EXIT_USAGE;
}
