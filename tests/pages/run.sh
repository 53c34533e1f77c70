#!/bin/bash
# run.sh FOLDER: every page, and the guidance page of every style, through an HTML5 validator
# (html-validate), and in headless Chromium at phone, desktop and print widths through axe-core.
# Installs what it needs: npm packages below build/pages, Chromium from the distribution.
set -eu
cd "$(dirname "$0")/../.."
folder=${1:?folder of outputs}
sh .ci/packages cmd:npm=npm cmd:chromium=chromium
mkdir -p build/pages
if [ ! -d build/pages/node_modules/html-validate ] || [ ! -d build/pages/node_modules/axe-core ]; then
	npm install --prefix build/pages --no-audit --no-fund --silent html-validate@9 puppeteer-core@23 axe-core@4
fi
cp tests/pages/check.mjs build/pages/check.mjs
rm -rf build/pages/guides
mkdir -p build/pages/guides
for style in templates/*/; do
	style=$(basename "$style")
	build/plain/cabpaper guide --style "$style" >"build/pages/guides/$style.html"
done
find "$folder" build/pages/guides -name '*.html' | sort | xargs node build/pages/check.mjs
