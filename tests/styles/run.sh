#!/bin/sh
# Known report structures as house styles, one folder each: NAME/style.yaml (absent where the paper uses
# a style that the program comes with), NAME/paper.yaml, and what must come out of it.
#
#   headings          from the council's own form, by hand: LEVEL NUMBER WORDS; all of them, in this order
#   expected.outline  sheets, headings and numbers of the page that was made
#   expected.md       the Markdown page
#
# A style and its paper must have no finding at all. ACCEPT=1 shows what changed and writes the expected
# files anew; `headings` is never written.
#
# usage: tests/styles/run.sh [folder of a build]      (default: build/plain)
set -u
cd "$(dirname "$0")/../.." || exit 2
program=${1:-build/plain}/cabpaper
accept=${ACCEPT:-}
passed=0 failed=0
known=0 least=25 # so many structures of real councils are tried at least
made=$(mktemp -d) || exit 2
trap 'rm -rf "$made"' EXIT

result() { # WHAT: by the exit code before it
	if [ "$?" = 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $1"
	fi
}

quiet() { # COMMAND...: it succeeds and has no finding
	"$@" >"$made/said" 2>&1 && grep -q '^no findings' "$made/said" && return
	cat "$made/said"
	return 1
}

# What a page shows of its structure, one line each: "= KEY: TITLE" where a sheet begins; headings, the main
# one apart, as "1 2.0 BACKGROUND" for a section right below it; after a heading the numbers that stand
# below it, of paragraphs, recommendations and entries, in their order: "    2.1 2.2 (a)".
outline() { # PAGE
	awk '
		function plain(html) {
			gsub(/<[^>]*>/, "", html)
			gsub(/&lt;/, "<", html); gsub(/&gt;/, ">", html); gsub(/&quot;/, "\"", html)
			gsub(/&#39;/, "\047", html); gsub(/&amp;/, "\\&", html)
			return html
		}
		function told(line) {
			if (sheet != "")
				print "= " sheet (title == "" ? "" : ": " title)
			if (numbers != "")
				print "   " numbers
			sheet = title = numbers = ""
			if (line != "")
				print line
		}
		/<style/ { styles = 1 }
		/<\/style>/ { styles = 0; next }
		styles || /id="_contents"/ { next }
		/^<p class="sheet-title">/ { title = plain($0) }
		/^<div class="sheet[ "]/ {
			above = title
			title = ""
			told("")
			title = above
			sheet = $0
			sub(/.* id="_sheet-/, "", sheet)
			sub(/".*/, "", sheet)
		}
		/^<a class="number" / { numbers = numbers " " plain($0) }
		match($0, /<h[2-6][ >]/) { told((substr($0, RSTART + 2, 1) - 1) " " plain($0)) }
		END { told("") }' "$1"
}

# All lines of WANTED stand in GOT, in their order.
holds() { # WANTED GOT
	awk 'NR == FNR { wanted[++count] = $0; next }
		at < count && $0 == wanted[at + 1] { at++ }
		END { if (at < count) { print "no heading: " wanted[at + 1]; exit 1 } }' "$1" "$2"
}

compare() { # EXPECTED MADE
	if [ -n "$accept" ] && ! cmp -s "$1" "$2"; then
		diff -u "$1" "$2" 2>/dev/null | head -n 40
		cp "$2" "$1"
	fi
	diff -u "$1" "$2" 2>&1 | head -n 30
	cmp -s "$1" "$2"
}

for folder in tests/styles/*/; do
	folder=${folder%/}
	name=${folder##*/}
	known=$((known + 1))
	if [ -e "$folder/style.yaml" ]; then
		quiet "$program" check --show note "$folder/style.yaml"
		result "$name: its style has findings"
	fi
	quiet "$program" check --show note --templates tests/styles "$folder/paper.yaml"
	result "$name: its paper has findings"
	"$program" build -q --templates tests/styles -o "$made/$name" "$folder/paper.yaml" >"$made/said" 2>&1
	result "$name: is not built"
	for page in paper.md paper.html paper.xlsx; do
		test -s "$made/$name/$page"
		result "$name: no $page"
	done
	test -s "$made/$name/paper.html" || continue
	outline "$made/$name/paper.html" >"$made/outline"
	test -s "$folder/headings" && holds "$folder/headings" "$made/outline"
	result "$name: headings of the council's form"
	compare "$folder/expected.outline" "$made/outline"
	result "$name: outline"
	compare "$folder/expected.md" "$made/$name/paper.md"
	result "$name: Markdown"
done
[ "$known" -ge "$least" ]
result "there are $known structures, of $least at least"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
