/*
 * Page templates: every rule of the required modules of the Mustache specification on examples of our
 * own, templates that must be refused (with line and column), names and braces against values.def.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "house/mustache.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- values from a short notation: {name: 'text', list: ['a', 'b'], yes: +, no: -} */
struct notation {
	struct arena *arena;
	const char *at;
};

static void skip_blanks(struct notation *n)
{
	while (*n->at == ' ' || *n->at == ',')
		n->at++;
}

static const struct scope *read_value(struct notation *n);

static struct scope *read_list(struct notation *n)
{
	struct scope *list = ARENA_NEW(n->arena, struct scope);
	list->kind = SCOPE_list;
	const struct scope **items = NULL;
	size_t capacity = 0;
	for (n->at++, skip_blanks(n); *n->at != ']'; skip_blanks(n)) {
		ARENA_GROW(n->arena, items, list->item_count, capacity);
		items[list->item_count++] = read_value(n);
	}
	n->at++;
	list->items = items;
	return list;
}

static struct scope *read_map(struct notation *n)
{
	struct scope *map = ARENA_NEW(n->arena, struct scope);
	map->kind = SCOPE_map;
	struct scope_entry *entries = NULL;
	size_t capacity = 0;
	for (n->at++, skip_blanks(n); *n->at != '}'; skip_blanks(n)) {
		const size_t length = strcspn(n->at, ":");
		const char *name = arena_copy(n->arena, (struct span){n->at, length}).at;
		n->at += length + 1;
		ARENA_GROW(n->arena, entries, map->entry_count, capacity);
		const struct scope *value = read_value(n);
		entries[map->entry_count++] = (struct scope_entry){name, value};
	}
	n->at++;
	map->entries = entries;
	return map;
}

static const struct scope *read_value(struct notation *n)
{
	skip_blanks(n);
	if (*n->at == '{')
		return read_map(n);
	if (*n->at == '[')
		return read_list(n);
	struct scope *value = ARENA_NEW(n->arena, struct scope);
	if (*n->at == '\'') {
		const size_t length = strcspn(n->at + 1, "'");
		value->kind = SCOPE_text;
		value->text = (struct span){n->at + 1, length};
		n->at += length + 2;
		return value;
	}
	value->kind = *n->at++ == '+' ? SCOPE_true : SCOPE_false;
	return value;
}

/* --- a template with partials */
struct partial {
	const char *name, *text;
};

struct trial {
	struct arena *arena;
	struct diags diags;
	const struct partial *partials;
	struct source sources[8];
	uint32_t source_count;
	const struct template_page *page;
};

static const struct source *take_source(struct trial *t, const char *text)
{
	struct source *source = &t->sources[t->source_count++];
	uint32_t *lines = ARENA_ARRAY(t->arena, uint32_t, strlen(text) + 1);
	*source = (struct source){.number = t->source_count, .bytes = span_of(text), .lines = lines,
		.line_count = 1};
	for (size_t i = 0; text[i]; i++)
		if (text[i] == '\n')
			lines[source->line_count++] = (uint32_t)i + 1;
	if (strncmp(text, "\xEF\xBB\xBF", 3) == 0)
		source->mark = 3;
	return source;
}

static const struct source *find_partial(void *of, struct span name)
{
	struct trial *t = of;
	for (size_t i = 0; t->partials && t->partials[i].name; i++)
		if (span_is(name, t->partials[i].name))
			return take_source(t, t->partials[i].text);
	return NULL;
}

static void begin(struct trial *t, const char *template, const struct partial *partials, bool strict)
{
	*t = (struct trial){.arena = arena_new(), .partials = partials};
	diags_init(&t->diags, t->arena);
	const struct partial_finder finder = {t, find_partial};
	t->page = mustache_parse(t->arena, &t->diags, take_source(t, template), &finder, strict);
}

static void end(struct trial *t)
{
	arena_release(t->arena);
}

static const struct scope *values_of(struct trial *t, const char *values)
{
	struct notation n = {t->arena, values};
	return read_value(&n);
}

/* --- what the specification asks for */
struct example {
	const char *what, *template, *values, *page;
	struct partial partials[3];
};

