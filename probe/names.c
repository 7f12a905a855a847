// SPDX-License-Identifier: MIT
/*
 * names.c - numbers to words: those of the headers that this was built with.
 */
#include "probe/probe.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>

static const char *const errors[] = {
#include "errno_names.h"
};

static const char *const signals[] = {
	[SIGHUP] = "SIGHUP",   [SIGINT] = "SIGINT",   [SIGQUIT] = "SIGQUIT", [SIGILL] = "SIGILL",
	[SIGTRAP] = "SIGTRAP", [SIGABRT] = "SIGABRT", [SIGBUS] = "SIGBUS",   [SIGFPE] = "SIGFPE",
	[SIGKILL] = "SIGKILL", [SIGSEGV] = "SIGSEGV", [SIGPIPE] = "SIGPIPE", [SIGALRM] = "SIGALRM",
	[SIGTERM] = "SIGTERM", [SIGXCPU] = "SIGXCPU", [SIGXFSZ] = "SIGXFSZ", [SIGSYS] = "SIGSYS",
};

#define NAME_OF(table, n)                                                                          \
	((n) >= 0 && (size_t)(n) < sizeof(table) / sizeof(*(table)) ? (table)[n] : NULL)

static const char *name_or_number(const char *name, const char *kind, int n)
{
	static char number[24];

	if (name)
		return name;
	snprintf(number, sizeof(number), "%s %d", kind, n);
	return number;
}

const char *error_name(int error)
{
	return name_or_number(NAME_OF(errors, error), "errno", error);
}

const char *signal_name(int sig)
{
	return name_or_number(NAME_OF(signals, sig), "signal", sig);
}
