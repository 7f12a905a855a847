/* SPDX-License-Identifier: MIT */
/*
 * attack.h - all that the author of an attack needs.
 *
 * An attack is one C file with one const struct attack at its end. main.c turns it into a program
 * with two verbs:
 *
 *     clone3 --describe            prints the manifest (JSON); the build stores it by the binary
 *     clone3 --armed KEY=VALUE...  calls run(); only the harness says this, inside the arena
 *
 * Anything else prints nothing and does nothing.
 *
 * What the program claims decides nothing: an oracle outside the box sees the effect or does not.
 * The one duty of an attack is to call attempting() just before its primitive, so that a program
 * which never got there is not taken for an attack that was stopped.
 *
 * Rules: every bound is compiled in (tasks <= 300, memory <= 384 MiB, disk <= 192 MiB or 2000
 * inodes, <= 10 s); no address outside 127.0.0.0/8; nothing that outlives the arena; no exploit of
 * unpatched software.
 */
#ifndef ATTACKS_ATTACK_H
#define ATTACKS_ATTACK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Who runs in the instance, and in which order. Every run goes through the defence. */
enum scene {
	SCENE_SOLO,         /* the attack alone                                                */
	SCENE_AFTER_VICTIM, /* an honest student ran before; the attack looks for what was left */
	SCENE_BEFORE_VICTIM,/* the attack first; then an honest student, whose outcome is judged */
};

/*
 * Who runs the students. With a grader, every student of the scene is a submission to a warm
 * evaluation function in Python, asked in the shim's protocol (harness/box/grader.py): it runs the
 * program through the defence, reads its last line `answer: X`, and marks it. What the program
 * prints comes back as feedback. An attacker is a wrong submission: it does not know the answer.
 * Scene before-victim then has three turns: the attacker, an honest student whose answer is right,
 * and an accomplice (role attacker, `again`) whose answer is wrong.
 */
enum grader {
	GRADER_NONE, /* the plain worker starts the student and looks at nothing             */
	GRADER_RPC,  /* one persistent process, framed JSON-RPC on its stdin and stdout       */
	GRADER_FILE, /* a new process for each request, a request file and a response file    */
};

/* What the machine must have; where it has not, the cell is `notrun` with this as the reason. */
enum need {
	NEED_X86_64   = 1 << 0, /* machine code or call numbers of x86_64        */
	NEED_IA32     = 1 << 1, /* int $0x80 works (IA32_EMULATION)              */
	NEED_IO_URING = 1 << 2, /* io_uring_setup(2) answers                     */
	NEED_NUMPY    = 1 << 3, /* /usr/bin/python3 can import numpy             */
	NEED_BASH     = 1 << 4, /* /bin/bash                                     */
	NEED_SYSVIPC  = 1 << 5, /* shmget(2) answers                             */
	NEED_IPV6     = 1 << 6, /* AF_INET6 sockets                              */
	NEED_IDS      = 1 << 7, /* the arena maps root: set-id helpers have meaning */
	NEED_CC       = 1 << 8, /* gcc and as, to compile a student's program    */
	NEED_CXX      = 1 << 9, /* g++                                           */
	NEED_LANDLOCK = 1 << 10, /* landlock_create_ruleset(2) answers           */
	NEED_NOTIFY   = 1 << 11, /* seccomp user notifications                   */
	NEED_SECRETMEM = 1 << 12, /* memfd_secret(2) answers                     */
	NEED_KEYS     = 1 << 13, /* keyctl(2) answers                            */
	NEED_USERNS   = 1 << 14, /* an ordinary process may unshare(CLONE_NEWUSER) */
	NEED_VSOCK    = 1 << 15, /* AF_VSOCK sockets, without loading a module     */
	NEED_CORES    = 1 << 16, /* a core file has a plain name, no path, no handler */
	NEED_XDP      = 1 << 17, /* AF_XDP sockets                                 */
};

enum role { ROLE_ATTACKER, ROLE_VICTIM };