static const struct example variables[] = {
	{"text without tags", "Cabinet meets on Thursday.\n", "{}", "Cabinet meets on Thursday.\n", {{0}}},
	{"nothing", "", "{}", "", {{0}}},
	{"a name", "Report of {{author}}.", "{author:'the Head of Parks'}", "Report of the Head of Parks.", {{0}}},
	{"two names", "{{a}}/{{b}}", "{a:'CYP',b:'17'}", "CYP/17", {{0}}},
	{"blanks in the tag", "|{{ who }}|", "{who:'x'}", "|x|", {{0}}},
	{"line ends in the tag", "|{{\n who\n}}|", "{who:'x'}", "|x|", {{0}}},
	{"escaped", "{{m}}", "{m:'<b>&\"'}", "&lt;b&gt;&amp;&quot;", {{0}}},
	{"three braces", "{{{m}}}", "{m:'<b>&\"'}", "<b>&\"", {{0}}},
	{"ampersand", "{{&m}}", "{m:'<b>&\"'}", "<b>&\"", {{0}}},
	{"ampersand and a blank", "{{& m }}", "{m:'<i>'}", "<i>", {{0}}},
	{"three braces and blanks", "|{{{ m }}}|", "{m:'<i>'}", "|<i>|", {{0}}},
	{"a figure", "{{n}} pupils", "{n:'85'}", "85 pupils", {{0}}},
	{"a figure, three braces", "{{{n}}}", "{n:'1.21'}", "1.21", {{0}}},
	{"a figure, ampersand", "{{&n}}", "{n:'1.21'}", "1.21", {{0}}},
	{"nothing there", "({{absent}})", "{}", "()", {{0}}},
	{"nothing there, three braces", "({{{absent}}})", "{}", "()", {{0}}},
	{"nothing there, ampersand", "({{&absent}})", "{}", "()", {{0}}},
	{"a value of no", "({{no}})", "{no:-}", "()", {{0}}},
	{"a value of no, three braces", "({{{no}}})", "{no:-}", "()", {{0}}},
	{"blanks around stay", "  {{x}}  ", "{x:'-'}", "  -  ", {{0}}},
	{"blanks around three braces stay", "  {{{x}}}  ", "{x:'-'}", "  -  ", {{0}}},
	{"blanks around an ampersand stay", "  {{&x}}  ", "{x:'-'}", "  -  ", {{0}}},
	{"a variable does not take its line", "  {{x}}\n", "{x:'-'}", "  -\n", {{0}}},
	{"three braces do not take their line", "  {{{x}}}\n", "{x:'-'}", "  -\n", {{0}}},
	{"an ampersand does not take its line", "  {{&x}}\n", "{x:'-'}", "  -\n", {{0}}},
	{"an empty variable keeps its line", "a\n{{x}}\nb\n", "{}", "a\n\nb\n", {{0}}},
	{"braces in a value are text", "{{x}}", "{x:'{{y}}',y:'no'}", "{{y}}", {{0}}},
	{"one brace is text", "{x} }} {", "{x:'no'}", "{x} }} {", {{0}}},
	{"an apostrophe", "{{{x}}}", "{x:'it’s'}", "it’s", {{0}}},
};

static const struct example dotted[] = {
	{"two steps", "{{meeting.body}}", "{meeting:{body:'Cabinet'}}", "Cabinet", {{0}}},
	{"two steps, three braces", "{{{meeting.body}}}", "{meeting:{body:'<C>'}}", "<C>", {{0}}},
	{"two steps, ampersand", "{{&meeting.body}}", "{meeting:{body:'<C>'}}", "<C>", {{0}}},
	{"five steps", "{{a.b.c.d.e}}", "{a:{b:{c:{d:{e:'deep'}}}}}", "deep", {{0}}},
	{"broken at the end", "({{a.b.c}})", "{a:{b:{}}}", "()", {{0}}},
	{"broken at the start", "({{a.b}})", "{b:'no'}", "()", {{0}}},
	{"not mended from outside", "({{a.b.name}})", "{a:{b:{}},c:{name:'no'}}", "()", {{0}}},
	{"the first step is looked for outwards", "{{#in}}{{a.b}}{{/in}}", "{a:{b:'out'},in:{x:'y'}}", "out", {{0}}},
	{"the others are not", "{{#in}}({{a.b}}){{/in}}", "{a:{b:'out'},in:{a:{}}}", "()", {{0}}},
	{"never one name with a point", "({{a.b}})", "{a.b:'no'}", "()", {{0}}},
	{"a name with a point hides nothing", "{{a.b}}", "{a.b:'no',a:{b:'yes'}}", "yes", {{0}}},
	{"a text has nothing below", "({{a.b}})", "{a:'text'}", "()", {{0}}},
	{"section", "{{#a.b}}here{{/a.b}}", "{a:{b:+}}", "here", {{0}}},
	{"section that is false", "({{#a.b}}here{{/a.b}})", "{a:{b:-}}", "()", {{0}}},
	{"section of a broken chain", "({{#a.b.c}}here{{/a.b.c}})", "{a:{}}", "()", {{0}}},
	{"inverted", "({{^a.b}}none{{/a.b}})", "{a:{b:+}}", "()", {{0}}},
	{"inverted that is false", "({{^a.b}}none{{/a.b}})", "{a:{b:-}}", "(none)", {{0}}},
	{"inverted broken chain", "({{^a.b.c}}none{{/a.b.c}})", "{a:{}}", "(none)", {{0}}},
};

static const struct example iterators[] = {
	{"the root itself", "{{.}}", "'plain'", "plain", {{0}}},
	{"the root itself, escaped", "{{.}}", "'<&>'", "&lt;&amp;&gt;", {{0}}},
	{"the root itself, three braces", "{{{.}}}", "'<&>'", "<&>", {{0}}},
	{"the root itself, ampersand", "{{&.}}", "'<&>'", "<&>", {{0}}},
	{"texts", "{{#wards}}({{.}}){{/wards}}", "{wards:['North','South']}", "(North)(South)", {{0}}},
	{"texts, escaped", "{{#l}}({{.}}){{/l}}", "{l:['&','>']}", "(&amp;)(&gt;)", {{0}}},
	{"texts, three braces", "{{#l}}({{{.}}}){{/l}}", "{l:['&','>']}", "(&)(>)", {{0}}},
	{"texts, ampersand", "{{#l}}({{&.}}){{/l}}", "{l:['&','>']}", "(&)(>)", {{0}}},
	{"lists in lists", "{{#l}}[{{#.}}{{.}},{{/.}}]{{/l}}", "{l:[['1','2'],['3']]}", "[1,2,][3,]", {{0}}},
	{"the root as a list", "{{#.}}({{n}}){{/.}}", "[{n:'1'},{n:'2'}]", "(1)(2)", {{0}}},
	{"a text's own section", "{{#name}}{{.}}!{{/name}}", "{name:'Ross'}", "Ross!", {{0}}},
};

