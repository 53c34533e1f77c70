/*
 * bounded SECONDS MEGABYTES COMMAND...: runs a command and fails when it and its children work longer
 * than so many seconds of processor time, or when one of them was ever larger. 0 megabytes: no bound.
 * A busy machine makes nothing slower so; what only waits is stopped after twenty times the seconds.
 * Its exit status is the command's own; 124 for too slow, 125 for too large, 128+n for a signal.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <signal.h>
#include <unistd.h>
#include <sys/resource.h>
#include <sys/wait.h>

static volatile sig_atomic_t late;
static volatile pid_t child;

static void when_late(int signal_number)
{
	(void)signal_number;
	late = 1;
	kill(-child, SIGKILL);
}

static double worked(const struct rusage *usage)
{
	return (double)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) +
	       (double)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1e6;
}

int main(int argc, char **argv)
{
	if (argc < 4)
		return 2;
	const unsigned seconds = (unsigned)strtoul(argv[1], NULL, 10);
	const long megabytes = strtol(argv[2], NULL, 10);
	child = fork();
	if (child < 0)
		return 2;
	if (child == 0) {
		setpgid(0, 0);
		execvp(argv[3], argv + 3);
		_exit(127);
	}
	setpgid(child, child);
	signal(SIGALRM, when_late);
	alarm(seconds * 20);
	int status;
	struct rusage usage;
	while (wait4(child, &status, 0, &usage) < 0)
		;
	if (late || worked(&usage) > seconds) {
		fprintf(stderr, "bounded: more than %u seconds\n", late ? seconds * 20 : seconds);
		return 124;
	}
	if (megabytes && usage.ru_maxrss > megabytes * 1024) {
		fprintf(stderr, "bounded: %ld kB\n", usage.ru_maxrss);
		return 125;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
