// SPDX-License-Identifier: MIT
#include "harness/catalogue/pattern.h"

#include <fnmatch.h>

#include "lib/closest.h"
#include "lib/strf.h"

static bool taken_away(const char *pattern)
{
	return *pattern == '!';
}

static bool is_named(const char *pattern, const char *const *names)
{
	pattern += taken_away(pattern);
	for (; *names; names++)
		if (!fnmatch(pattern, *names, 0))
			return true;
	return false;
}

bool patterns_ask(char *const *patterns)
{
	for (; patterns && *patterns; patterns++)
		if (!taken_away(*patterns))
			return true;
	return false;
}

bool patterns_want(char *const *patterns, const char *const *names, bool otherwise)
{
	bool wanted = patterns_ask(patterns) ? false : otherwise;

	for (char *const *p = patterns; p && *p; p++)
		if (!taken_away(*p))
			wanted |= is_named(*p, names);
	for (char *const *p = patterns; p && *p; p++)
		if (taken_away(*p) && is_named(*p, names))
			wanted = false;
	return wanted;
}

static bool names_program(const char *pattern, const struct program *p)
{
	return is_named(pattern, (const char *[]){ p->id, p->row, p->name, NULL });
}

static bool names_defence(const char *pattern, const struct defence *d)
{
	return is_named(pattern, (const char *[]){ d->name, d->group, NULL });
}

bool patterns_want_program(char *const *patterns, const struct program *p)
{
	return patterns_want(patterns, (const char *[]){ p->id, p->row, p->name, NULL }, true);
}

bool patterns_want_defence(char *const *patterns, const struct defence *d, bool otherwise)
{
	return patterns_want(patterns, (const char *[]){ d->name, d->group, NULL }, otherwise);
}

static char *sentence(const char *kind, const char *pattern, const struct closest *near)
{
	return near->name ? strf("no %s matches %s (did you mean %s?)", kind, pattern, near->name) :
			    strf("no %s matches %s (see: ordeal list %ss)", kind, pattern, kind);
}

char *patterns_idle_program(char *const *patterns, const struct catalogue *c, bool quick)
{
	for (; patterns && *patterns; patterns++) {
		struct closest near = { .word = *patterns + taken_away(*patterns) };
		bool found = false, runs = false;

		for (size_t i = 0; i < c->program_count; i++) {
			const struct program *p = &c->programs[i];
			bool named = names_program(*patterns, p);

			found |= named;
			runs |= named && (!quick || p->quick);
			closest_offer(&near, p->row);
			closest_offer(&near, p->id);
		}
		if (!found)
			return sentence("attack", *patterns, &near);
		if (!runs && !taken_away(*patterns))
			return strf("no quick attack matches %s (without --quick there is one)",
				    *patterns);
	}
	return NULL;
}

char *patterns_idle_defence(char *const *patterns, const struct defences *d)
{
	for (; patterns && *patterns; patterns++) {
		struct closest near = { .word = *patterns + taken_away(*patterns) };
		bool found = false;

		for (size_t i = 0; i < d->count; i++) {
			found |= names_defence(*patterns, &d->list[i]);
			closest_offer(&near, d->list[i].name);
			closest_offer(&near, d->list[i].group);
		}
		if (!found)
			return sentence("defence", *patterns, &near);
	}
	return NULL;
}