static const struct example sections[] = {
	{"true", "({{#y}}in{{/y}})", "{y:+}", "(in)", {{0}}},
	{"false", "({{#y}}in{{/y}})", "{y:-}", "()", {{0}}},
	{"absent", "({{#y}}in{{/y}})", "{}", "()", {{0}}},
	{"an empty text is false", "({{#y}}in{{/y}})", "{y:''}", "()", {{0}}},
	{"a mapping is entered", "{{#officer}}{{name}}{{/officer}}", "{officer:{name:'A'}}", "A", {{0}}},
	{"an empty mapping is true", "({{#m}}in{{/m}})", "{m:{}}", "(in)", {{0}}},
	{"names from outside", "{{#in}}{{a}}{{b}}{{/in}}", "{a:'1',in:{b:'2'}}", "12", {{0}}},
	{"the inner name hides the outer", "{{#in}}{{a}}{{/in}}{{a}}", "{a:'out',in:{a:'in'}}", "inout", {{0}}},
	{"three levels see all", "{{#a}}{{#b}}{{#c}}{{x}}{{y}}{{z}}{{/c}}{{/b}}{{/a}}", "{a:{x:'1',b:{y:'2',c:{z:'3'}}}}", "123", {{0}}},
	{"what is further in is not seen outside", "{{#a}}{{z}}{{#b}}{{z}}{{/b}}{{z}}{{/a}}", "{a:{b:{z:'!'}}}", "!", {{0}}},
	{"a list", "{{#items}}{{n}};{{/items}}", "{items:[{n:'1'},{n:'2'},{n:'3'}]}", "1;2;3;", {{0}}},
	{"an empty list", "({{#items}}in{{/items}})", "{items:[]}", "()", {{0}}},
	{"a list in a list entry", "{{#t}}{{n}}:{{#r}}{{c}}{{/r}} {{/t}}", "{t:[{n:'A',r:[{c:'1'},{c:'2'}]},{n:'B',r:[]}]}", "A:12 B: ", {{0}}},
	{"an entry sees the outside", "{{#l}}{{n}}{{u}} {{/l}}", "{u:'k',l:[{n:'1'},{n:'2'}]}", "1k 2k ", {{0}}},
	{"two of the same name", "{{#y}}a{{/y}}-{{#y}}b{{/y}}", "{y:+}", "a-b", {{0}}},
	{"nested, true", "{{#y}}a{{#y}}b{{/y}}c{{/y}}", "{y:+}", "abc", {{0}}},
	{"nested, false", "x{{#y}}a{{#y}}b{{/y}}c{{/y}}y", "{y:-}", "xy", {{0}}},
	{"blanks in the tags", "|{{# y }}in{{/ y }}|", "{y:+}", "|in|", {{0}}},
	{"blanks around stay", " |{{#y}} in {{/y}}| ", "{y:+}", " | in | ", {{0}}},
	{"a line end inside stays", " {{#y}}\t|\n {{/y}}- ", "{y:+}", " \t|\n - ", {{0}}},
	{"on one line with indentation", " {{#y}}YES{{/y}}\n {{#y}}GOOD{{/y}}\n", "{y:+}", " YES\n GOOD\n", {{0}}},
	{"a line of its own goes", "a\n{{#y}}\nb\n{{/y}}\nc\n", "{y:+}", "a\nb\nc\n", {{0}}},
	{"with its indentation", "a\n  {{#y}}  \nb\n\t{{/y}}\nc\n", "{y:+}", "a\nb\nc\n", {{0}}},
	{"with CRLF", "a\r\n{{#y}}\r\nb\r\n{{/y}}\r\nc\r\n", "{y:+}", "a\r\nb\r\nc\r\n", {{0}}},
	{"on the first line", "  {{#y}}\nb{{/y}}\n", "{y:+}", "b\n", {{0}}},
	{"on the last line", "{{#y}}b\n  {{/y}}", "{y:+}", "b\n", {{0}}},
	{"false with lines of its own", "a\n{{#y}}\nb\n{{/y}}\nc\n", "{y:-}", "a\nc\n", {{0}}},
	{"two tags share a line", "a\n{{#y}}{{/y}}\nb\n", "{y:+}", "a\n\nb\n", {{0}}},
	{"a list with lines of its own", "<\n{{#l}}\n- {{.}}\n{{/l}}\n>\n", "{l:['a','b']}", "<\n- a\n- b\n>\n", {{0}}},
};