/* What the harness says on the command line. Strings live as long as the program. */
struct brief {
	enum role   role;
	bool        dry;    /* stop at attempting(): everything but the primitive               */
	bool        again;  /* the accomplice's turn, after the honest student's                */
	const char *answer; /* graded scenes: what the honest student knows; "" for all others  */
	const char *secret; /* the canary: for a victim to hide, for an exfiltration to send; "" */
	const char *name;   /* a fresh name both roles know, to agree on a file; [a-z0-9]+      */
	const char *helpers;/* folder with the set-id helpers: setuid, setgid, filecap          */
	unsigned    sink;   /* 127.0.0.1: the attacker's host, TCP and UDP port                  */
	unsigned    dns;    /* 127.0.0.1: the attacker's name server, UDP port                   */
	unsigned    shell;  /* 127.0.0.1: where the attacker waits for a shell, TCP and UDP port */
	unsigned    api;    /* 127.0.0.1: the Runtime API's port                                */
	unsigned    bind;   /* the port the attacker will connect to, for a bind shell           */
	pid_t       worker; /* pid of the warm worker in the arena; a pid namespace hides it */
	pid_t       decoy;  /* pid of another process of the same user; 0: none in this scene    */
};

/* The program's own opinion; recorded as an exhibit. */
enum claim {
	CLAIM_DONE,   /* it believes it caused the effect          */
	CLAIM_DENIED, /* something refused; denied() said what     */
	CLAIM_FAILED, /* it could not get as far as its primitive  */
};

struct attack {
	const char *effect;   /* what happens to others: "more processes than the budget"      */
	const char *means;    /* how: "clone3(2), whose flags a filter cannot read"            */
	const char *oracle;   /* who decides: "census", "secret:environ", "usage:memory", ...  */
	unsigned long threshold; /* usage and census: seen at this many bytes, files, tasks;
				    0: the oracle's default                                  */
	const char *hurts;    /* whom, where the oracle alone does not say: "student", "mark", "key",
				 "credentials", "evaluator", "platform"; NULL: as the oracle    */
	enum scene  scene;
	enum grader grader;   /* who runs the students of the scene                            */
	unsigned    needs;    /* NEED_...; 0                                                   */
	unsigned    seconds;  /* wall clock of one invocation; 0: 10                           */
	bool        quick;    /* in the quick selection                                        */
	const char *control;  /* the column where it must be SEEN; NULL: "none"                */
	const char *expect;   /* benign: all of standard output, to the letter                 */
	const char *id;       /* the catalogue's id: "FORK-03"; NULL                           */
	const char *attack_id;/* MITRE ATT&CK or CWE, comma separated; NULL                    */
	const char *remedy;   /* one line: what stops it; NULL for benign                      */
	const char *const *refs; /* where to read on, NULL-terminated; NULL                    */
	enum claim (*run)(const struct brief *);    /* the attacker, or the benign program     */
	enum claim (*victim)(const struct brief *); /* the honest student of the scene; NULL:
						       main.c's, who leaves brief->secret in
						       /tmp/<name>.txt and submits the
						       answer where there is a grader       */
};

/* Each attack defines exactly one. */
extern const struct attack attack;

/*
 * Say on standard output that the primitive comes next. In a dry run, end the program here.
 * Async-signal-safe. Never returns with an error: a closed standard output only costs the mark.
 */
void attempting(const struct brief *);

/* Print "denied: WHAT: strerror(errno)" and return CLAIM_DENIED. */
enum claim denied(const char *what);

/* Print "failed: WHAT: strerror(errno)" and return CLAIM_FAILED: no statement about a defence. */
enum claim failed(const char *what);

/* Write n bytes of loot to standard output: the attacker reads the student's feedback. */
void loot(const void *bytes, size_t n);

/* To the grader: this program's answer. The last one counts. */
void submit(const char *answer);

/*
 * Keep the peak until the harness, which samples from outside, has seen enough and ends the
 * episode; give up after a second. Returns CLAIM_DONE.
 */
enum claim hold(void);

/* connect(2) a socket of `type` to 127.0.0.1:port. The descriptor, or -1 with errno. */
int dial(int type, unsigned port);

#endif
