// Files of a real sshd in the real app, by the window's calls: a login that asks over a pane of files, what
// is shown and done there, and a file that is edited here by a program, through a conflict and a new start
// of the app, and as root.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Bridge, Calls, Events } from '../../electron/ipc/contract.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { needs } from '../support/needs.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../support/sshd.ts';

declare const window: { bowline: Bridge; told: { name: string; payload: unknown }[] };

const HEARD = [
  'files:listed',
  'files:state',
  'edits:changed',
  'logins:asks',
  'files:tail',
] as const;
/** As sudo: asks on its stderr, and reads one line for it. */
const SUDO = `#!/bin/sh
while [ "$1" != -- ]; do [ "$1" = -p ] && ask=$2; shift; done
shift
printf %s "$ask" >&2
IFS= read -r password
[ "$password" = 'correct horse' ] && exec "$@"
echo 'sudo: no' >&2
exit 1
`;

let app: RunningApp;
let sshd: TestSshd;
let data: string;
let there: string;

/** As the host's user: files of root aren't theirs to change. */
const made = (file: string, text: string): void => {
  writeFileSync(file, text);
  execFileSync('chown', [`${sshd.user}:`, file]);
};

async function start(): Promise<void> {
  app = await startApp({ userData: data });
  await app.window.evaluate((names) => {
    window.told = [];
    for (const name of names) {
      window.bowline.on(name, (payload) => window.told.push({ name, payload }));
    }
  }, HEARD);
}

test.beforeAll(async () => {
  if (whyNoSshd()) return;
  sshd = await startSshd({ config: ['PermitUserEnvironment PATH'] });
  await sshd.trustHostKey();
  there = path.join(sshd.home, 'files');
  await mkdir(there);
  await mkdir(path.join(sshd.home, '.ssh'), { recursive: true });
  const programs = path.join(sshd.home, 'programs');
  await mkdir(programs);
  writeFileSync(path.join(programs, 'sudo'), SUDO, { mode: 0o755 });
  writeFileSync(path.join(sshd.home, '.ssh/environment'), `PATH=${programs}:/usr/bin:/bin\n`);
  execFileSync('chown', ['-R', `${sshd.user}:`, there]);
  data = await mkdtemp(path.join(tmpdir(), 'bowline-files-'));
  await start();
});
test.afterAll(async () => {
  await app?.close();
  await sshd?.close();
  if (data) await rm(data, { recursive: true, force: true, maxRetries: 20 });
});

const call = <N extends keyof Calls>(
  name: N,
  ...args: Parameters<Calls[N]>
): Promise<Awaited<ReturnType<Calls[N]>>> =>
  app.window.evaluate(
    ([what, given]) => window.bowline.call(what as never, ...(given as never)) as never,
    [name, args] as const,
  );

/** The first of these events that is as wanted, from now or before. */
async function heard<N extends keyof Events>(
  name: N,
  isIt: (payload: Events[N]) => boolean,
): Promise<Events[N]> {
  let found: Events[N] | undefined;
  await expect
    .poll(async () => {
      const all = await app.window.evaluate(() => window.told);
      const payloads = all
        .filter((one) => one.name === name)
        .map((one) => one.payload as Events[N]);
      return (found = payloads.find(isIt)) !== undefined;
    })
    .toBe(true);
  return found!;
}

const isNow = (id: string, state: string) =>
  expect
    .poll(async () => (await call('edits:list')).find((one) => one.id === id)?.state)
    .toBe(state);

