// SPDX-License-Identifier: MIT
/*
 * compare.c - two runs, quantity by quantity.
 *
 * What is compared is the ratio to bare, since a machine that is slower today slows bare as well;
 * what bare does not have is compared as it is. The samples of a run are cut, in
 * the order in which they were taken, into up to ten parts; each part has one ratio, of its median
 * to that of bare's part of the same time. How far these lie apart says how sure the run is, drift
 * and neighbours included, where an interval from single samples would believe that each is
 * independent. Of two runs the difference of the mean logarithms, with Student's t, gives an
 * interval of 95 %.
 *
 * Two runs differ by more than either shows from within: memory lies elsewhere, a neighbour woke
 * up. So `noise` is added to the error of each: how far quantities lie from 1 that cannot have
 * changed. Of two runs of one build these are all; of BASE and NEW, other people's tools.
 *
 * Of some hundred intervals of 95 % several leave 1 out by chance. What is called slower must do so
 * by an interval that is wider by as much as there are quantities (Bonferroni): then one run in
 * twenty calls anything slower that is not.
 */
#include "bench/compare.h"

#include "bench/read.h"
#include "bench/sheet.h"
#include "bench/stats.h"
#include "harness/results/member.h"
#include "lib/strf.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_SLOWER = 1, EXIT_USAGE = 2, EXIT_NOT_COMPARABLE = 3 };
enum { PARTS = 10, PARTS_LEAST = 4, PART_LEAST = 2, CONTROLS_LEAST = 6 };

static const double LEAST = 0.02;     /* a change below it is none that matters              */
static const double NOISE_MOST = 0.1; /* from here on the machine says nothing               */
static const double FREEDOM = 2 * (PARTS - 1);

static const char help[] =
	"usage: ordeal compare BASE NEW [AGAIN]\n\n"
	"What became slower or faster from one run of `make bench` to another, quantity by "
	"quantity,\n"
	"by the ratio to bare: its interval must leave 1 out, by 2 % or more. AGAIN is a second\n"
	"run of NEW's build: then the noise is what the two say of each other, and slower is what "
	"both\n"
	"call so. What differs in the machine or in a program's version is not comparable.\n\n"
	"Exit codes: 0 nothing is slower, 1 something is, 2 called wrongly or not such a file, 3 "
	"the\n"
	"runs are not comparable, or the machine was too noisy to tell.\n";

/* How a quantity stands to bare in one run, as a logarithm. */
struct level {
	double mean, variance; /* of the mean */
};

struct change {
	const struct series *base, *new;
	double log, error; /* NEW over BASE, and its standard error from within  */
	const char * not ; /* not comparable: why                                */
};

static double part_median(const struct series *s, size_t part, size_t parts)
{
	size_t from = part * s->n / parts, to = (part + 1) * s->n / parts;
	struct summary sum;

	return stats_summarise(s->x + from, to - from, &sum) ? NAN : sum.median;
}

/* 0; -1: too few samples, or not above 0. */
static int level_of(const struct bench_file *f, const struct series *s, struct level *l)
{
	const struct series *bare = bench_file_bare(f, s);
	size_t parts = s->n / PART_LEAST;
	double logs[PARTS], square = 0;

	bare = bare == s ? NULL : bare;
	if (bare && bare->n / PART_LEAST < parts)
		parts = bare->n / PART_LEAST;
	parts = parts > PARTS ? PARTS : parts;
	if (parts < PARTS_LEAST)
		return -1;
	*l = (struct level){ 0 };
	for (size_t i = 0; i < parts; i++) {
		logs[i] = log(part_median(s, i, parts) / (bare ? part_median(bare, i, parts) : 1));
		if (!isfinite(logs[i]))
			return -1;
		l->mean += logs[i] / (double)parts;
	}
	for (size_t i = 0; i < parts; i++)
		square += (logs[i] - l->mean) * (logs[i] - l->mean);
	l->variance = square / (double)(parts * (parts - 1));
	return 0;
}

/* A column's or a program's own version in the meta lines; equal where either has none. */
static bool same_software(const json_t *a, const json_t *b, const char *name)
{
	const char *x = json_string_value(member_of(a, "software", name)),
		   *y = json_string_value(member_of(b, "software", name));

	return !x || !y || !strcmp(x, y);
}

static const char *why_not(const struct bench_file *fb, const struct bench_file *fn,
			   const struct change *c)
{
	const struct series *b = c->base, *n = c->new;

	if (!n->n)
		return n->failed ? n->failed : "not measured in NEW";
	if (b->version && n->version && strcmp(b->version, n->version) != 0)
		return "another version of the launcher";
	if (!strncmp(n->program, "python", 6) && !same_software(fb->meta, fn->meta, "python"))
		return "another version of Python";
	if (!strcmp(n->program, "numpy") && !same_software(fb->meta, fn->meta, "numpy"))
		return "another version of numpy";
	if (strcmp(b->unit, n->unit) != 0)
		return "another unit";
	return NULL;
}

