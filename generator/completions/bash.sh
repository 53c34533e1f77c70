#!/bin/sh
# bash.sh PROGRAM: completions of cabpaper for bash, from what the program's own help lists.
set -eu
program=${1:?program}
commands=$("$program" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
cat <<'END'
# bash completion of cabpaper, made from the program's own help

_cabpaper_options() {
	case ${1-} in
END
for command in $commands; do
	options=$("$program" help "$command" | sed -n 's/^ *\(-[a-zA-Z], \)\{0,1\}\(--[a-z-]*=\{0,1\}\).*/\2/p' | tr '\n' ' ')
	printf '\t%s) echo "%s" ;;\n' "$command" "${options% }"
done
cat <<END
	*) echo "--help --version" ;;
	esac
}

_cabpaper_values() { # OPTION: what it may be
	case \${1-} in
END
# "auto, always or never": the words that the help of an option lists
for command in $commands; do
	"$program" help "$command"
done | awk '
	/^ *(-[a-zA-Z], )?--[a-z-]+=(WHEN|SEVERITY|LIST|FORM)/ {
		option = $0
		sub(/^ *(-[a-zA-Z], )?/, "", option)
		help = option
		sub(/=.*/, "", option)
		sub(/^[^ ]* */, "", help)
		gsub(/ *\([^)]*\)/, "", help)
		sub(/.*: /, "", help)
		gsub(/,| or /, " ", help)
		gsub(/ +/, " ", help)
		if (!(option in seen)) printf "\t%s) echo \"%s\" ;;\n", option, help
		seen[option] = 1
	}'
cat <<END
	esac
}

_cabpaper() {
	local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= i
	COMPREPLY=()
	for ((i = 1; i < COMP_CWORD; i++)); do
		case \${COMP_WORDS[i]} in
		-*) ;;
		*) command=\${COMP_WORDS[i]}; break ;;
		esac
	done
	if [ "\$before" = "=" ]; then
		before=\${COMP_WORDS[COMP_CWORD-2]}
	elif [ "\$word" = "=" ]; then
		word=
	fi
	case \$before in
	--style)
		COMPREPLY=(\$(compgen -W "\$(cabpaper styles 2>/dev/null | sed -n 's/^\\([a-z0-9-]*\\) .*/\\1/p')" -- "\$word"))
		return ;;
	--color|--progress|--format|--report|--fail-on|--show)
		COMPREPLY=(\$(compgen -W "\$(_cabpaper_values "\$before")" -- "\$word"))
		return ;;
	esac
	case \$command:\$word in
	:-*) COMPREPLY=(\$(compgen -W "\$(_cabpaper_options)" -- "\$word")) ;;
	:*) COMPREPLY=(\$(compgen -W "$(echo $commands)" -- "\$word")) ;;
	*:-*) COMPREPLY=(\$(compgen -W "\$(_cabpaper_options "\$command")" -- "\$word")) ;;
	explain:*) COMPREPLY=(\$(compgen -W "\$(cabpaper explain 2>/dev/null | sed 's/ .*//')" -- "\$word")) ;;
	help:*) COMPREPLY=(\$(compgen -W "$(echo $commands)" -- "\$word")) ;;
	*) COMPREPLY=(\$(compgen -f -- "\$word")) ;;
	esac
	[[ \${COMPREPLY[0]-} == *= ]] && compopt -o nospace 2>/dev/null
	return 0
}
complete -o filenames -F _cabpaper cabpaper
END
