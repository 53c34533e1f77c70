#include "run/batch.h"
#include "run/frame.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#define HEADER_BYTES (2 * sizeof(uint32_t))
#define PULSE_MILLISECONDS 100
#define WORKER_MEMORY_BYTES (1024ul * 1024 * 1024)
#define NO_JOB UINT32_MAX
#define READ_BYTES 65536

/* --- signals */

bool interrupts_open(struct interrupts *interrupts)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	if (sigprocmask(SIG_BLOCK, &set, &interrupts->before) != 0)
		return false;
	interrupts->descriptor = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (interrupts->descriptor >= 0)
		return true;
	sigprocmask(SIG_SETMASK, &interrupts->before, NULL);
	return false;
}

void interrupts_close(struct interrupts *interrupts)
{
	if (interrupts->descriptor >= 0)
		close(interrupts->descriptor);
	interrupts->descriptor = -1;
	sigprocmask(SIG_SETMASK, &interrupts->before, NULL);
}

int interrupts_pending(const struct interrupts *interrupts)
{
	struct pollfd ready = {.fd = interrupts->descriptor, .events = POLLIN};
	sigset_t set;
	if (poll(&ready, 1, 0) <= 0 || sigpending(&set) != 0)
		return 0;
	static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
	for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
		if (sigismember(&set, ending[i]) == 1)
			return ending[i];
	return 0;
}

/* --- what parent and workers share */

struct shared {
	_Atomic uint32_t next;     /* the first job that nobody has taken */
	_Atomic uint32_t current[]; /* of each worker: its job, or NO_JOB */
};

struct worker {
	pid_t pid; /* 0: none */
	int pipe;
	uint32_t only;     /* the one job it was started for, or NO_JOB */
	struct text heard; /* bytes that are not a whole frame yet */
};

enum job_state { UNANSWERED, TRIED, ANSWERED, DEAD };
struct job_slot {
	enum job_state state;
	uint32_t length;
	char *answer; /* or how it died; NULL once handed on */
};

struct run {
	const struct batch *batch;
	struct shared *shared;
	size_t shared_bytes;
	struct worker *workers;
	struct job_slot *slots;
	uint32_t answered; /* jobs that are ANSWERED or DEAD */
	uint32_t handed;   /* jobs handed on, in order */
	uint32_t idle_deaths; /* workers that died outside any job */
	bool stopped;
};

/* --- the worker's side */

/* glibc gives memory back to the kernel after each paper and takes it again for the next: measured,
 * a third of a whole run. */
static void keep_memory(void)
{
#ifdef __GLIBC__
	mallopt(M_TRIM_THRESHOLD, 256 * 1024 * 1024);
	mallopt(M_MMAP_THRESHOLD, 64 * 1024 * 1024);
	mallopt(M_TOP_PAD, 4 * 1024 * 1024);
#endif
}

static void bound_worker(void)
{
	const struct rlimit none = {0, 0};
	setrlimit(RLIMIT_CORE, &none);
	if (!SANITIZED) {
		struct rlimit memory;
		getrlimit(RLIMIT_AS, &memory);
		if (memory.rlim_cur > WORKER_MEMORY_BYTES)
			memory.rlim_cur = WORKER_MEMORY_BYTES;
		setrlimit(RLIMIT_AS, &memory);
	}
	signal(SIGXFSZ, SIG_IGN); /* a file that may grow no more is an error of write, not an end */
}

/* `bounded`: the seconds of processor time that had begun when the bound was last set. The kernel counts
 * whole ones: within the same second the bound is the same. */
static void bound_job(uint32_t seconds, rlim_t *bounded)
{
	struct timespec used;
	struct rlimit limit;
	if (!seconds || clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0)
		return;
	const rlim_t spent = (rlim_t)used.tv_sec + 1;
	if (spent == *bounded || getrlimit(RLIMIT_CPU, &limit) != 0)
		return;
	*bounded = spent;
	if (limit.rlim_max == RLIM_INFINITY || spent + seconds < limit.rlim_max)
		limit.rlim_cur = spent + seconds;
	setrlimit(RLIMIT_CPU, &limit);
}

