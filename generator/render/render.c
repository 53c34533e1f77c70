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

/* Nothing but its size can stop a page of the common template: bytes for each that was read for it,
 * twice what a paper has whose paragraphs are one letter long (tests/hostile/system.sh). */
#define GROWTH_MOST 128

static bool surely_fits(const struct rendering *what)
{
	return !what->settled->house->own_pages && what->input_bytes &&
	       what->input_bytes <= TEXT_LIMIT_BYTES / GROWTH_MOST;
}

static bool emphasis_holds(const struct settled_part *parts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if ((parts[i].body && !markdown_emphasis_holds(parts[i].body)) ||
			!emphasis_holds(parts[i].parts, parts[i].part_count))
			return false;
	return true;
}

static bool all_emphasis_holds(const struct settled *s)
{
	for (size_t i = 0; i < s->sheet_count; i++)
		if (!emphasis_holds(s->sheets[i].parts, s->sheets[i].part_count))
			return false;
	for (size_t i = 0; i < s->appendix_count; i++)
		if (s->appendices[i].text && !markdown_emphasis_holds(s->appendices[i].text))
			return false;
	return true;
}

/* Where some does not, the page itself says what is written in its stead. */
bool markdown_fits(const struct rendering *what)
{
	return (surely_fits(what) && all_emphasis_holds(what->settled)) ||
	       page_fits(what, render_markdown, verify_markdown);
}

bool html_fits(const struct rendering *what)
{
	return surely_fits(what) || page_fits(what, render_html, verify_html);
}

const struct renderer renderers[] = {
	{"md", ".md", render_markdown, verify_markdown, markdown_fits, true},
	{"html", ".html", render_html, verify_html, html_fits, true},
	{"xlsx", ".xlsx", render_workbook, verify_workbook, workbook_fits, false},
};
const size_t renderer_count = sizeof renderers / sizeof *renderers;
