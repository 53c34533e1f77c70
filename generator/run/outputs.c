#include "run/outputs.h"

#include "run/manifest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define OWN_FOLDER ".cabpaper"
#define STAGE_PREFIX ".stage-"
#define NAME_BYTES 1200
#define NEW_MARK ".new-" /* and the number of the process that writes it */
#define SYNC_EACH 16 /* up to so many files are synced one by one: syncfs waits for everybody's */
#define FOLDER_FLAGS (O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)

/* --- small files */

static int write_bytes(int file, struct span bytes)
{
	for (size_t at = 0; at < bytes.length;) {
		ssize_t written = write(file, bytes.at + at, bytes.length - at);
		if (written > 0)
			at += (size_t)written;
		else if (written == 0 || errno != EINTR)
			return written == 0 ? EIO : errno;
	}
	return 0;
}

static int write_file(int folder, const char *name, struct span bytes, mode_t mode, bool durable)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
	int file = openat(folder, name, flags, mode);
	if (file < 0 && errno == EEXIST && unlinkat(folder, name, 0) == 0) /* of an attempt that died */
		file = openat(folder, name, flags, mode);
	if (file < 0)
		return errno;
	int error = write_bytes(file, bytes);
	if (!error && durable && fsync(file) != 0)
		error = errno;
	if (close(file) != 0 && !error)
		error = errno;
	if (error)
		unlinkat(folder, name, 0);
	return error;
}

/* Opens a regular file without waiting for a FIFO. */
static int open_regular(int folder, const char *name, int flags, struct stat *s)
{
	int file = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags);
	if (file < 0)
		return -1;
	if (fstat(file, s) == 0 && S_ISREG(s->st_mode))
		return file;
	close(file);
	return -1;
}

static bool read_whole(int file, const struct stat *s, size_t limit, struct text *into)
{
	bool whole = s->st_size >= 0 && (uint64_t)s->st_size <= limit;
	char bytes[65536];
	size_t total = 0;
	while (whole) {
		ssize_t count = read(file, bytes, sizeof bytes);
		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0) {
			whole = count == 0;
			break;
		}
		total += (size_t)count;
		whole = total <= limit;
		text_add(into, (struct span){bytes, (size_t)count});
	}
	close(file);
	return whole && !text_failed(into);
}

bool file_read(int folder, const char *name, size_t limit, struct text *into)
{
	struct stat s;
	int file = open_regular(folder, name, O_NOFOLLOW, &s);
	return file >= 0 && read_whole(file, &s, limit, into);
}

bool file_read_followed(struct span path, size_t limit, struct text *into)
{
	struct stat s;
	char name[NAME_BYTES];
	if (path.length >= sizeof name)
		return false;
	memcpy(name, path.at, path.length);
	name[path.length] = 0;
	int file = open_regular(AT_FDCWD, name, 0, &s);
	return file >= 0 && read_whole(file, &s, limit, into);
}

/* Compares without a second copy in memory: manifests have megabytes. */
static bool file_has(int folder, const char *name, struct span bytes)
{
	struct stat s;
	int file = open_regular(folder, name, O_NOFOLLOW, &s);
	bool same = file >= 0 && (uint64_t)s.st_size == bytes.length;
	char part[65536];
	size_t at = 0;
	while (same) {
		ssize_t count = read(file, part, sizeof part);
		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0) {
			same = count == 0 && at == bytes.length;
			break;
		}
		same = (size_t)count <= bytes.length - at &&
		       memcmp(part, bytes.at + at, (size_t)count) == 0;
		at += (size_t)count;
	}
	if (file >= 0)
		close(file);
	return same;
}

static int replace(int folder, const char *name, struct span bytes, bool durable)
{
	char fresh[NAME_BYTES];
	int length = snprintf(fresh, sizeof fresh, "%s" NEW_MARK "%ld", name, (long)getpid());
	if (length < 0 || (size_t)length >= sizeof fresh)
		return ENAMETOOLONG;
	int error = write_file(folder, fresh, bytes, 0666, durable);
	if (error)
		return error;
	if (renameat(folder, fresh, folder, name) == 0)
		return durable && fsync(folder) != 0 ? errno : 0;
	error = errno;
	unlinkat(folder, fresh, 0);
	return error;
}

