#!/bin/bash
# run.sh BUILD-FOLDER: every example of the manual pages and of the README, tried. The mark before an
# example says what it is:
#
#	keys            keys of a style: they load, on base and on the last `common`, without a finding
#	common          keys that the next examples stand on too; `common none`: none
#	style NAME      a whole style
#	refused RULE    keys of a style that are refused by this rule and no other
#	paper           keys of a paper in the last style: no finding but what a draft still lacks
#	clean           the same, without any finding
#	complains RULE  keys of a paper of which this rule says something, and no other
#	prints          lines that stand in this order, nothing between them, in the Markdown of the last paper
#	page            the same, in its HTML
#	file PATH       a file of the session
#	add PATH        lines at the end of a file of the session
#	session COMMAND commands after "$ ", each with all that it prints; COMMAND is run before them
#	text            not run: grammar, or a picture of something
set -u
cd "$(dirname "$0")/../.." || exit 2
out=${1:?folder of the build}
case $out in /*) ;; *) out=$PWD/$out ;; esac
root=$PWD
export PATH=$out:$PATH LC_ALL=C
unset CI NO_COLOR CABPAPER_TEMPLATES SOURCE_DATE_EPOCH
passed=0 failed=0
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

good() {
	passed=$((passed + 1))
}
wrong() { # PROBLEM
	failed=$((failed + 1))
	echo "FAILED: $where ($kind $arguments): $1"
	head -n ${SHOW:-20} "$made/said" 2>/dev/null
}

# The top-level keys of a fragment, and a fragment without some keys and what stands below them.
keys_of() { # FILE
	sed -n 's/^\([a-z_]*\):.*/\1/p' "$1"
}
without() { # FILE KEYS
	awk -v keys=" $2 " '/^[^ #]/ { key = $0; sub(/:.*/, "", key); skip = index(keys, " " key " ") }
		!skip' "$1"
}

# A fragment after the lines of another that it does not give itself.
write_with() { # FRAGMENT COMMON
	without "$2" "$(keys_of "$1" | tr '\n' ' ')"
	cat "$1"
}

try_style() { # leaves what is said of templates/$style in said
	cabpaper check --color never "templates/$style" >"$made/said" 2>&1
}
write_style() { # FRAGMENT
	style=example
	write_with "$1" "$made/common" >"$made/fragment"
	write_with "$made/fragment" "$made/style-head" >templates/example/style.yaml
}
write_paper() { # FRAGMENT
	printf 'style: %s\n' "$style" | cat - "$made/paper-head" >"$made/head"
	write_with "$1" "$made/head" >inputs/paper.yaml
	cabpaper check --color never inputs/paper.yaml >"$made/said" 2>&1
}
rules_said() {
	sed -n 's/.*: \(error\|warning\|note\): .*\[\([a-z0-9-]*\)\]$/\2/p' "$made/said"
}

# The lines of FILE stand together in OTHER, empty lines apart.
stand_in() { # FILE OTHER
	grep -v '^ *$' "$1" >"$made/want"
	grep -v '^ *$' "$2" >"$made/got"
	awk 'NR == FNR { want[++n] = $0; next }
		{ got[++m] = $0 }
		END {
			for (i = 0; i + n <= m; i++) {
				for (k = 1; k <= n && got[i + k] == want[k]; k++) ;
				if (k > n) exit 0
			}
			exit n ? 1 : 2
		}' "$made/want" "$made/got"
}

prints() { # SUFFIX
	if ! cabpaper build -q --color never -o "$made/printed" inputs/paper.yaml >"$made/said" 2>&1; then
		wrong "the paper cannot be built"
	elif stand_in "$text" "$made/printed/paper.$1"; then
		good
	else
		cp "$made/printed/paper.$1" "$made/said"
		wrong "the paper prints something else"
	fi
}

# Commands after "$ ", run in one shell; what each prints is shown after it.
session() {
	[ -z "$arguments" ] || eval "$arguments"
	sed -n 's/^\$ //p' "$text" >"$made/commands"
	{
		while IFS= read -r command; do
			printf '$ %s\n' "$command"
			( eval "$command" ) 2>&1 </dev/null
		done <"$made/commands"
	} >"$made/said"
	if [ -s "$made/commands" ] && diff -u "$text" "$made/said" >"$made/difference"; then
		good
	else
		cp "$made/difference" "$made/said"
		wrong "the commands print something else (-: shown, +: printed)"
	fi
}

try() {
	case $kind in
	common)
		: >"$made/common"
		[ "$arguments" = none ] && return
		cp "$text" "$made/common"
		: >"$made/empty"
		write_style "$made/empty"
		try_style && grep -q '^no findings' "$made/said" && good || wrong "it does not load" ;;
	keys)
		write_style "$text"
		try_style && grep -q '^no findings' "$made/said" && good || wrong "it does not load" ;;
	style)
		style=$arguments
		mkdir -p "templates/$style"
		cp "$text" "templates/$style/style.yaml"
		try_style && grep -q '^no findings' "$made/said" && good || wrong "it does not load" ;;
	refused)
		write_style "$text"
		try_style
		[ "$(rules_said | sort -u)" = "$arguments" ] && good || wrong "it is not refused by this rule" ;;
	paper)
		write_paper "$text"
		rules_said | grep -qv '^missing-\(part\|fact\)$' && wrong "there are findings" || good ;;
	clean)
		write_paper "$text"
		grep -q '^no findings' "$made/said" && good || wrong "there are findings" ;;
	complains)
		write_paper "$text"
		[ "$(rules_said | grep -v '^missing-\(part\|fact\)$' | sort -u)" = "$arguments" ] && good ||
			wrong "other findings than these" ;;
	prints) prints md ;;
	page) prints html ;;
	file)
		mkdir -p "$(dirname "$arguments")"
		cp "$text" "$arguments"
		good ;;
	add)
		cat "$text" >>"$arguments"
		good ;;
	session) session ;;
	text) ;;
	*) wrong "nobody knows how to test this" ;;
	esac
}

cat >"$made/style-head" <<'END'
name: Example
extends: base
END
cat >"$made/paper-head" <<'END'
title: Grit bins
status: draft
meeting: {body: Cabinet, date: 2026-03-12}
contacts: A. Example
END

total=0
for page in README.md generator/man/*.[157]; do
	name=$(basename "$page")
	mkdir -p "$made/$name/place/templates/example" "$made/$name/place/inputs"
	awk -v into="$made/$name" -f tests/manual/extract.awk "$page" || failed=$((failed + 1))
	cd "$made/$name/place" || exit 2
	ln -s "$root"/templates/* templates/
	: >"$made/common"
	style=base
	for file in ../*.kind; do
		[ -e "$file" ] || continue
		total=$((total + 1))
		read -r kind arguments <"$file"
		where=$(cat "${file%.kind}.where")
		text=$PWD/${file%.kind}.text
		try
	done
	cd "$root" || exit 2
done
[ "$total" -gt "${LEAST:-20}" ] || { echo "too few examples were found: $total"; failed=$((failed + 1)); }
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
