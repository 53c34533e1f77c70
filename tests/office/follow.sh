#!/bin/bash
# follow.sh BUILD-FOLDER: likelihoods and impacts of a sample's register are changed in its workbook,
# LibreOffice works it out anew, and the scores and the words of the bands must follow. Prints
# "follow: N cells, 0 did not follow".
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit 2
out=${1:?folder of the build}
sh "$here/../../.ci/packages" h:../lib/python3/dist-packages/openpyxl/__init__.py=python3-openpyxl || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/in"
"$out/cabpaper" build -q --format xlsx -o "$work/made" inputs/2025/leisure-centres-energy.yaml || exit 1
/usr/bin/python3 "$here/follow.py" set "$work"/made/2025/leisure-centres-energy.xlsx "$work/in/changed.xlsx" || exit 1
bash "$here/recalculate.sh" "$work/in" "$work/out" || exit 1
/usr/bin/python3 "$here/follow.py" held "$work/out/changed.xlsx"
