#!/bin/sh
# Checks every style of tests/styles-bad with the program and compares what it says with the lines of
# NAME.expect (LINE:COL: severity: [rule]; in another file than the style's own with that file before
# it), and the exit code that goes with it. The styles of templates/ must have no finding.
#
# usage: tests/styles.sh [PROGRAM or the folder of a build]      (default: build/plain)
#        ACCEPT=1 tests/styles.sh ...   writes the expected files anew: look at the difference

cd "$(dirname "$0")/.." || exit 2
. tests/findings.sh

say() { # FOLDER: findings in its style.yaml have no name before them
	findings "$1" templates "$1/"
	sed 's/^style\.yaml://' "$work/got" | sort_findings >"$work/short"
	mv "$work/short" "$work/got"
}

hold() { # FOLDER WANTED
	say "$1"
	compare "$1" "$2"
}

: >"$work/nothing"
for style in templates/*/style.yaml; do
	hold "${style%/style.yaml}" "$work/nothing"
done
for style in tests/styles-bad/*/style.yaml; do
	folder=${style%/style.yaml}
	if [ -n "${ACCEPT:-}" ]; then
		say "$folder"
		cp "$work/got" "$folder.expect"
	fi
	if [ -s "$folder.expect" ]; then
		sort_findings <"$folder.expect" >"$work/want"
		hold "$folder" "$work/want"
	else
		fail "$folder" "it has no $folder.expect, or an empty one"
	fi
done
for expect in tests/styles-bad/*.expect; do
	[ -f "${expect%.expect}/style.yaml" ] || fail "$expect" "there is no such style"
done
mistakes=$(sed 's/.*\[//' tests/styles-bad/ten-mistakes.expect | sort -u | wc -l)
[ "$mistakes" -eq 10 ] || fail ten-mistakes "it plants $mistakes different mistakes, not ten"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
