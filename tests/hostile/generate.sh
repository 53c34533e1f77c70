#!/bin/bash
# generate.sh FOLDER: writes the hostile papers that are too large to keep, each with its .expect.
set -eu
folder=${1:?folder to write into}
mkdir -p "$folder"
here=$(dirname "$0")

# expect NAME LINE...: the findings of NAME.yaml, none without a line.
expect() {
	local name=$1
	shift
	: >"$folder/$name.expect"
	[ $# = 0 ] || printf '%s\n' "$@" >"$folder/$name.expect"
}

# repeat COUNT STRING: without a line end.
repeat() {
	head -c "$1" /dev/zero | sed "s/\\x0/$2/g"
}

# A paper that is right, and what follows on standard input.
paper() {
	cat "$here/a-000-good.yaml" -
}

# Nesting: libyaml alone takes 12 and 29 seconds for the first two.
repeat 100000 '[' >"$folder/g-021-brackets.yaml"
expect g-021-brackets '1:65: error: [too-deep]'
{ repeat 100000 '[' && repeat 100000 ']'; } >"$folder/g-021-brackets-closed.yaml"
expect g-021-brackets-closed '1:65: error: [too-deep]'
{ printf 'note: ' && repeat 100000 '['; } | paper >"$folder/g-021-brackets-in-paper.yaml"
expect g-021-brackets-in-paper '32:70: error: [too-deep]'
repeat 100000 '{a: ' >"$folder/g-022-braces.yaml"
expect g-022-braces '1:257: error: [too-deep]'
repeat 100000 '- ' >"$folder/g-023-dashes.yaml"
expect g-023-dashes '1:129: error: [too-deep]'
repeat 100000 '? ' >"$folder/g-023-question-marks.yaml"
expect g-023-question-marks '1:3: error: [key-not-text]' '1:129: error: [too-deep]'

# At the limit and one above it.
{ printf 'note: ' && repeat 63 '[' && repeat 63 ']' && echo; } | paper >"$folder/g-021-depth-at.yaml"
expect g-021-depth-at
{ printf 'note: ' && repeat 64 '[' && repeat 64 ']' && echo; } | paper >"$folder/g-021-depth-above.yaml"
expect g-021-depth-above '32:70: error: [too-deep]'
{ echo 'note:' && yes -- '- x' | head -n 10000; } | paper >"$folder/g-049-list-at.yaml"
expect g-049-list-at
{ echo 'note:' && yes -- '- x' | head -n 10001; } | paper >"$folder/g-049-list-above.yaml"
expect g-049-list-above '10033:3: error: [list-too-long]'
{ echo 'note:' && yes -- '- x' | head -n 100001; } | paper >"$folder/g-049-list.yaml"
expect g-049-list '10033:3: error: [list-too-long]'
{ printf 'note: ' && repeat 1048576 x && echo; } | paper >"$folder/g-048-text-at.yaml"
expect g-048-text-at
{ printf 'note: ' && repeat 1048577 x && echo; } | paper >"$folder/g-048-text-above.yaml"
expect g-048-text-above '32:7: error: [text-too-large]'
{ printf 'note: |\n  ' && repeat 2097152 x && echo; } | paper >"$folder/g-048-text.yaml"
expect g-048-text '32:7: error: [text-too-large]'
{ printf 'note:\n  ' && repeat 128 k && echo ': x'; } | paper >"$folder/g-047-key-at.yaml"
expect g-047-key-at
{ printf 'note:\n  ' && repeat 129 k && echo ': x'; } | paper >"$folder/g-047-key-above.yaml"
expect g-047-key-above '33:3: error: [key-too-long]'
{ printf 'note:\n  ' && repeat 1030 k && echo ': x'; } | paper >"$folder/g-047-key.yaml"
expect g-047-key '33:3: error: [key-too-long]'
# The mapping, 10 keys, 10 lists and 99,980 values are one more than may be.
for key in $(seq 1 10); do
	echo "k$key:"
	yes -- '- x' | head -n 9998
done >"$folder/g-047-nodes.yaml"
expect g-047-nodes '99990:3: error: [too-many-nodes]'

# The size of a file.
size=$((4 * 1024 * 1024))
own=$(wc -c <"$here/a-000-good.yaml")
{ echo '#' && repeat $((size - own - 3)) '#' && echo; } | paper >"$folder/g-091-file-at.yaml"
expect g-091-file-at
{ echo '#' && repeat $((size - own - 2)) '#' && echo; } | paper >"$folder/g-091-file-above.yaml"
expect g-091-file-above '1:1: error: [file-too-large]'
truncate -s 5G "$folder/g-091-file-sparse.yaml"
expect g-091-file-sparse '1:1: error: [file-too-large]'

# Long, and right.
{ printf '# ' && repeat 3145728 x && echo; } | paper >"$folder/g-019-line.yaml"
expect g-019-line
repeat 1000000 '\n' | paper >"$folder/g-019-empty-lines.yaml"
expect g-019-empty-lines
repeat 1000000 '\r' | paper >"$folder/g-019-empty-lines-cr.yaml"
expect g-019-empty-lines-cr
yes '# a comment' | head -n 300000 | paper >"$folder/g-019-comments.yaml"
expect g-019-comments

# Many of one kind.
{ seq -f '%%TAG !a%.0f! tag:x' 1 20000 && echo '---' && paper </dev/null; } >"$folder/g-046-directives.yaml"
expect g-046-directives '1:1: error: [directive-used]' '2:1: error: [directive-used]' \
	'3:1: error: [directive-used]' '4:1: error: [directive-used]' '5:1: error: [directive-used]' \
	'6:1: error: [directive-used]' '7:1: error: [directive-used]' '8:1: error: [directive-used]'
{ echo '...' && seq -f '%%TAG !a%.0f! tag:x' 1 20000 && echo '---' && echo 'a: b'; } |
	paper >"$folder/g-046-directives-after.yaml"
expect g-046-directives-after '33:1: error: [second-document]'
yes -- '---' | head -n 500000 | paper >"$folder/g-044-documents.yaml"
expect g-044-documents '32:1: error: [second-document]'
repeat 1000000 '\xe9' | paper >"$folder/g-005-windows-1252.yaml"
expect g-005-windows-1252 '32:1: error: [not-utf8]'
{ printf '# e' && repeat 300000 '\xcc\x81' && echo; } | paper >"$folder/g-017-pile.yaml"
expect g-017-pile '32:3: error: [combining-pile]'
head -c 1000000 /dev/zero >"$folder/g-004-nuls.yaml"
seq -f '1:%.0f: error: [control-character]' 1 20 >"$folder/g-004-nuls.expect"
{ echo 'note: "' && yes 'unclosed' | head -n 100000; } | paper >"$folder/g-043-quote.yaml"
expect g-043-quote '32:7: error: [unclosed]'
{ echo 'note: [' && yes 'unclosed,' | head -n 9000; } | paper >"$folder/g-043-bracket.yaml"
expect g-043-bracket '32:7: error: [unclosed]'

# --- C. Prose. A paper that is right, with standard input as one more paragraph of its considerations,
# which begins in line 22, column 3.
prose() {
	sed -n '1,21p' "$here/c-000-good.yaml"
	echo
	sed 's/^/  /'
	sed -n '24,$p' "$here/c-000-good.yaml"
}

# cmark 0.30.2 takes 5 and 19 seconds for the first two, 8 for 480 kB of the third.
{ repeat 30000 '- ' && echo x && repeat 30000 '\n'; } | prose >"$folder/g-055-list-marks.yaml"
expect g-055-list-marks '23:35: error: [prose-too-deep]'
repeat 100000 '>' | prose >"$folder/g-056-quotes.yaml"
expect g-056-quotes '23:19: error: [prose-too-deep]'
{ repeat 60000 '>' && echo 'a*'; } | prose >"$folder/g-056-quotes-lazy.yaml"
expect g-056-quotes-lazy '23:19: error: [prose-too-deep]'
for depth in $(seq 1 40); do
	repeat "$depth" '  ' && echo "- $depth"
done | prose >"$folder/g-055-stairs.yaml"
expect g-055-stairs '39:37: error: [prose-too-deep]'
repeat 80000 '![[]()' | prose >"$folder/g-057-pictures.yaml"
expect g-057-pictures '20:17: error: [prose-too-large]'
repeat 40000 '![[]()' | prose >"$folder/g-057-pictures-fewer.yaml"
expect g-057-pictures-fewer '23:6004: error: [prose-too-dense]'
repeat 2000 '[a ' | prose >"$folder/g-057-openers-at.yaml"
expect g-057-openers-at
repeat 2001 '[a ' | prose >"$folder/g-057-openers-above.yaml"
expect g-057-openers-above '23:6003: error: [prose-too-dense]'
repeat 250000 '[' | prose >"$folder/g-057-openers.yaml"
expect g-057-openers '23:2003: error: [prose-too-dense]'
repeat 260000 '<!--' | prose >"$folder/g-058-comments.yaml"
expect g-058-comments '20:17: error: [prose-too-large]'
repeat 60000 '<!--' | prose >"$folder/g-058-comments-fewer.yaml"
expect g-058-comments-fewer '23:3: error: [raw-html]'
for depth in 32 33; do
	{ repeat "$depth" '*a **b ' && repeat "$depth" 'b** a* '; } | prose >"$folder/g-059-nested-$depth.yaml"
done
expect g-059-nested-32
expect g-059-nested-33 '23:3: error: [prose-too-dense]'
{ echo -n 'x ' && repeat 28000 '<![CDATA['; } | prose >"$folder/g-058-cdata.yaml"
expect g-058-cdata '23:9007: error: [prose-too-dense]'
{ echo -n 'x ' && repeat 80000 '<a '; } | prose >"$folder/g-058-tags-open.yaml"
expect g-058-tags-open '1:1: warning: [too-long]'
repeat 32500 '*a **a ' | prose >"$folder/g-059-emphasis.yaml"
expect g-059-emphasis '1:1: warning: [too-long]'
{ repeat 60000 '*a ' && repeat 30000 'a* '; } | head -c 260000 | prose >"$folder/g-059-emphasis-nested.yaml"
expect g-059-emphasis-nested '1:1: warning: [too-long]' '23:3: error: [prose-too-dense]'
repeat 120000 '`\n' | head -c 200000 | tr '\n' ' ' | prose >"$folder/g-059-ticks.yaml"
expect g-059-ticks
for run in $(seq 1 200); do
	repeat "$run" '`' && echo -n ' a '
done | prose >"$folder/g-059-ticks-growing.yaml"
expect g-059-ticks-growing
repeat 60000 'a_b_' | prose >"$folder/g-059-underscores.yaml"
expect g-059-underscores
repeat 80000 '\\\\a' | prose >"$folder/g-059-backslashes.yaml"
expect g-059-backslashes
repeat 50000 '\&amp;' | prose >"$folder/g-059-entities.yaml"
expect g-059-entities
repeat 30000 '- x\n' | prose >"$folder/g-072-list.yaml"
expect g-072-list '1:1: warning: [too-long]'
for n in $(seq 1 20000); do echo "$n. x"; done | prose >"$folder/g-072-list-numbered.yaml"
expect g-072-list-numbered '1:1: warning: [too-long]'
for n in $(seq 1 1900); do printf '[r%s]: https://example.org/%s\n' "$n" "$n"; done | prose >"$folder/g-068-definitions.yaml"
seq -f '%.0f:3: warning: [definition-unused]' 23 1922 | head -n 50 >"$folder/g-068-definitions.expect"
for n in $(seq 1 5000); do printf 'One. {#p%s}\n\nSee [](#p%s).\n\n' "$n" "$n"; done | prose >"$folder/g-076-references.yaml"
expect g-076-references '1:1: warning: [too-long]'
{ echo -n 'Not ' && repeat 262084 x; } | prose >"$folder/g-prose-at.yaml"
expect g-prose-at
{ echo -n 'Not ' && repeat 262144 x; } | prose >"$folder/g-prose-above.yaml"
expect g-prose-above '20:17: error: [prose-too-large]'

# --- G. Tables. `table ROWS-FILE-ON-STDIN`: lines of rows below one text column, from line 38.
table() {
	sed 's/^  Slates are missing\.$/  ![](#t)/' "$here/c-000-good.yaml"
	printf '\ntables:\n  t:\n    caption: Slates\n    columns: [Kind]\n    rows:\n'
	cat
}
{ printf '      - ["' && repeat 32767 x && echo '"]'; } | table >"$folder/g-133-cell-at.yaml"
expect g-133-cell-at
{ printf '      - ["' && repeat 32768 x && echo '"]'; } | table >"$folder/g-133-cell-above.yaml"
expect g-133-cell-above '38:10: error: [cell-too-long]'
{ printf '      - ["' && repeat 16383 '\xF0\x9F\x9A\x8C' && echo 'x"]'; } | table >"$folder/g-133-emoji-at.yaml"
expect g-133-emoji-at
{ printf '      - ["' && repeat 16384 '\xF0\x9F\x9A\x8C' && echo '"]'; } | table >"$folder/g-133-emoji-above.yaml"
expect g-133-emoji-above '38:10: error: [cell-too-long]'
{ printf '      - ["' && repeat 5000 '\\\\`_x0041_\\\\`' && echo '"]'; } | table >"$folder/g-134-escapes-many.yaml"
expect g-134-escapes-many '38:10: error: [cell-too-long]'
yes '      - [x]' | head -n 10000 | table >"$folder/g-137-rows-at.yaml"
expect g-137-rows-at
yes '      - [x]' | head -n 10001 | table >"$folder/g-137-rows-above.yaml"
expect g-137-rows-above '10038:9: error: [list-too-long]'
yes "      - [$(seq -s, 1 8)]" | head -n 9999 | table | sed 's/columns: \[Kind\]/columns: [a, b, c, d, e, f, g, h]/' >"$folder/g-137-cells.yaml"
expect g-137-cells
