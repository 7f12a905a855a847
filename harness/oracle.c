// SPDX-License-Identifier: MIT
#include "harness/oracle.h"

#include <stdio.h>
#include <string.h>

extern const struct oracle oracle_secret,
	oracle_sink,
	oracle_shell,
	oracle_census,
	oracle_usage,
	oracle_creds,
	oracle_bystander,
	oracle_settings,
	oracle_description,
	oracle_survivor,
	oracle_victim,
	oracle_grade,
	oracle_api,
	oracle_tree,
	oracle_code,
	oracle_reach,
	oracle_done;

const struct oracle *const oracles[] = {
	&oracle_secret,
	&oracle_sink,
	&oracle_shell,
	&oracle_census,
	&oracle_usage,
	&oracle_creds,
	&oracle_bystander,
	&oracle_settings,
	&oracle_description,
	&oracle_survivor,
	&oracle_victim,
	&oracle_grade,
	&oracle_api,
	&oracle_tree,
	&oracle_code,
	&oracle_reach,
	&oracle_done,
	NULL,
};

enum victim oracle_hurts(const struct oracle *o, const char *arg)
{
	if (!o)
		return VICTIM_NOBODY;
	return o->hurts_by && arg ? o->hurts_by(arg) : o->hurts;
}

bool oracle_is_beside(const struct oracle *o, const char *arg)
{
	return o && arg && o->beside && o->beside(arg);
}

bool oracle_on_the_clock(const struct oracle *o, const char *arg)
{
	return o && o->on_the_clock && o->on_the_clock(arg);
}

bool oracle_burns(const struct oracle *o, const char *arg)
{
	return o && o->burns && o->burns(arg);
}

bool oracle_is_honest(const struct oracle *o, const char *arg)
{
	return o && o->honest && o->honest(arg);
}

const char *oracle_spec(const char *name, const char *arg, char *buf, size_t size)
{
	snprintf(buf, size, arg ? "%s:%s" : "%s", name, arg);
	return buf;
}

const struct oracle *oracle_find(const char *spec, const char **arg)
{
	size_t n = strcspn(spec, ":");

	*arg = NULL;
	for (const struct oracle *const *o = oracles; *o; o++) {
		if (strlen((*o)->name) != n || memcmp((*o)->name, spec, n))
			continue;
		if (!(*o)->args)
			return spec[n] ? NULL : *o;
		for (const char *const *a = (*o)->args; *a && spec[n]; a++)
			if (!strcmp(*a, spec + n + 1)) {
				*arg = *a;
				return *o;
			}
		return NULL;
	}
	return NULL;
}
