// SPDX-License-Identifier: MIT
/*
 * not-a-terminal.c - what an editor, a shell or a run-time system does as it starts: it asks whether
 * there is a terminal and wants to set it, and says how its threads are to be scheduled. Everybody is
 * ready for "not a typewriter", and nobody for "not permitted"; and what is already so, can be set.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static void say(const char *what, int r)
{
	printf("%s: %s\n", what, r ? strerror(errno) : "done");
}

static enum claim run(const struct brief *b)
{
	struct sched_param none = { 0 }, is;
	struct termios t = { 0 };
	int p[2], policy, value;

	(void)b;
	if (pipe(p))
		return failed("pipe");
	say("tcgetattr", tcgetattr(p[1], &t));
	say("tcsetattr", tcsetattr(p[1], TCSANOW, &t));
	say("tcdrain", tcdrain(p[1]));
	say("tcflush", tcflush(p[1], TCIOFLUSH));
	say("tcgetpgrp", tcgetpgrp(p[1]) < 0);
	say("tcsetpgrp", tcsetpgrp(p[1], getpgrp()));
	say("TIOCOUTQ", ioctl(p[1], TIOCOUTQ, &value));
	say("sched_setscheduler", sched_setscheduler(0, SCHED_OTHER, &none));
	say("sched_setparam", sched_setparam(0, &none));
	errno = pthread_getschedparam(pthread_self(), &policy, &is);
	say("pthread_getschedparam", errno);
	errno = pthread_setschedparam(pthread_self(), policy, &is);
	say("pthread_setschedparam", errno);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a program asks for a terminal and for the scheduling that it has",
	.means = "tcsetattr(3), tcdrain(3) and their like on a pipe; sched_setscheduler(2) to what it is",
	.oracle = "done",
	.expect = "tcgetattr: Inappropriate ioctl for device\ntcsetattr: Inappropriate ioctl for device\n"
		  "tcdrain: Inappropriate ioctl for device\ntcflush: Inappropriate ioctl for device\n"
		  "tcgetpgrp: Inappropriate ioctl for device\ntcsetpgrp: Inappropriate ioctl for device\n"
		  "TIOCOUTQ: Inappropriate ioctl for device\nsched_setscheduler: done\n"
		  "sched_setparam: done\npthread_getschedparam: done\npthread_setschedparam: done\n",
	.run = run,
};
