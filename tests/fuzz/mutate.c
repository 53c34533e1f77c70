#include "mutate.h"

#include <string.h>

size_t dice_throw(struct dice *dice, size_t below)
{
	dice->state ^= dice->state << 13;
	dice->state ^= dice->state >> 7;
	dice->state ^= dice->state << 17;
	return below ? (size_t)((dice->state * 0x2545F4914F6CDD1Dull) >> 20) % below : 0;
}

/* What means something to YAML, to Markdown, to the paper, or to whoever shows text. */
static const char *const words[] = {
	"style: herefordshire\n", "style: ", "title: ", "subtitle: ", "status: final\n",
	"status: draft\n", "reference: ", "version: ", "supersedes: ", "language: ", "dated: ",
	"meeting: ", "{body: Cabinet, date: 2005-09-29, published: 2005-09-21}", "agenda_item: ",
	"report_of: ", "portfolio: ", "lead_member: ", "decision_type: ", "wards: ", "value: ",
	"key_decision: ", "{reason: spending, notice: 2005-08-25}", "exempt: 3", "exempt: no",
	"exempt: {paragraph: 1}", "urgent: yes\n", "exceptions: ", "contacts: ", "clearances: ",
	"call_in: ", "note: ", "waivers: [{rule: missing-part, part: reasons, reason: x, by: y}]\n",
	"translation_of: ", "purpose: ", "recommendations:\n", "lead: ", "items:\n", "reasons: ",
	"considerations: |\n", "alternative_options: ", "  - {option: A, for: b, against: c}\n",
	"preferred: yes", "cost: £5", "financial_assessment:\n", "unit: £000\n", "years: [2005/06]\n",
	"lines:\n", "  - {item: A, kind: capital, amounts: [1, 2]}\n", "funding:\n", "total: 620\n",
	"total: {capital: 1}\n", "risk_management: ", "register:\n",
	"  - {risk: A, likelihood: 3, impact: 4, mitigation: b, owner: c}\n", "residual: ",
	"consultees: ", "background_papers: ", "appendices:\n", "  - {id: a, title: B, text: C}\n",
	"tables:\n", "caption: ", "columns: ", "rows: ", "csv: a.csv", "  t:\n    caption: C\n",
	"{title: A, type: money}", "{title: A, type: percent}", "total: sum\n", "text: ", "heading: ",
	"for: ", "id: ", "none", "yes", "no", "~", "null", "...\n", "---\n", "--- ", "%YAML 1.2\n",
	": ", ":", "- ", "? ", "| ", "|\n", "|+\n", "|-\n", ">\n", "|2\n", "|9-\n", " #", "# ", "&a ", "*a",
	"<<: *a", "!!str ", "!x ", "[", "]", "{", "}", ", ", "\"", "'", "\\", "\\x00", "\\u202e",
	"\\ud800", "\\N", "\t", "\n", "\r", "\r\n", "\n\n", "    ", "  ", "@", "`", "%",
	"{#", "{#a}", "{-}", "[](#a)", "[](#a,#b)", "[#](#a)", "[b](#a)", "![](#t)", "![a](b.png)",
	"![a](http://b/c)", "[a](javascript:b)", "[a](https://b)", "[a]: https://b\n", "[a][b]", "<b>",
	"<!-- ", "-->", "<![CDATA[", "<a@b>", "<https://b>", "**", "__", "*a*", "_a_", "~~~\n", "```\n",
	"> ", "1. ", "999999999. ", "1000000000) ", "### ", "## ", "# ", "####### ", "===\n", "---\n",
	"***\n", "\\\n", "&amp;", "&#0;", "&#x1b;", "&#65535;", "&#x202e;", "&nbsp;", "| a | b |\n|---|---|\n",
	"Appendix 2", "Appendices 1, 2 and 3", "paragraph 4", "Table 1",
	"£1,250,000", "£1.25m", "(500)", "-0", "1e9", "0x1F", "9223372036854775807", "99999999999.99",
	"10000000000000", "£000", "48%", "2005-02-29", "2005-09-29", "1899-12-31", "2199-12-31", "24:00",
	"=1+1", "+1", "@SUM(A1)", "_x0041_", "{{", "}}", "{{{x}}}", "\xEF\xBB\xBF", "\xE2\x80\xAE",
	"\xE2\x81\xA6", "\xE2\x80\x8D", "\xE2\x80\xA8", "\xC2\xA0", "\xC2\xAD", "\xC2\x85", "\xC3\xA9",
	"\xE9", "\xF0\x9F\x9A\x8C", "\xCC\x81", "\xEF\xBF\xBF", "\xED\xA0\x80", "\xC0\xAF", "\x1B[2J", "\x01",
	"\x7F", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xD0\xB5", "\xD9\xA3", "\xEF\xBC\x91",
};