static const struct example inverted[] = {
	{"false", "({{^y}}none{{/y}})", "{y:-}", "(none)", {{0}}},
	{"true", "({{^y}}none{{/y}})", "{y:+}", "()", {{0}}},
	{"absent", "({{^y}}none{{/y}})", "{}", "(none)", {{0}}},
	{"an empty text", "({{^y}}none{{/y}})", "{y:''}", "(none)", {{0}}},
	{"a text", "({{^y}}none{{/y}})", "{y:'x'}", "()", {{0}}},
	{"a mapping", "({{^y}}none{{/y}})", "{y:{a:'b'}}", "()", {{0}}},
	{"a list", "({{^y}}none{{/y}})", "{y:['a']}", "()", {{0}}},
	{"an empty list", "({{^y}}none{{/y}})", "{y:[]}", "(none)", {{0}}},
	{"either, or", "{{#y}}a{{/y}}{{^y}}b{{/y}}", "{y:-}", "b", {{0}}},
	{"two of the same name", "{{^y}}a{{/y}}-{{^y}}b{{/y}}", "{}", "a-b", {{0}}},
	{"nested, false", "{{^y}}a{{^y}}b{{/y}}c{{/y}}", "{y:-}", "abc", {{0}}},
	{"nested, true", "x{{^y}}a{{^y}}b{{/y}}c{{/y}}y", "{y:+}", "xy", {{0}}},
	{"the context stays", "{{^y}}{{a}}{{/y}}", "{a:'1'}", "1", {{0}}},
	{"blanks in the tags", "|{{^ y }}in{{/ y }}|", "{}", "|in|", {{0}}},
	{"blanks around stay", " | {{^y}}\t{{/y}} | ", "{}", " | \t | ", {{0}}},
	{"a line end inside stays", " | {{^y}} {{! }}\n {{/y}} | \n", "{}", " |  \n  | \n", {{0}}},
	{"on one line with indentation", " {{^y}}NO{{/y}}\n {{^y}}WAY{{/y}}\n", "{}", " NO\n WAY\n", {{0}}},
	{"lines of its own go", "a\n  {{^y}}\nb\n  {{/y}}\nc\n", "{}", "a\nb\nc\n", {{0}}},
	{"with CRLF", "|\r\n{{^y}}\r\n{{/y}}\r\n|", "{}", "|\r\n|", {{0}}},
	{"on the first line", "  {{^y}}\nb{{/y}}\n", "{}", "b\n", {{0}}},
	{"on the last line", "{{^y}}b\n  {{/y}}", "{}", "b\n", {{0}}},
};

static const struct example comments[] = {
	{"inside a line", "12{{! ask the clerk }}34", "{}", "1234", {{0}}},
	{"of several lines", "12{{!\n one\n two\n}}34\n", "{}", "1234\n", {{0}}},
	{"a line of its own goes", "a\n{{! x }}\nb\n", "{}", "a\nb\n", {{0}}},
	{"with its indentation", "a\n   {{! x }}\nb\n", "{}", "a\nb\n", {{0}}},
	{"with CRLF", "|\r\n{{! x }}\r\n|", "{}", "|\r\n|", {{0}}},
	{"on the first line", "  {{! x }}\nb", "{}", "b", {{0}}},
	{"on the last line", "b\n  {{! x }}", "{}", "b\n", {{0}}},
	{"several lines of its own", "a\n{{!\n x\n}}\nb\n", "{}", "a\nb\n", {{0}}},
	{"several, indented", "a\n  {{!\n    x\n  }}\nb\n", "{}", "a\nb\n", {{0}}},
	{"behind words", "  12 {{! x }}\n", "{}", "  12 \n", {{0}}},
	{"blanks around stay", "12 {{! x }} 34", "{}", "12  34", {{0}}},
	{"never a value", "({{!x}}{{! x }})", "{x:'no',!x:'no'}", "()", {{0}}},
};

static const struct example delimiters[] = {
	{"other marks", "{{=<% %>=}}(<%x%>)", "{x:'y'}", "(y)", {{0}}},
	{"marks of one byte", "({{=| |=}}|x|)", "{x:'y'}", "(y)", {{0}}},
	{"marks that mean something elsewhere", "({{=[ ]=}}[x])", "{x:'y'}", "(y)", {{0}}},
	{"sections across a change", "[{{#s}}{{x}}{{=| |=}}|x|{{x}}|/s|]", "{s:+,x:'y'}", "[yy{{x}}]", {{0}}},
	{"inverted sections too", "{{=| |=}}|^s|{{x}}|x||/s|", "{x:'y'}", "{{x}}y", {{0}}},
	{"back again", "{{=| |=}}|x||={{ }}=|{{x}}", "{x:'y'}", "yy", {{0}}},
	{"no echo of the change", "a{{=| |=}}b", "{}", "ab", {{0}}},
	{"blanks in the tag", "|{{=  @   @  =}}|@x@", "{x:'y'}", "||y", {{0}}},
	{"blanks around stay", "| {{=@ @=}} |", "{}", "|  |", {{0}}},
	{"a line of its own goes", "a\n{{=@ @=}}\nb\n", "{}", "a\nb\n", {{0}}},
	{"with its indentation", "a\n  {{=@ @=}}\nb\n", "{}", "a\nb\n", {{0}}},
	{"with CRLF", "|\r\n{{=@ @=}}\r\n|", "{}", "|\r\n|", {{0}}},
	{"on the first line", "  {{=@ @=}}\nb", "{}", "b", {{0}}},
	{"on the last line", "b\n  {{=@ @=}}", "{}", "b\n", {{0}}},
	{"partials begin with braces", "{{=| |=}}[|>p|]", "{x:'y'}", "[.y.]", {{"p", ".{{x}}."}}},
	{"and their change stays with them", "[{{>p}}{{x}}|x|]", "{x:'y'}", "[y.y|x|]", {{"p", "{{=| |=}}|x|."}}},
	{"comments and ampersands too", "{{=<< >>=}}<<! x >><<&m>>", "{m:'<b>'}", "<b>", {{0}}},
};

