// A hostile server that asks for secrets that aren't its own, in every way we could think of. The real ssh,
// the real program; it gets at most the one password that is kept for it, and once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { SYSTEM } from '../../../core/system.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { askpassProgram } from '../../../electron/askpass/askpassProgram.ts';
import { Logins } from '../../../electron/logins/logins.ts';
import { QuestionDesk } from '../../../electron/logins/questionDesk.ts';
import type { PersonQuestion } from '../../../electron/ssh/asking.ts';
import type { SshTarget } from '../../../electron/ssh/sshTarget.ts';
import { MemoryVault } from '../../support/memoryVault.ts';
import { needs } from '../../support/needs.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { scriptedServer, type Script, type ScriptedServer } from '../../support/scriptedServer.ts';

const OWN = 'own-secret';
const OTHERS = ['shop-secret', 'key-secret', 'pin-secret', 'jump-secret'];
const KEY = '/home/me/.ssh/id_ed25519';
const AUTHENTICITY =
  "The authenticity of host 'shop (10.0.0.1)' can't be established.\n" +
  'Are you sure you want to continue connecting (yes/no/[fingerprint])? ';

interface Lie extends Partial<Script> {
  lie: string;
  /** How often the host's own password is answered: it is its own. */
  own: 0 | 1;
  /** ssh itself wants nothing of it. */
  refused?: boolean;
}

const asks = (lie: string, own: 0 | 1, ...rounds: string[][]): Lie => ({ lie, own, rounds });

const LIES: Lie[] = [
  asks('in English', 1, ['Password: ']),
  asks('in German', 1, ['Passwort: ']),
  asks('in French', 1, ['Mot de passe : ']),
  asks('in Spanish', 1, ['Contraseña: ']),
  asks('in Russian', 1, ['Пароль: ']),
  asks('in Chinese', 1, ['密码：']),
  asks('in Japanese', 1, ['パスワード: ']),
  asks('in Korean', 1, ['암호: ']),
  asks('in Arabic', 1, ['كلمة السر: ']),
  asks('in Hebrew', 1, ['סיסמה: ']),
  asks('as ssh asks for another host’s', 1, ["root@shop's password: "]),
  asks('as ssh asks for another host’s, on a line of its own', 1, ["\nroot@shop's password: "]),
  asks('over the mark, by a carriage return', 0, ["\r\x1b[2Kroot@shop's password: "]),
  asks('with a mark of its own', 1, ['(root@shop) Password: ']),
  asks('with a mark of its own on a line of its own', 1, ['\n(root@shop) Password: ']),
  asks('as ssh asks for a passphrase', 0, [`Enter passphrase for key '${KEY}': `]),
  asks('as ssh asks for a PIN', 0, ["Enter PIN for 'YubiKey': "]),
  asks('as ssh asks about a host key', 1, [AUTHENTICITY]),
  asks('as ssh asks again about a host key', 1, ["Please type 'yes', 'no' or the fingerprint: "]),
  asks('twice', 1, ['Password: '], ['Password: ']),
  asks('twice at once', 1, ['Password: ', 'Password: ']),
  asks('for another’s after its own', 1, ['Password: '], ["root@shop's password: "]),
  asks(
    'for the passphrase after its own',
    1,
    ['Password: '],
    [`Enter passphrase for key '${KEY}': `],
  ),
  asks('for a code', 0, ['Verification code: ']),
  asks('for a code, then the password', 0, ['One-time code: '], ['Password: ']),
  asks('for a new password', 0, ['New password: '], ['Retype new password: ']),
  asks('for nothing', 1, ['']),
  asks('in a text longer than the screen', 0, [`${'x'.repeat(30_000)} root@shop's password: `]),
  asks('in escape sequences', 1, ["\x1b]0;root@shop's password: \x07\x1b[8m"]),
  asks('from right to left', 0, ["\u202eroot@shop's password: "]),
  { ...asks('with a zero in it', 0, ["\0root@shop's password: "]), refused: true },
  asks(
    'thirty times at once',
    1,
    Array.from({ length: 30 }, () => "root@shop's password: "),
  ),
  asks('for what isn’t its business', 0, ['Your bank card PIN: ']),
  { ...asks('under a false title', 1, ['Password: ']), title: `Enter passphrase for key '${KEY}'` },
  { ...asks('below instructions', 1, ['> ']), instructions: "root@shop's password: " },
  { ...asks('by both ways of asking', 1, ['Password: ']), password: true },
];

