/// <reference types="svelte" />
// How a host's form logs in: secrets are never in its draft, are kept once it is saved, and what can't be kept
// is said at its field. And the test of what stands in it.
import { beforeEach, describe, expect, it } from 'vitest';
import { parseDraft } from '../../electron/hosts/hostDraft.ts';
import type { HostTest, InheritedValue } from '../../electron/ipc/contract.ts';
import { firstProxy, proxyPlace } from '../../electron/ssh/throughProxy.ts';
import { keyPath } from '../../renderer/lib/keyPath.ts';
import { toldTest } from '../../renderer/lib/testWords.ts';
import { HostForm } from '../../renderer/state/hostForm.svelte.ts';
import { HostTesting } from '../../renderer/state/hostTest.svelte.ts';
import { LogInForm } from '../../renderer/state/logInForm.svelte.ts';
import { sshDraft } from '../electron/hosts/drafts.ts';
import { Deferred } from '../support/deferred.ts';
import { told } from '../support/told.ts';
import { kinds } from './kinds.ts';
import { PlayedVault } from './playedVault.ts';

const HOME = '/home/me';
const FACTS = { nameTaken: () => false, hasSecret: () => false };
let main: PlayedVault;
beforeEach(() => {
  main = new PlayedVault();
});

function formOf(values: Record<string, string>, id: string | null = null) {
  const from: Record<string, InheritedValue> = {};
  const fields = {
    id,
    valueOf: (name: string) => values[name] ?? '',
    from: (name: string) => from[name],
  };
  return { logIn: new LogInForm(main.vault, fields, HOME), from, values };
}

describe('what the box asks for', () => {
  it.each([
    [{}, null],
    [{ logInWith: 'ssh' }, null],
    [{ logInWith: 'ask' }, null],
    [{ logInWith: 'password' }, 'password'],
    [{ logInWith: 'password', identity: 'i1' }, null],
    [{ logInWith: 'key' }, null],
    [{ logInWith: 'key', identityFile: '~/.ssh/id' }, 'passphrase'],
    [{ logInWith: 'key', identityFile: '%d/.ssh/id' }, null],
  ] as const)('of %j is %s', (values, asks) => {
    expect(formOf(values).logIn.asks).toBe(asks);
  });

  it('follows the folder, and the key of an identity', async () => {
    const { logIn, from, values } = formOf({});
    from['logInWith'] = { value: 'password', from: 'f' };
    expect(logIn.asks).toBe('password');
    values['logInWith'] = 'key';
    from['identity'] = { value: 'i1', from: 'f' };
    main.identities = [{ id: 'i1', name: 'd', user: '', identityFile: '~/.ssh/d', hosts: [] }];
    await main.vault.lookForIdentities();
    expect([logIn.asks, logIn.key]).toEqual(['passphrase', '~/.ssh/d']);
  });
});

describe('the password of a proxy', () => {
  const BEHIND = { proxyKind: 'http', proxyAddress: '[::1]', proxyPort: '03128', proxyUser: 'bob' };

  it.each([
    [BEHIND, 'http://bob@::1:3128'],
    [{ ...BEHIND, proxyKind: 'socks5', proxyPort: '' }, 'socks5://bob@::1:1080'],
    [{ ...BEHIND, proxyAddress: 'p.example', proxyPort: '' }, 'http://bob@p.example:8080'],
    [{ ...BEHIND, proxyUser: '' }, null],
    [{ ...BEHIND, proxyKind: 'none' }, null],
    [{ ...BEHIND, proxyAddress: ' ' }, null],
  ])('of %j is that of %s, as the main process has it', (values, place) => {
    const { logIn } = formOf(values);
    expect(logIn.proxyUse?.of ?? null).toBe(place);
    if (place === null) return;
    const read = parseDraft({ ...sshDraft(), ...(values as object) }, FACTS);
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    expect(proxyPlace(firstProxy(read.draft)!)).toBe(place);
  });

  it('is kept for all hosts behind it, beside that of the host', async () => {
    const { logIn, from } = formOf({ logInWith: 'password' });
    for (const [name, value] of Object.entries(BEHIND)) from[name] = { value, from: 'f' };
    logIn.password.value = 'own';
    logIn.proxyPassword.value = 'of the proxy';
    expect(logIn.changed).toBe(true);
    expect(await logIn.keep('h1')).toBe(null);
    expect(await main.vault.has({ what: 'password', of: 'h1' })).toBe(true);
    expect(await main.vault.has({ what: 'password', of: 'http://bob@::1:3128' })).toBe(true);
    expect(logIn.changed).toBe(false);
  });
});

