#!/bin/bash
# run.sh BUILD-FOLDER: `check --fix`. Each NAME.yaml here becomes NAME.fixed, by --fix, by the diff of
# --fix=preview through patch and git, and through standard input; with CRLF and a byte order mark too.
# A second time changes nothing, not even the time of the file. Then files that must be left alone, and all
# other bad papers of the tests, which it may never make worse. ACCEPT=1 writes .fixed and .diff anew.
set -u
cd "$(dirname "$0")/../.." || exit 2
out=${1:-build/plain}
case $out in /*) ;; *) out=$PWD/$out ;; esac
export root=$PWD PATH=$out:$PATH PYTHONDONTWRITEBYTECODE=1 LC_ALL=C
unset CI NO_COLOR CABPAPER_TEMPLATES SOURCE_DATE_EPOCH GITHUB_ACTIONS
passed=0 failed=0
made=$(mktemp -d)
trap 'chmod -R u+w "$made"; rm -rf "$made"' EXIT
here=$root/tests/fix

pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAILED: $*"; }
same() { # WHAT FILE WANTED
	if cmp -s "$2" "$3"; then pass; else fail "$1"; diff "$3" "$2" | head -n 20; fi
}
is() { if [ "$1" = "$2" ]; then pass; else fail "$3: $1, expected $2"; fi; }
shows() { if grep -qE -- "$2" "$1"; then pass; else fail "$1 does not show: $2"; head -n 9 "$1"; fi; }
check() { cabpaper check --color never --templates "$root/tests/papers/templates" "$@"; }
mark() { stat -c '%i %Y %Z %s %a %u %g' "$1"; }
windows() { { printf '\357\273\277'; sed 's/$/\r/' "$1"; } >"$2"; }

cd "$made" || exit 2
for paper in "$here"/*.yaml; do
	name=$(basename "$paper" .yaml)
	mkdir "$name" && cd "$name" || exit 2
	cp "$paper" paper.yaml
	before=$(mark paper.yaml)
	check --fix=preview paper.yaml >diff 2>said
	preview=$?
	is "$(mark paper.yaml)" "$before" "$name: a preview leaves the file"
	if [ "${ACCEPT:-0}" = 1 ]; then
		check --fix - <"$paper" >"$here/$name.fixed" 2>accepted
		cp diff "$here/$name.diff"
	fi
	same "$name: the diff" diff "$here/$name.diff"
	if [ -s diff ]; then
		cp "$paper" patched && patch -s -p0 patched <diff
		same "$name: by patch" patched "$here/$name.fixed"
		mkdir by-git && cp "$paper" by-git/paper.yaml && (cd by-git && git apply -p0 ../diff)
		same "$name: by git" by-git/paper.yaml "$here/$name.fixed"
		rm -r by-git
	fi
	chmod 640 paper.yaml
	check --fix paper.yaml >report 2>errors
	is $? "$preview" "$name: what remains decides, fixed or for show"
	same "$name: by --fix" paper.yaml "$here/$name.fixed"
	is "$(stat -c %a paper.yaml)" 640 "$name: the mode"
	grep -v -e ' fixed' -e '^fixed' report >rest
	grep -v -e 'would be fixed' -e '^would fix' said >remaining
	cat errors rest | sort >all
	sort remaining | cmp -s - all && pass || fail "$name: the preview says what will remain"
	check paper.yaml >anew 2>&1
	same "$name: what remains is what check says" rest anew
	before=$(mark paper.yaml)
	check --fix paper.yaml >report 2>&1
	is "$(mark paper.yaml)" "$before" "$name: nothing the second time"
	shows report '^nothing was fixed'
	check --fix - <"$paper" >text 2>errors
	same "$name: standard input" text "$here/$name.fixed"
	check --fix=preview --stdin-filename paper.yaml - <"$paper" >text 2>errors
	same "$name: the diff of standard input" text "$here/$name.diff"
	windows "$paper" windows.yaml && windows "$here/$name.fixed" wanted
	check --fix=preview windows.yaml >diff 2>said
	cp windows.yaml patched
	[ ! -s diff ] || patch -s --binary -p0 patched <diff
	same "$name: CRLF by patch" patched wanted
	check --fix windows.yaml >report 2>&1
	same "$name: CRLF and a byte order mark" windows.yaml wanted
	cd ..
done


# --- files that must be left alone
cp "$here/keys.yaml" real.yaml && ln -s real.yaml link.yaml
check --fix link.yaml >report 2>errors
is $? 2 'a link'
shows errors 'link.yaml is left as it is: it is a link'
shows report 'error: "Title" is not a key'
is "$(readlink link.yaml)" real.yaml 'the link is there'
same 'what a link leads to' real.yaml "$here/keys.yaml"
ln real.yaml second.yaml
check --fix second.yaml >report 2>errors
is $? 2 'a hard link'
shows errors 'second name'
same 'a file with two names' real.yaml "$here/keys.yaml"
rm link.yaml second.yaml
check --fix real.yaml >report 2>errors
is $? 0 'the file itself'
same 'the file itself' real.yaml "$here/keys.fixed"
mkdir folder && ln -s folder way && cp "$here/keys.yaml" folder/paper.yaml
check --fix way/paper.yaml >report 2>errors
same 'in a folder behind a link' folder/paper.yaml "$here/keys.fixed"
mkdir no-room && cp "$here/keys.yaml" no-room/paper.yaml
if [ "$(id -u)" != 0 ]; then
	chmod 555 no-room
	check --fix no-room/paper.yaml >report 2>errors
	is $? 2 'a folder that may not be written to'
	chmod 755 no-room && chmod 444 no-room/paper.yaml
	check --fix no-room/paper.yaml >report 2>errors
	is $? 2 'a file that may not be written to'
	same 'a file that may not be written to' no-room/paper.yaml "$here/keys.yaml"
fi
if setfattr -n user.cabpaper -v kept real.yaml 2>errors; then
	cp "$here/keys.yaml" real.next && cat real.next >real.yaml && rm real.next
	check --fix real.yaml >report 2>errors
	is "$(getfattr --only-values -n user.cabpaper real.yaml 2>&1)" kept 'attributes'
fi
if [ "$(id -u)" = 0 ]; then
	cp "$here/keys.yaml" owned.yaml && chown 12345:54321 owned.yaml
	check --fix owned.yaml >report 2>errors
	is "$(stat -c %u:%g owned.yaml)" 12345:54321 'the owner'
	same 'the file of another owner' owned.yaml "$here/keys.fixed"
fi
padded() { # BYTES: a paper of so many, the last line a comment
	cat "$here/keys.yaml"
	printf '#'
	head -c "$(($1 - $(wc -c <"$here/keys.yaml") - 1))" /dev/zero | tr '\0' 'x'
}
padded 524288 >large.yaml
check --fix large.yaml >report 2>errors
shows report '^fixed 13 findings in 1 paper'
padded 524289 >large.yaml
cp large.yaml large.was
check --fix large.yaml >report 2>errors
shows errors 'large.yaml is left as it is: it is too large'
same 'a large paper' large.yaml large.was
{ sed 's/^Contacts:/contacts:/; /^contacts:/q' "$here/keys.yaml"; for i in $(seq 2600); do echo "  - {Name: A. Officer, nonsense: $i}"; done; } >findings.yaml
cp findings.yaml findings.was
check --fix findings.yaml >report 2>errors
shows errors 'more findings than are counted'
same 'a paper with too many findings' findings.yaml findings.was
printf 'style: herefordshire\nTitle: x' >cut.yaml
check --fix=preview cut.yaml 2>errors >diff
shows diff '^. No newline at end of file'
patch -s -p0 <diff && check --fix=preview cut.yaml >diff 2>errors
is "$(cat cut.yaml)" "$(printf 'style: herefordshire\ntitle: x')" 'no line end at the end'
is "$(wc -c <cut.yaml)" 29 'none was added'
odd='odd "names"'
mkdir "$odd" && cp "$here/keys.yaml" "$odd/paper.yaml"
check --fix=preview "$odd" 2>errors >diff
mkdir by-patch by-git && cp -r "$odd" by-patch && cp -r "$odd" by-git
(cd by-patch && patch -s -p0 <../diff)
same 'a name with quotes, by patch' "by-patch/$odd/paper.yaml" "$here/keys.fixed"
(cd by-git && git apply -p0 ../diff)
same 'a name with quotes, by git' "by-git/$odd/paper.yaml" "$here/keys.fixed"

# --- many papers, styles and reports
mkdir many && for i in 1 2 3 4 5 6; do cp "$here/keys.yaml" "many/$i.yaml"; done
cp "$root/tests/papers/good/exempt-no.yaml" many/good.yaml
before=$(mark many/good.yaml)
check --fix --jobs 3 many >report 2>errors
is $? 0 'many papers'
shows report '^fixed 78 findings in 6 papers$'
is "$(mark many/good.yaml)" "$before" 'a good paper is not touched'
is "$(find . -name '.cabpaper*' | wc -l)" 0 'nothing is left lying about'
cp "$here/keys.yaml" many/1.yaml
check --fix --report json many/1.yaml >report 2>errors
is "$(python3 -c 'import json; print(json.load(open("report"))["findings"])')" '[]' 'a report of what remains'
shows errors '^cabpaper: fixed 13 findings in 1 paper$'
cp "$here/keys.yaml" many/1.yaml
check --fix=preview --report json many/1.yaml >report 2>errors
is $? 2 'a diff and a report'
check --fix=no many/1.yaml >report 2>errors
is $? 2 '--fix=no'
shows errors 'cannot be "no"'
same 'a wrong option changes nothing' many/1.yaml "$here/keys.yaml"
cp -r "$root/templates" templates && find templates -type f -exec md5sum {} + | sort >before
check --fix templates >report 2>errors
find templates -type f -exec md5sum {} + | sort >after
same 'styles are not fixed' after before
check --fix --quiet many/2.yaml >report 2>errors
is "$(cat report errors)" '' 'quiet'
check --fix - <"$here/keys-left.yaml" >text 2>errors
is $? 1 'errors remain'
check --fix --fail-on never - <"$here/keys-left.yaml" >text 2>errors
is $? 0 'errors remain, and do not count'

# --- the edits of a report, made by a reader that is not ours, come to the same
for name in keys dates amounts curly signs colons tabs; do
	cp "$here/$name.yaml" by-hand.yaml
	for round in 1 2 3 4 5 6 7 8 9 10 11 12; do
		check --report json by-hand.yaml >report 2>errors
		python3 "$here/by_hand.py" by-hand.yaml report || break
	done
	sed 's/[ \t]*$//' "$here/$name.fixed" >wanted && sed -i 's/[ \t]*$//' by-hand.yaml
	same "$name: by the edits of the report" by-hand.yaml wanted
done

# --- no other bad paper becomes worse
cp -r "$root/tests/papers" "$root/tests/hostile" "$root/inputs" .
for folder in papers/bad papers/good hostile inputs; do
	check --report json --show error "$folder" >before.json 2>errors
	check --fix "$folder" >report 2>errors
	check --report json --show error "$folder" >after.json 2>&1
	if python3 "$here/no_worse.py" before.json after.json; then pass; else fail "$folder is worse"; fi
	find "$folder" -type f -exec md5sum {} + | sort >before
	check --fix "$folder" >report 2>errors
	find "$folder" -type f -exec md5sum {} + | sort >after
	same "$folder: nothing the second time" after before
done
for folder in papers/good inputs; do
	diff -r "$folder" "$root/${folder/#papers/tests/papers}" >changed && pass || fail "$folder was changed: $(head -n 5 changed)"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
