// SPDX-License-Identifier: MIT
#include "sandbox/frame.h"

#include "lib/request.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { PIECE = 1 << 16 };

void frame_forget(struct frame *f)
{
	free(f->bytes);
	*f = (struct frame){ 0 };
}

int frame_read(struct frame *f, int fd, size_t most)
{
	for (;;) {
		size_t want = f->have < REQUEST_HEAD ? REQUEST_HEAD - f->have : f->size - f->have;
		ssize_t k;

		if (f->have + PIECE > f->room) {
			uint8_t *more = realloc(f->bytes, 2 * f->room + PIECE);

			if (!more)
				return -1;
			f->bytes = more;
			f->room = 2 * f->room + PIECE;
		}
		k = read(fd, f->bytes + f->have, want < PIECE ? want : PIECE);
		if (k < 0 && (errno == EAGAIN || errno == EINTR))
			return 0;
		if (k <= 0)
			return -1;
		f->have += (size_t)k;
		if (f->have == REQUEST_HEAD) {
			size_t n = (size_t)f->bytes[0] << 24 | (size_t)f->bytes[1] << 16 |
				   (size_t)f->bytes[2] << 8 | f->bytes[3];

			if (!n || n > most)
				return -1;
			f->size = REQUEST_HEAD + n;
		}
		if (f->have > REQUEST_HEAD && f->have == f->size)
			return 1;
	}
}
