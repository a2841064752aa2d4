/// <reference types="svelte" />
// Pages and forms of keys and known hosts: what is found and current, what is asked before, what is told.
import { describe, expect, it } from 'vitest';
import type {
  AgentKey,
  Bridge,
  Calls,
  KeysFound,
  KnownHost,
  LocalKey,
  SavedHost,
} from '../../electron/ipc/contract.ts';
import { keyRows, sizedType } from '../../renderer/lib/keyRows.ts';
import { knownName } from '../../renderer/lib/knownRows.ts';
import { KeyPassphrase, NewKey } from '../../renderer/state/keyForms.svelte.ts';
import { KeyList } from '../../renderer/state/keyList.svelte.ts';
import { KeyToHost } from '../../renderer/state/keyToHost.svelte.ts';
import { KnownHostList } from '../../renderer/state/knownHostList.svelte.ts';
import { say } from '../../words/said.ts';

const key = (name: string, change: Partial<LocalKey> = {}): LocalKey => ({
  ...{ id: `/ssh/${name}`, name, type: 'ED25519', bits: 256, fingerprint: `SHA256:${name}` },
  ...{ comment: '', hasPrivate: true, passphrase: 'no', hardware: false, inAgent: false },
  ...{ certificate: null, files: [name, `${name}.pub`], problem: null, advice: null },
  ...change,
});

const held = (id: string, comment: string): AgentKey => ({
  ...{ id, type: 'RSA', bits: 4096, comment, hardware: false },
});

const found = (keys: LocalKey[], agentKeys: AgentKey[] = []): KeysFound => ({
  ...{ folder: '~/.ssh', keys, agentKeys, agentSays: null, says: null, comment: 'me@laptop' },
  makes: [
    { type: 'ed25519', name: 'id_ed25519_2' },
    { type: 'ed25519-sk', name: 'id_ed25519_sk' },
  ],
});

type Answers = Partial<{ [N in keyof Calls]: (...args: Parameters<Calls[N]>) => unknown }>;

function bridgeOf(answers: Answers) {
  const asked: unknown[][] = [];
  const bridge = {
    async call(name: keyof Calls, ...args: never[]) {
      asked.push([name, ...args]);
      return (answers[name] as ((...args: unknown[]) => unknown) | undefined)?.(...args);
    },
  } as unknown as Bridge;
  return { bridge, asked };
}

describe('the list of keys', () => {
  const all = found(
    [key('id_ed25519', { comment: 'Müller' }), key('work', { inAgent: true })],
    [held('SHA256:work', 'work'), held('SHA256:stick', 'on a stick')],
  );

  it('has what has files, then what the agent alone holds, and finds by all that is known', () => {
    const shown = (typed: string) => keyRows(all, typed).map(({ id }) => id);
    expect(shown('')).toEqual(['/ssh/id_ed25519', '/ssh/work', 'SHA256:stick']);
    expect(shown('muller')).toEqual(['/ssh/id_ed25519']);
    expect(shown('rsa stick')).toEqual(['SHA256:stick']);
    expect(sizedType({ type: 'RSA', bits: 4096 })).toBe('RSA 4096');
    expect(sizedType({ type: 'ED25519', bits: 256 })).toBe('ED25519');
  });

  it('deletes once that is confirmed, and the next one is current', async () => {
    let keys = [key('a'), key('b'), key('c')];
    const { bridge, asked } = bridgeOf({
      'keys:list': () => found(keys),
      'keys:remove': (id) => {
        keys = keys.filter((one) => one.id !== id);
        return ['b', 'b.pub'];
      },
    });
    const list = new KeyList(bridge);
    await list.load();
    list.go(1);
    await list.remove();
    expect(asked).toHaveLength(1); // it wasn't asked about
    list.ask();
    expect(list.asking?.id).toBe('/ssh/b');
    await list.remove();
    expect([list.current?.id, list.told]).toEqual(['/ssh/c', 'Deleted: b and b.pub.']);
  });

  it('copies the public half, and says what fails', async () => {
    const { bridge, asked } = bridgeOf({
      'keys:list': () => all,
      'keys:public': () => 'ssh-ed25519 AAAA me',
      'keys:dropFromAgent': () => {
        throw new Error('it hangs');
      },
    });
    const list = new KeyList(bridge);
    await list.load();
    await list.copyPublic();
    expect(asked).toContainEqual(['clipboard:write', 'ssh-ed25519 AAAA me\n']);
    list.go(2);
    list.ask();
    expect(list.asking).toBeNull(); // it has no file
    await list.dropFromAgent();
    expect(asked).toContainEqual(['keys:dropFromAgent', 'SHA256:stick']);
    expect(list.error).toBe('it hangs');
  });
});

