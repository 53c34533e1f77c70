// Whole papers, varied in one place at a time: every key left out, misspelt, or given a value of every
// sort. Of each the schema and `check` must think alike.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import YAML from 'yaml';
import { expect, faultsOf, findingsOf, finish, readPaper, read, validatorOf } from './kit.mjs';

const spellings = ['', '""', '-', '"- "', 'none', ' None', 'no', 'No', 'yes', 'YES', 'true', 'maybe', 'x', 'two words',
  '"two\\nlines"', '"line\\n"', '" blanks "', '"zero\\u200Bwidth"', 'Café', '3', '0', '7', '-5', '12.5', '1,250', '12,50',
  '(500)', '£620,000', '£1.25m', '£0.5k', '£-5', '£ 5', 'n/a', '2005-09-29', '2005-02-29', '2004-02-29', '2005-13-01',
  '1899-12-31', '2100-02-29', '29 September 2005', '14:00', '14.30', '25:00', '9:00', 'final', 'Draft', 'spending', 'WARDS',
  'Likely', 'almost certain', 'R1', 'a-b', '9a', 'A B', '[]', '{}', '[a]', '[a, b]', '["", a]', '[[a]]', '{a: b}', '{note: x}',
  '{text: x}', '[{text: x}]', '[{note: x}]', '{items: [a]}', '{exempt: no}', '{exempt: 3}'];
// What YAML itself reads as nothing, a number or an answer: the schema never sees what was typed.
const readByYaml = ['null', '~', '+5', '.5', '1e3', '0x1F', '007', '1.255', 'False'];

const mark = 'MARK-of-the-place';
const parse = (text) => YAML.parseDocument(text, { version: '1.2' });

function* places(node, path = []) {
  const below = YAML.isMap(node) ? node.items.map((pair) => [pair.key.value, pair.value])
    : YAML.isSeq(node) ? node.items.map((item, i) => [i, item]) : [];
  for (const [key, value] of below) {
    yield [...path, key];
    yield* places(value, [...path, key]);
  }
}

function* variants(text) {
  for (const path of places(parse(text).contents)) {
    if (path[0] === 'style') continue; // of another style there is another schema
    const without = parse(text);
    without.deleteIn(path);
    yield { path, what: 'left out', text: without.toString() };
    if (typeof path.at(-1) === 'string') {
      const renamed = parse(text), parent = renamed.getIn(path.slice(0, -1), true);
      parent.items.find((pair) => pair.key.value === path.at(-1)).key.value = `${path.at(-1)}zz`;
      yield { path, what: 'misspelt', text: renamed.toString() };
    }
    const set = parse(text);
    set.setIn(path, mark);
    const marked = set.toString({ lineWidth: 0 });
    for (const spelling of [...spellings, ...readByYaml])
      yield { path, what: spelling, text: marked.replace(mark, () => spelling) };
  }
}

// Amounts and days about the bounds of the conditions, with what they ask for left out.
const amounts = ['0', '1', '99,999.99', '100,000', '£100,000.00', '100000.01', '£100,001', '£100k', '£100.001k', '99.999 thousand', '0.1m',
  '£0.10001m', '0.09m', '1m', '0.0001bn', '0.00011 billion', '£999', '1,000,000', '-200000', '(200,000)', '-£1.6m', '£1.49m', '1.5m', '£1.500000m', '£1.500001m',
  '1,499,999.99', '1500000', '1,500k', '1499.99k', '0.0015bn', '0.00149bn', '2m', '£9,999,999', '10bn', 'none', '99999.99', '100000.5', '1500000.01'];
const numbers = ['11', '12', '12.0', '12.5', '13', '112', '1,200', '-13', '(13)', '"12.5"', '"12"', '9', '0'];
const days = ['2005-12-31', '2006-01-30', '2006-01-31', '2006-02-01', '2006-10-01', '2007-01-01', '1999-12-31', '2010-01-01'];
function* bounds(text) {
  const ask = (left, set) => {
    const paper = parse(text);
    for (const key of left) paper.delete(key);
    for (const [key, value] of Object.entries(set)) paper.set(key, mark + key);
    let made = paper.toString({ lineWidth: 0 });
    for (const [key, value] of Object.entries(set)) made = made.replace(mark + key, value);
    return { path: Object.keys(set), what: JSON.stringify(set), text: made };
  };
  for (const sum of amounts) for (const seats of sum.includes('1.5') || sum === '1500000' ? numbers : ['12', '13']) yield ask(['steps'], { sum, seats });
  for (const sum of amounts) yield ask([], { sum, seats: '20' });
  for (const reviewed of days) yield ask(['review_note'], { reviewed });
}

// Where the schema cannot think as `check` does, and why.
const known = [
  { why: 'what a cell may be is said by its column', is: (v, rules) => v.path[0] === 'tables' && /^(rows|columns)$/.test(v.path[2]) &&
    rules.every((rule) => /^bad-(number|money)$|^bidi-override$/.test(rule)) },
  { why: '`reason: none` counts as no, and nobody should be offered it', is: (v, rules) => v.path.join('.') === 'key_decision.reason' && /none/i.test(v.what) && !rules.length },
  { why: 'YAML has read it', is: (v) => readByYaml.includes(v.what) },
];

function judge(style, templates, list) {
  const folder = 'build/editor/varied';
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  list.forEach((variant, i) => writeFileSync(`${folder}/${i}.yaml`, variant.text));
  const findings = findingsOf(folder, templates), validate = validatorOf(style, templates, null);
  let judged = 0;
  list.forEach((variant, i) => {
    const paper = readPaper(variant.text);
    if (!paper) return;
    const all = findings.get(`${folder}/${i}.yaml`) ?? [], rules = faultsOf(all).map((f) => f.rule);
    // a comma that splits a value makes a key of the rest: both object, each in its own words
    if (all.some((f) => f.rule === 'comma-split')) return;
    const right = validate(paper);
    judged++;
    if (right !== (rules.length === 0) && known.some((k) => k.is(variant, rules))) return;
    expect(right === (rules.length === 0), `${variant.path.join('.')}: ${variant.what}\n    check: ${rules.join(' ') || 'no error'}\n    schema: ` +
      (right ? 'no error' : validate.errors.slice(0, 3).map((e) => `${e.instancePath} ${e.message}`).join('; ')));
  });
  expect(judged > list.length / 2, `only ${judged} of ${list.length} variants of ${style} could be read`);
}

const whole = read('tests/editor/papers/whole.yaml');
judge('trial', 'tests/papers/templates', [...variants(read('tests/papers/good/a-record-of-each.yaml'))]);
judge('whole', 'tests/editor/templates', [...variants(whole)]);
judge('whole', 'tests/editor/templates', [...variants(whole.replace('status: final', 'status: draft'))]);
judge('whole', 'tests/editor/templates', [...bounds(whole)]);
rmSync('build/editor/varied', { recursive: true, force: true });
finish();
