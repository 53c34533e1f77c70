#!/bin/sh
# memory.sh BUILD-FOLDER [MOST]: peak memory of the parent and of a worker for 100 papers and for more,
# built anew and then unchanged. A worker may grow by 10 %, the parent by 2 kB a paper.
set -eu
cd "$(dirname "$0")/../.."
out=$PWD/${1:?folder of the build}
most=${2:-10000}
work=$(mktemp -d "$PWD/build/memory.XXXXXX")
trap 'rm -rf "$work"' EXIT
for count in 100 "$most"; do
	"$out/tests/bench/make_papers" "$work/papers$count" "$count"
	for run in anew unchanged; do
		printf '%6d papers, %-9s: ' "$count" "$run"
		"$out/tests/bench/peaks" "$out/cabpaper" build -q -j1 --progress never --templates templates -o "$work/out$count" "$work/papers$count" | tee "$work/$count.$run"
	done
done
awk -v most="$most" '
	FILENAME ~ /\/100\.anew$/ { parent = $2; worker = $4 }
	FILENAME !~ /\/100\./ && FILENAME ~ /anew$/ { p = $2; w = $4 }
	END {
		printf "worker: %+.1f %%; parent: %.2f kB a paper\n", 100 * (w - worker) / worker, (p - parent) / (most - 100)
		exit w > worker * 1.1 || (p - parent) / (most - 100) > 2
	}' "$work"/*.anew
