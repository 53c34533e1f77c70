/* What fingers do to digits: two exchanged, one mistyped, noughts lost. And how exact an amount is. */
#include "check/reading.h"

int digits_significant(int64_t number)
{
	int count = 0;
	while (number && number % 10 == 0)
		number /= 10;
	for (; number; number /= 10)
		count++;
	return count;
}

bool digits_exchanged(int64_t a, int64_t b)
{
	while (a % 10 == b % 10 && a >= 10 && b >= 10) {
		a /= 10;
		b /= 10;
	}
	return a != b && a % 10 == b / 10 % 10 && b % 10 == a / 10 % 10 && a / 100 == b / 100;
}

bool digits_one_other(int64_t a, int64_t b)
{
	int others = 0;
	for (; a && b; a /= 10, b /= 10)
		others += a % 10 != b % 10;
	return a == b && others == 1;
}

#define NOUGHTS_MOST 6

int noughts_apart(int64_t a, int64_t b)
{
	const int64_t small = a < b ? a : b;
	int64_t large = a < b ? b : a;
	for (int n = 1; small && n <= NOUGHTS_MOST && large % 10 == 0; n++) {
		large /= 10;
		if (large == small)
			return n;
	}
	return 0;
}

/* Amounts in full that end in 000 pounds may have been rounded to thousands. */
#define POUNDS_ROUNDED 1000

int64_t amount_grain(const struct token *amount)
{
	const bool rounded = !amount->unit && amount->value % (POUNDS_ROUNDED * 100ll) == 0;
	return rounded ? POUNDS_ROUNDED * 100ll : amount->step;
}
