#include "prose/prose.h"

/* Where a scheme would end: at a colon before any slash, query or fragment. The first part of a
 * relative path may not hold a colon (RFC 3986, 4.2), so whatever stands before one is a scheme. */
static size_t scheme_length(struct span url)
{
	for (size_t i = 0; i < url.length; i++) {
		if (url.at[i] == ':')
			return i;
		if (url.at[i] == '/' || url.at[i] == '?' || url.at[i] == '#')
			break;
	}
	return SIZE_MAX;
}

/* Controls, blanks at the ends, backslashes and half-decoded entities: nobody types these into an
 * address, and browsers mend some of them into another address. */
static bool is_disguised(struct span url)
{
	static const char *const traps[] = {"&#", "&colon;", "&Tab;", "&NewLine;", "&sol;", "&bsol;"};
	for (size_t i = 0; i < url.length; i++) {
		unsigned char c = (unsigned char)url.at[i];
		if (c < ' ' || c == 0x7F || c == '\\')
			return true;
		if (c == 0xC2 && i + 1 < url.length && (unsigned char)url.at[i + 1] < 0xA1)
			return true; /* U+0080 to U+00A0 */
		if (c != '&')
			continue;
		for (size_t t = 0; t < sizeof traps / sizeof *traps; t++) {
			struct span trap = span_of(traps[t]);
			if (span_same_ignoring_case(span_cut(url, i, i + trap.length), trap))
				return true;
		}
	}
	return url.at[0] == ' ' || url.at[url.length - 1] == ' ';
}

/* After `http:` must come two slashes and the name of a machine. */
static bool names_host(struct span rest)
{
	return rest.length > 2 && rest.at[0] == '/' && rest.at[1] == '/' &&
	       (is_letter(rest.at[2]) || is_digit(rest.at[2]) || (unsigned char)rest.at[2] >= 0xC3);
}

bool url_is_safe(struct span url)
{
	if (!url.at || url.length == 0 || is_disguised(url))
		return false;
	size_t colon = scheme_length(url);
	if (colon == SIZE_MAX)
		return url.at[0] != '/';
	struct span scheme = span_cut(url, 0, colon);
	struct span rest = span_cut(url, colon + 1, url.length);
	if (span_same_ignoring_case(scheme, SPAN("https")) ||
		span_same_ignoring_case(scheme, SPAN("http")))
		return names_host(rest);
	if (span_same_ignoring_case(scheme, SPAN("mailto")) ||
		span_same_ignoring_case(scheme, SPAN("tel")))
		return rest.length > 0 && rest.at[0] != '/';
	return false;
}
