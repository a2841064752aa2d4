// Who answers what a login asks: what is kept for that question, once, or the person.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Ancestor } from '../../../electron/askpass/processTree.ts';
import type { GivenAnswer } from '../../../electron/ipc/contract.ts';
import { hopsOf, savedId } from '../../../electron/logins/hops.ts';
import { Login, type LoginOptions } from '../../../electron/logins/login.ts';
import { RefusedSecrets, TRIAL_MS } from '../../../electron/logins/refusedSecrets.ts';
import type { PersonQuestion } from '../../../electron/ssh/asking.ts';
import type { SshTarget } from '../../../electron/ssh/sshTarget.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { MemoryVault } from '../../support/memoryVault.ts';

const KEY = join(homedir(), '.ssh/id_ed25519');
const never = new AbortController().signal;

function host(change: Partial<SshTarget> & { id?: string } = {}): SshTarget {
  const fields = { name: 'Web', address: 'web', port: '', user: 'me', identityFile: '' };
  const saved = { id: 'web', ...fields, jumpHost: '', options: '', ...change };
  return saved;
}

/** The ssh that was started is the last; each before it is the child of the next. */
const line = (depth: number): Ancestor[] =>
  Array.from({ length: depth + 1 }, (_, at) => ({ pid: 100 + depth - at, name: 'ssh' }));

function rig(change: Partial<LoginOptions> & { to?: SshTarget } = {}) {
  const { to = host(), ...options } = change;
  const asked: PersonQuestion[] = [];
  const answers: (GivenAnswer | null)[] = [];
  const vault = new MemoryVault({
    'password web': 'of web',
    'password bastion': 'of bastion',
    'password you@gate:2222': 'of gate',
    [`passphrase ${KEY}`]: 'of the key',
    'pin YubiKey': '1234',
  });
  const seen = { givenUp: 0, unkept: [] as unknown[] };
  const login = new Login({
    ...{
      hops: hopsOf(to, savedId),
      vault,
      refused: new RefusedSecrets(),
      unattended: false,
      marked: true,
    },
    person: (question) => {
      asked.push(question);
      return Promise.resolve(answers.shift() ?? null);
    },
    giveUp: () => seen.givenUp++,
    onUnkept: (error) => seen.unkept.push(error),
    ...options,
  });
  const ask = (prompt: string, at: Ancestor[] | null = line(0), hint = '') =>
    login.answer({ prompt, hint, line: at }, never);
  return { login, vault, asked, answers, seen, ask };
}

