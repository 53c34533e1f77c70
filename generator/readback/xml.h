/*
 * xml: just enough of XML to walk over the tags of a part that libxlsxwriter wrote. Private to the
 * room. It is stricter than XML where the library never goes: no comments, no CDATA, no DOCTYPE.
 * What was cut short, or lost a block in the middle, does not get to the end.
 */
#ifndef READBACK_XML_H
#define READBACK_XML_H

#include "base/span.h"

#define XML_DEPTH 32

enum xml_event {
	XML_OPEN,  /* <name ...> and <name .../>; the latter is followed by XML_CLOSE */
	XML_CLOSE, /* </name> */
	XML_END,   /* the root is closed and nothing follows */
	XML_BROKEN,
};

struct xml {
	struct span bytes;
	size_t at;
	struct span open[XML_DEPTH]; /* names of the elements that are open */
	size_t depth;
	bool rooted;      /* the first element was seen */
	bool empty;       /* the last event opened <name .../> */
	struct span name; /* of the last event */
	struct span attributes; /* of the last XML_OPEN, raw */
	struct span text; /* raw text before the last event */
};

struct xml xml_start(struct span bytes);
enum xml_event xml_next(struct xml *x);
/* The raw value of an attribute of the element just opened, or absent. */
struct span xml_attribute(const struct xml *x, const char *name);
/* Is the value, once &amp; &lt; &gt; &quot; &apos; are read, this text? */
bool xml_value_is(struct span raw, struct span text);

#endif
