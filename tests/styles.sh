#!/bin/sh
# Checks every style of tests/styles-bad with the program and compares what it says with the lines of
# NAME.expect (LINE:COL: severity: [rule]; in another file than the style's own with that file before
# it), and the exit code that goes with it. The styles of templates/ must have no finding.
#
# usage: tests/styles.sh [PROGRAM or the folder of a build]      (default: build/plain)
#        ACCEPT=1 tests/styles.sh ...   writes the expected files anew: look at the difference

cd "$(dirname "$0")/.." || exit 2
program=${1:-build/plain}
[ ! -d "$program" ] || program=$program/cabpaper
LC_ALL=C
export LC_ALL
[ -x "$program" ] || { echo "styles: there is no program at $program" >&2; exit 2; }

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
passed=0
failed=0

fail() { # STYLE PROBLEM [FILE]
	failed=$((failed + 1))
	echo "FAILED $1: $2"
	[ -z "${3:-}" ] || sed 's/^/    /' "$3"
}

# What the program says of a style, as LINE:COL: severity: [rule], sorted.
findings() { # FOLDER
	"$program" check --color never --show note --templates templates "$1" >"$work/said" 2>"$work/complained"
	code=$?
	awk -v folder="$1/" '
		/: (error|warning|note): .*\[[a-z-]+\]$/ && /^[^ \t]/ {
			line = $0
			if (index(line, folder) == 1)
				line = substr(line, length(folder) + 1)
			sub(/^style\.yaml:/, "", line)
			match(line, /: (error|warning|note): /)
			head = substr(line, 1, RSTART + RLENGTH - 1)
			match(line, /\[[a-z-]+\]$/)
			print head substr(line, RSTART)
		}' "$work/said" | sort -t: -k1,1n -k2,2n -k3 >"$work/got"
}

compare() { # FOLDER WANTED
	findings "$1"
	want_code=0
	! grep -q ': error: ' "$2" || want_code=1
	if [ -s "$work/complained" ]; then
		fail "$1" "the program complained" "$work/complained"
	elif ! diff -u "$2" "$work/got" >"$work/difference"; then
		fail "$1" "other findings than expected (-: expected, +: found)" "$work/difference"
	elif [ "$code" -ne "$want_code" ]; then
		fail "$1" "exit code $code, expected $want_code"
	else
		passed=$((passed + 1))
	fi
}

: >"$work/nothing"
for style in templates/*/style.yaml; do
	compare "${style%/style.yaml}" "$work/nothing"
done
for style in tests/styles-bad/*/style.yaml; do
	folder=${style%/style.yaml}
	if [ -n "${ACCEPT:-}" ]; then
		findings "$folder"
		cp "$work/got" "$folder.expect"
	fi
	if [ -s "$folder.expect" ]; then
		sort -t: -k1,1n -k2,2n -k3 "$folder.expect" >"$work/want"
		compare "$folder" "$work/want"
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
