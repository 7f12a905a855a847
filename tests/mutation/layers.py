# SPDX-License-Identifier: MIT
"""Mutants of the layers' code: a limit, a scope or a step of a clean-up fewer.

Each is a name, the column that measures its layer alone, and what is replaced where. A readback that
would refuse the launch goes too where there is one: it is the catalogue that has to notice here.
"""

import re

from rules import Mutant

MUTE = ("\t.readback = readback,\n", "")  # the layer believes itself
LAUNCHED = ("sandbox/box.c", "\tif (b->opt->launcher && b->res->layers & ~1u)\n"
            "\t\tprctl(PR_SET_DUMPABLE, 0, 0, 0, 0);\n", "")
FORGET = ("sandbox/box.c", "\tif (o->launcher && stack_has(o->layers, &layer_fds))\n"
          "\t\tfds_forget(o->report_fd);\n", "")
WIPE = ("sandbox/layer_env.c", "\t\tmemset(*v, 0, strlen(*v));\n", "\t\t;\n")


def of(file, *pairs):
    return [(f"sandbox/{file}", old, new) for old, new in pairs]


TABLE = [
    # nnp: the one bit.
    ("nnp/not-set", "nnp",
     of("layer_nnp.c", ("prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0", "0"), MUTE)),

    # seccomp: what the compiler and the launcher add to the rules.
    ("seccomp/any-signal-target", "seccomp",
     of("layer_seccomp.c", ("target[0].k = (uint32_t)self;", "target[0].k = 0;"),
        ("processes ? -(uint32_t)self : (uint32_t)self;", "UINT32_MAX;"))),
    ("seccomp/older-signal-target", "seccomp",
     of("layer_seccomp.c", ("target[0].k = (uint32_t)self;", "target[0].k = 1;"))),
    ("seccomp/younger-signal-target", "seccomp",
     of("layer_seccomp.c", ("processes ? -(uint32_t)self : (uint32_t)self;", "0x7fffffff;"))),
    ("seccomp/any-architecture", "seccomp",
     of("policyc.c", ("AUDIT_ARCH_X86_64, root + 1, kill)", "AUDIT_ARCH_X86_64, root + 1, verdict[0])"))),
    ("seccomp/x32-as-if-it-were-64", "seccomp",
     of("policyc.c", ("\tload(offsetof(struct seccomp_data, nr));\n",
                      "\temit(BPF_ALU | BPF_AND | BPF_K, 0xbfffffff, 0, 0);\n"
                      "\tload(offsetof(struct seccomp_data, nr));\n"))),
    ("seccomp/not-loaded", "seccomp",
     of("layer_seccomp.c", ("syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog) < 0", "0"), MUTE)),

    # rlimit: what is around the table, whose rows are mutants of their own, below.
    ("rlimit/only-soft", "rlimit",
     of("layer_rlimit.c", ("(struct rlimit){ want, want }", "(struct rlimit){ want, is.rlim_max }"))),
    ("rlimit/no-watch", "rlimit",
     of("wait.c", ("b->opt->limit[BOX_MEMORY] != BOX_NONE,", "false,"))),
    ("rlimit/watch-sees-no-children", "rlimit",
     of("watch.c", ("\t\tadd_children_of_all(&f, f.pid[i]);\n", ""))),
    ("rlimit/watch-sees-one-thread", "rlimit",
     of("watch.c", ("while (fd >= 0 && (tid = dirents_next_pid(&d)) > 0)",
                    "if (fd >= 0 && (tid = dirents_next_pid(&d)) > 0)"))),
    ("rlimit/watch-sees-no-orphans", "recommended",
     of("watch.c", ("\t\tadd_children_of_all(&f, getpid());\n", "\t\tf.pid[f.n++] = b->pid;\n"))),
    ("rlimit/watch-sees-no-shared", "rlimit",
     of("watch.c", ("(uint64_t)(anon + shmem) << 10", "(uint64_t)anon << 10"))),
    ("rlimit/watch-sees-no-private", "rlimit",
     of("watch.c", ("(uint64_t)(anon + shmem) << 10", "(uint64_t)shmem << 10"))),

    # env: what the program is given, and what its supervisor still has.
    ("env/inherited", "env",
     of("layer_env.c", ("\tb->env.n = 0;\n", ""), MUTE) + [WIPE]),
    ("env/credentials-kept", "env",
     of("layer_env.c", ('!strncmp(var, "EVAL_", 5)', '(!strncmp(var, "EVAL_", 5) || !strncmp(var, "AWS_", 4))'))),
    ("env/supervisor-keeps-its-own", "env", of("layer_env.c", MUTE) + [WIPE]),
    ("env/supervisor-is-dumpable", "env", [LAUNCHED]),
    ("env/supervisor-keeps-and-is-dumpable", "env", of("layer_env.c", MUTE) + [WIPE, LAUNCHED]),

    # fds: the child's table, and the supervisor's.
    ("fds/child-keeps", "fds",
     of("layer_fds.c", ("r = close_span(CTL + 1, ~0U);", "r = 0;"), MUTE)),
    ("fds/supervisor-keeps", "fds", [FORGET]),
    ("fds/supervisor-keeps-and-is-dumpable", "fds", [FORGET, LAUNCHED]),
    ("fds/both-keep", "fds",
     of("layer_fds.c", ("r = close_span(CTL + 1, ~0U);", "r = 0;"), MUTE) + [FORGET]),
    ("fds/closes-up-to-nine", "fds",
     of("layer_fds.c", ("close_span(CTL + 1, ~0U)", "close_span(CTL + 1, 9)"), MUTE) + [FORGET]),
    ("fds/one-is-left-open", "fds",
     of("layer_fds.c", ("close_span(CTL + 1, ~0U)", "close_span(CTL + 2, ~0U)"), MUTE) + [FORGET]),

    # tmp: the folder, and each step of the clean-up.
    ("tmp/no-folder-to-be-in", "tmp",
     of("layer_tmp.c", ("!b->opt->chdir && fchdir(b->tmp.dir) < 0", "0"), MUTE)),
    ("tmp/not-told", "tmp",
     of("layer_tmp.c", ("env_set(b, b->tmp.home) < 0 || env_set(b, b->tmp.tmpdir) < 0", "0"))),
    ("tmp/folder-for-all", "tmp",
     of("layer_tmp.c", ("mkdir(b->tmp.path, S_IRWXU)", "mkdir(b->tmp.path, 0777)"),
        ("fchmod(b->tmp.dir, S_IRWXU)", "fchmod(b->tmp.dir, 0777)"), MUTE)),
    ("tmp/folder-with-a-known-name", "tmp",
     of("layer_tmp.c", ('BASE "/ordeal-%016llx", r)', 'BASE "/ordeal", r)'),
        ("mkdir(b->tmp.path, S_IRWXU) < 0", "mkdir(b->tmp.path, S_IRWXU) < 0 && errno != EEXIST"), MUTE)),
    ("tmp/folder-not-emptied", "tmp",
     of("layer_tmp.c", ("\tif (b->tmp.dir >= 0)\n\t\tempty_and_remove(b, s);\n", ""))),
    ("tmp/shared-not-emptied", "tmp",
     of("layer_tmp.c", ("i < BOX_LIST && b->opt->tmp_clear[i]", "0"))),
    ("tmp/folder-looked-for-by-name", "tmp",
     of("layer_tmp.c", ("st.st_ino != mine.st_ino || st.st_dev != mine.st_dev", "0"))),
    ("tmp/emptied-before-the-kill", "recommended",
     of("stack.c", ("\t&layer_tmp,\n", ""), ("\t&layer_session,\n", "\t&layer_session,\n\t&layer_tmp,\n"))),
    ("tmp/leaves-dot-files", "tmp",
     of("sweep.c", ("\treturn false;\n}\n\n/* Give the", "\treturn name[0] == '.';\n}\n\n/* Give the"))),
    ("tmp/leaves-locked-folders", "tmp",
     of("sweep.c", ("return chmod(link, S_IRWXU) < 0 ? -errno : 0;", "return 0;"))),
    ("tmp/leaves-a-locked-root", "tmp",
     of("sweep.c", ("\t\tfchmod(fd, st.st_mode | S_IRWXU);\n", "\t\t;\n"))),
    ("tmp/leaves-deep-trees", "tmp",
     of("sweep.c", ("\t\t\tmove_up(p, fd, n);\n", "\t\t\t;\n"))),
    ("tmp/leaves-what-is-no-file", "tmp",
     of("sweep.c", ("(type == DT_DIR || unlinkat(dir, name, 0) < 0)",
                    "((type != DT_REG && type != DT_LNK) || unlinkat(dir, name, 0) < 0)"))),
    ("tmp/one-pass", "tmp", of("sweep.c", ("while (p.some && now.tv_sec < end);", "while (0);"))),
    ("tmp/follows-links-in", "tmp",
     of("sweep.c", ("O_PATH | O_NOFOLLOW | O_DIRECTORY", "O_PATH | O_DIRECTORY"),
        ("O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC", "O_RDONLY | O_DIRECTORY | O_CLOEXEC"))),
    ("tmp/names-of-ours-are-kept", "tmp",
     of("sweep.c", ("\t\treturn false; /* ours", "\t\treturn true; /* ours"))),

    # session: who outlives, how long, how much.
    ("session/no-subreaper", "session",
     of("layer_session.c", ("prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) < 0", "0"), MUTE)),
    ("session/no-kill", "session",
     of("layer_session.c", ("\t\tkill_children();\n", ""), ("GIVE_UP_MS = 5000", "GIVE_UP_MS = 50"))),
    ("session/kills-once", "session",
     of("layer_session.c", ("\twhile (now_ms() < end) {\n", "\tfor (int once = 0; once < 1; once++) {\n"))),
    ("session/no-session", "session", of("layer_session.c", ("setsid() < 0", "0"), MUTE)),
    ("session/outlives-its-supervisor", "session",
     of("layer_session.c", ("prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0", "0"))),
    ("session/no-wall-clock", "session",
     of("wait.c", (".timed = stack_has(b->res->layers, &layer_session) &&\n"
                   "\t\t\t b->opt->limit[BOX_WALL] != BOX_NONE,", ".timed = false,"))),
    ("session/no-output-cap", "session",
     of("wait.c", ("return b->opt->limit[BOX_OUTPUT] > used ? b->opt->limit[BOX_OUTPUT] - used : 0;",
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


def mutants(root):
    yield from limits(root)
    for name, column, edits in TABLE:
        yield Mutant(name, column, applied(root, edits))
