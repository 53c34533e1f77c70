/* events FILE...: the least that any reader of YAML does: libyaml's events of each file, thrown away.
 * What `cabpaper check` costs is measured against it. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

static char *read_whole(const char *name, size_t *size)
{
	FILE *file = fopen(name, "rb");
	if (!file || fseek(file, 0, SEEK_END) != 0)
		return NULL;
	const long end = ftell(file);
	rewind(file);
	char *bytes = end >= 0 ? malloc((size_t)end + 1) : NULL;
	if (bytes && fread(bytes, 1, (size_t)end, file) != (size_t)end) {
		free(bytes);
		bytes = NULL;
	}
	fclose(file);
	*size = (size_t)end;
	return bytes;
}

static bool run_through(const char *bytes, size_t size, size_t *events)
{
	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser))
		return false;
	yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, size);
	bool good = true, done = false;
	while (good && !done) {
		yaml_event_t event;
		good = yaml_parser_parse(&parser, &event) != 0;
		if (good) {
			++*events;
			done = event.type == YAML_STREAM_END_EVENT;
			yaml_event_delete(&event);
		}
	}
	yaml_parser_delete(&parser);
	return good;
}

int main(int count, char **names)
{
	size_t events = 0;
	for (int i = 1; i < count; i++) {
		size_t size;
		char *bytes = read_whole(names[i], &size);
		if (!bytes || !run_through(bytes, size, &events)) {
			fprintf(stderr, "events: cannot read %s\n", names[i]);
			return 1;
		}
		free(bytes);
	}
	return events == 0;
}
