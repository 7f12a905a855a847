// SPDX-License-Identifier: MIT
/*
 * What a student's process holds is read in its maps, whose paths are names that it chose. However
 * it calls its files, nothing is taken for a ring of aio but the kernel's own mapping. The kernel
 * writes a newline in such a name as \012.
 */
#include "tests/fuzz/fuzz.h"

#include "lib/fd.h"

static const char *maps;

static ssize_t read_file(int dir, const char *name, char *buf, size_t size)
{
	(void)dir;
	(void)name;
	snprintf(buf, size, "%s", maps);
	return (ssize_t)strlen(buf);
}

#define fd_slurp read_file
#include "harness/trial/reach.c"
#undef fd_slurp

const unsigned long fuzz_runs = 40000;

static int look_for_aio(const char *text)
{
	char what[64];

	maps = text;
	return reach_holds(-1, "1", "aio", "tag", what, sizeof(what));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char first[] = "7f00-7f01 r--p 00000000 08:01 123                 /usr/lib/x\n"
				    "7f02-7f03 rw-p 00000000 00:00 0 \n7f04-7f05 r--s 00000000 08:01 9 ",
			  ring[] = "7f06-7f07 rw-s 00000000 00:0f 2345       /[aio] (deleted)\n";
	char *name = fuzz_text(data, n), *text = malloc(4 * n + sizeof(first) + sizeof(ring) + 8);
	char *to = stpcpy(text, first);

	must(text);
	look_for_aio(name); /* the whole file, whatever it is */
	to = stpcpy(to, "/tmp/");
	for (const char *s = name; *s; s++)
		to = *s == '\n' ? stpcpy(to, "\\012") : (*to = *s, to + 1);
	to = stpcpy(to, "\n");
	must(look_for_aio(text) == 0);
	strcpy(to, ring);
	must(look_for_aio(text) == 1);
	free(name);
	free(text);
	return 0;
}
