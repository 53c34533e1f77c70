#!/bin/bash
# run.sh BUILD-FOLDER [BLOCKS [SEED]]: random finance blocks (10,000) through the program and then
# through LibreOffice; every total on the page, in Markdown and in the workbook, as stored and as worked
# out anew, is the same pence as a sum made apart.
set -eu
cd "$(dirname "$0")/../.."
out=${1:?folder of the build} blocks=${2:-10000} seed=${3:-1}
sh .ci/packages cmd:soffice=libreoffice-calc-nogui cmd:python3=python3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/in" "$work/again" "$work/profile/user"
cat >"$work/profile/user/registrymodifications.xcu" <<'XCU'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
XCU
/usr/bin/python3 tests/properties/figures.py make "$work/in" "$blocks" "$seed"
"$out/cabpaper" build -q --templates tests/properties/templates -o "$work/out" "$work/in" >"$work/log" 2>&1 ||
	{ grep -A4 'error:' "$work/log" | head -n 20; exit 1; }
# LibreOffice takes more and more memory: it is begun anew for each fifty workbooks.
find "$work/out" -name '*.xlsx' | LC_ALL=C sort | xargs -n 50 soffice -env:UserInstallation="file://$work/profile" \
	--headless --convert-to xlsx --outdir "$work/again" >"$work/log" 2>&1 || { tail -n 20 "$work/log"; exit 1; }
/usr/bin/python3 tests/properties/figures.py compare "$work/in" "$work/out" "$work/again"