static const struct example partials[] = {
	{"a partial", "[{{>p}}]", "{}", "[from the partial]", {{"p", "from the partial"}}},
	{"none by that name", "[{{>p}}]", "{}", "[]", {{0}}},
	{"sees the values", "[{{>p}}]", "{x:'y'}", "[*y*]", {{"p", "*{{x}}*"}}},
	{"sees the values of the section", "{{#l}}{{>p}}{{/l}}", "{l:[{x:'1'},{x:'2'}]}", "<1><2>", {{"p", "<{{x}}>"}}},
	{"calls itself over the data", "{{>n}}", "{x:'a',in:[{x:'b',in:[]}]}", "a<b<>>", {{"n", "{{x}}<{{#in}}{{>n}}{{/in}}>"}}},
	{"calls another", "{{>a}}", "{x:'y'}", "a(b(y))", {{"a", "a({{>b}})"}, {"b", "b({{x}})"}}},
	{"blanks around stay", "| {{>p}} |", "{}", "| \t|\t |", {{"p", "\t|\t"}}},
	{"inside a line nothing is indented", "  {{x}}  {{>p}}\n", "{x:'|'}", "  |  >\n>\n", {{"p", ">\n>"}}},
	{"with CRLF", "|\r\n{{>p}}\r\n|", "{}", "|\r\n>|", {{"p", ">"}}},
	{"on the first line", "  {{>p}}\n>", "{}", "  >\n  >>", {{"p", ">\n>"}}},
	{"on the last line", ">\n  {{>p}}", "{}", ">\n  >\n  >", {{"p", ">\n>"}}},
	{"each line of the partial is indented", "\\\n {{>p}}\n/\n", "{x:'<\n-'}", "\\\n |\n <\n-\n |\n/\n", {{"p", "|\n{{{x}}}\n|\n"}}},
	{"indentation adds up", " {{>a}}\n", "{}", " 1\n   2\n   3\n 4\n", {{"a", "1\n  {{>b}}\n4\n"}, {"b", "2\n3\n"}}},
	{"sections inside are indented once", "  {{>p}}\n", "{y:+}", "  a\n  b\n  c\n", {{"p", "{{#y}}\na\n{{/y}}\n{{#y}}b{{/y}}\nc\n"}}},
	{"an inline section keeps it where its line begins", " {{>p}}\n", "{y:+}", " a\n b c\n", {{"p", "{{#y}}a\nb{{/y}} c\n"}}},
	{"a line that an end tag begins", " {{>p}}\n", "{y:+}", " a\n  c\n", {{"p", "{{#y}}a\n{{/y}} c\n"}}},
	{"empty lines stay empty", "  {{>p}}\n", "{}", "  a\n\n  b\n", {{"p", "a\n\nb\n"}}},
	{"blanks in the tag", "|{{> p }}|", "{}", "|[]|", {{"p", "[]"}}},
	{"a name like a file", "{{> part.html}}", "{}", "ok", {{"part.html", "ok"}}},
	{"a byte order mark is not printed", "\xEF\xBB\xBF{{>p}}\n", "{}", "x", {{"p", "\xEF\xBB\xBFx"}}},
};

static void prove_example(const struct example *e)
{
	struct trial t;
	begin(&t, e->template, e->partials, false);
	if (!t.page)
		fail_msg("%s: \"%s\" was refused", e->what, e->template);
	struct text page = {0};
	mustache_render(t.page, values_of(&t, e->values), escape_html, &page);
	if (text_failed(&page) || !span_is(text_span(&page), e->page))
		fail_msg("%s: \"%s\" gives \"%s\", not \"%s\"", e->what, e->template, text_span(&page).at,
			e->page);
	text_release(&page);
	end(&t);
}

#define EXAMPLES(name)                                                                             \
	static void test_##name(void **state)                                                      \
	{                                                                                          \
		(void)state;                                                                       \
		for (size_t i = 0; i < sizeof name / sizeof *name; i++)                            \
			prove_example(&name[i]);                                                   \
	}
EXAMPLES(variables)
EXAMPLES(dotted)
EXAMPLES(iterators)
EXAMPLES(sections)
EXAMPLES(inverted)
EXAMPLES(comments)
EXAMPLES(delimiters)
EXAMPLES(partials)

/* --- templates that are refused */
struct refusal {
	const char *template;
	enum finding_id id;
	uint32_t line, column;
	const char *words; /* stand in the sentence or the help */
	struct partial partials[3];
	uint32_t source; /* 0: the page itself */
};

