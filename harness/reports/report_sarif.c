// SPDX-License-Identifier: MIT
/*
 * report_sarif.c - SARIF 2.1.0, which code hosts and editors read: a rule for each attack, a result
 * for each cell that is not held, at the attack's own source.
 *
 *     error     worse than expected
 *     warning   could not be measured
 *     note      once of several runs; or accepted, which is a suppressed result with its reason
 */
#include "harness/reports/report.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/catalogue/catalogue.h"
#include "harness/layout.h"
#include "harness/reports/gate.h"
#include "lib/strf.h"
#include "lib/strv.h"

#define OURS ARENA_BOX "/attacks/"
#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

/* NULL: not a result. */
static const char *level_of(const struct finding *f)
{
	switch (f->change) {
	case CHANGE_WORSE:
		return "error";
	case CHANGE_UNMEASURED:
		return "warning";
	case CHANGE_ONCE:
		return "note";
	case CHANGE_SAME:
		return f->line && verdict_falls_short(f->measured) ? "note" : NULL;
	case CHANGE_BETTER:
	case CHANGE_NEW:
	case CHANGE_MACHINE:
	case CHANGE_COUNT:
		break;
	}
	return NULL;
}

static const struct program *program_of(const struct report *r, const char *id)
{
	return r->catalogue ? catalogue_find(r->catalogue, id) : NULL;
}

/* From the folder where the report is made, if it is below: a code host knows no other paths. */
static char *from_here(const char *dir, const char *name)
{
	char here[PATH_MAX];
	size_t n = getcwd(here, sizeof(here)) ? strlen(here) : 0;

	if (n && !strncmp(dir, here, n) && (!dir[n] || dir[n] == '/'))
		return strf("%s%s%s", dir + n + !!dir[n], dir[n] ? "/" : "", name);
	return strf("file://%s/%s", dir, name);
}

/*
 * Where it is written: ours from the top of the tree, what --attack-dir added (ARENA_EXTRA/0/NAME)
 * in its folder. NULL: nobody knows. To be freed.
 */
static char *source_of(const struct catalogue *c, const struct program *p)
{
	const char *ending = !p ? NULL : p->python ? "py" : p->language;
	int at = 0;
	size_t k;

	for (char *const *word = p ? p->argv : NULL; word && *word; word++) {
		if (sscanf(*word, ARENA_EXTRA "/%zu/%n", &k, &at) == 1 && at &&
		    k < strv_count(c->dirs))
			return from_here(c->dirs[k], *word + at);
		if (!strncmp(*word, OURS, sizeof(OURS) - 1))
			return strf("attacks/%s.%s", p->id, ending);
	}
	return NULL;
}

static json_t *text_object(const char *text)
{
	return json_pack("{s:s}", "text", text && *text ? text : "(nothing was said)");
}

static json_t *rule_of(const struct program *p, const char *id)
{
	return json_pack("{s:s, s:o, s:o*, s:o*, s:o*}", "id", id, "shortDescription",
			 text_object(p && p->effect ? p->effect : id), "fullDescription",
			 p && p->means ? text_object(p->means) : NULL, "help",
			 p && p->remedy ? text_object(p->remedy) : NULL, "properties",
			 p ? json_pack("{s:s, s:s}", "hurts", victim_name(p->victim), "whom",
				       victim_meaning(p->victim)) : NULL);
}

static json_t *message_of(const struct finding *f)
{
	char *sentence = finding_sentence(f), *replay = finding_replay(f);
	char *text = strf("%s. %s. Again: %s", sentence ? sentence : "", f->cell->reason,
			  replay ? replay : "");
	json_t *message = text_object(text);

	free(sentence);
	free(replay);
	free(text);
	return message;
}

static json_t *locations_of(const struct report *r, const struct finding *f)
{
	char *source = source_of(r->catalogue, program_of(r, f->attack));
	bool below = source && !strstr(source, "://");
	json_t *physical = !source ? NULL :
		json_pack("{s:{s:s, s:s*}, s:{s:i}}", "artifactLocation", "uri", source,
			  "uriBaseId", below ? "SRCROOT" : NULL, "region", "startLine", 1);

	free(source);
	return json_pack("[{s:o*, s:[{s:s, s:s}]}]", "physicalLocation", physical,
			 "logicalLocations", "name", f->defence, "kind", "module");
}

static json_t *result_of(const struct report *r, const struct finding *f, size_t rule)
{
	bool accepted = f->change == CHANGE_SAME;
	char *name = strf("%s under %s", f->attack, f->defence);
	json_t *result = json_pack(
		"{s:s, s:I, s:s, s:s, s:o, s:o, s:{s:s}, s:{s:s, s:s, s:s, s:O*}}", "ruleId",
		f->attack, "ruleIndex", (json_int_t)rule, "kind", "fail", "level", level_of(f),
		"message", message_of(f), "locations", locations_of(r, f), "partialFingerprints",
		"cell/v1", name ? name : "", "properties", "defence", f->defence, "expected",
		verdict_name(f->expected), "measured", verdict_name(f->measured), "exhibits",
		f->cell->exhibits);

	if (accepted)
		json_object_set_new(result, "suppressions",
				    json_pack("[{s:s, s:s, s:s}]", "kind", "external", "status",
					      "accepted", "justification", f->line->why));
	free(name);
	return result;
}

static json_t *driver_of(const struct gate *g, json_t *rules)
{
	return json_pack("{s:s, s:s*, s:o}", "name", "ordeal", "version",
			 *g->about.version ? g->about.version : NULL, "rules", rules);
}

/* The findings are in the order of the attacks: one rule for each run of the same. */
static void collect(const struct report *r, json_t *rules, json_t *results)
{
	const char *last = NULL;

	for (size_t i = 0; i < r->gate->count; i++) {
		const struct finding *f = &r->gate->cells[i];

		if (!level_of(f))
			continue;
		if (!last || strcmp(last, f->attack))
			json_array_append_new(rules, rule_of(program_of(r, f->attack), f->attack));
		last = f->attack;
		json_array_append_new(results, result_of(r, f, json_array_size(rules) - 1));
	}
}

static int end(const struct report *r)
{
	json_t *rules = json_array(), *results = json_array(), *log;
	int code;

	if (!r->gate)
		return -ENOTSUP;
	collect(r, rules, results);
	log = json_pack("{s:s, s:s, s:[{s:{s:o}, s:o, s:[{s:b, s:s*}], s:s}]}", "$schema", SCHEMA,
			"version", "2.1.0", "runs", "tool", "driver", driver_of(r->gate, rules),
			"results", results, "invocations", "executionSuccessful", !r->gate->doubt,
			"commandLine", *r->gate->about.command ? r->gate->about.command : NULL,
			"columnKind", "unicodeCodePoints");
	code = log && !json_dumpf(log, r->out, JSON_INDENT(1)) ? 0 : -ENOMEM;
	fputc('\n', r->out);
	json_decref(log);
	return code;
}

const struct reporter report_sarif = {
	.name = "sarif",
	.judges = true,
	.programs = true,
	.end = end,
};
