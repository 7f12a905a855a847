// SPDX-License-Identifier: MIT
#include "sandbox/options.h"

#include "sandbox/calls.h"
#include "sandbox/limits.h"
#include "sandbox/shim.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <getopt.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	OPT_LAYERS = BOX_LIMITS, /* below are the limits themselves */
	OPT_ALLOW_MISSING, OPT_REPORT, OPT_RESULT, OPT_ENV, OPT_CHDIR, OPT_TMP_CLEAR, OPT_TMP_KEEP, OPT_TMP_LEAVE,
	OPT_STDIN, OPT_ACCEPT, OPT_NO_PROCESSES, OPT_RO, OPT_RW, OPT_RO_TRY, OPT_RW_TRY, OPT_RX, OPT_ONLY,
	OPT_CALLS, OPT_LEARN, OPT_TRACE, OPT_EXPLAIN, OPT_CHILD_FIGURES, OPT_MEDIATE,
	OPT_LANDLOCK_ABI, OPT_CGROUP, OPT_CONCURRENCY,
	OPT_PROCESSES, OPT_SHIM, OPT_SERVE, OPT_CLIENT, OPT_SLOTS, OPT_QUEUE, OPT_ZYGOTE, OPT_MODULES,
	OPT_LIST, OPT_PROBE, OPT_HELP, OPT_VERSION,
};

static const struct option others[] = {
	{ "layers", required_argument, NULL, OPT_LAYERS },
	{ "allow-missing", required_argument, NULL, OPT_ALLOW_MISSING },
	{ "report", required_argument, NULL, OPT_REPORT },
	{ "result", required_argument, NULL, OPT_RESULT },
	{ "env", required_argument, NULL, OPT_ENV },
	{ "chdir", required_argument, NULL, OPT_CHDIR },
	{ "tmp-clear", required_argument, NULL, OPT_TMP_CLEAR },
	{ "tmp-keep", required_argument, NULL, OPT_TMP_KEEP },
	{ "tmp-leave", required_argument, NULL, OPT_TMP_LEAVE },
	{ "stdin", no_argument, NULL, OPT_STDIN },
	{ "accept-at-least", required_argument, NULL, OPT_ACCEPT },
	{ "no-processes", no_argument, NULL, OPT_NO_PROCESSES },
	{ "ro", required_argument, NULL, OPT_RO },
	{ "rw", required_argument, NULL, OPT_RW },
	{ "ro-try", required_argument, NULL, OPT_RO_TRY },
	{ "rw-try", required_argument, NULL, OPT_RW_TRY },
	{ "rx", required_argument, NULL, OPT_RX },
	{ "only", required_argument, NULL, OPT_ONLY },
	{ "calls", required_argument, NULL, OPT_CALLS },
	{ "learn", required_argument, NULL, OPT_LEARN },
	{ "trace", required_argument, NULL, OPT_TRACE },
	{ "explain", no_argument, NULL, OPT_EXPLAIN },
	{ "child-figures", no_argument, NULL, OPT_CHILD_FIGURES },
	{ "mediate", no_argument, NULL, OPT_MEDIATE },
	{ "concurrency", required_argument, NULL, OPT_CONCURRENCY },
	{ "cgroup", required_argument, NULL, OPT_CGROUP },
	{ "landlock-abi", required_argument, NULL, OPT_LANDLOCK_ABI },
	{ "processes", no_argument, NULL, OPT_PROCESSES },
	{ "serve", required_argument, NULL, OPT_SERVE },
	{ "client", required_argument, NULL, OPT_CLIENT },
	{ "slots", required_argument, NULL, OPT_SLOTS },
	{ "queue", required_argument, NULL, OPT_QUEUE },
	{ "zygote", required_argument, NULL, OPT_ZYGOTE },
	{ "preload", required_argument, NULL, OPT_MODULES },
	{ "shim", no_argument, NULL, OPT_SHIM },
	{ "list-layers", no_argument, NULL, OPT_LIST },
	{ "probe", no_argument, NULL, OPT_PROBE },
	{ "help", no_argument, NULL, OPT_HELP },
	{ "version", no_argument, NULL, OPT_VERSION },
};

