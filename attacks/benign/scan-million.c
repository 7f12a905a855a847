// SPDX-License-Identifier: MIT
/*
 * scan-million.c - a million numbers, written and read as text.
 *
 * The temporary file has 6.6 MiB: a limit on file size below that breaks it, as does a supervisor
 * that looks at every read(2) and cannot keep up. tmpfile(3) knows /tmp and no TMPDIR: a rule set
 * that allows only a folder of one's own stops it.
 */
#include "attacks/attack.h"

#include <stdio.h>

enum { COUNT = 1000000 };

static enum claim run(const struct brief *b)
{
	FILE *f = tmpfile();
	long n, sum = 0;
	int count = 0;

	(void)b;
	if (!f)
		return failed("tmpfile");
	for (n = 0; n < COUNT; n++)
		fprintf(f, "%ld\n", n);
	if (fflush(f))
		return failed("write 6.6 MiB");
	rewind(f);
	for (; fscanf(f, "%ld", &n) == 1; count++)
		sum += n;
	printf("%d numbers, sum %ld\n", count, sum);
	fclose(f);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a million numbers are read",
	.means = "tmpfile(3), fprintf(3), fscanf(3)",
	.oracle = "done",
	.id = "C08",
	.expect = "1000000 numbers, sum 499999500000\n",
	.run = run,
};
