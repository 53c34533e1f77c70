#!/bin/bash
# run.sh BUILD-FOLDER: the forms of a report (json, SARIF, JUnit, GitHub, GitLab, checkstyle) over good
# papers, every bad one, files that are no papers and folders without any; each form read by a reader
# that is not ours and held against the others (forms.py). Then the baseline. KEEP=FOLDER leaves the
# reports there, NAME/report.FORM, for tests/outside.
set -u
cd "$(dirname "$0")/../.." || exit 2
out=${1:?folder of the build}
case $out in /*) ;; *) out=$PWD/$out ;; esac
export root=$PWD PATH=$out:$PATH PYTHONDONTWRITEBYTECODE=1
unset CI NO_COLOR CABPAPER_TEMPLATES SOURCE_DATE_EPOCH GITHUB_ACTIONS TF_BUILD TEAMCITY_VERSION
passed=0 failed=0
made=${KEEP:-$(mktemp -d)}
case $made in /*) ;; *) made=$PWD/$made ;; esac
[ -n "${KEEP:-}" ] || trap 'chmod -R u+w "$made"; rm -rf "$made"' EXIT
forms='json sarif junit github gitlab checkstyle'

pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAILED: $*"; }
ends() { # CODE COMMAND...
	want=$1
	shift
	"$@" >.out 2>.err </dev/null
	code=$?
	if [ "$code" = "$want" ]; then pass; else fail "$* ends with $code, expected $want"; head -n 5 .out .err; fi
}
shows() { if grep -qE -- "$2" "$1"; then pass; else fail "$1 does not show: $2"; head -n 9 "$1"; fi; }
is() { if [ "$1" = "$2" ]; then pass; else fail "$3: $1, expected $2"; fi; }

# agree NAME CODE OPERAND...: every form of the same run ends alike and says the same
agree() {
	name=$1 want=$2
	shift 2
	mkdir -p "$made/$name"
	for form in $forms; do
		cabpaper check --report "$form" --templates "$root/tests/papers/templates" "$@" \
			>"$made/$name/report.$form" 2>"$made/$name/said.$form" </dev/null
		code=$?
		is "$code" "$want" "$name, $form: exit code"
	done
	if python3 "$root/tests/reports/forms.py" "$root/generator/report/findings.schema.json" "$made/$name"; then
		pass
	else
		fail "$name: the forms disagree"
	fi
}

cd "$root/tests/papers" || exit 2
agree bad 1 bad
agree dotted 1 ./././bad
agree good 0 good
agree errors-only 1 --show error bad
agree hostile 1 "$root/tests/hostile"
shows "$made/bad/report.json" '"waived": true'
shows "$made/bad/report.gitlab" '\(waived by A. Officer: The archive is closed until May\.\)'
if python3 "$root/tests/reports/forms.py" "$root/generator/report/findings.schema.json" "$made/bad" --planted; then pass; else fail 'spoilt reports pass'; fi

# What no paper is, under names that XML, addresses and GitHub's commands must write out.
mkdir -p "$made/odd/empty" "$made/odd/in" && cd "$made/odd" || exit 2
printf 'style: herefordshire\ntitle: \351t\351\n' >'in/latin-1.yaml'
printf 'style: herefordshire\ntitle: "a & b <c> %%0A ]]> \\e[31m"\ntitel: "x"\n"a\\nb:,::error\\u202e\\a": 1\n' >'in/a, b: 100% <&"> ü.yaml'
printf 'style: [herefordshire\n' >'in/cut.yaml'
printf '\000\001' >'in/zero.yaml'
: >'in/nothing.yaml'
agree odd 1 in
agree odd-absolute 1 "$made/odd/in"
shows "$made/odd/report.github" 'in/a%2C b%3A 100%25 <&"> ü.yaml'
is "$(grep -c $'\033' "$made/odd/report.github")" 0 'escapes in GitHub commands'
printf 'x: 1\n' >$'in/line\nend.yaml'
printf 'x: 1\n' >$'in/not-utf8-\377.yaml'
agree odd-names 1 in
agree empty 0 empty
printf 'x: 1\n' >one.yaml
agree missing 2 one.yaml nowhere.yaml
is "$(python3 -c 'import json; print(json.load(open("'"$made"'/missing/report.sarif"))["runs"][0]["invocations"][0]["executionSuccessful"])')" \
	False 'a run that could not read all is told'

# Columns behind emoji, letters of two columns and of two characters; what stands in exempt matter; a
# paper from standard input; hundreds of findings in one file, in a path with spaces and per cent.
mkdir -p "$made/council/été 100%/in" && cd "$made/council/été 100%" || exit 2
good=$root/tests/command/good.yaml
ln -s "$root/templates" templates
sed 's/^reasons: .*/reasons: "😀 日本語 e\xcc\x81 see [](#hors) 👩‍👩‍👧 and [](#hors2)."/' "$good" >in/wide.yaml
agree wide 1 in
agree dot-slash 1 ./in
sed 's/^wards: .*/&\nexempt: {paragraphs: [3], reason: "The fee of Zanzibar Consultants"}/' "$good" >in/exempt.yaml
agree withheld 1 in/exempt.yaml
is "$(grep -l Zanzibar "$made"/withheld/report.* | wc -l)" 0 'reports that quote what is exempt'
sed '/^considerations:/,/^$/d; s/^reasons:/considerations: |\n&/' "$good" |
	awk '{ print } /^considerations:/ { for (i = 1; i <= 300; i++) print "  See [](#none-" i ").\n" }' >in/many.yaml
