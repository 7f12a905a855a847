// SPDX-License-Identifier: MIT
/*
 * --policy: a file of options. What is accepted are words of the command line that stand in the
 * file, one option a line and in its order, and nothing that is no option of a run; what is
 * refused names the file and the line.
 */
#include "tests/fuzz/fuzz.h"

#include <stdbool.h>

#include "lib/strv.h"
#include "sandbox/operator.h"

const unsigned long fuzz_runs = 1000;

/* The file's text is read once in a process's life, and kept. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

/* The line's own words, as they would be on a command line. False: it says nothing. */
static bool words_of(char *line, char name[], char **value)
{
	size_t n = strlen(line);

	while (n && strchr(" \t\r", line[n - 1]))
		line[--n] = '\0';
	line += strspn(line, " \t");
	if (!*line || *line == '#')
		return false;
	*value = line + strcspn(line, " \t");
	snprintf(name, 512, "--%.*s", (int)(*value - line), line);
	*value = **value ? *value + strspn(*value, " \t") : NULL;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char path[32], *text = fuzz_text(data, n), *rest = text, *line, name[512], *value;
	char *words[] = { "ordeal-sandbox", "--policy", path, "--", "true", NULL }, **argv = words;
	int fd = fuzz_file(data, n, path), argc = 5, at = 1;
	struct err e = { 0 };

	must(fd >= 0);
	if (operator_read(&argc, &argv, &e) < 0) {
		must(strstr(e.text, path));
	} else {
		must(!memchr(data, 0, n) && (int)strv_count(argv) == argc);
		while ((line = strsep(&rest, "\n"))) {
			if (!words_of(line, name, &value))
				continue;
			must(at < argc && !strncmp(argv[at], name, 511));
			must(strcmp(name, "--policy") && strcmp(name, "--serve") && strcmp(name, "--zygote"));
			at++;
			if (value)
				must(at < argc && !strcmp(argv[at++], value));
		}
		must(argc - at == 2 && !strcmp(argv[at], "--"));
		free(argv);
	}
	close(fd);
	free(text);
	return 0;
}
