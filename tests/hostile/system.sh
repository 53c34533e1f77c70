#!/bin/bash
# system.sh BUILD-FOLDER: catalogue E, the parts that no file can show: operands that are no files,
# outputs that are in the way, streams that are closed, two builds at once, what killed builds and
# other programs leave behind, signals. Each case works in a folder of its own.
set -u
cd "$(dirname "$0")/../.." || exit 2
out=${1:?folder of the build}
case $out in /*) ;; *) out=$PWD/$out ;; esac
root=$PWD program=$out/cabpaper
export CABPAPER_TEMPLATES=$root/templates
unset CI NO_COLOR SOURCE_DATE_EPOCH GITHUB_ACTIONS
passed=0 failed=0 name=
made=$(mktemp -d)
chmod 755 "$made"
trap 'chmod -R u+rwx "$made"; rm -rf "$made"' EXIT

begin() { # NAME: a fresh folder with one good paper
	name=$1
	mkdir -p "$made/$name/inputs/2005"
	cd "$made/$name" || exit 2
	cp "$root/tests/command/good.yaml" inputs/2005/good.yaml
}
fail() {
	failed=$((failed + 1))
	echo "FAILED: $name: $1"
	[ ! -e "$made/said" ] || tail -n 6 "$made/said"
}
check() { # WHAT COMMAND...
	local what=$1
	shift
	if "$@"; then passed=$((passed + 1)); else fail "$what"; fi
}
ends() { # CODE COMMAND...: within 20 seconds, whatever was promised about time is tested elsewhere
	local want=$1 code
	shift
	timeout 20 "$@" >"$made/said" 2>&1 </dev/null
	code=$?
	if [ "$code" = "$want" ]; then passed=$((passed + 1)); else fail "$* ends with $code, expected $want"; fi
}
says() { # PATTERN
	if grep -qE -- "$1" "$made/said"; then passed=$((passed + 1)); else fail "it does not say: $1"; fi
}
built() { # FOLDER: the three outputs are there, and nothing of a stage
	check "the outputs are not in $1" [ -s "$1/2005/good.md" -a -s "$1/2005/good.html" -a -s "$1/2005/good.xlsx" ]
	check "a stage is left" [ -z "$(find "$1" -maxdepth 1 -name '.stage-*')" ]
}
not_built() { # FOLDER
	check "something is in $1" [ -z "$(find "$1" \( -name '*.md' -o -name '*.html' -o -name '*.xlsx' \) -type f 2>/dev/null)" ]
}

# --- what is read
begin a-folder-named-like-a-paper
mkdir inputs/2005/folder.yaml
cp inputs/2005/good.yaml inputs/2005/folder.yaml/inside.yaml
ends 0 "$program" build
built outputs
check "the folder was not searched" [ -s outputs/2005/folder.yaml/inside.html ]

begin no-files
mkfifo inputs/2005/pipe.yaml
for what in inputs/2005/pipe.yaml /dev/null /dev/zero /dev/full; do
	ends 2 "$program" check "$what"
	says 'not-a-file'
done
ends 0 "$program" build
built outputs
ends 2 "$program" check /proc/self/mem
says 'cannot-read'
ends 2 "$program" check ''
ends 2 "$program" check inputs/2005/good.yaml/below.yaml
says 'Not a directory'

begin larger-than-memory
truncate -s 5G inputs/2005/large.yaml
ends 1 "$program" build
says 'large.yaml:1:1: error: .*5,368,709,120 bytes.*\[file-too-large\]'
built outputs

begin links-in-a-circle
ln -s b.yaml inputs/2005/a.yaml
ln -s a.yaml inputs/2005/b.yaml
ends 2 "$program" check inputs/2005/a.yaml
says 'a.yaml:1:1: error: .*symbolic links.*\[cannot-read\]'
ends 0 "$program" build
built outputs

begin names-too-long
ends 1 "$program" check "$(printf 'x%.0s' $(seq 300)).yaml"
says 'bad-output-name'
ends 2 "$program" check "$(printf 'd/%.0s' $(seq 2500))x.yaml"
says 'cannot-read|too long'

begin links-to-folders
mkdir elsewhere
cp inputs/2005/good.yaml elsewhere/secret.yaml
ln -s ../../elsewhere inputs/2005/link
ln -s .. inputs/2005/circle
ends 0 "$program" build
built outputs
check "a link was followed" [ -z "$(find outputs -name 'secret*')" ]

begin without-the-right-to-read
if [ "$(id -u)" != 0 ]; then
	as_other=
elif command -v setpriv >/dev/null && setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$program" 2>/dev/null; then
	as_other='setpriv --reuid=65534 --regid=65534 --clear-groups'
	chown -R 65534 .
else
	as_other=skipped
fi
if [ "$as_other" != skipped ]; then
	cp inputs/2005/good.yaml inputs/2005/hidden.yaml
	chmod 000 inputs/2005/hidden.yaml
	ends 2 $as_other "$program" check inputs/2005/hidden.yaml
	says 'hidden.yaml:1:1: error: .*Permission denied.*\[cannot-read\]'
	ends 1 $as_other "$program" build
	says 'hidden.yaml:1:1: error: .*\[cannot-read\]'
	built outputs
	mkdir inputs/closed && cp inputs/2005/good.yaml inputs/closed/x.yaml && chmod 000 inputs/closed
	timeout 20 $as_other "$program" build -o other >"$made/said" 2>&1
	check "a folder that cannot be read is passed over in silence" [ $? != 0 ]
	says 'closed'
	chmod 755 inputs/closed
	mkdir fixed && chmod 555 fixed && { [ -z "$as_other" ] || chown 65534 fixed; }
	ends 2 $as_other "$program" build -o fixed
	says 'cannot write to fixed'
	not_built fixed
fi

# --- what is written
begin output-is-no-folder
: >file
for where in file file/below /dev/null /proc/cabpaper; do
	ends 2 "$program" build -o "$where"
	says "cannot write to $where"
done
check "the file was changed" [ ! -s file ]

begin something-in-the-way
mkdir -p outputs/2005/good.html
ends 2 "$program" build
says 'cannot write outputs/2005/good.html.*\[cannot-write\]'
not_built outputs
rmdir outputs/2005/good.html
mkfifo outputs/2005/good.html
ends 2 "$program" build
says 'cannot write outputs/2005/good.html.*\[cannot-write\]'
not_built outputs
rm outputs/2005/good.html
printf victim >victim
ln -s "$PWD/victim" outputs/2005/good.html
ln victim outputs/2005/good.md
ends 0 "$program" build
built outputs
check "a link was followed" [ "$(cat victim)" = victim ]
check "the link is still there" [ ! -L outputs/2005/good.html ]

begin a-link-inside-the-outputs
mkdir real outputs
ln -s ../real outputs/2005
ends 2 "$program" build
says 'cannot-write'
not_built real
rm outputs/2005
: >outputs/2005
ends 2 "$program" build
says 'cannot-write'

begin own-folder-in-the-way
mkdir outputs
: >outputs/.cabpaper
ends 2 "$program" build
not_built outputs
rm outputs/.cabpaper && mkdir real && ln -s ../real outputs/.cabpaper
ends 2 "$program" build
not_built outputs
check "a link was followed" [ -z "$(ls -A real)" ]

# --- what a paper names
begin files-beside-a-paper
mkdir inputs/2005/letters
cp "$root/tests/papers/good/data/letter.pdf" inputs/2005/letters/
cp "$root/tests/papers/good/data/map.png" "$root/tests/papers/good/data/counts.csv" inputs/2005/letters/
cp inputs/2005/good.yaml plain.yaml
sed -i 's/^  Eleven schools/  Appendices 1, 2 and 3 tell more. Eleven schools/' inputs/2005/good.yaml
cat >>inputs/2005/good.yaml <<'END'
appendices:
  - {title: A letter, file: letters/letter.pdf}
  - {title: A map, file: letters/map.png}
  - {title: Counts, table: {csv: letters/counts.csv}}
END
beside=outputs/2005/good-files
ends 0 "$program" build
built outputs
check "the letter is not published as it is" cmp -s inputs/2005/letters/letter.pdf $beside/appendix-1-a-letter.pdf
check "the counts have no twin" [ -s $beside/appendix-3-counts.csv ]
check "the page does not link to the letter" grep -q 'href="good-files/appendix-1-a-letter.pdf"' outputs/2005/good.html
ends 0 "$program" build
says '1 unchanged'
sed -i 's/298/299/' inputs/2005/letters/counts.csv
ends 0 "$program" build
says '1 built'
check "the old counts are there" grep -q 299 $beside/appendix-3-counts.csv
rm $beside/appendix-2-a-map.png
ends 0 "$program" build
check "the map was not made again" [ -s $beside/appendix-2-a-map.png ]
ends 0 "$program" build --format xlsx
check "what belongs to the pages is gone" [ -s $beside/appendix-2-a-map.png ]
rm inputs/2005/letters/letter.pdf
ends 1 "$program" build
check "what is missing took its output along" [ -s $beside/appendix-1-a-letter.pdf ]
sed -i 's/^status: final/status: draft/' inputs/2005/good.yaml
ends 0 "$program" build
says 'warning: there is no file'
ends 0 "$program" build
says '1 unchanged'
cp "$root/tests/papers/good/data/letter.pdf" inputs/2005/letters/
ends 0 "$program" build
says '1 built'
echo mine >$beside/own.txt
cp plain.yaml inputs/2005/good.yaml
ends 0 "$program" build
check "what the paper no longer has is still published" [ "$(ls $beside)" = own.txt ]
begin files-named-by-a-typed-paper
cp "$root/tests/papers/good/data/letter.pdf" inputs/2005/
sed 's/^  Eleven schools/  Appendix 1 tells more. Eleven schools/' inputs/2005/good.yaml >typed
printf 'appendices:\n  - {title: A letter, file: letter.pdf}\n' >>typed
"$program" check - <typed >"$made/said" 2>&1
check "it was looked at" grep -q 'note: "letter.pdf" was not looked at' "$made/said"
"$program" check --stdin-filename inputs/2005/typed.yaml - <typed >"$made/said" 2>&1
says 'no findings'

# --- large tables, and cells that a spreadsheet program would run
begin large-tables
sed 's/^  Eleven schools/  ![](#t)\n\n  Eleven schools/' inputs/2005/good.yaml >plain.yaml
rm inputs/2005/good.yaml
table() { # NAME: a paper with the table of NAME.csv
	{
		cat plain.yaml
		printf 'tables:\n  t: {caption: A table, csv: %s.csv}\n' "$1"
	} >"inputs/2005/$1.yaml"
}
for name in rows columns wide letters long odd; do table $name; done
awk 'BEGIN { print "A,B"; for (i = 0; i < 10000; i++) print "Row " i "," i }' >inputs/2005/rows.csv
awk 'BEGIN { for (r = 0; r < 5; r++) for (c = 0; c < 300; c++) printf "%s%d%s", r ? "" : "C", c, c < 299 ? "," : "\n" }' >inputs/2005/columns.csv
awk 'BEGIN { for (r = 0; r < 2; r++) for (c = 0; c < 301; c++) printf "%s%d%s", r ? "" : "C", c, c < 300 ? "," : "\n" }' >inputs/2005/wide.csv
awk 'BEGIN { printf "A,B\nx,"; for (i = 0; i < 32767; i++) printf "y"; print "" }' >inputs/2005/letters.csv
awk 'BEGIN { printf "A,B\nx,"; for (i = 0; i < 40000; i++) printf "y"; print "" }' >inputs/2005/long.csv
printf 'A,B\n"=HYPERLINK(""http://x"",""y"")",+1\n@x,-cmd\n\360\237\230\200,\331\205\330\261\330\255\330\250\330\247\n' >inputs/2005/odd.csv
ends 1 "$program" build
says 'wide.csv:1:.*more than 300 columns'
says 'long.csv:2:3:.*40,000 characters'
says '4 built, 0 unchanged, 2 failed'
check "the last row is not on the page" grep -q 'Row 9999' outputs/2005/rows.html
check "a cell that is at the limit is not whole" [ "$(grep -o 'yyyy*' outputs/2005/letters.md | awk 'length > n { n = length } END { print n }')" = 32767 ]
"$out/tests/tools/bookdump" outputs/2005/odd.xlsx >"$made/book"
check "the cell is no text in the workbook" grep -q 'A2 "=HYPERLINK' "$made/book"

begin page-grows # `check` counts on it: no page has more than 128 bytes for each of its paper
{
	sed -e '/^status/d' -e '/^considerations/,/^$/d' -e '/Four meet/d' inputs/2005/good.yaml
	printf 'considerations: ['
	printf 'a, %.0s' $(seq 3000)
	printf 'a]\n'
} >inputs/2005/letters.yaml
ends 0 "$program" build inputs/2005/letters.yaml
check "the page of letters grew too much" [ "$(stat -c %s outputs/2005/letters.html)" -lt \
	$((100 * $(stat -c %s inputs/2005/letters.yaml))) ]

# --- the surroundings
begin closed-streams
for closed in '<&-' '2>&-' '<&- 2>&-' '<&- >&- 2>&-'; do
	rm -rf outputs
	ends 0 bash -c "exec '$program' build -q $closed"
	built outputs
done
ends 2 bash -c "exec '$program' check >&-"
ends 2 bash -c "exec '$program' check - <&-"
check "the paper was written into" cmp -s inputs/2005/good.yaml "$root/tests/command/good.yaml"

begin folder-gone
mkdir gone && cd gone && rmdir ../gone
ends 0 "$program" check "$made/folder-gone/inputs"
ends 0 "$program" build -o "$made/folder-gone/outputs" "$made/folder-gone/inputs"
built "$made/folder-gone/outputs"
timeout 20 "$program" build -o outputs "$made/folder-gone/inputs" >"$made/said" 2>&1
check "outputs in a folder that is gone" [ $? = 2 ]
cd .. || exit 2

begin bare-environment
ends 0 env -i "CABPAPER_TEMPLATES=$root/templates" "$program" build
built outputs
cp outputs/2005/good.html kept.html
rm -r outputs
ends 0 env -u HOME LC_ALL=tr_TR.UTF-8 TZ=Pacific/Kiritimati "$program" build
check "the surroundings show in an output" cmp -s kept.html outputs/2005/good.html
ends 2 bash -c "exec -a '' '$program'"
ends 0 bash -c "exec -a '' '$program' check"
if command -v python3 >/dev/null; then
	ends 0 python3 -c "import os; os.execv('$program', ['x', 'check'])"
fi
for mask in 000 077; do
	rm -rf outputs
	ends 0 bash -c "umask $mask; exec '$program' build -q"
	built outputs
	check "everybody may write an output" [ -z "$(find outputs/2005 -perm -002)" -o $mask = 000 ]
	check "others may look into the private folder" [ "$(stat -c %a outputs/.cabpaper)" = 700 ]
done

# --- before and beside this build
begin two-builds
if command -v flock >/dev/null; then
	ends 0 "$program" build -q
	flock -o outputs/.cabpaper/lock sleep 5 &
	holder=$!
	for _ in $(seq 100); do
		flock -n outputs/.cabpaper/lock true || break
		sleep 0.02
	done
	sed -i 's/^title:.*/title: Another title/' inputs/2005/good.yaml
	ends 2 "$program" build
	says 'another build'
	check "the second build wrote" grep -qi 'Crossings near schools' outputs/2005/good.md
	ends 0 "$program" check
	kill $holder 2>/dev/null
	wait $holder 2>/dev/null
	for _ in $(seq 300); do
		flock -n outputs/.cabpaper/lock true && break
		sleep 0.02
	done
	ends 0 "$program" build -q
	check "the next build did not write" grep -qi 'Another title' outputs/2005/good.md
