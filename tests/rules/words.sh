#!/bin/sh
# Every word that a page template or the program asks for by name is in words.en.yaml, where each key
# stands in a line of its own: house_word prints the bare key where there is no word.
set -u
cd "$(dirname "$0")/../.." || exit 2
file=templates/base/words.en.yaml
bad=0
count=0
asked=$( {
	grep -rhoE '\bword\.[a-z_0-9]+' templates/*/*.mustache | cut -d. -f2
	grep -rhoE '\b(settle_word|house_word|word)\([^()"]*"[a-z_0-9]+"' generator |
		grep -oE '"[a-z_0-9]+"' | tr -d '"'
	sed -n '/^#define LISTS(X)/,/^enum/p' generator/check/*.c | grep -oE 'X\([a-z_]+\)' | tr -d 'X()'
} | grep -vxE 'month|mon|weekday|ordinal' | sort -u)
for word in $asked; do
	count=$((count + 1))
	list=$(printf %s "$word" | sed -n 's/_[0-9][0-9]*$//p') # do_nothing_1 is the first of a list
	grep -q "^$word:" "$file" || { [ -n "$list" ] && grep -q "^$list: \[" "$file"; } || { echo "$file has no word for $word"; bad=1; }
done
[ "$count" -gt 15 ] || { echo "too few words were found: $count"; bad=1; }
exit $bad
