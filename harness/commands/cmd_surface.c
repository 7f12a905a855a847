// SPDX-License-Identifier: MIT
/*
 * cmd_surface.c - ordeal surface: how much of the kernel each column leaves within reach.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/commands/words.h"
#include "harness/results/lines.h"
#include "harness/results/member.h"
#include "harness/results/surface_line.h"
#include "harness/options.h"
#include "harness/run/load.h"
#include "harness/results/results.h"
#include "harness/surface/learnt.h"
#include "harness/surface/surface.h"
#include "harness/reports/table.h"
#include "lib/fd.h"
#include "lib/strf.h"
#include "lib/strv.h"

static const char help[] =
	"usage: ordeal surface [OPTION]... [FILE]\n\n"
	"Counts the system calls of this kernel that still answer in each column. A program of "
	"ours\n"
	"makes every call once, with arguments that cannot have an effect, in an arena, through "
	"the\n"
	"defence, and its errors are compared with those in the column none. With FILE, what was\n"
	"written by -o is printed again, and nothing is measured.\n\n"
	"  -d, --defence GLOB       only these columns: a name or a group; !GLOB: not these\n"
	"      --defence-cmd CMD    add a column: a command line with {command}; repeatable\n"
	"      --defence-name NAME  what to call it (default: given, given-2)\n"
	"      --policy FILE        add a column: what a policy of ordeal-sandbox --learn leaves\n"
	"  -j, --jobs N             arenas at a time (default: the number of processors)\n"
	"  -o, --output FILE        write what was measured; --force: over what is there\n"
	"      --json               print it as JSON, with the names of the calls\n"
	"      --markdown           print the table in Markdown\n\n"
	"Exit codes: 0 measured, 2 called wrongly or a file is broken, 3 could not be measured, 4 a\n"
	"pattern matches nothing, 77 cannot run here.\n";

struct wish {
	struct options o;
	const char *file, *policy;
	bool json, markdown, help;
};

/* Put before the others: names are given to commands one by one, and the others may have none. */
static int put_first(char ***list, const char *text)
{
	char **longer = NULL;

	if (strv_add(&longer, text) || strv_add_all(&longer, *list))
		return -ENOMEM;
	strv_free(*list);
	*list = longer;
	return 0;
}

/* The policy as one more column, which has the file's name. */
static int add_policy(struct wish *w)
{
	const char *slash = strrchr(w->policy, '/');
	struct err e = { 0 };
	char *command = learnt_command(w->policy, &e);
	int r = 0;

	if (!command || put_first(&w->o.defence_cmds, command) ||
	    put_first(&w->o.defence_names, slash ? slash + 1 : w->policy)) {
		fprintf(stderr, "ordeal surface: %s\n", command ? "no memory" : e.text);
		r = EXIT_USAGE;
	}
	free(command);
	return r;
}

static int parse(struct wish *w, int argc, char **argv)
{
	const char *jobs = NULL;
	const struct word words[] = {
		{ "defence", 'd', .list = &w->o.defences },
		{ "defence-cmd", .list = &w->o.defence_cmds },
		{ "defence-name", .list = &w->o.defence_names },
		{ "policy", .text = &w->policy },
		{ "jobs", 'j', .text = &jobs },
		{ "output", 'o', .text = &w->o.output },
		{ "force", .flag = &w->o.force },
		{ "json", .flag = &w->json },
		{ "markdown", .flag = &w->markdown },
		{ NULL },
	};

	*w = (struct wish){ 0 };
	options_parse(&w->o, 1, argv); /* its defaults */
	if (words_read(argc, argv, words, &w->help))
		return EXIT_USAGE;
	if (jobs)
		w->o.jobs = strtoul(jobs, NULL, 10);
	if (jobs && (w->o.jobs < 1 || w->o.jobs > 64)) {
		fprintf(stderr, "ordeal surface: -j takes a number from 1 to 64, not \"%s\"\n", jobs);
		return EXIT_USAGE;
	}
	if (words_one_file(argc, argv, &w->file) || (w->policy && add_policy(w)))
		return EXIT_USAGE;
	return (w->json && w->markdown) ||
			       (w->file && (w->o.output || w->o.defences || w->o.defence_cmds))
		       ? EXIT_USAGE
		       : 0;
}