fi

begin stage-of-a-dead-process
ends 0 "$program" build -q
dead=$(bash -c 'echo $$')
mkdir -m 700 "outputs/.stage-$dead" "outputs/.stage-$$" outputs/.stage-x
: >"outputs/.stage-$dead/0.html"
for whose in "$dead" $$ x; do : >"outputs/manifest.json.new-$whose"; done
ends 0 "$program" build
check "the stage of a dead process is left" [ ! -e "outputs/.stage-$dead" ]
check "the stage of a living process is gone" [ -e "outputs/.stage-$$" ]
check "a folder that is nobody's stage is gone" [ -e outputs/.stage-x ]
check "half a manifest of a dead process is left" [ ! -e "outputs/manifest.json.new-$dead" ]
check "half a manifest of a living process is gone" [ -e "outputs/manifest.json.new-$$" ]
check "a file that is nobody's manifest is gone" [ -e outputs/manifest.json.new-x ]

begin spoiled-cache
ends 0 "$program" build -q
cache=$(find outputs/.cabpaper -type f ! -name lock | head -n 1)
check "there is no cache" [ -s "$cache" ]
cp "$cache" kept
size=$(stat -c %s kept)
spoilt() { # HOW: the build must be right whatever the cache says
	sed -i "s/^title:.*/title: Title $1/" inputs/2005/good.yaml
	ends 0 "$program" build
	says '1 built'
	check "the output is an old one ($1)" grep -qi "Title $1" outputs/2005/good.md
	ends 0 "$program" build
	says '1 unchanged'
}
: >"$cache" && spoilt empty
head -c $((size / 2)) kept >"$cache" && spoilt half
head -c $((size - 1)) kept >"$cache" && spoilt cut
{ cat kept && echo more; } >"$cache" && spoilt longer
sed '1s/[0-9]/9/' kept >"$cache" && spoilt version
head -c "$size" /dev/urandom >"$cache" && spoilt noise
for at in 0 9 40 60 100 $((size - 40)) $((size - 1)); do
	cp kept "$cache"
	printf '\377' | dd of="$cache" bs=1 seek="$at" conv=notrunc status=none
	spoilt "byte $at"