static bool write_all(int descriptor, const char *bytes, size_t count)
{
	while (count > 0) {
		ssize_t written = write(descriptor, bytes, count);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		bytes += written;
		count -= (size_t)written;
	}
	return true;
}

/* Present in builds that measure coverage only; _exit would lose the counts. */
extern void __gcov_dump(void) __attribute__((weak));

static _Noreturn void leave(int status)
{
	if (__gcov_dump)
		__gcov_dump();
	_exit(status);
}

static void answer_job(const struct batch *batch, uint32_t job, int out, struct text *frame,
	rlim_t *bounded)
{
	text_clear(frame);
	put_u32(frame, 0);
	put_u32(frame, job);
	bound_job(batch->seconds, bounded);
	batch->work(batch->context, job, frame);
	if (text_failed(frame))
		leave(3);
	uint32_t length = (uint32_t)(frame->length - HEADER_BYTES);
	memcpy(frame->at, &length, sizeof length);
	if (!write_all(out, frame->at, frame->length))
		leave(3);
}

static _Noreturn void be_worker(const struct run *run, uint32_t number, uint32_t only, int out,
	pid_t parent)
{
	const struct batch *batch = run->batch;
	_Atomic uint32_t *current = &run->shared->current[number];
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		leave(3);
	if (batch->interrupts)
		sigprocmask(SIG_SETMASK, &batch->interrupts->before, NULL);
	bound_worker();
	keep_memory();
	struct text frame = {0};
	rlim_t bounded = 0;
	if (batch->begin)
		batch->begin(batch->context);
	for (;;) {
		uint32_t job = only != NO_JOB ? only : atomic_fetch_add(&run->shared->next, 1);
		if (job >= batch->jobs)
			leave(0);
		atomic_store(current, job);
		answer_job(batch, job, out, &frame, &bounded);
		atomic_store(current, NO_JOB);
		if (only != NO_JOB)
			leave(0);
	}
}

/* --- the parent's side */

static bool start_worker(struct run *run, uint32_t number, uint32_t only)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	pid_t parent = getpid();
	atomic_store(&run->shared->current[number], only);
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		close(ends[0]);
		for (uint32_t i = 0; i < run->batch->workers; i++)
			if (run->workers[i].pid)
				close(run->workers[i].pipe);
		be_worker(run, number, only, ends[1], parent);
	}
	int error = errno;
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		errno = error;
		return false;
	}
	run->workers[number].pid = pid;
	run->workers[number].pipe = ends[0];
	run->workers[number].only = only;
	text_clear(&run->workers[number].heard);
	return true;
}

static bool settle(struct run *run, uint32_t job, enum job_state state, struct span answer)
{
	struct job_slot *slot = &run->slots[job];
	slot->answer = malloc(answer.length + 1);
	if (!slot->answer)
		return false;
	memcpy(slot->answer, answer.at, answer.length);
	slot->length = (uint32_t)answer.length;
	slot->state = state;
	run->answered++;
	return true;
}

static bool is_open(const struct run *run, uint32_t job)
{
	return run->slots[job].state == UNANSWERED || run->slots[job].state == TRIED;
}

/* Takes the whole frames off the front of what was heard; false: these are no frames of ours. */
static bool take_frames(struct run *run, struct worker *worker)
{
	struct span rest = text_span(&worker->heard);
	while (rest.length >= HEADER_BYTES) {
		uint32_t header[2];
		memcpy(header, rest.at, sizeof header);
		uint32_t length = header[0], job = header[1];
		if (length > FRAME_LIMIT - HEADER_BYTES || job >= run->batch->jobs || !is_open(run, job))
			return false;
		if (rest.length < HEADER_BYTES + length)
			break;
		if (!settle(run, job, ANSWERED, span_cut(rest, HEADER_BYTES, HEADER_BYTES + length)))
			return false;
		rest = span_cut(rest, HEADER_BYTES + length, rest.length);
	}
	size_t taken = worker->heard.length - rest.length;
	if (taken) {
		memmove(worker->heard.at, worker->heard.at + taken, rest.length);
		text_cut(&worker->heard, rest.length);
	}
	return true;
}

