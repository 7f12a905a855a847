#!/bin/sh
# SPDX-License-Identifier: MIT
#
# java-streams.sh - a Java program is compiled and run.
#
# Java: the virtual machine reserves gigabytes for its heap and for classes, maps pages that may
# be executed, starts a dozen threads, reads /proc and /sys to size itself, and keeps a file of
# counters in /tmp.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="A Java program is compiled and run"
means="java Main.java; a record, a stream, an executor"
oracle=done
needs="java"
seconds=60 # of a busy machine's
expect='[1, 4, 9, 16, 25]
ada 36
55
'

attack() {
	folder=$(mktemp -d) && cd "$folder" || return
	cat >Main.java <<-'END'
		import java.util.List;
		import java.util.concurrent.Executors;
		import java.util.stream.Collectors;
		import java.util.stream.IntStream;

		public class Main {
			record Person(String name, int age) {}

			public static void main(String[] args) throws Exception {
				System.out.println(IntStream.rangeClosed(1, 5).map(n -> n * n).boxed()
					.collect(Collectors.toList()));
				var people = List.of(new Person("bob", 17), new Person("ada", 36));
				people.stream().filter(p -> p.age() > 18)
					.forEach(p -> System.out.println(p.name() + " " + p.age()));
				var pool = Executors.newFixedThreadPool(2);
				System.out.println(pool.submit(() -> IntStream.rangeClosed(1, 10).sum()).get());
				pool.shutdown();
			}
		}
	END
	java -Xmx128m -XX:+UseSerialGC Main.java &&
	cd / && rm -r "$folder"
}

. "${0%/*}/../attack.sh"
