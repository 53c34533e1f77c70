#!/bin/sh
# run.sh BUILD-FOLDER [units]: everything that `make test` runs, in two lanes at once, for two cores. Each suite
# prints its own line; the last line counts suites' cases: "N passed, N failed". With `units` only the
# unit tests run: what a second compiler makes of the code shows there.
set -u
cd "$(dirname "$0")/.." || exit 2
out=${1:?folder of the build}
case $out in /*) ;; *) out=$PWD/$out ;; esac
passed=0 failed=0
lanes=$(mktemp -d)
trap 'rm -rf "$lanes"' EXIT
log=$lanes/log

count() { # COMMAND...: one case
	if "$@" >"$log" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $*"
		tail -n 40 "$log"
	fi
}

suite() { # COMMAND...: prints "N passed, M failed" as its last line
	name=$1
	shift
	"$@" >"$log" 2>&1
	code=$?
	line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
	p=${line%% passed*}
	f=${line#*, }
	f=${f%% failed*}
	if [ -z "$line" ] || { [ "$code" != 0 ] && [ "$f" = 0 ]; } || [ "$p" = 0 ]; then
		echo "$name: did not run to its end (exit $code)"
		tail -n 40 "$log"
		failed=$((failed + 1))
		return
	fi
	passed=$((passed + p))
	failed=$((failed + f))
	echo "$name: $line"
	[ "$f" = 0 ] || grep -vE '^[0-9]+ passed' "$log" | tail -n 60
}

unit() { # one test program of cmocka
	name=$(basename "$1")
	"$1" >"$log" 2>&1
	code=$?
	p=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$log" | tail -n 1)
	if [ "$code" != 0 ] || [ -z "$p" ]; then
		failed=$((failed + 1))
		echo "FAILED: $name (exit $code)"
		grep -E 'FAILED|ERROR|LINE|runtime error|Sanitizer|error:' "$log" | head -n 30
		return
	fi
	units=$((units + p))
	passed=$((passed + p))
}

all_units() {
	units=0
	for source in tests/unit/*.c; do
		unit "$out/tests/unit/$(basename "$source" .c)"
	done
	echo "units: $units passed"
}

first_lane() {
	log=$lanes/first
	all_units
	for rule in layers headers banned findings words; do
		count sh "tests/rules/$rule.sh"
	done
	count sh tests/rules/manual.sh "$out"
	count bash tests/rules/completions.sh "$out"
	case $out in */asan) ;; *) count sh tests/rules/globals.sh "$out" ;; esac
	suite papers sh tests/papers.sh "$out"
	suite styles sh tests/styles.sh "$out"
	suite golden sh tests/golden.sh "$out"
	suite books bash tests/books/run.sh "$out"
	suite figures bash tests/properties/figures.sh "$out" 200
	suite shapes sh tests/styles/run.sh "$out"
	suite reports bash tests/reports/run.sh "$out"
	suite fix bash tests/fix/run.sh "$out"
	echo "$passed $failed" >"$lanes/first.count"
}

second_lane() {
	log=$lanes/second
	suite hostile bash tests/hostile/run.sh "$out"
	suite system bash tests/hostile/system.sh "$out"
	suite manual bash tests/manual/run.sh "$out"
	suite command-line bash tests/command/run.sh "$out"
	echo "$passed $failed" >"$lanes/second.count"
}

if [ "${2:-}" = units ]; then
	all_units
	echo "$passed passed, $failed failed"
	[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
	exit
fi
second_lane >"$lanes/second.out" 2>&1 &
first_lane
wait
cat "$lanes/second.out"
for lane in first second; do
	if read -r p f <"$lanes/$lane.count"; then
		total_passed=$((${total_passed:-0} + p)) total_failed=$((${total_failed:-0} + f))
	else
		total_failed=$((${total_failed:-0} + 1))
		echo "the $lane lane did not come to its end"
	fi
done
echo "${total_passed:-0} passed, ${total_failed:-0} failed"
[ "${total_failed:-0}" = 0 ] && [ "${total_passed:-0}" -gt 0 ]