static void describe_death(int status, struct text *into)
{
	const char *name = WIFSIGNALED(status) ? sigabbrev_np(WTERMSIG(status)) : NULL;
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		text_add_string(into, "it took too long");
	else if (name)
		text_format(into, "SIG%s", name);
	else if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
		text_format(into, "ended with %d", WEXITSTATUS(status));
	else
		text_add_string(into, "its answer was broken");
}

/* After a job's worker died: once more, alone in a fresh worker; then it is given up. */
static bool mourn(struct run *run, uint32_t number, uint32_t job, int status)
{
	if (run->slots[job].state == UNANSWERED) {
		run->slots[job].state = TRIED;
		return start_worker(run, number, job);
	}
	struct text how = {0};
	describe_death(status, &how);
	bool kept = settle(run, job, DEAD, text_span(&how));
	text_release(&how);
	return kept;
}

/* The end of one worker: of its own, or because what it sent was no frame. */
static bool bury(struct run *run, uint32_t number, bool kill_it)
{
	struct worker *worker = &run->workers[number];
	int status = 0;
	if (kill_it)
		kill(worker->pid, SIGKILL);
	close(worker->pipe);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		;
	worker->pid = 0;
	bool torn = kill_it || worker->heard.length > 0;
	text_clear(&worker->heard);
	if (kill_it)
		status = 0; /* our own kill is not how it died */
	uint32_t job = worker->only != NO_JOB ? worker->only
					      : atomic_load(&run->shared->current[number]);
	if (job < run->batch->jobs && is_open(run, job))
		return mourn(run, number, job, status);
	if (status != 0 || torn)
		run->idle_deaths++;
	return true;
}

/* Fills the places of workers that have ended while there is work. A worker can die between taking
 * a job and saying so, and one whose words were broken may have gone on to other jobs: jobs that
 * nobody has are found here, once nobody is at work, and done alone. */
static bool fill_places(struct run *run)
{
	const struct batch *batch = run->batch;
	bool more = atomic_load(&run->shared->next) < batch->jobs && run->idle_deaths <= batch->workers;
	uint32_t living = 0;
	for (uint32_t i = 0; i < batch->workers; i++) {
		if (!run->workers[i].pid && more && !start_worker(run, i, NO_JOB))
			more = false; /* no room for another process: the others go on */
		living += run->workers[i].pid != 0;
	}
	if (living || run->answered == batch->jobs)
		return true;
	for (uint32_t job = 0; job < batch->jobs; job++) {
		if (!is_open(run, job))
			continue;
		run->slots[job].state = TRIED;
		return start_worker(run, 0, job);
	}
	return true;
}

static bool hear(struct run *run, uint32_t number)
{
	struct worker *worker = &run->workers[number];
	char bytes[READ_BYTES];
	ssize_t count = read(worker->pipe, bytes, sizeof bytes);
	if (count < 0 && (errno == EINTR || errno == EAGAIN))
		return true;
	if (count <= 0)
		return bury(run, number, false);
	text_add(&worker->heard, (struct span){bytes, (size_t)count});
	if (text_failed(&worker->heard) || !take_frames(run, worker))
		return bury(run, number, true);
	return true;
}

static void hand_on(struct run *run)
{
	const struct batch *batch = run->batch;
	while (!run->stopped && run->handed < batch->jobs && !is_open(run, run->handed)) {
		struct job_slot *slot = &run->slots[run->handed];
		struct span answer = {slot->answer, slot->length};
		bool more = slot->state == ANSWERED ? batch->take(batch->context, run->handed, answer)
						    : batch->died(batch->context, run->handed, answer);
		free(slot->answer);
		slot->answer = NULL;
		run->handed++;
		run->stopped = !more;
	}
}

