// SPDX-License-Identifier: MIT
#include "harness/results/expectation.h"

#include <stdio.h>
#include <string.h>

/* Smaller is better. */
enum place { BEST, SLOWED, UNSHOWN, WORST, SILENT, UNTRIED, SUSPECT };

static enum place place_of(enum verdict v)
{
	switch (v) {
	case VERDICT_HELD:
	case VERDICT_WORKS:
		return BEST;
	case VERDICT_TIMEOUT:
		return SLOWED;
	case VERDICT_UNPROVEN:
		return UNSHOWN;
	case VERDICT_BREACHED:
	case VERDICT_FAILS:
		return WORST;
	case VERDICT_INERT:
	case VERDICT_ABSENT:
		return SILENT;
	case VERDICT_NOTRUN:
	case VERDICT_UNAVAILABLE:
		return UNTRIED;
	case VERDICT_BROKEN:
	case VERDICT_FLAKY:
	case VERDICT_FAULT:
	case VERDICT_COUNT:
		break;
	}
	return SUSPECT;
}

enum change verdict_change(enum verdict was, enum verdict is)
{
	enum place from = place_of(was), to = place_of(is);

	if (to == SUSPECT)
		return CHANGE_UNMEASURED; /* always: it may not be accepted */
	if (was == is)
		return CHANGE_SAME;
	if (to >= SILENT)
		return to <= from ? CHANGE_BETTER : CHANGE_UNMEASURED;
	if (from >= SILENT)
		return to == BEST ? CHANGE_BETTER : CHANGE_WORSE;
	return to <= from ? CHANGE_BETTER : CHANGE_WORSE;
}

const char *change_name(enum change c)
{
	static const char *const names[CHANGE_COUNT] = {
		[CHANGE_SAME] = "same",
		[CHANGE_BETTER] = "better",
		[CHANGE_WORSE] = "worse",
		[CHANGE_UNMEASURED] = "unmeasured",
		[CHANGE_NEW] = "new",
		[CHANGE_ONCE] = "once",
		[CHANGE_MACHINE] = "the machine",
	};

	return names[c];
}

bool verdict_acceptable(enum verdict v)
{
	enum place p = place_of(v);

	return p != BEST && p != SUSPECT;
}

bool verdict_tells(enum verdict v)
{
	return place_of(v) <= WORST;
}

enum verdict verdict_due(bool benign)
{
	return benign ? VERDICT_WORKS : VERDICT_HELD;
}

static int days_in(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (leap && month == 2);
}

/* YYYY-MM-DD, each digit in its place. */
static bool day_shaped(const char *text)
{
	static const char shape[] = "0000-00-00";
	size_t i = 0;

	for (; shape[i]; i++)
		if (shape[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9')
			return false;
	return !text[i];
}

bool day_valid(const char *text)
{
	int year, month, day;

	return day_shaped(text) && sscanf(text, "%4d-%2d-%2d", &year, &month, &day) == 3 &&
	       year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days_in(year, month);
}
