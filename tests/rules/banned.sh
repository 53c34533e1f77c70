#!/bin/sh
# Calls that have cost others dear (design: reliability), and the clock.
set -u
cd "$(dirname "$0")/../.." || exit 2
! grep -nE '\b(sprintf|strcpy|strcat|gets|tmpnam|mktemp|system|popen|alloca|atoi|atof|strtok|strtod|setlocale|localtime|gmtime|isalpha|isdigit|isspace|toupper|tolower|cmark_render_commonmark|cmark_render_html|yaml_parser_load|worksheet_write_formula|access|time) ?\(' \
	$(find generator -name '*.[ch]') | grep -vE '^[^:]+:[0-9]+:\s*(\*|/\*|//)'
! grep -n 'CMARK_OPT_UNSAFE' $(find generator -name '*.c') || exit 1
