/*
 * Personal data in an open paper: National Insurance and NHS numbers, payment cards, bank accounts,
 * dates of birth, addresses and telephone numbers of persons. Looked for in whatever is typed, tables
 * and CSV files among it. Contacts that the paper names in its facts are meant to be read, and so are
 * mailboxes of an office. No report shows what was found: diag_hide.
 */
#include "check/personal.h"
#include "check/lexicon.h"

#define BEFORE_BYTES 80  /* how far words that say what a number is may begin before it */
#define ADDRESS_BYTES 160 /* from a name to its postcode */
#define ACCOUNT_BYTES 60 /* from a sort code to its account number */
#define SENTENCE_WORD_BYTES 4
#define OLDEST_YEARS 110 /* who was born before that is dead */

/* Lists of words, parted by commas, in words.LANG.yaml. */
#define LISTS(X)                                                                                   \
	X(birth_words) X(birth_groups) X(birth_links) X(nhs_words) X(number_links)                 \
	X(reference_words) X(sort_code_words) X(private_phones) X(open_mailboxes) X(person_titles) \
	X(address_links)
enum list {
#define X(name) LIST_##name,
	LISTS(X)
#undef X
	LIST_count
};

/* A text, and the title of the column that it stands under. */
struct typed {
	struct span text, title;
	const struct node *scalar;
	struct place place;
	bool of_form;   /* a fact, or a key that asks for an address: contacts belong there */
	bool named_row; /* another cell of its row is a person's name */
};

struct personal {
	const struct checking *what;
	const struct phrases *lists[LIST_count];
	struct span *mails, *phones; /* of the paper's contacts */
	size_t mail_count, mail_capacity, phone_count, phone_capacity;
	const struct phrases *months;
};

/* --- words around a number */

/* A letter or digit, of any alphabet. */
static bool is_of_a_word(char c)
{
	return is_letter(c) || is_digit(c) || (unsigned char)c >= 0xC3;
}

static bool ends_in_words(struct span text, struct span words)
{
	if (!words.length || words.length > text.length)
		return false;
	const size_t from = text.length - words.length;
	return span_same_ignoring_case(span_cut(text, from, text.length), words) &&
	       (from == 0 || !is_of_a_word(text.at[from - 1]));
}

/* Whether the text ends in one of the list; where that begins. */
static bool ends_in_one(struct span text, const struct phrases *list, size_t *from)
{
	if (!text.length || !(list->last & phrase_letter(text.at[text.length - 1])))
		return false;
	for (size_t i = 0; i < list->count; i++)
		if (ends_in_words(text, list->items[i])) {
			*from = text.length - list->items[i].length;
			return true;
		}
	return false;
}

/* Blanks, colons, brackets, stars of bold words, dashes; no end of a sentence. */
static struct span without_marks(struct span text)
{
	while (text.length) {
		const char c = text.at[text.length - 1];
		const bool is_mark = is_space(c) || c == ':' || c == ',' || c == '(' || c == '*' ||
				     c == '_' || c == '-' || c == '=' || c == '"' || c == '|';
		if (is_mark)
			text.length--;
		else if (span_ends(text, "\xC2\xA0"))
			text.length -= 2;
		else if (span_ends(text, "\xE2\x80\x93"))
			text.length -= 3;
		else
			break;
	}
	return text;
}

/* "date of birth was the", "NHS number:" end in words of the list before words that link. */
static bool says_before(const struct personal *p, struct span before, enum list wanted,
	enum list links, struct span *rest)
{
	for (size_t i = 0; i < 5; i++) {
		size_t from;
		before = without_marks(before);
		if (ends_in_one(before, p->lists[wanted], &from)) {
			*rest = without_marks(span_cut(before, 0, from));
			return true;
		}
		if (!ends_in_one(before, p->lists[links], &from))
			return false;
		before.length = from;
	}
	return false;
}

static struct span before_of(const struct typed *typed, size_t at)
{
	const size_t from = at > BEFORE_BYTES ? at - BEFORE_BYTES : 0;
	return span_cut(typed->text, from, at);
}

/* Words right before the number, or those of the column's title. */
static bool is_called(const struct personal *p, const struct typed *typed, size_t at,
	enum list wanted, enum list links)
{
	struct span rest;
	return says_before(p, before_of(typed, at), wanted, links, &rest) ||
	       says_before(p, typed->title, wanted, links, &rest);
}

/* --- what is reported */

