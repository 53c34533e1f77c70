/*
 * source/map.c: each byte of a scalar's value leads to its own byte of the file. Random papers, the
 * same at every run, are written word by word, and where each word stands is noted while it is
 * written; what the map says is compared with that.
 */
#include "unit/source_kit.h"

#define PAPERS 1000
#define WORDS_MOST 4096

/* A paper in the making. */
struct writer {
	uint64_t seed;
	struct text text;
	const char *line_ends[2]; /* one of these ends each line */
	uint32_t line, column;
	size_t words;
	struct location at[WORDS_MOST]; /* of word number n */
};

static unsigned roll(struct writer *w, unsigned sides)
{
	w->seed ^= w->seed << 13;
	w->seed ^= w->seed >> 7;
	w->seed ^= w->seed << 17;
	return (unsigned)((w->seed >> 11) % sides);
}

static void put(struct writer *w, const char *string)
{
	text_add_string(&w->text, string);
	for (; *string; string++)
		w->column += ((unsigned char)*string & 0xC0) != 0x80;
}

static void put_spaces(struct writer *w, size_t count)
{
	while (count--)
		put(w, " ");
}

static void end_line(struct writer *w)
{
	text_add_string(&w->text, w->line_ends[roll(w, 2)]);
	w->line++;
	w->column = 1;
}

/* A word that stands nowhere else: "w12w". */
static void put_word(struct writer *w)
{
	static const char *const others[] = {"é", "£5", "naïve", "日本", "\xF0\x9F\x8F\x9B", "a#b",
		"x:y", "-", "it", "\xC2\xA0", "e\xCC\x81"};
	if (roll(w, 3) == 0) {
		put(w, others[roll(w, sizeof others / sizeof *others)]);
		return;
	}
	char word[32];
	snprintf(word, sizeof word, "w%zuw", w->words);
	w->at[w->words++] = (struct location){w->line, w->column};
	put(w, word);
}

static void put_blanks(struct writer *w)
{
	static const char *const blanks[] = {" ", " ", " ", "  ", "\t", " \t "};
	put(w, blanks[roll(w, sizeof blanks / sizeof *blanks)]);
}

/* Ends the line inside a plain or quoted text: blanks on both sides, perhaps empty lines. */
static void fold(struct writer *w, size_t indent)
{
	if (roll(w, 3) == 0)
		put_blanks(w);
	for (unsigned more = roll(w, 4) == 0 ? roll(w, 3) : 0; more; more--) {
		end_line(w);
		put_spaces(w, roll(w, 4));
	}
	end_line(w);
	put_spaces(w, indent + roll(w, 3));
	if (roll(w, 5) == 0)
		put(w, "\t");
}

static void put_plain(struct writer *w, size_t indent)
{
	put(w, "p");
	for (unsigned count = roll(w, 8); count; count--) {
		if (roll(w, 4) == 0)
			fold(w, indent);
		else
			put_blanks(w);
		put_word(w);
	}
}

static void put_single(struct writer *w, size_t indent)
{
	put(w, "'");
	for (unsigned count = roll(w, 8); count; count--) {
		put_word(w);
		if (roll(w, 3) == 0)
			put(w, "''");
		if (roll(w, 4) == 0)
			fold(w, indent);
		else if (roll(w, 4))
			put_blanks(w);
	}
	put(w, "'");
}

static void put_double(struct writer *w, size_t indent)
{
	static const char *const escapes[] = {"\\n", "\\t", "\\\"", "\\\\", "\\x41", "\\u00e9",
		"\\U0001F600", "\\/", "\\ ", "\\_", "'"};
	put(w, "\"");
	for (unsigned count = roll(w, 8); count; count--) {
		put_word(w);
		if (roll(w, 2) == 0)
			put(w, escapes[roll(w, sizeof escapes / sizeof *escapes)]);
		unsigned next = roll(w, 6);
		if (next == 0)
			put(w, "\\");
		if (next <= 1) {
			if (next == 0) {
				end_line(w);
				put_spaces(w, indent + roll(w, 3));
			} else {
				fold(w, indent);
			}
		} else if (next < 5) {
			put_blanks(w);
		}
	}
	put(w, "\"");
}

/* A literal or folded text with its lines; leaves the writer at the beginning of a line. */
static void put_block(struct writer *w, size_t indent, const char *mark)
{
	size_t depth = 1 + roll(w, 4);
	bool told = roll(w, 4) == 0;
	static const char *const chomping[] = {"", "", "-", "+"};
	put(w, mark);
	if (told) {
		char digit[] = {(char)('0' + depth), 0};
		put(w, digit);
	}
	put(w, chomping[roll(w, 4)]);
	if (roll(w, 6) == 0)
		put(w, "  # a comment");
	end_line(w);
	bool settled = told; /* the depth: only then may a line be deeper */
	for (unsigned lines = 1 + roll(w, 7); lines; lines--) {
		if (lines > 1 && roll(w, 5) == 0) { /* an empty line */
			put_spaces(w, settled ? roll(w, (unsigned)(indent + depth) + 3) : 0);
			end_line(w);
			continue;
		}
		put_spaces(w, indent + depth);
		if (settled && roll(w, 4) == 0)
			put(w, roll(w, 3) ? "  " : "\t");
		settled = true;
		put(w, "b");
		for (unsigned count = roll(w, 5); count; count--) {
			put_blanks(w);
			put_word(w);
		}
		end_line(w);
	}
	put_spaces(w, indent);
	put(w, "# end");
	end_line(w);
}