/* ---- the file ------------------------------------------------------------------------------ */

static void write_file(const struct home *home, int fd, json_t *lines, char **argv, struct err *e)
{
	char *command = strv_quote(argv + 1);
	json_t *meta = host_meta(home->share), *line;
	size_t i;

	json_object_set_new(meta, "kind", json_string("surface"));
	json_object_set_new(meta, "command",
			    json_sprintf("ordeal surface %s", command ? command : ""));
	results_append(fd, meta, e);
	json_array_foreach(lines, i, line) results_append(fd, json_incref(line), e);
	results_append(fd,
		       json_pack("{s:s, s:I}", "type", "end", "columns",
				 (json_int_t)json_array_size(lines)),
		       e);
	free(command);
}

static bool is(const json_t *line, const char *key, const char *value)
{
	const char *text = member_text(line, key);

	return text && !strcmp(text, value);
}

struct surface_file {
	json_t *lines;
	bool ended;
};

static const char *take_line(const struct line *line, void *user)
{
	struct surface_file *f = user;

	if ((line->number == 1) != is(line->object, "kind", "surface") ||
	    !member_text(line->object, "type") || f->ended)
		return "not a file of ordeal surface";
	f->ended = is(line->object, "type", "end");
	if (is(line->object, "type", "surface"))
		json_array_append(f->lines, line->object);
	return NULL;
}

/* The lines of a file that was written by -o; NULL with "FILE:LINE: what" in *e. */
static json_t *read_file(const char *path, struct err *e)
{
	struct surface_file f = { .lines = json_array() };
	int code = lines_read(path, take_line, &f, e);

	if (!code && !f.ended)
		code = err_set(e, 0, "%s: incomplete", path);
	if (!code)
		return f.lines;
	json_decref(f.lines);
	return NULL;
}

/* ---- the table ----------------------------------------------------------------------------- */

static const struct {
	const char *head, *rule; /* the second is Markdown's: --: to the right */
} columns[] = {
	{ "column", "---" }, { "reachable", "--:" }, { "refused to all", "--:" }, { "of", "--:" },
	{ "cut", "--:" },    { "int 0x80", "---" },  { "x32", "---" },
};

enum { COLUMNS = sizeof(columns) / sizeof(*columns) };

static bool measured(const json_t *line)
{
	return json_is_null(json_object_get(line, "why"));
}

/* The words of one line; each to be freed. */
static void fill(const json_t *line, char *cell[COLUMNS])
{
	const json_t *doors = json_object_get(line, "doors");

	cell[0] = strdup(member_text_or_empty(line, "defence"));
	cell[1] = strf("%lld", json_integer_value(json_object_get(line, "reachable")));
	cell[2] = strf("%zu", surface_refused_to_all(line));
	cell[3] = strf("%lld", json_integer_value(json_object_get(line, "of")));
	cell[4] = strf("%.0f %%", 100 * json_number_value(json_object_get(line, "cut")));
	cell[5] = strdup(member_text_or_empty(doors, "i386"));
	cell[6] = strdup(member_text_or_empty(doors, "x32"));
}

static int print_markdown(const json_t *lines)
{
	const json_t *line;
	size_t i;

	for (size_t k = 0; k < COLUMNS; k++)
		printf("| %s %s", columns[k].head, k == COLUMNS - 1 ? "|\n" : "");
	for (size_t k = 0; k < COLUMNS; k++)
		printf("|%s%s", columns[k].rule, k == COLUMNS - 1 ? "|\n" : "");
	json_array_foreach(lines, i, line)
	{
		char *cell[COLUMNS];

		if (!measured(line))
			continue;
		fill(line, cell);
		for (size_t k = 0; k < COLUMNS; k++) {
			printf("| %s %s", cell[k] ? cell[k] : "", k == COLUMNS - 1 ? "|\n" : "");
			free(cell[k]);
		}
	}
	return 0;
}

