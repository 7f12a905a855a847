#!/bin/sh
# SPDX-License-Identifier: MIT
#
# perl-words.sh - a Perl program runs.
#
# Perl: text in, regular expressions, a hash, a sort; the interpreter is one process and opens its
# modules one by one.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="A Perl program runs"
means="a hash of words, a regular expression, sort with a block"
oracle=done
needs="perl"
seconds=30 # of a busy machine's
expect='apple 2
banana 1
sorted 1 3 10
'

# In the shell's own place, so that no process is needed.
attack() {
	exec perl - <<-'END'
		use strict;
		use warnings;

		my %count;
		$count{lc $1}++ while "Apple banana apple" =~ /(\w+)/g;
		print "$_ $count{$_}\n" for sort keys %count;
		my @sorted = sort { $a <=> $b } (3, 1, 10);
		print "sorted @sorted\n";
	END
}

. "${0%/*}/../attack.sh"