static struct place place_of(const struct personal *p, const struct typed *typed, size_t from,
	size_t to)
{
	struct place place = typed->place;
	if (typed->scalar)
		place = place_in_scalar(p->what->arena, p->what->paper->source, typed->scalar, from, to);
	else if (place.to - place.from == typed->text.length)
		place = (struct place){place.source, place.from + (uint32_t)from,
			place.from + (uint32_t)to};
	return place.to - place.from < to - from ? typed->place : place;
}

/* The words of the finding say "QQ 12...": the rest is hidden wherever it could be shown. */
static void report(const struct personal *p, const struct typed *typed, enum finding_id id,
	const struct personal_match *match, const char *name)
{
	struct diags *diags = p->what->diags;
	const size_t secret = match->from + match->shown;
	const struct place place = place_of(p, typed, match->from, match->to);
	const struct span shown = arena_format(p->what->arena, "%.*s...",
		SPAN_ARG(span_cut(typed->text, match->from, secret)));
	diag_hide(diags, place_of(p, typed, secret, match->to),
		span_cut(typed->text, secret, match->to));
	if (name)
		diag_add(diags, id, place, span_of(name), shown, SPAN_NONE);
	else
		diag_add(diags, id, place, shown, SPAN_NONE, SPAN_NONE);
}

/* --- numbers */

static bool find_number(const struct personal *p, const struct typed *typed,
	const struct digits *digits, struct personal_match *match)
{
	const struct span text = typed->text;
	const char *name = NULL;
	const bool begins = digits_begin(text, digits->from);
	const bool named = begins && digits->groups &&
			   (digits->sums[0] == 10 || digits->sums[0] == 3) &&
			   is_called(p, typed, digits->from, LIST_nhs_words, LIST_number_links);
	if (insurance_number(text, digits, match))
		name = "a National Insurance number";
	else if (begins && nhs_number(text, digits, named, match))
		name = "an NHS number";
	else if (begins && card_number(text, digits, match))
		name = "the number of a payment card";
	if (!name || is_called(p, typed, match->from, LIST_reference_words, LIST_number_links))
		return false;
	report(p, typed, FINDING_personal_number, match, name);
	return true;
}

/* --- dates of birth */

static size_t digits_end(struct span text, size_t at)
{
	while (at < text.length && is_digit(text.at[at]))
		at++;
	return at;
}

/* "3/3/1975", "1975-03-03": three figures parted alike. Says where it ends, else 0. */
static size_t date_in_figures(struct span text, size_t at, uint32_t *year)
{
	size_t end = digits_end(text, at);
	const char parts = end < text.length ? text.at[end] : '\0';
	if (parts != '/' && parts != '.' && parts != '-')
		return 0;
	const size_t first = end - at, second = end + 1;
	end = digits_end(text, second);
	if (end - second < 1 || end - second > 2 || end >= text.length || text.at[end] != parts)
		return 0;
	const size_t third = end + 1;
	end = digits_end(text, third);
	const bool year_first = first == 4 && end - third >= 1 && end - third <= 2;
	const bool year_last = first <= 2 && (end - third == 4 || end - third == 2);
	const struct span typed = year_first ? span_cut(text, at, at + 4) : span_cut(text, third, end);
	return (year_first || year_last) && span_number(typed, year) ? end : 0;
}

static size_t after_word(struct span text, size_t at)
{
	while (at < text.length && is_of_a_word(text.at[at]))
		at++;
	return at;
}

static size_t after_blanks(struct span text, size_t at)
{
	while (at < text.length && (is_space(text.at[at]) || text.at[at] == ',' ||
		text.at[at] == '\xC2' || text.at[at] == '\xA0'))
		at++;
	return at;
}

static bool is_month(const struct personal *p, struct span word)
{
	for (size_t i = 0; i < p->months->count; i++) {
		const struct span month = p->months->items[i];
		if (word.length >= 3 && word.length <= month.length &&
			span_same_ignoring_case(word, span_cut(month, 0, word.length)))
			return true;
	}
	return false;
}

/* "3rd of March 1975": at most two words between day and year, the last a month. */
static size_t date_in_words(const struct personal *p, struct span text, size_t at, uint32_t *year)
{
	size_t end = digits_end(text, at);
	if (end - at > 2)
		return 0;
	end = after_blanks(text, after_word(text, end));
	for (size_t i = 0; i < 2; i++) {
		const size_t word_end = after_word(text, end);
		const bool month = is_month(p, span_cut(text, end, word_end));
		end = after_blanks(text, word_end);
		if (month && digits_end(text, end) == end + 4 &&
			span_number(span_cut(text, end, end + 4), year))
			return end + 4;
	}
	return 0;
}

