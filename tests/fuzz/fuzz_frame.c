// SPDX-License-Identifier: MIT
/*
 * Frames that come to the resident launcher in pieces. The first byte says how large these are.
 * What frame_read() makes of them must be what request_read() makes of the whole: the same
 * frames, and an end at the same place.
 */
#include "tests/fuzz/fuzz.h"

#include <fcntl.h>
#include <stdbool.h>

#include "lib/request.h"
#include "sandbox/frame.h"

const unsigned long fuzz_runs = 20000;

enum { MOST = 4096, PIPE = 32 << 10 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	size_t piece = 1 + fuzz_byte(&data, &n), sent = 0;
	char path[32], *expected = malloc(MOST);
	struct frame f = { 0 };
	bool over = false;
	int line[2], whole;

	if (n > PIPE)
		n = PIPE;
	whole = fuzz_file(data, n, path);
	must(whole >= 0 && expected && pipe2(line, O_NONBLOCK) == 0);
	while (!over) {
		size_t now = n - sent < piece ? n - sent : piece;
		int r;

		if (now)
			must(write(line[1], data + sent, now) == (ssize_t)now);
		sent += now;
		if (!now && line[1] >= 0) {
			close(line[1]);
			line[1] = -1;
		}
		while ((r = frame_read(&f, line[0], MOST)) > 0) {
			long k = request_read(whole, expected, MOST);

			must(k > 0 && f.size == (size_t)k + REQUEST_HEAD && f.have == f.size);
			must(!memcmp(f.bytes + REQUEST_HEAD, expected, (size_t)k));
			frame_forget(&f);
		}
		over = r < 0;
		must(over || line[1] >= 0); /* at the end of file it is never "not yet" */
	}
	must(request_read(whole, expected, MOST) <= 0);
	frame_forget(&f);
	close(line[0]);
	if (line[1] >= 0)
		close(line[1]);
	close(whole);
	free(expected);
	return 0;
}
