// SPDX-License-Identifier: MIT
#include "harness/profiles/from_report.h"

#include <seccomp.h>
#include <stdlib.h>
#include <string.h>

#include "harness/profiles/inside.h"
#include "lib/calls.h"

/* The item of an answer; "" where there is none. */
static const char *item(const json_t *report, const char *question, const char *name)
{
	const json_t *answer = json_object_get(json_object_get(report, "answers"), question);
	const char *text =
		json_string_value(json_object_get(json_object_get(answer, "items"), name));

	return text ? text : "";
}

static const char *call_word(const json_t *report, int nr)
{
	return item(report, "calls.reachable", call_name(nr));
}

/* Is the answer this word? */
static bool is(const json_t *report, const char *question, const char *want)
{
	char text[24];
	const char *word = inside_word(report, question, text);

	return word && !strcmp(word, want);
}

static const char *text_of(const json_t *report, const char *question)
{
	const json_t *answer = json_object_get(json_object_get(report, "answers"), question);
	const char *text = json_string_value(json_object_get(answer, "text"));

	return text ? text : "?";
}

static void put_limits(FILE *out, const json_t *report, const json_t *host)
{
	static const char *const names[] = { "CPU",  "FSIZE",	 "DATA",      "STACK",
					     "CORE", "NPROC",	 "NOFILE",    "MEMLOCK",
					     "AS",   "MSGQUEUE", "SIGPENDING" };

	fputs("\nlimits = {\n", out);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *there = item(report, "limits.all", names[i]);
		const char *here = item(host, "limits.all", names[i]), *hard = strchr(there, '/');
		const char *most = strchr(here, '/');
		long long soft, top;

		if (!hard || !most || !strcmp(there, here))
			continue;
		soft = *there == 'u' ? -1 : atoll(there);
		top = hard[1] == 'u' ? -1 : atoll(hard + 1);
		/* Nobody but the machine's root raises a hard limit. */
		if (most[1] != 'u' && (top < 0 || top > atoll(most + 1)))
			fprintf(out, "\t# not imitated: %s is %s there, at most %s here\n",
				names[i], there, most + 1);
		else
			fprintf(out, "\t%s = [ %lldL, %lldL ];\n", names[i], soft, top);
	}
	fputs("};\n", out);
}

/* The highest call that the place has, where this machine has higher ones; 0: it has them all. */
static int newest(const json_t *report, const json_t *host)
{
	int there = 0, here = 0;

	for (int nr = 0; nr < CALLS; nr++) {
		const char *a = call_word(report, nr), *b = call_word(host, nr);

		if (*a && strcmp(a, "ENOSYS") && strncmp(a, "skipped", 7))
			there = nr;
		if (*b && strcmp(b, "ENOSYS") && strncmp(b, "skipped", 7))
			here = nr;
	}
	return there < here ? there : 0;
}

static bool refused(const json_t *report, const json_t *host, int nr, const char *error)
{
	return !strcmp(call_word(report, nr), error) && strcmp(call_word(host, nr), error) &&
	       seccomp_syscall_resolve_name(call_name(nr)) != __NR_SCMP_ERROR;
}

static void put_calls(FILE *out, const json_t *report, const json_t *host, int last)
{
	static const char *const errors[] = { "EPERM", "EACCES", "ENOSYS" };

	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++) {
		int n = 0;

		for (int nr = 0; nr <= last; nr++) {
			if (!refused(report, host, nr, errors[i]))
				continue;
			if (n++ == 0)
				fprintf(out, "\t{ errno = \"%s\"; calls = [\n", errors[i]);
			fprintf(out, "%s\t\t\"%s\"", n > 1 ? ",\n" : "", call_name(nr));
		}
		if (n)
			fputs(" ]; },\n", out);
	}
}

