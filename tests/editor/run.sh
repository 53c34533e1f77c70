#!/bin/bash
# run.sh BUILD-FOLDER: the schema for editors. Every paper of the tests through ajv and through `check`,
# whole papers varied in every place, and yaml-language-server itself over its protocol. Installs npm
# packages below build/editor.
set -eu
cd "$(dirname "$0")/../.."
out=${1:?folder of the build}
packages='ajv@8.20.0 yaml@2.9.1 yaml-language-server@1.25.0'
sh .ci/packages cmd:npm=npm
mkdir -p build/editor
if [ "$(cat build/editor/installed 2>/dev/null)" != "$packages" ]; then
	# shellcheck disable=SC2086
	timeout 600 npm install --prefix build/editor --no-audit --no-fund --silent --save-exact $packages || {
		echo "editor: the npm packages could not be installed: $packages" >&2
		exit 1
	}
	echo "$packages" >build/editor/installed
fi
cp tests/editor/*.mjs build/editor/
export CABPAPER=$out/cabpaper
failed=0
for suite in agree server vary; do
	echo "--- $suite"
	timeout 1200 node "build/editor/$suite.mjs" || failed=1
done
exit $failed