it.each([
  ['~/.ssh/id', HOME, '/home/me/.ssh/id'],
  [' /etc/key ', HOME, '/etc/key'],
  ['key', HOME, '/home/me/key'],
  ['~other/key', HOME, ''],
  ['${HOME}/key', HOME, ''],
  ['', HOME, ''],
  ['~/.ssh/id', 'C:\\Users\\me', 'C:\\Users\\me\\.ssh/id'],
  ['C:\\keys\\id', 'C:\\Users\\me', 'C:\\keys\\id'],
])('the key %j of %s is asked about as %j', (typed, home, path) => {
  expect(keyPath(typed, home)).toBe(path);
});

describe('a password', () => {
  it('is kept for the host once that is saved, and isn’t held any longer', async () => {
    const { logIn } = formOf({ logInWith: 'password' });
    logIn.password.value = 'geheim';
    expect(logIn.changed).toBe(true);
    expect(await logIn.keep('h1')).toBeNull();
    expect([...main.kept]).toEqual([['password:h1', 'geheim']]);
    expect([logIn.password.value, logIn.password.kept, logIn.changed]).toEqual(['', true, false]);
  });

  it('isn’t kept where that was not wanted, nor where another way was chosen', async () => {
    const { logIn, values } = formOf({ logInWith: 'password' });
    logIn.password.value = 'geheim';
    logIn.password.keeps = false;
    expect(await logIn.keep('h1')).toBeNull();
    logIn.password.keeps = true;
    values['logInWith'] = 'ask';
    expect(await logIn.keep('h1')).toBeNull();
    expect(main.kept.size).toBe(0);
  });

  it('that can’t be kept stays typed, and its field says why', async () => {
    const { logIn } = formOf({ logInWith: 'password' });
    logIn.password.value = 'geheim';
    main.refuses = 'The keychain is locked.';
    expect(await logIn.keep('h1')).toBe('password');
    expect(logIn.password.error).toBe(
      'The host is saved, but this could not be kept: The keychain is locked.',
    );
    expect(logIn.password.value).toBe('geheim');
    main.refuses = '';
    expect(await logIn.keep('h1')).toBeNull();
    expect(logIn.password.error).toBe('');
  });

  it('that is kept stays so where nothing is typed, and is forgotten when that is asked', async () => {
    main.kept.set('password:h1', 'alt');
    const { logIn } = formOf({ logInWith: 'password' }, 'h1');
    await logIn.look();
    expect(logIn.password.kept).toBe(true);
    expect(await logIn.keep('h1')).toBeNull();
    expect(main.kept.get('password:h1')).toBe('alt');
    main.refuses = 'Gone.';
    await logIn.password.forget();
    expect([logIn.password.kept, logIn.password.error]).toEqual([true, 'Gone.']);
    main.refuses = '';
    await logIn.password.forget();
    expect([logIn.password.kept, logIn.password.forgotten]).toEqual([false, true]);
    expect(main.kept.size).toBe(0);
  });

  it('of a key is kept by the key’s whole path', async () => {
    const { logIn, values } = formOf({ logInWith: 'key', identityFile: '~/.ssh/id' });
    logIn.passphrase.value = 'satz';
    expect(await logIn.keep('h1')).toBeNull();
    expect(main.kept.get('passphrase:/home/me/.ssh/id')).toBe('satz');
    values['identityFile'] = '/other';
    await logIn.look();
    expect(logIn.passphrase.kept).toBe(false);
  });
});

it('who keeps secrets is known once it is asked, and told when it changes', async () => {
  expect(main.vault.keeper).toBeNull();
  expect(main.calls).toEqual([]);
  await main.vault.look();
  expect(main.vault.keeper).toEqual({ by: 'keychain', name: 'GNOME Keyring' });
  main.tell('vault:changed', { by: 'passphrase', locked: true });
  expect(main.vault.keeper).toEqual({ by: 'passphrase', locked: true });
  main.others['vault:keeper'] = () => Promise.reject(new Error('It is late.'));
  await main.vault.look();
  expect(main.vault.failure).toBe('It is late.');
});

describe('a host that was saved without its secret', () => {
  it('is that host from then on, and no second one is made', async () => {
    const ids: (string | null)[] = [];
    main.others['hosts:save'] = (draft: object, id: string | null) => {
      ids.push(id);
      return { ok: true, host: { ...kinds.empty, ...draft, id: 'new' } };
    };
    const form = new HostForm(main.bridge, kinds, null);
    form.draft.address = 'web';
    form.stays((await form.save())!);
    expect([form.id, form.draft.name, form.changed]).toEqual(['new', 'web', false]);
    await form.save();
    expect(ids).toEqual([null, 'new']);
  });
});

