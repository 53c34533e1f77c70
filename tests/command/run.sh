#!/bin/bash
# run.sh BUILD-FOLDER: the command line as people and CI meet it: exit codes, messages, what is
# written and what stays. Each case works in a folder of its own.
set -u
cd "$(dirname "$0")/../.." || exit 2
out=${1:?folder of the build}
case $out in /*) ;; *) out=$PWD/$out ;; esac
export root=$PWD PATH=$out:$PATH
unset CI NO_COLOR CABPAPER_TEMPLATES SOURCE_DATE_EPOCH GITHUB_ACTIONS
passed=0 failed=0
made=$(mktemp -d)
trap 'chmod -R u+w "$made"; rm -rf "$made"' EXIT

begin() { # NAME: a fresh folder with one good paper and the styles
	name=$1
	case_folder=$made/$name
	mkdir -p "$case_folder/inputs/2005"
	cd "$case_folder" || exit 2
	ln -s "$root/templates" templates
	cp "$root/tests/command/good.yaml" inputs/2005/good.yaml
}
say() { # PROBLEM
	failed=$((failed + 1))
	echo "FAILED: $name: $1"
	tail -n 12 "$case_folder/.out" "$case_folder/.err" 2>/dev/null
}
ends() { # CODE COMMAND...
	want=$1
	shift
	"$@" >.out 2>.err </dev/null
	code=$?
	if [ "$code" = "$want" ]; then passed=$((passed + 1)); else say "$* ends with $code, expected $want"; fi
}
shows() { # FILE PATTERN
	if grep -qE -- "$2" "$1"; then passed=$((passed + 1)); else say "$1 does not show: $2"; fi
}
hides() { # FILE PATTERN
	if grep -qE -- "$2" "$1"; then say "$1 shows: $2"; else passed=$((passed + 1)); fi
}
there() { # FILE...
	for f in "$@"; do
		if [ -e "$f" ]; then passed=$((passed + 1)); else say "$f is not there"; fi
	done
}
absent() {
	for f in "$@"; do
		if [ -e "$f" ]; then say "$f is there"; else passed=$((passed + 1)); fi
	done
}
same() { # FILE FILE
	if cmp -s "$1" "$2"; then passed=$((passed + 1)); else say "$1 and $2 differ"; fi
}

begin build
ends 0 cabpaper build
there outputs/2005/good.md outputs/2005/good.html outputs/2005/good.xlsx outputs/manifest.json
shows .err '1 paper'
before=$(stat -c %Y.%i outputs/2005/good.html)
sleep 1.1
ends 0 cabpaper build
shows .err 'unchanged'
[ "$before" = "$(stat -c %Y.%i outputs/2005/good.html)" ] && passed=$((passed + 1)) || say "an unchanged output was written again"
absent outputs/.stage-*

begin formats
ends 0 cabpaper build --format md,html
there outputs/2005/good.md outputs/2005/good.html
absent outputs/2005/good.xlsx
ends 2 cabpaper build --format pdf
shows .err "pdf"

begin one-bad-stops-nobody
cp inputs/2005/good.yaml inputs/2005/zebra.yaml
ends 0 cabpaper build
cp outputs/2005/good.html kept.html
sed -i 's/^title:.*/title: Changed/; s/^purpose:.*/purpose: ""/' inputs/2005/good.yaml
sed -i 's/^title:.*/title: Zebra crossings/' inputs/2005/zebra.yaml
ends 1 cabpaper build
shows .err 'good.yaml:[0-9]+:[0-9]+: error: .*\[empty-part\]'
same kept.html outputs/2005/good.html
shows outputs/2005/zebra.html 'Zebra crossings'

begin check-writes-nothing
ends 0 cabpaper check
absent outputs
sed -i 's/agree/agree [](#nothing) and/' inputs/2005/good.yaml
ends 1 cabpaper check
shows .out 'good.yaml:[0-9]+:[0-9]+: error: .*\[reference-unknown\]'
shows .out '\^~'
shows .out 'help: '
shows .out '2 errors'
ends 0 cabpaper check --fail-on never
absent outputs

begin fail-on
sed -i 's/^status: final/status: draft/; /^reasons:/d' inputs/2005/good.yaml
ends 0 cabpaper check
shows .out 'warning: .*\[missing-part\]'
ends 1 cabpaper check --fail-on warning
ends 0 cabpaper check --show error
hides .out 'missing-part'

