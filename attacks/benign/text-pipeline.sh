#!/bin/sh
# SPDX-License-Identifier: MIT
#
# text-pipeline.sh - awk, sort and uniq, one after the other.
#
# Four processes and three pipes; sort writes what does not fit into memory to TMPDIR. A defence
# that denies processes denies shells: that may be its policy, and here is its price.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="words are counted by a pipeline"
means="tr, sort, uniq, awk, sed, wc; a command in place of text"
oracle=done
expect='3 the
2 cat
sum 4950
lines 100
4 words
'

attack() {
	echo 'the cat saw the other cat in the hat' | tr ' ' '\n' | sort | uniq -c | sort -k1,1nr -k2 |
		sed 's/^ *//; 2q'
	seq 0 99 | sort -R | awk '{ sum += $1 } END { print "sum", sum }'
	echo "lines $(seq 100 | wc -l)"
	set -- $(echo 'a b c d')
	echo "$# words"
}

. "${0%/*}/../attack.sh"
