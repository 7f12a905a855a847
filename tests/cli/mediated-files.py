#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""--mediate: who opens his files by way of the supervisor sees no difference, but for what he may not.

One program does all that can be done with files in its own folder, and prints what it sees; once with
the kernel, once with the supervisor, the lines must be the same. Another one tries what is refused.
"""

import difflib
import subprocess

from lib import BUILD, SCRATCH, done, expect, skip

SANDBOX = BUILD / "ordeal-sandbox"
LAYERS = "fork,env,tmp,session,hygiene,fds,rlimit,seccomp,supervise,undumpable"  # none looks at a path
PRELUDE = """
import ctypes, errno, fcntl, os, resource, signal, socket, stat, subprocess, sys, tempfile, threading, time
libc = ctypes.CDLL(None, use_errno=True)

def said(what, do, *args, **more):
    try:
        value = do(*args, **more)
    except OSError as why:
        value = errno.errorcode[why.errno]
    print(what, value if not isinstance(value, os.stat_result) else "stat", flush=True)
    return value

def opened(what, path, flags, mode=0o777, **more):
    fd = said(what, os.open, path, flags, mode, **more)
    if isinstance(fd, int):
        st = os.fstat(fd)
        shown = fcntl.fcntl(fd, fcntl.F_GETFL) & ~os.O_NOFOLLOW # which the kernel keeps
        print("  ", oct(st.st_mode), st.st_size, hex(shown), fcntl.fcntl(fd, fcntl.F_GETFD))
        os.close(fd)
"""

SAME = PRELUDE + """
R, W, RW, C = os.O_RDONLY, os.O_WRONLY, os.O_RDWR, os.O_CREAT
os.umask(0o027)
os.mkdir("d", 0o777); os.symlink("d", "ld"); os.symlink("f", "lf"); os.symlink("new", "dangling")
os.symlink("loop", "loop"); os.symlink(os.getcwd() + "/d/absolute", "far")
with open("f", "w") as f: f.write("text")
for name in "f", "d", "lf", "ld", "dangling", "loop", "missing", "f/x", "d/", "f/", "", "d/../f", "x" * 300, "y/" * 3000:
    for flags in R, W, RW, R | os.O_DIRECTORY, R | os.O_NOFOLLOW, RW | os.O_APPEND, R | os.O_NONBLOCK, 3, \\
                 W | C | os.O_EXCL, R | C | os.O_DIRECTORY:
        opened(f"open {name[:20]} {oct(flags)}", name, flags)
        if os.path.lexists("missing"): os.unlink("missing")
for name in "f", "lf", "d", "ld", "dangling", "missing", "missing/", "nowhere/x", "far", "..", ".", "d/.", "loop":
    opened(f"creat {name}", name, W | C, 0o7777)
    opened(f"creat {name} nofollow", name, W | C | os.O_NOFOLLOW, 0o666)
    for made in "new", "missing", "d/absolute":
        if os.path.exists(made): os.unlink(made)
opened("cloexec", "f", R | os.O_CLOEXEC); opened("trunc", "f", R | os.O_TRUNC); opened("sync", "f", W | os.O_SYNC)
for mode in 0, 0o400, 0o777, 0o1777, 0o4755:
    opened(f"mode {oct(mode)}", f"m{mode}", RW | C | os.O_EXCL, mode)
    said("mkdir", os.mkdir, f"k{mode}", mode); print(oct(os.stat(f"k{mode}").st_mode))
opened("tmpfile", ".", RW | os.O_TMPFILE, 0o666); opened("tmpfile read", ".", R | os.O_TMPFILE); opened("tmpfile f", "f", RW | os.O_TMPFILE)
fd = os.open("d", RW | os.O_TMPFILE, 0o666)
os.write(fd, b"linked"); print(libc.linkat(-100, f"/proc/self/fd/{fd}".encode(), -100, b"named", 0x400)); os.close(fd)
print(open("named").read())
for path in "/dev/null", "/dev/zero", "/usr/bin/env", "/etc/passwd", "/etc", "/usr/lib", "/usr/../usr/bin/../bin/env":
    opened(path, path, R)
opened("write /dev/null", "/dev/null", W); opened("fast", "f", R | os.O_NOATIME)

