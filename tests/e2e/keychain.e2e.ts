// The keychain is opened for a secret, and never before there is a window to see what for: it
// may ask its user something.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { parsePairingLink } from '../../core/link/pairingLink.ts';
import type { Bridge, SecretUse } from '../../electron/ipc/contract.ts';
import { startAgent } from '../support/agent.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { addHost, openHost, waitForState } from '../support/drive.ts';
import { startKeyring, whyNoKeyring } from '../support/keyring.ts';
import { needs } from '../support/needs.ts';
import { atHome } from '../support/restart.ts';

declare const window: { bowline: Bridge };
declare const keychainAsked: { name: string; seen: boolean }[];

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bowline-keychain-'));
});
test.afterEach(() => rm(folder, { recursive: true, maxRetries: 20 }));

const start = (system: string[]): Promise<RunningApp> =>
  startApp({ userData: folder, env: atHome(folder), before: [...system, 'keychainSpy.mjs'] });

const asked = ({ electron }: RunningApp) => electron.evaluate(() => keychainAsked);

const systems = { Linux: [], macOS: ['asMac.mjs'] };

for (const [name, before] of Object.entries(systems)) {
  test(`on ${name} nothing is asked of it where there is no secret`, async () => {
    const first = await start(before);
    const fields = { Shell: '/bin/sh' };
    await addHost(first.window, { name: 'Here', kind: 'Local shell', fields });
    await openHost(first.window, 'Here');
    await waitForState(first.window, 'online');
    expect(await asked(first)).toEqual([]);
    await first.close();
    const again = await start(before);
    await waitForState(again.window, 'online');
    expect(await asked(again)).toEqual([]);
    await again.close();
  });

  test(`on ${name} a tab that comes back asks it once its window is seen`, async () => {
    const agent = await startAgent({ env: atHome(folder) });
    const first = await start(before);
    const fields = { 'Pairing link': agent.link };
    await addHost(first.window, { name: 'Kept', kind: 'Agent', fields });
    await openHost(first.window, 'Kept');
    await waitForState(first.window, 'online');
    await first.close();
    const again = await start(before);
    await waitForState(again.window, 'online');
    const all = await asked(again);
    expect(all.map((one) => one.name)).toContain('decryptStringAsync');
    expect(all.filter(({ seen }) => !seen)).toEqual([]);
    await again.close();
    await agent.stop();
  });
}

test('a real keychain keeps secrets over restarts, and the data folder has none in the clear', async () => {
  needs(whyNoKeyring(), test);
  const [data, kept] = [path.join(folder, 'data'), path.join(folder, 'keyring')];
  const agent = await startAgent({ env: atHome(folder) });
  const keyring = await startKeyring(kept);
  const options = { userData: data, env: keyring.env, args: keyring.args };
  const first = await startApp(options);
  const keeper = await first.window.evaluate(() => window.bowline.call('vault:keeper'));
  expect(keeper).toEqual({ by: 'keychain', name: 'GNOME Keyring' });
  await first.window.evaluate(([use, secret]) => window.bowline.call('vault:keep', use, secret), [
    USE,
    SECRET,
  ] as const);
  await addHost(first.window, {
    name: 'Kept',
    kind: 'Agent',
    fields: { 'Pairing link': agent.link },
  });
  await openHost(first.window, 'Kept');
  await waitForState(first.window, 'online');
  await first.close();

  const { token } = parsePairingLink(agent.link);
  for (const text of [SECRET, token]) expect(await filesWith(data, text)).toEqual([]);

  const again = await startApp(options);
  await waitForState(again.window, 'online'); // by the pairing link that the keychain gave back
  const list = await again.window.evaluate(() => window.bowline.call('vault:list'));
  expect(list).toMatchObject([{ use: USE, called: USE.of, hosts: [] }]);
  // Windows are given none back; the master passphrase takes over, and locks with the app.
  const calls = await again.window.evaluate(async (use) => {
    const { call } = window.bowline;
    return [
      await call('vault:setPassphrase', 'correct horse', null),
      await call('vault:keep', { ...use, of: 'two' }, 'another secret').then(() => 'kept'),
      await call('vault:setPassphrase', 'battery staple', 'wrong'),
      await call('vault:lock').then(() => call('vault:keeper')),
      await call('vault:unlock', 'wrong'),
      await call('vault:unlock', 'correct horse'),
      await call('vault:setPassphrase', '', 'correct horse'),
      await call('vault:keeper'),
    ];
  }, USE);
  expect(calls).toEqual([
    ...[true, 'kept', false, { by: 'passphrase', locked: true }, false, true, true],
    { by: 'keychain', name: 'GNOME Keyring' },
  ]);
  await again.close();
  for (const text of [SECRET, 'another secret', 'correct horse'])
    expect(await filesWith(data, text)).toEqual([]);
  await keyring.stop();
  await agent.stop();
});

const USE: SecretUse = { what: 'password', of: 'me@gate.example:22' };
const SECRET = 'open sesame, says the test';

/** Files of the data folder that have this text, in one of the ways in which programs write texts down. */
async function filesWith(data: string, text: string): Promise<string[]> {
  const names = await readdir(data, { recursive: true, withFileTypes: true });
  const files = names
    .filter((one) => one.isFile())
    .map((one) => path.join(one.parentPath, one.name));
  const forms = [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text).toString('base64')),
  ];
  const found: string[] = [];
  for (const file of files) {
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    if (forms.some((form) => bytes.includes(form))) found.push(path.relative(data, file));
  }
  return found;
}