enum { MOST_AT_A_TIME = 1024 };
enum { OTHERS = sizeof(others) / sizeof(others[0]) };

void box_options_init(struct box_options *o)
{
	struct err e;

	*o = (struct box_options){ .result_fd = -1, .keep = { -1, -1, -1 } };
	o->stack = "recommended";
	box_layers_parse(o->stack, &o->layers, &e);
	for (int i = 0; i < BOX_LIMITS; i++)
		o->limit[i] = limit_rows[i].standard;
}

/* Only what is known not to be there is left out: what cannot be looked at is an error at the launch. */
static bool there(const char *path)
{
	return !access(path, F_OK) || errno != ENOENT;
}

/* Append to a list that ends with NULL. */
static int append(const char **list, const char *what, const char *option, struct err *e)
{
	for (int i = 0; i < BOX_LIST; i++)
		if (!list[i]) {
			list[i] = what;
			return 0;
		}
	return err_set(e, 0, "--%s: more than %d", option, BOX_LIST);
}

static int allow_missing(struct command *c, const char *name, struct err *e)
{
	int i = stack_find(name, strlen(name));

	if (i <= 0)
		return err_set(e, 0, "--allow-missing: no layer '%s' that may be missing", name);
	c->box.allow_missing |= 1u << i;
	return 0;
}

static int landlock_abi(struct command *c, const char *text, struct err *e)
{
	uint64_t n;

	if (options_number(text, 'n', &n) < 0 || n < 1 || n > 64)
		return err_set(e, 0, "--landlock-abi: '%s' is no version", text);
	c->box.landlock_abi = (unsigned)n;
	return 0;
}

static int small(unsigned *to, const char *option, const char *text, unsigned most, struct err *e)
{
	uint64_t n;

	if (options_number(text, 'n', &n) < 0 || n < 1 || n > most)
		return err_set(e, 0, "--%s: '%s' is no number from 1 to %u", option, text, most);
	*to = (unsigned)n;
	return 0;
}

/* Options whose value, or whose being there, is kept as it is: where. */
static const struct value {
	int option;
	enum { TEXT, FLAG, WORDS } what;
	size_t at;
} kept[] = {
	{ OPT_ACCEPT, TEXT, offsetof(struct command, accept) },
	{ OPT_REPORT, TEXT, offsetof(struct command, report) },
	{ OPT_RESULT, TEXT, offsetof(struct command, result) },
	{ OPT_CHDIR, TEXT, offsetof(struct command, box.chdir) },
	{ OPT_CGROUP, TEXT, offsetof(struct command, box.cgroup) },
	{ OPT_STDIN, FLAG, offsetof(struct command, box.keep_stdin) },
	{ OPT_MEDIATE, FLAG, offsetof(struct command, box.mediate) },
	{ OPT_SHIM, FLAG, offsetof(struct command, box.shim) },
	{ OPT_ENV, WORDS, offsetof(struct command, box.env) },
	{ OPT_TMP_CLEAR, WORDS, offsetof(struct command, box.tmp_clear) },
	{ OPT_TMP_KEEP, WORDS, offsetof(struct command, box.tmp_keep) },
	{ OPT_TMP_LEAVE, WORDS, offsetof(struct command, box.tmp_leave) },
	{ OPT_RO, WORDS, offsetof(struct command, box.readable) },
	{ OPT_RW, WORDS, offsetof(struct command, box.writable) },
	{ OPT_RX, WORDS, offsetof(struct command, box.runnable) },
	{ OPT_ONLY, TEXT, offsetof(struct command, box.only) },
	{ OPT_LEARN, TEXT, offsetof(struct command, learn) },
	{ OPT_TRACE, TEXT, offsetof(struct command, trace) },
	{ OPT_EXPLAIN, FLAG, offsetof(struct command, explain) },
	{ OPT_CHILD_FIGURES, FLAG, offsetof(struct command, box.child_figures) },
};