# Numbers: the lowest that is free, and none when there is no room.
a = [os.open("f", R) for _ in range(4)]; os.close(a[1]); os.close(a[2])
print([os.open("f", R) - a[0], os.open("d", R) - a[0], os.open("f", R) - a[0]])
resource.setrlimit(resource.RLIMIT_NOFILE, (20, 64))
try:
    while True: os.open("f", R)
except OSError as why: print(errno.errorcode[why.errno])
os.closerange(3, 20)

# Relative to a folder, its descriptor, another thread's, and a folder that is gone.
os.mkdir("deep"); os.mkdir("deep/er"); open("deep/er/x", "w").write("deep"); here = os.open("deep", R)
opened("dirfd", "er/x", R, dir_fd=here); opened("dirfd ..", "../f", R, dir_fd=here); opened("bad dirfd", "f", R, dir_fd=999)
file = os.open("f", R); opened("dirfd is a file", "x", R, dir_fd=file); opened("dirfd and absolute", "/etc/passwd", R, dir_fd=999)
os.chdir("deep/er"); opened("after chdir", "x", R); opened("up", "../../f", R)
os.rename("../er", "../other"); opened("after rename", "x", R)
os.unlink("x"); os.rmdir("../other"); opened("in no folder", "x", R); opened("creat there", "x", W | C)
said("mkdir there", os.mkdir, "y"); os.chdir("../..")

# What one has open, by name.
with open("f", "w") as f: f.write("by name")
fd = os.open("f", R); os.lseek(fd, 3, 0)
for path in f"/proc/self/fd/{fd}", f"/dev/fd/{fd}", f"/proc/thread-self/fd/{fd}", "/proc/self/fd/77", "/dev/fd/77":
    opened(path, path, R)
print(open(f"/dev/fd/{fd}").read()); print(open("/proc/self/exe", "rb").read(4))
r, w = os.pipe(); os.write(w, b"abc"); again = os.open(f"/dev/fd/{r}", R); print(os.read(again, 9))
a, b = socket.socketpair(); opened("a socket", f"/dev/fd/{a.fileno()}", R)
print(open("/dev/stdin").read()); print("out", file=open("/dev/stdout", "w"), flush=True)
os.unlink("f"); print(open(f"/proc/self/fd/{fd}").read())

# Names.
def names(): print(sorted(os.listdir(".")), sorted(os.listdir("d")))
for what in "a", "d/a", "a", "d", "d/", "none/x", ".", "..", "/", "", "ld", "/etc", "lf/x":
    said(f"mkdir {what}", os.mkdir, what); said(f"symlink {what}", os.symlink, "text", what)
names()
for one, two in ("a", "b"), ("none", "c"), ("b", "d"), ("b", "d/a"), ("b", "d/new"), ("d", "d/x"), ("ld", "ld2"), ("d/new", "."), ("..", "x"), ("named", "moved/"):
    said(f"rename {one} {two}", os.rename, one, two)
open("one", "w").write("1"); open("two", "w").write("2")
print([libc.renameat2(-100, b"one", -100, b"two", 2), open("one").read(), libc.renameat2(-100, b"one", -100, b"two", 1)])
for one, two in ("one", "linked"), ("one", "two"), ("lf", "llf"), ("d", "hard"), ("none", "x"), ("one", "none/x"):
    said(f"link {one} {two}", os.link, one, two)
print(libc.linkat(-100, b"lf", -100, b"x", 0x400), libc.linkat(-100, b"one", -100, b"x", 0x400), os.readlink("llf"))
for what in "one", "none", "d", "ld", "ld2", "d/", "llf", ".", "one/": said(f"unlink {what}", os.unlink, what)
for what in "d", "k0", "two", "none", ".", "..", "d/..", "ld": said(f"rmdir {what}", os.rmdir, what)
names()
for what in "two", "none", "d", "lf": said(f"truncate {what}", os.truncate, what, 3)
for length in 100000, 1 << 40, -1: said(f"truncate {length}", os.truncate, "two", length)
print(os.stat("two").st_size)
said("mkfifo", os.mkfifo, "p", 0o666); print(oct(os.stat("p").st_mode)); said("again", os.mkfifo, "p")
said("chmod", os.chmod, "two", 0o640); said("utime", os.utime, "two", (1, 2)); print(os.stat("two").st_mtime)