static void put_value(struct writer *w, size_t indent)
{
	put(w, " ");
	unsigned kind = roll(w, 7);
	if (kind == 0) {
		put_block(w, indent, "|");
		return;
	}
	if (kind == 1) {
		put_block(w, indent, ">");
		return;
	}
	if (kind == 2)
		put_single(w, indent + 1);
	else if (kind == 3)
		put_double(w, indent + 1);
	else if (kind == 4)
		put(w, "[p, \"q q\", 'r', {s: t}]");
	else
		put_plain(w, indent + 1);
	if (roll(w, 5) == 0)
		put(w, "  # a comment");
	end_line(w);
}

static void put_paper(struct writer *w)
{
	/* never CR and LF as ends of their own in one file: on an empty line they would be one CRLF
	 */
	static const char *const ends[][2] = {
		{"\n", "\n"}, {"\r\n", "\r\n"}, {"\r", "\r"}, {"\n", "\r\n"}, {"\r", "\r\n"}};
	unsigned which = roll(w, 5);
	for (unsigned i = 0; i < 2; i++)
		w->line_ends[i] = ends[which][i];
	w->line = w->column = 1;
	if (roll(w, 4) == 0)
		text_add_string(&w->text, "\xEF\xBB\xBF");
	unsigned keys = 1 + roll(w, 6);
	for (unsigned key = 0; key < keys; key++) {
		char name[16];
		snprintf(name, sizeof name, "k%u:", key);
		put(w, name);
		if (roll(w, 2)) {
			put_value(w, 0);
			continue;
		}
		end_line(w);
		size_t indent = 1 + roll(w, 4);
		for (unsigned item = 1 + roll(w, 3); item; item--) {
			put_spaces(w, indent);
			put(w, "-");
			put_value(w, indent);
		}
	}
}

/* What the file holds at the byte of the map is the byte of the value, or an end of line that
 * became a space or newline, or the first byte of an escape. */
static void check_bytes(const struct kit *kit, const struct node *n, const uint32_t *map)
{
	for (size_t i = 0; i < n->text.length; i++) {
		assert_in_range(map[i], n->place.from, kit->source->bytes.length - 1);
		char file = kit->source->bytes.at[map[i]], value = n->text.at[i];
		bool ended = (file == '\n' || file == '\r') && (value == ' ' || value == '\n');
		bool escaped = n->style == SCALAR_double && file == '\\';
		if (file != value && !ended && !escaped)
			fail_msg("byte %zu of the value is 0x%02X, the file's 0x%02X", i,
				(unsigned char)value, (unsigned char)file);
	}
}

static size_t check_words(
	const struct kit *kit, const struct writer *w, const struct node *n, const uint32_t *map)
{
	size_t found = 0;
	for (size_t i = 0; i + 2 < n->text.length; i++) {
		if (n->text.at[i] != 'w' || !is_digit(n->text.at[i + 1]))
			continue;
		size_t to = i + 1;
		while (is_digit(n->text.at[to]))
			to++;
		uint32_t number;
		assert_true(span_number(span_cut(n->text, i + 1, to), &number));
		struct location at = source_locate(kit->source, map[i]);
		assert_int_equal(at.line, w->at[number].line);
		assert_int_equal(at.column, w->at[number].column);
		struct place place = place_in_scalar(kit->arena, kit->source, n, i, to + 1);
		assert_int_equal(place.from, map[i]);
		assert_int_equal(place.to - place.from, to + 1 - i);
		found++;
		i = to;
	}
	return found;
}

static size_t check_scalar(const struct kit *kit, const struct writer *w, const struct node *n)
{
	const uint32_t *map = scalar_map(kit->arena, kit->source, n);
	check_bytes(kit, n, map);
	return check_words(kit, w, n, map);
}

static size_t check_node(const struct kit *kit, const struct writer *w, const struct node *n)
{
	if (n->kind == NODE_scalar)
		return check_scalar(kit, w, n);
	size_t found = 0;
	for (size_t i = 0; i < n->count; i++)
		found += check_node(kit, w, n->kind == NODE_list ? n->items[i] : n->pairs[i].value);
	return found;
}

