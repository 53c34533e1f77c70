/* The table of formats. */
#include "render/render.h"

const struct renderer renderers[] = {
	{"md", ".md", render_markdown, verify_markdown},
	{"html", ".html", render_html, verify_html},
	{"xlsx", ".xlsx", render_workbook, verify_workbook},
};
const size_t renderer_count = sizeof renderers / sizeof *renderers;
