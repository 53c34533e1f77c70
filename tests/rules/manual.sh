#!/bin/sh
# manual.sh BUILD-FOLDER: what the manual pages list is what the program knows, both ways: every key of
# style.yaml, every word that a key takes, every value of page templates, every name of texts and
# conditions, every fact and key of papers, every command, option and rule. The pages mark their lists:
#
#	.\" KIND: SECTION    (keys, words, values, names, paper-keys, options, rules, commands, base-parts ...)
#	.It Cm NAME
#	.\" end
set -u
cd "$(dirname "$0")/../.." || exit 2
out=${1:-build/plain}
LC_ALL=C
export LC_ALL
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
bad=0 lists=0
pages='generator/man/cabpaper-style.5 generator/man/cabpaper-paper.5 generator/man/cabpaper.1'

"$out/tests/tools/stylekeys" >"$made/language" || exit 2

# Every list of the pages: KIND, SECTION, NAME, and the word in brackets that follows the name.
awk -F'\t' '
	function done() { if (name != "") print kind "\t" section "\t" name "\t" type; name = "" }
	/^\.\\" (keys|words|values|names|paper-keys|options|rules|commands|base-parts|base-words)(:|$)/ {
		kind = section = substr($0, 5)
		sub(/:.*/, "", kind)
		if (!sub(/^[a-z-]*: /, "", section)) section = "all"
		inside = 1
		next
	}
	/^\.\\" end/ { done(); inside = 0 }
	!inside { next }
	/^\.It (Cm|Fl) / {
		done()
		type = ""
		names = substr($0, 8)
		if ($0 ~ /^\.It Fl/) sub(/ Ns .*/, "", names)
		gsub(/\\&/, "", names)
		count = split(names, all, / *, */)
		for (i = 1; i < count; i++) print kind "\t" section "\t" all[i] "\t"
		name = all[count]
		next
	}
	name != "" && type == "" && /^\([a-z_]+[;)]/ { type = substr($0, 2); sub(/[;)].*/, "", type) }
' $pages >"$made/listed"

# hold WHAT LISTED KNOWN: two files of names are the same set
hold() {
	lists=$((lists + 1))
	sort -u "$2" >"$made/a"
	sort -u "$3" >"$made/b"
	if ! [ -s "$made/b" ]; then
		echo "$1: the program lists nothing"
		bad=1
	fi
	comm -13 "$made/a" "$made/b" | sed "s|^|the manual does not have: $1 |" >"$made/lacks"
	comm -23 "$made/a" "$made/b" | sed "s|^|the program does not know: $1 |" >>"$made/lacks"
	[ -s "$made/lacks" ] || return 0
	cat "$made/lacks"
	bad=1
}
listed() { # KIND SECTION
	awk -F'\t' -v kind="$1" -v section="$2" '$1 == kind && $2 == section { print $3 }' "$made/listed"
}
known() { # KIND SECTION
	awk -F'\t' -v kind="$1" -v section="$2" '$1 == kind && $2 == section { print $3 }' "$made/language"
}
sections() { # KIND
	awk -F'\t' -v kind="$1" '$1 == kind { print $2 }' "$2" | sort -u
}

# --- keys of style.yaml, values of pages, names of texts: what the program lists itself
for kind in key value name; do
	{ sections $kind "$made/language"; sections ${kind}s "$made/listed"; } | sort -u >"$made/sections"
	while IFS= read -r section; do
		listed ${kind}s "$section" >"$made/one"
		known $kind "$section" >"$made/other"
		hold "$kind of $section:" "$made/one" "$made/other"
	done <"$made/sections"
done
awk -F'\t' '$1 == "values" { print $2, $3, $4 }' "$made/listed" >"$made/one"
awk -F'\t' '$1 == "value" { print $2, $3, $4 }' "$made/language" >"$made/other"
hold "the kind of value" "$made/one" "$made/other"

# --- words that a key takes: the finding about a wrong one lists them
mkdir -p "$made/templates/probe"
ln -s "$PWD/templates/base" "$made/templates/base"
words() { # SECTION-AND-KEY YAML-WITH-A-WRONG-WORD
	printf 'name: Probe\nextends: base\n%s\n' "$2" >"$made/templates/probe/style.yaml"
	"$out/cabpaper" check --color never "$made/templates/probe" 2>&1 |
		sed -n 's/.*cannot stand here; expected \(.*\) \[style-bad-word\]$/\1/p' | head -n 1 |
		sed 's/, /\n/g; s/ or /\n/g' >"$made/other"
	listed words "$1" >"$made/one"
	hold "word of $1:" "$made/one" "$made/other"
}
words 'parts kind' 'parts: {purpose: {kind: zzz}}'
words 'parts form' 'parts: {recommendations: {form: zzz}}'
words 'fields kind' 'parts: {glossary: {fields: {zed: {kind: zzz}}}}'
words 'style layout' 'layout: zzz'

