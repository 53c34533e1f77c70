#!/bin/sh
# No global mutable state but the interrupt flag: .data and .bss of every object are empty.
set -u
out=${1:?folder of the build}
bad=0
count=0
for object in $(find "$out/generator" -name '*.o' | sort); do
	count=$((count + 1))
	case $object in */run/interrupt.o) continue ;; esac
	size -A "$object" | awk -v name="$object" '
		$1 ~ /^\.(data|bss|tdata|tbss)(\.|$)/ && $1 !~ /^\.data\.rel\.ro/ && $2 > 0 { print name ": " $1 " holds " $2 " bytes"; bad = 1 }
		END { exit bad }' || bad=1
done
[ "$count" -gt 20 ] || { echo "too few objects: $count"; bad=1; }
exit $bad