static int print_table(const json_t *lines)
{
	struct libscols_table *t = table_new(stdout, table_width(stdout), false);
	const json_t *one;
	size_t i;
	int r = t ? 0 : -ENOMEM;

	for (size_t k = 0; k < COLUMNS && !r; k++) {
		bool right = !strcmp(columns[k].rule, "--:");

		r = scols_table_new_column(t, columns[k].head, 0, right ? SCOLS_FL_RIGHT : 0)
			    ? 0
			    : -ENOMEM;
	}
	json_array_foreach(lines, i, one)
	{
		struct libscols_line *line;
		char *cell[COLUMNS];

		if (r || !measured(one))
			continue;
		line = scols_table_new_line(t, NULL);
		fill(one, cell);
		for (size_t k = 0; k < COLUMNS; k++) {
			if (line && cell[k])
				table_put(line, k, cell[k], NULL);
			free(cell[k]);
		}
	}
	r = r ? r : scols_print_table(t);
	scols_unref_table(t);
	return r;
}

/* What the figures mean, and which columns have none. */
static void print_notes(const json_t *lines)
{
	const json_t *line;
	size_t i;

	fputs("\nof: the system calls of this kernel that were tried. reachable: those that answer "
	      "as\n"
	      "in the column none, or otherwise, but not with a refusal. refused to all: among the\n"
	      "reachable, those that ordinary permission refuses to everybody, so that nothing tells\n"
	      "who refused.\n",
	      stdout);
	json_array_foreach(lines, i, line) if (!measured(line))
		printf("%s: %s\n", member_text_or_empty(line, "defence"), member_text_or_empty(line, "why"));
}

static int print(const struct wish *w, const json_t *lines)
{
	int r = w->json	      ? json_dumpf(lines, stdout, JSON_INDENT(2))
		: w->markdown ? print_markdown(lines)
			      : print_table(lines);

	if (w->json)
		putchar('\n');
	else
		print_notes(lines);
	return r || fflush(stdout) ? EXIT_UNMEASURED : 0;
}

static json_t *measure(const struct home *home, struct wish *w, char **argv, int *code)
{
	static struct campaign c;
	enum results_how how = w->o.force ? RESULTS_FORCE : RESULTS_SPARE;
	int fd _cleanup_fd_ = -1;
	struct err e = { 0 };
	json_t *lines;

	if ((*code = campaign_load(&c, &w->o, home)) || (*code = campaign_check_machine(&c)))
		return NULL;
	if (w->o.output && (fd = results_open(w->o.output, how, &e)) < 0) {
		fprintf(stderr, "ordeal surface: %s%s\n", e.text,
			e.code == EEXIST ? " (--force writes it anew)" : "");
		*code = e.code == EEXIST ? EXIT_USAGE : EXIT_UNMEASURED;
		return NULL;
	}
	cgroup_janitor(&c.cgroups);
	schedule_catch_signals();
	lines = surface_measure(&c, &e);
	if (lines && !json_array_size(lines)) {
		fprintf(stderr, "ordeal surface: no defence is selected\n");
		*code = EXIT_NOTHING;
	}
	if (lines && !*code && fd >= 0)
		write_file(home, fd, lines, argv, &e);
	if (e.code || !lines) {
		fprintf(stderr, "ordeal surface: %s\n", e.text);
		*code = EXIT_UNMEASURED;
	}
	return lines;
}

static int run(const struct home *home, int argc, char **argv)
{
	struct err e = { 0 };
	struct wish w;
	json_t *lines;
	int r = parse(&w, argc, argv);

	if (r || w.help) {
		fputs(help, r ? stderr : stdout);
		return r;
	}
	lines = w.file ? read_file(w.file, &e) : measure(home, &w, argv, &r);
	if (!lines && w.file) {
		fprintf(stderr, "ordeal surface: %s\n", e.text);
		r = EXIT_USAGE;
	}
	if (lines && !r)
		r = print(&w, lines);
	json_decref(lines);
	options_free(&w.o);
	return r;
}

const struct command cmd_surface = { "surface", "count the system calls that each column leaves",
				     run };
