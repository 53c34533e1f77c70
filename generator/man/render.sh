#!/bin/sh
# render.sh FOLDER PAGE...: manual pages as web pages. A page that mandoc warns of is not rendered, nor
# any after it.
set -eu
folder=${1:?folder for the pages}
shift
mandoc -Tlint -W warning "$@"
mkdir -p "$folder"
for page in "$@"; do
	mandoc -Thtml -O man=%N.%S.html,toc "$page" >"$folder/$(basename "$page").html"
	echo "made    $folder/$(basename "$page").html"
done
