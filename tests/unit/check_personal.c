/* The shapes of numbers that belong to persons: where they begin and end, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "base/text.h"
#include "check/personal.h"

static bool insurance(struct span text, const struct digits *digits, struct personal_match *match)
{
	return insurance_number(text, digits, match);
}
static bool nhs(struct span text, const struct digits *digits, struct personal_match *match)
{
	return digits_begin(text, digits->from) && nhs_number(text, digits, false, match);
}
static bool nhs_named(struct span text, const struct digits *digits, struct personal_match *match)
{
	return digits_begin(text, digits->from) && nhs_number(text, digits, true, match);
}
static bool card(struct span text, const struct digits *digits, struct personal_match *match)
{
	return digits_begin(text, digits->from) && card_number(text, digits, match);
}
static bool mobile(struct span text, const struct digits *digits, struct personal_match *match)
{
	return digits_begin(text, digits->from) && mobile_number(text, digits, match);
}
static bool telephone(struct span text, const struct digits *digits, struct personal_match *match)
{
	return digits_begin(text, digits->from) && telephone_number(text, digits, match);
}
static bool bank(struct span text, const struct digits *digits, struct personal_match *match)
{
	return digits_begin(text, digits->from) && sort_code(text, digits, match);
}
static bool post(struct span text, const struct digits *digits, struct personal_match *match)
{
	return digits_begin(text, digits->from) && postcode(text, digits, match);
}

/* All that is found in the text, what may be shown of it before a stroke. */
static const struct {
	bool (*find)(struct span text, const struct digits *digits, struct personal_match *match);
	const char *text, *found;
} cases[] = {
	{insurance, "AB 12 34 56 C", "AB 12| 34 56 C;"},
	{insurance, "(AB123456D)", "AB12|3456D;"},
	{insurance, "AB-12-34-56-A, AB 123456A.", "AB-12|-34-56-A;AB 12|3456A;"},
	{insurance, "AB\xC2\xA0" "12\xC2\xA0" "34\xC2\xA0" "56\xC2\xA0" "B",
		"AB\xC2\xA0" "12|\xC2\xA0" "34\xC2\xA0" "56\xC2\xA0" "B;"},
	{insurance, "AB 12 34\n56 C", "AB 12| 34\n56 C;"},
	{insurance, "\xC3\xA9 AB123456A\xC3\xA9", "AB12|3456A;"},
	{insurance, "AB 12 34 56", ""}, {insurance, "AB 12 34 56 E", ""}, {insurance, "ab 12 34 56 c", ""},
	{insurance, "AB 12 345 6 C", ""}, {insurance, "AB 12 34 5 C", ""}, {insurance, "AB 1234567 C", ""},
	{insurance, "DA 12 34 56 C", ""}, {insurance, "AO 12 34 56 C", ""}, {insurance, "OA123456C", "OA12|3456C;"},
	{insurance, "QQ 12 34 56 C", ""}, {insurance, "GB 12 34 56 C", ""}, {insurance, "BG123456C", ""},
	{insurance, "NK123456C", ""}, {insurance, "KN123456C", ""}, {insurance, "TN123456C", ""},
	{insurance, "NT123456C", ""}, {insurance, "ZZ123456C", ""}, {insurance, "ZY123456C", "ZY12|3456C;"},
	{insurance, "XAB123456C", ""}, {insurance, "AB123456CD", ""}, {insurance, "AB123456C1", ""},
	{insurance, "HR/AB123456C", ""}, {insurance, "AB123456C/2", ""}, {insurance, "B123456C", ""},
	{insurance, "123456C", ""}, {insurance, "AB 12 34 56", ""}, {insurance, "AB  12 34 56 C", ""},

	{nhs, "485 777 3457", "485| 777 3457;"}, {nhs, "485-777-3457", "485|-777-3457;"},
	{nhs, "485 777 3456", ""}, {nhs, "4857773457", ""}, {nhs_named, "4857773457", "485|7773457;"},
	{nhs_named, "4857773456", ""}, {nhs_named, "48577734570", ""}, {nhs_named, "485777345", ""},
	{nhs, "943 476 5919", ""}, {nhs_named, "943 476 5919", "943| 476 5919;"},
	{nhs, "485 7773 457", ""}, {nhs, "1485 777 3457", ""}, {nhs, "485 777 34570", ""},
	{nhs, "0.485 777 3457", ""}, {nhs, "485 777 3457.5", ""}, {nhs, "485 777 3457.", "485| 777 3457;"},
	{nhs, "\xC2\xA3" "485 777 3457", ""}, {nhs, "id=485 777 3457", ""},

	{card, "4111 1111 1111 1111", "4111| 1111 1111 1111;"}, {card, "4111111111111111", "4111|111111111111;"},
	{card, "4111-1111-1111-1111", "4111|-1111-1111-1111;"}, {card, "4111 1111 1111 1112", ""},
	{card, "4111 1111 1111 1111 05/09", "4111| 1111 1111 1111;"}, {card, "3782 822463 10005", "3782| 822463 10005;"},
	{card, "378282246310005", "3782|82246310005;"}, {card, "378282246310006", ""},
	{card, "5555555555554444", "5555|555555554444;"}, {card, "2223003122003222", "2223|003122003222;"},
	{card, "2220003122003222", ""}, {card, "6011111111111117", "6011|111111111117;"},
	{card, "9111111111111111", ""}, {card, "41111111111111111", ""}, {card, "411111111111111", ""},
	{card, "4111.1111 1111 1111", ""}, {card, "4111 1111 1111 1111-2", ""},

	{mobile, "07700 900123", "07700| 900123;"}, {mobile, "07700900123", "07700|900123;"},
	{mobile, "077 0090 0123", "077| 0090 0123;"}, {mobile, "+44 7700 900123", "+44| 7700 900123;"},
	{mobile, "+447700900123", "+44|7700900123;"}, {mobile, "+44 (0)7700 900123", "7700| 900123;"},
	{mobile, "07700 90012", ""}, {mobile, "07700 9001234", ""}, {mobile, "07000 900123", ""},
	{mobile, "07600 900123", ""}, {mobile, "7700 900123", ""}, {mobile, "01632 960123", ""},
	{mobile, "A07700 900123", ""}, {mobile, "(07700 900123)", "07700| 900123;"},
	{telephone, "01632 960123", "01632| 960123;"}, {telephone, "0161 496 0123", "0161| 496 0123;"},
	{telephone, "+44 1632 960123", "+44| 1632 960123;"}, {telephone, "01632 96012", "01632| 96012;"},
	{telephone, "01632 9601", ""}, {telephone, "04632 960123", ""}, {telephone, "1632 960123", ""},

	{bank, "12-34-56", "12|-34-56;"}, {bank, "123456", "12|3456;"}, {bank, "12 34 56", "12| 34 56;"},
	{bank, "12-34-567", ""}, {bank, "12-345-6", ""}, {bank, "1234567", ""},

	{post, "HR1 2AB", "HR1| 2AB;"}, {post, "EC1A 1BB, W1 1AA", "EC1A| 1BB;W1| 1AA;"}, {post, "HR1-2AB", ""},
	{post, "HR1 2AB3", ""}, {post, "HR1 22B", ""}, {post, "HR1 2A", ""}, {post, "HRA 2AB", ""},
	{post, "HRX1 2AB", ""}, {post, "1 2AB", ""}, {post, "The A49 2AB", "A49| 2AB;"}, {post, "hr1 2ab", ""},
	{post, "2AB", ""},
};