agree many 1 in/many.yaml
is "$(python3 -c 'import json, sys; print(len(json.load(open(sys.argv[1]))["findings"]) >= 300)' "$made/many/report.json")" True 'three hundred findings'
mkdir -p "$made/input"
for form in $forms; do
	cabpaper check --report "$form" --stdin-filename 'in/from the editor.yaml' - <in/wide.yaml >"$made/input/report.$form" 2>.err
	is $? 1 "standard input, $form: exit code"
done
if python3 "$root/tests/reports/forms.py" "$root/generator/report/findings.schema.json" "$made/input"; then pass; else fail 'forms of standard input'; fi
shows "$made/input/report.sarif" '"uri": "in/from%20the%20editor.yaml"'
cabpaper check --report sarif - <in/wide.yaml >"$made/input/unnamed.sarif"
shows "$made/input/unnamed.sarif" '"results"'

# On GitHub's runner, and how a form is asked for.
cd "$root/tests/papers" || exit 2
is "$(GITHUB_ACTIONS=true cabpaper check --templates templates bad 2>&1 | cmp - "$made/bad/report.github" && echo same)" same 'the form on GitHub'
cd "$made/odd" || exit 2
ends 2 cabpaper check --report sarf
shows .err 'sarif'

# The text in a runner's log quotes papers: none of its lines may be a command to the runner.
mkdir -p "$made/runner/in" && cd "$made/runner" || exit 2
{
	printf 'style: herefordshire\ntitel: "##[add-mask]a ##vso[task.complete]b # #[c"\n'
	printf '"::stop-commands::x": 1\npurpose: |\n  ::stop-commands::y XX\n  \t::z XX\n  a ::b XX\n'
} >in/commands.yaml
cp in/commands.yaml '::warning::in.yaml'
for runner in GITHUB_ACTIONS=true TF_BUILD=True TEAMCITY_VERSION=2026.1; do
	env "$runner" "$(command -v cabpaper)" check --report text . >"$runner.log" 2>&1
	is "$(grep -cE '^[[:blank:]]*::|##[a-z]*\[' "$runner.log")" 0 "commands of a paper in the log, $runner"
	env "$runner" "$(command -v cabpaper)" build -o out in >"$runner.log" 2>&1
	is "$(grep -cE '^[[:blank:]]*::|##[a-z]*\[' "$runner.log")" 0 "commands of a paper that is built, $runner"
done
cabpaper check --report text . >words 2>&1
shows words '##\[add-mask\]a ##vso\[task'
GITHUB_ACTIONS=true cabpaper check --report text . >log 2>&1
is "$(tr -d ':#\302\267' <log | cmp - <(tr -d ':#\302\267' <words) && echo same)" same 'nothing else of the text differs'
shows log '  ·:stop-commands::y'

# Several at once: each file is what standard output would have been, and whole also where papers are not.
cd "$root/tests/papers" || exit 2
mkdir -p "$made/files"
set --
for form in $forms text; do set -- "$@" --report "$form=$made/files/report.$form"; done
cabpaper check "$@" --templates templates --report github bad >"$made/files/out" 2>"$made/files/err"
is $? 1 'exit code with files of reports'
for form in $forms; do
	is "$(cmp "$made/files/report.$form" "$made/bad/report.$form" && echo same)" same "the file of $form"
