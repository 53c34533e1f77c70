#include "base/money.h"

#include "base/decimal.h"
#include "base/limits.h"

#define POUND "£" /* two bytes of UTF-8 */

static const struct {
	const char *name;
	uint8_t noughts;
} units[] = {
	[MONEY_POUNDS] = {POUND, 0},
	[MONEY_THOUSANDS] = {POUND "000", 3},
	[MONEY_MILLIONS] = {POUND "m", 6},
};
#define UNIT_COUNT (sizeof units / sizeof *units)

/* Words after a number; they stand in place of the unit of the table. */
static const struct {
	const char *name;
	uint8_t noughts;
} multiples[] = {
	{"k", 3}, {"thousand", 3}, {"m", 6}, {"million", 6}, {"bn", 9}, {"billion", 9},
};

static struct money_reading fault(enum money_fault kind, size_t at)
{
	return (struct money_reading){.fault = kind, .at = at};
}

/* What stands at `at` is not of the grammar; say so more exactly when it only looks right. */
static struct money_reading fault_at(struct span s, const char *at)
{
	size_t offset = (size_t)(at - s.at);
	struct span rest = span_cut(s, offset, s.length);
	bool foreign = rest.length && (unsigned char)*rest.at >= 0x80 && !span_starts(rest, POUND);
	return fault(foreign ? MONEY_BAD_CHARACTER : MONEY_NOT_AN_AMOUNT, offset);
}

static bool multiple_read(struct span word, uint8_t *noughts)
{
	if (word.length && word.at[0] == ' ')
		word = span_cut(word, 1, word.length);
	for (size_t i = 0; i < sizeof multiples / sizeof *multiples; i++)
		if (span_same_ignoring_case(word, span_of(multiples[i].name))) {
			*noughts = multiples[i].noughts;
			return true;
		}
	return false;
}

static enum money_fault money_fault_of(enum decimal_fault fault)
{
	static const enum money_fault faults[] = {
		[DECIMAL_RIGHT] = MONEY_RIGHT,
		[DECIMAL_NOT_A_NUMBER] = MONEY_NOT_AN_AMOUNT,
		[DECIMAL_BAD_GROUPS] = MONEY_BAD_GROUPS,
		[DECIMAL_BAD_CHARACTER] = MONEY_BAD_CHARACTER,
		[DECIMAL_TOO_LARGE] = MONEY_TOO_LARGE,
	};
	return faults[fault];
}

static bool to_pence(struct decimal number, uint8_t noughts, int64_t *pence)
{
	int64_t amount = number.amount;
	for (int i = number.decimals; i < noughts + 2; i++)
		if (__builtin_mul_overflow(amount, 10, &amount))
			return false;
	*pence = amount;
	return amount < LIMIT_PENCE;
}

struct money_reading money_read(struct span s, enum money_unit unit)
{
	struct span body = span_trim(s);
	if (body.length == 0)
		return fault(MONEY_NOT_AN_AMOUNT, 0);
	bool negative = decimal_take_sign(&body);
	if (span_starts(body, POUND))
		body = span_cut(body, sizeof POUND - 1, body.length);
	struct decimal number = decimal_scan(body);
	if (number.fault == DECIMAL_NOT_A_NUMBER)
		return fault_at(s, body.at + number.at);
	if (number.fault)
		return fault(money_fault_of(number.fault), (size_t)(body.at - s.at) + number.at);

	uint8_t noughts = units[unit].noughts;
	struct span rest = span_cut(body, number.length, body.length);
	if (rest.length && !multiple_read(rest, &noughts))
		return fault_at(s, rest.at);
	if (number.decimals > noughts + 2)
		return fault(MONEY_BAD_PENCE,
			(size_t)(rest.at - s.at) - (size_t)(number.decimals - noughts - 2));
	struct money_reading reading = {.whole_pounds = number.decimals == 0};
	if (!to_pence(number, noughts, &reading.pence))
		return fault(MONEY_TOO_LARGE, 0);
	if (negative)
		reading.pence = -reading.pence;
	return reading;
}

bool money_add(int64_t *sum, int64_t pence)
{
	int64_t total;
	if (__builtin_add_overflow(*sum, pence, &total) || total >= LIMIT_PENCE ||
		total <= -LIMIT_PENCE)
		return false;
	*sum = total;
	return true;
}

static uint64_t size_of(int64_t pence)
{
	return pence < 0 ? 0 - (uint64_t)pence : (uint64_t)pence;
}

static void open_sign(struct text *into, int64_t pence, bool brackets)
{
	if (pence < 0)
		text_add_char(into, brackets ? '(' : '-');
}

static void close_sign(struct text *into, int64_t pence, bool brackets)
{
	if (pence < 0 && brackets)
		text_add_char(into, ')');
}

void money_write(struct text *into, int64_t pence, bool always_pence, bool brackets)
{
	uint64_t size = size_of(pence);
	open_sign(into, pence, brackets);
	text_add_string(into, POUND);
	decimal_write_grouped(into, size / 100);
	if (always_pence || size % 100)
		text_format(into, ".%02u", (unsigned)(size % 100));
	close_sign(into, pence, brackets);
}

void money_write_in(struct text *into, int64_t pence, enum money_unit unit, bool brackets)
{
	int decimals = units[unit].noughts + 2;
	uint64_t one = 1;
	for (int i = 0; i < decimals; i++)
		one *= 10;
	uint64_t size = size_of(pence), fraction = size % one;
	while (decimals && fraction % 10 == 0) {
		fraction /= 10;
		decimals--;
	}
	open_sign(into, pence, brackets);
	decimal_write_grouped(into, size / one);
	if (decimals)
		text_format(into, ".%0*llu", decimals, (unsigned long long)fraction);
	close_sign(into, pence, brackets);
}

bool money_unit_read(struct span s, enum money_unit *unit)
{
	for (size_t i = 0; i < UNIT_COUNT; i++)
		if (span_is(s, units[i].name)) {
			*unit = (enum money_unit)i;
			return true;
		}
	return false;
}

const char *money_unit_name(enum money_unit unit)
{
	return units[unit].name;
}
