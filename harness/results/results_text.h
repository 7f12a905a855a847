/* SPDX-License-Identifier: MIT */
/*
 * results_text.h - where text that somebody else chose becomes text that harms no reader.
 */
#ifndef HARNESS_RESULTS_TEXT_H
#define HARNESS_RESULTS_TEXT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Attack output is hostile: the one place where bytes become a JSON string. Valid UTF-8 stays,
 * other bytes become U+FFFD, control characters but newline and tab become U+FFFD too; cut at
 * `cap` bytes. A new reference.
 */
json_t *results_text(const char *bytes, size_t n, size_t cap);

/*
 * The same for all strings and names in a value, as a file that somebody else wrote may have them;
 * lines_read() does it to every line. Only "stdout" and "stderr" keep their line breaks and tabs.
 * A new reference.
 */
json_t *results_harmless(const json_t *value, bool lines);

/* The last two lines of what a program printed, as one. Writes at most `size` bytes. */
void results_last_words(const char *text, char *words, size_t size);

#endif
