/* SPDX-License-Identifier: MIT */
/*
 * err.h - one error, told once.
 *
 * Library functions return 0 or a positive value on success and -errno on failure, and leave the
 * sentence a person needs in a struct err. They never print and never exit: programs print, once,
 * at the top.
 */
#ifndef LIB_ERR_H
#define LIB_ERR_H

struct err {
	int  code;     /* errno of the first failure; 0 while nothing failed */
	char text[240];/* "what: why", without a newline                     */
};

/*
 * Record "FMT..." as the reason of a failure and return -code, so that callers can write
 * `return err_set(e, errno, "open %s", path)`. Appends strerror(code) unless code is 0, in which
 * case the return value is -EINVAL. A NULL e is allowed. The text is cut at its size.
 */
int err_set(struct err *e, int code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Put "FMT...: " in front of what e already says, and return -e->code. */
int err_prefix(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
