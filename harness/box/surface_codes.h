/* SPDX-License-Identifier: MIT */
/*
 * surface_codes.h - what box/surface.c and the harness say to each other.
 */
#ifndef HARNESS_SURFACE_CODES_H
#define HARNESS_SURFACE_CODES_H

#include "lib/calls.h"

/* Numbers that are tried, and the two doors behind them. */
enum {
	SURFACE_CALLS = CALLS,
	SURFACE_X32 = CALL_X32,
	SURFACE_I386 = CALL_I386,
	SURFACE_PROBES = CALLS_AND_DOORS,
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
