/*
 * What a paper's prose may not hold: each finding at its exact place. The text begins at 2:3 of the
 * file (see prose_kit.h).
 */
#include "unit/prose_kit.h"

static void raw_html_is_never_passed_on(void **state)
{
	(void)state;
	static const struct prose_case cases[] = {
		PROSE("a <b>bold</b> word", "2:5 raw-html <<b>>; 2:12 raw-html <</b>>"),
		PROSE("<div>\nx\n</div>", "2:3 raw-html <<div>\n  x\n  </div>>"),
		PROSE("words\n\n<!-- a note -->", "4:3 raw-html <<!-- a note -->>"),
		PROSE("words <!-- a note --> more", "2:9 raw-html <<!-- a note -->>"),
		PROSE("> quoted <script>alert(1)</script>",
			"2:12 raw-html <<script>>; 2:28 raw-html <</script>>"),
		PROSE("- one\n- \xC3\xA9t\xC3\xA9 <br/>", "3:9 raw-html <<br/>>"),
		PROSE("a <b\n  title=\"x\"> c", "2:5 raw-html <<b\n    title=\"x\">>"),
		PROSE("# head <i>", "2:10 raw-html <<i>>"),
		PROSE("a \\<b> and 3 < 4 and `<b>` and a<b", ""),
		PROSE("```\n<div>\n```", ""),
		PROSE("code:\n\n    <div>", ""),
	};
	PROSE_CHECK(cases, prose_kit_findings);
}

static void links_lead_where_they_may(void **state)
{
	(void)state;
	static const struct prose_case cases[] = {
		PROSE("[a](javascript:alert(1))", "2:3 unsafe-link <[a](javascript:alert(1))>"),
		PROSE("x [a](JaVaScRiPt:x) y", "2:5 unsafe-link <[a](JaVaScRiPt:x)>"),
		PROSE("[a](&#106;avascript:x)", "2:3 unsafe-link <[a](&#106;avascript:x)>"),
		PROSE("[a](javascript&colon;x)", "2:3 unsafe-link <[a](javascript&colon;x)>"),
		PROSE("[a](<java&#10;script:x>)", "2:3 unsafe-link <[a](<java&#10;script:x>)>"),
		PROSE("[a](<&#32;javascript:x>)", "2:3 unsafe-link <[a](<&#32;javascript:x>)>"),
		PROSE("[a](&nbsp;javascript:x)", "2:3 unsafe-link <[a](&nbsp;javascript:x)>"),
		PROSE("[a](data:text/html,x)", "2:3 unsafe-link <[a](data:text/html,x)>"),
		PROSE("[a](file:///etc/passwd)", "2:3 unsafe-link <[a](file:///etc/passwd)>"),
		PROSE("[a](//evil.example/x)", "2:3 unsafe-link <[a](//evil.example/x)>"),
		PROSE("[a](\\\\\\\\host\\x)", "2:3 unsafe-link <[a](\\\\\\\\host\\x)>"),
		PROSE("<javascript:x>", "2:3 unsafe-link <<javascript:x>>"),
		PROSE("<ms-excel:ofe>", "2:3 unsafe-link <<ms-excel:ofe>>"),
		PROSE("[a]()", "2:3 unsafe-link <[a]()>"),
		PROSE("[a][x]\n\n[x]: vbscript:y", "2:3 unsafe-link <[a][x]>"),
		PROSE("[a](https://e.example/x) <mailto:a@e.example> <a@e.example> [t](tel:0) "
		      "[p](letters/one.pdf)",
			""),
	};
	PROSE_CHECK(cases, prose_kit_findings);
}