static const struct refusal broken[] = {
	{"a\n  {{#x}}\nb", FINDING_template_syntax, 2, 3, "never ended", {{0}}, 0},
	{"{{^x}}", FINDING_template_syntax, 1, 1, "\"x\" is never ended", {{0}}, 0},
	{"{{#a}}{{#b}}{{/a}}{{/b}}", FINDING_template_syntax, 1, 13, "\"b\" must end first", {{0}}, 0},
	{"a\n{{/x}}\n", FINDING_template_syntax, 2, 1, "never begun", {{0}}, 0},
	{"12 {{x", FINDING_template_syntax, 1, 4, "never closed", {{0}}, 0},
	{"{{{x}} ", FINDING_template_syntax, 1, 1, "never closed", {{0}}, 0},
	{"{{! x", FINDING_template_syntax, 1, 1, "never closed", {{0}}, 0},
	{"{{}}", FINDING_template_syntax, 1, 1, "names no value", {{0}}, 0},
	{"{{ }}", FINDING_template_syntax, 1, 1, "names no value", {{0}}, 0},
	{"{{#}}{{/}}", FINDING_template_syntax, 1, 1, "names no value", {{0}}, 0},
	{"{{a b}}", FINDING_template_syntax, 1, 1, "names no value", {{0}}, 0},
	{"{{#if x}}{{/if}}", FINDING_template_syntax, 1, 1, "names no value", {{0}}, 0},
	{"{{a..b}}", FINDING_template_syntax, 1, 1, "names no value", {{0}}, 0},
	{"{{.a}}", FINDING_template_syntax, 1, 1, "names no value", {{0}}, 0},
	{"{{a.}}", FINDING_template_syntax, 1, 1, "names no value", {{0}}, 0},
	{"{{../a}}", FINDING_template_syntax, 1, 1, "names no value", {{0}}, 0},
	{"{{@index}}", FINDING_template_syntax, 1, 1, "names no value", {{0}}, 0},
	{"{{=}}", FINDING_template_syntax, 1, 1, "never closed", {{0}}, 0},
	{"{{==}}", FINDING_template_syntax, 1, 1, "two marks", {{0}}, 0},
	{"{{=<<=}}", FINDING_template_syntax, 1, 1, "two marks", {{0}}, 0},
	{"{{=a b c=}}", FINDING_template_syntax, 1, 1, "two marks", {{0}}, 0},
	{"{{=a= b=}}", FINDING_template_syntax, 1, 1, "two marks", {{0}}, 0},
	{"{{=aaaaaaaaaaaaaaaaa b=}}", FINDING_template_syntax, 1, 1, "two marks", {{0}}, 0},
	{"{{<base}}{{/base}}", FINDING_template_syntax, 1, 1, "inherit", {{0}}, 0},
	{"\n {{$block}}{{/block}}", FINDING_template_syntax, 2, 2, "inherit", {{0}}, 0},
	{"{{>*dynamic}}", FINDING_template_syntax, 1, 1, "partials that come from values", {{0}}, 0},
	{"{{> *dynamic}}", FINDING_template_syntax, 1, 1, "partials that come from values", {{0}}, 0},
	{"{{>../../etc/passwd}}", FINDING_template_syntax, 1, 1, "names no value", {{0}}, 0},
	{"{{>/etc/passwd}}", FINDING_template_syntax, 1, 1, "names no value", {{0}}, 0},
	{"{{>.}}", FINDING_template_syntax, 1, 1, "not a partial", {{0}}, 0},
	{"{{>p}}", FINDING_template_syntax, 1, 4, "has no end", {{"p", "ab {{>p}}"}}, 2},
	{"{{>a}}", FINDING_template_syntax, 1, 1, "has no end", {{"a", "{{>b}}"}, {"b", "{{>a}}"}}, 3},
	{"x {{>p}}", FINDING_template_syntax, 2, 1, "never ended", {{"p", "\n{{#y}}"}}, 2},
	/* with names and braces */
	{"{{tilte}}", FINDING_template_unknown, 1, 1, "Did you mean \"title\"?", {{0}}, 0},
	{"a\n<p>{{sheets_}}", FINDING_template_unknown, 2, 4, "\"sheets_\"", {{0}}, 0},
	{"{{#sheets}}{{#parts}}{{headnig}}{{/parts}}{{/sheets}}", FINDING_template_unknown, 1, 22, "\"heading\"", {{0}}, 0},
	{"{{heading}}", FINDING_template_unknown, 1, 1, "\"heading\"", {{0}}, 0},
	{"{{#parts}}{{/parts}}", FINDING_template_unknown, 1, 1, "\"parts\"", {{0}}, 0},
	{"{{meeting.bodie}}", FINDING_template_unknown, 1, 1, "Did you mean", {{0}}, 0},
	{"{{title.x}}", FINDING_template_unknown, 1, 1, "title.x", {{0}}, 0},
	{"{{.}}", FINDING_template_unknown, 1, 1, "inside a section", {{0}}, 0},
	{"{{#sheets}}{{.}}{{/sheets}}", FINDING_template_unknown, 1, 12, "inside a section", {{0}}, 0},
	{"{{{title}}}", FINDING_template_braces, 1, 1, "two braces: {{title}}", {{0}}, 0},
	{"{{&title}}", FINDING_template_braces, 1, 1, "two braces: {{title}}", {{0}}, 0},
	{"{{css}}", FINDING_template_braces, 1, 1, "three braces: {{{css}}}", {{0}}, 0},
	{"{{#css}}{{.}}{{/css}}", FINDING_template_braces, 1, 9, "three braces", {{0}}, 0},
	{"{{#title}}{{{.}}}{{/title}}", FINDING_template_braces, 1, 11, "two braces", {{0}}, 0},
	{"{{sheets}}", FINDING_template_braces, 1, 1, "a section: {{#sheets}}", {{0}}, 0},
	{"{{draft}}", FINDING_template_braces, 1, 1, "a section: {{#draft}}", {{0}}, 0},
	{"{{meeting}}", FINDING_template_braces, 1, 1, "a section", {{0}}, 0},
	{"{{word}}", FINDING_template_braces, 1, 1, "{{word.name}}", {{0}}, 0},
	{"{{#fact}}x{{/fact}}", FINDING_template_braces, 1, 1, "{{fact.name}}", {{0}}, 0},
	{"{{{fact.value}}}", FINDING_template_braces, 1, 1, "two braces", {{0}}, 0},
	{"{{>nobody}}", FINDING_template_missing, 1, 1, "nobody.mustache", {{0}}, 0},
	{"{{#sheets}}{{>p}}{{/sheets}}", FINDING_template_unknown, 1, 3, "\"heading\"", {{"p", "x {{heading}}"}}, 2},
};

