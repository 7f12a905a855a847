/* SPDX-License-Identifier: MIT */
/*
 * sandbox.h - run a program in a box that needs no privilege. What others link to is
 * library/ordeal_sandbox.h.
 *
 *	struct box_options o;
 *	struct box_result r;
 *	struct err e = { 0 };
 *
 *	box_options_init(&o);
 *	box_layers_parse("recommended", &o.layers, &e);
 *	o.argv = (char *const[]){ "python3", "student.py", NULL };
 *	if (box_run(&o, &r, &e) < 0)
 *		... the sandbox failed: e.text says why, and the program never ran ...
 *
 * "It failed" and "we failed" never share a word: box_run() fails only when the program was not
 * started; everything that happened to the program is in the result.
 */
#ifndef SANDBOX_SANDBOX_H
#define SANDBOX_SANDBOX_H

#include "lib/err.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>

#define BOX_VERSION "0.1.0"

/* Exit codes of ordeal-sandbox, besides the program's own and 128 + signal. */
enum { EXIT_WALL = 124, EXIT_SANDBOX = 125, EXIT_NOT_RUN = 126, EXIT_NOT_FOUND = 127 };

enum { BOX_LIST = 16, BOX_LAYERS = 16, BOX_CALLS = 512, BOX_NAMED = 4, BOX_REFUSED = 8, BOX_KEPT = 3, BOX_MET = 4,
       BOX_SAID = 1024 };

/* What the program finds its result channel by. */
enum { BOX_RESULT_FD = 3 };
#define BOX_RESULT_VARIABLE "ORDEAL_RESULT_FD=3"

/* A request's source text lies in the run's folder under this name. */
#define BOX_PROGRAM "program"

/* BOX_NONE as a limit: as much as the caller may have. */
#define BOX_NONE UINT64_MAX

enum box_limit {
	BOX_WALL,   /* session: seconds of wall clock           */
	BOX_OUTPUT, /* session: bytes of stdout and stderr      */
	BOX_RESULT, /* session: bytes of the result             */
	BOX_CPU,    /* rlimit: seconds of processor time        */
	BOX_MEMORY, /* rlimit: bytes all processes hold, watched */
	BOX_DISK,   /* rlimit: bytes more on the disks, watched */
	BOX_FILES,  /* rlimit: files more on the disks, watched */
	BOX_DATA,   /* rlimit: bytes of private writable memory */
	BOX_AS,     /* rlimit: bytes of address space           */
	BOX_STACK,  /* rlimit: bytes                            */
	BOX_FSIZE,  /* rlimit: bytes of one file                */
	BOX_NOFILE, /* rlimit: descriptors                      */
	BOX_NPROC,  /* rlimit: tasks beyond those the user has  */
	BOX_CPU_RATE, /* cgroup: percent of one processor       */
	BOX_LIMITS
};

/* Strings and lists belong to the caller and must live until box_run() returns. */
struct box_options {
	unsigned    layers;             /* bit i: stack[i]; box_layers_parse()                 */
	const char *stack;              /* the stack's name, for the report; NULL              */
	unsigned    allow_missing;      /* layers without which the program may run            */
	char *const *argv;              /* NULL-terminated; argv[0] is looked up in PATH       */
	const char *chdir;              /* the program's working directory; NULL: the layer's  */
	const char *env[BOX_LIST];      /* env: NAME keeps the caller's value, NAME=VALUE sets */
	const char *tmp_clear[BOX_LIST];/* tmp: shared folders to empty afterwards             */
	const char *tmp_keep[BOX_LIST + 1]; /* tmp: globs of names or paths in them that stay,
					    if they were there before                      */
	const char *tmp_leave[BOX_LIST + 1]; /* tmp: folders in which nothing is removed       */
	const char *preload;            /* preload: the library; NULL: beside this program     */
	const char *readable[BOX_LIST + 1]; /* landlock, mediate: more files and folders to read and run */
	const char *writable[BOX_LIST + 1]; /* the same: more to write                     */
	const char *cgroup;             /* cgroup: the folder below which a group is made          */
	const char *runnable[BOX_LIST + 1]; /* landlock, mediate: to read and run, under noexec too */
	const char *only;               /* the same: of the system's files only these: PATH[:run],... */
	bool        child_figures;      /* supervise: children read their own in /proc too     */
	const char *calls;              /* seccomp: no others than these; NULL; and as a set   */
	uint64_t    call_set[BOX_CALLS / 64];
	struct learnt *learnt;          /* supervise: write down what it does; NULL            */
	struct trace *trace;            /* when each step of the launch ended; shared; NULL    */
	unsigned    landlock_abi;       /* landlock: the least that will do                    */
	unsigned    concurrency;        /* rlimit: so many boxes of this user at a time; 0: one    */
	bool        mediate;            /* supervise: it opens every file in the program's place */
	bool        keep_stdin;         /* hygiene: standard input is the program's            */
	bool        processes;          /* seccomp: the program may start processes            */
	const struct request *request;  /* tmp, env: what it brings, brought.h; NULL                   */
	int         back;               /* tmp: a file for what goes back with the answer; 0: none     */
	bool        shim;               /* env: EVAL_* too, for an evaluator that a shim starts */
	bool        launcher;           /* this process only launches: its environment, its
					   descriptors and its memory may be hidden for good   */
	int         result_fd;          /* session: the program's result goes here; -1: none   */
	int         keep[BOX_KEPT];     /* launcher: do not close these; -1                    */
	uint64_t    limit[BOX_LIMITS];
	uint32_t    less_us[BOX_LIMITS];/* of a limit in seconds, which is whole: so much less */
	struct parked *parked;          /* fork: the child is a copy of this process; parked.h     */
	unsigned    given;              /* bit i: the caller named limit i, and means it       */
};

