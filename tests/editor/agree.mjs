// Editor and command agree: every paper of this tree through the schema of its style and through
// `check`. A paper is wrong by its schema exactly when `check` has an error that a schema can see.
import { existsSync, readdirSync } from 'node:fs';
import { expect, fail, faultsOf, findingsOf, finish, newAjv, readPaper, read, schemaText, validatorOf, visible, dayOf } from './kit.mjs';

// Papers with an error of a visible rule where no schema sees it.
const unseen = {
  'tests/papers/bad/bad-answer-kind-of-money.yaml': 'a kind may be any word but one that is nearly revenue or capital',
  'tests/papers/bad/bad-id-in-prose.yaml': 'a schema does not read prose',
  'tests/papers/bad/bad-number-in-a-table.yaml': 'what a cell may be is said by its column',
};
// Rules that no paper of the tree breaks: vary.mjs does.
const elsewhere = ['bad-number', 'bidi-override'];

const yamlIn = (folder) => readdirSync(folder).filter((n) => n.endsWith('.yaml')).sort().map((n) => `${folder}/${n}`);
const foldersIn = (folder) => readdirSync(folder, { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name).sort();
const inputs = foldersIn('inputs').filter((name) => !name.startsWith('.')).flatMap((name) => yamlIn(`inputs/${name}`));
const groups = [
  ['tests/papers/templates', yamlIn('tests/papers/good')],
  ['tests/papers/templates', yamlIn('tests/papers/bad')],
  ['tests/styles', foldersIn('tests/styles').map((name) => `tests/styles/${name}/paper.yaml`)],
  ['tests/editor/templates', yamlIn('tests/editor/papers')],
  ['templates', inputs],
];

// Each schema is one of draft 07, and the same bytes every time.
for (const [templates, styles] of [['templates', foldersIn('templates')], ['tests/editor/templates', ['whole']],
  ['tests/papers/templates', ['trial']], ['tests/styles', foldersIn('tests/styles').filter((n) => existsSync(`tests/styles/${n}/style.yaml`))]]) {
  for (const style of styles) {
    const text = schemaText(style, templates);
    const ajv = newAjv();
    expect(ajv.validateSchema(JSON.parse(text)), `${style}: ${ajv.errorsText()}`);
    expect(text === schemaText(style, templates), `the schema of ${style} is not always the same`);
    expect(text.startsWith('{\n "$schema": "http://json-schema.org/draft-07/schema#",\n "$id": "urn:cabpaper:paper:'), `${style}: how it begins`);
  }
}

const met = new Set();
function judge(file, templates) {
  const text = read(file), paper = readPaper(text);
  if (!paper) return; // an editor says so without a schema
  const faults = faultsOf(findingsOf(file, templates).get(file) ?? []);
  const style = typeof paper.style === 'string' ? paper.style : 'herefordshire';
  const validate = validatorOf(style, templates, dayOf(paper));
  const right = validate(paper), wanted = faults.length === 0 || file in unseen;
  for (const fault of faults) if (!(file in unseen)) met.add(fault.rule);
  if (file in unseen) expect(faults.length > 0, `${file} has no error that a schema could see: take it out of the list`);
  expect(right === wanted, `${file}: the schema ${right ? 'passes' : 'refuses'} it\n` +
    faults.map((f) => `    check: line ${f.line} [${f.rule}]\n`).join('') +
    (validate.errors ?? []).slice(0, 6).map((e) => `    schema: ${e.instancePath} ${e.message}\n`).join(''));
}
for (const [templates, papers] of groups) {
  expect(papers.length > 0, `there are no papers for ${templates}`);
  for (const file of papers) judge(file, templates);
}
for (const rule of visible)
  if (!met.has(rule) && !elsewhere.includes(rule)) fail(`no paper shows the schema an error of ${rule}`);
finish();
