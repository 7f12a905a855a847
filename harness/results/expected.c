// SPDX-License-Identifier: MIT
#include "harness/results/expected.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/strf.h"

enum field { ATTACK, VERDICT, SINCE, UNTIL, WHY, FIELDS };

#define COMMAND "command\t"

/* On top of every file; not a comment of any line. */
static const char *const head[] = {
	"# What is accepted today. A cell without a line has to hold; a benign program, to work.",
	"# attack\tverdict\tsince\tuntil\twhy",
};

/* "sometimes 3/8", with 0 < 3 < 8; false if it is no such text. */
static bool take_sometimes(const char *text, unsigned *bad, unsigned *of)
{
	int end = 0;

	return sscanf(text, "sometimes %3u/%3u%n", bad, of, &end) == 2 && !text[end] &&
	       *bad > 0 && *bad < *of;
}

char *expectation_text(const struct expectation *line, char *text, size_t size)
{
	if (line->of)
		snprintf(text, size, "sometimes %u/%u", line->bad, line->of);
	else
		snprintf(text, size, "%s", verdict_name(line->verdict));
	return text;
}

static void line_free(struct expectation *l)
{
	free(l->attack);
	free(l->why);
	free(l->above);
}

void expected_free(struct expected *x)
{
	for (size_t i = 0; i < x->count; i++)
		line_free(&x->lines[i]);
	free(x->lines);
	free(x->tail);
	free(x->path);
	free(x->command);
	*x = (struct expected){ 0 };
}

struct expectation *expected_find(const struct expected *x, const char *attack)
{
	for (size_t i = 0; i < x->count; i++)
		if (!strcmp(x->lines[i].attack, attack))
			return &x->lines[i];
	return NULL;
}

struct expectation *expected_add(struct expected *x, const char *attack, const char *why)
{
	struct expectation *more = realloc(x->lines, (x->count + 1) * sizeof(*more)), *line;

	if (!more)
		return NULL;
	x->lines = more;
	line = &more[x->count];
	*line = (struct expectation){ .attack = strdup(attack), .why = strdup(why) };
	if (!line->attack || !line->why) {
		line_free(line);
		return NULL;
	}
	x->count++;
	return line;
}

/* Put `text` and `more` together in *to; `more` may be NULL, and is freed. */
static int join(char **to, const char *text, const char *end, char *more)
{
	char *both = strf("%s%s%s", text, end, more ? more : "");

	if (!both)
		return -ENOMEM;
	free(more);
	*to = both;
	return 0;
}

/* Its comment is handed down: somebody wrote it, perhaps about what follows too. */
void expected_remove(struct expected *x, struct expectation *line)
{
	size_t after = (size_t)(x->lines + x->count - line) - 1;
	char **below = after ? &line[1].above : &x->tail;

	if (line->above)
		join(below, line->above, "", *below);
	line_free(line);
	memmove(line, line + 1, after * sizeof(*line));
	x->count--;
}

int expected_set_command(struct expected *x, const char *command)
{
	char *copy = strdup(command);

	if (!copy)
		return -ENOMEM;
	free(x->command);
	x->command = copy;
	return 0;
}

/* Cut the line at its tabs, in place. The number of fields; FIELDS + 1: too many. */
static int split(char *text, char *field[FIELDS])
{
	int n = 0;

	for (char *part; (part = strsep(&text, "\t"));) {
		if (n == FIELDS)
			return FIELDS + 1;
		field[n++] = part;
	}
	return n;
}

static bool unprintable(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			return true;
	return false;
}

/* What is wrong with these fields, or NULL. */
static const char *wrong_fields(const struct expected *x, char *const field[FIELDS])
{
	enum verdict v = verdict_parse(field[VERDICT]);
	unsigned bad, of;

	if (!*field[ATTACK] || !strchr(field[ATTACK], '/'))
		return "the first field is no attack: row/means";
	if (expected_find(x, field[ATTACK]))
		return "this attack has a line already";
	if (take_sometimes(field[VERDICT], &bad, &of))
		v = VERDICT_BREACHED;
	if (v == VERDICT_COUNT)
		return "there is no such verdict";
	if (v == VERDICT_BROKEN || v == VERDICT_FLAKY || v == VERDICT_FAULT)
		return "broken and flaky are never expected: nothing was measured";
	if (!verdict_acceptable(v))
		return "what holds or works has no line";
	if (!day_valid(field[SINCE]))
		return "since is no day: YYYY-MM-DD";
	if (*field[UNTIL] && !day_valid(field[UNTIL]))
		return "until is no day: YYYY-MM-DD, or empty";
	return NULL;
}

static const char *take_command(struct expected *x, const char *command)
{
	if (x->command)
		return "there is a line \"command\" already";
	if (!*command || unprintable(command))
		return "want one tab after \"command\", and the command";
	return expected_set_command(x, command) ? strerror(ENOMEM) : NULL;
}

