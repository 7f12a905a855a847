// SPDX-License-Identifier: MIT
/*
 * noop.c - the shortest program there is: what its launch costs is the launch.
 *
 * Linked twice, statically and dynamically. With an argument it prints it, once, before anything
 * is timed: so that a launcher which never ran it cannot be quick.
 */
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	return argc > 1 && write(1, argv[1], strlen(argv[1])) < 0;
}
