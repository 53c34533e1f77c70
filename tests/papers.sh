#!/bin/sh
# Checks every paper of tests/papers with the program and compares what it says with what is
# expected: nothing for a good paper, the lines of NAME.expect for a bad one (LINE:COL: severity:
# [rule]), and the exit code that goes with it. The papers of inputs/ must have no finding, but for
# a draft's missing parts. A waived finding is `note: [rule, waived]`.
#
# usage: tests/papers.sh [PROGRAM or the folder of a build]      (default: build/plain)

cd "$(dirname "$0")/.." || exit 2
. tests/findings.sh

hold() { # PAPER WANTED
	findings "$1" tests/papers/templates "$1:"
	compare "$1" "$2"
}

# A paper of inputs/: no finding but waived ones, or, in a draft, none but missing parts.
compare_input() {
	findings "$1" tests/papers/templates "$1:"
	if grep -q '^status: final' "$1"; then
		grep -v ', waived\]$' "$work/got" >"$work/rest"
	else
		grep -v -e ': warning: \[missing-part\]$' -e ', waived\]$' "$work/got" >"$work/rest"
	fi
	if [ -s "$work/rest" ] || [ "$code" -ne 0 ]; then
		fail "$1" "exit code $code and" "$work/said"
	else
		passed=$((passed + 1))
	fi
}

: >"$work/nothing"
for paper in tests/papers/good/*.yaml; do
	[ ! -f "$paper" ] || hold "$paper" "$work/nothing"
done
for paper in tests/papers/bad/*.yaml; do
	[ -f "$paper" ] || continue
	if [ -s "${paper%.yaml}.expect" ]; then
		sort_findings <"${paper%.yaml}.expect" >"$work/want"
		hold "$paper" "$work/want"
	else
		fail "$paper" "it has no ${paper%.yaml}.expect, or an empty one"
	fi
done
for expect in tests/papers/bad/*.expect; do
	[ ! -f "$expect" ] || [ -f "${expect%.expect}.yaml" ] ||
		fail "$expect" "there is no such paper"
done
# What check refuses, build must not write, and the other way round.
compare_built() { # FOLDER of tests/papers
	"$program" build --color never --templates tests/papers/templates -o "$work/$1" \
		"tests/papers/$1" >"$work/said" 2>&1
	for paper in "tests/papers/$1"/*.yaml; do
		[ -f "$paper" ] || continue
		name=$(basename "$paper" .yaml)
		want=3
		! grep -q ': error: ' "${paper%.yaml}.expect" 2>/dev/null || want=0
		got=0
		for output in "$work/$1/$name.md" "$work/$1/$name.html" "$work/$1/$name.xlsx"; do
			[ ! -s "$output" ] || got=$((got + 1))
		done
		if [ "$got" -eq "$want" ]; then
			passed=$((passed + 1))
		else
			fail "$paper" "build wrote $got outputs, expected $want"
		fi
	done
}
compare_built good
compare_built bad

for paper in inputs/*/*.yaml; do
	[ ! -f "$paper" ] || compare_input "$paper"
done

for folder in tests/papers/good tests/papers/bad inputs/[0-9]*; do
	set -- "$folder"/*.yaml
	[ -f "$1" ] || fail "$folder" "there are no papers in it"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
