// SPDX-License-Identifier: MIT
/*
 * The sandbox's command line, one word a line. What was accepted is read once more by a reader that
 * knows neither getopt nor strtoull, and must come out the same: options end at the first "--" that
 * is nobody's value, a number means what it says, nothing of a list is lost.
 */
#include "tests/fuzz/fuzz.h"

#include "sandbox/limits.h"
#include "sandbox/stack.h"
#include "sandbox/options.h"

const unsigned long fuzz_runs = 15000;

enum { WORDS = 48 };

static const char *const with_value[] = { "layers", "allow-missing", "report", "env", "chdir",
	"tmp-clear", "tmp-keep", "tmp-leave", "accept-at-least", "ro", "rw", "landlock-abi", "result", "serve", "client",
	"slots", "queue", "zygote", "preload" };
static const char *const without[] = { "stdin", "no-processes", "processes", "mediate", "shim",
	"list-layers", "probe", "help", "version" };

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

/* The option of this name; NULL: none. *value: it takes one. */
static const char *option(const char *word, size_t n, bool *value)
{
	for (size_t i = 0; i < COUNT(with_value) + COUNT(without) + BOX_LIMITS; i++) {
		const char *name = i < COUNT(with_value) ? with_value[i] :
				   i < COUNT(with_value) + BOX_LIMITS ?
				   limit_rows[i - COUNT(with_value)].name :
				   without[i - COUNT(with_value) - BOX_LIMITS];

		*value = i < COUNT(with_value) + BOX_LIMITS;
		if (strlen(name) == n && !strncmp(name, word, n))
			return name;
	}
	return NULL;
}

/* Digit by digit, in 128 bits. False: not a number. */
static bool number(const char *s, char unit, uint64_t *v)
{
	unsigned __int128 n = 0;

	*v = BOX_NONE;
	if (!strcmp(s, "none"))
		return true;
	if (!*s)
		return false;
	for (; *s >= '0' && *s <= '9'; s++)
		if ((n = n * 10 + (unsigned)(*s - '0')) >> 100)
			return false;
	if (unit == 'b' && *s && strchr("KMG", *s))
		n <<= *s == 'K' ? 10 : *s == 'M' ? 20 : 30, s++;
	*v = (uint64_t)n;
	return !*s && !(n >> 62) && (unit != 's' || n * 1000000 < (unsigned __int128)1 << 62);
}

/* In microseconds, from the whole and up to six digits behind the point. */
static bool microseconds(const char *s, uint64_t *us)
{
	const char *point = strchr(s, '.');
	char whole[64];
	uint64_t n;

	if (!point) {
		if (!number(s, 's', &n))
			return false;
		*us = n == BOX_NONE ? BOX_NONE : n * 1000000;
		return true;
	}
	if (point == s || (size_t)(point - s) >= sizeof(whole) || !point[1] ||
	    strlen(point + 1) > 6)
		return false;
	snprintf(whole, sizeof(whole), "%.*s", (int)(point - s), s);
	if (!strcmp(whole, "none") || !number(whole, 's', &n))
		return false;
	*us = n * 1000000;
	for (uint64_t unit = 100000; *++point; unit /= 10) {
		if (*point < '0' || *point > '9')
			return false;
		*us += unit * (uint64_t)(*point - '0');
	}
	return true;
}

struct reading {
	const char *env[WORDS], *ro[WORDS], *rw[WORDS], *clear[WORDS], *kept[WORDS];
	size_t envs, ros, rws, clears, keeps;
	const char *chdir, *report;
	uint64_t limit[BOX_LIMITS];
	bool given[BOX_LIMITS];
	int rest; /* the index of "--" */
};

static void take(struct reading *r, const char *name, const char *value)
{
	if (!strcmp(name, "env"))
		r->env[r->envs++] = value;
	else if (!strcmp(name, "ro"))
		r->ro[r->ros++] = value;
	else if (!strcmp(name, "rw"))
		r->rw[r->rws++] = value;
	else if (!strcmp(name, "tmp-clear"))
		r->clear[r->clears++] = value;
	else if (!strcmp(name, "tmp-keep"))
		r->kept[r->keeps++] = value;
	else if (!strcmp(name, "chdir"))
		r->chdir = value;
	else if (!strcmp(name, "report"))
		r->report = value;
	for (int i = 0; i < BOX_LIMITS; i++)
		if (!strcmp(name, limit_rows[i].name)) {
			must(limit_rows[i].unit == 's'
				     ? microseconds(value, &r->limit[i])
				     : number(value, limit_rows[i].unit, &r->limit[i]));
			r->given[i] = true;
		}
}

static struct reading read_again(int argc, char **argv)
{
	struct reading r = { 0 };

	for (r.rest = 1; r.rest < argc && strcmp(argv[r.rest], "--"); r.rest++) {
		const char *word = argv[r.rest], *name;
		size_t n = strcspn(word, "=");
		bool value;

		must(!strncmp(word, "--", 2));
		name = option(word + 2, n - 2, &value);
		must(name && (value || !word[n]));
		if (value && !word[n])
			must(++r.rest < argc);
		if (value)
			take(&r, name, word[n] ? word + n + 1 : argv[r.rest]);
	}
	return r;
}

static void same(const char *const *list, const char *const *want, size_t n)
{
	for (size_t i = 0; i < n; i++)
		must(!strcmp(list[i], want[i]));
	must(n == BOX_LIST || !list[n]);
}

static void check(const struct command *c, int argc, char **argv)
{
	struct reading r = read_again(argc, argv);
	const struct box_options *o = &c->box;

	must(o->argv == argv + r.rest + 1 && o->argv[0]);
	same(o->env, r.env, r.envs);
	same(o->readable, r.ro, r.ros);
	same(o->writable, r.rw, r.rws);
	same(o->tmp_clear, r.clear, r.clears);
	same(o->tmp_keep, r.kept, r.keeps);
	must(o->chdir == r.chdir || !strcmp(o->chdir, r.chdir));
	must(c->report == r.report || !strcmp(c->report ? c->report : "--", r.report));
	for (int i = 0; i < BOX_LIMITS; i++)
		if (r.given[i])
			must((limit_rows[i].unit == 's' ? limit_us(o, (enum box_limit)i)
							: o->limit[i]) == r.limit[i]);
		else
			must(o->limit[i] == limit_rows[i].standard && !o->less_us[i]);
	for (unsigned i = 0; stack[i]; i++)
		for (const char *const *need = stack[i]->requires; need && *need; need++)
			must(!(o->layers & 1u << i) ||
			     o->layers & 1u << stack_find(*need, strlen(*need)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *text = fuzz_text(data, n), *rest = NULL, *argv[WORDS + 2] = { "ordeal-sandbox" };
	struct err e = { 0 };
	struct command c;
	int argc = 1;

	for (char *w = text; w && argc <= WORDS; w = rest) {
		rest = strchr(w, '\n');
		if (rest)
			*rest++ = '\0';
		argv[argc++] = w;
	}
	if (box_options_parse(&c, argc, argv, &e) < 0)
		must(e.code && *e.text);
	else if (c.action == ACT_RUN)
		check(&c, argc, argv);
	free(text);
	return 0;
}