/* "children born on 1 September 2003" are a year of a school. */
static bool is_of_a_birth(const struct personal *p, const struct typed *typed, size_t at)
{
	struct span rest;
	size_t from;
	if (says_before(p, before_of(typed, at), LIST_birth_words, LIST_birth_links, &rest))
		return !ends_in_one(rest, p->lists[LIST_birth_groups], &from);
	return says_before(p, typed->title, LIST_birth_words, LIST_birth_links, &rest);
}

static bool find_birth(const struct personal *p, const struct typed *typed, size_t at,
	struct personal_match *match)
{
	uint32_t year;
	size_t end = date_in_figures(typed->text, at, &year);
	if (!end)
		end = date_in_words(p, typed->text, at, &year);
	if (!end || !is_of_a_birth(p, typed, at))
		return false;
	const struct settled *settled = p->what->settled;
	if (settled->has_date && year > 99 && (int)year + OLDEST_YEARS < settled->date.year)
		return false;
	*match = (struct personal_match){at, end, 0};
	diag_hide(p->what->diags, place_of(p, typed, at, end), span_cut(typed->text, at, end));
	diag_add(p->what->diags, FINDING_personal_birth_date, place_of(p, typed, at, end), SPAN_NONE,
		SPAN_NONE, SPAN_NONE);
	return true;
}

/* --- banks */

static bool is_empty_line(struct span text, size_t at)
{
	return at > 0 && text.at[at] == '\n' && text.at[at - 1] == '\n';
}

/* Numbers of eight digits near the code, in its paragraph, are those of accounts: all are hidden. */
static bool hide_accounts(const struct personal *p, const struct typed *typed,
	const struct personal_match *code)
{
	const struct span text = typed->text;
	size_t from = code->from;
	bool any = false;
	while (from > 0 && code->from - from < ACCOUNT_BYTES && !is_empty_line(text, from))
		from--;
	for (size_t at = from; at < text.length && at < code->to + ACCOUNT_BYTES; at++) {
		const size_t end = digits_end(text, at);
		if (at > code->to && is_empty_line(text, at))
			break;
		if (end - at == 8 && digits_begin(text, at)) {
			diag_hide(p->what->diags, place_of(p, typed, at, end), span_cut(text, at, end));
			any = true;
		}
		at = end > at ? end : at;
	}
	return any;
}

static bool find_bank(const struct personal *p, const struct typed *typed,
	const struct digits *digits, struct personal_match *match)
{
	if (!sort_code(typed->text, digits, match) ||
		!is_called(p, typed, match->from, LIST_sort_code_words, LIST_number_links) ||
		!hide_accounts(p, typed, match))
		return false;
	report(p, typed, FINDING_personal_bank_account, match, NULL);
	return true;
}

/* --- telephones and addresses of mail */

/* Past the next "@" from `from` on; 0: there is none. */
static size_t after_at_sign(struct span text, size_t from)
{
	const char *sign = text.length > from ? memchr(text.at + from, '@', text.length - from) : NULL;
	return sign ? (size_t)(sign - text.at) + 1 : 0;
}

#define PHONE_DIGITS 15

static struct span phone_of(const struct personal *p, struct span typed)
{
	char digits[PHONE_DIGITS];
	const size_t count = telephone_digits(typed, digits, PHONE_DIGITS);
	return arena_copy(p->what->arena, (struct span){digits, count});
}

static bool is_known(struct span one, const struct span *known, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_same_ignoring_case(one, known[i]))
			return true;
	return false;
}

/* "+44 (0)7700 900123" is 7700900123 where it was found. */
static bool is_known_phone(const struct personal *p, struct span typed)
{
	const struct span phone = phone_of(p, typed);
	const struct span with_zero = arena_join(p->what->arena, SPAN("0"), phone);
	return is_known(phone, p->phones, p->phone_count) ||
	       is_known(with_zero, p->phones, p->phone_count);
}

static bool find_phone(const struct personal *p, const struct typed *typed,
	const struct digits *digits, struct personal_match *match)
{
	const char *name = "the mobile number";
	if (!mobile_number(typed->text, digits, match)) {
		name = "the private number";
		if (!telephone_number(typed->text, digits, match) ||
			!is_called(p, typed, match->from, LIST_private_phones, LIST_number_links))
			return false;
	}
	if (is_known_phone(p, span_cut(typed->text, match->from, match->to)) ||
		is_called(p, typed, match->from, LIST_reference_words, LIST_number_links))
		return false;
	report(p, typed, FINDING_personal_contact, match, name);
	return true;
}