static void pictures_stand_in_parts_only(void **state)
{
	(void)state;
	static const struct prose_case cases[] = {
		PROSE("![a plan](plan.png)", "2:3 picture-badly-placed <![a plan](plan.png)>"),
		PROSE("see ![](plan.png)",
			"2:7 picture-badly-placed <![](plan.png)>"),
		PROSE("![x](https://e.example/p.png)",
			"2:3 remote-picture <![x](https://e.example/p.png)>"),
		PROSE("![x](//e.example/p.png)", "2:3 remote-picture <![x](//e.example/p.png)>"),
		PROSE("![x](data:image/png;base64,AA)",
			"2:3 unsafe-link <![x](data:image/png;base64,AA)>"),
	};
	PROSE_CHECK(cases, prose_kit_findings);
}

static void tables_are_placed_and_not_typed(void **state)
{
	(void)state;
	static const struct prose_case cases[] = {
		PROSE("| a | b |\n|---|---|\n| 1 | 2 |",
			"2:3 pipe-table <| a | b |\n  |---|---|>"),
		PROSE("Words before\na | b\n--- | ---\n1 | 2",
			"3:3 pipe-table <a | b\n  --- | --->"),
		PROSE("a | b is no table\n\nnor --- this", ""),
		PROSE("```\n|---|---|\n```", ""),
		PROSE("![](#costs)", ""),
		PROSE("- ![](#costs)", ""),
		PROSE("as ![](#costs) shows", "2:6 table-badly-placed <![](#costs)>"),
		PROSE("![](#one)\n![](#two)",
			"2:3 table-badly-placed <![](#one)>; 3:3 table-badly-placed <![](#two)>"),
		PROSE("![words](#costs)", "2:3 table-badly-placed <![words](#costs)>"),
		PROSE("![](#Costs)", "2:3 bad-id <![](#Costs)>"),
	};
	PROSE_CHECK(cases, prose_kit_findings);
}

static void definitions_are_used_and_uses_defined(void **state)
{
	(void)state;
	static const struct prose_case cases[] = {
		PROSE("[a][x] [b][X] [x]\n\n[x]: https://e.example", ""),
		PROSE("[a][y]", "2:6 definition-missing <[y]>"),
		PROSE("words\n\n[x]: https://e.example", "4:3 definition-unused <[x]>"),
		PROSE("[x]: https://e.example\n[y]: https://f.example 'T'\nwords [a][y]",
			"2:3 definition-unused <[x]>"),
		PROSE("> - [x]: https://e.example\n\nwords", "2:7 definition-unused <[x]>"),
		PROSE("[x]\n\n[x]: https://e.example\n[x]: https://f.example",
			"5:3 definition-unused <[x]>"),
		PROSE("[a][\xC5\xB4y]\n\n[\xC5\xB5Y]: https://e.example", ""),
		PROSE("[long\nlabel]\n\n[Long   label]: https://e.example", ""),
		PROSE("[x]:\n  https://e.example\n  'a title'\n\nwords",
			"2:3 definition-unused <[x]>"),
		PROSE("[*a* `c`][b]", "2:12 definition-missing <[b]>"),
		PROSE("one [sic] two \\[a][b] `[a][b]` [ ][ ] a][b]", ""),
	};
	PROSE_CHECK(cases, prose_kit_findings);
}

static void characters_cannot_be_smuggled_in(void **state)
{
	(void)state;
	static const struct prose_case cases[] = {
		PROSE("a &#1; b", "2:5 entity-character <&#1;>"),
		PROSE("\xC3\xA9 &#x1B;[31m", "2:5 entity-character <&#x1B;>"),
		PROSE("&#65535;", "2:3 entity-character <&#65535;>"),
		PROSE("&#xFDD0; &#x1FFFE; &#0; &#xD800; &#x85; &#x2028; &#xFEFF;",
			"2:3 entity-character <&#xFDD0;>; 2:12 entity-character <&#x1FFFE;>; "
			"2:22 entity-character <&#0;>; 2:27 entity-character <&#xD800;>; "
			"2:36 entity-character <&#x85;>; 2:43 entity-character <&#x2028;>; "
			"2:52 entity-character <&#xFEFF;>"),
		PROSE("[a](https://e.example/&#2;)",
			"2:25 entity-character <&#2;>"),
		PROSE("[a](b 'c &#3;')", "2:12 entity-character <&#3;>"),
		PROSE("[a]\n\n[a]: b '&#4;'", "4:11 entity-character <&#4;>"),
		PROSE("```c &#5;\n&#6;\n```", "2:8 entity-character <&#5;>"),
		PROSE("*a **b &#7;***", "2:10 entity-character <&#7;>"),
		PROSE("&amp; &nbsp; &#9; &#163; &pound; \\&#1; `&#1;` &#; &#x; &#12345678;", ""),
		PROSE("a \xE2\x80\xAE b", "2:5 bidi-in-prose <\xE2\x80\xAE>"),
		PROSE("a &#x202E; b", "2:5 bidi-in-prose <&#x202E;>"),
		PROSE("a \xE2\x81\xA6x\xE2\x81\xA9",
			"2:5 bidi-in-prose <\xE2\x81\xA6>; 2:7 bidi-in-prose <\xE2\x81\xA9>"),
	};
	PROSE_CHECK(cases, prose_kit_findings);
}

