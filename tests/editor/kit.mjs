// What the tests of the schema share: the program's schemas and findings, and papers read as an editor
// reads them (YAML 1.2, core schema). Run from the top folder; CABPAPER is the program.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import YAML from 'yaml';

const program = process.env.CABPAPER;
if (!program) throw new Error('CABPAPER must name the program');
const patience = 300_000; // milliseconds

// The rules that a schema can see: keys, forms, what stands in a single value, what must be there.
export const visible = new Set(`unknown-key unknown-part part-not-now missing-key missing-part missing-fact
  none-refused empty-part no-recommendations wrong-shape several-lines bad-yes-no bad-date no-such-day
  year-out-of-range bad-time bad-money bad-number bad-id bad-answer bad-status risk-score exempt-unclear
  exempt-not-built not-a-paper waiver-unknown bidi-override rows-twice`.split(/\s+/));

// Keywords that only editors read. Any other that is no keyword of draft 07 is an error.
const ofEditors = ['errorMessage', 'patternErrorMessage', 'markdownDescription', 'defaultSnippets', 'enumDescriptions', 'doNotSuggest'];

export function newAjv() {
  const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  for (const keyword of ofEditors) ajv.addKeyword(keyword);
  return ajv;
}

function run(...words) {
  const said = spawnSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 30, timeout: patience });
  if (said.error) throw said.error;
  return said;
}

export function schemaText(style, templates, day) {
  const said = run('schema', '--style', style, '--templates', templates, ...(day ? ['--on', day] : []));
  if (said.status !== 0 || said.stderr) throw new Error(`no schema of ${style} in ${templates}: ${said.stderr}`);
  return said.stdout;
}

const validators = new Map();
export function validatorOf(style, templates, day) {
  const asked = `${style} ${templates} ${day}`;
  if (!validators.has(asked)) validators.set(asked, newAjv().compile(JSON.parse(schemaText(style, templates, day))));
  return validators.get(asked);
}

// null where it is no YAML: then an editor says so itself.
export function readPaper(text) {
  const document = YAML.parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: true });
  const paper = document.errors.length ? null : document.toJS();
  return paper && typeof paper === 'object' && !Array.isArray(paper) ? paper : null;
}

// What `check` says of a file or folder: Map of file to [{line, severity, rule}].
export function findingsOf(path, templates) {
  const said = run('check', '--color', 'never', '--show', 'note', '--templates', templates, path);
  if (said.status !== 0 && said.status !== 1) throw new Error(`check ${path}: ${said.stderr}`);
  const findings = new Map();
  for (const line of said.stdout.split('\n')) {
    const found = /^(.*?):(\d+):\d+: (error|warning|note): .*\[([a-z0-9-]+)(?:, waived)?\]$/.exec(line);
    if (!found) continue;
    if (!findings.has(found[1])) findings.set(found[1], []);
    findings.get(found[1]).push({ line: Number(found[2]), severity: found[3], rule: found[4] });
  }
  return findings;
}

// Those that the schema must see. In a folder a file without `style:` is passed over with a warning.
export const faultsOf = (findings) => findings.filter(
  (f) => visible.has(f.rule) && (f.severity === 'error' || f.rule === 'not-a-paper'));

// The day by which `check` chooses the edition of the style.
export function dayOf(paper) {
  const day = String(paper.meeting?.date ?? paper.dated ?? '').trim();
  const date = /^(?:19|20|21)\d\d-\d\d-(\d\d)$/.exec(day);
  return date && new Date(day).getUTCDate() === Number(date[1]) ? day : null;
}
export const read = (file) => readFileSync(file, 'utf8');

let passed = 0, failed = 0;
export function pass() { passed++; }
export function fail(message) {
  failed++;
  if (failed <= 60) console.log(message);
}
export function expect(holds, message) { if (holds) pass(); else fail(message); }
export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed || !passed ? 1 : 0);
}