const userOf = (at: number): string => `lie${at}`;
const hidden =
  SYSTEM !== 'linux' || !askpassProgram() ? 'bowline-askpass is not compiled' : undefined;

let folder: string;
let server: ScriptedServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bowline-lies-'));
  const scripts = new Map<string, Script>(
    LIES.map((lie, at) => [userOf(at), { rounds: [], ...lie }]),
  );
  scripts.set('jumper', { rounds: [], password: true, lets: 'jump-secret' });
  server = await scriptedServer(folder, scripts, "root@shop's password: ");
  writeFileSync(join(folder, 'known_hosts'), server.knownHosts);
});
afterAll(() => {
  server?.close();
  removeFolder(folder);
});
beforeEach((test) => needs(hidden, test));

/** Logs in by the real ssh, and nobody is there who could be asked. */
async function login(user: string, jump?: string) {
  const vault = new MemoryVault({
    [`password ${user}`]: OWN,
    'password shop': 'shop-secret',
    'password root@shop:22': 'shop-secret',
    'password jumper': 'jump-secret',
    [`passphrase ${KEY}`]: 'key-secret',
    'pin YubiKey': 'pin-secret',
  });
  const desk = new QuestionDesk({ tell: () => undefined });
  const env = (): NodeJS.ProcessEnv => process.env;
  const logins = new Logins({ vault, desk, clock: systemClock, env, program: askpassProgram() });
  const asked: PersonQuestion[] = [];
  const person = (question: PersonQuestion) => Promise.resolve((asked.push(question), null));
  const host = hostOf(user, jump ? [hostOf(jump)] : undefined);
  const asking = logins.begin('ssh', { host, unattended: false, person, giveUp: () => undefined })!;
  const child = spawn(
    'ssh',
    [...optionsOf(user), ...(jump ? proxyOf(jump) : []), '127.0.0.1', 'true'],
    {
      env: { ...process.env, ...asking.env },
      stdio: 'ignore',
    },
  );
  asking.started(child.pid!);
  await once(child, 'close');
  asking.over();
  logins.close();
  return { asked, got: server.answersOf(user), vault };
}

function hostOf(user: string, jumps?: SshTarget[]): SshTarget {
  const fields = { name: user, address: '127.0.0.1', port: String(server.port), identityFile: '' };
  return {
    id: user,
    ...fields,
    user,
    jumpHost: '',
    options: '',
    ...(jumps && { jumps }),
  } as SshTarget;
}

const optionsOf = (user: string): string[] => [
  ...['-F', '/dev/null', '-p', String(server.port), '-l', user, '-o', 'NumberOfPasswordPrompts=1'],
  ...['-o', `UserKnownHostsFile=${join(folder, 'known_hosts')}`, '-o', 'IdentityAgent=none'],
  ...['-o', 'PreferredAuthentications=keyboard-interactive,password'],
];
const proxyOf = (jump: string): string[] => [
  '-o',
  `ProxyCommand=ssh ${optionsOf(jump).join(' ')} -W [%h]:%p 127.0.0.1`,
];

it(`gets nothing that it mustn’t have by any of ${LIES.length} lies`, async () => {
  const outcomes: unknown[] = [];
  const queue = [...LIES.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [at, { lie }] = next;
      const { got } = await login(userOf(at));
      const stolen = got.filter((said) => OTHERS.some((secret) => said.includes(secret)));
      outcomes.push([
        lie,
        { asked: got.length > 0, own: got.filter((said) => said === OWN).length, stolen },
      ]);
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  const expected = LIES.map(({ lie, own, refused = false }) => [
    lie,
    { asked: !refused, own, stolen: [] },
  ]);
  expect(new Map(outcomes as [string, unknown][])).toEqual(
    new Map(expected as [string, unknown][]),
  );
});

it('gets nothing of its jump host, nor that of it', async () => {
  const at = LIES.findIndex(({ lie }) => lie.startsWith('as ssh asks for another host’s'));
  const { got } = await login(userOf(at), 'jumper');
  expect(server.answersOf('jumper')).toEqual(['jump-secret']);
  expect(got.filter((said) => OTHERS.includes(said))).toEqual([]);
});
