// SPDX-License-Identifier: MIT
/*
 * --shim: what shimmy expects of its worker command, so that `ordeal-sandbox --shim -- CMD`
 * stands where CMD stood. See docs/shim.md.
 *
 *	EVAL_*             reach the command. Without --shim they never do: they name the request with
 *	                   its answer, and the file that the mark is read from, and a student's program
 *	                   has no business with either
 *	standard input     is the command's: in rpc mode requests come there
 *	working directory  is the caller's (FUNCTION_WORKING_DIR), and may be read
 *	file mode          the request may be read, the answer written where it lies; nothing else in
 *	                   that folder, where Landlock decides
 */
#include "sandbox/shim.h"

#include "sandbox/stack.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int grant(const char **list, const char *path, struct err *e)
{
	for (int i = 0; i < BOX_LIST; i++)
		if (!list[i]) {
			list[i] = path;
			return 0;
		}
	return err_set(e, 0, "--shim: no room for '%s' beside --ro and --rw", path);
}

/* "/" would be everything, /proc included: that nobody has asked for. */
static bool is_root(const char *folder)
{
	char here[PATH_MAX];

	if (!strcmp(folder, "."))
		return !getcwd(here, sizeof(here)) || !strcmp(here, "/");
	return folder[strspn(folder, "/")] == '\0';
}

/* A copy: the launcher overwrites its environment before the paths are opened. */
static const char *remembered(const char *name, char path[PATH_MAX])
{
	const char *value = getenv(name);

	if (!value || strlen(value) >= PATH_MAX)
		return NULL;
	return strcpy(path, value);
}

int shim_apply(struct command *c, struct err *e)
{
	static char asked[PATH_MAX], answer[PATH_MAX];
	const char *request = remembered("EVAL_FILE_NAME_REQUEST", asked);
	const char *response = remembered("EVAL_FILE_NAME_RESPONSE", answer);
	const char *how = getenv("EVAL_IO");
	struct box_options *o = &c->box;

	if (!stack_has(o->layers, &layer_env))
		return err_set(e, 0, "--shim belongs to the layer 'env', which is not on");
	o->keep_stdin = true;
	if (!o->chdir)
		o->chdir = ".";
	if (!stack_has(o->layers, &layer_landlock) && !o->mediate)
		return 0;
	if (!is_root(o->chdir) && grant(o->readable, o->chdir, e) < 0)
		return -e->code;
	if (!how || strcmp(how, "FILE"))
		return 0;
	if (!request || !response)
		return err_set(e, 0, "--shim: EVAL_IO is FILE, but the files' names are missing");
	return grant(o->readable, request, e) < 0 || grant(o->writable, response, e) < 0 ? -e->code
											 : 0;
}
