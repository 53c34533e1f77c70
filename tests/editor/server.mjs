// yaml-language-server itself, over standard input and output: a paper with our schema is offered the
// council's own parts with their guidance, and its faults stand in the lines where `check` has them.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, fail, faultsOf, findingsOf, finish, read, schemaText } from './kit.mjs';

const folder = resolve('build/editor/desk');
rmSync(folder, { recursive: true, force: true });
mkdirSync(`${folder}/.schemas`, { recursive: true });

// --- the protocol

const server = spawn(process.execPath, ['build/editor/node_modules/yaml-language-server/bin/yaml-language-server', '--stdio'],
  { stdio: ['pipe', 'pipe', 'inherit'] });
const waiting = new Map(), told = new Map(), heard = [];
let bytes = Buffer.alloc(0), number = 0;

function send(message) {
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
  server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
  server.stdin.write(body);
}
const settings = { yaml: { validate: true, hover: true, completion: true, schemaStore: { enable: false }, format: { enable: false } }, http: {}, '[yaml]': {} };
function answer({ id, method, params }) {
  if (method === 'workspace/configuration')
    send({ id, result: params.items.map(({ section }) => section.split('.').reduce((at, key) => at?.[key] ?? null, settings)) });
  else
    send({ id, result: null });
}
function take(message) {
  if (message.method === 'textDocument/publishDiagnostics') {
    told.set(message.params.uri, message.params.diagnostics);
    for (const listen of heard.splice(0)) listen();
  } else if (message.method && message.id !== undefined) {
    answer(message);
  } else if (waiting.has(message.id)) {
    waiting.get(message.id)(message);
    waiting.delete(message.id);
  }
}
server.stdout.on('data', (chunk) => {
  bytes = Buffer.concat([bytes, chunk]);
  for (;;) {
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/Content-Length: (\d+)/i.exec(bytes.subarray(0, end).toString())[1]);
    if (bytes.length < end + 4 + length) return;
    const body = bytes.subarray(end + 4, end + 4 + length).toString();
    bytes = bytes.subarray(end + 4 + length);
    take(JSON.parse(body));
  }
});
function within(seconds, what, promise) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`no answer in ${seconds} seconds: ${what}`)), seconds * 1000); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
function ask(method, params) {
  const id = ++number;
  const promise = new Promise((done) => waiting.set(id, done));
  send({ id, method, params });
  return within(60, method, promise).then((message) => {
    if (message.error) throw new Error(`${method}: ${message.error.message}`);
    return message.result;
  });
}

// --- papers on the desk

const schemas = [['herefordshire', 'templates'], ['whole', 'tests/editor/templates'], ['trial', 'tests/papers/templates']];
for (const [style, templates] of schemas) writeFileSync(`${folder}/.schemas/${style}.json`, schemaText(style, templates));

let papers = 0;
// The text with the lines that name the schema before it; `told` once the server has judged it.
async function open(style, text) {
  const file = `${folder}/paper-${++papers}.yaml`, uri = pathToFileURL(file).href;
  const whole = `# yaml-language-server: $schema=.schemas/${style}.json\n${text}`;
  writeFileSync(file, whole);
  send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text: whole } } });
  while (!told.has(uri)) await within(60, `diagnostics of ${file}`, new Promise((done) => heard.push(done)));
  return { file, uri, text: whole, diagnostics: told.get(uri) };
}
// The place of `|` in a text, which is taken out of it.
async function openAt(style, marked) {
  const at = marked.indexOf('¦'), before = marked.slice(0, at);
  const paper = await open(style, before + marked.slice(at + 1));
  const lines = before.split('\n');
  return { ...paper, at: { textDocument: { uri: paper.uri }, position: { line: lines.length, character: lines.at(-1).length } } };
}
const offered = async (style, marked) => {
  const list = await ask('textDocument/completion', (await openAt(style, marked)).at);
  return Array.isArray(list) ? list : list.items;
};
const shown = async (style, marked) => {
  const hover = await ask('textDocument/hover', (await openAt(style, marked)).at);
  return hover?.contents?.value ?? '';
};
const words = (documentation) => documentation?.value ?? documentation ?? '';

// --- what must hold

async function completions() {
  const head = 'style: herefordshire\ntitle: T\nstatus: draft\nmeeting: {body: Cabinet, date: 2008-01-17}\n';
  const top = await offered('herefordshire', `${head}¦\n`);
  for (const key of ['recommendations', 'risk_management', 'consultees', 'financial_assessment', 'portfolio', 'key_decision', 'tables'])
    expect(top.some((item) => item.label === key), `${key} is not offered`);
  for (const key of ['title', 'executive_summary', 'note', 'exempt', 'wardens'])
    expect(!top.some((item) => item.label === key), `${key} is offered`);
  const labels = top.map((item) => item.label);
  expect(new Set(labels).size === labels.length, `offered twice: ${labels.filter((l, i) => labels.indexOf(l) !== i)}`);
  const part = top.find((item) => item.label === 'recommendations');
  expect(words(part?.documentation).includes('Each must make sense alone'), `guidance of recommendations: ${words(part?.documentation)}`);
  expect(words(part?.documentation).includes('Before them is printed: THAT'), 'the lead-in is not shown');

  const inside = await offered('herefordshire', `${head}recommendations:\n  - text: agree the programme.\n    ¦\n`);
  for (const key of ['owner', 'due', 'id']) expect(inside.some((item) => item.label === key), `${key} of a recommendation is not offered`);
  expect(words(inside.find((item) => item.label === 'due')?.documentation).includes('By when'), 'what `due` is');
  const list = part?.insertText ?? part?.textEdit?.newText;
  expect(list === 'recommendations:\n  - ', `what recommendations begin with: ${JSON.stringify(list)}`);
  const begun = await offered('herefordshire', `${head}recommendations:\n  - te¦\n`);
  expect(begun.some((item) => item.label === 'text'), 'text is not offered in a new recommendation');
  const register = await offered('herefordshire', `${head}risk_management:\n  register:\n    - risk: It rains\n      ¦\n`);
  for (const key of ['likelihood', 'impact', 'mitigation', 'residual']) expect(register.some((item) => item.label === key), `${key} of a risk is not offered`);
  const score = await offered('herefordshire', `${head}risk_management:\n  register:\n    - risk: It rains\n      likelihood: ¦\n`);
  for (const label of ['Rare', 'Almost certain', '5']) expect(score.some((item) => item.label === label), `the score ${label} is not offered: ${score.map((i) => i.label)}`);

  const answers = await offered('herefordshire', `${head}key_decision: ¦\n`);
  const spending = answers.find((item) => item.label === 'spending');
  expect(words(spending?.documentation).includes('significant spending or saving'), `what the answer prints: ${words(spending?.documentation)}`);
  const line = await offered('herefordshire', `${head}subtitle: ¦\n`);
  expect(!line.some((item) => ['true', 'false', 'null'].includes(item.label)), `a line of text is offered ${line.map((i) => i.label)}`);
}

