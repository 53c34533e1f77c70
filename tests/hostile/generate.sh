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