struct line {
	size_t from, to; /* its end included */
};

static struct line pick_line(struct dice *dice, const char *bytes, size_t length)
{
	struct line line = {dice_throw(dice, length), 0};
	while (line.from > 0 && bytes[line.from - 1] != '\n')
		line.from--;
	line.to = line.from;
	while (line.to < length && bytes[line.to] != '\n')
		line.to++;
	line.to += line.to < length;
	return line;
}

static void replace(struct mutant *m, size_t from, size_t to, const char *bytes, size_t length)
{
	if (m->length - (to - from) + length > MUTANT_BYTES)
		return;
	memmove(m->bytes + from + length, m->bytes + to, m->length - to);
	memcpy(m->bytes + from, bytes, length);
	m->length = m->length - (to - from) + length;
}

static void put_word(struct dice *dice, struct mutant *m, size_t from, size_t to)
{
	const char *word = words[dice_throw(dice, sizeof words / sizeof *words)];
	replace(m, from, to, word, strlen(word));
}

static void flip(struct dice *dice, struct mutant *m)
{
	if (m->length)
		m->bytes[dice_throw(dice, m->length)] ^= (char)(1 << dice_throw(dice, 8));
}

static void put_byte(struct dice *dice, struct mutant *m)
{
	const char byte = (char)dice_throw(dice, 256);
	const size_t at = dice_throw(dice, m->length + 1);
	replace(m, at, at, &byte, 1);
}

static void put_word_anywhere(struct dice *dice, struct mutant *m)
{
	const size_t at = dice_throw(dice, m->length + 1);
	put_word(dice, m, at, at);
}

static void put_word_before_line(struct dice *dice, struct mutant *m)
{
	struct line line = pick_line(dice, m->bytes, m->length);
	while (dice_throw(dice, 3) && line.from < line.to && m->bytes[line.from] == ' ')
		line.from++;
	put_word(dice, m, line.from, line.from);
}

static void put_word_after_line(struct dice *dice, struct mutant *m)
{
	const struct line line = pick_line(dice, m->bytes, m->length);
	const size_t at = line.to > line.from ? line.to - 1 : line.to;
	put_word(dice, m, at, at);
}

/* What stands after a colon becomes something else. */
static void put_value(struct dice *dice, struct mutant *m)
{
	const struct line line = pick_line(dice, m->bytes, m->length);
	size_t at = line.from;
	while (at < line.to && m->bytes[at] != ':')
		at++;
	if (at + 2 < line.to)
		put_word(dice, m, at + 2, line.to - 1);
}

static void put_word_often(struct dice *dice, struct mutant *m)
{
	const size_t at = dice_throw(dice, m->length + 1);
	const char *word = words[dice_throw(dice, sizeof words / sizeof *words)];
	for (size_t times = dice_throw(dice, 300); times > 0; times--)
		replace(m, at, at, word, strlen(word));
}

static void cut(struct dice *dice, struct mutant *m)
{
	const size_t from = dice_throw(dice, m->length + 1);
	replace(m, from, from + dice_throw(dice, (m->length - from) % 40 + 1), "", 0);
}

static void cut_line(struct dice *dice, struct mutant *m)
{
	const struct line line = pick_line(dice, m->bytes, m->length);
	replace(m, line.from, line.to, "", 0);
}