static void compare_one(const struct bench_file *fb, const struct bench_file *fn, struct change *c)
{
	struct level base, new;

	c->not = why_not(fb, fn, c);
	if (c->not )
		return;
	if (level_of(fb, c->base, &base) || level_of(fn, c->new, &new)) {
		c->not = "too few samples";
		return;
	}
	c->log = new.mean - base.mean;
	c->error = sqrt(base.variance + new.variance);
}

/* All quantities of both files; NULL: no memory. */
static struct change *compare_all(const struct bench_file *fb, const struct bench_file *fn,
				  size_t *count)
{
	struct change *all = calloc(fb->count + 1, sizeof(*all));

	*count = 0;
	for (size_t i = 0; all && i < fb->count; i++) {
		struct change c = { .base = &fb->series[i] };

		c.new = bench_file_same(fn, c.base);
		if (!c.base->n || !c.new || !strcmp(c.base->variant, "bare"))
			continue;
		compare_one(fb, fn, &c);
		all[(*count)++] = c;
	}
	return all;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Nobody here changed them. */
static bool is_control(const struct change *c)
{
	const char *group = c->base->group ? c->base->group : "";

	return !strcmp(group, "tool") || !strcmp(group, "baseline");
}

/*
 * How far, beyond their errors from within, two runs lie apart in what cannot have changed: by the
 * median, or by the last tenth where that says more, as the standard deviation of a normal
 * distribution, which has half of it within 0.6745 and nine tenths within 1.645. NAN: too few.
 */
static double noise_of(const struct change *all, size_t count, bool controls)
{
	double *far = calloc(count + 1, sizeof(*far)), *within = calloc(count + 1, sizeof(*within));
	double found = NAN, spread;
	size_t n = 0;

	for (size_t i = 0; far && within && i < count; i++) {
		if (all[i].not || (controls && !is_control(&all[i])))
			continue;
		far[n] = fabs(all[i].log);
		within[n++] = all[i].error * all[i].error;
	}
	if (n >= CONTROLS_LEAST) {
		qsort(far, n, sizeof(*far), ascending);
		qsort(within, n, sizeof(*within), ascending);
		spread = fmax(stats_quantile(far, n, 0.5) / 0.6745,
			      stats_quantile(far, n, 0.9) / 1.645);
		found = sqrt(fmax(0, spread * spread - stats_quantile(within, n, 0.5)));
	}
	free(far);
	free(within);
	return found;
}

/* Beyond which Student's t lies with this probability, both sides together. */
static double student(double p)
{
	double low = 0, high = 20, z, v = FREEDOM;

	while (high - low > 1e-6) { /* of the normal distribution */
		z = (low + high) / 2;
		if (erfc(z / sqrt(2)) > p)
			low = z;
		else
			high = z;
	}
	z = (low + high) / 2;
	return z + (pow(z, 3) + z) / (4 * v) +
	       (5 * pow(z, 5) + 16 * pow(z, 3) + 3 * z) / (96 * v * v);
}

enum said { FASTER, SAME, SLOWER };

struct scale {
	double noise;	 /* between runs                                     */
	double one, all; /* t for an interval of 95 %; for one among so many */
};

static double reach(const struct change *c, double t, const struct scale *scale)
{
	return t * sqrt(c->error * c->error + scale->noise * scale->noise);
}

static enum said said_of(const struct change *c, const struct scale *scale)
{
	double by = fabs(c->log);

	if (by <= reach(c, scale->all, scale) || by <= log1p(LEAST))
		return SAME;
	return c->log > 0 ? SLOWER : FASTER;
}

/* What makes two files of different machines: a sentence, or NULL. */
static const char *other_machine(const struct bench_file *a, const struct bench_file *b)
{
	static const char *const asked[][3] = {
		{ "cpu", "model", "another processor" },
		{ "cpu", "count", "another number of processors" },
		{ "kernel", "release", "another kernel" },
	};

	for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++)
		if (!json_equal(member_of(a->meta, asked[i][0], asked[i][1]),
				member_of(b->meta, asked[i][0], asked[i][1])))
			return asked[i][2];
	return json_equal(json_object_get(a->meta, "mitigations"),
			  json_object_get(b->meta, "mitigations"))
		       ? NULL
		       : "other mitigations";
}

static void add_row(struct sheet *t, const struct change *c, const struct scale *scale,
		    const char *word)
{
	const struct series *s = c->base;
	char *what = s->axis ? strf("%s %s at %g", s->type, s->program, s->at)
			     : strf("%s %s", s->type, s->program);
	double r = c->not ? 0 : reach(c, scale->one, scale);

	sheet_add(t, what, strf("%s", s->variant), c->not ? NULL : strf("%.3f", exp(c->log)),
		  c->not ? NULL : strf("%.3f .. %.3f", exp(c->log - r), exp(c->log + r)),
		  c->not ? strf("not comparable: %s", c->not ) : strf("%s", word));
}

