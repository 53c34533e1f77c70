#!/bin/bash
# run.sh BUILD-FOLDER: every workbook that the golden, sample and good papers make is held to the
# checklist of tests/tools/bookcheck.c; then defects are planted in a good one, and each must be found.
set -u
cd "$(dirname "$0")/../.." || exit 2
out=${1:?folder of the build}
case $out in /*) ;; *) out=$PWD/$out ;; esac
check=$out/tests/tools/bookcheck
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
passed=0 failed=0

fail() {
	failed=$((failed + 1))
	echo "FAILED: $*"
}

"$out/cabpaper" build -q -o "$made/inputs" inputs >/dev/null 2>&1
for paper in tests/golden/*.yaml; do
	"$out/cabpaper" build -q -o "$made/golden" "$paper" >/dev/null 2>&1
done
"$out/cabpaper" build -q --templates tests/papers/templates -o "$made/good" tests/papers/good >/dev/null 2>&1
books=0
while IFS= read -r book; do
	books=$((books + 1))
	if "$check" "$book" >"$made/said"; then
		passed=$((passed + 1))
	else
		fail "${book#"$made/"}"
		head -n 5 "$made/said"
	fi
done < <(find "$made" -name '*.xlsx' | LC_ALL=C sort)
[ "$books" -ge 40 ] || fail "only $books workbooks were made"

good=$made/inputs/2025/leisure-centres-energy.xlsx
book=xl/workbook.xml sheet=xl/worksheets/sheet3.xml table=xl/tables/table3.xml
costs=xl/worksheets/sheet6.xml first=xl/worksheets/sheet1.xml
rels=xl/worksheets/_rels/sheet3.xml.rels

part() { # PART of the good workbook
	"$out/tests/tools/bookplant" "$good" "$1"
}

finds() { # COMPLAINT PART FROM TO...: the planted defect is complained of in these words
	words=$1
	shift
	if ! "$out/tests/tools/bookplant" "$good" "$made/spoilt.xlsx" "$@" 2>"$made/said"; then
		fail "not planted: $words: $(cat "$made/said")"
		return
	fi
	"$check" "$made/spoilt.xlsx" >"$made/said"
	code=$?
	if [ "$code" = 1 ] && grep -qF -- "$words" "$made/said"; then
		passed=$((passed + 1))
	else
		fail "not found (exit $code): $words"
		head -n 3 "$made/said"
	fi
}

# What is planted may change nothing else: the copy without a defect is good.
"$out/tests/tools/bookplant" "$good" "$made/same.xlsx" "$book" '<sheets>' '<sheets>' &&
	"$check" "$made/same.xlsx" && passed=$((passed + 1)) || fail "a copy is not good"

sheet_tag='<sheet name="Options compared" sheetId="3" '
finds 'Options compared: the sheet is hidden' $book "$sheet_tag" "${sheet_tag}state=\"hidden\" "
finds 'Options compared: the sheet is hidden' $book "$sheet_tag" "${sheet_tag}state=\"veryHidden\" "
finds 'has the defined name Secret' $book '<definedNames>' '<definedNames><definedName name="Secret">1</definedName>'
finds 'has an absolute path' $book '<sheets>' '<x15ac:absPath url="C:\Users\a.clerk\"/><sheets>'
finds 'Options compared: the header row does not stand on each printed page' $book "'Options compared'!\$1:\$1" "'Options compared'!\$2:\$2"
finds 'Options compared: has merged cells' $sheet '</sheetData>' '</sheetData><mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells>'
finds 'Options compared: a row is hidden' $sheet '<row r="2" ' '<row r="2" hidden="1" '
finds 'Options compared: a column is hidden' $sheet '<col min="2" ' '<col hidden="1" min="2" '
finds 'Options compared: all rows are hidden' $sheet 'customHeight="1"/><cols>' 'zeroHeight="1"/><cols>'
finds 'Options compared: the header row does not stay in sight' $sheet 'state="frozen"' 'state="split"'
finds 'Options compared: the header row does not stay in sight' $sheet 'topLeftCell="A2"' 'topLeftCell="A3"'
finds 'Options compared: the paper is not A4' $sheet 'paperSize="9"' 'paperSize="1"'
finds 'Options compared: does not print one page wide' $sheet 'fitToPage="1"' 'fitToPage="0"'
finds 'Options compared: does not print one page wide' $sheet 'fitToHeight="0"' 'fitToWidth="2" fitToHeight="0"'
finds 'Options compared: the text of A2 is not wrapped' $sheet '<c r="A2" s="3"' '<c r="A2" s="1"'
finds 'Options compared: B3 is neither a text nor a number' $sheet '<c r="B3" s="3" t="s">' '<c r="B3" s="3" t="e">'
finds 'Options compared: the number of D3 is none' $sheet '<v>780000</v>' '<v>780k</v>'
relation=$(part "$rels" | grep -o '<Relationship [^>]*>')
finds 'Options compared: has no table' $sheet '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>' '' "$rels" "$relation" ''
finds 'Options compared: has more than one table' $sheet '<tablePart r:id="rId1"/>' '<tablePart r:id="rId1"/><tablePart r:id="rId2"/>'
finds 'Options compared: column 4 has no header' $table 'name="Cost"' 'name=""'
finds 'Options compared: column 4 has no header' $table 'name="Cost"' 'name=" "'
finds 'Options compared: two columns are called "for"' $table 'name="Against"' 'name="for"'
finds 'Options compared: the header in D1 is not that of the table' $table 'name="Cost"' 'name="Price"'
finds 'another table is called T2_Recommendations too' $table 'displayName="T3_Options_compared"' 'displayName="T2_Recommendations"'
finds 'Options compared: the table has no name' $table 'displayName="T3_Options_compared"' 'displayName=""'
finds 'Options compared: row 5 is blank' $table 'ref="A1:E4"' 'ref="A1:E5"'
row=$(part $sheet | grep -o '<row r="3".*' | sed 's|</row>.*|</row>|')
finds 'Options compared: row 3 is blank' $sheet "$row" '<row r="3"><c r="A3" s="3"/></row>'
column=$(part $sheet | grep -o '<c r="E4"[^/]*</v></c>')
finds 'Options compared: column 5 is blank' $sheet "$column" ''
finds 'Options compared: F4 stands beside the table' $sheet '</row></sheetData>' '<c r="F4" s="7"><v>1</v></c></row></sheetData>'
finds 'Costs and savings: the formula of F2 has no value' $costs "$(part $costs | grep -o '<c r="F2".*' | sed 's|</c>.*|</c>|')" \
	'<c r="F2" s="8"><f>SUM(C2:E2)</f></c>'
finds 'has comments' xl/comments1.xml '' '<comments><authors><author>A. Clerk</author></authors></comments>'
finds 'has comments' $sheet '</worksheet>' '<legacyDrawing r:id="rId9"/></worksheet>'
finds 'has macros' xl/vbaProject.bin '' 'x'
finds 'has macros' '[Content_Types].xml' 'spreadsheetml.sheet.main' 'macroEnabled.main'
finds 'links to another workbook' xl/externalLinks/externalLink1.xml '' '<externalLink/>'
finds 'leads out of the file (file:///C:/secret.xlsx)' $rels '</Relationships>' \
	'<Relationship Id="rId9" Target="file:///C:/secret.xlsx" TargetMode="External"/></Relationships>'
finds 'names a printer' xl/printerSettings/printerSettings1.bin '' 'x'
finds 'dc:creator names somebody' docProps/core.xml '<dc:creator>' '<dc:creator>A. Clerk'
finds 'cp:lastModifiedBy names somebody' docProps/core.xml '<cp:lastModifiedBy>' '<cp:lastModifiedBy>A. Clerk'
finds 'Company names somebody' docProps/app.xml '<Company>' '<Company>A Firm'
finds 'dc:title is not given' docProps/core.xml '<dc:title>Heat and power for three leisure centres' '<dc:title>'
finds 'the language is not given' docProps/custom.xml 'name="Language"' 'name="Tongue"'
finds 'vt:lpwstr is not given' docProps/custom.xml '<vt:lpwstr>en' '<vt:lpwstr>'
finds 'Contents: no link leads to the sheet "Options compared"' $first "location=\"'Options compared'!A1\"" 'location=""'
finds 'xl/styles.xml is not whole' xl/styles.xml '</styleSheet>' ''
# A figure typed as text: a new text at the end of those that are shared, in the place of a number.
texts=$(part xl/sharedStrings.xml | grep -o 'uniqueCount="[0-9]*"' | tr -dc 0-9)
finds 'Options compared: the figure in D3 is a text' $sheet '<c r="D3" s="7"><v>780000</v></c>' \
	"<c r=\"D3\" s=\"3\" t=\"s\"><v>$texts</v></c>" xl/sharedStrings.xml '</sst>' '<si><t>£780,000</t></si></sst>'
# Charts: what they are called and show, and that they show nothing but cells of their own sheet.
chart=xl/charts/chart1.xml drawing=xl/drawings/drawing1.xml
finds 'Costs and savings: the chart has no title' $chart '<a:t>Costs and savings</a:t>' '<a:t> </a:t>'
finds 'Costs and savings: the chart has no description' $drawing ' descr="' ' title="'
finds 'Costs and savings: the chart has no description' $drawing '<xdr:cNvGraphicFramePr/>' '<adec:decorative val="1"/><xdr:cNvGraphicFramePr/>'
finds 'Costs and savings: an axis of the chart has no title' $chart '<a:t>Year</a:t>' ''
finds 'Costs and savings: an axis of the chart has no title' $chart '<a:t>Amount (£000)</a:t>' ''
finds "Costs and savings: the chart refers to something else ('Funding'!\$C\$9:\$E\$9)" $chart "'Costs and savings'!\$C\$9:" "'Funding'!\$C\$9:"
finds "Costs and savings: the chart refers to another workbook ('[secret.xlsx]Costs and savings'!\$C\$9:\$E\$9)" $chart \
	"'Costs and savings'!\$C\$9:" "'[secret.xlsx]Costs and savings'!\$C\$9:"
finds 'Costs and savings: the chart refers to cells outside the table' $chart "\$C\$9:\$E\$9" "\$C\$9:\$G\$9"
finds 'Costs and savings: the chart refers to cells outside the table' $chart "\$C\$9:\$E\$9" "\$C\$19:\$E\$19"
finds 'Costs and savings: the chart has a part that refers to no cells' $chart "<c:f>'Costs and savings'!\$A\$9</c:f>" ''
finds 'Costs and savings: the chart shows "811" where its cell says "810"' $chart '<c:v>810</c:v>' '<c:v>811</c:v>'
finds 'Costs and savings: the chart shows "Total income" where its cell says "Total capital"' $chart '<c:v>Total capital</c:v>' '<c:v>Total income</c:v>'
finds 'Costs and savings: the chart shows "2024/25 (£000)" where its cell says "2025/26 (£000)"' $chart '<c:v>2025/26 (' '<c:v>2024/25 ('
finds 'Costs and savings: the chart stores 2 values' $chart '<c:pt idx="0"><c:v>810</c:v></c:pt>' ''
finds 'Costs and savings: the chart covers the table' $drawing '<xdr:row>12</xdr:row>' '<xdr:row>9</xdr:row>'
finds 'Costs and savings: the chart is wider than the table' $drawing '<xdr:col>6</xdr:col>' '<xdr:col>7</xdr:col>'
finds 'Costs and savings: the chart is wider than the table' $drawing '<xdr:col>6</xdr:col><xdr:colOff>0<' '<xdr:col>6</xdr:col><xdr:colOff>9525<'
finds 'Costs and savings: bars of the chart are too pale' $chart 'val="8A9299"/></a:solidFill><a:ln w="9525"><a:solidFill><a:srgbClr val="1A1C1E"' \
	'val="DADADA"/></a:solidFill><a:ln w="9525"><a:solidFill><a:srgbClr val="BBBBBB"'
finds 'leads out of the file (file:///C:/secret.xlsx)' xl/charts/_rels/chart1.xml.rels '' \
	'<Relationships><Relationship Id="rId1" Target="file:///C:/secret.xlsx" TargetMode="External"/></Relationships>'

# Colours by a rule: a word in the row says the same, and they stay within the table.
risks=xl/worksheets/sheet5.xml
finds 'Risk register: no word says what a colour of F2:F5 means' $risks 'type="expression" dxfId="2" priority="3"><formula>$F2="red"<' \
	'type="cellIs" dxfId="2" priority="3" operator="greaterThan"><formula>14<'
finds 'Risk register: no word says what a colour of E2:E5 means' $risks '$F2="red"' '$F2="purple"'
finds 'Risk register: no word says what a colour of E2:E5 means' $risks '$F2="red"' '$A2="red"'
finds 'Risk register: no word says what a colour of E2:E5 means' $risks '$F2="red"' '$F3="red"'
finds 'Risk register: no word says what a colour of E2:E5 means' $risks '$F2="red"' '$K2="red"'
finds 'Risk register: the colours of F2:F6 are not those of the table' $risks 'sqref="F2:F5 ' 'sqref="F2:F6 '
finds 'Risk register: the colours of F1:F5 are not those of the table' $risks 'sqref="F2:F5 ' 'sqref="F1:F5 '
finds 'Risk register: the colours of K2:K5 are not those of the table' $risks ' E2:E5"' ' K2:K5"'
finds 'Risk register: words on the colour FFC00000 are hard to read' xl/styles.xml 'FFF8CBCB' 'FFC00000'
finds 'Risk register: F2 is neither a text nor a number' $risks '<f>IF(E2&gt;=15,"red",IF(E2&gt;=6,"amber",IF(E2&gt;=1,"green","")))</f>' ''
head -c 2000 "$good" >"$made/short.xlsx"
"$check" "$made/short.xlsx" | grep -q 'is not a workbook' && passed=$((passed + 1)) || fail "half a file is taken for whole"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
