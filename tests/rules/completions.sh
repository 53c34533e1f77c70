#!/bin/bash
# completions.sh BUILD-FOLDER: what the completions for bash offer, as typed up to the cursor.
set -u
cd "$(dirname "$0")/../.." || exit 2
out=${1:-build/plain}
case $out in /*) ;; *) out=$PWD/$out ;; esac
export PATH=$out:$PATH
made=$(mktemp)
trap 'rm -f "$made"' EXIT
bad=0
sh generator/completions/bash.sh "$out/cabpaper" >"$made" || exit 1
bash -n "$made" || exit 1
# shellcheck disable=SC1090
. "$made"

offers() { # EXPECTED WORD...
	local expected=$1
	shift
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	_cabpaper
	[ "${COMPREPLY[*]}" = "$expected" ] && return
	echo "after \"$*\": ${COMPREPLY[*]-}; expected $expected"
	bad=1
}
offers build cabpaper bu
offers '--fail-fast' cabpaper build --fail-f
offers '--depfile=' cabpaper build --dep
offers '--help' cabpaper --h
offers herefordshire cabpaper new --style = her
offers herefordshire cabpaper new --style her
offers 'error warning note' cabpaper check --show =
offers 'md html xlsx' cabpaper build --format =
offers 'auto always never' cabpaper build --color ''
offers 'junit' cabpaper check --report = ju
offers 'sarif' cabpaper check --report sa
offers README.md cabpaper check --report text = READ
offers style-circle cabpaper explain style-ci
offers guide cabpaper help gu
offers README.md cabpaper check READ
# every command and option of the program
for command in $(cabpaper help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
	offers "$command" cabpaper "$command"
	cabpaper help "$command" | sed -n 's/^ *\(-[a-zA-Z], \)\{0,1\}\(--[a-z-]*=\{0,1\}\).*/\2/p' | sort >"$made.want"
	_cabpaper_options "$command" | tr ' ' '\n' | sort >"$made.got"
	cmp -s "$made.want" "$made.got" || { echo "options of $command differ"; bad=1; }
done
rm -f "$made.want" "$made.got"
exit $bad