int file_replace(int folder, const char *name, struct span bytes, bool durable)
{
	return file_has(folder, name, bytes) ? 0 : replace(folder, name, bytes, durable);
}

int file_deliver(const char *path, struct span bytes)
{
	struct stat s;
	const bool link = lstat(path, &s) == 0 && S_ISLNK(s.st_mode);
	if (stat(path, &s) != 0 || S_ISREG(s.st_mode) || S_ISDIR(s.st_mode))
		return link ? ELOOP : replace(AT_FDCWD, path, bytes, false);
	int file = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	if (file < 0)
		return errno;
	int error = write_bytes(file, bytes);
	if (close(file) != 0 && !error)
		error = errno;
	return error;
}

/* --- opening, the lock, left-overs */

static int make_folders(const char *path)
{
	char part[NAME_BYTES];
	size_t length = strlen(path);
	if (length >= sizeof part)
		return ENAMETOOLONG;
	for (size_t i = 1; i <= length; i++) {
		if (path[i] != '/' && path[i] != 0)
			continue;
		memcpy(part, path, i);
		part[i] = 0;
		if (mkdir(part, 0777) != 0 && errno != EEXIST && (path[i] == 0 || errno != EROFS))
			return errno;
	}
	return 0;
}

/* Removes a folder of ours and what lies in it, two levels deep; no link is followed. */
static void remove_folder(int above, const char *name, int levels)
{
	int folder = openat(above, name, FOLDER_FLAGS);
	DIR *list = folder < 0 ? NULL : fdopendir(folder);
	if (!list) {
		if (folder >= 0)
			close(folder);
		return;
	}
	for (const struct dirent *entry; (entry = readdir(list));) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (unlinkat(folder, entry->d_name, 0) != 0 && levels > 1)
			remove_folder(folder, entry->d_name, levels - 1);
	}
	closedir(list);
	unlinkat(above, name, AT_REMOVEDIR);
}

/* Or bears our own number: we hold the lock. */
static bool is_gone(const char *digits)
{
	uint32_t pid;
	return span_number(span_of(digits), &pid) &&
	       ((pid_t)pid == getpid() || (kill((pid_t)pid, 0) != 0 && errno == ESRCH));
}

/* A stage, or the half of a file of ours, of this user and a process that is gone. */
static bool is_left_over(int folder, const char *name, const char *prefix, mode_t kind)
{
	struct stat s;
	const size_t length = strlen(prefix);
	return strncmp(name, prefix, length) == 0 && is_gone(name + length) &&
	       fstatat(folder, name, &s, AT_SYMLINK_NOFOLLOW) == 0 && (s.st_mode & S_IFMT) == kind &&
	       s.st_uid == geteuid();
}

static void remove_left_overs(int folder)
{
	int again = openat(folder, ".", FOLDER_FLAGS);
	DIR *list = again < 0 ? NULL : fdopendir(again);
	if (!list)
		return;
	for (const struct dirent *entry; (entry = readdir(list));)
		if (is_left_over(folder, entry->d_name, STAGE_PREFIX, S_IFDIR))
			remove_folder(folder, entry->d_name, 2);
		else if (is_left_over(folder, entry->d_name, MANIFEST_NAME NEW_MARK, S_IFREG))
			unlinkat(folder, entry->d_name, 0);
	closedir(list);
}

static bool take_lock(struct outputs *outputs, struct text *complaint)
{
	outputs->lock = openat(outputs->own, "lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (outputs->lock < 0) {
		text_format(complaint, "cannot lock %s: %s", outputs->path, strerror(errno));
		return false;
	}
	if (flock(outputs->lock, LOCK_EX | LOCK_NB) == 0) {
		char holder[32];
		int length = snprintf(holder, sizeof holder, "%ld\n", (long)getpid());
		bool told = ftruncate(outputs->lock, 0) == 0 &&
			    pwrite(outputs->lock, holder, (size_t)length, 0) == length;
		(void)told; /* a full disk: the lock holds all the same */
		return true;
	}
	char holder[32] = "";
	ssize_t length = pread(outputs->lock, holder, sizeof holder - 1, 0);
	struct span name = span_trim((struct span){holder, length > 0 ? (size_t)length : 0});
	text_format(complaint, "another build is writing to %s", outputs->path);
	if (name.length)
		text_format(complaint, " (process %.*s)", SPAN_ARG(name));
	text_add_string(complaint, "; wait for it, or give another --output");
	return false;
}