static void stop_workers(struct run *run)
{
	for (uint32_t i = 0; i < run->batch->workers; i++)
		if (run->workers[i].pid)
			kill(run->workers[i].pid, SIGKILL);
	for (uint32_t i = 0; i < run->batch->workers; i++) {
		struct worker *worker = &run->workers[i];
		if (!worker->pid)
			continue;
		close(worker->pipe);
		while (waitpid(worker->pid, NULL, 0) < 0 && errno == EINTR)
			;
		worker->pid = 0;
	}
}

/*
 * To wake for each answer of a paper that took less than a millisecond costs as much as a tenth of the
 * paper: while many are left, answers are let gather in the pipes.
 */
#define GATHER_NANOSECONDS 1000000
#define GATHER_JOBS 32

static void let_answers_gather(const struct run *run)
{
	const struct timespec moment = {0, GATHER_NANOSECONDS};
	if (run->answered + GATHER_JOBS < run->batch->jobs)
		nanosleep(&moment, NULL); /* a signal ends it sooner, which is right */
}

/* Waits until some worker speaks; -1 for an interrupt. */
static int listen_once(struct run *run, struct pollfd *polls)
{
	const struct batch *batch = run->batch;
	for (uint32_t i = 0; i < batch->workers; i++)
		polls[i] = (struct pollfd){
			.fd = run->workers[i].pid ? run->workers[i].pipe : -1, .events = POLLIN};
	polls[batch->workers] = (struct pollfd){
		.fd = batch->interrupts ? batch->interrupts->descriptor : -1, .events = POLLIN};
	let_answers_gather(run);
	int ready = poll(polls, batch->workers + 1, batch->pulse ? PULSE_MILLISECONDS : -1);
	if (batch->pulse)
		batch->pulse(batch->context, run->answered);
	if (batch->interrupts && polls[batch->workers].revents)
		return -1;
	return ready < 0 && errno != EINTR ? -2 : ready;
}

static enum batch_outcome run_jobs(struct run *run, struct pollfd *polls)
{
	while (run->handed < run->batch->jobs) {
		if (!fill_places(run))
			return BATCH_failed;
		int ready = listen_once(run, polls);
		if (ready < 0)
			return ready == -1 ? BATCH_interrupted : BATCH_failed;
		for (uint32_t i = 0; i < run->batch->workers; i++)
			if (polls[i].fd >= 0 && polls[i].revents && !hear(run, i))
				return BATCH_failed;
		hand_on(run);
		if (run->stopped)
			return BATCH_stopped;
	}
	return BATCH_done;
}

/* Workers begin with what the parent holds: what it no longer needs is given back first. */
static void give_back_memory(void)
{
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}

static bool begin_run(struct run *run, const struct batch *batch)
{
	give_back_memory();
	run->batch = batch;
	run->shared_bytes = sizeof *run->shared + batch->workers * sizeof(_Atomic uint32_t);
	run->shared = mmap(NULL, run->shared_bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		-1, 0);
	run->workers = calloc(batch->workers, sizeof *run->workers);
	run->slots = calloc(batch->jobs, sizeof *run->slots);
	return run->shared != MAP_FAILED && run->workers && run->slots;
}

static void end_run(struct run *run)
{
	for (uint32_t i = 0; run->workers && i < run->batch->workers; i++)
		text_release(&run->workers[i].heard);
	for (uint32_t i = 0; run->slots && i < run->batch->jobs; i++)
		free(run->slots[i].answer);
	free(run->workers);
	free(run->slots);
	if (run->shared != MAP_FAILED)
		munmap(run->shared, run->shared_bytes);
}

enum batch_outcome batch_run(const struct batch *batch)
{
	if (batch->jobs == 0)
		return BATCH_done;
	struct batch bounded = *batch;
	if (bounded.workers > bounded.jobs)
		bounded.workers = bounded.jobs;
	if (bounded.workers == 0)
		bounded.workers = 1;
	struct run run = {0};
	struct pollfd *polls = calloc(bounded.workers + 1, sizeof *polls);
	enum batch_outcome outcome = BATCH_failed;
	if (begin_run(&run, &bounded) && polls)
		outcome = run_jobs(&run, polls);
	int error = errno;
	if (run.workers)
		stop_workers(&run);
	end_run(&run);
	free(polls);
	errno = error;
	return outcome;
}