static void test_refusals(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		const struct refusal *b = &broken[i];
		struct trial t;
		begin(&t, b->template, b->partials, true);
		if (t.page || t.diags.count != 1)
			fail_msg("\"%s\" was %s with %zu findings", b->template, t.page ? "taken" : "refused",
				t.diags.count);
		const struct finding *f = &t.diags.items[0];
		if (f->id != b->id || f->place.source != (b->source ? b->source : 1))
			fail_msg("\"%s\": %s in source %u", b->template, rule_of(f->id)->name, f->place.source);
		const struct source *source = &t.sources[f->place.source - 1];
		uint32_t line = 1, begins = 0;
		for (; line < source->line_count && source->lines[line] <= f->place.from; line++)
			begins = source->lines[line];
		if (line != b->line || f->place.from - begins + 1 != b->column)
			fail_msg("\"%s\": at %u:%u", b->template, line, f->place.from - begins + 1);
		struct text said = {0};
		finding_sentence(f, &said);
		finding_help(f, &said);
		if (span_find(text_span(&said), span_of(b->words)) == SIZE_MAX)
			fail_msg("\"%s\" says \"%s\"", b->template, text_span(&said).at);
		text_release(&said);
		end(&t);
	}
}

/* --- what a strict template may say */
static void test_strict(void **state)
{
	(void)state;
	static const char *const right[] = {
		"{{title}}", "{{{css}}}", "{{&css}}", "{{#draft}}x{{/draft}}{{^draft}}y{{/draft}}",
		"{{meeting.body}}", "{{#meeting}}{{body}}{{/meeting}}", "{{#subtitle}}{{.}}{{/subtitle}}",
		"{{fact.meeting.date}}", "{{#fact.portfolio}}{{.}}{{/fact.portfolio}}", "{{word.table}}",
		"{{#sheets}}{{#parts}}{{#body}}{{{.}}}{{/body}}{{#column_titles}}{{.}}{{/column_titles}}{{/parts}}{{/sheets}}",
		"{{#sheets}}{{#head}}{{#rows}}{{label}}{{{shown}}}{{/rows}}{{/head}}{{/sheets}}",
		"{{#sheets}}{{#parts}}{{reference}}{{/parts}}{{/sheets}}",
	};
	for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
		struct trial t;
		begin(&t, right[i], NULL, true);
		if (!t.page || t.diags.count)
			fail_msg("\"%s\" was refused", right[i]);
		end(&t);
	}
}

static void test_recursion_is_checked_once(void **state)
{
	(void)state;
	static const struct partial parts[] = {
		{"part", "{{heading}}{{#parts}}{{>part}}{{/parts}}"}, {NULL, NULL}};
	struct trial t;
	begin(&t, "{{#sheets}}{{#parts}}{{>part}}{{/parts}}{{/sheets}}", parts, true);
	assert_non_null(t.page);
	end(&t);
	static const struct partial wrong[] = {
		{"part", "{{haeding}}{{#parts}}{{>part}}{{/parts}}"}, {NULL, NULL}};
	begin(&t, "{{#sheets}}{{#parts}}{{>part}}{{/parts}}{{>part}}{{/sheets}}", wrong, true);
	assert_null(t.page);
	assert_int_equal(t.diags.count, 1);
	end(&t);
}

static void test_lines_end_with_lf(void **state)
{
	(void)state;
	struct trial t;
	begin(&t, "a\r\n{{title}}\r\n{{#draft}}\r\nb\r\n{{/draft}}\r\n\rc", NULL, true);
	assert_non_null(t.page);
	struct text page = {0};
	mustache_render(t.page, values_of(&t, "{title:'T',draft:+}"), escape_html, &page);
	assert_string_equal(text_span(&page).at, "a\nT\nb\n\rc");
	text_release(&page);
	end(&t);
}

/* --- limits */
/* A chain of `depth` lists, each holding the next. */
static const struct scope *chain(struct arena *arena, size_t depth)
{
	const struct scope *inner = NULL;
	for (size_t i = 0; i < depth; i++) {
		struct scope *list = ARENA_NEW(arena, struct scope), *map = ARENA_NEW(arena, struct scope);
		struct scope_entry *entry = ARENA_NEW(arena, struct scope_entry);
		const struct scope **items = ARENA_ARRAY(arena, const struct scope *, 1);
		items[0] = inner;
		*list = (struct scope){.kind = SCOPE_list, .items = items, .item_count = inner ? 1 : 0};
		*entry = (struct scope_entry){"in", list};
		*map = (struct scope){.kind = SCOPE_map, .entries = entry, .entry_count = 1};
		inner = map;
	}
	return inner;
}

static void test_partial_depth(void **state)
{
	(void)state;
	static const struct partial itself[] = {{"p", ".{{#in}}{{>p}}{{/in}}"}, {NULL, NULL}};
	static const struct {
		size_t depth;
		bool fails;
	} cases[] = {{LIMIT_PARTIAL_DEPTH - 1, false}, {LIMIT_PARTIAL_DEPTH, false},
		{LIMIT_PARTIAL_DEPTH + 1, true}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct trial t;
		begin(&t, "{{>p}}", itself, false);
		struct text page = {0};
		mustache_render(t.page, chain(t.arena, cases[i].depth), NULL, &page);
		assert_int_equal(text_failed(&page), cases[i].fails);
		if (!cases[i].fails)
			assert_int_equal(page.length, cases[i].depth);
		text_release(&page);
		end(&t);
	}
}

static char *repeated(const char *what, size_t times, const char *then, size_t then_times)
{
	struct text t = {0};
	for (size_t i = 0; i < times; i++)
		text_add_string(&t, what);
	for (size_t i = 0; i < then_times; i++)
		text_add_string(&t, then);
	return t.at;
}

