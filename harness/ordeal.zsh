#compdef ordeal
# SPDX-License-Identifier: MIT
#
# Completion of ordeal(1) for zsh: commands and options as their --help says, and the names that the
# program itself lists. Nothing here has to be kept in step.

# The first column of one of its lists.
_ordeal_names() {
	reply=(${(f)"$($words[1] list $1 2>/dev/null | awk 'NR > 1 && $1 ~ /^[a-z]/ { print $1 }')"})
}

_ordeal() {
	local -a found reply
	local before=$words[CURRENT-1] of=

	if ((CURRENT == 2)); then
		found=(${(f)"$($words[1] --help | awk '/^  [a-z]/ { c = $1; $1 = ""; print c ":" substr($0, 2) }')"})
		_describe command found
		return
	elif [[ $PREFIX == -* ]]; then
		compadd -- ${(f)"$($words[1] $words[2] --help 2>/dev/null | grep -oE -- '--[a-z][a-z-]*' | sort -u)"}
		return
	fi
	case $before in
	-a | --attack) of=attacks ;;
	-d | --defence) of=defences ;;
	--row) of=rows ;;
	--oracle) of=oracles ;;
	--profile | --against-profile) of=profiles ;;
	--victim) of=victims ;;
	-*) _files; return ;;
	*)
		case $words[2],$((CURRENT - 2)) in
		list,1) compadd attacks defences rows oracles layers graders profiles victims; return ;;
		help,1) compadd -- ${(f)"$($words[1] --help | awk '/^  [a-z]/ { print $1 }')"}; return ;;
		show,1 | replay,1 | explain,1) of=attacks ;;
		explain,2 | replay,2) of=defences ;;
		*) _files; return ;;
		esac
		;;
	esac
	_ordeal_names $of
	compadd -- $reply
}

_ordeal "$@"
