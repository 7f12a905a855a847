// SPDX-License-Identifier: MIT
/*
 * cmd_merge.c - ordeal merge: the parts of a run as one results file.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/commands/words.h"
#include "harness/ordeal.h"
#include "harness/results/join.h"
#include "lib/strf.h"

static const char help[] =
	"usage: ordeal merge [--mixed] [--force] -o FILE PART...\n\n"
	"Makes one results file of the parts that `ordeal run --shard` measured, or of runs that\n"
	"selected different cells. The order of the parts does not matter. Refused is what makes "
	"no\n"
	"run: a part that is missing or not finished, parts of different commits, catalogues or\n"
	"machines, a cell that two parts have with different verdicts. FILE is there when all is "
	"well,\n"
	"and not before.\n\n"
	"  -o, --output FILE   the run; .gz is not packed\n"
	"      --mixed         take parts of different machines and commits: each cell says which\n"
	"      --force         write over what is in FILE\n\n"
	"Exit codes: 0 merged, 2 called wrongly, or these parts are no run, 3 FILE could not be "
	"written.\n";

struct wish {
	const char *output;
	bool mixed, force, help;
};

static int parse(struct wish *w, int argc, char **argv)
{
	const struct word words[] = {
		{ "output", 'o', .text = &w->output },
		{ "mixed", .flag = &w->mixed },
		{ "force", .flag = &w->force },
		{ NULL },
	};

	*w = (struct wish){ 0 };
	if (words_read(argc, argv, words, &w->help))
		return EXIT_USAGE;
	if (w->help)
		return 0;
	if (!w->output || optind == argc) {
		fprintf(stderr, "ordeal merge: want -o FILE, and the parts\n");
		return EXIT_USAGE;
	}
	if (!w->force && access(w->output, F_OK) == 0) {
		fprintf(stderr, "ordeal merge: %s is there already (--force writes it anew)\n",
			w->output);
		return EXIT_USAGE;
	}
	return 0;
}

static int write_lines(int fd, const struct results *whole, struct err *e)
{
	const json_t *lists[] = { whole->oracles, whole->cells };
	int r = results_append(fd, json_incref(whole->meta), e);
	json_t *line;
	size_t i;

	for (size_t k = 0; k < sizeof(lists) / sizeof(*lists); k++)
		json_array_foreach(lists[k], i, line) r =
			r ? r : results_append(fd, json_incref(line), e);
	return r ? r : results_append(fd, json_incref(whole->end), e);
}

/* Under its name when it is whole: who waits for the file finds all of it. */
static int write_file(const char *path, const struct results *whole, struct err *e)
{
	char *part = strf("%s.part", path);
	int fd = part ? results_create(part, e) : err_set(e, ENOMEM, "%s", path),
	    r = fd < 0 ? fd : 0;

	if (!r) {
		r = write_lines(fd, whole, e);
		close(fd);
		if (!r && rename(part, path))
			r = err_set(e, errno, "%s", path);
		if (r)
			unlink(part);
	}
	free(part);
	return r ? EXIT_UNMEASURED : 0;
}

static int merge(const struct wish *w, char **paths, size_t n, struct err *e)
{
	struct results *files = calloc(n, sizeof(*files)), whole;
	size_t read = 0;
	int r = files ? 0 : err_set(e, ENOMEM, "merge");

	while (!r && read < n && !(r = results_read(paths[read], &files[read], e)))
		read++;
	if (!r && !(r = join(&whole, files, n, w->mixed, e))) {
		r = write_file(w->output, &whole, e);
		if (!r)
			printf("%zu cells of %zu part%s: %s\n", json_array_size(whole.cells), n,
			       plural(n), w->output);
		results_free(&whole);
	} else if (r) {
		r = EXIT_USAGE;
	}
	while (read)
		results_free(&files[--read]);
	free(files);
	return r;
}

static int run(const struct home *home, int argc, char **argv)
{
	struct err e = { 0 };
	struct wish w;
	int r = parse(&w, argc, argv);

	(void)home;
	if (r || w.help) {
		fputs(w.help ? help : "", stdout);
		return r;
	}
	r = merge(&w, argv + optind, (size_t)(argc - optind), &e);
	if (e.code)
		fprintf(stderr, "ordeal merge: %s\n", e.text);
	return r;
}

const struct command cmd_merge = { "merge", "make one results file of the parts of a run", run };
