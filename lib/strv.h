/* SPDX-License-Identifier: MIT */
/*
 * strv.h - NULL-terminated arrays of strings, the shape of argv.
 */
#ifndef LIB_STRV_H
#define LIB_STRV_H

#include <stddef.h>

/* How many strings; 0 for NULL. */
size_t strv_count(char *const *v);

/* Append a copy of s; *v may be NULL. 0, or -ENOMEM with *v unchanged. */
int strv_add(char ***v, const char *s);

/* Append copies of all strings of `more`. 0 or -ENOMEM. */
int strv_add_all(char ***v, char *const *more);

/*
 * Split `line` into words as a shell would with blanks, '...', "..." and backslash, without any
 * expansion. NULL with errno EINVAL for an open quote, ENOMEM.
 */
char **strv_split(const char *line);

/* The words as one line that a shell reads back as the same words. malloc'd; NULL: no memory. */
char *strv_quote(char *const *v);

/* Free the strings and the array; NULL is none. */
void strv_free(char **v);

#endif
