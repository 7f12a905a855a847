// SPDX-License-Identifier: MIT
/*
 * catalogue_select.c - which programs somebody asks for.
 */
#include "harness/catalogue/catalogue.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "harness/catalogue/manifest.h"

static bool like(const char *pattern, const char *text)
{
	return !pattern || (text && !fnmatch(pattern, text, 0));
}

static bool same(const char *wanted, const char *text)
{
	return !wanted || !strcmp(wanted, text);
}

/* One of several ids in one text: "T1499.001, CWE-770". */
static bool like_one_of(const char *pattern, const char *list)
{
	char id[64];

	for (const char *at = list ? list : ""; *(at += strspn(at, ", "));) {
		size_t n = strcspn(at, ", ");

		snprintf(id, sizeof(id), "%.*s", (int)n, at);
		if (like(pattern, id))
			return true;
		at += n;
	}
	return false;
}

static bool like_any_id(const char *pattern, const struct program *p)
{
	return like(pattern, p->id) || like_one_of(pattern, p->catalogue_id) ||
	       like_one_of(pattern, p->attack_id);
}

static bool has_need(const char *wanted, const struct program *p)
{
	for (char *const *need = p->needs; wanted && *need; need++)
		if (!strcmp(*need, wanted))
			return true;
	return !wanted;
}

bool catalogue_selects(const struct selection *s, const struct program *p)
{
	char oracle[64];

	return like(s->row, p->row) && like_any_id(s->id, p) && same(s->language, p->language) &&
	       has_need(s->need, p) && same(s->scene, scene_name(p->scene)) &&
	       same(s->grader, grader_name(p->grader)) && same(s->victim, victim_name(p->victim)) &&
	       (!s->quick || p->quick) &&
	       (like(s->oracle, p->oracle) ||
		like(s->oracle, program_oracle(p, oracle, sizeof(oracle))));
}
