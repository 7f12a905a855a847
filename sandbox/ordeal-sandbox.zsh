#compdef ordeal-sandbox
# SPDX-License-Identifier: MIT
#
# Completion of ordeal-sandbox(1) for zsh: options as its --help says, layers as it lists them. After
# `--` comes a command of its own.

_ordeal_sandbox() {
	local at=${words[(i)--]}

	if ((at < CURRENT)); then
		shift $at words
		((CURRENT -= at))
		_normal
		return
	fi
	case $words[CURRENT-1] in
	--layers | --allow-missing)
		compset -P '*,'
		compadd -- ${(f)"$($words[1] --list-layers | awk 'NF { print $1 }')"}
		;;
	--accept-at-least) compadd full recommended locked ;;
	--chdir | --cgroup | --learn | --trace | --rx | --ro | --rw | --tmp-clear | --report | --result | --policy | --serve | --client | --zygote)
		_files
		;;
	*) compadd -- ${(f)"$($words[1] --help | grep -oE -- '--[a-z][a-z-]*' | sort -u)"} -- ;;
	esac
}

_ordeal_sandbox "$@"