# FIFOs: the ends wait for each other, and keep nobody else waiting.
opened("nonblocking writer", "p", W | os.O_NONBLOCK); opened("both", "p", RW); opened("nonblocking reader", "p", R | os.O_NONBLOCK)
def later(path, flags, text=None):
    def body():
        time.sleep(0.05)
        fd = os.open(path, flags)
        print(text and os.write(fd, text), text or os.read(fd, 9), flush=True)
        os.close(fd)
    thread = threading.Thread(target=body); thread.start(); return thread
t = later("p", W, b"to a reader"); fd = os.open("p", R); t.join(); print(os.read(fd, 99), os.read(fd, 9)); os.close(fd)
t = later("p", R); fd = os.open("p", W); os.write(fd, b"from"); t.join(); os.close(fd)
t = later("p", W, b"behind"); begin = time.monotonic(); print(open("/etc/passwd").read(4)); print(time.monotonic() - begin < 5)
fd = os.open("p", R); print(hex(fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_NONBLOCK)); t.join(); os.close(fd)
class Enough(Exception): pass
def ring(*_): raise Enough
for flags in R, W:
    signal.signal(signal.SIGALRM, ring); signal.setitimer(signal.ITIMER_REAL, 0.1)
    try: print(os.open("p", flags))
    except Enough: print("interrupted")
libc.siginterrupt(signal.SIGALRM, 1)
signal.signal(signal.SIGALRM, lambda *_: None); signal.setitimer(signal.ITIMER_REAL, 0.05)
signal.siginterrupt(signal.SIGALRM, True); print(libc.open(b"p", R), errno.errorcode[ctypes.get_errno()])
signal.setitimer(signal.ITIMER_REAL, 0.05); signal.siginterrupt(signal.SIGALRM, False)
t = threading.Thread(target=lambda: (time.sleep(0.2), os.close(os.open("p", W)))); t.start()
fd = libc.open(b"p", R); print(fd > 2); t.join(); os.close(fd)
pid = os.fork() if not os.path.exists("none") else 0
if pid == 0: signal.signal(signal.SIGALRM, signal.SIG_DFL); signal.setitimer(signal.ITIMER_REAL, 0.05); os.open("p", R)
print(os.waitpid(pid, 0)[1]); opened("nobody reads", "p", W | os.O_NONBLOCK)

# A storm of signals makes nothing twice.
signal.signal(signal.SIGALRM, lambda *_: None); signal.setitimer(signal.ITIMER_REAL, 0.0003, 0.0003)
def made(do, *args):
    while True:
        try: return do(*args)
        except InterruptedError: pass
for i in range(200):
    made(os.close, made(os.open, "storm", W | C | os.O_EXCL)); made(os.mkdir, "storm.d"); made(os.rename, "storm", "gone")
    made(os.rmdir, "storm.d"); made(os.unlink, "gone")
signal.setitimer(signal.ITIMER_REAL, 0)
for i in range(20): # written, closed, run: nobody holds it any more
    with open("run", "wb") as f: f.write(b"#!/bin/sh\\nexit 3\\n")
    os.chmod("run", 0o700)
    if subprocess.call(["./run"]) != 3: print("not run")
with tempfile.TemporaryFile() as f: f.write(b"x"); print(f.tell())
print(subprocess.run(["sh", "-c", "umask 077; mkdir -p /usr/lib q/y/z; >q/y/z/f; rm -f /not-there nothing; cp -a q w; find w; rm -r q w"],
                     capture_output=True, text=True))
names()
"""

REFUSED = PRELUDE + """
foreign, linked = sys.argv[1:]
open("mine", "w").write("mine"); os.symlink(foreign, "link"); os.symlink("/proc/self/environ", "deputy")
os.symlink("/proc", "doors"); os.chdir(foreign.rsplit("/", 1)[0]); here = os.open("/usr", os.O_RDONLY)
own = os.environ["TMPDIR"]
up = "../../../../../../.."
for path in (foreign, "foreign", "./foreign", f"{own}/link", f"/usr/{up}{foreign}", f"/etc/../{foreign}", "/", "/tmp", "/proc",
             "/proc/self/environ", "/proc/thread-self/environ", f"/proc/{os.getppid()}/environ", "/proc/self/mem", "/proc/self/smaps",
             f"{own}/deputy", f"{own}/doors/self/environ", f"{own}/doors/{os.getppid()}/root/etc/passwd", f"/proc/self/root{foreign}",
             f"/proc/self/cwd/foreign", "/dev/fd/../environ", "/dev/fd/../../thread-self/environ", "/dev/tty", "/dev/kmsg", "/dev/shm", "/sys"):
    for flags in os.O_RDONLY, os.O_RDWR, os.O_PATH, os.O_WRONLY | os.O_CREAT, os.O_RDONLY | os.O_NONBLOCK | os.O_TRUNC:
        try: print("OPENED", path, oct(flags), os.open(path, flags))
        except OSError as why:
            if why.errno not in (errno.EACCES, errno.EISDIR, errno.ENOENT, errno.ELOOP): print(path, why)
