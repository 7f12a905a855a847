/* SPDX-License-Identifier: MIT */
/*
 * probe.h - what an author of questions needs.
 *
 * A question is a small function. It runs in a child that is killed at a deadline, and writes its
 * answer into memory that the asker shares: what it wrote last is known even when it dies. So each
 * step says first what it is about to do:
 *
 *	static void ask_load(struct answer *a)
 *	{
 *		if (DO(a, "prctl(PR_SET_NO_NEW_PRIVS)", prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)))
 *			DO(a, "seccomp(SECCOMP_SET_MODE_FILTER)", load());
 *	}
 *
 * The last step decides: yes where it succeeded, no where it failed, with its errno, or the signal
 * that came of it. A question changes nothing on the host and sends nothing over a network. It
 *makes no name that somebody would have to remove: it may be killed between any two steps. What it
 *must undo, it undoes by ending.
 */
#ifndef PROBE_PROBE_H
#define PROBE_PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>

enum { ANSWER_ITEMS = 520, NAME_SIZE = 64, TEXT_SIZE = 160, GROUPS_MOST = 24 };

enum word { UNKNOWN, YES, NO };

struct item { /* one of several small answers in one */
	char name[NAME_SIZE], value[NAME_SIZE];
};

struct answer {
	enum word is;
	char step[TEXT_SIZE]; /* what decided                           */
	int error;	      /* errno it came to; 0: none              */
	int signal;	      /* that ended the child; 0: none          */
	bool hung;	      /* it was still at it at the deadline     */
	bool numbered;
	long long number;
	char text[TEXT_SIZE]; /* "": none                               */
	unsigned items;
	struct item item[ANSWER_ITEMS];
};

struct question {
	const char *name; /* within its group */
	void (*ask)(struct answer *a);
	const char *what; /* for people, without a question mark: "a filter can be loaded" */
	unsigned ms;	  /* deadline; 0: DEADLINE_MS */
};

struct group {
	const char *name, *title;
	const struct question *question; /* ends with a NULL name */
};

extern const struct group *const groups[]; /* groups.c; NULL ends */

enum { DEADLINE_MS = 5000 };

/* Say what is about to be done. If it ends here by a signal, this is the step that it rests on. */
void about_to(struct answer *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* What became of it: below 0 it failed, with errno. */
bool came_to(struct answer *a, long result);

/* (about_to(), came_to()): true where it succeeded. */
#define DO(a, what, call) (about_to((a), "%s", (what)), came_to((a), (long)(call)))

void answer(struct answer *a, enum word is);
void answer_number(struct answer *a, long long n);	 /* and yes */
void answer_text(struct answer *a, const char *fmt, ...) /* and yes */
	__attribute__((format(printf, 2, 3)));
void answer_item(struct answer *a, const char *name, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* "yes", or errno's name. */
void answer_item_error(struct answer *a, const char *name, int error);

/* The first line of a small file as the answer's text; its errno where it cannot be read. */
bool answer_file(struct answer *a, const char *path);

/* "EPERM", "errno 4711" (overwritten by the next such); "SIGSYS"; "openat", "syscall 470" */
const char *error_name(int error);
const char *signal_name(int sig);
const char *call_name(int nr);

/* The rest is for main.c and those who print. */

/* All questions, in their order: the answers lie one after the other. */
struct answers {
	const struct question *question;
	const struct group *group;
	struct answer *a; /* NULL: not asked */
};

/* "filters.load". NULL: there is no such question. */
struct answer *answer_of(const struct answers *all, const char *name);

/* Ask those whose name begins with one of `only` (NULL ends; NULL: all). NULL: no memory. */
struct answers *ask_all(const char *const *only);

int print_json(int fd, const struct answers *all);
void print_table(const struct answers *all);

/* conclusion.c: may the layer, a name as in ordeal-sandbox, be applied? NULL a: no layer is left.
 */
struct layer_answer {
	const char *layer;
	enum word can;
	const char *question; /* that decides; NULL: nothing can be in its way */
	const struct answer *why;
};

enum { LAYERS_MOST = 24 };

struct conclusion {
	struct layer_answer layer[LAYERS_MOST];
	unsigned layers;
	const char *strongest;	  /* stack; NULL: none */
	char text[4 * TEXT_SIZE]; /* one sentence */
};

void conclude(const struct answers *all, struct conclusion *c);

/* main.c: the process that started this program, and a limit that questions are asked without. */
extern int started_by;
extern struct rlimit core_at_start;

/* A program of our own, found again by /proc: what main() does for a question. */
#define SELF_EXE "/proc/self/exe"
enum { SELF_ENDED = 42 }; /* `ordeal-probe --end` */

#endif
