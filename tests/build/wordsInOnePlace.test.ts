// That a text for people stands in words/ only: made-up files are linted under each room's path. In
// each stands something that must be refused beside what must not, so that the rule is tried both ways.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { ELSEWHERE } from '../../build/lint/wordsInOnePlace.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const RULE = 'bowline/words-in-one-place';
const TYPE_AWARE = ['no-floating-promises', 'no-misused-promises', 'await-thenable', 'return-await']
  .concat(['only-throw-error', 'no-unnecessary-type-assertion', 'switch-exhaustiveness-check'])
  .concat('no-deprecated');

// Type-aware rules need real files on the disk, which these are not.
const eslint = new ESLint({
  cwd: ROOT,
  overrideConfig: [
    {
      files: ['**/*.ts'],
      languageOptions: { parserOptions: { projectService: false } },
      rules: Object.fromEntries(TYPE_AWARE.map((name) => [`@typescript-eslint/${name}`, 'off'])),
    },
    { files: ['electron/**', 'core/**', 'agent/**', 'words/**'], rules: { [RULE]: 'error' } },
  ],
});

/** The texts that are refused, in their order. */
async function refused(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(ROOT, file) });
  return (result?.messages ?? [])
    .filter(({ ruleId, fatal }) => ruleId === RULE || fatal === true)
    .map(({ message }) => /“(.*)”/.exec(message)?.[1] ?? message);
}

const MARKUP: [what: string, code: string, refused: string[]][] = [
  ['text', '<p>Saved</p><p>{name} · 3 × {size}</p>', ['Saved']],
  ['a text beside what is put in', '<p>{count} open</p><b>{count}&nbsp;×</b>', ['open']],
  ['a name of ours', '<h1>Bowline</h1><h2>Bowline here</h2>', ['Bowline here']],
  [
    'attributes that are shown',
    '<a title="Opens it" href="help page" class="big red">–</a>',
    ['Opens it'],
  ],
  ['read out', '<i aria-label="Close" aria-hidden="true" role="img"></i>', ['Close']],
  ['one word of small letters', '<input placeholder="name" type="text" />', ['name']],
  ['one with something put in', '<i aria-label="End {name}" id="row {name}"></i>', ['End']],
  ['what a choice comes to', "<p>{state === 'open' ? 'open' : ''}</p>", ['open']],
  [
    'a choice in an attribute',
    "<p title={yes ? 'yes' : no} class={yes ? 'big' : 'red'}>–</p>",
    ['yes'],
  ],
  ['what is joined', "<p>{[n, 'open'].join(' ')}{parts.join(' and ')}</p>", ['open', 'and']],
  ['what is made a text', "<p>{String('open')}{'shut'.trim()}</p>", ['open', 'shut']],
  ['what each comes to', "<p>{all.map((one) => (one ? 'open' : one))}</p>", ['open']],
  [
    'a choice in a template',
    "<p>{`${on ? 'retrying' : ''}`}{on ? 'shut' : ''}</p>",
    ['retrying', 'shut'],
  ],
  [
    'a word for a component',
    `<Hint text="retrying" side="top" kind={on ? 'open' : ''} hint={on ? 'shut' : ''} />`,
    ['retrying', 'shut'],
  ],
  [
    'what a constant comes to',
    "<script lang=\"ts\">const a = $derived(on ? 'shut' : b); const c = 'code';</script><p>{a}</p>",
    ['shut'],
  ],
  [
    'what stands in a table',
    "<script>const a = { one: 'shut' }; const f = () => f;</script><p>{a[b]}{f(a.one)}{f}</p>",
    ['shut'],
  ],
  ['a sentence as a type', '<input type="Your name" id="name" class="big red" />', ['Your name']],
  ['a template', '<p title={`${a} of ${b}`} style={`${a} ${b}`}>–</p>', ['… of …']],
  [
    'a sentence for a component',
    '<Note what="The password" kind="on top" />',
    ['The password', 'on top'],
  ],
  ['script', "<script lang=\"ts\">const a = 'Not now'; const b = 'not-now';</script>", ['Not now']],
  ['no style', '<p>Hello</p><style>.big p { color: red }</style>', ['Hello']],
];

describe('in markup', () => {
  it.each(MARKUP)('%s', async (_what, code, texts) => {
    expect(await refused('renderer/components/MadeUp.svelte', code)).toEqual(texts);
  });
});

