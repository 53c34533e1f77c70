#!/bin/sh
# valgrind.sh BUILD-FOLDER: unit tests that are quick, a build and a check of the samples, and checks of
# some hostile files under valgrind, which sees into the libraries that no sanitizer instruments.
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
		--errors-for-leak-kinds=definite,indirect --trace-children=no "$@" >"$made/log" 2>&1 &&
		! grep -q '^==[0-9]' "$made/log"; then # a worker's errors do not show in the exit code
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $name"
		grep -E '^==' "$made/log" | head -n 30
	fi
}

# Those that time nothing, start no processes and take under a second without valgrind.
quick='base_date base_decimal base_money check_finance check_left_over check_limits check_measure
check_records check_severity check_wording house_condition house_date house_load house_pattern
house_styles house_text paper_exempt paper_facts paper_parts prose_findings prose_nodes prose_places
render_page render_prose_html render_tables report_text run_find run_frame run_options
settle_sheet_name source_bytes source_map source_pitfalls source_shape source_syntax source_tree'
for name in $quick; do
	if [ ! -f "tests/unit/$name.c" ]; then
		failed=$((failed + 1))
		echo "FAILED: there is no tests/unit/$name.c"
	elif [ ! -x "$out/tests/unit/$name" ]; then
		failed=$((failed + 1))
		echo "FAILED: $name is not built"
	else
		run "$name" "$out/tests/unit/$name"
	fi
done
for paper in inputs/*/*.yaml; do
	run "check $paper" "$out/cabpaper" check --fail-on never "$paper"
done
for paper in tests/hostile/fuzz-*.yaml tests/hostile/[abcfg]-?[05]0-*.yaml tests/hostile/[abcfg]-000-*.yaml; do
	run "check $paper" "$out/cabpaper" check --fail-on never "$paper"
done
run "build" "$out/cabpaper" build -q -j1 -o "$made/outputs" inputs
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 60 ]