done
rm "$cache" && mkdir "$cache"
timeout 20 "$program" build >"$made/said" 2>&1
check "a folder for a cache stops the build" [ $? != 1 ]
rmdir "$cache" 2>/dev/null
rm -f "$cache" && ln -s "$PWD/kept" "$cache" && sum=$(cksum <kept)
sed -i "s/^title:.*/title: Title link/" inputs/2005/good.yaml
ends 0 "$program" build
check "a link for a cache was followed" [ "$sum" = "$(cksum <kept)" ]

begin spoiled-manifest
ends 0 "$program" build -q
cp outputs/manifest.json kept
for how in '' '{' 'null' '[[[[[[' '{"papers": 1}'; do
	printf '%s' "$how" >outputs/manifest.json
	ends 0 "$program" build -q
	check "the manifest is not mended after '$how'" cmp -s kept outputs/manifest.json
done

# --- ends before the end
begin signals
for i in $(seq 400); do cp inputs/2005/good.yaml "inputs/2005/p$i.yaml"; done
interrupted=0
for signal in INT TERM HUP; do
	rm -rf outputs
	# a shell starts what runs in the background with SIGINT ignored
	env --default-signal "$program" build -q -j1 >"$made/said" 2>&1 &
	pid=$!
	for _ in $(seq 500); do
		[ -n "$(find outputs -maxdepth 1 -name '.stage-*' 2>/dev/null)" ] && break
		sleep 0.005
	done
	kill -s $signal $pid 2>/dev/null
	{ wait $pid; } 2>/dev/null
	code=$?
	case $signal:$code in
	INT:130 | TERM:143 | HUP:129) interrupted=$((interrupted + 1)) ;;
	*:0) ;;
	*) fail "SIG$signal gives $code" ;;
	esac
	check "a stage is left after SIG$signal" [ -z "$(find outputs -maxdepth 1 -name '.stage-*')" ]
	check "a folder in memory is left" [ ! -e /dev/shm/cabpaper-$pid ]
	check "SIG$signal left half a paper" [ "$(find outputs -name '*.md' | wc -l)" = "$(find outputs -name '*.xlsx' | wc -l)" ]
done
check "no build was interrupted midway" [ $interrupted -gt 0 ]
bash -c "set -o pipefail; '$program' explain | head -n 1 >/dev/null"
code=$?
check "explain | head ends with $code" [ $code = 141 -o $code = 0 ]
sed -i 's/^style:.*/style: nowhere/' inputs/2005/*.yaml
bash -c "'$program' check | head -n 1 >/dev/null; echo \${PIPESTATUS[0]} >code"
check "check | head ends with $(cat code)" grep -qxE '141|1' code

# --- little of everything
begin little-stack-and-memory
case $out in */asan) ;; *)
	ends 0 bash -c "ulimit -s 256; exec '$program' build -q"
	built outputs
	for deep in c-055-depth-16 c-056-quotes-16 c-057-run-200 g-137-columns-300 g-tables-many; do
		ends 0 bash -c "ulimit -s 256; exec '$program' build -q '$root/tests/hostile/$deep.yaml'"
	done
	rm -r outputs
	ends 0 bash -c "ulimit -v 300000; exec '$program' build -q -j1"
	built outputs
	;;
esac

cd "$root" || exit 2
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 150 ]
