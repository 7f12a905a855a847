// SPDX-License-Identifier: MIT
/* Run a command in the strongest box, for two seconds at most, and say how it ended. */
#include <ordeal_sandbox.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	struct ordeal_result r = { .size = sizeof(r) };
	struct ordeal_box *b = ordeal_new();
	int code = 125;

	if (argc < 2 || !b)
		return code;
	ordeal_set(b, "layers", "best");
	ordeal_set(b, "accept-at-least", "locked");
	ordeal_set(b, "wall", "2");
	if (ordeal_run(b, argv + 1, &r) < 0) {
		fprintf(stderr, "the sandbox failed: %s\n", ordeal_error(b));
	} else {
		code = r.code;
		fprintf(stderr, "end %d, exit status %d, %llu us\n", r.end, r.code,
			(unsigned long long)r.wall_us);
	}
	ordeal_free(b);
	return code;
}