enum box_end {
	BOX_EXITED,    /* by itself: .code               */
	BOX_SIGNALLED, /* .signal; .sum: what it looks like */
	BOX_HIT_WALL,  /* we killed it: wall clock       */
	BOX_HIT_OUTPUT,/* we killed it: too much output  */
	BOX_HIT_RESULT,/* we killed it: too large a result */
	BOX_HIT_MEMORY,/* we killed it: too much memory  */
	BOX_HIT_DISK,  /* we killed it: too much on disk */
	BOX_HIT_CPU,   /* RLIMIT_CPU, or we: all processes together */
	BOX_HIT_FSIZE, /* SIGXFSZ, and there is such a file */
	BOX_TERMINATED,/* we killed it: the sandbox was told to end */
	BOX_NOT_RUN,   /* exec failed: .error            */
	BOX_NOT_FOUND, /* no such program: .error        */
};

/* What tmp could not wall, and says at the launch: bits of box_result.open_places. */
enum box_open {
	BOX_OPEN_TO_ROOT = 1,   /* root writes everywhere, and so do others as root: nothing is removed */
	BOX_OPEN_OLD = 2,       /* older files of the user's, which the program may change              */
	BOX_OPEN_MANY = 4,      /* more, or deeper, than is looked through                              */
	BOX_OPEN_OWN = 8,       /* file systems that only this user may write to                        */
	BOX_OPEN_LEFT = 16,     /* the caller said so                                                   */
	BOX_OPEN_OTHERS = 32,   /* what may be another box's is left to that one                        */
};

/* A call that was refused: the first of its number, and how often. */
struct box_refusal {
	int           nr;   /* -1: a number that no call has, whichever                        */
	uint64_t      args[6];
	unsigned long times;
};

/* What the kernel counted in the run's group; -1 where it does not say. */
struct box_cgroup {
	long long memory_peak, tasks_peak, cpu_us, oom_kills, tasks_refused;
};

/* A limit or a wall that the program met, and which did not end it. reasons.c */
struct box_met {
	const char   *what;      /* the option's name; "path", "call", "machine"                    */
	unsigned long times;     /* measured; 0: inferred from:                                      */
	char          words[48]; /* its last words; empty: "stack", from its end alone              */
	char          path[128]; /* "path": which                                                    */
	char          text[240]; /* all this as a sentence                                          */
};

/* What the cleaner did and did not do with one or more folders. */
struct sweep {
	unsigned long removed, foreign; /* foreign: other users' files, not ours to remove */
	unsigned long left;             /* ours, and still there                           */
	unsigned names;
	char     name[BOX_NAMED][NAME_MAX + 1]; /* the first of those left                 */
};