static void double_line(struct dice *dice, struct mutant *m)
{
	static char copy[MUTANT_BYTES];
	const struct line line = pick_line(dice, m->bytes, m->length);
	const struct line where = pick_line(dice, m->bytes, m->length);
	memcpy(copy, m->bytes + line.from, line.to - line.from);
	const size_t at = dice_throw(dice, 2) ? line.from : where.from;
	replace(m, at, at, copy, line.to - line.from);
}

static void swap_lines(struct dice *dice, struct mutant *m)
{
	static char copy[MUTANT_BYTES];
	const struct line line = pick_line(dice, m->bytes, m->length);
	memcpy(copy, m->bytes + line.from, line.to - line.from);
	replace(m, line.from, line.to, "", 0);
	const struct line where = pick_line(dice, m->bytes, m->length);
	replace(m, where.from, where.from, copy, line.to - line.from);
}

static void shift_lines(struct dice *dice, struct mutant *m)
{
	size_t at = pick_line(dice, m->bytes, m->length).from;
	const size_t by = 1 + dice_throw(dice, 4);
	const size_t deeper = dice_throw(dice, 2);
	for (size_t lines = 1 + dice_throw(dice, 6); lines > 0 && at < m->length; lines--) {
		size_t blank = 0;
		while (blank < by && at + blank < m->length && m->bytes[at + blank] == ' ')
			blank++;
		replace(m, at, deeper ? at : at + blank, "        ", deeper ? by : 0);
		while (at < m->length && m->bytes[at] != '\n')
			at++;
		at++;
	}
}

static void change_line_ends(struct dice *dice, struct mutant *m)
{
	const size_t how = dice_throw(dice, 3);
	for (size_t i = dice_throw(dice, m->length + 1); i < m->length; i++) {
		if (m->bytes[i] != '\n' || (how == 2 && dice_throw(dice, 2)))
			continue;
		if (how == 0)
			m->bytes[i] = '\r';
		else
			replace(m, i, i, "\r", 1);
		i++;
	}
}

static void cut_off(struct dice *dice, struct mutant *m)
{
	m->length -= dice_throw(dice, m->length + 1) / (1 + dice_throw(dice, 8));
}

static void (*const ways[])(struct dice *, struct mutant *) = {flip, put_byte, put_word_anywhere,
	put_word_anywhere, put_word_before_line, put_word_before_line, put_word_after_line, put_value,
	put_value, put_value, put_word_often, cut, cut_line, double_line, double_line, swap_lines,
	shift_lines, shift_lines, change_line_ends, cut_off};

/* Lines of another paper. */
static void splice(struct dice *dice, const struct corpus_file *other, struct mutant *m)
{
	const struct line first = pick_line(dice, other->bytes, other->length);
	const struct line last = pick_line(dice, other->bytes, other->length);
	const size_t at = pick_line(dice, m->bytes, m->length).from;
	if (first.from < last.to && last.to - first.from < 4096)
		replace(m, at, at, other->bytes + first.from, last.to - first.from);
}

/* Earlier files more often: a spoiled good paper goes further than a spoiled bad one. */
static const struct corpus_file *pick_file(
	struct dice *dice, const struct corpus_file *corpus, size_t count)
{
	return &corpus[dice_throw(dice, dice_throw(dice, dice_throw(dice, count) + 1) + 1)];
}

void mutate(struct dice *dice, const struct corpus_file *corpus, size_t count,
	struct mutant *mutant)
{
	mutant->length = 0;
	const struct corpus_file *file = pick_file(dice, corpus, count);
	replace(mutant, 0, 0, file->bytes, file->length);
	for (size_t times = 1 + dice_throw(dice, dice_throw(dice, 8)); times > 0; times--) {
		const size_t way = dice_throw(dice, sizeof ways / sizeof *ways + 1);
		if (way < sizeof ways / sizeof *ways)
			ways[way](dice, mutant);
		else
			splice(dice, pick_file(dice, corpus, count), mutant);
	}
}
