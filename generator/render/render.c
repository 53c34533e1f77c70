/* The table of formats. */
#include "render/render.h"

const struct renderer renderers[] = {
	{"markdown", ".md", render_markdown, verify_markdown},
	{"html", ".html", render_html, verify_html},
	{"xlsx", ".xlsx", render_workbook, NULL}, /* tried twice, so it must know itself */
};
const size_t renderer_count = sizeof renderers / sizeof *renderers;
