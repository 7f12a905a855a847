/* SPDX-License-Identifier: MIT */
/*
 * packed.h - read a file that may be compressed by gzip(1): results files are, where they are kept.
 */
#ifndef HARNESS_PACKED_H
#define HARNESS_PACKED_H

#include <stdio.h>

/*
 * To read from the beginning to the end, and for fclose(3). Whether it is compressed is seen by its
 * first bytes, not by its name. NULL with errno. One that is torn ends where it is torn, with
 * ferror(3): a reader must want a last line, as ours do.
 */
FILE *packed_open(const char *path);

#endif
