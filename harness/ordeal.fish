# SPDX-License-Identifier: MIT
#
# Completion of ordeal(1) for fish: commands and options as their --help says, and the names that the
# program itself lists. Nothing here has to be kept in step.

function __ordeal_words
	commandline -opc
end

function __ordeal_options
	set -l words (__ordeal_words)
	$words[1] $words[2] --help 2>/dev/null | string match -ra -- '--[a-z][a-z-]*' | sort -u
end

function __ordeal_names
	set -l words (__ordeal_words)
	$words[1] list $argv[1] 2>/dev/null | awk 'NR > 1 && $1 ~ /^[a-z]/ { print $1 }'
end

# The word before the one that is typed.
function __ordeal_after
	contains -- (__ordeal_words)[-1] $argv
end

# The N-th operand of one of these commands.
function __ordeal_operand
	set -l words (__ordeal_words)
	test (count $words) -eq (math $argv[1] + 1); and contains -- $words[2] $argv[2..]
end

complete -c ordeal -n 'test (count (__ordeal_words)) -eq 1' -f \
	-a "(ordeal --help | awk '/^  [a-z]/ { c = \$1; \$1 = \"\"; print c \"\\t\" substr(\$0, 2) }')"
complete -c ordeal -n 'string match -q -- "-*" (commandline -ct)' -f -a '(__ordeal_options)'
complete -c ordeal -n '__ordeal_after -a --attack; or __ordeal_operand 1 show replay explain' -f -a '(__ordeal_names attacks)'
complete -c ordeal -n '__ordeal_after -d --defence; or __ordeal_operand 2 replay explain' -f -a '(__ordeal_names defences)'
complete -c ordeal -n '__ordeal_after --row' -f -a '(__ordeal_names rows)'
complete -c ordeal -n '__ordeal_after --oracle' -f -a '(__ordeal_names oracles)'
complete -c ordeal -n '__ordeal_after --profile --against-profile' -f -a '(__ordeal_names profiles)'
complete -c ordeal -n '__ordeal_operand 1 list' -f -a 'attacks defences rows oracles layers graders profiles victims'
