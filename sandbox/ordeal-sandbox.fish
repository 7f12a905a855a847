# SPDX-License-Identifier: MIT
#
# Completion of ordeal-sandbox(1) for fish: options as its --help says, layers as it lists them. After
# `--` comes a command of its own.

function __ordeal_sandbox_before_command
	not contains -- -- (commandline -opc)
end

function __ordeal_sandbox_options
	ordeal-sandbox --help | string match -ra -- '--[a-z][a-z-]*' | sort -u
	echo --
end

# The last of a list that is separated by commas.
function __ordeal_sandbox_layers
	set -l first (string match -r -- '.*,' (commandline -ct))
	for layer in (ordeal-sandbox --list-layers | awk 'NF { print $1 }')
		echo "$first$layer"
	end
end

function __ordeal_sandbox_after
	__ordeal_sandbox_before_command; and contains -- (commandline -opc)[-1] $argv
end

complete -c ordeal-sandbox -n 'not __ordeal_sandbox_before_command' -xa '(__fish_complete_subcommand --commandline (string split -m1 -- " -- " (commandline -cp))[2])'
complete -c ordeal-sandbox -n '__ordeal_sandbox_before_command; and string match -q -- "-*" (commandline -ct)' -f -a '(__ordeal_sandbox_options)'
complete -c ordeal-sandbox -n '__ordeal_sandbox_after --layers --allow-missing' -f -a '(__ordeal_sandbox_layers)'
complete -c ordeal-sandbox -n '__ordeal_sandbox_after --accept-at-least' -f -a 'full recommended locked'