static void ids_are_ids(void **state)
{
	(void)state;
	static const struct prose_case cases[] = {
		PROSE("words {#Bad}", "2:9 bad-id <{#Bad}>"),
		PROSE("words {#}", "2:9 bad-id <{#}>"),
		PROSE("words {#9a}", "2:9 bad-id <{#9a}>"),
		PROSE("as [](#1st) has", "2:6 bad-id <[](#1st)>"),
		PROSE("as [](#a,#b_c) has", ""),
		PROSE("as [](#a,#_c) has", "2:6 bad-id <[](#a,#_c)>"),
		PROSE("words {#b_c}", "2:9 bad-id <{#b_c}>"),
		PROSE("as [](#a,b) has", "2:6 bad-id <[](#a,b)>"),
		PROSE("as [](#a, #b) has", "2:9 bad-id <#a, #b>"),
		PROSE("as [](#) has", "2:6 bad-id <[](#)>"),
		PROSE("words {#good}\n\nmore [](#good) [#](#a,#b) [its words](#c) [](#R1,#a)", ""),
		PROSE("words \\{#Bad}", ""),
		PROSE("{#Bad} at the start", ""),
	};
	PROSE_CHECK(cases, prose_kit_findings);
}

/* Whatever was smuggled in, no node has it. */
static void nothing_unprintable_is_left(void **state)
{
	(void)state;
	struct prose_kit p;
	prose_kit_read(&p, SPAN("a&#1;b&#65535;c&#65534;d&#x7F;e [l&#2;](u&#3; 't&#4;') {#x}\n\n"
				"``` i&#5;\nx\n```\n"));
	for (struct prose_node *n = p.document->first; n; n = prose_walk(p.document, n)) {
		struct span texts[] = {n->text, n->url, n->title};
		for (size_t t = 0; t < 3; t++) {
			for (size_t i = 0; i < texts[t].length; i++) {
				unsigned char c = (unsigned char)texts[t].at[i];
				assert_true(c >= ' ' || c == '\n');
				assert_true(c != 0x7F && c != 0xFE && c != 0xFF);
			}
		}
	}
	const struct prose_node *paragraph = p.document->first;
	assert_true(span_is(paragraph->first->text,
		"a\xEF\xBF\xBD"
		"b\xEF\xBF\xBD"
		"c\xEF\xBF\xBD"
		"d\xEF\xBF\xBD"
		"e "));
	assert_true(span_is(paragraph->id, "x"));
	prose_kit_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(raw_html_is_never_passed_on),
		cmocka_unit_test(links_lead_where_they_may),
		cmocka_unit_test(pictures_stand_in_parts_only),
		cmocka_unit_test(tables_are_placed_and_not_typed),
		cmocka_unit_test(definitions_are_used_and_uses_defined),
		cmocka_unit_test(characters_cannot_be_smuggled_in),
		cmocka_unit_test(ids_are_ids),
		cmocka_unit_test(nothing_unprintable_is_left),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
