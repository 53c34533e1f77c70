#!/bin/sh
# readme.sh PROGRAM README: puts the list of rules that the program knows between the two marks in the file.
set -eu
program=${1:?program}
readme=${2:?file}
made=$(mktemp)
trap 'rm -f "$made"' EXIT
"$program" explain | awk '
	BEGIN { print "| rule | in a final paper | what it says |\n|---|---|---|" }
	{
		rule = $1
		severity = $2
		sub(/^[^ ]+ +[^ ]+ +/, "")
		gsub(/[][\\*<>|]/, "\\\\&")
		print "| `" rule "` | " severity " | " $0 " |"
	}' >"$made"
# Through the file, not over it: a failed awk leaves the old one.
awk -v list="$made" '
	/^<!-- \/rules -->$/ { on = 0; ends++ }
	!on { print }
	/^<!-- rules -->$/ {
		on = 1
		begins++
		print ""
		while ((getline line <list) > 0)
			print line
		print ""
	}
	END { exit begins != 1 || ends != 1 }' "$readme" >"$made.new" || { rm -f "$made.new"; echo "$readme has not the two marks" >&2; exit 1; }
cat "$made.new" >"$readme"
rm -f "$made.new"
