#!/bin/sh
# SPDX-License-Identifier: MIT
#
# kept-modes.sh - files are copied, installed, edited and unpacked with their modes.
#
# cp -p, install -m and sed -i set an access list before they set a mode: they do without one where
# the file system has none (ENOTSUP), but a filter that answers EPERM makes each of them fail. tar
# -p sets a folder's mode through its descriptor, by a name in /proc.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="files keep their modes when they are copied"
means="cp -p, install -m, sed -i, tar -p"
oracle=done
expect='640 copied
750 installed
640 original
one and three
750 d
'

attack() {
	folder=$(mktemp -d) && cd "$folder" || return
	echo 'one and two' >original
	chmod 640 original
	cp -p original copied && install -m 750 original installed || return
	sed -i s/two/three/ original || return
	stat -c '%a %n' copied installed original
	cat original
	mkdir -m 750 d && tar -cf d.tar d && rmdir d && tar -xpf d.tar && stat -c '%a %n' d &&
		rm -r "$folder"
}

. "${0%/*}/../attack.sh"
