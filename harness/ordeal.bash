# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# Completion of ordeal(1) for bash: commands and options as their --help says, and the names that the
# program itself lists. Nothing here has to be kept in step.

# The options that a command's help names.
_ordeal_options() {
	"$1" "$2" --help 2>/dev/null | grep -oE -- '--[a-z][a-z-]*' | sort -u
}

# The first column of one of its lists.
_ordeal_names() {
	"$1" list "$2" 2>/dev/null | awk 'NR > 1 && $1 ~ /^[a-z]/ { print $1 }'
}

_ordeal() {
	local program=$1 word=$2 before=$3 command=${COMP_WORDS[1]} words=
	local operand=$((COMP_CWORD - 1))

	COMPREPLY=()
	if [ "$COMP_CWORD" = 1 ]; then
		words=$("$program" --help | awk '/^  [a-z]/ { print $1 }')
	elif [[ $word == -* ]]; then
		words=$(_ordeal_options "$program" "$command")
	else
		case $before in
		-a | --attack) words=$(_ordeal_names "$program" attacks; _ordeal_names "$program" rows) ;;
		-d | --defence) words=$(_ordeal_names "$program" defences) ;;
		--row) words=$(_ordeal_names "$program" rows) ;;
		--oracle) words=$(_ordeal_names "$program" oracles) ;;
		-f | --format)
			case $command in
			matrix) words='text markdown csv json' ;;
			report) words='html junit github sarif tap badge shields text markdown csv json' ;;
			list) words='text json markdown' ;;
			esac
			;;
		--against) words=threat-model ;;
		--profile) words=$(_ordeal_names "$program" profiles) ;;
		--scene) words='solo after-victim before-victim' ;;
		--grader) words='none rpc file' ;;
		--victim) words=$(_ordeal_names "$program" victims) ;;
		--language) words='c python sh' ;;
		-*) compopt -o default ;;
		*)
			case $command,$operand in
			list,1) words='attacks defences rows oracles layers graders profiles victims' ;;
			help,1) words=$("$program" --help | awk '/^  [a-z]/ { print $1 }') ;;
			show,1 | replay,1) words=$(_ordeal_names "$program" attacks) ;;
			explain,1) words=$(_ordeal_names "$program" attacks; _ordeal_names "$program" defences) ;;
			explain,2 | replay,2) words=$(_ordeal_names "$program" defences) ;;
			expect,1) words='update show' ;;
			*) compopt -o default ;;
			esac
			;;
		esac
	fi
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -F _ordeal ordeal
