#include "run/scratch.h"

#include "base/span.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MEMORY "/dev/shm"
#define PREFIX "cabpaper-"

static void remove_with_files(int above, const char *name)
{
	int folder = openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *list = folder < 0 ? NULL : fdopendir(folder);
	if (!list) {
		if (folder >= 0)
			close(folder);
		return;
	}
	for (const struct dirent *entry; (entry = readdir(list));)
		unlinkat(folder, entry->d_name, 0);
	closedir(list);
	unlinkat(above, name, AT_REMOVEDIR);
}

static bool is_left_over(int above, const char *name)
{
	uint32_t pid;
	struct stat s;
	if (strncmp(name, PREFIX, sizeof PREFIX - 1) != 0 ||
		!span_number(span_of(name + sizeof PREFIX - 1), &pid))
		return false;
	if (fstatat(above, name, &s, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISDIR(s.st_mode) ||
		s.st_uid != geteuid())
		return false;
	return kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

void scratch_open(struct scratch *scratch)
{
	*scratch = (struct scratch){{0}};
	DIR *list = opendir(MEMORY);
	if (!list)
		return;
	for (const struct dirent *entry; (entry = readdir(list));)
		if (is_left_over(dirfd(list), entry->d_name))
			remove_with_files(dirfd(list), entry->d_name);
	closedir(list);
	snprintf(scratch->path, sizeof scratch->path, MEMORY "/" PREFIX "%ld", (long)getpid());
	if (mkdir(scratch->path, 0700) != 0) /* somebody else's: workbooks are made on disk */
		scratch->path[0] = 0;
}

void scratch_close(struct scratch *scratch)
{
	if (scratch->path[0])
		remove_with_files(AT_FDCWD, scratch->path);
	scratch->path[0] = 0;
}
