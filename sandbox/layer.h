/* SPDX-License-Identifier: MIT */
/*
 * layer.h - the interface of a layer, and the box the layers share.
 *
 * box.c calls the slots of the layers that are on, in the order of stack.c:
 *
 *	know      in the guard, before there is a second process: what both must know. It makes nothing
 *	prepare   in the reaper, before the program's process is made
 *	inside    in the child, between fork and exec: system calls only, nothing that allocates
 *	readback  in the reaper, while the child waits: ask the kernel whether the layer is on
 *	seal      in the reaper, when all is read back and before the program starts; and in the guard
 *	undo      in the reaper, after the program ended; in reverse order. In the guard, if the reaper
 *	          was killed: then with what both know, and no descriptor of the reaper's
 *
 * A slot that has nothing to do is NULL. Slots return 0 or -errno and leave the sentence in err.
 */
#ifndef SANDBOX_LAYER_H
#define SANDBOX_LAYER_H

#include "sandbox/places.h"
#include "sandbox/proc.h"
#include "sandbox/relay.h"
#include "sandbox/sandbox.h"
#include "sandbox/sweep.h"

#include <linux/filter.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>

enum { RLIMITS = 16, STATUS = 4096, PRELOAD_VARIABLE = 512, BOX_BOOKS = 256,
       BOX_GRANTS = 2 * BOX_LIST + 16, BOX_WAITS = 64, BOX_HELPERS = 8,
       BOX_GOING = 40, LANDLOCK_HOLDS = 48, BOX_DISKS = BOX_LIST + PLACES };

/* What of all that was made some process still has. living.c */
struct living {
	unsigned sockets;
	uint64_t shared;
};

/* Of files that are mapped shared: those that were found, how large they can be, what was asked for since. */
enum { BOX_WINDOWS = 256 };

struct windows {
	struct place file[BOX_WINDOWS];
	uint64_t size[BOX_WINDOWS], fresh[BOX_WINDOWS];
	unsigned files, sizes, freshes;
	bool     full; /* more than there is room for: then nothing is ever taken for gone */
};

/*
 * The box is in memory that guard and reaper share; each member has one of them who writes it. What a
 * pointer leads to, and what a descriptor is, is the business of one process.
 */
/* What the run has written, as far as it was found. written.c */
struct written {
	uint64_t bytes, most; /* ... and more than that it cannot have written */
	unsigned long files;
	unsigned hidden; /* files that are mapped only                */
	bool     all;    /* it was looked at everything               */
};

/* Who keeps account of the disks, since when, and how. disk.c */
struct account {
	uint64_t first[BOX_DISKS + 1], last[BOX_DISKS + 1]; /* what each file system held */
	uint64_t files;              /* on all of them                    */
	uint64_t risen;              /* all rises; and when it was looked */
	uint64_t risen_then, charged;
	bool     blind;              /* one of them does not say          */
};

struct box {
	const struct box_options *opt;
	struct box_result *res;
	pid_t  front;            /* the guard                                                   */
	pid_t  self;             /* whose descendants the program and its own are: the reaper   */
	pid_t  pid;              /* the program, as soon as it is forked                        */
	uint64_t started_us;     /* when it was told to go; 0: it was not yet                   */
	bool   hidden;           /* the guard is                                                */
	bool   ended;            /* it was reaped; with this wait status:                       */
	int    wstatus;
	uint64_t reaped_us;      /* of the processor: of all that were                          */
	int    r;                /* what became of the launch; and the sentence                 */
	struct err failed;
	struct err unhidden;     /* why the guard could not hide                                */
	int    ctl;              /* the line between child and supervisor; CLOEXEC              */
	char **envp;             /* what exec gets                                              */
	char *status;            /* /proc/PID/status of the waiting child, read once: STATUS    */

