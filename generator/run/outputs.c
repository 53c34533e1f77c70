#include "run/outputs.h"

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
#define SYNC_EACH 16 /* up to so many files are synced one by one: syncfs waits for everybody's */
#define FOLDER_FLAGS (O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)

/* --- small files */

static int write_file(int folder, const char *name, struct span bytes, mode_t mode, bool durable)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
	int file = openat(folder, name, flags, mode);
	if (file < 0 && errno == EEXIST && unlinkat(folder, name, 0) == 0) /* of an attempt that died */
		file = openat(folder, name, flags, mode);
	if (file < 0)
		return errno;
	int error = 0;
	for (size_t at = 0; at < bytes.length && !error;) {
		ssize_t written = write(file, bytes.at + at, bytes.length - at);
		if (written > 0)
			at += (size_t)written;
		else if (written == 0 || errno != EINTR)
			error = written == 0 ? EIO : errno;
	}
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

int file_replace(int folder, const char *name, struct span bytes, bool durable)
{
	char fresh[NAME_BYTES];
	if (file_has(folder, name, bytes))
		return 0;
	int length = snprintf(fresh, sizeof fresh, "%s.new-%ld", name, (long)getpid());
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

/* A stage of this user whose process is gone (or bears our own number: we hold the lock). */
static bool is_left_over(int folder, const char *name)
{
	uint32_t pid;
	struct stat s;
	if (strncmp(name, STAGE_PREFIX, sizeof STAGE_PREFIX - 1) != 0 ||
		!span_number(span_of(name + sizeof STAGE_PREFIX - 1), &pid))
		return false;
	if (fstatat(folder, name, &s, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISDIR(s.st_mode) ||
		s.st_uid != geteuid())
		return false;
	return (pid_t)pid == getpid() || (kill((pid_t)pid, 0) != 0 && errno == ESRCH);
}

static void remove_left_overs(int folder)
{
	int again = openat(folder, ".", FOLDER_FLAGS);
	DIR *list = again < 0 ? NULL : fdopendir(again);
	if (!list)
		return;
	for (const struct dirent *entry; (entry = readdir(list));)
		if (is_left_over(folder, entry->d_name))
			remove_folder(folder, entry->d_name, 2);
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

/* The folder in which the outputs of this base lie; -1 and errno. Do not close it. */
static int folder_of_base(struct outputs *outputs, struct span base, bool make)
{
	size_t end = base.length;
	while (end > 0 && base.at[end - 1] != '/')
		end--;
	if (end == 0)
		return outputs->folder;
	struct span path = span_cut(base, 0, end);
	if (outputs->last_folder >= 0 && span_same(text_span(&outputs->last), path))
		return outputs->last_folder;
	int folder = outputs->folder;
	for (size_t from = 0, at = 0; at < end && folder >= 0; at++) {
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

/* The output's name inside its folder. */
static bool output_name(struct span base, size_t format, char *into, size_t size)
{
	size_t start = base.length;
	while (start > 0 && base.at[start - 1] != '/')
		start--;
	struct span name = span_cut(base, start, base.length);
	int length = snprintf(into, size, "%.*s%s", SPAN_ARG(name), renderers[format].suffix);
	return length > 0 && (size_t)length < size;
}

static void stage_file_name(uint32_t job, size_t format, char *into, size_t size)
{
	snprintf(into, size, "%u%s", job, renderers[format].suffix);
}

/* --- staging */

int outputs_stage(struct outputs *outputs, uint32_t job, size_t format, struct span base,
	struct span bytes, struct output_record *record)
{
	char name[NAME_BYTES];
	*record = (struct output_record){
		.made = true, .digest = digest_of(bytes), .bytes = bytes.length};
	if (!output_name(base, format, name, sizeof name))
		return ENAMETOOLONG;
	int folder = folder_of_base(outputs, base, false);
	struct text present = {0};
	record->replaces = folder >= 0 && file_read(folder, name, TEXT_LIMIT_BYTES, &present);
	bool same = record->replaces && span_same(text_span(&present), bytes);
	if (record->replaces)
		record->present = same ? record->digest : digest_of(text_span(&present));
	text_release(&present);
	if (same)
		return 0;
	record->staged = true;
	stage_file_name(job, format, name, sizeof name);
	return write_file(outputs->stage, name, bytes, 0666, false);
}

void outputs_drop(struct outputs *outputs, uint32_t job)
{
	char name[NAME_BYTES];
	for (size_t format = 0; format < JOB_FORMATS && format < renderer_count; format++) {
		stage_file_name(job, format, name, sizeof name);
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

static int sync_staged(struct outputs *outputs, uint32_t job, size_t format)
{
	char name[NAME_BYTES];
	stage_file_name(job, format, name, sizeof name);
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
		for (size_t format = 0; format < JOB_FORMATS && !papers[i].error; format++) {
			if (!papers[i].staged[format])
				continue;
			papers[i].error = sync_staged(outputs, papers[i].job, format);
			papers[i].at_fault = format;
		}
	}
}

static void sync_group(struct outputs *outputs, struct publication *papers, size_t count)
{
	size_t files = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t format = 0; format < JOB_FORMATS; format++)
			files += papers[i].staged[format];
	if (files <= SYNC_EACH || syncfs(outputs->stage) != 0)
		sync_each(outputs, papers, count);
}

static void each_staged(struct outputs *outputs, struct publication *paper, int folder,
	int (*deed)(struct outputs *, const struct publication *, int folder, size_t format))
{
	for (size_t format = 0; format < JOB_FORMATS && !paper->error; format++) {
		if (!paper->staged[format])
			continue;
		paper->error = deed(outputs, paper, folder, format);
		if (paper->error)
			paper->at_fault = format;
	}
}

static int check_target(struct outputs *outputs, const struct publication *paper, int folder,
	size_t format)
{
	(void)outputs;
	char name[NAME_BYTES];
	return output_name(paper->base, format, name, sizeof name) ? may_replace(folder, name)
								   : ENAMETOOLONG;
}

static int rename_staged(struct outputs *outputs, const struct publication *paper, int folder,
	size_t format)
{
	char from[NAME_BYTES], to[NAME_BYTES];
	stage_file_name(paper->job, format, from, sizeof from);
	output_name(paper->base, format, to, sizeof to);
	return renameat(outputs->stage, from, folder, to) == 0 ? 0 : errno;
}

static bool anything_staged(const struct publication *paper)
{
	for (size_t format = 0; format < JOB_FORMATS; format++)
		if (paper->staged[format])
			return true;
	return false;
}

static int publish_one(struct outputs *outputs, struct publication *paper)
{
	int folder = folder_of_base(outputs, paper->base, true);
	if (folder < 0) {
		paper->error = errno;
		return -1;
	}
	each_staged(outputs, paper, folder, check_target);
	each_staged(outputs, paper, folder, rename_staged);
	return folder;
}

static struct span folder_part(struct span base)
{
	while (base.length > 0 && base.at[base.length - 1] != '/')
		base.length--;
	return base;
}

void outputs_publish(struct outputs *outputs, struct publication *papers, size_t count,
	bool in_order)
{
	bool stopped = false;
	int changed = -1; /* the folder in which names changed last */
	struct span changed_path = SPAN_NONE;
	sync_group(outputs, papers, count);
	for (size_t i = 0; i < count; i++) {
		struct publication *paper = &papers[i];
		if (stopped && !paper->error)
			paper->error = ECANCELED;
		if (!paper->error && !anything_staged(paper))
			continue;
		struct span path = folder_part(paper->base);
		if (changed >= 0 && !span_same(path, changed_path)) {
			fsync(changed); /* before the next folder takes its descriptor */
			changed = -1;
		}
		if (!paper->error)
			changed = publish_one(outputs, paper);
		changed_path = path;
		if (paper->error)
			outputs_drop(outputs, paper->job);
		stopped = stopped || (in_order && paper->error);
	}
	if (changed >= 0)
		fsync(changed);
}

/* --- is it still what we wrote? */

bool outputs_mark(struct outputs *outputs, struct span base, size_t format, struct file_mark *mark)
{
	char name[NAME_BYTES];
	struct stat s;
	int folder = folder_of_base(outputs, base, false);
	if (folder < 0 || !output_name(base, format, name, sizeof name) ||
		fstatat(folder, name, &s, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(s.st_mode))
		return false;
	*mark = (struct file_mark){.bytes = (uint64_t)s.st_size, .inode = s.st_ino,
		.modified_ns = (int64_t)s.st_mtim.tv_sec * 1000000000 + s.st_mtim.tv_nsec,
		.changed_ns = (int64_t)s.st_ctim.tv_sec * 1000000000 + s.st_ctim.tv_nsec};
	return true;
}

bool outputs_digest(struct outputs *outputs, struct span base, size_t format, struct digest *digest)
{
	char name[NAME_BYTES];
	int folder = folder_of_base(outputs, base, false);
	struct text present = {0};
	bool read = folder >= 0 && output_name(base, format, name, sizeof name) &&
		    file_read(folder, name, TEXT_LIMIT_BYTES, &present);
	if (read)
		*digest = digest_of(text_span(&present));
	text_release(&present);
	return read;
}
