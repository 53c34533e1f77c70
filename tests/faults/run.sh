#!/bin/bash
# run.sh BUILD-FOLDER: what breaks under a build: full disks, folders that cannot be written, files that
# may not grow, signals, kill -9. After each fault every output must be the whole old or the whole new
# file, the exit code must be honest, and the next build must put everything right.
set -u
cd "$(dirname "$0")/../.." || exit 2
out=${1:?folder of the build}
case $out in /*) ;; *) out=$PWD/$out ;; esac
root=$PWD
export PATH=$out:$PATH CABPAPER_TEMPLATES=$root/templates
unset CI SOURCE_DATE_EPOCH
passed=0 failed=0 name=
papers=${PAPERS_OF_FAULTS:-60} rounds=${ROUNDS_OF_FAULTS:-15}
work=$(mktemp -d)
mounted=
trap 'for m in $mounted; do umount "$m" 2>/dev/null; done; chmod -R u+w "$work"; rm -rf "$work"' EXIT

good() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "FAILED: $name: $*"; }
skip() { echo "skipped: $name: $*"; }
check() { # WHAT COMMAND...
	local what=$1
	shift
	if "$@"; then good; else bad "$what"; fi
}

# --- two states of the same papers, and what each makes
make_papers() { # FOLDER WORD
	mkdir -p "$1/inputs"
	for i in $(seq 1 "$papers"); do
		mkdir -p "$1/inputs/$((i % 4))"
		sed "s/^title:.*/title: $2 paper $i/" tests/command/good.yaml >"$1/inputs/$((i % 4))/p$i.yaml"
	done
}
make_papers "$work/old" Old
make_papers "$work/new" New
for state in old new; do
	(cd "$work/$state" && cabpaper build -q) || { echo "the papers cannot be built"; exit 1; }
done

begin() { # NAME: a folder with new papers and old outputs
	name=$1
	place=$work/$1
	mkdir -p "$place"
	cp -a "$work/new/inputs" "$place/inputs"
	fill_outputs "$place/outputs"
	cd "$place" || exit 2
}
fill_outputs() { # FOLDER: the old outputs as the old build left them
	mkdir -p "$1"
	cp -a "$work/old/outputs/." "$1"
}

# Every output is the whole old or the whole new file.
all_whole() { # FOLDER
	local f torn=0
	while IFS= read -r f; do
		f=${f#"$1"/}
		cmp -s "$1/$f" "$work/old/outputs/$f" || cmp -s "$1/$f" "$work/new/outputs/$f" ||
			{ echo "  torn: $f"; torn=1; }
	done < <(find "$1" -path '*/.*' -prune -o -type f ! -name manifest.json -print)
	[ "$(find "$1" -path '*/.*' -prune -o -type f ! -name manifest.json -print | wc -l)" = $((3 * papers)) ] ||
		{ echo "  outputs are missing"; torn=1; }
	return $torn
}
all_old() { # FOLDER
	diff -rq --exclude=.cabpaper --exclude='.stage-*' --exclude=filler "$1" "$work/old/outputs"
}
all_new() {
	diff -rq --exclude=.cabpaper "$1" "$work/new/outputs"
}
puts_right() { # FOLDER: the next build
	cabpaper build -q -o "$1" >.out 2>.err
	check "the next build ends with $?" [ $? = 0 ]
	check "the next build does not put everything right" all_new "$1"
	check "a stage is left" [ -z "$(find "$1" -maxdepth 1 -name '.stage-*')" ]
}
ends() { # CODES COMMAND...
	local want=$1 code
	shift
	"$@" >.out 2>.err
	code=$?
	case " $want " in
	*" $code "*) good ;;
	*) bad "$* ends with $code, expected one of: $want"; tail -n 5 .err ;;
	esac
}
is_root() { [ "$(id -u)" = 0 ]; }
mount_small() { # FOLDER SIZE
	mkdir -p "$1"
	mount -t tmpfs -o "size=$2" tmpfs "$1" 2>/dev/null && mounted="$1 $mounted"
}

# --- full disks
for room in 0 8 64 200 500; do
	begin "full-output-$room"
	if ! is_root; then skip "needs root, to mount a small disk"; continue; fi
	if ! mount_small "$place/disk" 16m; then skip "no disk can be mounted here"; continue; fi
	fill_outputs disk/outputs
	dd if=/dev/zero of=disk/filler bs=4k status=none 2>/dev/null
	truncate -s "-${room}K" disk/filler
	ends 2 cabpaper build -o disk/outputs
	check "the full disk is not told" grep -q 'No space left' .err
	check "an output is torn" all_whole disk/outputs
	[ "$room" = 0 ] && check "an output was replaced" all_old disk/outputs
	rm disk/filler
	puts_right disk/outputs
done

begin full-memory-disk
if ! is_root || ! unshare -m true 2>/dev/null; then
	skip "needs root and a mount namespace, for a small /dev/shm"
else
	ends 0 unshare -m sh -c 'mount -t tmpfs -o size=16k tmpfs /dev/shm && exec cabpaper build'
	check "a workbook was not made on disk instead" all_new outputs
fi

