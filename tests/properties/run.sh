#!/bin/bash
# run.sh BUILD-FOLDER [BLOCKS [SEED]]: random finance blocks (10,000) as in figures.sh, and through
# LibreOffice: every total on the page, in Markdown and in the workbook, as stored and as worked out
# anew, is the same pence as the sum that figures.c made.
set -u
cd "$(dirname "$0")/../.." || exit 2
out=${1:?folder of the build} blocks=${2:-10000} seed=${3:-1}
figures=$out/tests/properties/figures
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$figures" make "$work" "$seed" "$blocks" 30 || exit 2
"$out/cabpaper" build -q --templates "$work/templates" -o "$work/made" "$work/papers" >"$work/log" 2>&1
bash tests/office/recalculate.sh "$work/made" "$work/again" || exit 1
passed=0 failed=0 totals=0
for want in "$work"/*.want; do
	name=$(basename "$want" .want)
	made=$work/made/$name
	if said=$("$figures" hold "$want" "$made.html" "$made.md" "$made.xlsx" "$work/again/$name.xlsx"); then
		passed=$((passed + 1)) totals=$((totals + said))
	else
		failed=$((failed + 1))
		printf 'FAILED: %s: %s\n' "$name" "$(printf '%s' "$said" | head -n 3)"
	fi
done
echo "$blocks blocks, $totals totals in each of four: $passed papers passed, $failed failed"
[ "$failed" = 0 ] && [ "$totals" -gt 0 ]