async function hovers() {
  const paper = 'style: herefordshire\ntitle: T\nconsiderations: It is so.\nreco¦mmendations: [agree.]\nkey_decision: no\n';
  const part = await shown('herefordshire', paper);
  expect(part.includes('Recommendation') && part.includes('Each must make sense alone'), `hover of a part: ${part}`);
  const fact = await shown('herefordshire', paper.replace('¦', '').replace('key_', 'ke¦y_'));
  expect(fact.includes('a key decision also says when the forward plan first carried it'), `hover of a fact: ${fact}`);
  const none = await shown('herefordshire', 'style: herefordshire\ntitle: T\nalternat¦ive_options: none\n');
  expect(none.includes('There are no alternative options.'), `what none prints: ${none}`);
}

const lineOf = (diagnostic) => diagnostic.range.start.line + 1;
// Faults of one paper in the editor and by the command stand in the same lines.
async function same(name, style, templates, text) {
  const paper = await open(style, text);
  const faults = faultsOf(findingsOf(paper.file, templates).get(paper.file) ?? []);
  const lines = (list) => [...new Set(list)].sort((a, b) => a - b).join(' ');
  // a misspelt key is missed under its right name: `check` leaves that echo out
  const misspelt = faults.some((f) => f.rule === 'unknown-key');
  const own = paper.diagnostics.filter((d) => !(misspelt && d.message.startsWith('Missing property')));
  const wanted = lines(faults.map((f) => f.line)), got = lines(own.map(lineOf));
  expect(wanted === got, `${name}: check has errors in lines ${wanted || '-'}, the editor in ${got || '-'}\n` +
    paper.diagnostics.map((d) => `    ${lineOf(d)}: ${d.message}`).join('\n'));
  return paper.diagnostics;
}

async function diagnostics() {
  const trial = ['trial', 'tests/papers/templates'], whole = read('tests/editor/papers/whole.yaml');
  const good = await same('a good paper', 'whole', 'tests/editor/templates', whole);
  expect(good.length === 0, `a good paper: ${JSON.stringify(good)}`);
  for (const name of ['unknown-key-misspelt-part', 'unknown-key-in-meeting', 'bad-date-with-strokes', 'risk-score-off-the-scale',
    'missing-part-all-of-them', 'none-refused-considerations', 'bad-yes-no-preferred-option', 'bad-money-words']) {
    const text = read(`tests/papers/bad/${name}.yaml`), style = /^style: ([a-z-]+)/m.exec(text)[1];
    const list = await same(name, style, style === 'trial' ? trial[1] : 'tests/papers/templates', text);
    expect(list.length > 0, `${name}: nothing is flagged`);
  }
  const cases = [
    ['title: The footbridge', 'titel: The footbridge', /titel/],
    ['cost: £200,000', 'cost: a lot', /Write an amount/],
    ['likelihood: 2', 'likelihood: 4', /number from 1 to 3, or its name|1.*2.*3.*Low/],
    ['asked: 2006-01-13', 'asked: 13/01/2006', /2005-09-29/],
    ['decision_type: decide', 'decision_type: choose', /decide/],
    ['team: Roads', 'team: Bins', /roads/i],
    ['people_seen: The ward member\n', '', /glossary/],
    ['recommendations:\n  lead: "That the Cabinet:"', 'recommendations:\n  laed: "That the Cabinet:"', /laed/],
    ['wanted: yes', 'wanted: perhaps', /yes or no|"yes"/],
  ];
  for (const [from, to, message] of cases) {
    const list = await same(`${from} -> ${to}`, 'whole', 'tests/editor/templates', whole.replace(from, to));
    expect(list.some((d) => message.test(d.message)), `${to}: ${list.map((d) => d.message).join(' | ')}`);
  }
}

try {
  await ask('initialize', { processId: process.pid, rootUri: pathToFileURL(folder).href, workspaceFolders: null, capabilities: {
    workspace: { configuration: true },
    textDocument: { completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } }, hover: { contentFormat: ['markdown'] }, publishDiagnostics: {} } } });
  send({ method: 'initialized', params: {} });
  send({ method: 'workspace/didChangeConfiguration', params: { settings } });
  await completions();
  await hovers();
  await diagnostics();
} catch (error) {
  fail(error.stack);
}
server.kill();
finish();
