// SPDX-License-Identifier: MIT
/*
 * program.c - find the program, before its process is made.
 */
#include "sandbox/program.h"

#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *lookup(const struct box *b, const char *name)
{
	for (char **v = b->envp; *v; v++)
		if (!strncmp(*v, name, strlen(name)) && (*v)[strlen(name)] == '=')
			return *v + strlen(name) + 1;
	return NULL;
}

/*
 * Find the program, as execvp(3) would with the program's own PATH, and before it changes its
 * directory: ./a.out is the caller's. -ENOENT: there is none.
 */
int program_find(const struct box *b, char path[PATH_MAX], struct err *e)
{
	const char *name = b->opt->argv[0], *dirs = lookup(b, "PATH");
	struct stat st;

	if (strchr(name, '/')) {
		char here[PATH_MAX] = "";
		bool relative = name[0] != '/' && getcwd(here, sizeof(here));

		if (snprintf(path, PATH_MAX, "%s%s%s", here, relative ? "/" : "", name) <
			    PATH_MAX &&
		    stat(path, &st) == 0)
			return 0;
		return err_set(e, errno == EACCES ? EACCES : ENOENT, "%s", name);
	}
	for (const char *at = dirs ? dirs : "/usr/local/bin:/usr/bin:/bin"; *at && *name;) {
		int n = (int)strcspn(at, ":");

		if (n > 0 && snprintf(path, PATH_MAX, "%.*s/%s", n, at, name) < PATH_MAX &&
		    stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0)
			return 0;
		at += n + (at[n] == ':');
	}
	return err_set(e, ENOENT, "%s: not in PATH", name);
}

/* The program is there, and exec(2) says that it is not: it is what runs it that is missing. */
void program_interpreter(const char *path, struct err *e)
{
	char line[PATH_MAX];
	ssize_t n = fd_slurp(AT_FDCWD, path, line, sizeof(line));
	char *name = line + 2 + strspn(line + 2, " \t");

	if (n < 3 || memcmp(line, "#!", 2) != 0)
		err_set(e, ENOENT, "%s: what loads it is not there", path);
	else
		err_set(e, ENOENT, "%s: its interpreter '%.*s' is not there", path,
			(int)strcspn(name, " \t\n"), name);
}