struct box_result {
	enum box_end  end;
	int           code, signal;
	struct err    error;
	unsigned      layers;            /* applied and read back         */
	unsigned      missing;           /* asked for, not to be had      */
	struct err    why[BOX_LAYERS];   /* why each missing layer is     */
	struct rusage usage;             /* of all that was reaped        */
	uint64_t      wall_us;           /* from exec to the last death   */
	bool          relayed;           /* bytes are known               */
	bool          merged;            /* both streams are one: in out_bytes[0]        */
	uint64_t      out_bytes[2];      /* stdout, stderr                */
	bool          has_result;        /* the program had the channel   */
	uint64_t      result_bytes;      /* that went to result_fd        */
	bool          result_cut;        /* it wrote more than that       */
	int           result_error;      /* errno: result_fd took no more */
	unsigned      killed;            /* processes that outlived the program */
	unsigned long refusals;          /* supervise: calls that were refused           */
	unsigned      refused_kinds;     /* ... of which these are remembered            */
	struct box_refusal refused[BOX_REFUSED];
	bool          survivors;         /* ... and would not die         */
	char          sum[160];          /* how much it was, counted how, of which limit   */
	char          said[BOX_SAID];    /* session: the end of what it wrote to stderr     */
	unsigned      said_bytes;
	unsigned long over[BOX_LIMITS];  /* supervise: refusals because of this limit       */
	unsigned long narrow;            /* refused since --calls has it not                */
	int           narrow_call;       /* ... the first of these                          */
	uint64_t      peak_memory;       /* as the watch saw it                             */
	unsigned      mets;
	struct box_met met[BOX_MET];
	int           landlock;          /* the ABI that was used, 0: none                   */
	bool          best_effort;       /* session: without prctl        */
	bool          nproc_exempt;      /* rlimit: root is not counted   */
	bool          has_cgroup, cgroup_left; /* cgroup: there was a group; it could not be removed */
	struct box_cgroup cgroup;
	bool          report_replaced;   /* launcher: another file was in the report's place */
	unsigned      open_places;       /* tmp: enum box_open            */
	bool          swept;
	struct box_back {                /* tmp: a file of the program's, in box_options.back    */
		bool     there;
		uint64_t at, bytes;
	} back[BOX_LIST];
	struct sweep  sweep;
};

/* Layers claimed and recommended, the defaults of every limit. */
void box_options_init(struct box_options *);

/* "tmp,fds", "recommended", "full" ... into bits; what a layer requires comes with it. */
int box_layers_parse(const char *list, unsigned *bits, struct err *);

/*
 * The strongest of the stacks full, recommended and locked that can be applied here, into bits; but
 * nothing weaker than `least`. Its name; NULL with a sentence in e.
 */
const char *box_best(const char *least, unsigned *bits, struct err *e);

/*
 * For a worker that holds secrets, once at its start: hide this process's memory, environment and
 * descriptors from others of the same user. 0 or -errno. It lasts until the process calls exec.
 */
int box_hide(struct err *e);

/*
 * For a worker that forks when all is imported, in the child and before any code of the student's:
 * no new descriptors, tasks or bytes in files, for good. It needs neither prctl(2) nor seccomp(2).
 * 0 or -errno.
 *
 *	blocked    open, listing folders, sockets, pipes, memfds; fork and threads (but not root's);
 *	           growing a file; with them new imports, dynamic programs and scripts
 *	still open what is open already (close it), and the memory that a fork takes along (secrets
 *	           too); calls on paths alone: mkdir, symlink, rename, unlink, chmod, truncate(path,
 *	           0), stat; kill(getppid()), prlimit and process_vm_readv of others; System V shared
 *	           memory, which outlives the process
 */
int box_fdless(struct err *e);

/*
 * Run o->argv in the box and wait until the last of its processes is dead. 0, or -errno when the
 * program was not started. With the session layer every child of the calling process is reaped.
 */
int box_run(const struct box_options *o, struct box_result *r, struct err *e);

/* When all is over: what it met, and how much of what, as far as it was measured or can be inferred. */
void box_find_reasons(const struct box_options *, struct box_result *);

/* How it ended: the report's word, and a sentence. */
const char *box_end_word(const struct box_result *);
const char *box_end_sentence(const struct box_result *);
/* How it ended, as a sentence. */
enum { BOX_REASON = 768 };
void box_reason(const struct box_result *, char text[BOX_REASON]);

/* Could any process of the program's write into the memory of the one that writes the result? */
bool box_result_is_open(const struct box_options *, unsigned layers);

/* Why this refused call tells nothing, static; NULL: it may. Are there none but such? noise.c */
const char *box_noise(const struct box_refusal *);
bool box_all_noise(const struct box_result *);

/* The exit code of ordeal-sandbox for this result. */
int box_exit_code(const struct box_result *);

/* Write the result as one JSON object and a newline. 0, or -errno of write(2). */
int box_report(int fd, const struct box_options *, const struct box_result *,
	       const struct err *failure);

#endif
