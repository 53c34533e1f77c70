/* `cabpaper check`: what is wrong with papers. Takes no lock, reads no cache, writes nothing but the
 * reports and the baseline that are asked for, and what --fix mends, that in the workers (fix_write). */
#include "run/batch.h"
#include "run/collect.h"
#include "run/commands.h"
#include "run/version.h"
#include "run/work.h"

#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct checking_run {
	struct work work;
	struct collected collected;
	struct span *editions; /* of each style found, what was checked of it; absent: nothing */
	bool failed; /* an operand could not be read */
	size_t known; /* findings that the baseline has */
	size_t mended; /* findings of the baseline that these papers have no more */
	struct {
		size_t findings, lines, papers;
		struct text shown; /* diffs, or the fixed text of standard input */
	} fixed;
};

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static void take_fixed(struct checking_run *run, const struct found_paper *paper,
	const struct fixed_record *fixed)
{
	run->fixed.findings += fixed->findings;
	run->fixed.lines += fixed->lines;
	run->fixed.papers += fixed->findings + fixed->lines > 0;
	text_add(&run->fixed.shown, fixed->shown);
	run->failed = run->failed || fixed->failed;
	if (fixed->left.at)
		say("%.*s is left as it is: %.*s", SPAN_ARG(paper->name), SPAN_ARG(fixed->left));
	if (fixed->given_up)
		say("%.*s: %u fix%s would bring another fault, and %s not made", SPAN_ARG(paper->name),
			fixed->given_up, fixed->given_up == 1 ? "" : "es",
			fixed->given_up == 1 ? "was" : "were");
}

static bool take_answer(void *context, uint32_t job, struct span answer)
{
	struct checking_run *run = context;
	const struct found_paper *paper = &run->work.found->papers[run->work.papers[job]];
	struct arena *scratch = arena_new();
	struct job_result result;
	if (frame_read(scratch, answer, &result)) {
		collect_result(&run->collected, &result);
		take_fixed(run, paper, &result.fixed);
		run->editions[run->work.papers[job]] =
			arena_copy(run->collected.arena, result.editions);
		if (result.outcome == JOB_unreadable && paper->operand) {
			say("%s could not be read", paper->path ? paper->path : "standard input");
			run->failed = true;
		}
	} else {
		struct reported made = report_made(scratch, FINDING_worker_died, paper->name, 1,
			SPAN("its answer was broken"), SPAN_NONE);
		collect(&run->collected, &made, 1);
	}
	arena_release(scratch);
	return true;
}

static bool take_death(void *context, uint32_t job, struct span how)
{
	struct checking_run *run = context;
	const struct found_paper *paper = &run->work.found->papers[run->work.papers[job]];
	struct reported made = report_made(
		run->collected.arena, FINDING_worker_died, paper->name, 1, how, SPAN_NONE);
	collect(&run->collected, &made, 1);
	return true;
}

/* Standard input, one byte more than is allowed at most: the source says that it is too large. */
static bool read_standard_input(struct text *into)
{
	char bytes[65536];
	while (into->length <= LIMIT_FILE_BYTES) {
		ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return false;
		if (count == 0)
			break;
		text_add(into, (struct span){bytes, (size_t)count});
	}
	return !text_failed(into);
}

static bool wants_standard_input(const struct found *found)
{
	for (size_t i = 0; i < found->count; i++)
		if (!found->papers[i].path)
			return true;
	return false;
}

static uint32_t list_jobs(struct arena *arena, const struct found *found, struct work *work)
{
	uint32_t *papers = ARENA_ARRAY(arena, uint32_t, found->count + 1), count = 0;
	for (uint32_t i = 0; i < found->count; i++)
		if (!found->papers[i].refused)
			papers[count++] = i;
	work->papers = papers;
	return count;
}

static void list_styles(const struct checking_run *run, struct text *into)
{
	const struct found *found = run->work.found;
	for (size_t i = 0; i < found->count; i++)
		if (found->papers[i].style && run->editions[i].at)
			text_format(into, "%.*s: checked %.*s\n", SPAN_ARG(found->papers[i].name),
				SPAN_ARG(run->editions[i]));
}

static void add_count(size_t count, const char *what, const char *before, struct text *into)
{
	if (count)
		text_format(into, "%s%zu %s%s", before, count, what, count == 1 ? "" : "s");
}

