// SPDX-License-Identifier: MIT
/*
 * catalogue_json.c - rows and programs as JSON: what ordeal list and ordeal show say of them.
 */
#include "harness/reports/catalogue_out.h"

#include <string.h>

#include "harness/catalogue/manifest.h"
#include "harness/oracle.h"

bool program_scale(const struct program *p, struct scale *s)
{
	char spec[64];
	const char *arg;
	const struct oracle *o = oracle_find(program_oracle(p, spec, sizeof(spec)), &arg);

	if (!o || !o->scale || !o->scale(arg, s))
		return false;
	if (p->threshold)
		s->seen_at = p->threshold;
	return true;
}

static json_t *needs_of(const struct program *p)
{
	json_t *list = json_array();

	for (char *const *need = p->needs; *need; need++)
		json_array_append_new(list, json_string(*need));
	return list;
}

/* {"seen_at": 320, "unit": "MiB"}, as people say it; null where nothing is counted. */
static json_t *threshold_json(const struct scale *s)
{
	return json_pack("{s:I, s:s}", "seen_at", (json_int_t)(s->seen_at / s->per_unit), "unit",
			 s->unit);
}

json_t *program_json(const struct program *p)
{
	char oracle[64];
	struct scale s;
	json_t *refs = json_object_get(p->manifest, "refs");

	return json_pack(
		"{s:s, s:s, s:b, s:s, s:s, s:s, s:s?, s:s, s:b, s:s, s:o, s:i, s:o, s:s?, s:s?, s:s, s:s, "
		"s:s?, s:O?}",
		"id", p->id, "row", p->row, "benign", p->benign, "language", p->language, "scene",
		scene_name(p->scene), "grader", grader_name(p->grader), "victim",
		p->victim ? victim_name(p->victim) : NULL, "control", p->control,
		"quick", p->quick, "oracle", program_oracle(p, oracle, sizeof(oracle)), "threshold",
		program_scale(p, &s) ? threshold_json(&s) : json_null(), "seconds", (int)p->seconds,
		"needs", needs_of(p), "catalogue_id", p->catalogue_id, "attack_id", p->attack_id,
		"effect", p->effect, "means", p->means, "remedy", p->remedy, "refs", refs);
}

json_t *row_json(const struct catalogue *c, const struct row *r)
{
	const char *arg;
	const struct oracle *o = r->oracle ? oracle_find(r->oracle, &arg) : NULL;
	struct scale s;
	json_int_t programs = 0;

	for (size_t i = 0; i < c->program_count; i++)
		programs += !strcmp(c->programs[i].row, r->name);
	return json_pack("{s:s, s:b, s:I, s:s?, s:o, s:s?, s:s}", "name", r->name, "benign",
			 r->benign, "programs", programs, "oracle", r->oracle, "threshold",
			 o && o->scale && o->scale(arg, &s) ? threshold_json(&s) : json_null(),
			 "why", r->threshold, "blurb", r->blurb);
}
