/*
 * race ROUNDS NAME=COMMAND...: runs each command once a round, in an order shuffled anew each round,
 * and prints the median wall and processor seconds of each and their ratios to the first. In a
 * command {} stands for the round's number, so that each run can have a folder of its own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_ROUNDS 99
#define MOST_COMMANDS 8

static double wall[MOST_COMMANDS][MOST_ROUNDS], processor[MOST_COMMANDS][MOST_ROUNDS];
static long peak[MOST_COMMANDS];

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static int run(const char *command, int round, int which)
{
	char line[8192];
	size_t n = 0;
	for (const char *at = command; *at && n + 16 < sizeof line; at++) {
		if (at[0] == '{' && at[1] == '}') {
			n += (size_t)snprintf(line + n, sizeof line - n, "%d", round);
			at++;
		} else {
			line[n++] = *at;
		}
	}
	line[n] = 0;
	const double begun = now();
	const pid_t child = fork();
	if (child == 0) {
		execl("/bin/sh", "sh", "-c", line, (char *)NULL);
		_exit(127);
	}
	int status;
	struct rusage usage;
	wait4(child, &status, 0, &usage);
	wall[which][round] = now() - begun;
	processor[which][round] = seconds(usage.ru_utime) + seconds(usage.ru_stime);
	if (usage.ru_maxrss > peak[which])
		peak[which] = usage.ru_maxrss;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

static int by_size(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

static double median(double *values, int count)
{
	qsort(values, (size_t)count, sizeof *values, by_size);
	return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

int main(int argc, char **argv)
{
	const int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 0, count = argc - 2;
	if (rounds < 1 || rounds > MOST_ROUNDS || count < 1 || count > MOST_COMMANDS)
		return 2;
	srand(42);
	for (int round = 0; round < rounds; round++) {
		int order[MOST_COMMANDS];
		for (int i = 0; i < count; i++)
			order[i] = i;
		for (int i = count - 1; i > 0; i--) {
			const int k = rand() % (i + 1), kept = order[i];
			order[i] = order[k];
			order[k] = kept;
		}
		for (int i = 0; i < count; i++) {
			const char *command = strchr(argv[2 + order[i]], '=') + 1;
			if (run(command, round, order[i]) != 0) {
				fprintf(stderr, "race: failed: %s\n", command);
				return 1;
			}
		}
	}
	double first_wall = 0, first_processor = 0;
	printf("%-16s %10s %8s %10s %8s %10s   (medians of %d rounds)\n", "", "wall s", "ratio", "cpu s", "ratio", "peak kB", rounds);
	for (int i = 0; i < count; i++) {
		const double w = median(wall[i], rounds), p = median(processor[i], rounds);
		if (i == 0) {
			first_wall = w;
			first_processor = p;
		}
		printf("%-16.*s %10.3f %8.2f %10.3f %8.2f %10ld\n", (int)(strchr(argv[2 + i], '=') - argv[2 + i]), argv[2 + i],
			w, w / first_wall, p, p / first_processor, peak[i]);
	}
	return 0;
}
