#!/bin/sh
# SPDX-License-Identifier: MIT
#
# kill-zero.sh - a script ends all that it started, with one signal to its own process group.
#
# kill(2) with the target 0. A filter that compares a signal's target with pids has to have thought
# of it; `trap 'kill 0' EXIT` is how scripts clean up after themselves. It makes a session of its
# own first, since undefended its group is the worker's. bash, since dash may wait for ever for a
# child that died during a trap.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="what a script started ends with it"
means="bash: two children that wait, and kill 0"
oracle=done
needs=bash
expect='told
1: 143
2: 143
'

attack() {
	folder=$(mktemp -d) && cd "$folder" || return
	setsid --wait bash -c '
		trap "echo told" TERM
		mkfifo ready never
		(echo >ready; read -r word <never) & first=$!
		read -r word <ready
		(echo >ready; read -r word <never) & second=$!
		read -r word <ready
		kill 0
		wait "$first"; echo "1: $?"
		wait "$second"; echo "2: $?"
	' && rm -r "$folder"
}

. "${0%/*}/../attack.sh"