static bool open_own(struct outputs *outputs, struct text *complaint)
{
	struct stat s;
	if (mkdirat(outputs->folder, OWN_FOLDER, 0700) != 0 && errno != EEXIST) {
		text_format(complaint, "cannot write to %s: %s", outputs->path, strerror(errno));
		return false;
	}
	outputs->own = openat(outputs->folder, OWN_FOLDER, FOLDER_FLAGS);
	if (outputs->own < 0 || fstat(outputs->own, &s) != 0) {
		text_format(complaint, "cannot open %s/" OWN_FOLDER ": %s", outputs->path,
			strerror(errno));
		return false;
	}
	if (s.st_uid == geteuid())
		return true;
	text_format(complaint, "%s/" OWN_FOLDER " belongs to another user", outputs->path);
	return false;
}

static bool make_stage(struct outputs *outputs, struct text *complaint)
{
	snprintf(outputs->stage_name, sizeof outputs->stage_name, STAGE_PREFIX "%ld", (long)getpid());
	if (mkdirat(outputs->folder, outputs->stage_name, 0700) == 0)
		outputs->stage = openat(outputs->folder, outputs->stage_name, FOLDER_FLAGS);
	if (outputs->stage >= 0)
		return true;
	text_format(complaint, "cannot write to %s: %s", outputs->path, strerror(errno));
	return false;
}

bool outputs_open(struct outputs *outputs, const char *path, struct text *complaint)
{
	*outputs = (struct outputs){.path = path, .folder = -1, .own = -1, .lock = -1, .stage = -1,
		.last_folder = -1};
	int error = make_folders(path);
	if (!error) {
		outputs->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		error = outputs->folder < 0 ? errno : 0;
	}
	if (error)
		text_format(complaint, "cannot write to %s: %s", path,
			error == EEXIST || error == ENOTDIR ? "it is not a folder" : strerror(error));
	bool locked = !error && open_own(outputs, complaint) && take_lock(outputs, complaint);
	if (locked)
		remove_left_overs(outputs->folder);
	if (locked && make_stage(outputs, complaint))
		return true;
	outputs_close(outputs);
	return false;
}

void outputs_close(struct outputs *outputs)
{
	int *const descriptors[] = {&outputs->last_folder, &outputs->stage, &outputs->lock,
		&outputs->own, &outputs->folder};
	if (outputs->stage >= 0)
		remove_folder(outputs->folder, outputs->stage_name, 2);
	for (size_t i = 0; i < sizeof descriptors / sizeof *descriptors; i++) {
		if (*descriptors[i] >= 0)
			close(*descriptors[i]);
		*descriptors[i] = -1;
	}
	text_release(&outputs->last);
}

/* --- folders below */

/* Opens the folder one step below, made if need be and allowed; closes `above` unless it is
 * kept. */
static int step_down(int above, bool keep_above, struct span name, bool make)
{
	char step[NAME_BYTES];
	int below = -1, error = 0;
	if (name.length >= sizeof step)
		error = ENAMETOOLONG;
	else
		memcpy(step, name.at, name.length);
	step[error ? 0 : name.length] = 0;
	if (!error && make && mkdirat(above, step, 0777) == 0 && fsync(above) != 0)
		error = errno;
	if (!error) {
		below = openat(above, step, FOLDER_FLAGS);
		error = below < 0 ? errno : 0;
	}
	if (!keep_above)
		close(above);
	errno = error;
	return below;
}

/* A name, and where its last part begins. */
struct whole_name {
	char at[NAME_BYTES];
	size_t length, last;
};

static bool whole_name(struct output_name name, struct whole_name *into)
{
	const int length = snprintf(into->at, sizeof into->at, "%.*s%.*s", SPAN_ARG(name.base),
		SPAN_ARG(name.suffix));
	if (length <= 0 || (size_t)length >= sizeof into->at)
		return false;
	into->length = into->last = (size_t)length;
	while (into->last > 0 && into->at[into->last - 1] != '/')
		into->last--;
	return true;
}

