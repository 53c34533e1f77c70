#!/bin/sh
# Each header compiles alone, and begins with a paragraph that says what it is for.
set -u
cd "$(dirname "$0")/../.." || exit 2
bad=0
for header in $(find generator -name '*.h' | sort); do
	head -n 1 "$header" | grep -q '^/\*' || { echo "$header: does not begin with what it is for"; bad=1; }
	printf '#include "%s"\n' "${header#generator/}" |
		${CC:-cc} -std=c11 -D_GNU_SOURCE -Wall -Wextra -Igenerator -x c -fsyntax-only - || { echo "$header: does not stand alone"; bad=1; }
done
exit $bad