begin standard-input
bash -c 'cabpaper check --stdin-filename inputs/2005/other.yaml - < inputs/2005/good.yaml' >.out 2>.err && passed=$((passed + 1)) || say "standard input"
bash -c 'printf "style: herefordshire\ntitel: x\n" | cabpaper check --stdin-filename inputs/x.yaml -' >.out 2>.err
shows .out 'inputs/x.yaml:2:1: error: .*\[unknown-key\]'
shows .out 'title'

begin usage
ends 2 cabpaper
ends 2 cabpaper biuld
shows .err 'build'
ends 2 cabpaper build --no-such-option
shows .err "Try 'cabpaper --help'"
ends 2 cabpaper check nowhere.yaml
shows .err 'nowhere.yaml|No such file'
ends 2 cabpaper build --restricted
ends 0 cabpaper --help
shows .out 'build'
ends 0 cabpaper build --help
ends 0 cabpaper --version
shows .out '^cabpaper [0-9]'
ends 0 cabpaper help check

begin explain
ends 0 cabpaper explain
shows .out 'missing-part'
ends 0 cabpaper explain missing-part
shows .out 'required|missing'
ends 2 cabpaper explain misssing-part
shows .err 'missing-part'

begin styles
ends 0 cabpaper styles
shows .out '^herefordshire +Herefordshire Council'
shows .out 'templates/herefordshire, extends base, editions of 2004-04-01 and 2007-05-01$'
shows .out 'base'
hides .out 'hidden'
mkdir -p own/herefordshire own/broken
printf 'name: Another\nextends: base\n' >own/herefordshire/style.yaml
printf 'name: Broken\nextends: base\ncolour: red\n' >own/broken/style.yaml
ends 1 cabpaper styles --templates own
shows .out '^broken +Broken \(cannot be used\)'
shows .err '^own/broken/style.yaml:3:1: error: .*\[unknown-key\]'
shows .out '^herefordshire +Another$'
shows .out '^herefordshire +\(not used: hidden by own/herefordshire\)$'

begin misspelt-style
sed -i 's/^style: .*/style: herfordshire/' inputs/2005/good.yaml
ends 1 cabpaper check
shows .out 'good.yaml:1:8: error: there is no style called "herfordshire"'
shows .out 'Did you mean "herefordshire"\? Looked in: templates/herfordshire'

begin search-upward
rm templates
mkdir -p town/templates/own town/papers/2005
printf 'name: Our own\nextends: herefordshire\n' >town/templates/own/style.yaml
sed 's/^style: .*/style: own/' inputs/2005/good.yaml >town/papers/2005/a.yaml
for operand in town/papers/2005/a.yaml town/papers/2005 town/papers town; do
	ends 0 cabpaper check "$operand"
	hides .out 'style-not-found'
done
cd town/papers/2005
ends 0 cabpaper check a.yaml
rm .out .err
cd ../../..
mkdir town/papers/.git
for operand in town/papers/2005/a.yaml town/papers; do
	ends 1 cabpaper check "$operand"
	shows .out 'style-not-found'
done
rmdir town/papers/.git
chmod o+w town
ends 1 cabpaper check town/papers
shows .out 'style-not-found'

begin new
ends 0 cabpaper new --style herefordshire --title 'A new paper' inputs/2005/new.yaml
there inputs/2005/new.yaml
ends 0 cabpaper check inputs/2005/new.yaml
hides .out ' error: '
ends 2 cabpaper new --style herefordshire inputs/2005/new.yaml
ends 2 cabpaper new --style atlantis inputs/2005/other.yaml
absent inputs/2005/other.yaml