static const char *take_line(struct expected *x, char *text, char **above)
{
	char *field[FIELDS];
	struct expectation *line;
	const char *wrong;

	if (!strncmp(text, COMMAND, strlen(COMMAND)))
		return take_command(x, text + strlen(COMMAND));
	if (split(text, field) != FIELDS)
		return "want five fields with one tab between them: attack, verdict, since, until, "
		       "why";
	for (int i = 0; i < FIELDS; i++)
		if (unprintable(field[i]))
			return "a control character";
	wrong = wrong_fields(x, field);
	if (wrong)
		return wrong;
	line = expected_add(x, field[ATTACK], field[WHY]);
	if (!line)
		return strerror(ENOMEM);
	if (!take_sometimes(field[VERDICT], &line->bad, &line->of))
		line->bad = line->of = 0;
	line->verdict = line->of ? VERDICT_BREACHED : verdict_parse(field[VERDICT]);
	strcpy(line->since, field[SINCE]);
	strcpy(line->until, field[UNTIL]);
	line->above = *above;
	*above = NULL;
	return NULL;
}

/* A comment: put it aside until its line comes. */
static const char *take_comment(char **above, const char *text)
{
	char *was = *above;

	for (size_t i = 0; i < sizeof(head) / sizeof(*head); i++)
		if (!strcmp(text, head[i]))
			return NULL;
	if (join(above, was ? was : "", text, strdup("\n")))
		return strerror(ENOMEM);
	free(was);
	return NULL;
}

static int read_lines(struct expected *x, FILE *file, struct err *e)
{
	char *text = NULL, *above = NULL;
	size_t room = 0;
	ssize_t n;
	int code = 0;

	for (unsigned at = 1; !code && (n = getline(&text, &room, file)) > 0; at++) {
		const char *wrong;

		if (strlen(text) != (size_t)n) {
			code = err_set(e, 0, "%s:%u: a NUL byte", x->path, at);
			break;
		}
		text[strcspn(text, "\n")] = '\0';
		wrong = *text == '#' || !*text ? take_comment(&above, text) :
						 take_line(x, text, &above);
		if (wrong)
			code = err_set(e, 0, "%s:%u: %s", x->path, at, wrong);
	}
	x->tail = above;
	free(text);
	return code;
}

/* A results file names the column; it shall not name a path. */
static bool file_name(const char *name)
{
	return *name && *name != '.' && !strchr(name, '/') && strlen(name) < 200;
}

int expected_read(struct expected *x, const char *dir, const char *profile, const char *defence,
		  struct err *e)
{
	FILE *file;
	int code;

	*x = (struct expected){ 0 };
	if (!file_name(profile) || !file_name(defence))
		return err_set(e, EINVAL, "%.60s, %.60s: no names for a file", profile, defence);
	x->path = strf("%s/%s/%s.tsv", dir, profile, defence);
	if (!x->path)
		return err_set(e, ENOMEM, "%s", dir);
	file = fopen(x->path, "re");
	if (!file)
		return err_set(e, errno, "%s", x->path);
	code = read_lines(x, file, e);
	fclose(file);
	return code;
}

static int by_attack(const void *a, const void *b)
{
	const struct expectation *x = a, *y = b;

	return strcmp(x->attack, y->attack);
}

static int print(const struct expected *x, FILE *out)
{
	for (size_t i = 0; i < sizeof(head) / sizeof(*head); i++)
		fprintf(out, "%s\n", head[i]);
	if (x->command)
		fprintf(out, COMMAND "%s\n", x->command);
	for (size_t i = 0; i < x->count; i++) {
		const struct expectation *l = &x->lines[i];
		char verdict[32];

		fprintf(out, "%s%s\t%s\t%s\t%s\t%s\n", l->above ? l->above : "", l->attack,
			expectation_text(l, verdict, sizeof(verdict)), l->since, l->until, l->why);
	}
	fputs(x->tail ? x->tail : "", out);
	return fflush(out) || ferror(out) || fsync(fileno(out)) ? -errno : 0;
}

int expected_write(struct expected *x, struct err *e)
{
	char *fresh = strf("%s.new", x->path);
	FILE *file = NULL;
	int code = 0;

	for (char *at = strchr(x->path + 1, '/'); at && fresh; at = strchr(at + 1, '/')) {
		*at = '\0';
		if (mkdir(x->path, 0755) && errno != EEXIST)
			code = err_set(e, errno, "%s", x->path);
		*at = '/';
	}
	if (x->count)
		qsort(x->lines, x->count, sizeof(*x->lines), by_attack);
	if (fresh && !code)
		file = fopen(fresh, "we");
	if (file) {
		code = print(x, file);
		fclose(file);
		if (!code && rename(fresh, x->path))
			code = -errno;
	}
	if (!file && !code)
		code = fresh ? -errno : -ENOMEM;
	if (code && (!e || !e->code))
		err_set(e, -code, "%s", fresh ? fresh : x->path);
	free(fresh);
	return code;
}