static const char *name_of(int option)
{
	for (size_t i = 0; i < OTHERS; i++)
		if (others[i].val == option)
			return others[i].name;
	return "";
}

static int keep_value(struct command *c, const struct value *k, const char *arg, struct err *e)
{
	void *at = (char *)c + k->at;

	switch (k->what) {
	case TEXT:
		*(const char **)at = arg;
		return 0;
	case FLAG:
		*(bool *)at = true;
		return 0;
	case WORDS:
		return append(at, arg, name_of(k->option), e);
	}
	return 0;
}

static int take(struct command *c, int opt, const char *arg, struct err *e)
{
	if (opt == OPT_ENV && (!*arg || *arg == '='))
		return err_set(e, 0, "--env wants NAME or NAME=VALUE");
	for (const struct value *k = kept; k < kept + sizeof(kept) / sizeof(*kept); k++)
		if (k->option == opt)
			return keep_value(c, k, arg, e);
	switch (opt) {
	case OPT_LAYERS:
		c->best = !strcmp(arg, "best");
		c->box.stack = arg;
		c->asked = true;
		return c->best ? 0 : box_layers_parse(arg, &c->box.layers, e);
	case OPT_ALLOW_MISSING:
		return allow_missing(c, arg, e);
	case OPT_CALLS:
		c->box.calls = arg;
		return calls_parse(arg, c->box.call_set, e);
	case OPT_RO_TRY:
		return there(arg) ? append(c->box.readable, arg, "ro-try", e) : 0;
	case OPT_RW_TRY:
		return there(arg) ? append(c->box.writable, arg, "rw-try", e) : 0;
	case OPT_CONCURRENCY:
		return small(&c->box.concurrency, "concurrency", arg, MOST_AT_A_TIME, e);
	case OPT_LANDLOCK_ABI:
		return landlock_abi(c, arg, e);
	case OPT_PROCESSES:
	case OPT_NO_PROCESSES:
		c->processes = opt;
		return 0;
	case OPT_SERVE:
	case OPT_CLIENT:
		c->action = opt == OPT_SERVE ? ACT_SERVE : ACT_CLIENT;
		c->serve = arg;
		return 0;
	case OPT_SLOTS:
		return small(&c->slots, "slots", arg, SERVE_SLOTS, e);
	case OPT_QUEUE:
		return small(&c->queue, "queue", arg, SERVE_QUEUE, e);
	case OPT_ZYGOTE:
		c->zygote = arg;
		return *arg ? 0 : err_set(e, 0, "--zygote wants a program");
	case OPT_MODULES:
		c->preload = arg;
		return 0;
	case OPT_LIST:
		c->action = ACT_LIST;
		return 0;
	case OPT_PROBE:
		c->action = ACT_PROBE;
		return 0;
	case OPT_HELP:
		c->action = ACT_HELP;
		return 0;
	case OPT_VERSION:
		c->action = ACT_VERSION;
		return 0;
	}
	return err_set(e, 0, "no such option");
}

/* An option that would silently do nothing is a mistake: each needs its layer. */
static int needs_layer(const struct command *c, const char *option, const char *layer,
		       struct err *e)
{
	int i = stack_find(layer, strlen(layer));

	if (c->box.layers & 1u << i)
		return 0;
	return err_set(e, 0, "--%s belongs to the layer '%s', which is not on", option, layer);
}

/* One of the two decides on paths: Landlock does not see what the supervisor opens for the program. */
static int mediates(const struct command *c, struct err *e)
{
	if (stack_has(c->box.layers, &layer_landlock))
		return err_set(e, 0, "--mediate is in place of the layer 'landlock', not with it");
	return needs_layer(c, "mediate", "supervise", e);
}

/* Is this a limit that a group keeps, too? */
static bool is_the_groups(int limit)
{
	return limit == BOX_MEMORY || limit == BOX_NPROC;
}

