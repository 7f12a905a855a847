#!/bin/sh
# SPDX-License-Identifier: MIT
#
# trap-and-kill-0.sh - a script that ends what it started in the background.
#
# `kill 0` is everybody of one's own group: what scripts write into a trap, and how timeout(1) reaches
# what its command started. A filter that sees to whom a signal goes sees a 0, and refuses it. The
# script has a session of its own, so that it is nobody else's group wherever this runs.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="a script ends its background jobs"
means="setsid, a trap, kill 0, and timeout"
oracle=done
expect='asked to end
0
124
'

attack() {
	setsid -w sh -c '
		trap "echo asked to end; trap - TERM; exit 0" TERM
		sleep 9 &
		kill 0
		wait'
	echo $?
	setsid -w timeout 0.1 sh -c 'sleep 9; :'
	echo $?
	return 0
}

. "${0%/*}/../attack.sh"