done
is "$(cmp "$made/files/out" "$made/bad/report.github" && echo same)" same 'standard output beside files'
shows "$made/files/report.text" '^[0-9]+ errors, [0-9]+ warnings'
is "$(GITHUB_ACTIONS=true cabpaper check --templates templates --report "json=$made/files/again" bad |
	cmp - "$made/bad/report.github" && cmp "$made/files/again" "$made/bad/report.json" && echo same)" same \
	'on GitHub a file takes nothing from the log'
cd "$made/files" || exit 2
ends 0 cabpaper check --report junit=earlier --report gitlab=earlier.json "$made/odd/empty"
touch -d '2001-01-01' earlier
ends 0 cabpaper check --report junit=earlier "$made/odd/empty"
is "$(find earlier -newermt '2002-01-01')" earlier 'a report is new, whatever the last one said'
is "$(cat earlier.json)" '[]' 'GitLab, nothing found'
ends 2 cabpaper check --report json=no/such/folder/x --report junit=beside "$made/odd/in"
shows .err 'cannot write the report no/such/folder/x: No such file'
shows beside '</testsuites>'
shows .out '^[0-9]+ errors?'
ends 2 cabpaper check --report json=. "$made/odd/in"
ln -s beside link
ends 2 cabpaper check --report json=link "$made/odd/in"
shows .err 'it is a link'
shows beside '</testsuites>'
is "$(cabpaper check --report json=/dev/stderr "$made/odd/in" 2>&1 >/dev/null | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["findings"]) > 3)')" True 'a pipe'
cabpaper check --color always --report text=coloured "$made/odd/in" >.out
shows coloured $'\033'
FORCE_COLOR=1 cabpaper check --report text=plain "$made/odd/in" >.out
is "$(grep -c $'\033' plain)" 0 'colours in a file'
is "$(ls -A | tr '\n' ' ')" '.err .out again beside coloured earlier earlier.json err link out plain report.checkstyle report.github report.gitlab report.json report.junit report.sarif report.text ' 'left-overs'
# JUnit fails what the run fails on.
sed 's/^reasons: .*/reasons: “The budget has been set.”/' "$root/tests/command/good.yaml" >warned.yaml
ends 0 cabpaper check --templates "$root/templates" --report junit=junit warned.yaml
shows junit '<testsuites .* failures="0" .*>'
ends 1 cabpaper check --templates "$root/templates" --fail-on warning --report junit=junit warned.yaml
shows junit '<testsuites .* failures="1" .*>'
shows junit '<failure message=.*curly'
ends 0 cabpaper check --fail-on never --templates "$root/tests/papers/templates" --report junit=junit "$root/tests/papers/bad"
shows junit '<failure message='
cd "$root" || exit 2

