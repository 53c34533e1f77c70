/* What is published beside the pages: the files that the paper attaches. */
#include "render/render.h"

#include "base/limits.h"

size_t render_companions(const struct rendering *what, struct companion **into)
{
	const struct settled *settled = what->settled;
	size_t count = 0;
	*into = ARENA_ARRAY(what->arena, struct companion, LIMIT_COMPANIONS);
	for (size_t i = 0; i < settled->file_count && count < LIMIT_COMPANIONS; i++)
		(*into)[count++] = (struct companion){settled->files[i].name, settled->files[i].bytes};
	return count;
}
