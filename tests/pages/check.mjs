// check.mjs PAGE...: valid HTML5, no violation found by axe-core at three widths, nothing loaded from
// anywhere, no sideways scrolling of the page on a phone. Prints "N passed, M failed".
import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { resolve, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { HtmlValidate } from 'html-validate';
import puppeteer from 'puppeteer-core';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const pages = process.argv.slice(2);
let passed = 0, failed = 0;
const tell = (page, what, problems) => {
	if (problems.length === 0) { passed++; return; }
	failed++;
	console.log(`FAILED: ${page}: ${what}`);
	for (const problem of problems.slice(0, 10)) console.log(`  ${problem}`);
};

const validator = new HtmlValidate({
	extends: ['html-validate:standard'],
	rules: { 'no-inline-style': 'off', 'long-title': 'off', 'no-trailing-whitespace': 'error' },
});
const profile = mkdtempSync(join(tmpdir(), 'pages-'));
const browser = await puppeteer.launch({
	executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
	userDataDir: profile,
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
		'--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const widths = [
	{ name: 'phone', viewport: { width: 375, height: 800 } },
	{ name: 'desktop', viewport: { width: 1280, height: 900 } },
	{ name: 'dark', viewport: { width: 768, height: 900 }, features: [{ name: 'prefers-color-scheme', value: 'dark' }] },
	{ name: 'print', viewport: { width: 794, height: 1123 }, media: 'print' },
];
for (const file of pages) {
	const html = readFileSync(file, 'utf8');
	const report = await validator.validateString(html);
	tell(file, 'not valid', report.results.flatMap(r => r.messages.map(m => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`)));
	for (const width of widths) {
		const page = await browser.newPage();
		const requests = [];
		page.on('request', r => { if (!r.url().startsWith('file:') && !r.url().startsWith('data:')) requests.push(r.url()); });
		await page.setViewport(width.viewport);
		await page.setBypassCSP(true);
		if (width.media) await page.emulateMediaType(width.media);
		await page.emulateMediaFeatures(width.features || [{ name: 'prefers-color-scheme', value: 'light' }]);
		await page.goto(pathToFileURL(resolve(file)).href);
		const result = await page.evaluate(async source => {
			(0, eval)(source);
			const found = await window.axe.run(document);
			return {
				violations: found.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.target.join(' ')).slice(0, 3).join('; ')}`),
				sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
			};
		}, axe);
		const problems = [...result.violations, ...requests.map(r => `asks for ${r}`)];
		if (!width.media && result.sideways > 0) problems.push(`the page scrolls ${result.sideways} px sideways`);
		tell(file, width.name, problems);
		await page.close();
	}
}
await browser.close();
rmSync(profile, { recursive: true, force: true });
if (pages.length === 0) { console.log('no page was found'); failed++; }
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
