// SPDX-License-Identifier: MIT
/* What a program wrote last is searched for reasons: no word of it may lead us astray. */
#include "tests/fuzz/fuzz.h"

#include "sandbox/sandbox.h"
#include "sandbox/stack.h"

const unsigned long fuzz_runs = 3000;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static char *const argv[] = { "true", NULL };
	static struct box_options o;
	static struct box_result r;
	struct err e = { 0 };
	char text[BOX_REASON];

	box_options_init(&o);
	must(box_layers_parse("full", &o.layers, &e) == 0);
	o.argv = argv;
	o.limit[BOX_DATA] = 64 << 20;
	r = (struct box_result){ .layers = o.layers, .code = 1 };
	r.said_bytes = (unsigned)(n < BOX_SAID ? n : BOX_SAID);
	if (r.said_bytes)
		memcpy(r.said, data, r.said_bytes);
	box_find_reasons(&o, &r);
	must(r.mets <= BOX_MET);
	for (unsigned i = 0; i < r.mets; i++) {
		must(r.met[i].what && !r.met[i].times && *r.met[i].words);
		must(strnlen(r.met[i].text, sizeof(r.met[i].text)) < sizeof(r.met[i].text));
		/* The words are the table's; a path is one that it wrote. */
		const char *path = r.met[i].path;

		must(!*path || memmem(r.said, r.said_bytes, path, strlen(path)));
	}
	box_reason(&r, text);
	must(strnlen(text, sizeof(text)) < sizeof(text));
	return 0;
}