/* What a filter refuses by an argument: the question that shows it. */
static const struct {
	const char *question, *call, *constant;
	int arg;
	bool has;
} by_argument[] = {
	{ "namespaces.clone_user", "clone", "CLONE_NEWUSER", 0, true },
	{ "filters.listener", "seccomp", "NEW_LISTENER", 1, true },
	{ "prctl.set_no_new_privs", "prctl", "PR_SET_NO_NEW_PRIVS", 0, false },
	{ "filters.load_by_prctl", "prctl", "PR_SET_SECCOMP", 0, false },
	{ "prctl.set_dumpable", "prctl", "PR_SET_DUMPABLE", 0, false },
	{ "prctl.set_pdeathsig", "prctl", "PR_SET_PDEATHSIG", 0, false },
	{ "prctl.set_name", "prctl", "PR_SET_NAME", 0, false },
	{ "prctl.set_child_subreaper", "prctl", "PR_SET_CHILD_SUBREAPER", 0, false },
	{ "sockets.unix", "socket", "AF_UNIX", 0, false },
	{ "sockets.inet", "socket", "AF_INET", 0, false },
	{ "sockets.inet6", "socket", "AF_INET6", 0, false },
	{ "sockets.packet", "socket", "AF_PACKET", 0, false },
	{ "sockets.netlink_route", "socket", "AF_NETLINK", 0, false },
	{ "sockets.alg", "socket", "AF_ALG", 0, false },
	{ "sockets.rxrpc", "socket", "AF_RXRPC", 0, false },
	{ "sockets.vsock", "socket", "AF_VSOCK", 0, false },
	{ "sockets.key", "socket", "AF_KEY", 0, false },
	{ "sockets.xdp", "socket", "AF_XDP", 0, false },
	{ "sockets.tipc", "socket", "AF_TIPC", 0, false },
	{ "sockets.can", "socket", "AF_CAN", 0, false },
	{ "sockets.bluetooth", "socket", "AF_BLUETOOTH", 0, false },
};

static void put_arguments(FILE *out, const json_t *report, const json_t *host)
{
	for (size_t i = 0; i < sizeof(by_argument) / sizeof(*by_argument); i++) {
		const char *call = by_argument[i].call, *question = by_argument[i].question;
		int nr = seccomp_syscall_resolve_name(call);
		char there[24], here[24];

		if (!inside_word(report, question, there) || !inside_word(host, question, here) ||
		    !strcmp(there, here) || there[0] != 'E' ||
		    refused(report, host, nr, call_word(report, nr)))
			continue;
		/* A filter needs no_new_privs first: its own answer is another question. */
		if (!strncmp(question, "filters.", 8) &&
		    !is(report, "prctl.set_no_new_privs", "yes"))
			continue;
		fprintf(out,
			"\t{ errno = \"%s\"; calls = [ \"%s\" ]; when = ( { arg = %d; %s = \"%s\"; "
			"} ); },\n",
			there, call, by_argument[i].arg, by_argument[i].has ? "has" : "is",
			by_argument[i].constant);
	}
}

void from_report_write(FILE *out, const char *name, const json_t *report, const json_t *host)
{
	int last = newest(report, host);

	fprintf(out,
		"# SPDX-License-Identifier: MIT\n#\n"
		"# Made by `ordeal profile --from`, out of a report of %s, taken %s.\n"
		"# There: %s; %s.\n\nname    = \"%s\";\nsummary = \"a place as a report has "
		"it\";\n\n",
		json_string_value(json_object_get(report, "program")),
		json_string_value(json_object_get(report, "taken")),
		text_of(report, "machine.kernel"), text_of(report, "machine.architecture"), name);
	fprintf(out, "capabilities = %s;\nnosuid       = %s;\nshm          = %s;\n",
		is(report, "identity.capabilities", "no") ? "false" : "true",
		is(report, "files.set_id", "no") ? "true" : "false",
		is(report, "files.shm", "yes") ? "true" : "false");
	put_limits(out, report, host);
	if (last)
		fprintf(out, "\nnewest = %d;\n", last);
	fputs("\nrefused = (\n", out);
	put_calls(out, report, host, last ? last : CALLS - 1);
	put_arguments(out, report, host);
	/* libconfig takes no comma at the end; this refuses what no kernel has any more. */
	fputs("\t{ errno = \"ENOSYS\"; calls = [ \"nfsservctl\" ]; }\n);\n", out);
}

size_t from_report_expect(FILE *out, const json_t *report, const json_t *got)
{
	json_t *answers = json_object_get(report, "answers"), *unused;
	char group[64] = "", there[24], here[24];
	const char *question;
	size_t differ = 0;

	fputs("\nexpects = {", out);
	json_object_foreach(answers, question, unused)
	{
		const char *dot = strchr(question, '.');
		size_t n = dot ? (size_t)(dot - question) : 0;

		if (!dot || inside_passing(question) || !inside_word(report, question, there))
			continue;
		if (!inside_word(got, question, here) || strcmp(there, here)) {
			fprintf(out, "\n\t# not imitated: %s is %s there, %s here", question, there,
				here);
			differ++;
			continue;
		}
		if (strncmp(group, question, n) || group[n]) {
			fprintf(out, "%s\n\t%.*s = {", *group ? "\n\t};" : "", (int)n, question);
			snprintf(group, sizeof(group), "%.*s", (int)n, question);
		}
		fprintf(out,
			there[0] >= '0' && there[0] <= '9' ? "\n\t\t%s = %s;"
							   : "\n\t\t%s = \"%s\";",
			dot + 1, there);
	}
	fprintf(out, "%s\n};\n", *group ? "\n\t};" : "");
	return differ;
}
