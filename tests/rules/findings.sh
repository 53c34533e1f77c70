#!/bin/sh
# Every finding in the list is shown by some expected file, or by a unit test where no paper can; and it
# has an example, which the unit test run_examples puts to the proof: what is bad is found in its own
# lines, what is better is not.
set -u
cd "$(dirname "$0")/../.." || exit 2
bad=0
count=0
for name in $(sed -n 's/^FINDING(\([a-z0-9_]*\),.*/\1/p' generator/base/findings.def); do
	count=$((count + 1))
	dashed=$(printf %s "$name" | tr _ -)
	if ! grep -q "^EXAMPLE($name, [A-Z]*, " generator/report/examples.def; then
		echo "$dashed has no example: add EXAMPLE($name, PAPER, source, \"bad lines\", \"good lines\") to" \
			"generator/report/examples.def (its head says how), and run build/plain/tests/unit/run_examples"
		bad=1
	fi
	grep -rqE "\[$dashed\]" --include='*.expect' --include='generate.sh' --include='*.sh' tests && continue
	grep -rqE "FINDING_$name\b|\"$name\"|$dashed" tests/unit && continue
	echo "no test shows the finding $dashed"
	bad=1
done
for name in $(sed -n 's/^EXAMPLE(\([a-z0-9_]*\),.*/\1/p' generator/report/examples.def | sort | uniq -d); do
	echo "$name has two examples in generator/report/examples.def"
	bad=1
done
[ "$count" -gt 50 ] || { echo "too few findings: $count"; bad=1; }
exit $bad
