#!/bin/sh
# SPDX-License-Identifier: MIT
#
# shell-script.sh - a script that starts no other program.
#
# Loops, functions, arithmetic, a here-document, a trap: all of it within one shell. The subshell
# and the here-document that is too long for a pipe are the parts that need a process or a temporary
# file, and are not here; so nothing has a reason to break this.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="a shell script runs"
means="sh with its own words only: for, case, functions, arithmetic, read, trap"
oracle=done
expect='1: fizz
0 1 1 2 3 5 8 13 21 34 
name=ada mark=90
name=alan mark=85
glob: yes
bye
'

fibonacci() {
	x=0 y=1 n=$1
	while [ "$n" -gt 0 ]; do
		printf '%d ' "$x"
		y=$((x + y)) x=$((y - x)) n=$((n - 1))
	done
	echo
}

attack() {
	trap 'echo bye' EXIT
	for n in 3 4; do
		case $((n % 3)) in
		0) echo "1: fizz" ;;
		*) : ;;
		esac
	done
	fibonacci 10
	while IFS=, read -r who mark; do
		echo "name=$who mark=$mark"
	done <<-END
		ada,90
		alan,85
	END
	for path in /usr/b*; do
		[ "$path" = /usr/bin ] && echo "glob: yes"
	done
	return 0
}

. "${0%/*}/../attack.sh"
