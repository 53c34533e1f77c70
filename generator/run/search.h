/*
 * search: where house styles are looked for, in order: --templates, $CABPAPER_TEMPLATES, templates/
 * beside the paper and in the folders above it, the program's own. Nowhere else; and not in folders
 * above the paper that everybody may write to.
 */
#ifndef RUN_SEARCH_H
#define RUN_SEARCH_H

#include "house/house.h"

#ifndef CABPAPER_DATADIR
#define CABPAPER_DATADIR "/usr/local/share/cabpaper/templates"
#endif

struct search_memory;
struct search {
	struct arena *arena;
	struct span here;             /* the current folder: names below it are shown without it */
	const char *given, *from_environment; /* NULL: not given */
	const char *own[2];           /* the build tree's and the installed one */
	size_t own_count;
	struct search_memory **memory; /* lists made already, for the next paper of the same folder */
	size_t count, capacity;
};

void search_init(struct search *search, struct arena *arena, const char *given);

/*
 * The folders for a paper; `absolute` is its path from the root. The search goes up to the folder that
 * holds `inputs` or the one that holds .git, whichever is higher, and to the root where there is
 * neither. Equal lists are one list (compare pointers).
 */
const struct house_search *search_for(struct search *search, struct span absolute);

/* The folders for a style: the one that it lies in, then those for a paper beside it. `path` is its
 * style.yaml as typed, `absolute` the same from the root. */
const struct house_search *search_for_style(struct search *search, struct span path,
	struct span absolute);

#endif
