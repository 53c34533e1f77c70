/*
 * job: the pipeline of one paper, readable top to bottom. It takes a file and gives findings and,
 * when asked and allowed, the finished and verified bytes of each output. It writes nothing.
 */
#ifndef RUN_JOB_H
#define RUN_JOB_H

#include "base/limits.h"
#include "house/house.h"
#include "render/render.h"
#include "report/report.h"
#include "run/styles.h"

#define JOB_FORMATS 3
#define COMPANION_FOLDER "-files/"
#define JOB_OUTPUTS (JOB_FORMATS + LIMIT_COMPANIONS)

struct job_request {
	const char *path;        /* NULL: `bytes` are the paper (standard input) */
	struct span bytes;
	struct span name;        /* what findings call it */
	struct span absolute;    /* its path from the root; absent: files beside it are not looked at */
	struct span base;        /* of its outputs: "2005/youth-centres" */
	const struct house_search *search;
	struct styles *styles;   /* of the worker: NULL gives the job its own */
	bool build;              /* false: check only; the limits of formats are checked all the same */
	bool formats[JOB_FORMATS]; /* which rows of the renderers' table */
	const char *temporary;   /* private folder for the workbook's parts; NULL: memory or /tmp */
	bool has_epoch;
	int64_t epoch;           /* SOURCE_DATE_EPOCH */
	bool operand;            /* named on the command line, not found in a folder */
	bool fix;                /* keep what a fix is proved by: read_findings */
};

enum job_outcome {
	JOB_done,       /* the outputs may be written */
	JOB_refused,    /* errors: nothing of it may be written */
	JOB_unreadable, /* the file itself could not be read: exit 2 when it was an operand */
	JOB_not_a_paper,
};

/* A finished file. Formats come first, in the order of their table, then the paper's companions. */
struct job_output {
	struct span suffix; /* what its name has after the paper's: ".html", "-files/appendix-2.pdf" */
	struct span bytes;  /* in `rendered`, or in the arena */
};

struct job {
	enum job_outcome outcome;
	struct arena *arena;
	struct sources sources; /* every file read: paper, style files, templates */
	struct beside beside;   /* the files that the paper names */
	struct diags diags;
	struct reported *reported;
	size_t reported_count;
	struct job_output outputs[JOB_OUTPUTS];
	size_t output_count;
	struct text rendered[JOB_FORMATS];
	uint32_t paper_source; /* number of the paper among the sources */
	uint32_t first_style_source, last_style_source; /* of its style; first > last: none */
	const struct source *source; /* of the paper; NULL: it could not be read */
	const struct node *root;     /* NULL: it is not YAML */
	bool checked;                /* severities and waivers are settled */
	struct finding *read_findings; /* what reading it found, before it was held against its style */
	size_t read_count;
	struct styles *own_styles; /* to release with the job, or NULL */
	/* the card: public facts for the manifest, index and rules across files */
	struct span reference, title, body, date_iso;
	bool final;
};

/* Runs the pipeline. The job must be released whatever the outcome. */
void job_run(const struct job_request *request, struct job *job);
void job_release(struct job *job);

#endif