test('a folder is shown, changed and carried, and a file edited, in spite of all', async () => {
  needs(whyNoSshd(), test);
  const { empty } = await call('hosts:kinds');
  const { host: address, port, user, clientOptions } = sshd;
  const options = `${clientOptions}\nPreferredAuthentications=password`;
  const ssh = { ...empty, name: 'Server', address, port: String(port), user, options };
  const saved = await call('hosts:save', { ...ssh, kind: 'ssh' }, null);
  if (!saved.ok) throw new Error(JSON.stringify(saved));
  const hostId = saved.host.id;
  made(path.join(there, 'one.txt'), 'one\n');
  made(path.join(there, 'app.conf'), 'colour = red\n');

  // Nobody has logged in yet: it is asked over the side.
  const opening = call('files:open', 'left', { hostId, path: there });
  const { question } = await heard('logins:asks', (asks) => asks.question !== null);
  expect(question).toMatchObject({ asks: 'password', shellId: 'left' });
  expect(await call('logins:asked')).toHaveLength(1);
  await call('logins:answer', question!.id, { text: sshd.password, keep: false });
  const side = await opening;
  expect(side).toMatchObject({ path: there, home: sshd.home, can: { modes: true, bin: true } });

  const { number } = await call('files:list', 'left', '~/files');
  const { rows } = await heard(
    'files:listed',
    (one) => one.number === number && one.rows.length > 0,
  );
  expect(rows.map(({ name }) => name).sort()).toEqual(['app.conf', 'one.txt']);
  expect(await call('files:look', 'left', `${there}/one.txt`)).toMatchObject({ text: 'one\n' });
  expect(await call('files:sum', 'left', `${there}/one.txt`)).toMatch(
    /^2c8b08da5ce60398e1f19af0e5dccc74/,
  );
  const removed = await call('files:remove', 'left', [`${there}/one.txt`]);
  expect(readdirSync(there).filter((name) => !name.startsWith('.'))).toEqual(['app.conf']);
  expect(await call('files:undo', removed.undo!)).toMatchObject({ done: 1, failed: [] });
  const swap = [
    { from: `${there}/one.txt`, to: `${there}/app.conf` },
    { from: `${there}/app.conf`, to: `${there}/one.txt` },
  ];
  const swapped = await call('files:rename', 'left', swap);
  expect(readFileSync(path.join(there, 'app.conf'), 'utf8')).toBe('one\n');
  await call('files:undo', swapped.undo!);
  const here = await mkdtemp(path.join(data, 'here-'));
  const wish = { from: { hostId, path: there }, names: ['one.txt'], move: false };
  await call('transfers:add', [{ ...wish, to: { hostId: null, path: here }, onConflict: 'ask' }]);
  await expect.poll(() => readdirSync(here)).toEqual(['one.txt']);
  await expect(call('files:list', 'left', `${there}/one.txt`)).rejects.toThrow(/isn’t a folder/);

  // An editor that adds a line, as often as it is started.
  const editor = ['/bin/sh', '-c', 'echo "size = $(wc -l <"$1")" >>"$1"', 'sh'];
  await call('settings:set', { fileEditor: editor });
  const conf = path.join(there, 'app.conf');
  const id = await call('edits:open', { hostId, path: conf }, false);
  await isNow(id, 'saved');
  expect(readFileSync(conf, 'utf8')).toBe('colour = red\nsize = 1\n');
  expect(execFileSync('stat', ['-c', '%U', conf], { encoding: 'utf8' }).trim()).toBe(sshd.user);
  made(conf, 'colour = blue\n');
  await call('edits:open', { hostId, path: conf }, false);
  await isNow(id, 'conflict');
  expect(readFileSync(conf, 'utf8')).toBe('colour = blue\n');
  expect((await call('edits:compare', id)).theirs).toBe('colour = blue\n');
  await call('edits:settle', id, 'mine');
  expect(readFileSync(conf, 'utf8')).toBe('colour = red\nsize = 1\nsize = 2\n');

  // Killed, with something saved here that isn't there; it goes there once its host's files are open.
  await call('settings:set', { fileEditor: [] });
  const gone = new Promise((resolve) => app.electron.process().once('exit', resolve));
  app.electron.process().kill('SIGKILL');
  await gone;
  writeFileSync(path.join(data, 'edits', id, 'app.conf'), 'colour = green\n');
  await start();
  await isNow(id, 'cut');
  const again = call('files:open', 'left', { hostId, path: '' });
  const asked = await heard('logins:asks', (asks) => asks.question !== null);
  await call('logins:answer', asked.question!.id, { text: sshd.password, keep: false });
  expect(await again).toMatchObject({ path: sshd.home });
  await isNow(id, 'saved');
  expect(readFileSync(conf, 'utf8')).toBe('colour = green\n');
  await call('edits:close', id, 'save');
  expect(readdirSync(path.join(data, 'edits'))).toEqual([]);
  expect(readdirSync(there).sort()).toEqual(['app.conf', 'one.txt']);

  // As root: sudo's password is asked over the side, too.
  const asRoot = call('edits:open', { hostId, path: '/etc/passwd' }, true);
  const sudo = await heard(
    'logins:asks',
    (asks) => asks.question?.text.startsWith('sudo') ?? false,
  );
  expect(sudo.question).toMatchObject({ asks: 'password', hidden: true, keepable: null });
  await call('logins:answer', sudo.question!.id, { text: 'correct horse', keep: false });
  const root = await asRoot;
  expect(await call('edits:read', root)).toBe(readFileSync('/etc/passwd', 'utf8'));
  await call('edits:close', root, 'save');
  rmSync(here, { recursive: true, maxRetries: 20 });
});
