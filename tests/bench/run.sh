#!/bin/sh
# run.sh BUILD-FOLDER [PAPERS] [ROUNDS]: cabpaper against plain use of the libraries on the same
# papers of 13 kB, writing the same workbooks. Every run writes into a new folder; the order is
# shuffled; nothing is deleted before the end (an emptied ext4 folder is slow to fill again).
set -eu
cd "$(dirname "$0")/../.."
out=$PWD/${1:?folder of the build}
papers=${2:-1000}
rounds=${3:-7}
work=$(mktemp -d "$PWD/build/bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$out/tests/bench/make_papers" "$work/papers" "$papers"
cab="$out/cabpaper build -q --progress never --templates templates"
mkdir "$work/ready"
$cab -j2 -o "$work/ready/out" "$work/papers"
i=0
while [ "$i" -lt "$rounds" ]; do mkdir "$work/plain$i" "$work/untrimmed$i"; i=$((i + 1)); done
# The C library gives memory back and takes it again for every workbook, which can cost more than the
# workbook; a second baseline is spared that.
untrimmed='MALLOC_TRIM_THRESHOLD_=268435456 MALLOC_TOP_PAD_=4194304 MALLOC_MMAP_THRESHOLD_=67108864'
"$out/tests/bench/race" "$rounds" \
	"plain=$out/tests/bench/plain $work/plain{} $work/papers/*.yaml" \
	"plain, no trim=$untrimmed $out/tests/bench/plain $work/untrimmed{} $work/papers/*.yaml" \
	"one worker=$cab -j1 -o $work/one{} $work/papers" \
	"two workers=$cab -j2 -o $work/two{} $work/papers" \
	"no change=$cab -j1 -o $work/ready/out $work/papers"
# The least that any reader of YAML does: its events, thrown away.
"$out/tests/bench/race" "$rounds" \
	"events=$out/tests/bench/events $work/papers/*.yaml" \
	"check -j1=$out/cabpaper check -q -j1 --templates templates $work/papers" \
	"check -j2=$out/cabpaper check -q -j2 --templates templates $work/papers"
