#!/bin/sh
# SPDX-License-Identifier: MIT
#
# bash-arrays.sh - what bash has and sh has not.
#
# Arrays, [[ ]], a loop in C's style, and process substitution, which names a pipe as /dev/fd/63: it
# needs /dev/fd, /proc, and processes.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="a bash script runs"
means="arrays, [[ =~ ]], process substitution"
oracle=done
needs=bash
id=B27
expect='3 items, last cherry
7 is odd
2c2
< two
---
> zwei
'

attack() {
	bash <<-'END'
		fruit=(apple banana cherry)
		echo "${#fruit[@]} items, last ${fruit[-1]}"
		for ((n = 6; n < 8; n++)); do
			[[ $n =~ [13579]$ ]] && echo "$n is odd"
		done
		diff <(printf 'one\ntwo\n') <(printf 'one\nzwei\n')
		true
	END
}

. "${0%/*}/../attack.sh"