describe('a new key', () => {
  it('has a name proposed for its kind, until one is typed', async () => {
    const { bridge, asked } = bridgeOf({ 'keys:make': () => ({ ok: true, id: '/ssh/mine' }) });
    const form = new NewKey(bridge, found([]));
    expect([form.name, form.comment, form.changed]).toEqual(['id_ed25519_2', 'me@laptop', false]);
    form.type = 'ed25519-sk';
    expect([form.name, form.hardware]).toEqual(['id_ed25519_sk', true]);
    form.name = 'mine';
    [form.passphrase, form.again] = ['one two', 'one  two'];
    expect(await form.make()).toBeNull();
    expect([form.firstWrong, asked]).toEqual(['again', []]);
    form.again = form.passphrase;
    form.pin = '1234';
    expect(await form.make()).toBe('/ssh/mine');
    expect(asked).toEqual([
      [
        'keys:make',
        {
          type: 'ed25519-sk',
          name: 'mine',
          comment: 'me@laptop',
          passphrase: 'one two',
          pin: '1234',
        },
      ],
    ]);
    expect(form.passphrase + form.again + form.pin).toBe('');
  });

  it('says what is wrong where it is typed, and keeps what was', async () => {
    const errors = { name: say('key-name-missing') };
    const { bridge } = bridgeOf({ 'keys:make': () => ({ ok: false, errors }) });
    const form = new NewKey(bridge, found([]));
    [form.passphrase, form.again] = ['secret', 'secret'];
    expect(await form.make()).toBeNull();
    expect([form.errors.name, form.firstWrong, form.passphrase]).toEqual([
      ...['Give the key a name.', 'name', 'secret'],
    ]);
    form.mend('name');
    expect(form.firstWrong).toBeUndefined();
  });
});

it('a passphrase opens a key for the agent, or is changed', async () => {
  const { bridge, asked } = bridgeOf({
    'keys:addToAgent': () => ({ ok: true }),
    'keys:setPassphrase': () => ({ ok: false, errors: { old: say('key-passphrase-wrong') } }),
  });
  const agent = new KeyPassphrase(bridge, { id: '/ssh/a', sealed: true }, 'agent');
  agent.passphrase = 'sesame';
  expect(await agent.save()).toBe(true);
  const change = new KeyPassphrase(bridge, { id: '/ssh/a', sealed: true }, 'change');
  [change.old, change.passphrase, change.again] = ['x', 'new one', 'new one'];
  expect(await change.save()).toBe(false);
  expect(change.errors.old).toBe('That isn’t the key’s passphrase.');
  expect(asked).toEqual([
    ['keys:addToAgent', '/ssh/a', 'sesame'],
    ['keys:setPassphrase', '/ssh/a', 'x', 'new one'],
  ]);
});

describe('a key on its way to a host', () => {
  it('tells how far it is, hands on what is asked, and says what came of it', async () => {
    let finish = (_: unknown): void => undefined;
    const { bridge, asked } = bridgeOf({
      'keys:onHost': () => new Promise((resolve) => (finish = resolve)),
    });
    const state = new KeyToHost(bridge, 'put', { keyId: '/ssh/a', hostId: null });
    expect(state.ready).toBe(false);
    state.hostId = 'h';
    const going = state.go();
    const run = asked[0]![1] as string;
    state.hear({ run: 'another', message: say('key-no-device'), question: 'password: ' });
    expect(state.question).toBe('');
    state.hear({ run, message: say('key-connecting', { host: 'web-1' }), question: 'password: ' });
    expect([state.message, state.question]).toEqual(['Logging in to web-1…', 'password: ']);
    await state.answer('geheim');
    expect(asked[1]).toEqual(['keys:answer', run, 'geheim']);
    finish({ said: say('key-put', { host: 'web-1' }), notes: [] });
    await going;
    expect([state.busy, state.end?.said]).toEqual([
      false,
      'The key is on web-1 now: it lets you in.',
    ]);
  });

  it('is stopped, and says nothing any more', async () => {
    let fail = (_: Error): void => undefined;
    const { bridge, asked } = bridgeOf({
      'keys:onHost': () => new Promise((_resolve, reject) => (fail = reject)),
    });
    const state = new KeyToHost(bridge, 'drop', { keyId: '/ssh/a', hostId: 'h' });
    const going = state.go();
    state.stop();
    expect(asked.at(-1)).toEqual(['keys:stop']);
    fail(new Error('cancelled'));
    await going;
    expect([state.busy, state.error, state.end]).toEqual([false, '', null]);
  });
});