begin scaffold-of-every-style
for folder in "$root"/templates/*/ "$root"/tests/styles/*/; do
	[ -e "$folder/style.yaml" ] || continue
	style=$(basename "$folder")
	export CABPAPER_TEMPLATES=$(dirname "$folder")
	rm -f inputs/*.yaml
	ends 0 cabpaper new -q --style "$style" "inputs/$style.yaml"
	ends 0 cabpaper check --show note "inputs/$style.yaml"
	hides .out ': (error|note): '
	hides .out 'warning: .*\[(left-over|unknown-key|[a-z]*-in-.*)\]'
	if grep -E ' warning: ' .out | grep -vqE '\[(missing-part|missing-fact|empty-part)\]$'; then
		say "the scaffold of $style has more to complain of than what is missing"
	fi
	ends 0 cabpaper new -q --example --style "$style" "inputs/$style-example.yaml"
	ends 0 cabpaper check "inputs/$style-example.yaml"
	shows .out '^no findings in 1 paper$'
	ends 0 cabpaper build "inputs/$style-example.yaml"
done
unset CABPAPER_TEMPLATES
ends 0 cabpaper new -q --example --style herefordshire --title 'Libraries: "late" & #1' inputs/titled.yaml
shows inputs/titled.yaml '^title: "Libraries: ..late.. & #1"$'
ends 0 cabpaper check --fail-on warning inputs/titled.yaml

begin guide-of-every-style
for style in "$root"/templates/*/; do
	style=$(basename "$style")
	ends 0 cabpaper guide --style "$style"
	shows .out '^</html>$'
	[ -s .err ] && say "the guide of $style complains"
	ends 0 cabpaper guide --style "$style" --format md
	shows .out '^## Facts about the paper$'
done
ends 2 cabpaper guide
shows .err 'needs --style'
ends 2 cabpaper guide --style atlantis
shows .err 'style-not-found'
ends 2 cabpaper guide --style base --format xlsx
shows .err 'html or md'
ends 2 cabpaper guide --style base --format md,html

