// SPDX-License-Identifier: MIT
/*
 * compile-cpp.c - the same for C++, whose headers are what its compiler has to work for.
 */
#include "attacks/compile-phase/compile.h"

static const char source[] = "#include <algorithm>\n"
			     "#include <cstdio>\n"
			     "#include <vector>\n"
			     "int main()\n"
			     "{\n"
			     "	std::vector<int> v = { 3, 1, 2 };\n"
			     "	std::sort(v.begin(), v.end());\n"
			     "	for (int i : v)\n"
			     "		std::printf(\"%d\\n\", i);\n"
			     "}\n";

static enum claim run(const struct brief *b)
{
	if (!enter_folder(b) || !hand_in("sort.cc", source))
		return failed("hand in");
	if (RUN(GXX, "-Wall", "sort.cc", "-o", "sort"))
		return failed("g++");
	return RUN("./sort") ? failed("the compiled program") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a C++ program is compiled, and sorts",
	.means = "g++, <algorithm>, <vector>",
	.oracle = "done",
	.needs = NEED_CXX,
	.seconds = 20, /* of a busy machine's */
	.expect = "1\n2\n3\n",
	.run = run,
};
