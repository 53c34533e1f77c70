#!/bin/sh
# Each room includes only rooms to its left; each library is seen by one room. Prints the arrows that
# point the wrong way.
set -u
cd "$(dirname "$0")/../.." || exit 2
awk '
BEGIN {
	allowed["base"] = "base"
	allowed["source"] = "base source"
	allowed["prose"] = "base source prose"
	allowed["paper"] = "base source prose paper"
	allowed["house"] = "base source prose house"
	allowed["settle"] = "base source prose paper house settle"
	allowed["check"] = "base source prose paper house settle check"
	allowed["render"] = "base source prose paper house settle readback render"
	allowed["readback"] = "base readback"
	allowed["author"] = "base source prose paper house settle author"
	allowed["report"] = "base source report"
	allowed["run"] = "base source prose paper house settle check render readback author report run"
	allowed["main.c"] = allowed["run"]
	owner["yaml.h"] = "source"; owner["cmark.h"] = "prose"; owner["xlsxwriter.h"] = "render"
	owner["csv.h"] = "source"; owner["zip.h"] = "readback"; owner["openssl"] = "run"
	owner["jansson.h"] = "author report"
}
/^#[ \t]*include/ {
	split(FILENAME, path, "/"); room = path[2]; arrows++
	if (match($0, /"[^"]+"/)) {
		split(substr($0, RSTART + 1, RLENGTH - 2), to, "/")
		if (index(" " allowed[room] " ", " " to[1] " ") == 0) {
			print FILENAME ": " room " may not include " to[1] "/"; bad = 1
		}
	} else if (match($0, /<[^>]+>/)) {
		split(substr($0, RSTART + 1, RLENGTH - 2), to, "/")
		if (to[1] in owner && index(" " owner[to[1]] " ", " " room " ") == 0) {
			print FILENAME ": only " owner[to[1]] "/ may include <" to[1] ">"; bad = 1
		}
	}
}
END { if (arrows < 50) { print "too few includes were found: " arrows; bad = 1 }; exit bad }
' $(find generator -name '*.[ch]' -o -name '*.def' | sort)
