#!/bin/sh
# run.sh BUILD-FOLDER: the 652 examples of the CommonMark specification 0.30, the one that cmark
# 0.30 implements. They are CC BY-SA 4.0 and not part of this repository: npm gets them.
set -eu
cd "$(dirname "$0")/../.."
out=${1:?folder of the build}
case $out in /*) ;; *) out=$PWD/$out ;; esac
package=commonmark-spec version=0.30.0
folder=$out/spec
spec=$folder/node_modules/$package/spec.txt
if [ ! -f "$spec" ]; then
	command -v npm >/dev/null || { echo "test-spec needs npm to get $package $version" >&2; exit 2; }
	mkdir -p "$folder"
	npm install --silent --no-audit --no-fund --no-save --ignore-scripts --prefix "$folder" "$package@$version"
fi
exec "$out/tests/spec/commonmark_spec" "$spec"