static void finds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct span text = span_of(cases[i].text);
		struct text found = {0};
		for (size_t at = 0; at < text.length; at++) {
			struct personal_match match;
			if (!is_digit(text.at[at]) || (at && is_digit(text.at[at - 1])))
				continue;
			const struct digits digits = digits_at(text, at);
			if (!cases[i].find(text, &digits, &match))
				continue;
			text_add(&found, span_cut(text, match.from, match.from + match.shown));
			text_add_char(&found, '|');
			text_add(&found, span_cut(text, match.from + match.shown, match.to));
			text_add_char(&found, ';');
		}
		if (!span_is(text_span(&found), cases[i].found))
			fail_msg("case %zu, \"%s\": found \"%.*s\", expected \"%s\"", i, cases[i].text,
				SPAN_ARG(text_span(&found)), cases[i].found);
		text_release(&found);
	}
}

static const struct {
	const char *text, *found;
} mails[] = {
	{"jo@example.org", "jo@example.org"},
	{"<jo.b+c@mail.example.org>.", "jo.b+c@mail.example.org"},
	{"(mailto:jo@example.org)", "jo@example.org"},
	{"**jo_b@example.org**", "jo_b@example.org"},
	{"to jo@example.org.", "jo@example.org"},
	{"@council", ""}, {"jo@", ""}, {"@", ""}, {"jo@home", ""}, {"jo@example.1", ""}, {"jo@example.", ""},
	{"https://photos.example/1@N00.example", ""}, {"3 @ 4.50", ""},
};

static void finds_mail(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof mails / sizeof *mails; i++) {
		const struct span text = span_of(mails[i].text);
		struct personal_match match = {0};
		const bool is = mail_address(text, span_find(text, SPAN("@")), &match);
		const struct span found = is ? span_cut(text, match.from, match.to) : SPAN("");
		if (!span_is(found, mails[i].found))
			fail_msg("\"%s\": found \"%.*s\"", mails[i].text, SPAN_ARG(found));
		assert_true(!is || match.shown == 1);
	}
}

static void dials(void **state)
{
	(void)state;
	static const char *const typed[] = {"07700 900123", "+44 7700 900123", "+44 (0)7700-900-123", "447700900123"};
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		char digits[15];
		const size_t count = telephone_digits(span_of(typed[i]), digits, sizeof digits);
		assert_true(span_is((struct span){digits, count}, "07700900123"));
	}
	char few[4];
	assert_int_equal(telephone_digits(SPAN("07700 900123"), few, sizeof few), 4);
	assert_int_equal(telephone_digits(SPAN("none"), few, sizeof few), 0);
}

/* More digits and groups than there is room for. */
static void holds_its_room(void **state)
{
	(void)state;
	const struct span many = SPAN("1 2 3 4 5 6 7 8 9 10 11 12");
	assert_int_equal(digits_at(many, 0).groups, GROUPS_MOST);
	const struct span lengthy = SPAN("123456789012345678901234567890");
	const struct digits digits = digits_at(lengthy, 0);
	assert_int_equal(digits.groups, 1);
	assert_int_equal(digits.sums[0], DIGITS_MOST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds),
		cmocka_unit_test(finds_mail),
		cmocka_unit_test(dials),
		cmocka_unit_test(holds_its_room),
	};
	return cmocka_run_group_tests_name("check: numbers of persons", tests, NULL, NULL);
}