begin schema-of-every-style
for style in "$root"/templates/*/; do
	style=$(basename "$style")
	ends 0 cabpaper schema --style "$style"
	shows .out '"\$schema": "http://json-schema.org/draft-07/schema#"'
	shows .out '^}$'
	[ -s .err ] && say "the schema of $style complains"
done
ends 0 cabpaper schema --style herefordshire --on 2005-01-13
shows .out '"\$id": "urn:cabpaper:paper:herefordshire:2004-04-01"'
ends 2 cabpaper schema
shows .err 'needs --style'
ends 2 cabpaper schema --style atlantis
shows .err 'style-not-found'
hides .out .
ends 2 cabpaper schema --style base --on 29/9/2005
shows .err 'needs a day as 2005-09-29'
ends 2 cabpaper check --on 2005-09-29

begin timetable
ends 0 cabpaper timetable --style tower-hamlets --meeting 2025-04-24
shows .out '^Wednesday 26 March 2025 *28 clear days *last day to publish notice of a key decision$'
shows .out '^Monday 14 April 2025 *5 clear working days *last day to publish the papers$'
shows .out '^Thursday 1 May 2025 *5 working days *last day to call a decision in$'
shows .out '^Friday 2 May 2025 *a decision that is not called in takes effect$'
ends 0 cabpaper timetable --style scotland --meeting 2026-06-18
shows .out '^Thursday 11 June 2026 *3 clear working days'
hides .out 'called in'
ends 0 cabpaper timetable --style wales --meeting 2025-08-25
shows .out 'is the summer bank holiday'
printf 'style: herefordshire\nmeeting: {date: 2010-02-18}\n' >plan.yaml
ends 0 cabpaper timetable plan.yaml
shows .out '^Wednesday 10 February 2010 '
hides .out 'key decision'
ends 0 cabpaper timetable plan.yaml --meeting 2010-02-19
shows .out '^Thursday 11 February 2010 '
ends 0 cabpaper timetable plan.yaml --ics
cp .out first.ics
ends 0 cabpaper timetable plan.yaml --ics
same first.ics .out
shows .out '^UID:20100218-papers-herefordshire@cabpaper'
shows .out '^DTSTAMP:20100218T000000Z'
shows .out '^DTSTART;VALUE=DATE:20100210'
[ "$(grep -c "$(printf '\r')\$" .out)" -eq "$(wc -l <.out)" ] && passed=$((passed + 1)) || say "a line of the calendar has no CR"
awk 'length($0) > 76 { exit 1 }' .out && passed=$((passed + 1)) || say "a line of the calendar is too long"
ends 0 cabpaper timetable --style base --meeting 2036-02-14
shows .err 'after 2035'
ends 2 cabpaper timetable
shows .err 'needs a paper, or --style'
ends 2 cabpaper timetable --style base
shows .err 'needs a paper, or --meeting'
ends 2 cabpaper timetable --style atlantis --meeting 2025-04-24
shows .err 'cannot be used'
ends 2 cabpaper timetable missing.yaml
shows .err 'cannot be read'
ends 2 cabpaper timetable --style base --meeting 2025-02-30
echo 'style: base' >undated.yaml
ends 2 cabpaper timetable undated.yaml
shows .err 'gives no day of the meeting'
ends 2 cabpaper build --ics

begin schema-lines
ends 0 cabpaper new -q --style herefordshire inputs/2005/plain.yaml
hides inputs/2005/plain.yaml 'schema'
mkdir -p inputs/.schemas schemas
echo '{}' >inputs/.schemas/herefordshire.json
ends 0 cabpaper new -q --style herefordshire inputs/2005/near.yaml
shows inputs/2005/near.yaml '^# yaml-language-server: \$schema=\.\./\.schemas/herefordshire\.json$'
shows inputs/2005/near.yaml '^# \$schema: \.\./\.schemas/herefordshire\.json$'
[ "$(head -n 1 inputs/2005/near.yaml | cut -c1-7)" = '# yaml-' ] && passed=$((passed + 1)) || say "the schema is not named in the first line"
ends 0 cabpaper new -q --style herefordshire --schema schemas/own.json inputs/2005/own.yaml
shows inputs/2005/own.yaml '^# \$schema: \.\./\.\./schemas/own\.json$'
ends 0 cabpaper new -q --style herefordshire --schema https://example.gov.uk/own.json inputs/2005/web.yaml
shows inputs/2005/web.yaml '^# \$schema: https://example\.gov\.uk/own\.json$'
ends 0 cabpaper new -q --style base "$PWD/beside.yaml" --schema inputs/.schemas/base.json
shows beside.yaml '^# \$schema: inputs/\.schemas/base\.json$'
ends 2 cabpaper build --example

begin check-styles
ends 0 cabpaper check templates/herefordshire
shows .out '^templates/herefordshire/style.yaml: checked 4 editions \(1974-04-01, 2004-04-01, 2007-05-01, 2012-09-10\)$'
shows .out '^no findings in 1 style$'
ends 0 cabpaper check templates
shows .out '^templates/base/style.yaml: checked 2 editions'
shows .out '^templates/herefordshire/style.yaml: checked'
ends 0 cabpaper check inputs templates/herefordshire/style.yaml templates/herefordshire
shows .out '^no findings in 1 paper and 1 style$'
rm templates
mkdir -p templates/borough
printf 'name: The Borough\nextends: base\nheadd: none\n' >templates/borough/style.yaml
ends 1 cabpaper check templates/borough
shows .out '^templates/borough/style.yaml:3:1: error: "headd" is not a key of'
ends 2 cabpaper build templates/borough
shows .err 'templates/borough holds a house style.*cabpaper check templates/borough'
ends 2 cabpaper build templates
absent outputs
printf 'style: herefordshire\ntitle: The style of the hall\n' >inputs/2005/style.yaml
ends 0 cabpaper check inputs
shows .out '^inputs/2005/style.yaml:1:1: warning: .*missing-part'
hides .out 'checked'
rm inputs/2005/style.yaml
cat >templates/borough/style.yaml <<'END'
name: The Borough
extends: base
parts:
  purpose: {example: To decide., limits: {words: 12-}}
  reasons: {example: "See [](#nowhere)."}
END
ends 1 cabpaper check templates/borough
shows .out '^templates/borough/style.yaml:4:22: warning: .*at least 12 \[too-short\]$'
shows .out '^templates/borough/style.yaml:5:22: error: .*nowhere.*\[reference-unknown\]$'
shows .out 'cabpaper new --example --style borough FILE'
ends 0 cabpaper build .
shows .err '1 paper: 1 built'

begin clash
mkdir -p inputs/2005
cp inputs/2005/good.yaml inputs/2005/Good.yaml
ends 1 cabpaper build
shows .err 'output-clash'
absent outputs/2005/good.html outputs/2005/Good.html

begin names
cp inputs/2005/good.yaml 'inputs/2005/a name & more.yaml'
ends 1 cabpaper build
shows .err 'bad-output-name'
there outputs/2005/good.html

begin folders
mkdir -p inputs/.hidden && cp inputs/2005/good.yaml inputs/.hidden/x.yaml
cp inputs/2005/good.yaml inputs/2005/good.exempt.yaml
ln -s ../2005 inputs/link
printf 'a: b\n' >inputs/2005/other.yml
ends 0 cabpaper build
shows .err 'other.yml:1:1: warning: .*\[not-a-paper\]'
absent outputs/.hidden outputs/link outputs/2005/good.exempt.html outputs/2005/other.html
ends 1 cabpaper check inputs/2005/other.yml
shows .out 'not-a-paper'

begin links
ends 0 cabpaper build
printf 'victim' >victim
rm outputs/2005/good.html && ln -s ../../victim outputs/2005/good.html
ends 0 cabpaper build
[ "$(cat victim)" = victim ] && [ ! -L outputs/2005/good.html ] && passed=$((passed + 1)) || say "a link was followed"

begin by-hand
ends 0 cabpaper build
cp outputs/2005/good.md kept.md
echo "by hand" >>outputs/2005/good.md
ends 0 cabpaper build
same kept.md outputs/2005/good.md
shows .err 'changed-by-hand'

begin exempt
cat >>inputs/2005/good.yaml <<'PAPER'
appendices:
  - {id: posts, title: Posts of SECRETNAME, exempt: {paragraph: 9, public_interest: SECRETINTEREST}, at: SECRETPLACE}
PAPER
ends 1 cabpaper build
shows .err 'exempt-not-built'
shows .err 'paragraph 9 is none'
hides .err 'SECRET'
absent outputs/2005/good.html outputs/2005/good.md outputs/2005/good.xlsx
ends 1 cabpaper check
hides .out 'SECRET'
if grep -rq SECRET outputs 2>/dev/null; then say "exempt text was written"; else passed=$((passed + 1)); fi
sed -i 's/  - {id: posts.*/  - {id: posts, title: [SECRETNAME, exempt: 3}/' inputs/2005/good.yaml
ends 1 cabpaper check
hides .out 'SECRET'

begin jobs
for i in 1 2 3 4 5 6 7 8 9; do sed "s/^title:.*/title: Paper $i/" inputs/2005/good.yaml >inputs/2005/p$i.yaml; done
sed -i '/^reasons:/d' inputs/2005/p4.yaml
ends 1 cabpaper build -j1 -o one
cp .err err1
ends 1 env LC_ALL=C TZ=Pacific/Kiritimati cabpaper build -j4 -o four
same err1 .err
rm -rf one/.cabpaper four/.cabpaper
if diff -r one four >.out; then passed=$((passed + 1)); else say "-j1 and -j4 differ"; fi
shows .err 'failed'

begin replay
sed -i '/^reasons:/d; s/^status: final/status: draft/' inputs/2005/good.yaml
ends 0 cabpaper build
cp .err first
ends 0 cabpaper build
shows .err 'missing-part'
grep 'missing-part' first >a; grep 'missing-part' .err >b
same a b

begin epoch
ends 0 env SOURCE_DATE_EPOCH=1127952000 cabpaper build
ends 2 env SOURCE_DATE_EPOCH=yesterday cabpaper build
shows .err 'SOURCE_DATE_EPOCH'

begin depfile
ends 0 cabpaper build --depfile deps.d
shows deps.d 'inputs/2005/good.yaml'
shows deps.d 'outputs/2005/good.html'

begin full-output
bash -c 'cabpaper check --fail-on never >/dev/full' 2>.err
[ $? = 2 ] && passed=$((passed + 1)) || say "a full standard output is not told"
bash -c 'cabpaper explain >/dev/full' 2>.err
[ $? = 2 ] && passed=$((passed + 1)) || say "a full standard output is not told by explain"

begin unusual-papers
mkfifo inputs/2005/pipe.yaml
ends 2 timeout 5 cabpaper check inputs/2005/pipe.yaml
shows .err 'pipe'
ends 2 cabpaper check inputs/2005/gone.yaml
: >inputs/2005/empty.yaml
ends 1 cabpaper check inputs/2005/empty.yaml
shows .out 'empty-file'

begin no-templates
rm templates
ends 0 cabpaper build
there outputs/2005/good.html

begin wrong-templates
ends 2 cabpaper build --templates nowhere
shows .err 'there is no folder "nowhere"'
absent outputs/2005/good.html
ends 2 cabpaper check --templates inputs/2005/good.yaml

begin elsewhere
mkdir away && cd away
ends 0 cabpaper build -o ../outputs ../inputs
cd ..
there outputs/2005/good.html

cd "$root"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 80 ]
