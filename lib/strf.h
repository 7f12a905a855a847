/* SPDX-License-Identifier: MIT */
/*
 * strf.h - a formatted string on the heap.
 */
#ifndef LIB_STRF_H
#define LIB_STRF_H

/* To be freed by the caller; NULL: no memory. */
char *strf(const char *fmt, ...) __attribute__((format(printf, 1, 2), malloc));

/* The plural's ending: "3 cells", but "1 cell". */
static inline const char *plural(unsigned long n)
{
	return n == 1 ? "" : "s";
}

/* "3 processes run", but "1 process runs": the word that fits the number. */
static inline const char *for_number(unsigned long n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

#endif
