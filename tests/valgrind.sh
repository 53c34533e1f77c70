#!/bin/sh
# valgrind.sh BUILD-FOLDER: unit tests that are quick, and a build and a check of the samples, under
# valgrind, which sees into the libraries that no sanitizer instruments.
set -u
cd "$(dirname "$0")/.." || exit 2
out=${1:?folder of the build}
case $out in /*) ;; *) out=$PWD/$out ;; esac
passed=0 failed=0
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

run() { # NAME COMMAND...
	name=$1
	shift
	if valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,indirect \
		--errors-for-leak-kinds=definite,indirect --trace-children=no "$@" >"$made/log" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $name"
		grep -E '^==' "$made/log" | head -n 30
	fi
}

for name in source_tree prose_read base_money base_date paper_bind house_text house_mustache report_text readback; do
	[ -x "$out/tests/unit/$name" ] && run "$name" "$out/tests/unit/$name"
done
for paper in inputs/*/*.yaml; do
	run "check $paper" "$out/cabpaper" check --fail-on never "$paper"
done
run "build" "$out/cabpaper" build -q -j1 -o "$made/outputs" inputs
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 10 ]
