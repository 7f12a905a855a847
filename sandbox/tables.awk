# SPDX-License-Identifier: MIT
# Tables of data in, rows of C out: grants.table, words.table, noise.table. What is not understood fails
# the build.
function refuse() {
	print FILENAME ":" FNR ": not a line of such a table" > "/dev/stderr"
	exit 1
}
{
	why = index($0, "#") ? substr($0, index($0, "#") + 1) : ""
	sub(/^ +/, "", why)
	sub(/[ \t]*#.*/, "")
}
NF == 0 { next }
FILENAME ~ /grants/ {
	if (NF != 2 || $1 !~ /^(run|read|file|device)$/ || $2 !~ /^\/[A-Za-z0-9._*\/-]+$/)
		refuse()
	printf "{ \"%s\", %s_GRANT },\n", $2, toupper($1)
}
FILENAME ~ /words/ {
	kind = $1
	sub(/^[a-z]+[ \t]+/, "")
	if (kind !~ /^(memory|files|tasks|fsize|stack|path|call|shm|stdin)$/ || $0 == "" || /["\\]/)
		refuse()
	printf "{ OF_%s, \"%s\" },\n", toupper(kind), $0
}
FILENAME ~ /noise/ {
	if ((NF != 1 && NF != 3) || (NF == 3 && $2 !~ /^a[0-5]$/) || why ~ /["\\]/)
		refuse()
	printf "{ SYS_%s, %s, %s, \"%s\" },\n", $1, NF == 3 ? substr($2, 2) : "-1", NF == 3 ? $3 : "0", why
}
