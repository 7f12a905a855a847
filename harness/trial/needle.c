// SPDX-License-Identifier: MIT
#include "harness/trial/needle.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

static const char *const form_names[NEEDLE_FORMS] = {
	"raw", "reversed", "upper case", "hex", "base64", "base64+1", "base64+2",
};

int canary_draw(char *out)
{
	unsigned char nonce[CANARY_LEN / 2];

	if (getrandom(nonce, sizeof(nonce), 0) != (ssize_t)sizeof(nonce))
		return -errno;
	for (size_t i = 0; i < sizeof(nonce); i++)
		snprintf(out + 2 * i, 3, "%02x", nonce[i]);
	return 0;
}

/*
 * Base64 of `canary` when `lead` unknown bytes stand before it in its group of three: the
 * characters that depend on neighbours are left away, the rest is the same in every text that
 * contains the canary at that offset. Hex digits never make '+' or '/', so the URL-safe alphabet
 * needs no form of its own.
 */
static size_t base64_core(char *out, const char *canary, size_t lead)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t first = (lead * 8 + 5) / 6, last = (lead + CANARY_LEN) * 8 / 6, k = 0;

	for (size_t c = first; c < last; c++) {
		unsigned v = 0;

		for (size_t bit = c * 6; bit < c * 6 + 6; bit++) {
			unsigned char byte = (unsigned char)canary[bit / 8 - lead];

			v = v << 1 | (byte >> (7 - bit % 8) & 1);
		}
		out[k++] = digits[v];
	}
	out[k] = '\0';
	return k;
}

void needle_init(struct needle *n, const char *canary)
{
	memset(n, 0, sizeof(*n));
	for (size_t i = 0; i < CANARY_LEN; i++) {
		char c = canary[i];

		n->form[0][i] = c;
		n->form[1][CANARY_LEN - 1 - i] = c;
		n->form[2][i] = (char)toupper(c);
		snprintf(n->form[3] + 2 * i, 3, "%02x", (unsigned char)c);
	}
	for (size_t lead = 0; lead < 3; lead++)
		base64_core(n->form[4 + lead], canary, lead);
	for (size_t i = 0; i < NEEDLE_FORMS; i++)
		n->len[i] = strlen(n->form[i]);
}

static bool look(struct needle *n, const char *bytes, size_t len)
{
	for (size_t i = 0; i < NEEDLE_FORMS && !n->found; i++)
		if (n->len[i] && memmem(bytes, len, n->form[i], n->len[i]))
			n->found = form_names[i];
	return n->found;
}

bool haystack_feed(struct haystack *h, struct needle *needles, size_t count, const void *bytes,
		   size_t n)
{
	char seam[2 * NEEDLE_MAX];
	size_t head = n < NEEDLE_MAX ? n : NEEDLE_MAX;
	bool news = false;

	memcpy(seam, h->tail, h->len);
	memcpy(seam + h->len, bytes, head);
	for (size_t i = 0; i < count; i++) {
		if (needles[i].found)
			continue;
		news |= look(&needles[i], seam, h->len + head) || look(&needles[i], bytes, n);
	}
	if (n >= NEEDLE_MAX) {
		memcpy(h->tail, (const char *)bytes + n - NEEDLE_MAX, NEEDLE_MAX);
		h->len = NEEDLE_MAX;
	} else {
		size_t all = h->len + n, keep = all < NEEDLE_MAX ? all : NEEDLE_MAX;

		memcpy(h->tail, seam + all - keep, keep);
		h->len = keep;
	}
	return news;
}
