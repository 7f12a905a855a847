/* SPDX-License-Identifier: MIT */
/*
 * utf8.h - is it text?
 */
#ifndef LIB_UTF8_H
#define LIB_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The length (1 to 4) of the well-formed UTF-8 sequence at s, of which n > 0 bytes are left; 0 when
 * there is none. Table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing above
 * U+10FFFF.
 */
size_t utf8_length(const void *s, size_t n);

/*
 * Is the character at s, of that length, an order and nothing to be seen? Controls (C0, DEL, C1),
 * separators of lines, and what turns the direction of a text, so that a line reads otherwise than
 * it is: U+200E and F, U+2028 to E, U+2066 to 9.
 */
bool utf8_orders(const void *s, size_t len);

#endif
