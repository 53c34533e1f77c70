/* The table of formats. */
#include "render/render.h"

/* What a build would refuse, a check finds: the page is made, proved and thrown away. */
static bool page_fits(const struct rendering *what,
	bool (*render)(const struct rendering *what, struct text *into),
	bool (*verify)(const struct rendering *what, struct span bytes))
{
	struct text page = {0};
	const bool fits = render(what, &page) && verify(what, text_span(&page));
	text_release(&page);
	return fits;
}

bool markdown_fits(const struct rendering *what)
{
	return page_fits(what, render_markdown, verify_markdown);
}

bool html_fits(const struct rendering *what)
{
	return page_fits(what, render_html, verify_html);
}

const struct renderer renderers[] = {
	{"md", ".md", render_markdown, verify_markdown, markdown_fits, true},
	{"html", ".html", render_html, verify_html, html_fits, true},
	{"xlsx", ".xlsx", render_workbook, verify_workbook, workbook_fits, false},
};
const size_t renderer_count = sizeof renderers / sizeof *renderers;