def must_fail(what, do, *args, **more):
    try: print("DONE", what, do(*args, **more))
    except OSError as why:
        if why.errno not in (errno.EACCES, errno.EPERM, errno.EEXIST): print(what, why)
must_fail("dirfd", os.open, up + foreign, os.O_RDONLY, dir_fd=here)
must_fail("link", os.link, foreign, f"{own}/stolen"); print(libc.linkat(-100, f"{own}/link".encode(), -100, f"{own}/stolen".encode(), 0x400))
must_fail("rename", os.rename, foreign, f"{own}/stolen"); must_fail("rename out", os.rename, f"{own}/mine", linked)
must_fail("rename over", os.replace, f"{own}/mine", foreign); must_fail("unlink", os.unlink, foreign); must_fail("truncate", os.truncate, foreign, 0)
must_fail("through the link", os.truncate, f"{own}/link", 0); must_fail("mkdir", os.mkdir, linked); must_fail("symlink", os.symlink, "x", linked)
must_fail("link out", os.link, f"{own}/mine", linked); must_fail("mkfifo", os.mkfifo, linked); must_fail("rmdir own", os.rmdir, own)
must_fail("chmod", os.chmod, foreign, 0o777); must_fail("utime", os.utime, foreign, (1, 1)); must_fail("chmod /dev/null", os.chmod, "/dev/null", 0o666)
must_fail("tmpfile elsewhere", os.open, ".", os.O_TMPFILE | os.O_RDWR); must_fail("write system", os.open, "/etc/passwd", os.O_WRONLY)
must_fail("move own", os.rename, own, own + "x"); print(libc.renameat2(-100, foreign.encode(), -100, f"{own}/mine".encode(), 2))
print("tried")
"""


def run(program, *args, mediate=True, more=()):
    # /tmp is others' too: what they write there is not this program's.
    return subprocess.run([SANDBOX, "--layers", LAYERS, "--stdin", "--disk", "none", "--files", "none",
                           "--wall", "100", "--processes", *(["--mediate"] if mediate else []),
                           *more, "--", "/usr/bin/python3", "-c", program, *map(str, args)],
                          input="what came in", capture_output=True, text=True, timeout=120)


if subprocess.run([SANDBOX, "--probe", "--layers", "supervise"], capture_output=True).returncode:
    skip("no seccomp listener here")
# No box shows all of /etc; the program looks at it as at any folder that is not its own.
kernel, supervisor = run(SAME, mediate=False), run(SAME, more=["--ro", "/etc"])
expect("the program runs undisturbed", kernel.stderr, "")
expect("and mediated", supervisor.stderr, "")
expect("to its end", (kernel.returncode, supervisor.returncode), (0, 0))
lines = difflib.unified_diff(kernel.stdout.splitlines(), supervisor.stdout.splitlines(), "kernel", "supervisor", lineterm="", n=0)
expect("what differs", "\n".join(lines), "")

foreign = SCRATCH / "foreign"
foreign.write_text("not the student's")
refused = run(REFUSED, foreign, SCRATCH / "other")
expect("nothing of it was opened or done", refused.stdout.strip(), "-1\n-1\ntried")
expect("no error", refused.stderr, "")
expect("it is as it was", (foreign.read_text(), sorted(p.name for p in SCRATCH.iterdir())), ("not the student's", ["foreign"]))

# What is granted is what it lies in, by whatever name; and no grant is one of /proc.
(SCRATCH / "by-link").symlink_to(SCRATCH / "foreign")
look = "import sys\nfor p in sys.argv[1:]:\n try: print(open(p).read(5))\n except OSError: print('no')"
granted = run(look, foreign, SCRATCH / "by-link", "/proc/self/environ", "/proc/self/limits", more=["--ro", SCRATCH / "by-link", "--ro", "/proc", "--ro", "/"])
expect("grants", granted.stdout.split("\n"), ["not t", "not t", "no", "no", ""])
done()