const FOUND: HostTest = {
  ms: 34,
  hostKey: { is: 'new', type: 'ED25519', fingerprint: 'SHA256:x', place: null, certificate: false },
  ways: ['publickey', 'password'],
  trouble: null,
};

describe('the test of a form', () => {
  function testing(answer: () => unknown) {
    main.others['hosts:test'] = answer;
    const form = new HostForm(main.bridge, kinds, null);
    form.draft.address = 'web';
    return { form, testing: new HostTesting(main.bridge, form) };
  }

  it('holds until a field is another one; its name, notes and colour don’t matter', async () => {
    const { form, testing: test } = testing(() => ({ ok: true, found: FOUND }));
    expect(await test.run()).toBe(true);
    expect(test.found).toEqual(FOUND);
    form.draft.name = 'Web';
    form.draft.notes = 'n';
    form.draft.color = 'red';
    expect(test.found).toEqual(FOUND);
    form.draft.port = '2222';
    expect(test.found).toBeNull();
  });

  it('takes along what is typed for the proxy, as long as that is used', async () => {
    const asked: unknown[][] = [];
    const { form, testing: test } = testing(() => ({ ok: true, found: FOUND }));
    const answer = main.others['hosts:test']!;
    main.others['hosts:test'] = (...given: unknown[]) => {
      asked.push(given.slice(1));
      return answer();
    };
    const values: Record<string, string> = { proxyKind: 'http', proxyAddress: 'p.example' };
    const { logIn } = formOf(values);
    logIn.proxyPassword.value = 'typed';
    await test.run(logIn.typedForProxy);
    values['proxyUser'] = 'bob';
    await test.run(logIn.typedForProxy);
    expect(asked).toEqual([
      [null, undefined],
      [null, 'typed'],
    ]);
    expect([test.found, form.draft.proxyUser]).toEqual([FOUND, '']);
    test.forget();
    expect(test.found).toBeNull();
  });

  it('says at its field what is wrong', async () => {
    const errors = { port: told('not a port') };
    const { form, testing: test } = testing(() => ({ ok: false, errors }));
    expect(await test.run()).toBe(false);
    expect([form.firstWrong, form.errors, test.found]).toEqual([
      'port',
      { port: 'not a port' },
      null,
    ]);
  });

  it('that is stopped says nothing more, whatever comes', async () => {
    const late = new Deferred<unknown>();
    const { testing: test } = testing(() => late.promise);
    const running = test.run();
    expect(test.running).toBe(true);
    test.stop();
    late.resolve({ ok: true, found: FOUND });
    await running;
    expect([test.running, test.found, test.error]).toEqual([false, null, '']);
    expect(main.calls).toContain('hosts:endTest');
  });

  it('that isn’t carried out says why', async () => {
    const { testing: test } = testing(() => Promise.reject(new Error('Not allowed.')));
    expect(await test.run()).toBe(true);
    expect([test.error, test.running]).toEqual(['Not allowed.', false]);
  });
});

describe('what a test found, in words', () => {
  it('is the time and the host key; the rest line by line', () => {
    expect(toldTest(FOUND, 'password')).toEqual({
      tone: 'ok',
      sentence: '34 ms, the host key is new',
      facts: [
        'ED25519 SHA256:x',
        expect.stringMatching(/^Compare it/),
        'The server lets one log in with: key and password.',
      ],
    });
  });

  it('warns where the server doesn’t offer what was chosen', () => {
    const keysOnly = { ...FOUND, ways: ['publickey'] };
    expect(toldTest(keysOnly, 'password')).toMatchObject({ tone: 'warn' });
    expect(toldTest(keysOnly, 'password').facts).toContain('It takes no password from this user.');
    expect(toldTest({ ...FOUND, ways: ['keyboard-interactive'] }, 'password').tone).toBe('ok');
    expect(toldTest({ ...FOUND, ways: ['password'] }, 'key').tone).toBe('warn');
  });

  it('says of a changed key where the old one stands, and of no answer why', () => {
    const trouble = { said: told('It has changed.'), advice: told('Ask.') };
    const hostKey = { ...FOUND.hostKey!, is: 'changed' as const, place: '/k:1' };
    expect(toldTest({ ...FOUND, ways: [], hostKey, trouble }, '')).toEqual({
      tone: 'bad',
      sentence: '34 ms, the host key has changed',
      facts: ['ED25519 SHA256:x', 'The old one stands in /k:1.', 'Ask.'],
    });
    const none = { ms: null, hostKey: null, ways: [], trouble };
    expect(toldTest(none, '')).toEqual({
      tone: 'bad',
      sentence: 'It has changed.',
      facts: ['Ask.'],
    });
  });
});