/* One of the words of the mailbox, parted by points and the like, is one of an office. */
static bool is_of_an_office(const struct personal *p, struct span mailbox)
{
	for (size_t from = 0; from < mailbox.length;) {
		size_t to = from;
		while (to < mailbox.length && is_letter(mailbox.at[to]))
			to++;
		if (to > from && phrases_which(p->lists[LIST_open_mailboxes], span_cut(mailbox, from, to)))
			return true;
		from = to + 1;
	}
	return false;
}

static struct span domain_of(struct span mail)
{
	return span_cut(mail, span_find(mail, SPAN("@")) + 1, mail.length);
}

/* Whoever answers at the contacts' own domain is of their office. */
static bool is_known_mail(const struct personal *p, struct span mail)
{
	for (size_t i = 0; i < p->mail_count; i++)
		if (span_same_ignoring_case(domain_of(mail), domain_of(p->mails[i])))
			return true;
	return is_of_an_office(p, span_cut(mail, 0, span_find(mail, SPAN("@"))));
}

/* --- addresses */

static size_t title_at(const struct personal *p, struct span text, size_t at)
{
	const struct phrases *list = p->lists[LIST_person_titles];
	if (at >= text.length || !(list->first & phrase_letter(text.at[at])))
		return 0;
	for (size_t i = 0; i < list->count; i++) {
		const struct span title = list->items[i];
		size_t end = at + title.length;
		if (!span_same(span_cut(text, at, end), title))
			continue;
		end += end < text.length && text.at[end] == '.';
		if (end < text.length && is_space(text.at[end]))
			return end;
	}
	return 0;
}

/* "Mrs A. Jones": a title and one to four words with capitals; where it ends, else 0. */
static size_t name_at(const struct personal *p, struct span text, size_t at)
{
	size_t end = title_at(p, text, at), last = 0;
	for (size_t i = 0; end && i < 4 && end < text.length; i++) {
		size_t word = end;
		while (word < text.length && (is_space(text.at[word]) || text.at[word] == '.'))
			word++;
		if (word == end || word >= text.length || text.at[word] < 'A' || text.at[word] > 'Z')
			break;
		end = word + 1;
		while (end < text.length && (is_of_a_word(text.at[end]) || text.at[end] == '\'' ||
			text.at[end] == '-'))
			end++;
		last = end;
	}
	return last;
}

/* After the name a comma, or a word that links it to an address, and then the number of a house. */
static bool begins_address(const struct personal *p, struct span text, size_t at)
{
	const size_t word = after_blanks(text, at), end = after_word(text, word);
	if (at < text.length && text.at[at] == ',')
		at++;
	else if (!phrases_which(p->lists[LIST_address_links], span_cut(text, word, end)))
		return false;
	else
		at = end;
	at = after_blanks(text, at);
	return at < text.length && is_digit(text.at[at]);
}

/* A full stop after a word that is no short one ("St.", "Ave.") and no initial, or an empty line. */
static bool ends_sentence(struct span text, size_t at)
{
	if (text.at[at] == '\n')
		return at > 0 && text.at[at - 1] == '\n';
	if (text.at[at] != '.' || !is_space(text.at[at + 1])) /* a NUL stands after the end */
		return false;
	size_t word = at;
	while (word > 0 && is_of_a_word(text.at[word - 1]))
		word--;
	return at - word >= SENTENCE_WORD_BYTES;
}

/* A name with its address before the postcode, in one sentence. */
static bool has_name_before(const struct personal *p, struct span text, size_t postcode)
{
	size_t from = postcode;
	while (from > 0 && postcode - from < ADDRESS_BYTES && !ends_sentence(text, from - 1))
		from--;
	for (size_t at = from; at < postcode; at++) {
		if (text.at[at] < 'A' || text.at[at] > 'Z' || (at > 0 && is_of_a_word(text.at[at - 1])))
			continue;
		const size_t end = name_at(p, text, at);
		if (end && end < postcode && begins_address(p, text, end))
			return true;
	}
	return false;
}

static bool find_address(const struct personal *p, const struct typed *typed,
	const struct digits *digits, struct personal_match *match)
{
	if (!postcode(typed->text, digits, match))
		return false;
	if (!typed->named_row && !has_name_before(p, typed->text, match->from))
		return false;
	report(p, typed, FINDING_personal_address, match, NULL);
	return true;
}

/* --- one text */

