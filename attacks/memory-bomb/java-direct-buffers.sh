#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Goal:  more memory than the budget, where the size of the heap is limited by the launcher (-Xmx).
# Means: direct buffers lie outside the heap, and Java clears them as it makes them.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="the memory of the instance is used up"
means="ByteBuffer.allocateDirect, 11 times 32 MiB beside a heap of 16 MiB"
oracle=usage:memory
needs=java
attack_id="T1499.003, CWE-770"
remedy="a limit on what is held, not on the heap"
seconds=60 # of a busy machine's

attack() {
	folder=$(mktemp -d) && cd "$folder" || failed "a folder"
	cat >Main.java <<-'END'
		import java.nio.ByteBuffer;

		class Main {
			public static void main(String[] words) throws Exception {
				ByteBuffer[] held = new ByteBuffer[11];
				for (int i = 0; i < held.length; i++)
					held[i] = ByteBuffer.allocateDirect(32 << 20);
				Thread.sleep(9000);
				System.out.println(held.length);
			}
		}
	END
	javac -J-XX:+UseSerialGC -J-XX:TieredStopAtLevel=1 -J-Xmx64m Main.java || failed "javac"
	attempting
	java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx16m -XX:MaxDirectMemorySize=400m -cp . Main || denied "java"
}

. "${0%/*}/../attack.sh"
