/*
 * peaks COMMAND...: runs a command and prints the peak memory (VmHWM, kB) of the process itself and of
 * its largest child, as "parent N worker M". Exits with the command's status.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long field_of(const char *pid, const char *name)
{
	char path[300], line[256];
	snprintf(path, sizeof path, "/proc/%s/status", pid);
	FILE *f = fopen(path, "r");
	long value = -1;
	while (f && fgets(line, sizeof line, f))
		if (strncmp(line, name, strlen(name)) == 0)
			value = strtol(line + strlen(name), NULL, 10);
	if (f)
		fclose(f);
	return value;
}

static long largest_child(long parent)
{
	long most = 0;
	DIR *proc = opendir("/proc");
	for (struct dirent *e = proc ? readdir(proc) : NULL; e; e = readdir(proc)) {
		if (e->d_name[0] < '0' || e->d_name[0] > '9' || field_of(e->d_name, "PPid:") != parent)
			continue;
		const long size = field_of(e->d_name, "VmHWM:");
		if (size > most)
			most = size;
	}
	if (proc)
		closedir(proc);
	return most;
}

int main(int argc, char **argv)
{
	if (argc < 2)
		return 2;
	const pid_t child = fork();
	if (child == 0) {
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	char pid[32];
	snprintf(pid, sizeof pid, "%ld", (long)child);
	long own = 0, worker = 0;
	int status;
	while (waitpid(child, &status, WNOHANG) == 0) {
		const long now = field_of(pid, "VmHWM:"), other = largest_child(child);
		own = now > own ? now : own;
		worker = other > worker ? other : worker;
		nanosleep(&(struct timespec){0, 10000000}, NULL);
	}
	printf("parent %ld worker %ld\n", own, worker);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