static size_t find_at_digit(const struct personal *p, const struct typed *typed, size_t at)
{
	const struct digits digits = digits_at(typed->text, at);
	struct personal_match match;
	if (find_number(p, typed, &digits, &match))
		return match.to;
	if (!digits_begin(typed->text, at))
		return digits.ends[0];
	if (find_birth(p, typed, at, &match) || find_bank(p, typed, &digits, &match))
		return match.to;
	if (!typed->of_form && (find_phone(p, typed, &digits, &match) ||
				       find_address(p, typed, &digits, &match)))
		return match.to;
	return digits.ends[0];
}

static void find_mail(const struct personal *p, const struct typed *typed, size_t at)
{
	struct personal_match match;
	if (mail_address(typed->text, at, &match) &&
		!is_known_mail(p, span_cut(typed->text, match.from, match.to)))
		report(p, typed, FINDING_personal_contact, &match, "the address");
}

static void check_typed(const struct personal *p, const struct typed *typed)
{
	const struct span text = typed->text;
	for (size_t at = span_to_digit(text, 0); at < text.length;) {
		const size_t next = find_at_digit(p, typed, at);
		at = span_to_digit(text, next > at ? next : at + 1);
	}
	for (size_t at = after_at_sign(text, 0); at && !typed->of_form; at = after_at_sign(text, at))
		find_mail(p, typed, at - 1);
}

/* --- whatever is typed in the paper */

static bool is_name(const struct personal *p, struct span text)
{
	text = span_trim(text);
	return text.length && name_at(p, text, 0) == text.length;
}

static bool is_name_cell(const struct personal *p, const struct node *cell)
{
	return cell->kind == NODE_scalar && is_name(p, cell->text);
}

static void check_scalar(const struct personal *p, const struct node *scalar, struct span title,
	bool of_form, bool named_row)
{
	const struct typed typed = {scalar->text, title, scalar, scalar->place, of_form, named_row};
	check_typed(p, &typed);
}

static struct span title_of(const struct node *columns, size_t i)
{
	const struct node *column = i < columns->count ? columns->items[i] : NULL;
	if (column && column->kind == NODE_mapping)
		column = node_get(column, "title");
	return column && column->kind == NODE_scalar ? column->text : SPAN_NONE;
}

static void check_rows(const struct personal *p, const struct node *columns, const struct node *rows)
{
	for (size_t r = 0; r < rows->count; r++) {
		const struct node *row = rows->items[r];
		bool named = false;
		for (size_t c = 0; row->kind == NODE_list && c < row->count; c++)
			named = named || is_name_cell(p, row->items[c]);
		for (size_t c = 0; row->kind == NODE_list && c < row->count; c++)
			if (row->items[c]->kind == NODE_scalar)
				check_scalar(p, row->items[c], title_of(columns, c), false, named);
	}
}

/* Keys of a record that ask for a contact. */
static bool asks_for_contact(struct span key)
{
	return span_is(key, "email") || span_is(key, "phone");
}

static void check_node(const struct personal *p, const struct node *node, bool of_form);

static void check_mapping(const struct personal *p, const struct node *mapping, bool of_form)
{
	const struct node *columns = node_get(mapping, "columns"), *rows = node_get(mapping, "rows");
	const bool is_table = columns && rows && columns->kind == NODE_list && rows->kind == NODE_list;
	for (size_t i = 0; i < mapping->count; i++) {
		const struct pair *pair = &mapping->pairs[i];
		if (span_is(pair->key->text, "note")) /* never printed */
			continue;
		if (is_table && pair->value == rows)
			check_rows(p, columns, rows);
		else
			check_node(p, pair->value, of_form || asks_for_contact(pair->key->text));
	}
}

static void check_node(const struct personal *p, const struct node *node, bool of_form)
{
	if (node->kind == NODE_scalar)
		check_scalar(p, node, SPAN_NONE, of_form, false);
	else if (node->kind == NODE_mapping)
		check_mapping(p, node, of_form);
	for (size_t i = 0; node->kind == NODE_list && i < node->count; i++)
		check_node(p, node->items[i], of_form);
}

/* Rows that stand in a CSV file; those in the paper are walked with it. */
static void check_csv(const struct personal *p, const struct table_source *table)
{
	if (!table || !table->file.at)
		return;
	for (size_t r = 0; r < table->row_count; r++) {
		const struct table_cell *row = &table->cells[r * table->column_count];
		bool named = false;
		for (size_t c = 0; c < table->column_count; c++)
			named = named || is_name(p, row[c].text);
		for (size_t c = 0; c < table->column_count; c++) {
			const struct typed typed = {.text = row[c].text, .place = row[c].place,
				.title = table->columns[c].title.text, .named_row = named};
			check_typed(p, &typed);
		}
	}
}