/* "fixed 3 findings and the ends of 2 lines in 1 paper" */
static void add_fixed(const struct checking_run *run, const struct options *options,
	struct text *into)
{
	const bool preview = options->fix == FIX_preview;
	if (run->fixed.papers == 0) {
		text_add_string(into, preview ? "nothing would be fixed\n" : "nothing was fixed\n");
		return;
	}
	text_add_string(into, preview ? "would fix" : "fixed");
	add_count(run->fixed.findings, "finding", " ", into);
	if (run->fixed.lines)
		text_format(into, "%s the end%s of %zu line%s", run->fixed.findings ? " and" : "",
			plural(run->fixed.lines), run->fixed.lines, plural(run->fixed.lines));
	text_format(into, " in %zu paper%s\n", run->fixed.papers, plural(run->fixed.papers));
}

static void print_text(struct checking_run *run, const struct options *options, bool colour,
	struct text *out)
{
	struct collected *all = &run->collected;
	const size_t styles = run->work.found->styles, papers = run->work.found->count - styles;
	collect_print(all, options->show, colour, out);
	if (all->left_out)
		text_format(out, "and %zu more findings\n", all->left_out);
	if (options->quiet)
		return;
	if (options->fix != FIX_none)
		add_fixed(run, options, out);
	list_styles(run, out);
	if (run->known)
		text_format(out, "%zu known from the baseline\n", run->known);
	if (all->count == run->known) {
		text_add_string(out, run->known ? "nothing new in" : "no findings in");
		add_count(papers, "paper", " ", out);
		add_count(styles, "style", papers ? " and " : " ", out);
		text_add_string(out, papers + styles ? "\n" : " 0 papers\n");
		if (run->mended) /* said when nothing is new: what is written anew takes all there is */
			text_format(out, "%zu of the baseline %s mended: write it anew with --write-baseline\n",
				run->mended, run->mended == 1 ? "is" : "are");
	} else {
		report_summary(all->reported, all->count, papers + styles, out);
	}
}

static int by_name(const void *left, const void *right)
{
	return span_compare(*(const struct span *)left, *(const struct span *)right);
}

static struct span *names_of(struct arena *arena, const struct found *found)
{
	struct span *files = ARENA_ARRAY(arena, struct span, found->count + 1);
	for (size_t i = 0; i < found->count; i++)
		files[i] = found->papers[i].name;
	if (found->count)
		qsort(files, found->count, sizeof *files, by_name);
	return files;
}

static void print_form(struct checking_run *run, const struct options *options, size_t form,
	struct text *out)
{
	const struct found *found = run->work.found;
	const struct collected *all = &run->collected;
	const struct report report = {.reported = all->reported, .count = all->count,
		.show = options->show, .fail_on = options->fail_on, .files = names_of(all->arena, found), .file_count = found->count,
		.left_out = all->left_out, .version = SPAN(CABPAPER_VERSION),
		.has_baseline = options->baseline != NULL, .broken = run->failed || found->unreadable};
	report_write(form, &report, out);
}

/* On GitHub's runner its own form, unless another was asked for. */
static size_t form_of(const struct options *options)
{
	const char *github = getenv("GITHUB_ACTIONS");
	if (options->report_given || !github || strcmp(github, "true") != 0)
		return options->report;
	for (size_t form = 0; report_form_name(form); form++)
		if (strcmp(report_form_name(form), "github") == 0)
			return form;
	return options->report;
}

static void make_report(struct checking_run *run, const struct options *options, size_t form,
	bool colour, struct text *out)
{
	if (report_form_is_text(form))
		print_text(run, options, colour, out);
	else
		print_form(run, options, form, out);
}

static bool write_report(struct checking_run *run, const struct options *options,
	const struct report_file *to)
{
	struct text out = {0};
	make_report(run, options, to->form, options->colour == WHEN_always, &out);
	const int error = text_failed(&out) ? ENOMEM : file_deliver(to->path, text_span(&out));
	text_release(&out);
	if (error)
		say("cannot write the report %s: %s", to->path,
			error == ELOOP ? "it is a link; name the file itself" : strerror(error));
	return !error;
}

static void print_report(struct checking_run *run, const struct options *options)
{
	/* standard output has room for one thing: a diff or a text, or the report */
	const bool shows = options->fix == FIX_preview ||
			   (options->fix == FIX_files && wants_standard_input(run->work.found));
	FILE *stream = shows ? stderr : stdout;
	const size_t form = shows && !options->report_given ? 0 : form_of(options);
	struct text out = {0};
	make_report(run, options, form, in_colour(options, stream), &out);
	print(&run->fixed.shown, stdout);
	fflush(stdout); /* what is shown comes first, wherever the report goes */
	if (report_form_is_text(form))
		print_words(&out, stream);
	else
		print(&out, stream);
	if (options->fix != FIX_none && !report_form_is_text(form) && !options->quiet) {
		text_clear(&out);
		text_add_string(&out, "cabpaper: ");
		add_fixed(run, options, &out);
		print(&out, stderr);
	}
	text_release(&out);
}