static void test_section_depth(void **state)
{
	(void)state;
	for (size_t depth = LIMIT_DEPTH - 1; depth <= LIMIT_DEPTH + 1; depth++) {
		char *template = repeated("{{#a}}", depth, "{{/a}}", depth);
		struct trial t;
		begin(&t, template, NULL, false);
		assert_int_equal(t.page != NULL, depth <= LIMIT_DEPTH);
		assert_int_equal(t.diags.count, depth <= LIMIT_DEPTH ? 0 : 1);
		end(&t);
		free(template);
	}
}

static void test_template_size(void **state)
{
	(void)state;
	for (size_t size = LIMIT_TEMPLATE_BYTES - 1; size <= LIMIT_TEMPLATE_BYTES + 1; size++) {
		char *template = repeated("x", size, "", 0);
		struct trial t;
		begin(&t, template, NULL, false);
		assert_int_equal(t.page != NULL, size <= LIMIT_TEMPLATE_BYTES);
		if (!t.page)
			assert_int_equal(t.diags.items[0].id, FINDING_file_too_large);
		end(&t);
		free(template);
	}
}

/* 500 x 500 x 500 lines of a kilobyte would be a page of 125 GB. */
static void test_page_that_explodes(void **state)
{
	(void)state;
	char *kilobyte = repeated("x", 1000, "\n", 1);
	struct text template = {0};
	text_format(&template, "{{#l}}{{#l}}{{#l}}%s{{/l}}{{/l}}{{/l}}", kilobyte);
	struct trial t;
	begin(&t, text_span(&template).at, NULL, false);
	assert_non_null(t.page);
	const struct scope **items = ARENA_ARRAY(t.arena, const struct scope *, 500);
	const struct scope entry = {.kind = SCOPE_true};
	for (size_t i = 0; i < 500; i++)
		items[i] = &entry;
	const struct scope list = {.kind = SCOPE_list, .items = items, .item_count = 500};
	const struct scope_entry entries[] = {{"l", &list}};
	const struct scope root = {.kind = SCOPE_map, .entries = entries, .entry_count = 1};
	struct text page = {0};
	mustache_render(t.page, &root, escape_html, &page);
	assert_true(text_failed(&page));
	assert_true(page.length <= TEXT_LIMIT_BYTES);
	text_release(&page);
	text_release(&template);
	end(&t);
	free(kilobyte);
}

/* --- names for the loader */
struct seen {
	struct text names;
	uint32_t last;
};

static void see(void *of, struct span name, struct place place)
{
	struct seen *seen = of;
	text_add(&seen->names, name);
	text_add_char(&seen->names, ' ');
	seen->last = place.source;
}

static void test_each_name(void **state)
{
	(void)state;
	static const struct partial parts[] = {{"p", "{{word.table}}"}, {NULL, NULL}};
	struct trial t;
	begin(&t, "{{title}}{{#draft}}{{> p }}{{/draft}}{{{css}}}", parts, true);
	struct seen seen = {{0}, 0};
	mustache_each_name(t.page, see, &seen);
	assert_string_equal(text_span(&seen.names).at, "title draft css word.table ");
	assert_int_equal(seen.last, 2);
	text_release(&seen.names);
	end(&t);
}

/* --- values of the special kinds */
static void write_twice(const struct scope *value, struct text *into)
{
	text_add_string(into, value->of);
	text_add_string(into, value->of);
}

static const struct scope *find_any(const struct scope *map, struct span name)
{
	assert_int_equal(name.at[name.length], 0);
	return span_is(name, "nobody") ? NULL : map->of;
}

static void test_written_and_found_values(void **state)
{
	(void)state;
	struct trial t;
	begin(&t, "{{{r}}}{{#r}}[{{{.}}}]{{/r}} {{m.one}} {{^m.nobody}}none{{/m.nobody}}", NULL, false);
	const struct scope written = {.kind = SCOPE_rendered, .write = write_twice, .of = "<b>"};
	const struct scope text = {.kind = SCOPE_text, .text = SPAN("<found>")};
	const struct scope map = {.kind = SCOPE_map, .find = find_any, .of = &text};
	const struct scope_entry entries[] = {{"r", &written}, {"m", &map}};
	const struct scope root = {.kind = SCOPE_map, .entries = entries, .entry_count = 2};
	struct text page = {0};
	mustache_render(t.page, &root, escape_html, &page);
	assert_string_equal(text_span(&page).at, "<b><b>[<b><b>] &lt;found&gt; none");
	text_release(&page);
	end(&t);
}

static void test_escape(void **state)
{
	(void)state;
	struct text t = {0};
	escape_html(SPAN("\"'<>&{{}} £"), &t);
	assert_string_equal(text_span(&t).at, "&quot;&#39;&lt;&gt;&amp;{{}} £");
	text_clear(&t);
	escape_html(SPAN(""), &t);
	assert_int_equal(t.length, 0);
	text_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_variables),
		cmocka_unit_test(test_dotted),
		cmocka_unit_test(test_iterators),
		cmocka_unit_test(test_sections),
		cmocka_unit_test(test_inverted),
		cmocka_unit_test(test_comments),
		cmocka_unit_test(test_delimiters),
		cmocka_unit_test(test_partials),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_strict),
		cmocka_unit_test(test_recursion_is_checked_once),
		cmocka_unit_test(test_lines_end_with_lf),
		cmocka_unit_test(test_partial_depth),
		cmocka_unit_test(test_section_depth),
		cmocka_unit_test(test_template_size),
		cmocka_unit_test(test_page_that_explodes),
		cmocka_unit_test(test_each_name),
		cmocka_unit_test(test_written_and_found_values),
		cmocka_unit_test(test_escape),
	};
	return cmocka_run_group_tests_name("house_mustache", tests, NULL, NULL);
}
