// SPDX-License-Identifier: MIT
/*
 * preload_shim.c - five lines, as tutorials have them: LD_PRELOAD=preload_shim.so COMMAND...
 *
 * A column of the matrix, not a part of the sandbox. open(3) is one name of one function of one
 * library, and the path is compared as it is spelled; the preload-evasion row walks around both.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>

int open(const char *path, int flags, ...)
{
	int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
	va_list ap;
	mode_t mode;

	va_start(ap, flags);
	mode = va_arg(ap, mode_t); /* rubbish where none was given, and then not looked at */
	va_end(ap);
	if (strncmp(path, "/proc/", 6))
		return real(path, flags, mode);
	errno = EACCES;
	return -1;
}
