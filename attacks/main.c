// SPDX-License-Identifier: MIT
/*
 * main.c - the two verbs of every C attack: --describe and --armed.
 *
 * Linked once with each attack. It has no dependency but libc, so that an attack stays a program
 * that can be read, and run by any sandbox.
 */
#include "attacks/attack.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static bool dry;

static void say(const char *s)
{
	ssize_t n = write(STDOUT_FILENO, s, strlen(s));

	(void)n;
}

void attempting(const struct brief *b)
{
	(void)b;
	say("attempting\n");
	if (dry)
		_exit(0);
}

static void complain(const char *kind, const char *what)
{
	char line[256];

	snprintf(line, sizeof(line), "%s: %s: %s\n", kind, what, strerror(errno));
	say(line);
}

enum claim denied(const char *what)
{
	complain("denied", what);
	return CLAIM_DENIED;
}

enum claim failed(const char *what)
{
	complain("failed", what);
	return CLAIM_FAILED;
}

void loot(const void *bytes, size_t n)
{
	const char *at = bytes;

	while (n > 0) {
		ssize_t k = write(STDOUT_FILENO, at, n);

		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return;
		at += k;
		n -= (size_t)k;
	}
	say("\n");
}

void submit(const char *answer)
{
	say("answer: ");
	loot(answer, strlen(answer));
}

enum claim hold(void)
{
	struct timespec left = { .tv_sec = 1 };

	while (nanosleep(&left, &left) && errno == EINTR)
		;
	return CLAIM_DONE;
}

int dial(int type, unsigned port)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((unsigned short)port),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);
	int saved;

	if (fd < 0 || !connect(fd, (struct sockaddr *)&to, sizeof(to)))
		return fd;
	saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

/*
 * The honest student of a scene: does its work, keeps it in /tmp, or where it is if it may not
 * write there, and says so.
 */
static enum claim honest(const struct brief *b)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "/tmp/%s.txt", b->name);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		fd = open(path + strlen("/tmp/"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, b->secret, strlen(b->secret)) < 0)
		return failed(path);
	close(fd);
	if (*b->answer)
		submit(b->answer);
	return CLAIM_DONE;
}

static void quote(const char *s)
{
	putchar('"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			printf("\\%c", *s);
		else if ((unsigned char)*s < 0x20)
			printf("\\u%04x", (unsigned char)*s);
		else
			putchar(*s);
	}
	putchar('"');
}

static void field(const char *key, const char *value)
{
	printf(",\n  \"%s\": ", key);
	if (value)
		quote(value);
	else
		fputs("null", stdout);
}

static int describe(void)
{
	static const char *const scenes[] = { "solo", "after-victim", "before-victim" };
	static const char *const graders[] = { "none", "rpc", "file" };
	static const char *const needs[] = { "x86_64", "ia32", "io_uring", "numpy",    "bash",
					     "sysvipc", "ipv6", "ids",     "cc",       "cxx",
					     "landlock", "notify", "secretmem", "keys", "userns",
					     "vsock", "cores", "xdp" };
	const char *comma = "";

	printf("{\n  \"language\": \"c\"");
	field("effect", attack.effect);
	field("means", attack.means);
	field("oracle", attack.oracle);
	field("scene", scenes[attack.scene]);
	field("grader", graders[attack.grader]);
	field("victim", attack.hurts);
	field("control", attack.control ? attack.control : "none");
	field("expect", attack.expect);
	field("id", attack.id);
	field("attack_id", attack.attack_id);
	field("remedy", attack.remedy);
	printf(",\n  \"threshold\": %lu,\n  \"seconds\": %u,\n  \"quick\": %s,\n  \"needs\": [",
	       attack.threshold, attack.seconds ? attack.seconds : 10,
	       attack.quick ? "true" : "false");
	for (size_t i = 0; i < sizeof(needs) / sizeof(*needs); i++) {
		if (!(attack.needs & 1u << i))
			continue;
		fputs(comma, stdout);
		quote(needs[i]);
		comma = ", ";
	}
	printf("],\n  \"refs\": [");
	comma = "";
	for (const char *const *r = attack.refs; r && *r; r++, comma = ", ") {
		fputs(comma, stdout);
		quote(*r);
	}
	printf("]\n}\n");
	return fflush(stdout) ? 1 : 0;
}

static const char *value_of(const char *arg, const char *key)
{
	size_t n = strlen(key);

	return !strncmp(arg, key, n) && arg[n] == '=' ? arg + n + 1 : NULL;
}

/* Take KEY=VALUE into the brief. Unknown keys are for other programs. */
static void learn(struct brief *b, const char *arg)
{
	const struct { const char *key; const char **to; } words[] = {
		{ "secret", &b->secret }, { "name", &b->name }, { "helpers", &b->helpers },
		{ "answer", &b->answer },
	};
	const struct { const char *key; unsigned *to; } numbers[] = {
		{ "sink", &b->sink }, { "dns", &b->dns }, { "shell", &b->shell },
		{ "bind", &b->bind }, { "api", &b->api }, { "worker", (unsigned *)&b->worker },
		{ "decoy", (unsigned *)&b->decoy },
	};
	const char *v;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if ((v = value_of(arg, words[i].key)))
			*words[i].to = v;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		if ((v = value_of(arg, numbers[i].key)))
			*numbers[i].to = (unsigned)strtoul(v, NULL, 10);
	if ((v = value_of(arg, "role")) && !strcmp(v, "victim"))
		b->role = ROLE_VICTIM;
	if (!strcmp(arg, "again"))
		b->again = true;
	if (!strcmp(arg, "dry"))
		b->dry = dry = true;
}

int main(int argc, char **argv)
{
	struct brief b = {
		.secret = "", .answer = "", .name = "ordeal", .helpers = "/opt/helpers"
	};
	enum claim claim;

	if (argc == 2 && !strcmp(argv[1], "--describe"))
		return describe();
	if (argc < 2 || strcmp(argv[1], "--armed"))
		return 0;
	for (int i = 2; i < argc; i++)
		learn(&b, argv[i]);
	signal(SIGPIPE, SIG_IGN);
	if (b.role == ROLE_VICTIM) {
		claim = (attack.victim ? attack.victim : honest)(&b);
		if (claim == CLAIM_DONE)
			say("honest work done\n");
	} else {
		claim = attack.run(&b);
	}
	return fflush(stdout) ? CLAIM_FAILED : (int)claim;
}
