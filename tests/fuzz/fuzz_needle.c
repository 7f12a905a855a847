// SPDX-License-Identifier: MIT
/*
 * A canary in a stream, in every coat and cut at any place. The input is what stands around it, and
 * where the stream is cut; a search of the whole at once, with coats made here, must find the same.
 */
#include "tests/fuzz/fuzz.h"

#include <ctype.h>
#include <stdbool.h>

#include "harness/trial/needle.h"

const unsigned long fuzz_runs = 40000;

static const char canary[] = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

static size_t base64(char *out, const char *in, size_t n)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char *to = out;

	for (size_t i = 0; i < n; i += 3) {
		uint32_t v = (uint32_t)(uint8_t)in[i] << 16;

		v |= i + 1 < n ? (uint32_t)(uint8_t)in[i + 1] << 8 : 0;
		v |= i + 2 < n ? (uint8_t)in[i + 2] : 0;
		*to++ = digits[v >> 18];
		*to++ = digits[v >> 12 & 63];
		*to++ = i + 1 < n ? digits[v >> 6 & 63] : '=';
		*to++ = i + 2 < n ? digits[v & 63] : '=';
	}
	return (size_t)(to - out);
}

/* The canary in one of seven coats; in base64, with up to two bytes of its neighbours around it. */
static size_t dress(char *to, unsigned coat, const uint8_t *data, size_t n)
{
	char text[64];
	size_t len = 0;

	if (coat < 3) {
		for (size_t i = 0; i < CANARY_LEN; i++)
			to[i] = (char)(coat == 0   ? canary[i]
				       : coat == 1 ? canary[CANARY_LEN - 1 - i]
						   : toupper(canary[i]));
		return CANARY_LEN;
	}
	if (coat == 3) {
		for (size_t i = 0; i < CANARY_LEN; i++)
			len += (size_t)sprintf(to + len, "%02x", canary[i]);
		return len;
	}
	for (unsigned i = 0; i < coat - 4; i++)
		text[len++] = n > i ? (char)data[i] : 'x';
	len = (size_t)((char *)mempcpy(text + len, canary, CANARY_LEN) - text);
	for (size_t i = 0; i < 3 && i < n; i++)
		text[len++] = (char)data[i];
	return base64(to, text, len);
}

static bool by_pieces(const uint8_t *bytes, size_t n, const uint8_t *cuts, size_t count,
		      const char **form)
{
	struct haystack h = { .len = 0 };
	struct needle needle;
	bool news = false;

	needle_init(&needle, canary);
	for (size_t at = 0, i = 0; at < n; i++) {
		size_t piece = count ? 1u + cuts[i % count] : n;
		uint8_t *exact;

		piece = piece < n - at ? piece : n - at;
		exact = malloc(piece);
		must(exact);
		memcpy(exact, bytes + at, piece);
		news |= haystack_feed(&h, &needle, 1, exact, piece);
		must(h.len <= NEEDLE_MAX);
		free(exact);
		at += piece;
	}
	must(news == (needle.found != NULL));
	*form = needle.found;
	return news;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	uint8_t how = fuzz_byte(&data, &n), where = fuzz_byte(&data, &n);
	size_t at = n ? where % n : 0, len, all;
	char coat[160];
	uint8_t *stream;
	const char *whole, *pieces;

	memset(coat, 0, sizeof(coat));
	len = how & 8 ? 0 : dress(coat, (how & 7) % 7, data + at, n - at);
	stream = malloc(n + len + 1);
	must(stream);
	if (n)
		memcpy(stream, data, at);
	memcpy(stream + at, coat, len);
	if (n)
		memcpy(stream + at + len, data + at, n - at);
	all = n + len;
	must(by_pieces(stream, all, NULL, 0, &whole) == by_pieces(stream, all, data, n, &pieces));
	if (len)
		must(whole);
	free(stream);
	return 0;
}
