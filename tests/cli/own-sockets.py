#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Under full a program's processes talk through a socket in its own folder, and reach no other one;
where nobody looks at the path there are no sockets."""

import socket
import subprocess


from lib import BUILD, SCRATCH, done, expect

SANDBOX = BUILD / "ordeal-sandbox"
OUTSIDE = SCRATCH / "outside"
PROGRAM = r"""
import os, socket, sys
tmp, outside = os.environ["TMPDIR"], sys.argv[1]
new = lambda kind=socket.SOCK_STREAM, family=socket.AF_UNIX: socket.socket(family, kind)
def said(what, do):
    try:
        print(what, do() or "done")
    except OSError as why:
        print(what, why.strerror)

listener = new()
listener.bind(tmp + "/listener")
listener.listen(2)
print("name", listener.getsockname() == tmp + "/listener", oct(os.stat("listener").st_mode & 0o777))
if not (child := os.fork()):
    mine = new()
    mine.connect("listener")
    socket.send_fds(mine, [b"here"], [os.open("file", os.O_WRONLY | os.O_CREAT)])
    os._exit(0)
peer, _ = listener.accept()
message, (fd,), _, _ = socket.recv_fds(peer, 9, 1)
os.write(fd, b"by its descriptor")
print(message, open("file").read(), os.waitpid(child, 0)[1])
said("inet", lambda: new(family=socket.AF_INET))
said("datagrams", lambda: new(socket.SOCK_DGRAM))
said("pair of datagrams", lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))
said("bind elsewhere", lambda: new().bind("/tmp/ordeal-test-socket"))
os.symlink("/tmp", "link")
said("bind by a link", lambda: new().bind("link/ordeal-test-socket"))
said("bind abstract", lambda: new().bind("\0ordeal-test"))
said("connect abstract", lambda: new().connect("\0ordeal-test"))
said("connect outside", lambda: new().connect(outside))
os.symlink(outside, "to")
said("connect by a link", lambda: new().connect("to"))
said("connect to none", lambda: new().connect("none"))
said("connect to a file", lambda: new().connect("file"))
said("bind again", lambda: new().bind("listener"))
pair = socket.socketpair()
said("bind a pair's end", lambda: pair[0].bind("other"))
said("bind what is none", lambda: socket.socket(fileno=os.dup(1)))
many = []
try:
    for _ in range(500):
        many.append(new()); many[-1].connect("listener"); many.append(listener.accept()[0])
except OSError as why:
    print("bounded")
"""
WANT = """name True 0o700
b'here' by its descriptor 0
inet Operation not permitted
datagrams Operation not permitted
pair of datagrams Protocol not supported
bind elsewhere Permission denied
bind by a link Permission denied
bind abstract Operation not permitted
connect abstract Operation not permitted
connect outside Permission denied
connect by a link Permission denied
connect to none No such file or directory
connect to a file Permission denied
bind again Address already in use
bind a pair's end done
bind what is none Socket operation on non-socket
bounded
"""

outside = socket.socket(socket.AF_UNIX)
outside.bind(str(OUTSIDE))
OUTSIDE.chmod(0o777)
outside.listen(8)
outside.setblocking(False)
for way, more in ("told where", []), ("let read there", ["--ro", SCRATCH]):
    run = subprocess.run([SANDBOX, "--layers", "full", *more, "--wall", "60", "--", "/usr/bin/python3", "-c", PROGRAM, OUTSIDE],
                         capture_output=True, text=True, cwd=SCRATCH, timeout=120)
    expect(f"full, {way}", run.stdout, WANT)
    if run.stderr:
        print(run.stderr)
    try:
        outside.accept()
        expect("nobody came", False)
    except BlockingIOError:
        pass
for layers in ["recommended", "--processes"], ["fork,env,tmp,session,fds,rlimit,hygiene,seccomp,supervise,undumpable", "--mediate"]:
    run = subprocess.run([SANDBOX, "--layers", *layers, "--", "/usr/bin/python3", "-c",
                          "import socket\ntry: socket.socket(socket.AF_UNIX)\nexcept OSError as why: print(why.errno)"],
                         capture_output=True, text=True, cwd=SCRATCH, timeout=60)
    expect(f"{layers[-1]}: no sockets", run.stdout, "1\n")
done()
