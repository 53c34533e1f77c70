/* "The following four options:" and a list of three: the count that is announced, and the list. */
#include "check/sums.h"

#include <inttypes.h>

#define LIST_MOST 60      /* beyond it is no list that somebody counts */
#define WORDS_OF_NAME 4   /* "four main delivery options" */
#define WORDS_AFTER 4     /* "... were considered:" */

/* A count from 2 up, in words or figures; 0: none. */
static int64_t count_at(const struct reading *r, size_t token)
{
	if (token >= r->count)
		return 0;
	const struct token *t = &r->tokens[token];
	const bool figure = t->kind == TOKEN_number && !t->decimals &&
			    !(token + 1 < r->count && token_joins(r, token + 1) &&
				    !token_is_mark(r, token + 1, ':'));
	int64_t count = figure ? t->value : 0;
	if (t->kind == TOKEN_word)
		count = (int64_t)says_is(r, SAYS_count, token_text(r, token));
	return count >= 2 && count <= LIST_MOST ? count : 0;
}

/* Words from `from` on, up to the colon at the end; SIZE_MAX when anything else stands there. */
static size_t words_to_colon(const struct reading *r, size_t from)
{
	size_t words = 0;
	for (size_t i = from; i + 1 < r->count; i++, words++)
		if (r->tokens[i].kind != TOKEN_word || count_at(r, i))
			return SIZE_MAX;
	return words;
}

/* The word that says what is counted: the first that may, within a few. 0: none. */
static size_t name_at(const struct reading *r, size_t from)
{
	for (size_t i = from; i < from + WORDS_OF_NAME && i + 1 < r->count; i++) {
		if (says_is(r, SAYS_not_listed, token_text(r, i)))
			return 0;
		if (says_is(r, SAYS_listed, token_text(r, i)))
			return i;
	}
	return 0;
}

/* "the following four options were considered:", "four options follow:", "there are four options:" */
static bool is_announced(const struct reading *r, size_t count)
{
	const size_t words = words_to_colon(r, count + 1);
	if (words == SIZE_MAX || words > WORDS_OF_NAME + WORDS_AFTER)
		return false;
	const bool following = says_before(r, SAYS_following, count);
	if (following && words == 0) /* "one of the following three:" */
		return true;
	const size_t name = name_at(r, count + 1);
	if (following)
		return name != 0;
	return name == r->count - 2 && says_before(r, SAYS_there_are, count);
}

static int64_t items_of(const struct prose_node *list)
{
	int64_t items = 0;
	for (const struct prose_node *item = list->first; item; item = item->next)
		items++;
	return items;
}

static void report(const struct reading *r, size_t token, const struct prose_node *list, int64_t items)
{
	const struct checking *what = r->what;
	const size_t name = name_at(r, token + 1), last = name ? name : token;
	struct finding *finding = diag_add(what->diags, FINDING_count_disagrees,
		tokens_place(r, token, last), tokens_text(r, token, last),
		arena_format(what->arena, "%" PRId64 " %s", items, items == 1 ? "item" : "items"),
		SPAN_NONE);
	finding->because = list->place;
}

void announced_in_block(struct sums *sums)
{
	const struct reading *r = &sums->reading;
	const struct prose_node *list = r->block->next;
	if (!list || list->kind != PROSE_list || r->count < 3 || !token_is_mark(r, r->count - 1, ':') ||
		(list->next && list->next->kind == PROSE_list)) /* another mark began another list */
		return;
	for (size_t i = r->count - 1; i-- > 0;) {
		const int64_t count = count_at(r, i);
		if (!count)
			continue;
		const int64_t items = items_of(list);
		if (count != items && is_announced(r, i))
			report(r, i, list, items);
		return;
	}
}