/* Files first: what reads standard output may go away before its end. */
static bool write_reports(struct checking_run *run, const struct options *options)
{
	bool all = true;
	for (size_t i = 0; i < options->report_file_count; i++)
		all = write_report(run, options, &options->report_files[i]) && all;
	print_report(run, options);
	return all;
}

/* --- the baseline */

/* False when it cannot be read: then nothing would be known, and all be new. */
static bool apply_baseline(struct checking_run *run, const struct options *options)
{
	struct text file = {0};
	struct baseline baseline;
	struct arena *arena = run->collected.arena;
	if (!file_read_followed(span_of(options->baseline), TEXT_LIMIT_BYTES, &file)) {
		say("cannot read the baseline %s", options->baseline);
		text_release(&file);
		return false;
	}
	const bool right = baseline_read(arena, arena_copy(arena, text_span(&file)), &baseline);
	text_release(&file);
	const struct collected *all = &run->collected;
	const struct found *found = run->work.found;
	if (right) {
		run->known = baseline_apply(&baseline, all->reported, all->count);
		run->mended = baseline_mended(
			&baseline, all->reported, all->count, names_of(arena, found), found->count);
	} else
		say("%s is no baseline: see line %zu", options->baseline, baseline.bad_line);
	return right;
}

static bool write_baseline(struct checking_run *run, const struct options *options)
{
	struct text file = {0};
	baseline_write(run->collected.arena, run->collected.reported, run->collected.count, &file);
	const int error = file_replace(AT_FDCWD, options->write_baseline, text_span(&file), false);
	text_release(&file);
	if (error)
		say("cannot write %s: %s", options->write_baseline, strerror(error));
	run->known = 0;
	run->mended = 0;
	for (size_t i = 0; i < run->collected.count && !error; i++) {
		struct reported *r = &run->collected.reported[i];
		r->known = r->severity >= SEVERITY_warning;
		run->known += r->known;
	}
	return !error;
}

static int exit_code(const struct checking_run *run, const struct options *options)
{
	enum severity worst = SEVERITY_off;
	for (size_t i = 0; i < run->collected.count; i++)
		if (!run->collected.reported[i].known && run->collected.reported[i].severity > worst)
			worst = run->collected.reported[i].severity;
	if (run->collected.left_out && run->collected.worst > worst)
		worst = run->collected.worst; /* what there was no room for is not known */
	if (run->failed || run->work.found->unreadable)
		return EXIT_failed;
	return options->fail_on != SEVERITY_off && worst >= options->fail_on ? EXIT_findings : EXIT_fine;
}

/* What was found, told as asked; a baseline that is written takes it all, and so nothing is new. */
static int conclude(const struct options *options, struct checking_run *run)
{
	collect_sort(&run->collected);
	if (options->baseline && !apply_baseline(run, options))
		return EXIT_failed;
	if (options->write_baseline && !write_baseline(run, options))
		return EXIT_failed;
	return write_reports(run, options) ? exit_code(run, options) : EXIT_failed;
}

static int check_found(const struct options *options, struct arena *arena, struct checking_run *run)
{
	const struct found *found = run->work.found;
	const struct batch batch = {.jobs = list_jobs(arena, found, &run->work),
		.workers = work_workers(options), .seconds = options->fix ? 60 : 10, .context = run, .begin = work_begin,
		.work = work_job, .take = take_answer, .died = take_death};
	run->editions = ARENA_ARRAY(arena, struct span, found->count + 1);
	collect_init(&run->collected, arena);
	collect_found(&run->collected, found);
	if (batch_run(&batch) != BATCH_done) {
		say("cannot start a worker: %s", strerror(errno));
		return EXIT_failed;
	}
	if (found->count == 0 && found->finding_count == 0)
		say("there are no papers (*.yaml) here");
	return conclude(options, run);
}

int command_check(const struct options *options)
{
	struct arena *arena = arena_new();
	struct checking_run run = {.work.options = options};
	struct found found;
	struct search search;
	struct text input = {0};
	int code = EXIT_failed;
	find_papers(arena, options->operands, options->operand_count, options->stdin_filename, &found);
	search_init(&search, arena, options->templates);
	run.work.found = &found;
	run.work.searches = work_searches(arena, &found, &search);
	if (!work_read_epoch(&run.work))
		say("SOURCE_DATE_EPOCH must be a number of seconds");
	else if (wants_standard_input(&found) && !read_standard_input(&input))
		say("cannot read standard input: %s", strerror(errno));
	else {
		run.work.standard_input = text_span(&input);
		code = check_found(options, arena, &run);
	}
	text_release(&run.fixed.shown);
	text_release(&input);
	arena_release(arena);
	return code;
}
