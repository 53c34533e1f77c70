/* A fixed paper in place of the one that was read. */
#include "run/fix.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#define ATTRIBUTE_NAMES_BYTES 4096
#define ATTRIBUTE_BYTES 65536

struct writing {
	int folder, old, new; /* descriptors; -1: not open */
	const char *name;     /* of the paper, in its folder */
	char beside[64];      /* of the new file until it takes the name; "": there is none */
	struct stat stat;     /* of the paper as it was read */
};

static const char *open_paper(struct writing *w, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
	w->name = slash ? slash + 1 : path;
	w->folder = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	free(folder);
	if (w->folder < 0)
		return strerror(errno);
	w->old = openat(w->folder, w->name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (w->old < 0)
		return errno == ELOOP ? "it is a link: name the file that it leads to" : strerror(errno);
	if (fstat(w->old, &w->stat) != 0)
		return strerror(errno);
	if (!S_ISREG(w->stat.st_mode))
		return "it is not a file";
	return w->stat.st_nlink > 1 ? "it has a second name (a hard link), which would stay as it was"
				    : NULL;
}

static bool holds(int file, struct span bytes)
{
	char room[65536];
	size_t at = 0;
	for (;;) {
		const ssize_t got = pread(file, room, sizeof room, (off_t)at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0 && at == bytes.length;
		if ((size_t)got > bytes.length - at ||
			memcmp(room, bytes.at + at, (size_t)got) != 0)
			return false;
		at += (size_t)got;
	}
}

static bool write_all(int file, struct span bytes)
{
	for (size_t at = 0; at < bytes.length;) {
		const ssize_t put = write(file, bytes.at + at, bytes.length - at);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		at += (size_t)put;
	}
	return true;
}

/* Access lists must be kept; labels that the system sets by itself it sets again. */
static bool copy_attributes(int from, int to)
{
	char names[ATTRIBUTE_NAMES_BYTES];
	const ssize_t length = flistxattr(from, names, sizeof names);
	if (length < 0)
		return errno == ENOTSUP;
	char *value = malloc(ATTRIBUTE_BYTES);
	bool kept = value != NULL;
	for (const char *name = names; kept && name < names + length; name += strlen(name) + 1) {
		const ssize_t size = fgetxattr(from, name, value, ATTRIBUTE_BYTES);
		const bool set = size >= 0 && fsetxattr(to, name, value, (size_t)size, 0) == 0;
		kept = set || strncmp(name, "security.", 9) == 0 || strncmp(name, "trusted.", 8) == 0;
	}
	free(value);
	return kept;
}

static const char *make_beside(struct writing *w, struct span after)
{
	snprintf(w->beside, sizeof w->beside, ".cabpaper-fix-%ld", (long)getpid());
	w->new = openat(w->folder, w->beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (w->new < 0) {
		w->beside[0] = 0;
		return strerror(errno);
	}
	struct stat made;
	if (!write_all(w->new, after) || fstat(w->new, &made) != 0)
		return strerror(errno);
	if ((made.st_uid != w->stat.st_uid || made.st_gid != w->stat.st_gid) &&
		fchown(w->new, w->stat.st_uid, w->stat.st_gid) != 0)
		return "its owner could not be kept";
	/* after the owner, which takes set-id bits away; before attributes, which hold access lists */
	if (fchmod(w->new, w->stat.st_mode & 07777) != 0 || !copy_attributes(w->old, w->new))
		return "its permissions could not be kept";
	return fsync(w->new) != 0 ? strerror(errno) : NULL;
}

static bool is_unchanged(const struct writing *w)
{
	struct stat now;
	return fstatat(w->folder, w->name, &now, AT_SYMLINK_NOFOLLOW) == 0 &&
	       now.st_ino == w->stat.st_ino && now.st_dev == w->stat.st_dev &&
	       now.st_size == w->stat.st_size && now.st_nlink == w->stat.st_nlink &&
	       now.st_mode == w->stat.st_mode &&
	       now.st_mtim.tv_sec == w->stat.st_mtim.tv_sec &&
	       now.st_mtim.tv_nsec == w->stat.st_mtim.tv_nsec;
}

static const char *replace(struct writing *w, const char *path, struct span before,
	struct span after)
{
	static const char *const changed = "it changed since it was read: run the command again";
	const char *fault = open_paper(w, path);
	if (!fault && !holds(w->old, before))
		fault = changed;
	if (!fault)
		fault = make_beside(w, after);
	if (!fault && !is_unchanged(w))
		fault = changed;
	if (!fault && renameat(w->folder, w->beside, w->folder, w->name) != 0)
		fault = strerror(errno);
	if (fault) {
		if (w->beside[0])
			unlinkat(w->folder, w->beside, 0);
		return fault;
	}
	fsync(w->folder);
	return NULL;
}

const char *fix_write(const char *path, struct span before, struct span after)
{
	/* an interrupt between the two names would leave the new file lying beside the paper */
	sigset_t all, earlier;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &earlier);
	struct writing w = {.folder = -1, .old = -1, .new = -1};
	const char *fault = replace(&w, path, before, after);
	const int open[] = {w.new, w.old, w.folder};
	for (size_t i = 0; i < sizeof open / sizeof *open; i++)
		if (open[i] >= 0)
			close(open[i]);
	sigprocmask(SIG_SETMASK, &earlier, NULL);
	return fault;
}