# --- folders that cannot be written
begin read-only-folder
chmod 555 outputs outputs/*
if is_root; then
	chmod 755 "$work" "$place"
	# as nobody, who can write nothing here
	ends 2 setpriv --reuid=65534 --regid=65534 --clear-groups cabpaper build
else
	ends 2 cabpaper build
fi
chmod 755 outputs outputs/*
check "an output was changed" all_old outputs
puts_right outputs

begin one-folder-read-only
if is_root; then
	skip "root may write everywhere"
else
	chmod 555 outputs/2
	ends 2 cabpaper build
	chmod 755 outputs/2
	check "an output is torn" all_whole outputs
	check "the other papers were not built" cmp -s outputs/1/p1.md "$work/new/outputs/1/p1.md"
	puts_right outputs
fi

begin folder-in-the-way
rm outputs/2/p2.html && mkdir outputs/2/p2.html
ends 2 cabpaper build
check "it is not told" grep -qF 'cannot write outputs/2/p2.html: Is a directory [cannot-write]' .err
check "the paper's other outputs were replaced" cmp -s outputs/2/p2.md "$work/old/outputs/2/p2.md"
check "the other papers were not built" cmp -s outputs/1/p1.md "$work/new/outputs/1/p1.md"
rmdir outputs/2/p2.html
puts_right outputs

begin a-file-for-a-folder
rm -r outputs && : >outputs
ends 2 cabpaper build
check "the file is gone" [ -f outputs ]

# --- limits of the system
begin files-may-not-grow
ends 2 bash -c 'ulimit -f 8; exec cabpaper build'
check "an output is torn" all_whole outputs
puts_right outputs

begin few-descriptors
for n in 6 8 10 12 16 24 40; do
	ends "0 1 2" bash -c "ulimit -n $n; exec cabpaper build"
	check "an output is torn with $n descriptors" all_whole outputs
done
puts_right outputs

begin little-memory
for kilobytes in 12000 16000 24000 48000 100000; do
	ends "0 1 2 127" bash -c "ulimit -v $kilobytes; exec cabpaper build"
	check "an output is torn with $kilobytes kB" all_whole outputs
done
puts_right outputs

# --- ends of all kinds
begin lock
if command -v flock >/dev/null; then
	flock outputs/.cabpaper/lock sleep 3 &
	sleep 0.5
	ends 2 cabpaper build
	check "the lock is not told" grep -q 'another build' .err
	check "an output was changed" all_old outputs
	wait
	puts_right outputs
else
	skip "there is no flock(1)"
fi

begin signals
interrupted=0
for signal in INT TERM HUP; do
	rm -rf outputs && fill_outputs outputs
	# a shell starts what runs in the background with SIGINT ignored
	env --default-signal cabpaper build -j2 >.out 2>.err &
	pid=$!
	for _ in $(seq 200); do
		[ -n "$(find outputs -maxdepth 1 -name '.stage-*')" ] && break
		sleep 0.005
	done
	kill -s $signal $pid 2>/dev/null
	{ wait $pid; } 2>/dev/null
	code=$?
	# a build that was done already ends with 0
	case $signal:$code in
	INT:130 | TERM:143 | HUP:129) interrupted=$((interrupted + 1)) ; good ;;
	*:0) good ;;
	*) bad "SIG$signal gives $code" ;;
	esac
	check "an output is torn after SIG$signal" all_whole outputs
	check "a stage is left after SIG$signal" [ -z "$(find outputs -maxdepth 1 -name '.stage-*')" ]
	check "a folder in memory is left" [ ! -e /dev/shm/cabpaper-$pid ]
done
check "no build was interrupted midway" [ $interrupted -gt 0 ]
puts_right outputs

begin killed
midway=0
for round in $(seq "$rounds"); do
	rm -rf outputs && fill_outputs outputs
	cabpaper build -j2 >.out 2>.err &
	pid=$!
	sleep "0.$(printf %03d $((round * 23 % 400)))"
	children=$(cat /proc/$pid/task/$pid/children 2>/dev/null)
	if kill -9 $pid 2>/dev/null; then midway=$((midway + 1)); fi
	wait $pid 2>/dev/null
	check "round $round: an output is torn" all_whole outputs
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		alive=
		for child in $children; do
			grep -q '^State:.*[RSD]' /proc/$child/status 2>/dev/null && alive=$child
		done
		[ -z "$alive" ] && break
		sleep 0.1
	done
	check "round $round: a worker lives on" [ -z "$alive" ]
	puts_right outputs
	check "round $round: a folder in memory is left" [ ! -e /dev/shm/cabpaper-$pid ]
done
check "no build was killed midway" [ $midway -gt 0 ]

begin a-worker-is-killed
for round in 1 2 3; do
	rm -rf outputs && fill_outputs outputs
	cabpaper build -j2 >.out 2>.err &
	pid=$!
	for _ in $(seq 200); do
		child=$(cut -d' ' -f1 /proc/$pid/task/$pid/children 2>/dev/null)
		[ -n "$child" ] && break
		sleep 0.005
	done
	sleep 0.03
	[ -n "$child" ] && kill -9 "$child" 2>/dev/null
	wait $pid
	check "the build ends with $?" [ $? = 0 ]
	check "what the dead worker had was not done again" all_new outputs
done

# Bytes are on the disk before they have their names.
begin order-of-calls
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
	strace -f -qq -o trace -e trace=renameat,renameat2,rename,fsync,syncfs cabpaper build -q -j1
	awk '/(fsync|syncfs)\(.* = 0/ { synced = 1 }
	     /rename.*"[0-9]+-[0-9]+"/ { renames++; if (!synced) early++ }
	     /rename.*"manifest/ { last = NR; if (!synced) early++ }
	     END { exit !(renames > 0 && early == 0) }' trace
	check "something was renamed before it was synced" [ $? = 0 ]
else
	skip "there is no strace that may trace"
fi

# --- standard streams
begin closed-streams
ends 2 bash -c 'exec cabpaper check >&-'
ends 0 bash -c 'exec cabpaper build <&- >&- 2>&-'
check "the outputs are wrong" all_new outputs
ends 2 bash -c 'exec cabpaper check >/dev/full'

cd "$root" || exit 2
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 50 ]
