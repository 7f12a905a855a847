#!/bin/sh
# SPDX-License-Identifier: MIT
#
# rust-threads.sh - a Rust program is compiled and run.
#
# Rust: rustc loads a library of 100 MB and runs a linker; a program asks for the bounds of its
# stack (pthread_getattr_np reads /proc/self/maps) and sets up a signal stack before main.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="A Rust program is compiled and run"
means="rustc; threads, a channel, a HashMap"
oracle=done
needs="rust"
seconds=30 # of a busy machine's
expect='sum 385
a 3
b 2
c 1
'

attack() {
	folder=$(mktemp -d) && cd "$folder" || return
	cat >main.rs <<-'END'
		use std::collections::BTreeMap;
		use std::sync::mpsc;
		use std::thread;

		fn main() {
			let (tell, hear) = mpsc::channel();
			let workers: Vec<_> = (1..=10u32)
				.map(|n| {
					let tell = tell.clone();
					thread::spawn(move || tell.send(n * n).unwrap())
				})
				.collect();
			drop(tell);
			for w in workers {
				w.join().unwrap();
			}
			println!("sum {}", hear.iter().sum::<u32>());
			let mut count = BTreeMap::new();
			for c in "abacab".chars() {
				*count.entry(c).or_insert(0) += 1;
			}
			for (c, n) in count {
				println!("{} {}", c, n);
			}
		}
	END
	HOME=$folder /usr/bin/rustc main.rs -o program && ./program &&
	cd / && rm -r "$folder"
}

. "${0%/*}/../attack.sh"
