#!/bin/sh
# golden.sh BUILD-FOLDER: builds every paper of tests/golden and inputs, and compares what comes out
# with the expected files: NAME.md, NAME.html (without its style sheet), NAME.book (a dump of the
# workbook), NAME.files (digests of what is published beside it) and NAME.findings. Only files that exist are compared; ACCEPT=1 shows what changed and
# writes them anew.
set -u
cd "$(dirname "$0")/.." || exit 2
out=${1:?folder of the build}
case $out in /*) ;; *) out=$PWD/$out ;; esac
accept=${ACCEPT:-}
passed=0 failed=0
[ -x "$out/tests/tools/bookdump" ] || { echo "golden: bookdump is not built: make build-tests" >&2; exit 2; }
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

compare() { # EXPECTED MADE
	if [ -n "$accept" ] && ! cmp -s "$1" "$2"; then
		diff -u "$1" "$2" 2>/dev/null | head -n 40
		mkdir -p "$(dirname "$1")"
		cp "$2" "$1"
	fi
	if cmp -s "$1" "$2"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "differs: $1"
		diff -u "$1" "$2" 2>&1 | head -n 20
	fi
}

one() { # PAPER EXPECTED-BASE MADE-BASE
	"$out/cabpaper" check "$1" >"$made/findings" 2>&1
	[ -e "$2.findings" ] || [ -n "$accept" ] && compare "$2.findings" "$made/findings"
	[ -e "$2.md" ] || { [ -n "$accept" ] && [ -e "$3.md" ]; } && compare "$2.md" "$3.md"
	if [ -e "$3.html" ]; then
		sed '/<style/,/<\/style>/d' "$3.html" >"$made/page"
		[ -e "$2.html" ] || [ -n "$accept" ] && compare "$2.html" "$made/page"
	elif [ -e "$2.html" ]; then
		failed=$((failed + 1))
		echo "not made: $3.html"
	fi
	if [ -d "$3-files" ]; then
		(cd "$3-files" && sha256sum -- *) >"$made/files"
		[ -e "$2.files" ] || [ -n "$accept" ] && compare "$2.files" "$made/files"
	fi
	if [ -e "$3.xlsx" ]; then
		"$out/tests/tools/bookdump" "$3.xlsx" >"$made/book" 2>&1
		[ -e "$2.book" ] || [ -n "$accept" ] && compare "$2.book" "$made/book"
	fi
}

"$out/cabpaper" build -q -o "$made/inputs" inputs >"$made/log" 2>&1
for paper in inputs/*/*.yaml; do
	base=${paper#inputs/}
	one "$paper" "tests/golden/inputs/${base%.yaml}" "$made/inputs/${base%.yaml}"
done
for paper in tests/golden/*.yaml; do
	[ -e "$paper" ] || continue
	base=$(basename "$paper" .yaml)
	"$out/cabpaper" build -q -o "$made/one" "$paper" >"$made/log" 2>&1
	one "$paper" "tests/golden/$base" "$made/one/$base"
done
# What authors are given: the guidance page, the scaffold and the example paper of a style.
for style in herefordshire stockton; do
	expected=tests/golden/authors/$style
	mkdir -p "$made/authors"
	"$out/cabpaper" guide --style "$style" --format md >"$made/authors/$style.md" 2>&1
	"$out/cabpaper" guide --style "$style" 2>&1 | sed '/<style/,/<\/style>/d' >"$made/authors/$style.html"
	"$out/cabpaper" new -q --style "$style" "$made/authors/$style.yaml" 2>&1
	"$out/cabpaper" new -q --example --style "$style" "$made/authors/$style-example.yaml" 2>&1
	"$out/cabpaper" schema --style "$style" >"$made/authors/$style.json" 2>&1
	for name in .md .html .yaml -example.yaml .json; do
		compare "$expected$name" "$made/authors/$style$name"
	done
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