const line = (at: number, change: Partial<KnownHost> = {}): KnownHost => ({
  ...{ id: `0:${at}`, file: 0, line: at, names: [`web-${at}`], hashed: false, marker: null },
  ...{ type: 'ED25519', fingerprint: `SHA256:${at}`, comment: '', problem: null },
  ...{ removedBy: `web-${at}`, ...change },
});

describe('known hosts', () => {
  const file = { path: '/ssh/known_hosts', shown: '~/.ssh/known_hosts', fixed: null, says: null };
  const saved = [
    { kind: 'ssh', address: '10.0.0.1', port: '2222' },
    { kind: 'ssh', address: 'web-9', port: '' },
    { kind: 'agent', address: 'x', port: '' },
  ] as SavedHost[];
  const hashed = { names: [], hashed: true, removedBy: null };

  it('are looked up as ssh does', () => {
    expect(saved.slice(0, 2).map(knownName)).toEqual(['[10.0.0.1]:2222', 'web-9']);
    expect(knownName({ address: 'a', port: '22' })).toBe('a');
  });

  it('tell hashed names by saved hosts, and remove them by those', async () => {
    const { bridge, asked } = bridgeOf({
      'knownHosts:list': () => ({
        files: [file],
        hosts: [line(1), line(2, hashed), line(3, hashed)],
      }),
      'knownHosts:find': (names) =>
        names.includes('web-9') ? [{ name: 'web-9', file: 0, line: 2 }] : [],
      'knownHosts:remove': () => '/ssh/known_hosts.old',
    });
    const list = new KnownHostList(bridge, () => saved);
    await list.load();
    expect(asked[1]).toEqual(['knownHosts:find', ['[10.0.0.1]:2222', 'web-9']]);
    expect(list.rows.map((row) => list.names(row))).toEqual([['web-1'], ['web-9'], []]);
    expect(list.rows.map((row) => list.removableAs(row))).toEqual(['web-1', 'web-9', null]);
    list.typed = 'web-9';
    expect(list.current?.id).toBe('0:2');
    await list.ask();
    expect(list.asking).toMatchObject({ name: 'web-9', file: 0, lines: [{ line: 2 }] });
    await list.remove();
    expect(asked).toContainEqual(['knownHosts:remove', 'web-9', 0, [2]]);
    expect(list.told).toContain('1 line removed.');
    list.typed = 'elsewhere';
    expect(await list.findHashed()).toBe(false);
    expect(list.told).toBe('“elsewhere” isn’t among the hashed names either.');
  });

  it('are drawn one at a time, and those that were passed not at all', async () => {
    let finish: ((picture: unknown) => void)[] = [];
    const { bridge, asked } = bridgeOf({
      'knownHosts:list': () => ({ files: [file], hosts: [line(1), line(2), line(3)] }),
      'knownHosts:picture': () => new Promise((resolve) => finish.push(resolve)),
    });
    const list = new KnownHostList(bridge, () => []);
    await list.load();
    const drawing = list.draw();
    for (const at of [1, 2]) {
      list.go(at);
      await list.draw();
    }
    const settle = async (): Promise<void> => {
      const [first, ...others] = finish;
      finish = others;
      first!({ fingerprint: 'SHA256:x', art: ['+'] });
      await Promise.resolve();
    };
    await settle();
    expect(list.picture).toBeNull();
    await new Promise(setImmediate);
    await settle();
    await drawing;
    expect(list.picture?.id).toBe('0:3');
    expect(asked.slice(1)).toEqual([
      ['knownHosts:picture', 0, 1],
      ['knownHosts:picture', 0, 3],
    ]);
  });

  it('stay where the file is closed to changes', async () => {
    const fixed = { ...file, fixed: say('known-hosts-of-system') };
    const { bridge, asked } = bridgeOf({
      'knownHosts:list': () => ({ files: [fixed], hosts: [line(1, { removedBy: null })] }),
    });
    const list = new KnownHostList(bridge, () => []);
    await list.load();
    await list.ask();
    expect([list.asking, asked.length]).toEqual([null, 1]);
  });
});
