# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# Completion of ordeal-sandbox(1) for bash: options as its --help says, layers as it lists them. After
# `--` comes a command of its own.

_ordeal_sandbox() {
	local program=$1 word=$2 before=$3 words= at

	COMPREPLY=()
	for ((at = 1; at < COMP_CWORD; at++)); do
		if [ "${COMP_WORDS[at]}" = -- ]; then
			compopt -o default
			[ $at != $((COMP_CWORD - 1)) ] || mapfile -t COMPREPLY < <(compgen -c -- "$word")
			return
		fi
	done
	case $before in
	--layers | --allow-missing)
		# The last of a list that is separated by commas.
		local first=
		[[ $word != *,* ]] || first=${word%,*},
		words=$("$program" --list-layers | awk 'NF { print $1 }')
		mapfile -t COMPREPLY < <(compgen -P "$first" -W "$words" -- "${word##*,}")
		return
		;;
	--accept-at-least) words='full recommended locked' ;;
	--preset)
		words=$(ls "$(dirname "$(readlink -f "$(command -v "$program")")")/../presets" 2>/dev/null)
		;;
	--chdir | --cgroup | --learn | --trace | --rx | --ro | --rw | --tmp-clear | --report | --result | --policy | --serve | --client | --zygote)
		compopt -o default
		return
		;;
	*) words="$("$program" --help | grep -oE -- '--[a-z][a-z-]*' | sort -u) --" ;;
	esac
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -F _ordeal_sandbox ordeal-sandbox
