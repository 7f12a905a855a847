#!/bin/sh
# SPDX-License-Identifier: MIT
#
# csharp-generics.sh - a C# program is compiled and run.
#
# C#: the virtual machine maps pages that may be executed, keeps a region of shared memory for
# counters, and suspends its threads by signals.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="A C# program is compiled and run"
means="mcs, mono; generics, LINQ, a task"
oracle=done
needs="mono"
seconds=60 # of a busy machine's
expect='1, 4, 9
ada 36
55
'

attack() {
	folder=$(mktemp -d) && cd "$folder" || return
	cat >main.cs <<-'END'
		using System;
		using System.Collections.Generic;
		using System.Linq;
		using System.Threading.Tasks;

		class Program {
			static void Main() {
				Console.WriteLine(string.Join(", ", new[] { 1, 2, 3 }.Select(n => n * n)));
				var ages = new Dictionary<string, int> { { "bob", 17 }, { "ada", 36 } };
				foreach (var p in ages.Where(p => p.Value > 18))
					Console.WriteLine($"{p.Key} {p.Value}");
				Console.WriteLine(Task.Run(() => Enumerable.Range(1, 10).Sum()).Result);
			}
		}
	END
	HOME=$folder mcs main.cs && HOME=$folder mono main.exe &&
	cd / && rm -r "$folder"
}

. "${0%/*}/../attack.sh"
