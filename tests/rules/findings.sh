#!/bin/sh
# Every finding in the list is shown by some expected file, or by a unit test where no paper can.
set -u
cd "$(dirname "$0")/../.." || exit 2
bad=0
count=0
for name in $(sed -n 's/^FINDING(\([a-z0-9_]*\),.*/\1/p' generator/base/findings.def); do
	count=$((count + 1))
	dashed=$(printf %s "$name" | tr _ -)
	grep -rqE "\[$dashed\]" --include='*.expect' --include='generate.sh' --include='*.sh' tests && continue
	grep -rqE "FINDING_$name\b|\"$name\"|$dashed" tests/unit && continue
	echo "no test shows the finding $dashed"
	bad=1
done
[ "$count" -gt 50 ] || { echo "too few findings: $count"; bad=1; }
exit $bad
