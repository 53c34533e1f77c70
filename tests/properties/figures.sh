#!/bin/bash
# figures.sh BUILD-FOLDER [BLOCKS]: random finance blocks, thirty to a paper; every total on the page, in
# the Markdown and in the workbook is the sum that figures.c made of the same lines, to the penny. SEED
# chooses the blocks. Then figures are spoilt, and each must be noticed. It needs nothing but the program's
# own libraries; run.sh beside it goes through LibreOffice too.
set -u
cd "$(dirname "$0")/../.." || exit 2
out=${1:?folder of the build}
case $out in /*) ;; *) out=$PWD/$out ;; esac
blocks=${2:-200}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
figures=$out/tests/properties/figures
passed=0 failed=0 totals=0
fail() {
	failed=$((failed + 1))
	echo "FAILED: $*"
}

"$figures" make "$work" "${SEED:-1}" "$blocks" 30 || exit 2
"$out/cabpaper" build -q --templates "$work/templates" -o "$work/made" "$work/papers" >"$work/log" 2>&1
for want in "$work"/*.want; do
	name=$(basename "$want" .want)
	if said=$("$figures" hold "$want" "$work/made/$name.html" "$work/made/$name.md" "$work/made/$name.xlsx"); then
		passed=$((passed + 1))
		totals=$((totals + said))
	else
		fail "$name: $(printf '%s' "$said" | head -n 3)"
		[ "$failed" -lt 4 ] && tail -n 4 "$work/log"
	fi
done

# A comparison that cannot fail says nothing: a penny more is wanted, and a digit changed in each file.
want=$work/p0000.want
notices() { # WHAT WANT FILE
	if "$figures" hold "$2" "$3" >/dev/null; then
		fail "not noticed: $1"
	else
		passed=$((passed + 1))
	fi
}
sed '2s/|\(-*[0-9]*\)[0-9]/|\19/; t; 2s/$/|1/' "$want" | awk 'NR == 2 { sub(/\|[^|]*/, "|123456789") } 1' >"$work/spoilt.want"
for form in html md xlsx; do
	notices "another sum, $form" "$work/spoilt.want" "$work/made/p0000.$form"
done
sed '/class="total"/s/<td class="number">[^<]*</<td class="number">987,654</' "$work/made/p0000.html" >"$work/spoilt.html"
notices "a figure of the page" "$want" "$work/spoilt.html"
sed '/^| \*\*Total/s/\*\* *|$/1**|/' "$work/made/p0000.md" >"$work/spoilt.md"
notices "a figure of the Markdown" "$want" "$work/spoilt.md"
echo "figures: $blocks blocks, $totals totals in three forms"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
