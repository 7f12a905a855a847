#!/bin/sh
# SPDX-License-Identifier: MIT
#
# php-arrays.sh - a PHP program runs.
#
# PHP: the interpreter reads its settings from /etc, and loads its extensions as libraries.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="A PHP program runs"
means="an array, a closure, JSON, a generator"
oracle=done
needs="php"
seconds=30 # of a busy machine's
expect='{"a":1,"b":[2,3]}
1,4,9
55
'

# In the shell's own place, so that no process is needed.
attack() {
	exec php <<-'END'
		<?php
		echo json_encode(["a" => 1, "b" => [2, 3]]), "\n";
		echo implode(",", array_map(fn($n) => $n * $n, [1, 2, 3])), "\n";
		function upto($n) { for ($i = 1; $i <= $n; $i++) yield $i; }
		echo array_sum(iterator_to_array(upto(10))), "\n";
	END
}

. "${0%/*}/../attack.sh"
