#!/bin/sh
# rules.sh PROGRAM: cabpaper-rules(7), the manual of all rules, from what the program itself explains.
set -eu
program=${1:?program}
cat <<'END'
.Dd November 23, 2026
.Dt CABPAPER-RULES 7
.Os
.Sh NAME
.Nm cabpaper-rules
.Nd what cabpaper may say of a paper or a house style
.Sh DESCRIPTION
Every finding ends with the name of its rule, as
.Cm [missing-part] .
An
.Em error
is wrong, missing or lost, a
.Em warning
is probably a mistake, a
.Em note
is worth knowing.
A house style may move some rules under its key
.Cm rules
.Pq Xr cabpaper-style 5 ,
and a paper may waive some under its key
.Cm waivers
.Pq Xr cabpaper-paper 5 .
.Ic cabpaper explain Ar RULE
says the same as this page.
Dots stand for what the finding names.
The examples are put to the proof with each version: what is bad is found by its rule, and in what is better nothing is found.
.Sh RULES
.Bl -tag -width indent
END
"$program" explain | sed 's/ .*//' | while read -r rule; do
	"$program" explain "$rule"
done | awk '
	# a backslash would begin an escape, and a point or quote in the first column a request
	function plain(words) {
		gsub(/\\/, "\\e", words)
		sub(/^[.\x27]/, "\\\\\\&&", words)
		return words
	}
	/^[a-z0-9-]+$/ { print ".It Cm " $0; first = 1; next }
	# examples stand as they are typed, those in words as text
	function close_example() {
		if (literal)
			print ".Ed"
		literal = 0
	}
	/^[A-Z]/ { close_example() }
	/^Why$/ { print ".Pp"; next }
	/^For example/ { typed = /, in a / }
	/^For example/ || /^Better$/ {
		print ".Pp\n.Em " $0 " :"
		literal = typed
		if (literal)
			print ".Bd -literal -offset indent -compact"
		next
	}
	/^Where it comes from$/ { print ".Pp\n.Em Where it comes from :"; next }
	literal { sub(/^    /, ""); print plain($0); next }
	/^What to do$/ { print ".Pp\n.Em What to do :"; next }
	/^How grave$/ { print ".Pp\n.Em How grave :"; next }
	# a sentence ends where a capital follows, not after the dots of a gap
	{
		sub(/^ +/, "")
		while (match($0, /[A-Za-z0-9`)][.?!] [A-Z]/)) {
			print plain(substr($0, 1, RSTART + 1))
			$0 = substr($0, RSTART + 3)
		}
		print plain($0)
	}'
cat <<'END'
.El
.Sh SEE ALSO
.Xr cabpaper 1 ,
.Xr cabpaper-paper 5 ,
.Xr cabpaper-style 5
END
