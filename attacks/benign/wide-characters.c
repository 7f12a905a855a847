// SPDX-License-Identifier: MIT
/*
 * wide-characters.c - text that is not ASCII.
 *
 * setlocale with what the environment says, or else C.UTF-8, wide characters, and numbers printed
 * in the locale. What breaks it: an environment without LANG together with a root file system
 * without /usr/lib/locale, or an LC_ALL=POSIX that "cleans" the environment.
 */
#include "attacks/attack.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

static enum claim run(const struct brief *b)
{
	const char *name = setlocale(LC_ALL, "");
	wchar_t word[16];
	char back[32];
	size_t n;

	(void)b;
	/* An empty environment is the C locale: a program that needs UTF-8 asks for it by name. */
	if ((!name || !strstr(name, "UTF-8")) && !setlocale(LC_ALL, "C.UTF-8"))
		return failed("setlocale C.UTF-8");
	n = mbstowcs(word, "Größe", 16);
	for (size_t i = 0; i < n && n != (size_t)-1; i++)
		word[i] = (wchar_t)towupper((wint_t)word[i]);
	if (n == (size_t)-1 || wcstombs(back, word, sizeof(back)) == (size_t)-1)
		return failed("mbstowcs");
	printf("%zu letters in %zu bytes: %s\n", n, strlen(back), back);
	printf("alpha: %d, pi %.2f\n", !!iswalpha(L'α'), 3.14159);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "text in UTF-8 is text",
	.means = "setlocale(3), mbstowcs(3), towupper(3)",
	.oracle = "done",
	.id = "B19",
	.expect = "5 letters in 7 bytes: GRÖßE\nalpha: 1, pi 3.14\n",
	.run = run,
};
