// SPDX-License-Identifier: MIT
#include "harness/results/lines.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "harness/results/packed.h"
#include "harness/results/results_text.h"

/* One line's bytes to its taker. A sentence, or NULL; *why is to outlive it. */
static const char *take_line(struct line *line, const char *text, json_error_t *why,
			     const char *(*take)(const struct line *, void *), void *user)
{
	json_t *raw = json_loadb(text, (size_t)line->bytes, JSON_REJECT_DUPLICATES, why);
	const char *wrong;

	if (!raw)
		return text[line->bytes - 1] == '\n' ? why->text : NULL; /* NULL: torn */
	line->object = results_harmless(raw, false);
	json_decref(raw);
	wrong = take(line, user);
	json_decref(line->object);
	return wrong;
}

int lines_read(const char *path, const char *(*take)(const struct line *, void *), void *user,
	       struct err *e)
{
	FILE *file = packed_open(path);
	char *text = NULL;
	size_t room = 0;
	int code = 0;

	if (!file)
		return err_set(e, errno, "%s", path);
	for (struct line line = { .number = 1 }; !code; line.number++) {
		json_error_t why;
		const char *wrong;

		line.bytes = getline(&text, &room, file);
		if (line.bytes <= 0)
			break;
		wrong = take_line(&line, text, &why, take, user);
		if (wrong)
			code = err_set(e, 0, "%s:%u: %s", path, line.number, wrong);
	}
	if (!code && ferror(file))
		code = err_set(e, EIO, "%s", path);
	free(text);
	fclose(file);
	return code;
}
