# SPDX-License-Identifier: MIT
"""Mutants of the layers' code: a limit, a scope or a step of a clean-up fewer.

Each is a name, the column that measures its layer alone, and what is replaced where. A readback
that would refuse the launch goes too where there is one: it is the catalogue that has to notice
here.
"""

import re

from rules import Mutant

MUTE = ("\t.readback = readback,\n", "")  # the layer believes itself
LAUNCHED = ("sandbox/layer_undumpable.c", "\tif (b->opt->launcher && b->res->layers & ~1u)\n"
            "\t\tprctl(PR_SET_DUMPABLE, 0, 0, 0, 0);\n", "")
FORGET = ("sandbox/run.c", "\tif (o->launcher && stack_has(o->layers, &layer_fds))\n"
          "\t\tfds_forget(o->keep);\n", "")
BELIEVES = ("if (fd >= 0 || errno != EACCES)", "if (0)")  # landlock's own question to itself
WIPE = ("sandbox/layer_env.c", "\t\tmemset(*v, 0, strlen(*v));\n", "\t\t;\n")


def of(file, *pairs):
    return [(f"sandbox/{file}", old, new) for old, new in pairs]


HONEST = "for honest programs to notice"

TABLE = [
    # nnp: the one bit.
    ("nnp/not-set", "nnp",
     of("layer_nnp.c", ("return deed_nnp(e);", "return (void)e, 0;"), MUTE)),

    # seccomp: what the compiler and the launcher add to the rules.
    ("seccomp/any-signal-target", "seccomp",
     of("layer_seccomp.c", ("target[1].k = (uint32_t)self;", "target[1].k = 0;"),
        ("younger ? -(uint32_t)self : (uint32_t)self;", "UINT32_MAX;"))),
    ("seccomp/older-signal-target", "seccomp",
     of("layer_seccomp.c", ("target[1].k = (uint32_t)self;", "target[1].k = 1;"))),
    ("seccomp/younger-signal-target", "seccomp",
     of("layer_seccomp.c", ("younger ? -(uint32_t)self : (uint32_t)self;", "0x7fffffff;"))),
    ("seccomp/any-group", "seccomp", of("layer_seccomp.c", ("target[0].k = group ? 0", "target[0].k = true ? 0"))),
    ("seccomp/any-architecture", "seccomp",
     of("policyc.c", ("built_for->audit, root, kill)", "built_for->audit, root, verdict[0])"))),
    ("seccomp/x32-as-if-it-were-64", "seccomp",
     of("policyc.c", ("\troot = load(offsetof(struct seccomp_data, nr));\n",
                      "\temit(BPF_ALU | BPF_AND | BPF_K, 0xbfffffff, 0, 0);\n"
                      "\troot = load(offsetof(struct seccomp_data, nr));\n"))),
    ("seccomp/not-loaded", "seccomp",
     of("layer_seccomp.c", ("\tprog.len = (unsigned short)(before + n);\n",
                            "\tf[0] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);\n"
                            "\tprog.len = n ? 1 : 0;\n"))),

    # rlimit: what is around the table, whose rows are mutants of their own, below.
    ("rlimit/only-soft", "rlimit",
     of("layer_rlimit.c", ("(struct rlimit){ want, want }", "(struct rlimit){ want, is.rlim_max }"))),
    ("rlimit/no-watch", "rlimit",
     of("guard.c", (".watched = stack_has(b->opt->layers, &layer_rlimit),", ".watched = false,"))),
    ("rlimit/watch-sees-no-memory", "rlimit",
     of("usage.c", ("\tl->own += k->memory;\n", ""))),
    ("rlimit/no-memory-wall", "rlimit",
     of("usage.c", ("\tl->own += k->memory;\n", "")) +
     of("layer_rlimit.c", ('\t{ RLIMIT_DATA, "DATA", BOX_DATA, 0 },\n', ""), ('\t{ RLIMIT_AS, "AS", BOX_AS, 0 },\n', ""))),
    ("rlimit/no-stack-wall", "rlimit",
     of("resident.c", ("(anon + (supervised", "((supervised")) +
     of("layer_rlimit.c", ('\t{ RLIMIT_STACK, "STACK", BOX_STACK, 0 },\n', ""))),
    ("rlimit/no-core-wall", "rlimit",
     of("disk.c", ("\t\ta->risen += bytes > a->last[i] ? bytes - a->last[i] : 0;\n", "")) +
     of("layer_rlimit.c", ('\t{ RLIMIT_FSIZE, "FSIZE", BOX_FSIZE, 0 },\n', ""),
        ('\t{ RLIMIT_CORE, "CORE", FIXED, 0 },      /* a core holds the memory, and fills the disk  */\n', ""))),
    ("rlimit/no-processor-wall", "rlimit",
     of("usage.c", ("l.cpu_us > cpu", "0 && cpu")) +
     of("layer_rlimit.c", ('\t{ RLIMIT_CPU, "CPU", BOX_CPU, 0 },\n', ""))),
    ("rlimit/watch-sees-no-processor-time", "rlimit",
     of("usage.c", ("\tl->cpu_us += used_us(&s);\n", "\t(void)used_us;\n"))),
    ("rlimit/watch-forgets-the-reaped", "rlimit",
     of("usage.c", ("\tl->cpu_us = __atomic_load_n(&b->reaped_us, __ATOMIC_RELAXED);\n", ""))),
    ("rlimit/watch-sees-no-bytes", "rlimit",
     of("disk.c", ("\t\ta->risen += bytes > a->last[i] ? bytes - a->last[i] : 0;\n", ""))),
    ("supervise/recounts-no-files", "supervise",
     of("quota.c", ("return w.all || w.files > risen ? w.files : risen;", "return 0;"))),
    ("rlimit/watch-sees-one-disk", "recommended",
     of("written.c", ("i > b->tmp.disks ? NULL", "i > 0 ? NULL"))),
    ("rlimit/watch-stays-calm", "rlimit", of("usage.c", ("\t\t\t    NEAR_US :\n", "\t\t\t    CALM_US :\n"))),
    ("rlimit/watch-sees-no-children", "rlimit",
     of("descendants.c", ("\t\tadd_children_of_all(f, f->pid[i]);\n", "\t\tcontinue;\n"))),
    ("rlimit/watch-sees-one-thread", "full",
     of("descendants.c", ("while (fd >= 0 && (tid = dirents_next_pid(&d)) > 0)",
                    "if (fd >= 0 && (tid = dirents_next_pid(&d)) > 0)"))),
    ("rlimit/watch-sees-no-orphans", "full",
     of("descendants.c", ("\t\tadd_children_of_all(f, b->self);\n", "\t\tf->pid[f->n++] = b->pid;\n"))),
    ("rlimit/kills-the-group-alone", "full",
     of("end.c", ("\t\tdescendants_kill(b);\n", ""))),
    ("rlimit/watch-sees-no-shared", "rlimit",
     of("resident.c", ("(supervised ? 0 : shmem)", "0"))),
    ("rlimit/watch-sees-no-private", "rlimit",
     of("resident.c", ("(anon + (supervised", "((supervised"))),

    ("rlimit/watch-sees-no-page-tables", "rlimit",
     of("resident.c", (" + tables) << 10", ") << 10"))),
    ("rlimit/watch-sees-no-mappings", "full",
     of("kernel_memory.c", ("processes * (mappings * (MAPPING + processes * LINK) + fd_items)", "processes * fd_items"))),
    ("rlimit/watch-sees-no-links", "full",
     of("kernel_memory.c", ("(MAPPING + processes * LINK)", "MAPPING"))),
    ("rlimit/watch-sees-no-fd-items", "full",
     of("kernel_memory.c", ("LINK) + fd_items)", "LINK))"))),
    ("rlimit/who-hides-has-nothing", "full",
     of("resident.c", ("errno == EACCES ? PIPES_MOST : 0", "0")) +
     of("kernel_memory.c", ("errno == EACCES ? hidden : 0", "0"), ("errno == EACCES ? FD_ITEMS / 2 : 0", "0"))),
    ("rlimit/huge-pages", "full",
     of("layer_rlimit.c", ("prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0) < 0", "0"),
        ('status_field(b->status, "THP_enabled", 10) != 0', "0"))),
    ("rlimit/supervisor-counts-itself", "full",
     of("usage.c", ("!exact_start(b)", "1"))),
    ("supervise/forgets-links", "full",
     of("quota.c", ("may && (nr == SYS_link || nr == SYS_linkat)", "0"))),
    ("supervise/every-pair-is-one", "full",
     of("quota.c", ("== SOCK_STREAM ? 1 : 2", "== SOCK_STREAM ? 1 : 1"))),
    ("session/kills-children-alone", "full",
     of("descendants.c", ("\tfor (size_t i = 0; i < f->n; i++)\n\t\tadd_children_of_all(f, f->pid[i]);\n",
                     "\tif (!b->ended)\n\t\tfor (size_t i = 0; i < f->n; i++)\n\t\t\tadd_children_of_all(f, f->pid[i]);\n"))),
    ("rlimit/watch-sees-no-pipes", "full",
     of("usage.c", ("\tl->held = held(b);\n", "\t(void)held;\n\tl->held = b->supervise.shared;\n"),
        ("\t\tpipes += resident_pipes(f.pid[i]);\n", ""))),
    ("rlimit/disk-looked-at-seldom", "full",
     of("guard.c", ("DISK_US = 1000,", "DISK_US = 100000,")) + of("end.c", ("\t\tkill(-b->pid, SIGKILL);\n", "\t\t;\n")) +
     of("usage.c", ("\t\t\t    NEAR_US :\n", "\t\t\t    CALM_US :\n"))),
    ("rlimit/watch-sees-first-thread-only", "rlimit",
     of("resident.c", ("\tif (bytes >= 0)\n\t\treturn bytes;\n", "\treturn bytes;\n"))),

    # the guard and its servant: sums, exact looks, and what they do when one of them is stopped or killed.
    ("rlimit/exact-look-knows-no-address-space", "full",
     of("exact.c", ("KCMP_VM, 0, 0) == 0)\n\t\t\treturn true;", "KCMP_VM, 0, 0) == 0 && 0)\n\t\t\treturn true;"),
        ("if (r >= 0)\n\t\treturn r == 0;", "if (r >= 0)\n\t\treturn false;")), HONEST),
    ("rlimit/exact-look-never-ends", "full",
     of("exact.c", ("__atomic_store_n(&x->answered, asked, __ATOMIC_RELEASE);", "(void)asked;")), HONEST),
    ("rlimit/old-answers-are-good", "full",
     of("usage.c", ("age > GOOD_MS && proc_youngest() != u->youngest", "0"))),
    ("rlimit/grows-while-it-is-looked", "full",
     of("usage.c", ("l->touched_since + more > limit / UNSEEN", "0"))),
    ("supervise/shared-counts-as-it-is-mapped", "full",
     of("living.c", ("*bytes = seen > sum ? seen : sum;", "*bytes = seen;"))),
    ("session/guard-leaves-what-the-reaper-had", "full",
     of("guard.c", ("\tif (!WIFEXITED(status))\n\t\ttake_over(b, stay);\n", "\t(void)take_over;\n\t(void)stay;\n"))),
    ("session/who-is-stopped-stays-so", "locked",
     of("wake.c", ("stack_has(b->opt->layers, &layer_seccomp) ||", "1 ||"))),
    ("undumpable/guard-is-not-sealed", "full",
     of("guard.c", ("good = stack[i]->seal(b, &b->unhidden) >= 0;", "good = true;"))),
    ("tmp/other-boxes-folders-are-charged", "full",
     of("stale.c", ("flock(fd, LOCK_EX | LOCK_NB) < 0 && !is_ours(b, st);", "0 && !is_ours(b, st);")), HONEST),

    # noexec: what may become code.
    ("noexec/own-files-run", "interpreted", of("grants.c", ("&layer_noexec) ? LL_EXECUTE : 0;", "&layer_noexec) ? 0 : 0;"))),
    ("noexec/maps-any-file", "interpreted",
     of("layer_noexec.c", ("fd < 0 ? 0 : grants_of(b, fd);", "fd < 0 ? 0 : LL_EXECUTE;"))),

    # landlock: what is around rights and grants, which are mutants of their own, below.
    ("landlock/not-restricted", "landlock",
     of("layer_landlock.c", ("syscall(SYS_landlock_restrict_self, b->landlock.ruleset, 0) < 0", "0"), BELIEVES)),
    ("landlock/own-figures", "landlock", of("layer_landlock.c", ("\tgrant_own(b);\n", "\t(void)grant_own;\n")), HONEST),
    ("landlock/no-scopes", "landlock",
     of("layer_landlock.c", ("r.scoped = version >= 6 ? LL_SCOPE_ABSTRACT | LL_SCOPE_SIGNAL : 0;", "r.scoped = 0;"))),
    ("landlock/no-signal-scope", "landlock",
     of("layer_landlock.c", ("LL_SCOPE_ABSTRACT | LL_SCOPE_SIGNAL : 0", "LL_SCOPE_ABSTRACT : 0"))),
    ("landlock/no-abstract-scope", "landlock",
     of("layer_landlock.c", ("LL_SCOPE_ABSTRACT | LL_SCOPE_SIGNAL : 0", "LL_SCOPE_SIGNAL : 0"))),
    ("landlock/tcp-may-connect", "landlock",
     of("layer_landlock.c", ("LL_BIND_TCP | LL_CONNECT_TCP : 0", "LL_BIND_TCP : 0"))),
    ("landlock/tcp-may-bind", "landlock",
     of("layer_landlock.c", ("LL_BIND_TCP | LL_CONNECT_TCP : 0", "LL_CONNECT_TCP : 0"))),

    # supervise: how many, and what the answer is.
    ("supervise/does-not-count", "supervise",
     of("quota.c", ("\tb->supervise.made += may;\n", ""))),
    ("supervise/counts-and-lets", "supervise", of("notify_decide.c", ("if (!quota_file(q->b, q->nr))", "if (!quota_file(q->b, q->nr) && 0)"))),
    ("supervise/no-look-at-the-disk", "supervise",
     of("quota.c", ("b->opt->limit[BOX_FILES] && may;", "b->opt->limit[BOX_FILES];"))),
    ("supervise/lets-what-is-refused", "supervise",
     of("notify_decide.c", ("\treturn -self_refusal(q->nr);\n", "\treturn GOES_ON;\n"))),
    ("supervise/waits-for-locks-itself", "full",
     of("notify_answer.c", ("if (!stack_has(b->res->layers, &layer_session))\n\t\treturn -ENOSYS;", "return -ENOSYS;"))),
    ("supervise/signals-to-helpers", "mediate",
     of("layer_seccomp.c", ("b->opt->processes && !self_signals_are_asked(b), asks,", "b->opt->processes, asks,"))),
    ("supervise/binds-anywhere", "full",
     of("notify_sockets.c", ("syscall(SYS_landlock_restrict_self, b->landlock.ruleset, 0) < 0", "0"))),
    ("supervise/connects-anywhere", "full", of("notify_sockets.c", (" && grants_writable(b, fd)", ""))),
    ("supervise/any-kind-of-socket", "full",
     of("notify_sockets.c", ("*goes_on = (int)a[0] == AF_UNIX && ((int)a[1] & TYPE) == SOCK_STREAM;", "*goes_on = true;"))),
    ("supervise/own-is-everybody", "full",
     of("notify_self.c", ("access(name, F_OK) == 0", "true"))),

    # --mediate: who opens, by which way, and what may be opened.
    ("mediate/lets-go-on", "mediate",
     of("notify_decide.c", ("\treturn mediate(q->b, q->ask, q->say) ? SAID : ANSWERED;\n", "\treturn (void)q, GOES_ON;\n"))),
    ("mediate/opens-anything", "mediate", of("notify_open.c", ("(rights & need) != need", "0"))),
    ("mediate/own-figures", "mediate", of("notify_open.c", ("if (args_figure(o->pid, path, &held))", "if (0)")), HONEST),
    ("mediate/makes-anywhere", "mediate",
     of("notify_open.c", ("if (!(grants_of(b, folder) & LL_MAKE_REG))\n\t\treturn -EACCES;", ";"))),
    ("mediate/moves-anything", "mediate", of("notify_names.c", ("if (grants_of(b, n->folder) & LL_MAKE_REG)", "if (1)"))),
    ("mediate/cuts-anything", "mediate", of("notify_names.c", ("!(grants_of(b, held) & LL_TRUNCATE)", "0"))),
    ("mediate/changes-any-mode", "mediate", of("notify_attributes.c", ("(grants_of(b, fd) & LL_MAKE_REG) != 0", "1"))),
    ("mediate/grants-by-beginning", "mediate",
     of("grants.c", ("(!where[g->length] || where[g->length] == '/')", "1"))),

    # hygiene: what is handed on.
    ("hygiene/standard-input-stays", "hygiene",
     of("layer_hygiene.c", ('int fd = b->opt->keep_stdin ? 0 : open("/dev/null", O_RDONLY | O_CLOEXEC);', "int fd = 0;"),
        MUTE)),
    ("hygiene/umask-stays", "hygiene", of("layer_hygiene.c", ("\tumask(PRIVATE);\n", ""), MUTE)),
    ("hygiene/signals-stay-ignored", "hygiene",
     of("layer_hygiene.c", ("\t\tstop_ignoring(sig);\n", "\t\t(void)stop_ignoring;\n"), MUTE)),

    # undumpable: the supervisor itself.
    ("undumpable/not-sealed", "full", of("layer_undumpable.c", ("\treturn box_hide(e);\n", "\treturn 0;\n"))),
    ("undumpable/nor-by-the-launcher", "full",
     of("layer_undumpable.c", ("\treturn box_hide(e);\n", "\treturn 0;\n")) + [LAUNCHED]),

    # env: what the program is given, and what its supervisor still has.
    ("env/inherited", "env",
     of("layer_env.c", ("\tb->env.n = 0;\n", ""), MUTE) + [WIPE]),
    ("env/credentials-kept", "env",
     of("layer_env.c", ("\tif (o->shim && !strncmp(var, \"EVAL_\", 5))", "\tif (!strncmp(var, \"AWS_\", 4) || (o->shim && !strncmp(var, \"EVAL_\", 5)))"))),
    ("env/protocol-kept", "env",
     of("layer_env.c", ("\tif (o->shim && !strncmp(var, \"EVAL_\", 5))", "\tif (!strncmp(var, \"EVAL_\", 5))"))),
    ("env/supervisor-keeps-its-own", "env", of("layer_env.c", MUTE) + [WIPE]),
    ("env/supervisor-is-dumpable", "env", [LAUNCHED]),
    ("env/supervisor-keeps-and-is-dumpable", "env", of("layer_env.c", MUTE) + [WIPE, LAUNCHED]),

    # fds: the child's table, and the supervisor's.
    ("fds/child-keeps", "fds",
     of("layer_fds.c", ("r = close_span((unsigned)line + 1, ~0U);", "r = 0;"), MUTE)),
    ("fds/supervisor-keeps", "fds", [FORGET]),
    ("fds/supervisor-keeps-and-is-dumpable", "fds", [FORGET, LAUNCHED]),
    ("fds/both-keep", "fds",
     of("layer_fds.c", ("r = close_span((unsigned)line + 1, ~0U);", "r = 0;"), MUTE) + [FORGET]),
    ("fds/closes-up-to-nine", "fds",
     of("layer_fds.c", ("close_span((unsigned)line + 1, ~0U)", "close_span((unsigned)line + 1, 9)"), MUTE) + [FORGET]),
    ("fds/one-is-left-open", "fds",
     of("layer_fds.c", ("close_span((unsigned)line + 1, ~0U)", "close_span((unsigned)line + 2, ~0U)"), MUTE) + [FORGET]),

    # tmp: the folder, and each step of the clean-up.
    ("tmp/no-folder-to-be-in", "full",
     of("layer_tmp.c", ("!b->opt->chdir && fchdir(b->tmp.dir) < 0", "0"), MUTE), HONEST),
    ("tmp/not-told", "full",
     of("layer_tmp.c", ("env_set(b, b->tmp.home) < 0 || env_set(b, b->tmp.tmpdir) < 0", "0")), HONEST),
    ("tmp/folder-for-all", "tmp",
     of("layer_tmp.c", ("mkdir(b->tmp.path, S_IRWXU)", "mkdir(b->tmp.path, 0777)"),
        ("fchmod(b->tmp.dir, S_IRWXU)", "fchmod(b->tmp.dir, 0777)"), MUTE)),
    ("tmp/folder-with-a-known-name", "tmp",
     of("layer_tmp.c", ('BOX_FOLDER_DIGITS, r)', 'BOX_FOLDER_DIGITS, r & 0)'),
        ("mkdir(b->tmp.path, S_IRWXU) < 0", "mkdir(b->tmp.path, S_IRWXU) < 0 && errno != EEXIST"), MUTE)),
    ("tmp/folder-not-emptied", "tmp",
     of("layer_tmp.c", ("\tif (b->tmp.dir >= 0)\n\t\tempty_and_remove(b, s);\n", ""))),
    ("tmp/shared-not-emptied", "tmp",
     of("leftovers.c", ("if (p->at[i].fd >= 0)", "if (0)"))),
    ("tmp/neither-is-emptied", "tmp",
     of("layer_tmp.c", ("\tif (b->tmp.dir >= 0)\n\t\tempty_and_remove(b, s);\n", "")) +
     of("leftovers.c", ("if (p->at[i].fd >= 0)", "if (0)"))),
    ("tmp/shared-list-alone", "tmp",
     of("places.c", ("	consider_mounts(p, except);\n", "	(void)consider_mounts;\n"))),
    ("tmp/older-folders-stay-as-they-are", "tmp",
     of("sweep.c", ("if (!w || w->shut ||", "if (!w || w ||"))),
    ("tmp/folder-looked-for-by-name", "tmp",
     of("layer_tmp.c", ("!stat_same(&st, &mine)", "0"))),
    ("tmp/emptied-before-the-kill", "recommended",
     of("stack.c", ("\t&layer_tmp,\n", ""), ("\t&layer_session,\n", "\t&layer_session,\n\t&layer_tmp,\n"))),
    ("tmp/umask-locks-out", "locked",
     of("layer_tmp.c", ("!sweep_unlock(AT_FDCWD, b->tmp.path, 0)", "0"))),
    ("tmp/leaves-dot-files", "tmp",
     of("sweep.c", ("if (is_left(p, name, &box))", "if (name[0] == '.' || is_left(p, name, &box))"))),
    ("tmp/keeps-what-is-new", "recommended",
     of("sweep.c", ("	return w && (", "	static struct was any;\n\n"
                    "	if (!strcmp(name, \"shimmy\"))\n		return &any;\n	return w && ("))),
    ("tmp/leaves-locked-folders", "tmp",
     of("sweep.c", ("return chmod(path, S_IRWXU) < 0 ? -errno : 0;", "return 0;"))),
    ("tmp/leaves-a-locked-root", "tmp",
     of("sweep.c", ("\t\tfchmod(fd, st.st_mode | S_IRWXU);\n", "\t\t;\n"))),
    ("tmp/leaves-deep-trees", "tmp",
     of("sweep.c", ("\t\t\tmove_up(p, fd, n);\n", "\t\t\t;\n"))),
    ("tmp/leaves-what-is-no-file", "tmp",
     of("sweep.c", ("(type == DT_DIR || unlinkat(dir, name, 0) < 0)",
                    "((type != DT_REG && type != DT_LNK) || unlinkat(dir, name, 0) < 0)"))),
    ("tmp/one-pass", "tmp", of("sweep.c", ("while (p.some && clock_ms() < end);", "while (0);"))),
    ("tmp/follows-links-in", "tmp",
     of("sweep.c", ("O_PATH | O_NOFOLLOW | O_DIRECTORY", "O_PATH | O_DIRECTORY"),
        ("O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC", "O_RDONLY | O_DIRECTORY | O_CLOEXEC"))),
    ("tmp/names-of-ours-are-kept", "tmp",
     of("sweep.c", ("\t\treturn false; /* ours", "\t\treturn true; /* ours"))),

    # session: who outlives, how long, how much.
    ("session/no-subreaper", "session",
     of("layer_session.c", ("prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) < 0", "0"), MUTE)),
    ("session/no-kill", "session",
     of("layer_session.c", ("\t\tdescendants_kill(b); /* all at once: who is dying has children that are not */\n", ""), ("GIVE_UP_MS = 5000", "GIVE_UP_MS = 50"))),
    ("session/kills-once", "session",
     of("layer_session.c", ("\twhile (clock_ms() < end) {\n", "\tfor (int once = 0; once < 1; once++) {\n"))),
    ("session/no-session", "session", of("layer_session.c", ("setsid() < 0", "0"), MUTE)),
    ("session/outlives-its-supervisor", "session",
     of("layer_session.c", ("prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0", "0"))),
    ("session/no-wall-clock", "session",
     of("guard.c", (".timed = stack_has(b->opt->layers, &layer_session) &&\n"
                   "\t\t\t b->opt->limit[BOX_WALL] != BOX_NONE,", ".timed = false,"))),
    ("session/no-output-cap", "session",
     of("output.c", ("return b->opt->limit[BOX_OUTPUT] > used ? b->opt->limit[BOX_OUTPUT] - used : 0;",
                   "return used | UINT64_MAX >> 1;"))),
    ("session/output-not-relayed", "session",
     of("layer_session.c", ("dup2(b->session.child[0], 1) < 0 ||\n"
                            "\t    dup2(b->session.child[b->session.n - 1], 2) < 0", "0"))),
    ("session/supervisor-is-dumpable", "session", [LAUNCHED]),
    ("recommended/supervisor-is-dumpable", "recommended", [LAUNCHED]),
]


