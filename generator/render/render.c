/* The table of formats. */
#include "render/render.h"

/*
 * What a build would refuse, a check finds: the page is made and thrown away. Whether it says all that
 * it should is a matter of its template: a council's own is proved here, the common one when it is
 * built, or `check` would take twice the time.
 */
static bool page_fits(const struct rendering *what,
	bool (*render)(const struct rendering *what, struct text *into),
	bool (*verify)(const struct rendering *what, struct span bytes))
{
	struct rendering trial = *what;
	trial.trial = !what->settled->house->own_pages;
	struct text page = {0};
	const bool fits = render(&trial, &page) && (trial.trial || verify(&trial, text_span(&page)));
	text_release(&page);
	return fits;
}

bool markdown_fits(const struct rendering *what)
{
	return page_fits(what, render_markdown, verify_markdown);
}

/* Nothing but its size can stop a page of the common template: bytes for each that was read for it,
 * twice what a paper has whose paragraphs are one letter long (tests/hostile/system.sh). */
#define GROWTH_MOST 128

bool html_fits(const struct rendering *what)
{
	const bool surely = !what->settled->house->own_pages && what->input_bytes &&
			    what->input_bytes <= TEXT_LIMIT_BYTES / GROWTH_MOST;
	return surely || page_fits(what, render_html, verify_html);
}

const struct renderer renderers[] = {
	{"md", ".md", render_markdown, verify_markdown, markdown_fits, true},
	{"html", ".html", render_html, verify_html, html_fits, true},
	{"xlsx", ".xlsx", render_workbook, verify_workbook, workbook_fits, false},
};
const size_t renderer_count = sizeof renderers / sizeof *renderers;