/* Which layer does what the option asks for. */
static const struct rule {
	int  option;
	const char *layer;
	bool or_mediate; /* --mediate does it as well */
} rules[] = {
	{ OPT_RESULT, "session", false },
	{ OPT_STDIN, "hygiene", false },
	{ OPT_RO, "landlock", true },
	{ OPT_RW, "landlock", true },
	{ OPT_RO_TRY, "landlock", true },
	{ OPT_RW_TRY, "landlock", true },
	{ OPT_RX, "landlock", true },
	{ OPT_ONLY, "landlock", true },
	{ OPT_CALLS, "seccomp", false },
	{ OPT_LEARN, "supervise", false },
	{ OPT_LEARN, "landlock", false },
	{ OPT_CHILD_FIGURES, "supervise", false },
	{ OPT_CHILD_FIGURES, "landlock", false },
	{ OPT_LANDLOCK_ABI, "landlock", false },
	{ OPT_CONCURRENCY, "rlimit", false },
	{ OPT_ENV, "env", false },
	{ OPT_TMP_CLEAR, "tmp", false },
	{ OPT_TMP_LEAVE, "tmp", false },
};

static int check_layers(const struct command *c, const bool given[], struct err *e)
{
	int r = 0;

	for (int i = 0; i < BOX_LIMITS && !r; i++)
		if (given[i] && !(is_the_groups(i) && c->box.cgroup))
			r = needs_layer(c, limit_rows[i].name, limit_rows[i].layer, e);
	for (const struct rule *rule = rules; rule < rules + sizeof(rules) / sizeof(*rules) && !r; rule++)
		if (given[rule->option] && !(rule->or_mediate && c->box.mediate))
			r = needs_layer(c, name_of(rule->option), rule->layer, e);
	if (!r && !c->box.cgroup && stack_has(c->box.layers, &layer_cgroup))
		r = err_set(e, 0, "the layer 'cgroup' needs --cgroup DIR");
	if (!r && c->processes == OPT_PROCESSES) /* the last of the two that were given */
		r = needs_layer(c, "processes", "seccomp", e);
	return !r && c->box.mediate ? mediates(c, e) : r;
}

/* given: by option, was it? */
static int check(const struct command *c, const bool given[], struct err *e)
{
	int r = check_layers(c, given, e);

	if (!r && c->result && c->box.processes && box_result_is_open(&c->box, c->box.layers))
		r = err_set(e, 0, "--result with --processes wants 'landlock' or --mediate: else any process of "
				  "the program can write into the runner's memory");
	if (!r && given[BOX_RESULT] && !c->result)
		r = err_set(e, 0, "--result-bytes needs --result");
	if (!r && c->trace && c->action != ACT_RUN)
		r = err_set(e, 0, "--trace is of a single run, not of a launcher that stays");
	if (!r && given[OPT_TMP_KEEP] && !given[OPT_TMP_CLEAR])
		r = err_set(e, 0, "--tmp-keep needs --tmp-clear");
	return r;
}

static int number(int limit, const char *text, struct box_options *o)
{
	if (limit_rows[limit].unit == 's')
		return options_seconds(text, &o->limit[limit], &o->less_us[limit]);
	return options_number(text, limit_rows[limit].unit, &o->limit[limit]);
}

static int take_limit(struct command *c, int limit, const char *text, struct err *e)
{
	if (number(limit, text, &c->box) < 0)
		return err_set(e, 0, "--%s: '%s' is not a number%s", limit_rows[limit].name, text,
			       limit_rows[limit].unit == 'b' ? " (K, M, G)" : "");
	c->box.given |= 1u << limit;
	return 0;
}

/* Which layers, and may the program start processes? */
static int settle_layers(struct command *c, struct err *e)
{
	const char *s;

	if (c->best != (c->accept != NULL))
		return err_set(e, 0, "--layers best and --accept-at-least STACK belong together");
	if (c->best && !(c->box.stack = box_best(c->accept, &c->box.layers, e)))
		return -e->code;
	if (c->box.cgroup) /* to name a folder is to want the layer, with whatever stack */
		c->box.layers |= 1u << stack_find("cgroup", 6);
	if (c->explain)
		box_layers_add(&c->box.layers, &layer_supervise);
	s = c->box.stack;
	c->box.processes = c->processes == OPT_PROCESSES ||
			   (!c->processes && (!strcmp(s, "full") || !strcmp(s, "interpreted")));
	return 0;
}