def applied(root, edits):
    """The spoilt files; LookupError where the source has moved on from under the table."""
    texts = {}
    for file, old, new in edits:
        text = texts.get(file) or (root / file).read_text()
        if old not in text:
            raise LookupError(f"{file} no longer has: {old.strip()}")
        texts[file] = text.replace(old, new)
    return texts


def limits(root):
    """A row of the table of limits fewer."""
    file = "sandbox/layer_rlimit.c"
    text = (root / file).read_text()
    for row in re.finditer(r'^\t\{ RLIMIT_\w+, "(\w+)".*\n', text, re.M):
        yield Mutant(f"rlimit/no-{row[1]}", "rlimit", {file: text.replace(row[0], "")})


def rights(root):
    """A right that is not handled, which is allowed everywhere."""
    file = "sandbox/layer_landlock.c"
    text = (root / file).read_text().replace(*BELIEVES)
    header = (root / "sandbox/landlock_abi.h").read_text()
    for right in re.findall(r"\bLL_(\w+) = 1 << \d+", header[:header.index("LL_BIND_TCP")]):
        yield Mutant(f"landlock/any-{right}", "landlock",
                     {file: text.replace("\treturn r;\n", f"\tr.fs &= ~(uint64_t)LL_{right};\n\treturn r;\n")})


def grants(root):
    """A path of the system fewer, for honest programs; a path too many."""
    file = "sandbox/grants.table"
    text = (root / file).read_text()
    for row in re.finditer(r"^(?:run|read|file|device) +(/\S+).*\n", text, re.M):
        name = re.sub("[/*]+", "-", row[1][1:]).strip("-")
        yield Mutant(f"landlock/without-{name}", "landlock", {file: text.replace(row[0], "")}, honest=True)
    source = (root / "sandbox/grants.c").read_text()
    head = "} system_paths[] = {\n"
    for path, how in (("/proc", "READ"), ("/tmp", "OWN"), ("/dev/shm", "OWN"), ("/var/task", "READ"), ("/dev", "READ"),
                      ("/etc", "READ"), ("/sys", "READ")):
        yield Mutant(f"landlock/grants-{path[1:].replace('/', '-')}", "landlock",
                     {"sandbox/grants.c": source.replace(head, head + f'\t{{ "{path}", {how} }},\n')})


def mutants(root):
    yield from limits(root)
    yield from rights(root)
    yield from grants(root)
    for name, column, edits, *honest in TABLE:
        yield Mutant(name, column, applied(root, edits), HONEST in honest)
