#!/bin/bash
# recalculate.sh IN OUT: LibreOffice opens every workbook of the folder IN, works out every formula anew
# and writes copies into OUT. It takes more and more memory, so it is begun anew for each fifty.
set -u
in=$1 out=$2
here=$(cd "$(dirname "$0")" && pwd)
sh "$here/../../.ci/packages" cmd:soffice=libreoffice-calc-nogui || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/profile/user" "$out"
# A profile of its own, so that it neither reads nor changes the user's settings; in it LibreOffice is
# told to work out every formula of an .xlsx when it loads (0: always).
cat >"$work/profile/user/registrymodifications.xcu" <<'XCU'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
XCU
find "$in" -maxdepth 1 -name '*.xlsx' -print0 | LC_ALL=C sort -z |
	xargs -0 -n 50 soffice -env:UserInstallation="file://$work/profile" --headless --convert-to xlsx \
		--outdir "$out" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