int box_options_parse(struct command *c, int argc, char **argv, struct err *e)
{
	struct option all[BOX_LIMITS + OTHERS + 1] = { 0 };
	bool given[BOX_LIMITS + OTHERS] = { false };
	const char *value = NULL; /* of the last option */
	bool more = false; /* than --client has use for */
	int opt;

	*c = (struct command){ .action = ACT_RUN };
	box_options_init(&c->box);
	for (int i = 0; i < BOX_LIMITS; i++)
		all[i] = (struct option){ limit_rows[i].name, required_argument, NULL, i };
	memcpy(all + BOX_LIMITS, others, sizeof(others));
	opterr = 0;
	optind = 0; /* not 1: who parsed before would still say how words are taken */
	for (int at = 1, i = 0; (opt = getopt_long(argc, argv, "+:", all, &i)) != -1; at = optind) {
		if (opt == ':')
			return err_set(e, 0, "%s wants a value", argv[optind - 1]);
		if (opt == '?' || strcspn(argv[at] + 2, "=") != strlen(all[i].name))
			return err_set(e, 0, "%s: no such option, see --help", argv[at]);
		if (c->options == OPTIONS_GIVEN)
			return err_set(e, 0, "more than %d options", OPTIONS_GIVEN);
		c->option[c->options++] = (struct option_given){ all[i].name, optarg };
		value = optarg;
		more |= opt != OPT_CLIENT && opt != OPT_STDIN;
		given[opt] = true;
		if (opt >= BOX_LIMITS) {
			if (take(c, opt, optarg, e) < 0)
				return -e->code;
			continue;
		}
		if (take_limit(c, opt, optarg, e) < 0)
			return -e->code;
	}
	if (settle_layers(c, e) < 0)
		return -e->code;
	if ((c->slots || c->queue || c->zygote) && c->action != ACT_SERVE)
		return err_set(e, 0, "--slots, --queue and --zygote belong to --serve");
	if (c->preload && !c->zygote)
		return err_set(e, 0, "--preload is what a --zygote is to load");
	if (c->zygote && c->box.chdir)
		return err_set(e, 0, "--chdir: what a zygote forks runs in its own folder");
	if (c->serve && (c->report || c->result || c->box.shim))
		return err_set(e, 0, "--report, --result and --shim are for one run, not for a launcher that stays");
	if (c->action > ACT_CLIENT)
		return 0;
	if (c->action == ACT_SERVE && !c->box.concurrency && stack_has(c->box.layers, &layer_rlimit))
		c->box.concurrency = c->slots ? c->slots : SERVE_USUAL;
	/* Without "--" a typo in an option would be run as a program; and a value is no "--". */
	if (c->report && !strcmp(c->report, "--"))
		c->report = NULL; /* somebody forgot its name: make no such file to say so */
	if (c->action == ACT_SERVE && optind == argc && argv[optind - 1] == value) {
		c->box.argv = NULL; /* each request brings its own command */
		return check(c, given, e);
	}
	if (optind < argc && (strcmp(argv[optind - 1], "--") != 0 || argv[optind - 1] == value))
		return err_set(e, 0, "'--' is missing before the command '%s'", argv[optind]);
	if (optind >= argc)
		return err_set(e, 0, "usage: ordeal-sandbox [OPTION]... -- COMMAND [ARGUMENT]...");
	c->box.argv = argv + optind;
	if (c->zygote)
		return err_set(e, 0, "--zygote is the command: there is none behind '--'");
	if (c->action == ACT_CLIENT)
		return more ? err_set(e, 0, "--client: of other options there is only --stdin") : 0;
	if (check(c, given, e) < 0)
		return -e->code;
	return c->box.shim ? shim_apply(c, e) : 0;
}
