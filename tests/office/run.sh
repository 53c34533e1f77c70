#!/bin/bash
# run.sh FOLDER: LibreOffice opens every workbook below the folder, works out every formula anew and
# writes a copy; each figure of the copy is compared with the one that was stored. A reader that is
# not ours (openpyxl) reads both. Prints "office: N workbooks, M cells, 0 differ".
set -u
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?folder with workbooks}
sh "$here/../../.ci/packages" h:../lib/python3/dist-packages/openpyxl/__init__.py=python3-openpyxl || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find "$folder" -type f -name '*.xlsx' | LC_ALL=C sort >"$work/list"
[ -s "$work/list" ] || { echo "office: no workbook was found in $folder" >&2; exit 1; }

# One folder for all copies: each is named by its line in the list.
mkdir "$work/in"
number=0
while IFS= read -r book; do
	number=$((number + 1))
	cp "$book" "$work/in/$number.xlsx"
done <"$work/list"

bash "$here/recalculate.sh" "$work/in" "$work/out" || exit 1
/usr/bin/python3 "$here/compare.py" "$work/list" "$work/in" "$work/out"
