// SPDX-License-Identifier: MIT
/* Names of scratch, before anybody looks where they lead. */
#include "sandbox/wasm/memfs.h"

#include <string.h>

uint32_t memfs_absolute(const char *from, const char *path, size_t n, char out[MEMFS_PATH])
{
	size_t len = 0;

	if (memchr(path, '\0', n))
		return WASI_EINVAL;
	if (!n || path[0] != '/')
		len = strlen(from) == 1 ? 0 : strlen(from);
	memcpy(out, from, len);
	for (size_t i = 0; i < n;) {
		size_t word = 0;

		while (i < n && path[i] == '/')
			i++;
		while (i + word < n && path[i + word] != '/')
			word++;
		if (word == 2 && !memcmp(path + i, "..", 2)) {
			while (len && out[--len] != '/')
				;
		} else if (word > MEMFS_NAME || len + 1 + word >= MEMFS_PATH) {
			return WASI_ENAMETOOLONG;
		} else if (word && !(word == 1 && path[i] == '.')) {
			out[len++] = '/';
			memcpy(out + len, path + i, word);
			len += word;
		}
		i += word;
	}
	if (!len)
		out[len++] = '/';
	out[len] = '\0';
	return WASI_OK;
}
