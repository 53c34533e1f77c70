/* Workers that do their work, and workers that crash, tear frames, hang, vanish or talk nonsense. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

#include "run/batch.h"
#include "run/frame.h"

#define JOBS 60

enum deed { WORK, ABORT, FAULT, EXIT, KILLED, SPIN, TEAR, TOO_LONG, WRONG_JOB, TWICE, ONCE_ONLY, LARGE };

struct seen {
	enum deed deeds[JOBS];
	_Atomic uint32_t *tried; /* shared with the workers: how often each job was begun */
	bool taken[JOBS], dead[JOBS];
	char how[JOBS][32];
	uint32_t next; /* the job that must be handed on next */
	uint32_t stop_at;
	size_t bytes;
};

static void write_pipe(const void *bytes, size_t count)
{
	/* the worker's pipe is its only writable one above the standard streams that a fake can find */
	char path[64], target[128];
	for (int descriptor = 3; descriptor < 200; descriptor++) {
		snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
		ssize_t length = readlink(path, target, sizeof target - 1);
		target[length > 0 ? length : 0] = 0;
		if (strncmp(target, "pipe:", 5) != 0)
			continue;
		if (write(descriptor, bytes, count) == (ssize_t)count)
			return;
	}
	_exit(77);
}

static void work(void *context, uint32_t job, struct text *answer)
{
	struct seen *seen = context;
	uint32_t times = atomic_fetch_add(&seen->tried[job], 1);
	uint32_t header[2] = {100, job};
	switch (seen->deeds[job]) {
	case ABORT:
		abort();
	case FAULT:
		signal(SIGSEGV, SIG_DFL);
		raise(SIGSEGV);
		break;
	case EXIT:
		_exit(5);
	case KILLED:
		raise(SIGKILL);
		break;
	case SPIN:
		for (volatile unsigned long i = 0;; i++)
			;
	case TEAR: /* half a frame, and then a calm end */
		write_pipe(header, sizeof header);
		_exit(0);
	case TOO_LONG:
		header[0] = FRAME_LIMIT;
		write_pipe(header, sizeof header);
		break;
	case WRONG_JOB:
		header[0] = 0;
		header[1] = JOBS + 7;
		write_pipe(header, sizeof header);
		break;
	case TWICE: /* an answer to a job that is answered already */
		header[0] = 0;
		write_pipe(header, sizeof header);
		break;
	case ONCE_ONLY:
		if (times == 0)
			raise(SIGKILL);
		break;
	case LARGE:
		text_add_repeated(answer, 'x', FRAME_LIMIT - 8 - 10);
		break;
	case WORK:
		break;
	}
	text_format(answer, "answer %3u", job % 1000);
}

static bool take(void *context, uint32_t job, struct span answer)
{
	struct seen *seen = context;
	char want[32];
	snprintf(want, sizeof want, "answer %3u", job);
	assert_int_equal(job, seen->next++);
	seen->taken[job] = true;
	seen->bytes += answer.length;
	if (seen->deeds[job] != TWICE)
		assert_true(span_ends(answer, want));
	return job != seen->stop_at;
}

static bool died(void *context, uint32_t job, struct span how)
{
	struct seen *seen = context;
	assert_int_equal(job, seen->next++);
	seen->dead[job] = true;
	snprintf(seen->how[job], sizeof seen->how[job], "%.*s", SPAN_ARG(how));
	return job != seen->stop_at;
}