/* The folder in which the output lies; -1 and errno. Do not close it. */
static int folder_of(struct outputs *outputs, const struct whole_name *name, bool make)
{
	if (name->last == 0)
		return outputs->folder;
	struct span path = {name->at, name->last};
	if (outputs->last_folder >= 0 && span_same(text_span(&outputs->last), path))
		return outputs->last_folder;
	int folder = outputs->folder;
	for (size_t from = 0, at = 0; at < path.length && folder >= 0; at++) {
		if (path.at[at] != '/')
			continue;
		folder = step_down(folder, folder == outputs->folder, span_cut(path, from, at), make);
		from = at + 1;
	}
	if (folder < 0)
		return -1;
	if (outputs->last_folder >= 0)
		close(outputs->last_folder);
	outputs->last_folder = folder;
	text_clear(&outputs->last);
	text_add(&outputs->last, path);
	return folder;
}

static void stage_file_name(uint32_t job, size_t number, char *into, size_t size)
{
	snprintf(into, size, "%u-%zu", job, number);
}

/* --- staging */

int outputs_stage(struct outputs *outputs, uint32_t job, size_t number, struct span base,
	struct span bytes, struct output_record *record)
{
	struct whole_name name;
	*record = (struct output_record){
		.suffix = record->suffix, .digest = digest_of(bytes), .bytes = bytes.length};
	if (!whole_name((struct output_name){base, record->suffix}, &name))
		return ENAMETOOLONG;
	int folder = folder_of(outputs, &name, false);
	struct text present = {0};
	record->replaces =
		folder >= 0 && file_read(folder, name.at + name.last, TEXT_LIMIT_BYTES, &present);
	bool same = record->replaces && span_same(text_span(&present), bytes);
	if (record->replaces)
		record->present = same ? record->digest : digest_of(text_span(&present));
	text_release(&present);
	if (same)
		return 0;
	record->staged = true;
	char staged[64];
	stage_file_name(job, number, staged, sizeof staged);
	return write_file(outputs->stage, staged, bytes, 0666, false);
}

void outputs_drop(struct outputs *outputs, uint32_t job)
{
	char name[64];
	for (size_t number = 0; number < JOB_OUTPUTS; number++) {
		stage_file_name(job, number, name, sizeof name);
		unlinkat(outputs->stage, name, 0);
	}
}

/* --- publishing */

