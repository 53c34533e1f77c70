#!/bin/bash
# run.sh BUILD-FOLDER: every hostile file takes 2 seconds of processor time at most and 256 MiB (20 and no bound
# on memory under sanitizers) with the findings its .expect names: LINE:COL: severity: [rule], one a
# line. `build` must refuse what `check` refuses, and write nothing. NAME.cells, where there is one,
# has the first column of the workbook's last sheet as the spreadsheet will show it.
set -u
cd "$(dirname "$0")/../.." || exit 2
out=${1:?folder of the build}
case $out in /*) ;; *) out=$PWD/$out ;; esac
seconds=2 megabytes=256
case $out in */asan | */cov) seconds=20 megabytes=0 ;; esac
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
bash tests/hostile/generate.sh "$made/files" || exit 2
passed=0 failed=0

fail() {
	failed=$((failed + 1))
	echo "FAILED: $1: $2"
}

for expect in tests/hostile/*.expect "$made"/files/*.expect; do
	[ -e "$expect" ] || continue
	file=${expect%.expect}.yaml
	[ -e "$file" ] || { fail "$expect" "there is no such paper"; continue; }
	CI= "$out/tests/tools/bounded" "$seconds" "$megabytes" "$out/cabpaper" check --show note --templates templates "$file" \
		>"$made/out" 2>"$made/err" </dev/null
	code=$?
	sed -nE 's/^.*\.yaml:([0-9]+:[0-9]+: (error|warning|note): ).*(\[[a-z0-9-]+\])$/\1\3/p' "$made/out" >"$made/got"
	want=0
	grep -q ' error: ' "$expect" && want=1
	if [ "$code" -ge 124 ]; then
		fail "$file" "$(tail -n 1 "$made/err")"
	elif ! diff "$expect" "$made/got" >"$made/diff"; then
		fail "$file" "findings differ (< expected, > found)"
		head -n 8 "$made/diff"
	elif [ "$code" != "$want" ]; then
		fail "$file" "exit $code, expected $want"
	else
		passed=$((passed + 1))
	fi
	"$out/tests/tools/bounded" "$((seconds * 2))" "$megabytes" "$out/cabpaper" build -q -j1 --templates templates -o "$made/built" "$file" >"$made/out" 2>&1 </dev/null
	code=$?
	if [ "$code" != "$want" ]; then
		fail "$file" "build ends with $code, check with $want: $(tail -n 1 "$made/out")"
	elif [ "$want" = 1 ] && [ -n "$(find "$made/built" -name '*.html' -o -name '*.md' -o -name '*.xlsx' 2>/dev/null)" ]; then
		fail "$file" "build wrote something"
	else
		passed=$((passed + 1))
	fi
	cells=${file%.yaml}.cells
	if [ -e "$cells" ]; then # the first column of the last sheet
		"$out/tests/tools/bookdump" "$made/built/$(basename "$file" .yaml).xlsx" 2>&1 | awk '
			/^sheet / { kept = "" }
			/^  A[0-9]+ / { sub(/^  A[0-9]+ /, ""); kept = kept $0 "\n" }
			END { printf "%s", kept }' >"$made/got"
		if diff "$cells" "$made/got" >"$made/diff"; then
			passed=$((passed + 1))
		else
			fail "$file" "cells differ (< expected, > found)"
			head -n 8 "$made/diff"
		fi
	fi
	rm -rf "$made/built"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 100 ]