/* --- the contacts of the paper */

static void learn_phone(struct personal *p, const struct digits *digits, struct span text)
{
	struct personal_match match;
	if (!telephone_number(text, digits, &match))
		return;
	ARENA_GROW(p->what->arena, p->phones, p->phone_count, p->phone_capacity);
	p->phones[p->phone_count++] = phone_of(p, span_cut(text, match.from, match.to));
}

static void learn_text(struct personal *p, struct span text)
{
	for (size_t at = after_at_sign(text, 0); at; at = after_at_sign(text, at)) {
		struct personal_match match;
		if (!mail_address(text, at - 1, &match))
			continue;
		ARENA_GROW(p->what->arena, p->mails, p->mail_count, p->mail_capacity);
		p->mails[p->mail_count++] = span_cut(text, match.from, match.to);
	}
	for (size_t at = span_to_digit(text, 0); at < text.length; at = span_to_digit(text, at + 1)) {
		if (!digits_begin(text, at))
			continue;
		const struct digits digits = digits_at(text, at);
		learn_phone(p, &digits, text);
	}
}

static void learn(struct personal *p, const struct node *node)
{
	if (node->kind == NODE_scalar)
		learn_text(p, node->text);
	for (size_t i = 0; node->kind == NODE_list && i < node->count; i++)
		learn(p, node->items[i]);
	for (size_t i = 0; node->kind == NODE_mapping && i < node->count; i++)
		learn(p, node->pairs[i].value);
}

/* Facts stand in the head of the page; a part that lists people is one of contacts too. */
static bool is_of_form(const struct paper *paper, const struct pair *pair)
{
	if (span_is(pair->key->text, "tables"))
		return false;
	for (size_t i = 0; i < paper->part_count; i++)
		if (paper->parts[i].key_place.from == pair->key->place.from)
			return paper->parts[i].decl->kind == PART_people ||
			       paper->parts[i].decl->kind == PART_clearances;
	return true;
}

static bool is_silent(struct span key)
{
	return span_is(key, "note") || span_is(key, "waivers");
}

static void load_words(struct personal *p)
{
	static const char *const names[] = {
#define X(name) #name,
		LISTS(X)
#undef X
	};
	struct lexicon *lexicon = lexicon_of(p->what);
	for (size_t i = 0; i < LIST_count; i++)
		p->lists[i] = lexicon_listed(lexicon, names[i]);
	p->months = lexicon_numbered(lexicon, "month");
}

void check_personal(const struct checking *what)
{
	const struct paper *paper = what->paper;
	struct personal p = {.what = what};
	load_words(&p);
	for (size_t i = 0; i < paper->root->count; i++) {
		const struct pair *pair = &paper->root->pairs[i];
		if (!is_silent(pair->key->text) && is_of_form(paper, pair))
			learn(&p, pair->value);
	}
	for (size_t i = 0; i < paper->root->count; i++) {
		const struct pair *pair = &paper->root->pairs[i];
		if (!is_silent(pair->key->text))
			check_node(&p, pair->value, is_of_form(paper, pair));
	}
	for (size_t i = 0; i < paper->table_count; i++)
		check_csv(&p, &paper->tables[i]);
	for (size_t i = 0; i < paper->part_count; i++)
		for (size_t k = 0; k < paper->parts[i].item_count; k++)
			check_csv(&p, paper->parts[i].items[k].table);
}

/* --- the bytes of a file, whatever they are */

void check_hide_numbers(struct diags *diags, uint32_t source, struct span bytes)
{
	for (size_t at = span_to_digit(bytes, 0); at < bytes.length; at = span_to_digit(bytes, at + 1)) {
		if (at > 0 && is_digit(bytes.at[at - 1]))
			continue;
		const struct digits digits = digits_at(bytes, at);
		const bool begins = digits_begin(bytes, at);
		struct personal_match match;
		if (!insurance_number(bytes, &digits, &match) &&
			!(begins && (nhs_number(bytes, &digits, false, &match) ||
					    card_number(bytes, &digits, &match))))
			continue;
		const size_t from = match.from + match.shown;
		diag_hide(diags, (struct place){source, (uint32_t)from, (uint32_t)match.to},
			span_cut(bytes, from, match.to));
	}
}