	/* Each member below belongs to the layer it is named after. */
	struct {
		char **var;            /* what envp points to                              */
		char  *copies;         /* of the caller's strings that are kept; NULL      */
		size_t n, room;        /* entries without the NULL; most of them           */
	} env;
	struct {
		int  dir;              /* the folder; -1                                   */
		char path[48], home[56], tmpdir[56];
		struct place is;       /* the folder, by its inode                         */
		struct stay {
			struct keep keep;     /* in the folders that are emptied           */
			struct places places; /* those of all users, which are not         */
			struct keep old;      /* what was in them                          */
		} stay;
		const char *disk[BOX_DISKS]; /* folders that are watched, /tmp aside; and  */
		bool   same[BOX_DISKS];      /* whether the file system is one before's    */
		size_t disks;
	} tmp;
	struct {
		struct relay out[2];
		unsigned n;
		int child[2];          /* the ends that become descriptors 1 and 2         */
		struct relay result;
		int result_child;      /* the end that becomes descriptor 3; -1: no result */
		bool by_scan;          /* prctl is refused: find the dead's children in /proc */
		unsigned long long born; /* nothing of the box is older, in ticks since boot */
	} session;
	struct {
		struct rlimit want[RLIMITS];
		unsigned long used;    /* tasks this user had at launch                    */
		bool small_pages;      /* none of them huge; false where prctl is refused  */
	} rlimit;
	struct {
		char variable[PRELOAD_VARIABLE]; /* "LD_PRELOAD=..."                       */
	} preload;
	struct {
		int ruleset;           /* -1: none, or applied                             */
		int hold[LANDLOCK_HOLDS]; /* files of /proc and /sys that are granted      */
		unsigned holds;
	} landlock;
	struct {
		int listener;          /* in the child its own, in the supervisor the copy; -1 */
		uint64_t made, links;  /* files and names; of these, names of old files    */
		uint64_t shared;       /* bytes that were ever mapped shared               */
		struct account disk;   /* what the reaper knows of it                      */
		uint64_t reserved;     /* bytes on disk, by fallocate, since one looked    */
		uint64_t reserved_ever;
		uint64_t pairs;        /* of sockets                                       */
		uint64_t shared_ever, pairs_ever; /* ... with what is gone again           */
		uint64_t looked_shared, looked_pairs; /* ... when living.c was last asked  */
		struct going {         /* who was let go on, and may not have made it yet  */
			pid_t    tid;
			unsigned pairs;
			uint64_t shared;
		} going[BOX_GOING];
		struct windows windows; /* the reaper's; while it changes, the turn is odd  */
		unsigned turn;
		bool untold;           /* there were more of them                          */
		unsigned listeners;    /* that were made                                   */
		pid_t helper[BOX_HELPERS]; /* who changes a file in the program's place; 0 */
	} supervise;
	struct {                       /* with --mediate                                   */
		struct grant {
			char    *path; /* and what is below it                             */
			size_t   length;
			uint64_t rights;
		} grant[BOX_GRANTS];
		unsigned grants;
		struct meeting {       /* who opens a FIFO waits for its other end         */
			uint64_t id;   /* of the question                                  */
			pid_t    pid;
			int      fifo; /* O_PATH                                           */
			int      end;  /* what it gets: a reader's at once, a writer's
					  when there is a reader; -1                       */
			int      flags;
			bool     met;
		} meeting[BOX_WAITS];
		unsigned meetings;
	} mediate;
	struct {
		uint64_t files;        /* on the watched disks, at the start               */
	} disk;
	time_t   started_at;           /* by the clock of files                            */
	uint64_t cpu_us;               /* what the box had used of the processor, lately   */
	struct usage *usage;           /* the guard's; see usage.h                         */
	struct {
		unsigned before;       /* filters this process already runs under          */
	} seccomp;
};

struct layer {
	const char *name, *blurb;
	const char *const *requires;/* layers it cannot be loaded without; NULL-terminated, NULL */
	int  (*probe)(struct err *);
	int  (*know)(struct box *, struct err *);
	int  (*prepare)(struct box *, struct err *);
	int  (*inside)(struct box *, struct err *);
	int  (*readback)(const struct box *, struct err *);
	int  (*seal)(struct box *, struct err *);
	void (*undo)(struct box *);
};

/* stack.c: every layer in the order of application, NULL-terminated. */
extern const struct layer *const stack[];

extern const struct layer layer_fork, layer_env, layer_tmp, layer_session, layer_hygiene,
	layer_fds, layer_rlimit, layer_fdless,
	layer_nnp, layer_landlock, layer_seccomp, layer_supervise,
	layer_undumpable,
	layer_preload;

/* The index of a layer in the stack, -1 for a name that is none. */
int stack_find(const char *name, size_t n);

/* Is this layer of the stack in the set? */
bool stack_has(unsigned set, const struct layer *);