static struct seen begin(void)
{
	struct seen seen = {.stop_at = UINT32_MAX};
	seen.tried = mmap(NULL, JOBS * sizeof *seen.tried, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(seen.tried != MAP_FAILED);
	return seen;
}

static enum batch_outcome run(struct seen *seen, uint32_t jobs, uint32_t workers, uint32_t seconds)
{
	const struct batch batch = {.jobs = jobs, .workers = workers, .seconds = seconds,
		.context = seen, .work = work, .take = take, .died = died};
	enum batch_outcome outcome = batch_run(&batch);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* nobody is left */
	return outcome;
}

static size_t open_files(void)
{
	size_t count = 0;
	DIR *list = opendir("/proc/self/fd");
	while (readdir(list))
		count++;
	closedir(list);
	return count;
}

static void answers_come_in_order_whatever_the_workers(void **state)
{
	(void)state;
	static const uint32_t workers[] = {0, 1, 2, 7, 200};
	for (size_t i = 0; i < sizeof workers / sizeof *workers; i++) {
		struct seen seen = begin();
		size_t before = open_files();
		assert_int_equal(run(&seen, JOBS, workers[i], 0), BATCH_done);
		assert_int_equal(seen.next, JOBS);
		for (size_t job = 0; job < JOBS; job++)
			assert_true(seen.taken[job] && seen.tried[job] == 1);
		assert_int_equal(open_files(), before);
	}
}

static void no_jobs_are_done_at_once(void **state)
{
	(void)state;
	struct seen seen = begin();
	assert_int_equal(run(&seen, 0, 4, 0), BATCH_done);
	assert_int_equal(seen.next, 0);
}

/* One bad job among good ones, at every number of workers. */
static void one_bad(enum deed deed, const char *how, uint32_t seconds)
{
	for (uint32_t workers = 1; workers <= 3; workers++) {
		struct seen seen = begin();
		seen.deeds[5] = deed;
		assert_int_equal(run(&seen, 12, workers, seconds), BATCH_done);
		for (uint32_t job = 0; job < 12; job++) {
			assert_int_equal(seen.dead[job], job == 5);
			assert_int_equal(seen.taken[job], job != 5);
		}
		assert_int_equal(seen.tried[5], 2); /* once more, alone */
		assert_string_equal(seen.how[5], how);
	}
}

static void a_worker_may_die_in_any_way(void **state)
{
	(void)state;
	one_bad(KILLED, "SIGKILL", 0);
	one_bad(EXIT, "ended with 5", 0);
	one_bad(FAULT, "SIGSEGV", 0);
	one_bad(ABORT, "SIGABRT", 0);
}

static void torn_and_foolish_frames_are_deaths(void **state)
{
	(void)state;
	one_bad(TEAR, "its answer was broken", 0);
	one_bad(TOO_LONG, "its answer was broken", 0);
	one_bad(WRONG_JOB, "its answer was broken", 0);
}

static void an_endless_job_is_ended(void **state)
{
	(void)state;
	struct seen seen = begin();
	seen.deeds[1] = SPIN;
	assert_int_equal(run(&seen, 3, 2, 1), BATCH_done);
	assert_true(seen.dead[1] && seen.taken[0] && seen.taken[2]);
	assert_string_equal(seen.how[1], "it took too long");
}

static void a_second_answer_counts_for_nothing(void **state)
{
	(void)state;
	struct seen seen = begin();
	seen.deeds[2] = TWICE;
	assert_int_equal(run(&seen, 6, 2, 0), BATCH_done);
	for (uint32_t job = 0; job < 6; job++)
		assert_true(seen.taken[job] && !seen.dead[job]);
}

static void what_succeeds_the_second_time_has_succeeded(void **state)
{
	(void)state;
	struct seen seen = begin();
	for (uint32_t job = 0; job < JOBS; job += 3)
		seen.deeds[job] = ONCE_ONLY;
	assert_int_equal(run(&seen, JOBS, 2, 0), BATCH_done);
	for (uint32_t job = 0; job < JOBS; job++)
		assert_true(seen.taken[job] && seen.tried[job] == (job % 3 == 0 ? 2 : 1));
}

static void when_all_die_all_are_told(void **state)
{
	(void)state;
	struct seen seen = begin();
	for (uint32_t job = 0; job < JOBS; job++)
		seen.deeds[job] = KILLED;
	assert_int_equal(run(&seen, JOBS, 3, 0), BATCH_done);
	for (uint32_t job = 0; job < JOBS; job++)
		assert_true(seen.dead[job] && seen.tried[job] == 2);
}

static void the_largest_frame_passes(void **state)
{
	(void)state;
	struct seen seen = begin();
	seen.deeds[0] = seen.deeds[3] = LARGE;
	assert_int_equal(run(&seen, 5, 2, 0), BATCH_done);
	assert_true(seen.taken[0] && seen.taken[3]);
	assert_int_equal(seen.bytes, 2 * (FRAME_LIMIT - 8) + 3 * 10);
}

static void nothing_is_handed_on_after_a_stop(void **state)
{
	(void)state;
	for (uint32_t workers = 1; workers <= 4; workers++) {
		struct seen seen = begin();
		seen.stop_at = 10;
		assert_int_equal(run(&seen, JOBS, workers, 0), BATCH_stopped);
		assert_int_equal(seen.next, 11);
		seen = begin();
		seen.stop_at = 4;
		seen.deeds[4] = KILLED;
		assert_int_equal(run(&seen, JOBS, workers, 0), BATCH_stopped);
		assert_int_equal(seen.next, 5);
		assert_true(seen.dead[4]);
	}
}

static bool interrupt_us(void *context, uint32_t job, struct span answer)
{
	if (job == 3)
		kill(getpid(), SIGTERM);
	return take(context, job, answer);
}

static void a_signal_ends_the_run_between_two_answers(void **state)
{
	(void)state;
	struct interrupts interrupts;
	struct seen seen = begin();
	assert_true(interrupts_open(&interrupts));
	assert_int_equal(interrupts_pending(&interrupts), 0);
	for (uint32_t job = 10; job < JOBS; job++)
		seen.deeds[job] = SPIN;
	const struct batch batch = {.jobs = JOBS, .workers = 2, .context = &seen, .work = work,
		.take = interrupt_us, .died = died, .interrupts = &interrupts};
	assert_int_equal(batch_run(&batch), BATCH_interrupted);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(interrupts_pending(&interrupts), SIGTERM);
	signal(SIGTERM, SIG_IGN); /* takes the waiting signal away */
	interrupts_close(&interrupts);
	signal(SIGTERM, SIG_DFL);
}

static void workers_that_cannot_be_started_are_told(void **state)
{
	(void)state;
	/* in a child: the limit on processes cannot be raised again */
	pid_t child = fork();
	if (child == 0) {
		struct seen seen = begin();
		struct rlimit none = {4, 4};
		setrlimit(RLIMIT_NOFILE, &none); /* no room for a pipe */
		const struct batch batch = {.jobs = 3, .workers = 2, .context = &seen, .work = work,
			.take = take, .died = died};
		_exit(batch_run(&batch) == BATCH_failed ? 0 : 1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_come_in_order_whatever_the_workers),
		cmocka_unit_test(no_jobs_are_done_at_once),
		cmocka_unit_test(a_worker_may_die_in_any_way),
		cmocka_unit_test(torn_and_foolish_frames_are_deaths),
		cmocka_unit_test(an_endless_job_is_ended),
		cmocka_unit_test(a_second_answer_counts_for_nothing),
		cmocka_unit_test(what_succeeds_the_second_time_has_succeeded),
		cmocka_unit_test(when_all_die_all_are_told),
		cmocka_unit_test(the_largest_frame_passes),
		cmocka_unit_test(nothing_is_handed_on_after_a_stop),
		cmocka_unit_test(a_signal_ends_the_run_between_two_answers),
		cmocka_unit_test(workers_that_cannot_be_started_are_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
