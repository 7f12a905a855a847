# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# attack.sh - all that the author of an attack in shell needs.
#
# An attack is one file that sets the words below, defines attack(), perhaps victim(), and sources
# this file in its last line:
#
#     . "${0%/*}/../attack.sh"
#
# Words, as in attack.h: effect, means, oracle, hurts, scene, grader, control, expect, id, attack_id,
# remedy, threshold, seconds, quick, needs (blank separated), refs (one line each). In attack() the
# brief is there as $role, $secret, $answer, $name, $helpers, $sink, $dns, $shell, $bind, $api,
# $worker, $decoy. Two verbs, --describe and --armed KEY=VALUE...; anything else prints nothing and
# does nothing.

attempting() {
	echo attempting
	[ -z "${dry-}" ] || exit 0
}
denied() {
	echo "denied: $*"
	exit 1
}
failed() {
	echo "failed: $*"
	exit 2
}
submit() { echo "answer: $1"; }

honest() {
	{ printf %s "$secret" >"/tmp/$name.txt"; } 2>/dev/null || printf %s "$secret" >"$name.txt" ||
		failed "keep the work"
	[ -z "$answer" ] || submit "$answer"
}

quoted() {
	if [ -n "${1+x}" ] && [ -n "$1" ]; then
		printf '"%s"' "$(printf %s "$1" | tr '\n' '\001' | sed 's/[\\"]/\\&/g; s/\x01/\\n/g')"
	else
		printf null
	fi
}
list() {
	comma=
	printf '['
	while IFS= read -r item; do
		[ -n "$item" ] || continue
		printf '%s%s' "$comma" "$(quoted "$item")"
		comma=', '
	done
	printf ']'
}

describe() {
	printf '{\n  "language": "sh"'
	for key in effect means oracle scene:solo grader:none control:none expect id attack_id remedy; do
		default=${key#*:}
		[ "$default" != "$key" ] || default=
		key=${key%%:*}
		eval "value=\${$key:-$default}"
		printf ',\n  "%s": %s' "$key" "$(quoted "$value")"
	done
	printf ',\n  "victim": %s' "$(quoted "${hurts-}")"
	printf ',\n  "threshold": %s,\n  "seconds": %s,\n  "quick": %s' \
		"${threshold:-0}" "${seconds:-10}" "${quick:-false}"
	printf ',\n  "needs": %s' "$(printf '%s\n' ${needs-} | list)"
	printf ',\n  "refs": %s\n}\n' "$(printf '%s\n' "${refs-}" | list)"
}

case ${1-} in
--describe)
	describe
	;;
--armed)
	role=attacker dry='' again=''
	for word; do
		case $word in
		dry) dry=1 ;;
		again) again=1 ;;
		role=* | secret=* | answer=* | name=* | helpers=* | sink=* | dns=* | shell=* | bind=* | \
			api=* | worker=* | decoy=*)
			eval "${word%%=*}=\${word#*=}"
			;;
		esac
	done
	if [ "$role" = victim ]; then
		if command -v victim >/dev/null; then victim; else honest; fi && echo 'honest work done'
	else
		attack
	fi
	;;
esac
