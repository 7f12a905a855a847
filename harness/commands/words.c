// SPDX-License-Identifier: MIT
#include "harness/commands/words.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "harness/ordeal.h"
#include "lib/strv.h"

enum {
	WORDS_MAX = 16,
	FIRST = 256, /* getopt's code of words[0]: above all letters */
};

static int take(const struct word *w)
{
	if (w->flag)
		*w->flag = true;
	else if (w->text)
		*w->text = optarg;
	else
		return strv_add(w->list, optarg) ? EXIT_UNMEASURED : 0;
	return 0;
}

/* The word that getopt means by a letter, or by its number. */
static const struct word *meant(const struct word *words, int option)
{
	if (option >= FIRST)
		return &words[option - FIRST];
	for (const struct word *w = words; w->name; w++)
		if (w->letter == option)
			return w;
	return NULL;
}

int words_read(int argc, char **argv, const struct word *words, bool *help)
{
	struct option longs[WORDS_MAX + 2] = { { 0 } };
	char letters[2 * WORDS_MAX + 2] = "h", *letter = letters + 1;
	const struct word *w;
	int option, r = 0;
	size_t n = 0;

	for (; n < WORDS_MAX && words[n].name; n++) {
		longs[n] = (struct option){ words[n].name,
					    words[n].flag ? no_argument : required_argument, NULL,
					    FIRST + (int)n };
		if (words[n].letter)
			*letter++ = words[n].letter;
		if (words[n].letter && !words[n].flag)
			*letter++ = ':';
	}
	longs[n] = (struct option){ "help", no_argument, NULL, 'h' };
	optind = 0;
	while (!r && (option = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		w = option == '?' ? NULL : meant(words, option);
		if (w)
			r = take(w);
		else if (option == 'h')
			*help = true;
		else
			r = EXIT_USAGE;
	}
	return r;
}

bool word_given(const struct word *w)
{
	return w->flag ? *w->flag : w->text ? *w->text != NULL : *w->list != NULL;
}

int words_one_file(int argc, char **argv, const char **path)
{
	if (argc - optind > 1) {
		fprintf(stderr, "%s: one FILE, not \"%s\" too\n", argv[0], argv[optind + 1]);
		return EXIT_USAGE;
	}
	if (optind < argc)
		*path = argv[optind];
	return 0;
}