describe('what is kept', () => {
  it('is used for no host that wants its person asked, and for the others on the way all the same', async () => {
    const jump = host({ id: 'bastion', address: 'bastion', logInWith: 'ask' });
    const web = rig({ to: host({ jumps: [jump] }) });
    expect(await web.ask("me@web's password: ")).toBe('of web');
    expect(await web.ask("me@bastion's password: ", line(1))).toBeNull();
    expect(await web.ask(`Enter passphrase for key '${KEY}': `, line(1))).toBeNull();
    const own = rig({ to: host({ logInWith: 'ask', jumps: [{ ...jump, logInWith: '' }] }) });
    expect(await own.ask("me@web's password: ")).toBeNull();
    expect(await own.ask("me@bastion's password: ", line(1))).toBe('of bastion');
    expect([...web.asked, ...own.asked].map(({ keepable }) => keepable)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('answers the question that it is for, without a person', async () => {
    const { ask, asked } = rig();
    expect(await ask("me@web's password: ")).toBe('of web');
    expect(await ask(`Enter passphrase for key '${KEY}': `)).toBe('of the key');
    expect(await ask("Enter PIN for 'YubiKey': ")).toBe('1234');
    expect(asked).toEqual([]);
  });

  it('is the host’s own also where ssh calls it otherwise', async () => {
    const { ask } = rig({ to: host({ alias: 'web', user: '' }) });
    expect(await ask("deploy@10.0.0.1's password: ")).toBe('of web');
  });

  it('answers the first thing that the host’s server asks in its own words', async () => {
    for (const words of ['Password: ', 'Passwort: ', '密码：', 'Пароль: ', 'パスワード:', '']) {
      const { ask } = rig();
      expect(await ask(`(me@web) ${words}`)).toBe('of web');
      expect(await ask('(me@web) Anything else? ')).toBe(null);
    }
  });

  it('isn’t given where the server’s words ask for something else', async () => {
    for (const words of [
      'Verification code: ',
      'One-time password (OATH): ',
      '验证码：',
      'New password: ',
      'Enter PASSCODE: ',
      'Enter passphrase for key: ',
      'Duo push: ',
    ]) {
      const { ask, asked } = rig();
      expect([words, await ask(`(me@web) ${words}`)]).toEqual([words, null]);
      expect(asked).toMatchObject([{ asks: 'code', keepable: null, about: 'me@web' }]);
    }
  });

  it('is given once: asked again, the person is, and told why', async () => {
    const { ask, asked, answers } = rig();
    await ask("me@web's password: ");
    answers.push({ text: 'the new one', keep: false });
    expect(await ask("me@web's password: ")).toBe('the new one');
    expect(asked[0]?.because?.code).toBe('kept-secret-refused');
  });

  it('that was refused isn’t tried by the next login either, until it is another', async () => {
    const refused = new RefusedSecrets();
    const first = rig({ refused });
    await first.ask("me@web's password: ");
    await first.ask("me@web's password: ");
    const second = rig({ refused });
    expect(await second.ask("me@web's password: ")).toBe(null);
    expect(second.asked[0]?.because?.code).toBe('kept-secret-refused');
    await second.vault.keep({ what: 'password', of: 'web' }, 'changed');
    expect(await rig({ refused, vault: second.vault }).ask("me@web's password: ")).toBe('changed');
  });

  it('isn’t given where what the server asks is longer than anybody reads, and its end is shown', async () => {
    const { ask, asked } = rig();
    expect(await ask(`(me@web) ${'Welcome.\n'.repeat(2_000)}Verification code: `)).toBeNull();
    expect(await ask(`(me@web) Password:${' '.repeat(5_000)}`)).toBeNull();
    expect(asked[0]?.text).toMatch(/^\(me@web\) Welcome\.[^]*…[^]*Verification code:$/);
    expect(asked[0]!.text.length).toBeLessThan(5_000);
  });

  it('of an identity is given to each host of the way that uses it, once', async () => {
    const hops = hopsOf(
      host({ jumps: [host({ id: 'bastion', address: 'bastion' })] }),
      () => 'ops',
    );
    const vault = new MemoryVault({ 'password ops': 'of ops' });
    const { ask, asked, answers, login } = rig({ hops, vault });
    expect(await ask('(me@bastion) Password: ', line(1))).toBe('of ops');
    expect(await ask('(me@web) Passwort: ', line(0))).toBe('of ops');
    expect(asked).toEqual([]);
    answers.push({ text: 'another', keep: true });
    expect(await ask('(me@web) Passwort: ', line(0))).toBe('another');
    expect(asked[0]?.because?.code).toBe('kept-secret-refused');
    login.through();
    expect(vault.secrets.get('password ops')).toBe('another');
  });

  it('of an identity stays good for its other hosts where one has another password', async () => {
    const refused = new RefusedSecrets();
    const of = (address: string) =>
      rig({
        ...{ refused, vault: new MemoryVault({ 'password ops': 'of ops' }) },
        hops: hopsOf(host({ address }), () => 'ops'),
      });
    const good = of('good');
    expect(await good.ask("me@good's password: ")).toBe('of ops');
    good.login.through();
    const odd = of('odd');
    expect(await odd.ask("me@odd's password: ")).toBe('of ops');
    expect(await odd.ask("me@odd's password: ")).toBeNull();
    expect(await of('odd').ask("me@odd's password: ")).toBeNull();
    const next = of('next');
    expect(await next.ask("me@next's password: ")).toBe('of ops');
    await next.ask("me@next's password: "); // a second one in a row: it is the identity's that is wrong
    expect(await of('third').ask("me@third's password: ")).toBeNull();
  });

  it('of logins at once is tried by the first alone, until it is known to be right', async () => {
    const refused = new RefusedSecrets();
    const [first, ...others] = Array.from({ length: 12 }, () => rig({ refused }));
    expect(await first!.ask("me@web's password: ")).toBe('of web');
    const waiting = others.map(({ ask }) => ask("me@web's password: "));
    await setImmediate(); // they would have it by now
    await first!.ask("me@web's password: "); // it was wrong
    expect(await Promise.all(waiting)).toEqual(others.map(() => null));
    expect(others.map(({ asked }) => asked[0]?.because?.code)).toEqual(
      others.map(() => 'kept-secret-refused'),
    );
    const right = new RefusedSecrets();
    const [one, ...rest] = Array.from({ length: 3 }, () => rig({ refused: right }));
    await one!.ask("Enter PIN for 'YubiKey': ");
    const pins = rest.map(({ ask }) => ask("Enter PIN for 'YubiKey': "));
    await setImmediate();
    const none = Promise.resolve('none yet');
    expect(await Promise.race([...pins, none])).toBe('none yet');
    one!.login.through();
    expect(await Promise.all(pins)).toEqual(['1234', '1234']);
  });

  it('of logins at once is tried by the next where the first comes to nothing, or takes long', async () => {
    const clock = new ManualClock();
    const refused = new RefusedSecrets(clock);
    const [first, second, third] = Array.from({ length: 3 }, () => rig({ refused }));
    await first!.ask("me@web's password: ");
    const next = second!.ask("me@web's password: ");
    first!.login.over();
    expect(await next).toBe('of web');
    const late = third!.ask("me@web's password: ");
    await setImmediate();
    clock.advance(TRIAL_MS);
    expect(await late).toBe('of web');
  });

  it('is a PIN that a token has refused, though the login came through by other ways', async () => {
    const refused = new RefusedSecrets();
    const first = rig({ refused });
    await first.ask("Enter PIN for 'YubiKey': ");
    first.login.pinRefused();
    first.login.through();
    const second = rig({ refused });
    expect(await second.ask("Enter PIN for 'YubiKey': ")).toBeNull();
    expect(second.asked[0]?.because?.code).toBe('kept-pin-not-tried-again');
  });

  it('answers as soon as it is unlocked: nobody has to type it then', async () => {
    const over: boolean[] = [];
    const { ask, vault, asked } = rig({
      person: (question, signal) => {
        asked.push(question);
        return new Promise((resolve) =>
          signal.addEventListener('abort', () => {
            over.push(true);
            resolve(null);
          }),
        );
      },
    });
    vault.locked = true;
    const [web, key] = [ask("me@web's password: "), ask(`Enter passphrase for key '${KEY}': `)];
    await expect.poll(() => asked.length).toBe(1);
    expect(asked[0]?.because?.code).toBe('secrets-locked');
    vault.unlock();
    vault.unlock(); // told twice, it is given once
    expect(await Promise.all([web, key])).toEqual(['of web', 'of the key']);
    expect([asked.length, over.length]).toEqual([1, 1]);
    expect(vault.given).toEqual(['password web', `passphrase ${KEY}`]);
  });

  it('is left where it is when it is unlocked after the answer was typed', async () => {
    const { ask, vault, answers } = rig();
    vault.locked = true;
    answers.push({ text: 'typed', keep: false });
    expect(await ask("me@web's password: ")).toBe('typed');
    vault.unlock();
    expect(vault.given).toEqual([]);
  });

  it('of a key is for each ssh of the way that asks for it', async () => {
    const { ask } = rig();
    const prompt = `Enter passphrase for key '${KEY}': `;
    expect(await ask(prompt, line(1))).toBe('of the key');
    expect(await ask(prompt, line(0))).toBe('of the key');
    expect(await ask(prompt, line(0))).toBe(null);
  });

  it('that can’t be had now is asked for, and why is told', async () => {
    const { vault, ask, asked } = rig();
    vault.locked = true;
    await ask("me@web's password: ");
    expect(asked[0]?.because?.code).toBe('secrets-locked');
  });
});

describe('through jump hosts', () => {
  const bastion = host({ id: 'bastion', address: 'Bastion', user: 'jump' });
  const gate = host({ id: '', address: 'gate', user: 'you', port: '2222' });
  const to = host({ jumps: [gate, bastion], jumpHost: 'you@gate:2222,jump@Bastion' });

  it('each gets its own, by which ssh asks and by its name', async () => {
    const { ask } = rig({ to });
    expect(await ask("you@gate's password: ", line(2))).toBe('of gate');
    expect(await ask("jump@bastion's password: ", line(1))).toBe('of bastion');
    expect(await ask("me@web's password: ", line(0))).toBe('of web');
  });

  it('also where they are written out', async () => {
    const { ask } = rig({ to: host({ jumpHost: 'x@other, you@gate:2222' }) });
    expect(await ask("you@gate's password: ", line(1))).toBe('of gate');
  });

  it.each([
    ['by another name', "me@web's password: ", line(1)],
    ['for another user', "root@bastion's password: ", line(1)],
    ['from another place of the way', "you@gate's password: ", line(1)],
    ['from beyond the way', "me@web's password: ", line(3)],
    ['in the words of the jump host’s server', "(jump@bastion) me@web's password: code", line(1)],
  ])('nothing is given %s', async (_how, prompt, at) => {
    const { ask, vault } = rig({ to });
    expect(await ask(prompt, at)).toBe(null);
    expect(vault.given).toEqual([]);
  });

  it('nothing is given to another program on the way', async () => {
    const { ask, vault } = rig({ to });
    const between = [{ pid: 9, name: 'sh' }, ...line(0)];
    for (const prompt of ["me@web's password: ", `Enter passphrase for key '${KEY}': `])
      expect(await ask(prompt, between)).toBe(null);
    expect(vault.given).toEqual([]);
  });

  it('nothing to what a proxy command of the person’s own asks', async () => {
    const { ask, vault } = rig({ to: host({ proxyCommand: 'ssh -W %h:%p bastion' }) });
    expect(await ask("jump@bastion's password: ", line(1))).toBe(null);
    expect(vault.given).toEqual([]);
  });

  it('where no process tree is told, by the name, if that is of one alone', async () => {
    const { ask } = rig({ to });
    expect(await ask("jump@bastion's password: ", null)).toBe('of bastion');
    expect(await ask("root@bastion's password: ", null)).toBe(null);
    const twice = rig({ to: host({ jumpHost: 'me@web' }) });
    expect(await twice.ask("me@web's password: ", null)).toBe(null);
  });
});

describe('the path of a key that ssh has cut short', () => {
  const long = `/home/me/${'d/'.repeat(60)}`;
  const prompt = `Enter passphrase for key '${long.slice(0, 100)}': `;

  it('is the one named for the host, where it can be no other', async () => {
    const { vault, ask } = rig({ to: host({ identityFile: `${long}id` }) });
    await vault.keep({ what: 'passphrase', of: `${long}id` }, 'long');
    expect(await ask(prompt)).toBe('long');
  });

  it('is nobody’s where several may be meant', async () => {
    const { vault, ask, asked } = rig({
      to: host({ identityFile: `${long}id`, options: `IdentityFile=${long}other` }),
    });
    await vault.keep({ what: 'passphrase', of: `${long}id` }, 'long');
    expect(await ask(prompt)).toBe(null);
    expect(asked).toMatchObject([{ asks: 'passphrase', keepable: null }]);
  });
});

describe('what a person answers', () => {
  const PASSWORD = { what: 'password', of: 'web' } as const;

  it('is kept once the login is through, if that was wished', async () => {
    const { login, vault, ask, answers, asked } = rig();
    vault.forget(PASSWORD);
    answers.push({ text: 'wrong', keep: true }, { text: 'right', keep: true });
    await ask("me@web's password: ");
    await ask("me@web's password: ");
    expect(asked[0]).toMatchObject({ asks: 'password', about: 'me@web', keepable: 'keychain' });
    expect(vault.has(PASSWORD)).toBe(false);
    login.through();
    expect(await vault.get(PASSWORD)).toBe('right');
  });

  it('isn’t kept when the login comes to nothing, nor when it was wrong', async () => {
    const { login, vault, ask, answers } = rig();
    vault.forget(PASSWORD);
    answers.push({ text: 'wrong', keep: true }, { text: 'right', keep: false });
    await ask("me@web's password: ");
    login.over();
    login.through();
    expect(vault.has(PASSWORD)).toBe(false);
    await ask("me@web's password: ");
    login.through();
    expect(vault.has(PASSWORD)).toBe(false);
  });

  it('that was refused is asked for again, and that is said', async () => {
    const { ask, asked, answers } = rig({ to: host({ id: 'other', address: 'other' }) });
    answers.push({ text: 'wrong', keep: false }, { text: 'right', keep: false });
    expect(await ask("me@other's password: ")).toBe('wrong');
    expect(await ask("me@other's password: ")).toBe('right');
    expect(asked.map(({ because }) => because?.code)).toEqual([undefined, 'answer-refused']);
  });

  it('can’t be kept where nobody keeps anything', async () => {
    const { vault, ask, asked } = rig();
    vault.forget(PASSWORD);
    vault.by = { by: 'nobody' };
    await ask("me@web's password: ");
    expect(asked[0]?.keepable).toBe(null);
  });

  it('to yes or no is no answer unless it is yes', async () => {
    const { ask, answers, asked } = rig();
    answers.push({ text: 'yes', keep: false }, { text: 'no', keep: false });
    expect(await ask('Allow use of key k?', line(0), 'confirm')).toBe('yes');
    expect(await ask('Allow use of key k?', line(0), 'confirm')).toBe(null);
    expect(asked[0]).toMatchObject({ asks: 'confirm', hidden: false, keepable: null });
  });
});

it('what a host key is, is read from the question, and known when it is asked again', async () => {
  const { ask, asked, answers } = rig();
  answers.push({ text: 'what?', keep: false }, { text: 'yes', keep: false });
  const art = ['+--[ED25519 256]--+', '|     .o+*        |', '+----[SHA256]-----+'];
  const prompt = [
    "The authenticity of host '[web]:2222 ([10.0.0.1]:2222)' can't be established.",
    'ED25519 key fingerprint is SHA256:x+/abc.',
    ...art,
    'This host key is known by the following other names/addresses:',
    '    ~/.ssh/known_hosts:3: old-web',
    'Are you sure you want to continue connecting (yes/no/[fingerprint])? ',
  ].join('\n');
  expect(await ask(prompt)).toBe('what?');
  expect(await ask("Please type 'yes', 'no' or the fingerprint: ")).toBe('yes');
  const hostKey = {
    ...{ name: '[web]:2222', type: 'ED25519', fingerprint: 'SHA256:x+/abc', art },
    ...{ alsoKnownAs: ['~/.ssh/known_hosts:3: old-web'], oldPlace: null },
  };
  expect(asked).toMatchObject([
    { asks: 'host-key', about: '[web]:2222', hidden: false, hostKey },
    { asks: 'host-key', about: '[web]:2222', hostKey },
  ]);
});

describe('unattended', () => {
  it('what is kept answers, and nobody is asked the rest: the login is given up', async () => {
    const { login, ask, asked, seen } = rig({ unattended: true });
    expect(await ask("me@web's password: ")).toBe('of web');
    expect(login.unanswered).toBe(false);
    expect(await ask("me@web's password: ")).toBe(null);
    expect([login.unanswered, seen.givenUp, asked.length]).toEqual([true, 1, 0]);
  });
});

it('from an ssh that doesn’t mark a server’s text, everything goes to the person', async () => {
  const { ask, asked, vault } = rig({ marked: false });
  for (const prompt of ["me@web's password: ", `Enter passphrase for key '${KEY}': `])
    expect(await ask(prompt)).toBe(null);
  expect(vault.given).toEqual([]);
  expect(asked).toMatchObject([{ asks: 'unknown' }, { asks: 'unknown' }]);
});

it('the third passphrase can’t be kept: ssh doesn’t say whether it was right', async () => {
  const { vault, ask, asked } = rig();
  vault.forget({ what: 'passphrase', of: KEY });
  for (let time = 0; time < 3; time++) await ask(`Enter passphrase for key '${KEY}': `);
  expect(asked.map(({ keepable }) => keepable)).toEqual(['keychain', 'keychain', null]);
});
