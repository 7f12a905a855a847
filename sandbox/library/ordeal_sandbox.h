/* SPDX-License-Identifier: MIT */
/*
 * ordeal_sandbox.h - libordeal-sandbox: run a program in a box that needs no privilege.
 *
 *	struct ordeal_box *b = ordeal_new();
 *	struct ordeal_result r = { .size = sizeof(r) };
 *
 *	ordeal_set(b, "layers", "full");
 *	ordeal_set(b, "wall", "2");
 *	if (ordeal_run(b, (char *const[]){ "python3", "student.py", NULL }, &r) < 0)
 *		... the sandbox failed: ordeal_error(b) says why, and the program never ran ...
 *
 * "It failed" and "we failed" share no value: ordeal_run() fails only when the program was not started;
 * whatever happened to the program is in the result.
 *
 * Errors: functions return 0, or -errno, and leave a sentence that ordeal_error() gives.
 * Ownership: texts that are handed in are copied; what is handed out belongs to the box. argv and
 *	descriptors belong to the caller, and are needed until ordeal_start() returns.
 * Threads: a box belongs to one thread at a time; several boxes may run at once. A run is a process of
 *	its own, made by fork(2): the more memory the caller has, the longer that takes. It neither
 *	reaps the caller's other children nor touches its signals. If the caller dies, the run is ended.
 * Stability: fields are only ever added at the end of a struct, and `size` says which there are.
 */
#ifndef ORDEAL_SANDBOX_H
#define ORDEAL_SANDBOX_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ORDEAL_API __attribute__((visibility("default")))

enum ordeal_end {
	ORDEAL_EXITED,     /* by itself                                     */
	ORDEAL_SIGNALLED,  /* by a signal                                   */
	ORDEAL_WALL,       /* more seconds than allowed                     */
	ORDEAL_OUTPUT,     /* more output                                   */
	ORDEAL_RESULT,     /* a larger result                               */
	ORDEAL_MEMORY,     /* more memory                                   */
	ORDEAL_DISK,       /* more bytes or files on disk                   */
	ORDEAL_CPU,        /* more processor time                           */
	ORDEAL_FSIZE,      /* a larger file                                 */
	ORDEAL_TERMINATED, /* ordeal_stop(), or a process of ours was killed */
	ORDEAL_NOT_RUN,    /* found, but it could not be run                */
	ORDEAL_NOT_FOUND,  /* no such program                               */
};

struct ordeal_result {
	size_t   size;         /* in: sizeof(struct ordeal_result)                           */
	int      end;          /* enum ordeal_end                                            */
	int      code;         /* as ordeal-sandbox(1) would exit: the program's own, 124 ... */
	int      signal;       /* that ended it, or 0                                        */
	unsigned killed;       /* processes that outlived it                                 */
	uint64_t wall_us;      /* from exec to the last death, microseconds                  */
	uint64_t user_us;      /* processor time of all its processes, microseconds          */
	uint64_t system_us;
	uint64_t max_rss;      /* of the largest of its processes, bytes                     */
	uint64_t output[2];    /* bytes on standard output and error; both in the first where
				  these are one file                                         */
	char     reason[256];  /* a sentence; "" where it ended by itself                    */
};

struct ordeal_box;

/* A box with the default stack and limits. NULL: no memory. */
ORDEAL_API struct ordeal_box *ordeal_new(void);

/* Kills what runs in it and waits for that. NULL is allowed. */
ORDEAL_API void ordeal_free(struct ordeal_box *);

/*
 * An option of ordeal-sandbox(1) by its name, without the dashes: "layers", "wall" (seconds), "memory"
 * (bytes; K, M, G), "ro" ... `value` is NULL for one that takes none. Whether all of them fit together
 * is said when a program is started. "report" takes a descriptor; "result" and what only prints are not
 * options of a box. -EINVAL, -ENOMEM.
 */
ORDEAL_API int ordeal_set(struct ordeal_box *, const char *option, const char *value);

/* The program's standard streams, in place of the caller's own: descriptors, or -1. */
ORDEAL_API void ordeal_streams(struct ordeal_box *, int in, int out, int err);

/* Start argv, NULL-terminated; argv[0] is looked up in the program's PATH. 0, or -errno of fork(2). */
ORDEAL_API int ordeal_start(struct ordeal_box *, char *const argv[]);

/*
 * Wait until the last process of the program is dead. 0; -EINVAL or another -errno when the program was
 * not started; -ECHILD when nothing was started.
 */
ORDEAL_API int ordeal_wait(struct ordeal_box *, struct ordeal_result *);

/* ordeal_start() and ordeal_wait(). */
ORDEAL_API int ordeal_run(struct ordeal_box *, char *const argv[], struct ordeal_result *);

/* End what runs: ordeal_wait() then says ORDEAL_TERMINATED. May be called by another thread. */
ORDEAL_API void ordeal_stop(struct ordeal_box *);

/*
 * For a zygote, a program that `ordeal-sandbox --zygote` starts. It loads what others will need, and then
 *
 *	while ((line = ordeal_asked(ORDEAL_ZYGOTE_FD)) >= 0)
 *		if (ordeal_park(b, line) == 0) {
 *			... in the child: draw new random numbers, touch what will be used ...
 *			ordeal_enter(b, &request);
 *			... be the program that was asked for, and exit ...
 *		}
 *
 * One thread, and nothing in memory that a program may not see: the child is a copy. Descriptors 0, 1
 * and 2 are the request's own from ordeal_enter() on, `environ` is new, signals have their defaults, and
 * all other descriptors are closed.
 */
#define ORDEAL_ZYGOTE_FD 3

struct ordeal_request {
	size_t      size;          /* in: sizeof(struct ordeal_request)                     */
	size_t      argc;
	char      **argv;          /* the request's; NULL-terminated                        */
	const char *program;       /* its source text; NULL: argv[0] is a file              */
	size_t      program_bytes;
};

/* Wait for the launcher: the line to a run that it wants parked. -EPIPE: the launcher has ended. */
ORDEAL_API int ordeal_asked(int from);

/*
 * Fork. 0 in the child, which is not confined yet; in the caller the pid of the process that looks after
 * the run, and is a child that ordeal_asked() reaps. The caller's `line` is closed. -errno of fork(2).
 */
ORDEAL_API pid_t ordeal_park(struct ordeal_box *, int line);

/*
 * In the child: go under the policy, and wait for the request. If a layer cannot be put on, or nobody asks,
 * the process ends here. -EINVAL: this is no such child.
 */
ORDEAL_API int ordeal_enter(struct ordeal_box *, struct ordeal_request *);

/* What went wrong last, in a sentence; "" for nothing. */
ORDEAL_API const char *ordeal_error(const struct ordeal_box *);

ORDEAL_API const char *ordeal_version(void);

#ifdef __cplusplus
}
#endif
#endif