/*
 * What a child that tries it says: 0, or -errno with a sentence. And what there is to try: no_new_privs,
 * a filter, one with a listener. deed.c
 */
int deed_try(int (*deed)(struct err *), struct err *);
int deed_nnp(struct err *);
int deed_filter(struct err *);
int deed_listener(struct err *);

/* Close all descriptors of this process but 0, 1, 2 and `keep` (-1: none). layer_fds.c */
void fds_forget(const int keep[BOX_KEPT]);

/*
 * The result's channel, a part of session: open it and name it in the environment; in the child, make
 * it descriptor 3; ask the kernel whether it is, and outlasts exec; and, when the program is dead, take
 * what is in it and close it. channel.c
 */
int channel_open(struct box *, struct err *);
int channel_place(struct box *, struct err *);
int channel_readback(const struct box *, struct err *);
void channel_close(struct box *);

/* The box's folder, found again by its name; -1. layer_tmp.c */
int tmp_open(const struct box *);

/* The reaper was killed: find its folder again, and empty what it would have emptied. layer_tmp.c */
void tmp_take_over(struct box *, const struct stay *);

/*
 * Remember what is in the folders of all users, and remove what is new there; forget it. leftovers.c
 */
void leftovers_remember(struct box *);
void leftovers_sweep(struct box *);
void leftovers_forget(struct stay *);

/* How long a slow reader is waited for: not at all by who was told to end. layer_session.c */
int session_patience(const struct box *);

/* Put NAME=value into the program's environment, in place of one that is there. layer_env.c */
int env_set(struct box *, char *name_and_value);

/*
 * The filter for the process `self` into f, with SECCOMP_LENGTH of room; `younger`: it may signal what
 * is not older than itself; `group`: it leads a session, and may signal its own group. layer_seccomp.c
 */
enum { SECCOMP_LENGTH = 400 };
enum asks { ASKS_NOTHING, ASKS_RARELY, ASKS_FOR_FILES }; /* the supervisor */
size_t seccomp_filter(struct sock_filter *f, pid_t self, bool processes, bool younger, enum asks,
		      bool group);

/* The name of a call number, static; NULL for one that has none. layer_seccomp.c */
const char *seccomp_call(int nr);

/* Take over the child's listener, its descriptor `theirs`; and answer who waits. layer_supervise.c */
int supervise_take(struct box *, int theirs, struct err *);
void supervise_answer(struct box *);

/*
 * May one more file or name be made, so much be mapped shared, be reserved on disk (a mode and the
 * bytes of fallocate(2))? Then it is counted. quota.c
 */
bool counts_has(int nr); /* is it a call that makes a file or a name? */
bool counts_file(struct box *, int nr);
bool counts_shared(struct box *, pid_t, uint64_t bytes);
bool counts_pair(struct box *, pid_t, int type); /* of sockets */
bool counts_reserved(struct box *, int mode, uint64_t bytes);
/* The memory that no process has resident: mapped shared, or in pairs of sockets. */
uint64_t counts_held(const struct box *);

/*
 * Is this a call that changes a file's mode or times? And: make it, 0 or -errno; 1: a helper makes it,
 * and answers. The third answers an
 * open(2) of an unnamed file in /tmp: 0, then it is answered; or -errno. notify_attributes.c
 */
struct seccomp_notif;
bool paths_are_asked(int nr);
int paths_change(struct box *, int listener, const struct seccomp_notif *);
int paths_tmpfile(const struct box *, int listener, const struct seccomp_notif *);

/*
 * Does what is held lie where the program may write? A helper that waits in the supervisor's place: its
 * pid, 0 in it, or -errno. And: answer with r and be gone, in the helper. notify_attributes.c
 */
bool paths_are_its(const struct box *, int fd);
pid_t paths_helper(struct box *);
_Noreturn void paths_answer(int listener, const struct seccomp_notif *, int r);

/*
 * Is this a call by which a program talks to its own processes through a socket in its folder, where
 * there are walls for it? And: make it, 0 or -errno; 1: a helper makes it, and answers. *goes_on: the
 * kernel may. sockets.c
 */
bool sockets_are_asked(const struct box *, const struct seccomp_notif *);
int sockets_answer(struct box *, const struct seccomp_notif *, bool *goes_on);

/*
 * A refused call, may it go on: does it name none but the program's own processes? If not, with which
 * errno it is refused. And: does every signal to another process wait for that answer? notify_self.c
 */