# --- what base brings: its parts, and the words of English
awk '/^parts:/ { on = 1; next } /^[^ #]/ { on = 0 } on && match($0, /^  [a-z_]+:/) {
	print substr($0, 3, RLENGTH - 3) }' templates/base/style.yaml >"$made/other"
listed base-parts all >"$made/one"
hold "part of base:" "$made/one" "$made/other"
sed -n 's/^\([a-z_0-9]*\):.*/\1/p' templates/base/words.en.yaml >"$made/other"
listed base-words all >"$made/one"
hold "word of base:" "$made/one" "$made/other"

# --- keys of papers that stand in tables of the code
listed_shapes=$(sections paper-keys "$made/listed")
known_shapes=$(grep -oE 'static const struct field [a-z]+_fields\[\]' generator/paper/*.c |
	sed 's|.*/\(.*\):static const struct field \(.*\)\[\]|\1 \2|' | sort -u)
printf '%s\n' "$listed_shapes" >"$made/one"
printf '%s\n' "$known_shapes" >"$made/other"
hold "table of keys" "$made/one" "$made/other"
printf '%s\n' "$known_shapes" >"$made/shapes"
while read -r file table; do
	awk -v table="$table[]" 'index($0, "static const struct field " table) { on = 1 }
		on && /^};/ { exit }
		on && match($0, /\.key = "[a-z_]+"/) { print substr($0, RSTART + 8, RLENGTH - 9) }' \
		"generator/paper/$file" | grep -vx exempt >"$made/other"
	listed paper-keys "$file $table" >"$made/one"
	hold "key of $table in $file:" "$made/one" "$made/other"
done <"$made/shapes"

# --- commands and options
"$out/cabpaper" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' >"$made/other"
listed commands all >"$made/one"
hold "command" "$made/one" "$made/other"
options() { # what `cabpaper help` shows, as -o and --output
	sed -n 's/^ *\(-[a-zA-Z], \)\{0,1\}--\([a-z-]*\).*/\1--\2/p' | sed 's/, /\n/' | sort -u
}
"$out/cabpaper" help | options >"$made/common"
while read -r command; do
	"$out/cabpaper" help "$command" | options | comm -23 - "$made/common" >"$made/own"
	listed options "$command" | sed 's/^/-/' >"$made/one"
	if [ -s "$made/own" ] || [ -s "$made/one" ]; then
		hold "option of $command:" "$made/one" "$made/own"
	fi
done <"$made/other"
listed options all | sed 's/^/-/' >"$made/one"
hold "option of every command:" "$made/one" "$made/common"

# --- rules: those of styles stand in cabpaper-style(5), all of them in cabpaper-rules(7)
"$out/cabpaper" explain | sed 's/ .*//' | sort -u >"$made/rules"
listed rules house | sort -u >"$made/one"
comm -23 "$made/one" "$made/rules" >"$made/strange"
[ ! -s "$made/strange" ] || { sed 's/^/no such rule: /' "$made/strange"; bad=1; }
grep -E '^(style|template)-' "$made/rules" >"$made/other"
grep -E '^(style|template)-' "$made/one" >"$made/one.house"
hold "rule of styles" "$made/one.house" "$made/other"
sh generator/man/rules.sh "$out/cabpaper" >"$made/rules.7" || bad=1
sed -n 's/^\.It Cm //p' "$made/rules.7" >"$made/one"
hold "rule" "$made/one" "$made/rules"
sed -n 's/^FINDING(\([a-z0-9_]*\),.*/\1/p' generator/base/findings.def | tr _ - >"$made/other"
hold "finding" "$made/one" "$made/other"

cp README.md "$made/README.md"
sh generator/man/readme.sh "$out/cabpaper" "$made/README.md" || bad=1
if ! cmp -s README.md "$made/README.md"; then
	echo "the list of rules in README.md is not that of the program: sh generator/man/readme.sh $out/cabpaper README.md"
	bad=1
fi

[ "$lists" -gt 50 ] || { echo "too few lists were found: $lists"; bad=1; }
exit $bad
