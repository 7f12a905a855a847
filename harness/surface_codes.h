/* SPDX-License-Identifier: MIT */
/*
 * surface_codes.h - what box/surface.c and the harness say to each other.
 */
#ifndef HARNESS_SURFACE_CODES_H
#define HARNESS_SURFACE_CODES_H

/* Numbers that are tried, and two doors behind them: getpid(2) by x32, and by int $0x80. */
enum {
	SURFACE_CALLS = 512,
	SURFACE_X32 = SURFACE_CALLS,
	SURFACE_I386,
	SURFACE_PROBES,
};

/* What a call came to: 0, an errno, or one of these. */
enum {
	SURFACE_SKIPPED = 0xf0, /* not tried: it would end the program, or wait        */
	SURFACE_SIGSYS,         /* a filter sent SIGSYS                                */
	SURFACE_FAULT,          /* another signal: the door is not there               */
	SURFACE_KILLED,         /* the program was killed; the harness's word          */
	SURFACE_HUNG,           /* the wall clock ended it; the harness's word         */
};

#define SURFACE_BEGIN "surface:" /* then the first number, ':', then the digits */

#endif
