#!/bin/bash
# run.sh FOLDER: LibreOffice opens every workbook below the folder, works out every formula anew and
# writes a copy; each figure of the copy is compared with the one that was stored. A reader that is
# not ours (openpyxl) reads both. Prints "office: N workbooks, M cells, 0 differ". Then the checklist.
set -u
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?folder with workbooks}
sh "$here/../../.ci/packages" cmd:soffice=libreoffice-calc-nogui \
	h:../lib/python3/dist-packages/openpyxl/__init__.py=python3-openpyxl || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find "$folder" -type f -name '*.xlsx' | LC_ALL=C sort >"$work/list"
[ -s "$work/list" ] || { echo "office: no workbook was found in $folder" >&2; exit 1; }

# One folder for all copies: each is named by its line in the list.
mkdir "$work/in" "$work/out"
number=0
while IFS= read -r book; do
	number=$((number + 1))
	cp "$book" "$work/in/$number.xlsx"
done <"$work/list"

# A profile of its own, so that it neither reads nor changes the user's settings; in it LibreOffice is
# told to work out every formula of an .xlsx when it loads (0: always).
mkdir -p "$work/profile/user"
cat >"$work/profile/user/registrymodifications.xcu" <<'XCU'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
XCU
soffice -env:UserInstallation="file://$work/profile" --headless --convert-to xlsx --outdir "$work/out" \
	"$work"/in/*.xlsx >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
/usr/bin/python3 "$here/compare.py" "$work/list" "$work/in" "$work/out" || exit 1
# The government's checklist, of every workbook; and spoiled copies, each of which must be found out.
xargs -d '\n' /usr/bin/python3 "$here/checklist.py" <"$work/list" || exit 1
xargs -d '\n' /usr/bin/python3 "$here/checklist.py" --planted <"$work/list"
