#!/bin/sh
# SPDX-License-Identifier: MIT
#
# build.sh - `ordeal build`: programs and manifests from attacks that lie outside the tree, as the
# Makefile makes them from those inside. ordeal(1) says how it is called; ORDEAL_BOX and
# ORDEAL_SCAFFOLD say where its parts are.

set -eu

: "${ORDEAL_BOX:?this is called by ordeal}" "${ORDEAL_SCAFFOLD:?}"
FLAGS="-std=gnu17 -O2 -g -D_GNU_SOURCE -Wall -Wextra -I$ORDEAL_SCAFFOLD"

usage() {
	cat <<'EOF'
usage: ordeal build FILE|FOLDER...
       ordeal build --flags

Builds attacks for --attack-dir. Of NAME.c it makes the program NAME beside it, of NAME.c, NAME.py
and NAME.sh the manifest NAME.json; of a folder, all attacks in it and below it. `ordeal new` writes
the first version of an attack. CC is the compiler (cc); a line "// build: FLAGS" among the first
five of a C file adds flags of its own. --flags prints what an editor has to know.

Exit codes: 0 built, 2 called wrongly, or an attack cannot be built.
EOF
}

die() {
	printf 'ordeal build: %s\n' "$*" >&2
	exit 2
}

# Does the file define an attack, or is it something that lies beside one?
is_attack() {
	case $1 in
	*.c) grep -q '^const struct attack attack\>' "$1" ;;
	*.py) grep -q '^ATTACK *=' "$1" ;;
	*.sh) grep -q 'attack\.sh' "$1" ;;
	*) false ;;
	esac
}

describe() {
	case $1 in
	*.c) "$(realpath -- "${1%.c}")" --describe ;;
	*.py) /usr/bin/python3 -B "$ORDEAL_BOX/attacks/attack.py" "$1" --describe ;;
	*.sh) ATTACK_SH=$ORDEAL_BOX/attacks/attack.sh sh "$1" --describe ;;
	esac
}

build() {
	stem=${1%.*}
	if [ "$1" != "$stem.c" ]; then
		:
	else
		own=$(sed -n '1,5s|^// build: ||p' "$1")
		# shellcheck disable=SC2086 # flags are words
		${CC:-cc} $FLAGS $own -o "$stem" "$1" "$ORDEAL_SCAFFOLD/attacks/main.c" ||
			die "$1 does not compile"
		chmod a+rx "$stem" # students are other users
	fi
	if ! describe "$1" >"$stem.json.new"; then
		rm -f "$stem.json.new"
		die "$1 does not describe itself"
	fi
	chmod a+r "$stem.json.new"
	mv -f "$stem.json.new" "$stem.json"
	echo "$stem.json"
}

case ${1-} in
-h | --help)
	usage
	exit 0
	;;
--flags)
	echo "$FLAGS"
	exit 0
	;;
'' | -*)
	usage >&2
	exit 2
	;;
esac

for what; do
	if [ -d "$what" ]; then
		list=$(find "$what" -type f \( -name '*.c' -o -name '*.py' -o -name '*.sh' \) | sort)
		built=
		old=$IFS
		IFS='
'
		for file in $list; do
			IFS=$old
			! is_attack "$file" || { build "$file" && built=1; }
			IFS='
'
		done
		IFS=$old
		[ "$built" ] || die "$what: no attack in it (ordeal new writes one)"
	elif [ ! -f "$what" ]; then
		die "$what: no such file or folder"
	elif is_attack "$what"; then
		build "$what"
	else
		die "$what: no attack: a .c defines 'attack', a .py 'ATTACK', a .sh ends with attack.sh"
	fi
done
