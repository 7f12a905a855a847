#!/bin/sh
# SPDX-License-Identifier: MIT
#
# node-promises.sh - a JavaScript program runs in Node.
#
# JavaScript: the engine reserves gigabytes of address space, writes machine code into pages of
# its own, starts a pool of threads, and waits in epoll.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="A JavaScript program runs in Node"
means="promises, a timer, a file"
oracle=done
needs="node"
seconds=30 # of a busy machine's
expect='3 apples
read back
'

# In the shell's own place, so that no process is needed.
attack() {
	exec node - <<-'END'
		const { readFile, writeFile } = require("node:fs/promises");

		async function main() {
			const fruit = await Promise.all(["apples"].map(async (f) => `3 ${f}`));
			console.log(fruit.join());
			await writeFile("note", "read back");
			console.log(await readFile("note", "utf8"));
			await new Promise((done) => setTimeout(done, 1));
		}

		main();
	END
}

. "${0%/*}/../attack.sh"