static void every_word_is_found_where_it_was_written(void **state)
{
	(void)state;
	struct writer *w = malloc(sizeof *w);
	size_t words = 0;
	for (uint64_t paper = 1; paper <= PAPERS; paper++) {
		*w = (struct writer){.seed = paper * 0x9E3779B97F4A7C15u};
		put_paper(w);
		struct kit kit;
		kit_take(&kit, text_span(&w->text));
		if (!kit.root || diags_worst(&kit.diags) == SEVERITY_error) {
			struct text got = {0};
			kit_write(&kit, &got);
			fail_msg("paper %u is not read (%.*s):\n%.*s", (unsigned)paper,
				SPAN_ARG(text_span(&got)), SPAN_ARG(text_span(&w->text)));
		}
		size_t found = check_node(&kit, w, kit.root);
		if (found != w->words)
			fail_msg("paper %u: %zu of %zu words found:\n%.*s", (unsigned)paper, found,
				w->words, SPAN_ARG(text_span(&w->text)));
		words += found;
		kit_release(&kit);
		text_release(&w->text);
	}
	free(w);
	assert_true(words > 10000); /* the generator writes papers worth reading */
}

static const struct node *only_value(struct kit *kit, struct span yaml)
{
	kit_take(kit, yaml);
	assert_non_null(kit->root);
	assert_int_equal(kit->root->count, 1);
	return kit->root->pairs[0].value;
}

static void a_map_has_one_entry_more_than_the_value(void **state)
{
	(void)state;
	static const struct {
		const char *yaml;
		size_t entry;
		uint32_t at;
	} cases[] = {
		{"a: bc\n", 2, 5},
		{"a: ''\n", 0, 4},
		{"a: \"x\\x41y\"\n", 1, 5},
		{"a: \"x\\x41y\"\n", 2, 9},
		{"a: \"x\\x41y\"\n", 3, 10},
		{"a: 'x''y'\n", 1, 5},
		{"a: 'x''y'\n", 2, 7},
		{"a: |\n  x\n", 0, 7},
		{"a: |\n  x\n", 1, 8},
		{"a: |\n  x\n", 2, 9},
		{"a: x\n  y\n", 1, 4},
		{"a: x\n  y\n", 2, 7},
		{"a:\n", 0, 2},
		{"a: >\n  x\n  y\n", 1, 8},
		{"a: |2\n   x\n", 0, 8},
		{"a: \"x\\\n  y\"\n", 1, 9},
		{"a: x\n\n  y\n", 1, 5},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct kit kit;
		const struct node *value = only_value(&kit, span_of(cases[i].yaml));
		const uint32_t *map = scalar_map(kit.arena, kit.source, value);
		assert_true(cases[i].entry <= value->text.length);
		if (map[cases[i].entry] != cases[i].at)
			fail_msg("case %zu: entry %zu leads to %u, not %u", i, cases[i].entry,
				map[cases[i].entry], cases[i].at);
		kit_release(&kit);
	}
}

/* Blank lines that are deeper than the text leave the depth to be found out. */
static void blank_lines_that_are_too_long(void **state)
{
	(void)state;
	static const char *const papers[] = {
		"a: |+\n    \n    \n",
		"a: |1+\n     \n  x\n",
		"a: |-\n\n  x\n      \n  y\n",
		"a: >1\n    \n x\n",
	};
	for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
		struct kit kit;
		const struct node *value = only_value(&kit, span_of(papers[i]));
		check_bytes(&kit, value, scalar_map(kit.arena, kit.source, value));
		kit_release(&kit);
	}
}

/* The walk does not fit the value: every entry is the scalar's own start, and a place is its whole.
 */
static void a_map_that_cannot_be_made_is_never_wrong(void **state)
{
	(void)state;
	struct kit kit;
	static const enum scalar_style styles[] = {
		SCALAR_plain, SCALAR_single, SCALAR_double, SCALAR_literal, SCALAR_folded};
	struct node value = *only_value(&kit, SPAN("a: some text\n"));
	value.text = SPAN("other text");
	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
		value.style = styles[i];
		const uint32_t *map = scalar_map(kit.arena, kit.source, &value);
		for (size_t k = 0; k <= value.text.length; k++)
			assert_int_equal(map[k], value.place.from);
		struct place place = place_in_scalar(kit.arena, kit.source, &value, 2, 4);
		assert_int_equal(place.from, value.place.from);
		assert_int_equal(place.to, value.place.to);
	}
	kit_release(&kit);
}

static void places_hold_whole_escapes(void **state)
{
	(void)state;
	struct kit kit;
	const struct node *value = only_value(&kit, SPAN("a: \"x\\u00e9y\\n\"\n"));
	struct place e = place_in_scalar(kit.arena, kit.source, value, 1, 3);
	assert_int_equal(e.from, 5);
	assert_int_equal(e.to, 11);
	struct place n = place_in_scalar(kit.arena, kit.source, value, 4, 99);
	assert_int_equal(n.from, 12);
	assert_int_equal(n.to, 14);
	struct place past = place_in_scalar(kit.arena, kit.source, value, 5, 5);
	assert_int_equal(past.from, 14);
	assert_int_equal(past.to, 14);
	kit_release(&kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_is_found_where_it_was_written),
		cmocka_unit_test(a_map_has_one_entry_more_than_the_value),
		cmocka_unit_test(blank_lines_that_are_too_long),
		cmocka_unit_test(a_map_that_cannot_be_made_is_never_wrong),
		cmocka_unit_test(places_hold_whole_escapes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