# --- what belongs to a person is found and shown in no form, nor in lines quoted for other findings
mkdir -p "$made/persons/inputs" && cd "$made/persons" || exit 2
ln -s "$root/tests/papers/templates" templates
cp -r "$root/tests/papers/bad"/personal-*.yaml "$root/tests/papers/bad/data" inputs
sed "s/^reasons:.*/reasons: \"TBC for Mr Lane (JK 98 76 54 D), born on Tuesday 3 March 1974, 485 777 3457.\"/
	s/^wards:.*/wards: [\"AB 12 34 56 C\", AB123456C]/" "$root/tests/command/good.yaml" >inputs/others.yaml
cat >>inputs/others.yaml <<'END'
tables:
  claims:
    caption: Claims
    columns: [Claim, {title: Paid, type: number}]
    rows: [[JK 98 76 54 D, AB 12 34 56 C], [JK987654D, "JK 98 76 54 D"]]
END
printf 'style: herefordshire\ntitle: AB 12 34 56 C: the claim, 4111 1111 1111 1111\n' >inputs/not-yaml.yaml
printf 'style: nowhere\ntitle: The claim AB 12 34 56 C\nreasons: [\n' >inputs/no-style.yaml
printf 'style: herefordshire\ntitle: "a claim"\nJK 98 76 54 D: 485 777 3457\n' >inputs/no-key.yaml
cat >secret <<'END'
34 56 C
34 56 D
123456[CD]
98 76 5
987654
654321
777.?345
7773457
943.476.59
1111.1111.1111
5555.?5555
822463
March 197
January 2001
0[34]/0[34]/19
1999-02
3\.3\.75
197[015]-0
12345678
-34-56
bloggs|b@post|jo@
9001
900 ?12
96000[23]
2AB|1BB|9AU|8AA
END
for form in text $forms; do
	cabpaper check --report "$form" --show note inputs >"report.$form" 2>".err.$form"
	is $? 1 "$form: personal data"
	is "$(grep -ciE 'personal-number' "report.$form" | awk '{ print ($1 > 0) }')" 1 "$form tells of personal data"
	if grep -nEf secret "report.$form" ".err.$form" >.shown; then fail "$form shows what belongs to a person"; head -n 5 .shown; else pass; fi
done
is "$(grep -c ': .*\[personal-' report.text | awk '{ print ($1 >= 40) }')" 1 'findings of personal data'
shows report.text '\[left-over\]'
shows report.text '"?\(withheld\)"? is a \(withheld\).*\[weekday-wrong\]'
shows report.text '\[(yaml-syntax|colon-in-text)\]'
cabpaper check --write-baseline known inputs >.out 2>&1
if grep -nEf secret known .out; then fail 'the baseline shows what belongs to a person'; else pass; fi
is "$(grep -cEf secret inputs/*.yaml inputs/data/claims.csv | awk -F: '$2 == 0 && $1 !~ /-csv-/ { n++ } END { print n + 0 }')" 0 'papers without a secret that the test knows'

# --- the baseline: 300 broken papers
mkdir -p "$made/base/inputs" && cd "$made/base" || exit 2
ln -s "$root/templates" templates
for i in $(seq 300); do
	sed "s/^title:.*/title: Paper $i/; s/agree/agree [](#nothing) and/; s/^reasons:/raesons:/" \
		"$root/tests/command/good.yaml" >"inputs/$i.yaml"
done
ends 1 cabpaper check inputs
ends 0 cabpaper check --write-baseline known inputs
is "$(grep -c '^[0-9a-f]\{32\} ' known | awk '{ print ($1 >= 600) }')" 1 'at least two known of each paper'
ends 0 cabpaper check --baseline known inputs
shows .out '^nothing new in 300 papers'
ends 0 cabpaper check --baseline known ./inputs
cp known first
ends 0 cabpaper check --write-baseline known inputs
is "$(cmp known first && echo same)" same 'a baseline written twice'
# one more mistake, and the lines of all others moved
for i in 7 8 9; do { printf '# moved\n\n# by three lines\n'; cat "inputs/$i.yaml"; } >next && mv next "inputs/$i.yaml"; done
ends 0 cabpaper check --baseline known inputs
sed -i 's/^title: Paper 8$/titel: Paper 8\n&/' inputs/8.yaml
ends 1 cabpaper check --baseline known inputs
is "$(grep -cE '^[^ ].*(error|warning): ' .out)" 1 'findings told'
shows .out '^inputs/8.yaml:[0-9]+:1: error: .*\[unknown-key\]$'
shows .out '^1 error in 300 papers|^1 error in 300 files'
for form in $forms; do
	cabpaper check --report "$form" --baseline known inputs >"report.$form" 2>.err
	is $? 1 "$form: exit code with a baseline"
done
if python3 "$root/tests/reports/forms.py" "$root/generator/report/findings.schema.json" .; then pass; else fail 'forms with a baseline'; fi
is "$(wc -l <report.github)" 1 'one GitHub command'
# two mended: told when nothing is new, and only of the papers that were looked at
sed -i '/^titel:/d' inputs/8.yaml
sed 's/^title:.*/title: Paper 5/' "$root/tests/command/good.yaml" >inputs/5.yaml
gone=$(grep -c ' inputs/5.yaml: ' known)
ends 0 cabpaper check --baseline known inputs
shows .out "^$gone of the baseline are mended: write it anew"
ends 0 cabpaper check --baseline known inputs/6.yaml
if grep -q mended .out; then fail 'papers that were not looked at are called mended'; else pass; fi
ends 0 cabpaper check --baseline known inputs/5.yaml
shows .out "^$gone of the baseline are mended"
# as many again of a known finding are new
sed -i 's/agree \[\](#nothing) and/agree [](#nothing) and [](#nothing) and/' inputs/11.yaml
ends 1 cabpaper check --baseline known inputs/11.yaml
# no baseline, a broken one, one that cannot be written
ends 2 cabpaper check --baseline nowhere inputs/5.yaml
printf 'nonsense\n' >broken
ends 2 cabpaper check --baseline broken inputs/5.yaml
shows .err 'line 1'
ends 2 cabpaper check --write-baseline no/such/folder inputs/5.yaml

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
