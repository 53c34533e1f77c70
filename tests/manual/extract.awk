# Takes the examples out of a manual page (mdoc) or of the README (fenced blocks), each into files of its
# own below `into`: NNN.kind, NNN.where and NNN.text. A block without a mark is complained of: what
# nobody runs, rots.
#
#	.\" example: KIND ARGUMENTS        <!-- example: KIND ARGUMENTS -->
#	.Bd -literal ...                   ```
#	...                                ...
#	.Ed                                ```

function open_block() {
	if (mark == "") {
		print FILENAME ":" FNR ": this example has no mark that says how it is tested"
		bad = 1
		mark = "unmarked"
	}
	count++
	base = sprintf("%s/%03d", into, count)
	print mark > (base ".kind")
	print FILENAME ":" FNR > (base ".where")
	printf "" > (base ".text")
	mark = ""
	inside = 1
}

# What mdoc escapes: a backslash is \e, and \& keeps a point or quote from the first column.
function plain(line) {
	gsub(/\\&/, "", line)
	gsub(/\\e/, "\\", line)
	return line
}

FNR == 1 { page = FILENAME ~ /\.[0-9]$/; mark = ""; inside = 0 }
/example: common none/ { mark = "common none"; open_block(); inside = 0; next }
page && /^\.\\" example: / { mark = substr($0, 13); next }
!page && /^<!-- example: .* -->$/ { mark = substr($0, 15, length($0) - 18); next }
page && /^\.Bd / { open_block(); next }
page && /^\.Ed/ { inside = 0; close(base ".text"); next }
!page && !inside && /^ *```/ { open_block(); next }
!page && inside && /^ *```$/ { inside = 0; close(base ".text"); next }
inside { print page ? plain($0) : $0 > (base ".text"); next }
mark != "" && /[^ ]/ {
	print FILENAME ":" FNR ": the mark before this line belongs to no example"
	bad = 1
	mark = ""
}
END { print count + 0 > (into "/count"); exit bad }