/* A link is replaced, never followed; a folder, pipe or device is not ours to replace. */
static int may_replace(int folder, const char *name)
{
	struct stat s;
	if (fstatat(folder, name, &s, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT ? 0 : errno;
	if (S_ISDIR(s.st_mode))
		return EISDIR;
	return S_ISREG(s.st_mode) || S_ISLNK(s.st_mode) ? 0 : EINVAL;
}

static int sync_staged(struct outputs *outputs, uint32_t job, size_t number)
{
	char name[64];
	stage_file_name(job, number, name, sizeof name);
	int file = openat(outputs->stage, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (file < 0)
		return errno;
	int error = fsync(file) != 0 ? errno : 0;
	close(file);
	return error;
}

static void sync_each(struct outputs *outputs, struct publication *papers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t n = 0; n < papers[i].file_count && !papers[i].error; n++) {
			if (!papers[i].files[n].staged)
				continue;
			papers[i].error = sync_staged(outputs, papers[i].job, n);
			papers[i].at_fault = n;
		}
	}
}

static size_t count_staged(const struct publication *paper)
{
	size_t count = 0;
	for (size_t n = 0; n < paper->file_count; n++)
		count += paper->files[n].staged;
	return count;
}

static void sync_group(struct outputs *outputs, struct publication *papers, size_t count)
{
	size_t files = 0;
	for (size_t i = 0; i < count; i++)
		files += count_staged(&papers[i]);
	if (files <= SYNC_EACH || syncfs(outputs->stage) != 0)
		sync_each(outputs, papers, count);
}

/* The folders in which names change, one after the other: each is synced when the next one comes,
 * before that takes its descriptor. */
struct changes {
	int folder; /* -1: none yet */
	struct whole_name name;
};

static void changes_flush(struct changes *changes)
{
	if (changes->folder >= 0)
		fsync(changes->folder);
	changes->folder = -1;
}

static bool same_folder(const struct whole_name *a, const struct whole_name *b)
{
	return span_same((struct span){a->at, a->last}, (struct span){b->at, b->last});
}

static int open_target(struct outputs *outputs, const struct whole_name *name,
	struct changes *changes)
{
	if (changes->folder >= 0 && !same_folder(name, &changes->name))
		changes_flush(changes);
	return folder_of(outputs, name, true);
}

typedef int deed(struct outputs *, const struct publication *, size_t number,
	struct changes *changes);

static void each_staged(struct outputs *outputs, struct publication *paper, struct changes *changes,
	deed *do_it)
{
	for (size_t n = 0; n < paper->file_count && !paper->error; n++) {
		if (!paper->files[n].staged)
			continue;
		paper->error = do_it(outputs, paper, n, changes);
		if (paper->error)
			paper->at_fault = n;
	}
}

static deed check_target, rename_staged;

static int check_target(struct outputs *outputs, const struct publication *paper, size_t number,
	struct changes *changes)
{
	struct whole_name name;
	if (!whole_name((struct output_name){paper->base, paper->files[number].suffix}, &name))
		return ENAMETOOLONG;
	const int folder = open_target(outputs, &name, changes);
	return folder < 0 ? errno : may_replace(folder, name.at + name.last);
}

static int rename_staged(struct outputs *outputs, const struct publication *paper, size_t number,
	struct changes *changes)
{
	struct whole_name name;
	char from[64];
	stage_file_name(paper->job, number, from, sizeof from);
	whole_name((struct output_name){paper->base, paper->files[number].suffix}, &name);
	const int folder = open_target(outputs, &name, changes);
	if (folder < 0 || renameat(outputs->stage, from, folder, name.at + name.last) != 0)
		return errno;
	changes->folder = folder;
	changes->name = name;
	return 0;
}

void outputs_publish(struct outputs *outputs, struct publication *papers, size_t count,
	bool in_order)
{
	bool stopped = false;
	struct changes changes = {.folder = -1};
	sync_group(outputs, papers, count);
	for (size_t i = 0; i < count; i++) {
		struct publication *paper = &papers[i];
		if (stopped && !paper->error)
			paper->error = ECANCELED;
		each_staged(outputs, paper, &changes, check_target);
		each_staged(outputs, paper, &changes, rename_staged);
		if (paper->error)
			outputs_drop(outputs, paper->job);
		stopped = stopped || (in_order && paper->error);
	}
	changes_flush(&changes);
}

/* --- is it still what we wrote? */

bool outputs_mark(struct outputs *outputs, struct output_name output, struct file_mark *mark)
{
	struct whole_name name;
	struct stat s;
	const int folder = whole_name(output, &name) ? folder_of(outputs, &name, false) : -1;
	if (folder < 0 || fstatat(folder, name.at + name.last, &s, AT_SYMLINK_NOFOLLOW) != 0 ||
		!S_ISREG(s.st_mode))
		return false;
	*mark = (struct file_mark){.bytes = (uint64_t)s.st_size, .inode = s.st_ino,
		.modified_ns = (int64_t)s.st_mtim.tv_sec * 1000000000 + s.st_mtim.tv_nsec,
		.changed_ns = (int64_t)s.st_ctim.tv_sec * 1000000000 + s.st_ctim.tv_nsec};
	return true;
}

bool outputs_digest(struct outputs *outputs, struct output_name output, struct digest *digest)
{
	struct whole_name name;
	const int folder = whole_name(output, &name) ? folder_of(outputs, &name, false) : -1;
	struct text present = {0};
	bool read = folder >= 0 && file_read(folder, name.at + name.last, TEXT_LIMIT_BYTES, &present);
	if (read)
		*digest = digest_of(text_span(&present));
	text_release(&present);
	return read;
}

void outputs_remove(struct outputs *outputs, struct output_name output, const struct digest *digest)
{
	struct whole_name name;
	struct digest present;
	if (!outputs_digest(outputs, output, &present) || !digest_same(&present, digest) ||
		!whole_name(output, &name))
		return;
	unlinkat(folder_of(outputs, &name, false), name.at + name.last, 0);
	if (name.last < output.base.length)
		return; /* it lay beside the paper's own outputs */
	text_clear(&outputs->last); /* its descriptor would be that of a folder which is gone */
	name.at[name.last - 1] = 0;
	unlinkat(outputs->folder, name.at, AT_REMOVEDIR); /* fails while anything is in it */
}
