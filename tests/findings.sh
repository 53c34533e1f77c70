# findings.sh: what the scripts that hold papers and styles to their expected findings share; they read it
# with `.`, in the folder of the project, their own arguments being "[PROGRAM or the folder of a build]".
# Leaves $program, $work (a folder that goes away by itself), $passed and $failed.

program=${1:-build/plain}
[ ! -d "$program" ] || program=$program/cabpaper
LC_ALL=C
export LC_ALL
[ -x "$program" ] || { echo "there is no program at $program" >&2; exit 2; }

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
passed=0
failed=0

fail() { # WHAT PROBLEM [FILE]
	failed=$((failed + 1))
	echo "FAILED $1: $2"
	[ -z "${3:-}" ] || sed 's/^/    /' "$3"
}

# What the program says, as LINE:COL: severity: [rule], sorted; a waived finding is `note: [rule, waived]`.
# PREFIX is taken off the places: findings in other files keep their names.
findings() { # OPERAND TEMPLATES PREFIX
	"$program" check --color never --show note --templates "$2" "$1" >"$work/said" 2>"$work/complained"
	code=$?
	awk -v prefix="$3" '
		/: (error|warning|note): .*\[[a-z0-9-]+(, waived)?\]$/ && /^[^ \t]/ {
			line = $0
			if (index(line, prefix) == 1)
				line = substr(line, length(prefix) + 1)
			match(line, /: (error|warning|note): /)
			head = substr(line, 1, RSTART + RLENGTH - 1)
			match(line, /\[[a-z0-9-]+(, waived)?\]$/)
			print head substr(line, RSTART)
		}' "$work/said" | sort_findings >"$work/got"
}

sort_findings() {
	sort -t: -k1,1n -k2,2n -k3
}

# Holds what `findings` left to a file of wanted lines, and the exit code to what they say.
compare() { # NAME WANTED
	want_code=0
	! grep -q ': error: ' "$2" || want_code=1
	if [ -s "$work/complained" ]; then
		fail "$1" "the program complained" "$work/complained"
	elif ! diff -u "$2" "$work/got" >"$work/difference"; then
		fail "$1" "other findings than expected (-: expected, +: found)" "$work/difference"
	elif [ "$code" -ne "$want_code" ]; then
		fail "$1" "exit code $code, expected $want_code"
	else
		passed=$((passed + 1))
	fi
}