bool own_is_asked(const struct box *, const struct seccomp_notif *);
int own_refusal(int nr);
bool signals_are_asked(const struct box *);

/* Fill `var`, of env_room() strings, with the caller's environment: it becomes envp. layer_env.c */
size_t env_room(void);
void env_inherit(struct box *, char **var);

/*
 * The guard's life: clock, sums and killing, until the reaper has ended or, if that was killed, all else
 * has. sigfd has the signals that box_run() blocks. guard.c
 */
void guard(struct box *, int sigfd, const struct stay *);

/* The reaper's, after "go": until the program is dead. And the reasons for which it ended. reap.c */
void reap(struct box *, int sigfd, int life);

/* Kill the program and all that descends from it, for a reason of ours: the first one counts. guard.c */
void guard_end(struct box *, enum box_end why);
void guard_kill(struct box *);

/* This process's memory is nobody's to read from now on, if it only launches. guard.c */
void guard_unreadable(const struct box *);

/* One of the sandbox's own was killed: so is everybody. guard.c */
void guard_broken(struct box *);

/* Let a timer wake this process, should the program stop it; false: there is none. guard.c */
bool guard_wakes(const struct box *, timer_t *);

/* The clock that all deadlines are of, in microseconds. */
uint64_t guard_us(void);

/* When the process was born, in clock ticks since boot; 0 when it is gone. scan.c */
unsigned long long scan_birth(pid_t);

/* Kill what looks like a process of the box; how many there were. scan.c */
unsigned scan_and_kill(const struct box *);

/*
 * Who is in the box: the program and its descendants, parents before children. Where /proc does not
 * say, or there are more, the list is shorter. And: kill them. descendants.c
 */
enum { FAMILY = 256 }; /* processes; NPROC is far below */

struct family {
	pid_t  pid[FAMILY];
	size_t n;
};

void family_list(const struct box *, struct family *);
void family_kill(const struct box *);

/*
 * Of what was made, what they still have; false: look again. And: so much was found, and so much was
 * made since one began to look. living.c, quota.c
 */
bool living_count(const struct family *, struct windows *, struct living *);
uint64_t quota_found(const struct box *, const struct living *, uint64_t shared_since, uint64_t pairs_since);

/* The youngest process's number, which changes when somebody forks. exact.c */
long exact_youngest(void);

/* The bytes that a process says it has; 0 where it does not say. usage.c */
uint64_t usage_resident(pid_t, bool supervised);

/*
 * The i-th folder that is watched, NULL: no more. Begin an account; look how
 * much more there is; what the run can have at most; and what it was found to have when the disks had
 * risen by so much. And for the reaper: is there room for so many bytes? disk.c
 */
const char *disk_folder(const struct box *, size_t i);
void disk_start(const struct box *, struct account *);
void disk_rise(const struct box *, struct account *);
uint64_t disk_most(const struct account *);
void disk_charge(const struct box *, struct account *, const struct written *, uint64_t risen_then);
bool disk_has_room(struct box *, uint64_t bytes);

/* What the run has written into its folder (-1: it has none) and elsewhere. written.c */
void written_count(const struct box *, const struct family *, int folder, uint64_t cpu_us, struct written *);

/*
 * Is that the folder of another box that lives? Empty and remove those of boxes that do not. leftover.c
 */
#define BOX_BASE "/tmp"
bool leftover_is_held(const struct box *, int folder, const char *name, const struct stat *);
void leftover_sweep(const char *base);

/* Reap the dead, the program and whoever else is ours. True when no child is left. reap.c */
bool box_reap(struct box *);

/* Bytes of output, and of the result, that may still pass. reap.c */
uint64_t box_room(const struct box *);
uint64_t box_result_room(const struct box *);

/* A limit in seconds, in microseconds; BOX_NONE as it is. */
static inline uint64_t limit_us(const struct box_options *o, enum box_limit i)
{
	return o->limit[i] == BOX_NONE ? BOX_NONE : o->limit[i] * 1000000 - o->less_us[i];
}

/* The default for each limit, and whose it is. options.c */
struct limit_row {
	const char *name, *layer, *help;
	char unit;              /* 's' seconds, 'b' bytes, 'n' a number */
	uint64_t standard;
};
extern const struct limit_row limit_rows[BOX_LIMITS];

#endif
