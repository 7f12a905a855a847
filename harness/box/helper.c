// SPDX-License-Identifier: MIT
/*
 * helper.c - the set-id program of the setuid row.
 *
 * The arena keeps three copies in /opt/helpers: `setuid` (04755, root's), `setgid` (02755, group
 * root) and `filecap` (cap_dac_override+ep). /opt/mark is root:root 0770, so the file
 * that this program tries to make there, named after itself or after its first argument, is made
 * only by one who gained privilege: that file is what the oracle looks for. The rest is for people.
 *
 * It runs with privilege, at an attacker's bidding, and with the attacker's environment: it is
 * linked statically, reads no variable, and makes one empty file in one folder.
 *
 * Exit: 0 the mark was made, 1 it was not.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *basename_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* The line "CapEff:\t..." of /proc/self/status, in its whole; "" where there is no /proc. */
static const char *effective_capabilities(char *buf, size_t size)
{
	int fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, buf, size - 1);
	char *line;

	buf[n > 0 ? n : 0] = '\0';
	line = strstr(buf, "CapEff:");
	if (!line)
		return "";
	line[strcspn(line, "\n")] = '\0';
	return line;
}

int main(int argc, char **argv)
{
	const char *name = basename_of(argc > 1 ? argv[1] : argc ? argv[0] : "helper");
	uid_t ruid, euid, suid;
	gid_t rgid, egid, sgid;
	int folder, mark = -1;
	char status[4096];

	folder = open("/opt/mark", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (folder >= 0)
		mark = openat(folder, name, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	getresuid(&ruid, &euid, &suid);
	getresgid(&rgid, &egid, &sgid);
	printf("helper: uid %u/%u/%u gid %u/%u/%u %s mark %s\n", ruid, euid, suid, rgid, egid, sgid,
	       effective_capabilities(status, sizeof(status)), mark < 0 ? "refused" : "made");
	return mark < 0;
}
