/*
 * stylekeys: the language of styles as the program has it, a line each, for the test that holds the
 * manual against it:
 *
 *	key <TAB> section <TAB> key <TAB> sentence
 *	value <TAB> scope <TAB> value <TAB> kind <TAB> scope inside <TAB> sentence
 *	name <TAB> where <TAB> name <TAB> sentence
 */
#include "house/house.h"

#include <stdio.h>

int main(void)
{
	size_t count;
	const struct house_section *sections = house_sections(&count);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < sections[i].shape->count; k++)
			printf("key\t%s\t%s\t%s\n", sections[i].name,
				sections[i].shape->fields[k].key,
				sections[i].shape->fields[k].description);
	const struct house_page_value *values = house_page_values(&count);
	for (size_t i = 0; i < count; i++)
		printf("value\t%s\t%s\t%s\t%s\t%s\n", values[i].scope, values[i].name,
			values[i].kind, values[i].inside, values[i].says);
	struct house_name name;
	for (size_t i = 0; house_name_at(i, &name); i++)
		printf("name\t%s\t%s\t%s\n", name.where, name.name, name.says);
	return ferror(stdout) ? 1 : 0;
}
