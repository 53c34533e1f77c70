/* The prose of a paper, block by block and sentence by sentence, through the rules about figures. */
#include "check/sums.h"
#include "check/themes.h"

static void (*const of_sentences[])(struct sums *sums, struct stretch s) = {
	figures_in_sentence,
	change_in_sentence,
	added_in_sentence,
	shares_in_sentence,
	periods_in_sentence,
	two_ways_in_sentence,
};

#define SENTENCE_TOKENS 300 /* what is longer is no sentence that a rule is sure of */

static void read_block(struct sums *sums)
{
	struct stretch s;
	if (!sums->reading.has_figures)
		return;
	for (size_t at = 0; reading_sentence(&sums->reading, at, &s); at = s.to) {
		if (s.to - s.from > SENTENCE_TOKENS)
			continue;
		for (size_t i = 0; i < sizeof of_sentences / sizeof *of_sentences; i++)
			of_sentences[i](sums, s);
	}
}

/* Most paragraphs have no figure, and nothing in them is read. */
static bool has_digit(const struct prose_node *block)
{
	for (struct prose_node *n = block->first; n; n = prose_walk(block, n))
		if (n->kind == PROSE_text && span_to_digit(n->text, 0) < n->text.length)
			return true;
	return false;
}

static void read_prose(struct sums *sums, const struct part *part, const struct prose_node *document)
{
	for (struct prose_node *n = document ? document->first : NULL; n; n = prose_walk(document, n)) {
		if (n->kind != PROSE_paragraph && n->kind != PROSE_heading)
			continue;
		const bool before_list = n->next && n->next->kind == PROSE_list;
		if (!before_list && !has_digit(n))
			continue;
		reading_block(&sums->reading, part, n);
		read_block(sums);
		if (before_list)
			announced_in_block(sums);
	}
}

static void read_values(struct sums *sums, const struct part *part, const struct value *values,
	size_t count)
{
	for (size_t i = 0; i < count; i++)
		read_prose(sums, part, values[i].prose);
}

static void read_table(struct sums *sums, const struct table_source *table)
{
	if (!table)
		return;
	shares_in_table(sums, table);
	reading_words(&sums->reading, &table->note);
	read_block(sums);
}

static void read_part(struct sums *sums, const struct part *part)
{
	for (size_t i = 0; i < part->passage_count; i++)
		read_prose(sums, part, part->passages[i].prose);
	for (size_t i = 0; i < part->item_count; i++) {
		read_values(sums, part, part->items[i].values, part->items[i].value_count);
		read_table(sums, part->items[i].table);
	}
	read_values(sums, part, part->fields, part->field_count);
}

void check_sums(const struct checking *what)
{
	struct sums sums = {0};
	reading_open(&sums.reading, what);
	figures_open(&sums);
	read_values(&sums, NULL, what->paper->facts, what->paper->fact_count);
	for (size_t i = 0; i < what->paper->part_count; i++)
		read_part(&sums, &what->paper->parts[i]);
	for (size_t i = 0; i < what->paper->table_count; i++)
		read_table(&sums, &what->paper->tables[i]);
	reading_close(&sums.reading);
}
