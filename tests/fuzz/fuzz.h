/* SPDX-License-Identifier: MIT */
/*
 * fuzz.h - what a fuzz target has to offer.
 *
 * A target is one file fuzz_NAME.c with one function, which takes any bytes, gives them to a parser
 * as whoever is not trusted would, and aborts when something does not hold that must hold for all
 * bytes. clang's libFuzzer drives it, or driver.c, which needs nothing.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* How often driver.c runs the target in `make test`: a second or two. */
extern const unsigned long fuzz_runs;

#define must(holds)                                                                                \
	do {                                                                                       \
		if (!(holds)) {                                                                    \
			fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #holds);  \
			abort();                                                                   \
		}                                                                                  \
	} while (0)

/* A copy that ends with NUL and not a byte later, for the sanitizer to watch; to be freed. */
static inline char *fuzz_text(const uint8_t *data, size_t n)
{
	char *text = malloc(n + 1);

	must(text);
	if (n)
		memcpy(text, data, n);
	text[n] = '\0';
	return text;
}

/* The next byte of the input, 0 after its end. */
static inline uint8_t fuzz_byte(const uint8_t **data, size_t *n)
{
	if (!*n)
		return 0;
	--*n;
	return *(*data)++;
}

/* A file without a name that holds the input; `path` is where it can be opened. */
int fuzz_file(const uint8_t *data, size_t n, char path[32]);

#endif