/* Is it slower in the second new run as well? Without one, its own word counts. */
static bool both(const struct change *c, const struct change *again, size_t count,
		 const struct scale *scale, enum said said)
{
	if (!again)
		return true;
	for (size_t i = 0; i < count; i++)
		if (again[i].base == c->base)
			return !again[i].not &&said_of(&again[i], scale) == said;
	return false;
}

struct verdict {
	size_t slower, faster, same, not, holding;
};

static struct verdict print_changes(const struct change *all, size_t count,
				    const struct change *again, size_t again_count,
				    const struct scale *scale)
{
	struct sheet t = { .title = "What is not as it was, to bare in the same run",
			   .head = { "<quantity", "<variant", "NEW/BASE", "<95 %", "<" } };
	struct verdict v = { 0 };

	for (size_t i = 0; i < count; i++) {
		const struct change *c = &all[i];
		enum said said = c->not ? SAME : said_of(c, scale);

		if (said != SAME && !both(c, again, again_count, scale, said))
			said = SAME;
		v.not += c->not != NULL;
		v.holding += !c->not &&fabs(c->log) <= reach(c, scale->one, scale);
		v.slower += said == SLOWER;
		v.faster += said == FASTER;
		v.same += !c->not &&said == SAME;
		if (c->not || said != SAME)
			add_row(&t, c, scale, said == SLOWER ? "slower" : "faster");
	}
	if (t.rows)
		sheet_print(&t, FORMAT_TEXT);
	return v;
}

static int conclude(const struct verdict *v, double noise)
{
	size_t told = v->slower + v->faster + v->same;

	printf("\n%zu quantities: %zu slower, %zu faster, %zu no change, %zu not comparable\n",
	       told + v->not, v->slower, v->faster, v->same, v->not );
	if (!told)
		return EXIT_NOT_COMPARABLE;
	printf("the interval of the ratio holds 1 for %.1f %% of them; ",
	       100.0 * (double)v->holding / (double)told);
	if (isnan(noise))
		puts("noise between runs: not to be told, there are too few other people's tools");
	else
		printf("noise between runs, beyond what either shows from within: %.1f %%\n",
		       100 * noise);
	if (noise > NOISE_MOST) {
		puts("the machine is too noisy to tell: measure again when nothing else runs "
		     "(bench/quiet)");
		return EXIT_NOT_COMPARABLE;
	}
	return v->slower ? EXIT_SLOWER : 0;
}

/* Of files that were read. */
static int compare(const struct bench_file f[3], bool again)
{
	size_t count = 0, again_count = 0, twice_count = 0;
	struct change *all = compare_all(&f[0], &f[1], &count), *second = NULL, *twice = NULL;
	struct scale scale = { .one = student(0.05) };
	struct verdict v;
	double noise;
	int r;

	if (again) {
		second = compare_all(&f[0], &f[2], &again_count);
		twice = compare_all(&f[1], &f[2], &twice_count);
	}
	if (!all || (again && (!second || !twice))) {
		r = EXIT_NOT_COMPARABLE;
	} else {
		noise = again ? noise_of(twice, twice_count, false) : noise_of(all, count, true);
		scale.noise = isnan(noise) ? 0 : noise;
		scale.all = student(0.05 / (double)(count ? count : 1));
		v = print_changes(all, count, second, again_count, &scale);
		r = conclude(&v, noise);
	}
	free(all);
	free(second);
	free(twice);
	return r;
}

int compare_main(int argc, char **argv)
{
	struct bench_file f[3] = { 0 };
	int files = argc - 1, r = 0;
	const char *why = NULL;
	struct err e = { 0 };

	if (argc == 2 && !strcmp(argv[1], "--help"))
		return fputs(help, stdout), 0;
	if (files < 2 || files > 3 || argv[1][0] == '-')
		return fputs(help, stderr), EXIT_USAGE;
	for (int i = 0; i < files && !r; i++)
		r = bench_file_read(argv[1 + i], &f[i], &e);
	for (int i = 1; i < files && !r && !why; i++)
		why = other_machine(&f[0], &f[i]);
	if (r) {
		fprintf(stderr, "ordeal compare: %s\n", e.text);
		r = EXIT_USAGE;
	} else if (why) {
		printf("not comparable: %s\n", why);
		r = EXIT_NOT_COMPARABLE;
	} else {
		r = compare(f, files == 3);
	}
	for (int i = 0; i < files; i++)
		bench_file_free(&f[i]);
	return r;
}