const SCRIPT: [what: string, code: string, refused: string[]][] = [
  ['sentences, not codes', "say('It is gone.'); say('it-is-gone');", ['It is gone.']],
  ['words in a row', "say('open in a tab'); say('openInTab');", ['open in a tab']],
  ['labels, not names', "say('Copy'); say('AltGraph'); say('GET'); say('Content-Type');", ['Copy']],
  ['labels, not keys', "say('Close'); say('Enter'); say('Escape');", ['Close']],
  ['templates', 'say(`${a} of ${b}`); say(`${a} ${b}`); say(`tab-${a}`);', ['… of …']],
  [
    'pieces of a sentence',
    "say('It ' + verb); say(a + ', which is gone');",
    ['It', ', which is gone'],
  ],
  [
    'with an address in it',
    "say('Look at https://x.example'); say('https://x.example');",
    ['Look at https://x.example'],
  ],
  ['in quotation marks', "say('choose “Add host”'); say('“”');", ['choose “Add host”']],
  [
    'not for the log',
    "say('It failed'); this.#log.info('It failed', { why: `of ${a}` });",
    ['It failed'],
  ],
  ['not for the console', "say('It failed'); console.warn('It failed');", ['It failed']],
  [
    'the log, and nothing that is called like it',
    "app.notices.log('It failed'); warn('It stopped'); log.append('It ended'); log('It went on');",
    ['It failed', 'It stopped', 'It ended'],
  ],
  ['a log that was handed over', "say('It failed'); this.#options.log('It ended');", ['It failed']],
  ['not of our own errors', "throw new PersonError('Too big');", ['Too big']],
  ['not what is compared', "if (a === 'Not now') say('Not here');", ['Not here']],
  ['not a case', "switch (a) { case 'Not now': say('Not here'); }", ['Not here']],
  [
    'not what is looked for',
    "if (['On top'].includes(a) || a.startsWith('On ')) say('On it');",
    ['On it'],
  ],
  ['not a selector', "say('On it'); document.querySelector('ul li');", ['On it']],
  ['not a key that is looked up', "say(a['Not now']); say('Not here');", ['Not here']],
  ['keys, which can be listed', "Object.keys({ 'Not now': 1, notHere: 2 });", ['Not now']],
  ['what is in a set', "new Set(['It has ended.', 'has-ended']);", ['It has ended.']],
  ['a sentence as a type', "a({ type: 'It has ended.' }, { type: 'Ended' });", ['It has ended.']],
  [
    'a choice as a type',
    "a({ type: b ? `It ${c} ended` : 'Ended', class: d ? 'big red' : '' });",
    ['It … ended'],
  ],
  ['parts that are joined', "['It', 'has ended'].join(' '); [a, b].join(' ');", ['It has ended']],
  ['not the parts of a path', "say('Git'); join(programs, 'Git'); path.join(a, 'Git');", ['Git']],
  [
    'not the parts of a pattern',
    "say('On it'); new RegExp(['Not now', ...[a, 'Not here']].join('|'));",
    ['On it'],
  ],
  ['a word that is joined', "[n, 'open'].join(' '); [n, 'open'].join('-');", ['… open']],
  ['not a type', "let a: 'Not now'; say('Not here');", ['Not here']],
  ['not a module', "import { a } from './Not now.ts'; say('Not here');", ['Not here']],
  ['not a class', "const a = { class: 'big red', label: 'big red' };", ['big red']],
  ['not a pattern', "say('Not now'); RegExp('Not now'); String.raw`Not now`;", ['Not now']],
  ['not SQL', "say('Select all'); run('SELECT name FROM hosts');", ['Select all']],
  [
    'not a command',
    "say('umask it'); run('umask 077; exec \"$1\"'); run('ssh -o Yes host');",
    ['umask it'],
  ],
  [
    'a sentence about a command',
    "say('Use --keep to go on.'); say('run it with -v.'); say('Copy | Paste'); run('a -v b');",
    ['Use --keep to go on.', 'run it with -v.', 'Copy | Paste'],
  ],
  ['a box', "dialog.showErrorBox('OK', a || 'SSH-Key');", ['OK', 'SSH-Key']],
  ['a box that is made', "new electron.Notification({ title: 'OK' });", ['OK']],
  [
    'a box of many parts',
    "dialog.showMessageBox({ type: 'info', buttons: ['OK'], message: 'gone' });",
    ['OK', 'gone'],
  ],
  ['not a channel', "say('typed input'); byteChannel('typed input', 9);", ['typed input']],
  ['not why a task ends', "say('was closed'); task.abort('was closed');", ['was closed']],
];

describe.each(['renderer/lib/made-up.ts', 'electron/main/made-up.ts', 'core/text/made-up.ts'])(
  'in script at %s',
  (file) => {
    it.each(SCRIPT)('%s', async (_what, code, texts) => {
      expect(await refused(file, code)).toEqual(texts);
    });
  },
);

it('an error is for nobody, but in the window, which shows it', async () => {
  const code = "throw new TypeError('Not a list');";
  const places = ['core/made-up.ts', 'electron/main/made-up.ts', 'renderer/lib/made-up.ts'];
  const found = await Promise.all(places.map((place) => refused(place, code)));
  expect(found).toEqual([[], [], ['Not a list']]);
});

it('an error of ours may say to itself what it is', async () => {
  const code = (name: string) =>
    `class ${name} extends Error { constructor() { super('Too big'); } }`;
  expect(await refused('core/made-up.ts', code('ProtocolError'))).toEqual([]);
  expect(await refused('core/made-up.ts', code('HostError'))).toEqual(['Too big']);
});

it('leaves the words themselves and the agent’s command line alone', async () => {
  const code = "export const a = 'It is gone.';";
  const places = ['words/english/made-up.ts', 'agent/cli/made-up.ts', 'core/made-up.ts'];
  const found = await Promise.all(places.map((place) => refused(place, code)));
  expect(found).toEqual([[], [], ['It is gone.']]);
});

describe('what has texts of its own', () => {
  it.each(Object.keys(ELSEWHERE))('%s has some, and may', async (place) => {
    const files = filesOf(place);
    const beside = await Promise.all(files.map((file) => refused(moved(file), codeOf(file))));
    const there = await Promise.all(files.map((file) => refused(file, codeOf(file))));
    expect(beside.flat()).not.toEqual([]);
    expect(there.flat()).toEqual([]);
  });
});

function filesOf(place: string): string[] {
  const isFolder = statSync(path.join(ROOT, place)).isDirectory();
  if (!isFolder) return [place];
  return readdirSync(path.join(ROOT, place))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => place + name);
}

function codeOf(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** The same file in a place that the table doesn't know. */
function moved(file: string): string {
  return `${file.split('/')[0]}/made-up/${path.posix.basename(file)}`;
}
