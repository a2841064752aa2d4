// No secret lies about: a password, a passphrase, a jump host's own password, a code and the master passphrase are
// given to real logins in the real app, while a program of its own reads what all processes show. None of them is
// then in the clear in its files, in what it exports and copies, in what a crash leaves, or in its memory.
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { EMPTY_DRAFT } from '../../electron/hosts/kinds/kinds.ts';
import type { Bridge, HostDraft } from '../../electron/ipc/contract.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { openHost, terminal, waitForState } from '../support/drive.ts';
import { startKeyring, whyNoKeyring, type Keyring } from '../support/keyring.ts';
import { needs } from '../support/needs.ts';
import { filesWith, formsOf, watchProcesses } from '../support/processWatch.ts';
import { choose } from '../support/screens/screen.ts';
import { scriptedServer, type ScriptedServer } from '../support/scriptedServer.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../support/sshd.ts';

declare const window: { bowline: Bridge };

/** Of this run alone: others may run beside it. */
const RUN = randomUUID();
const PASSPHRASE = `four words of ${RUN}`;
const CODE = `code ${RUN}`;
const MASTER = `a master of ${RUN}`;

let folder: string;
let web: TestSshd;
let bastion: TestSshd;
let code: ScriptedServer;
let identity: string;
let secrets: string[];
let app: RunningApp | undefined;
let keyring: Keyring | undefined;

test.beforeAll(async () => {
  if (whyNoSshd()) return;
  folder = await mkdtemp(path.join(tmpdir(), 'bowline-secrets-'));
  [web, bastion] = await Promise.all([startSshd(), startSshd()]);
  await Promise.all([web.trustHostKey(), bastion.trustHostKey()]);
  code = await scriptedServer(folder, new Map([['me', { rounds: [['Code: ']], lets: CODE }]]));
  identity = path.join(folder, 'id');
  execFileSync('cp', [web.identityFile, identity]);
  execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', PASSPHRASE, '-f', identity]);
  secrets = [web.password, bastion.password, PASSPHRASE, CODE, MASTER];
});
test.afterEach(async () => {
  await app?.close().catch(() => undefined); // crashed, as it should
  await keyring?.stop();
  app = keyring = undefined;
});
test.afterAll(async () => {
  code?.close();
  await Promise.all([web?.close(), bastion?.close()]);
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
});

const card = (page: Page, asks: string): Locator => page.locator(`[data-login="${asks}"]`);

async function saveHosts(page: Page): Promise<void> {
  const of = (sshd: TestSshd, name: string, change: Partial<HostDraft>): HostDraft => ({
    ...{ ...EMPTY_DRAFT, name, address: sshd.host, port: String(sshd.port), user: sshd.user },
    options: `${sshd.clientOptions}\nPreferredAuthentications=password\nIdentityAgent=none`,
    ...change,
  });
  const save = (draft: HostDraft): Promise<string> =>
    page.evaluate(async (it) => {
      const saved = await window.bowline.call('hosts:save', it, null);
      if (!saved.ok) throw new Error(JSON.stringify(saved));
      return saved.host.id;
    }, draft);
  const gate = await save(of(bastion, 'gate', {}));
  await save(of(web, 'web', { jumpHost: `host:${gate}` }));
  const byKey = `${web.clientOptions}\nPreferredAuthentications=publickey\nIdentityAgent=none`;
  await save(of(web, 'by-key', { identityFile: identity, options: byKey }));
  const byCode = 'StrictHostKeyChecking=no\nUserKnownHostsFile=/dev/null\nIdentityAgent=none';
  const { port } = code;
  await save(of(web, 'by-code', { user: 'me', port: String(port), options: byCode }));
}

/** `keep`: the label of the box that keeps it; null where nobody does. */
async function answerCard(of: Locator, secret: string, keep: string | null) {
  const field = of.locator('input[type="password"]');
  await field.fill(secret);
  if (keep !== null) await of.getByLabel(keep).check();
  await field.press('Enter');
  await expect(of).toHaveCount(0);
}

async function logInEverywhere(running: RunningApp, keep: string | null): Promise<void> {
  const { electron, window: page } = running;
  await openHost(page, 'web');
  const password = card(page, 'password');
  await expect(password).toContainText(`${bastion.user}@`);
  await nobodyElseIsAnswered(electron.process().pid!);
  await answerCard(password.filter({ hasText: bastion.user }), bastion.password, keep);
  await answerCard(password.filter({ hasText: web.user }), web.password, keep);
  await waitForState(page, 'online');
  await openHost(page, 'by-key');
  await answerCard(card(page, 'passphrase'), PASSPHRASE, keep);
  await waitForState(page, 'online');
  await openHost(page, 'by-code');
  await card(page, 'code').waitFor();
  await terminal(page).locator('.xterm-helper-textarea').focus(); // the same answer, by a line
  await page.keyboard.type(CODE);
  await page.keyboard.press('Enter');
  await waitForState(page, 'online');
}

/** Without a key pressed. */
async function logInByWhatIsKept(page: Page): Promise<void> {
  for (const name of ['web', 'by-key']) {
    await openHost(page, name);
    await waitForState(page, 'online');
    await expect(page.locator('[data-login]')).toHaveCount(0);
  }
}

/** Another program of this user takes the ticket of the login that waits, and asks with it. */
async function nobodyElseIsAnswered(main: number): Promise<void> {
  const found = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && isBelow(pid, main));
  const env = found.flatMap(envOf).find(({ BOWLINE_ASKPASS_TICKET: ticket }) => ticket)!;
  const asking = spawn(env['SSH_ASKPASS']!, [`${bastion.user}@127.0.0.1's password: `], { env });
  let printed = '';
  asking.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  expect([await once(asking, 'close'), printed]).toEqual([[1, null], '']);
}

/** Whether a process was started by another, or by one that was: tests beside this one log in, too. */
function isBelow(pid: string, ancestor: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const parent = Number(/^PPid:\s+(\d+)/m.exec(status)![1]);
    return parent === ancestor || (parent > 1 && isBelow(String(parent), ancestor));
  } catch {
    return false; // gone meanwhile
  }
}

function envOf(pid: string): Record<string, string>[] {
  try {
    const text = readFileSync(`/proc/${pid}/environ`, 'utf8');
    if (!text.includes('BOWLINE_ASKPASS_TICKET=')) return [];
    return [Object.fromEntries(text.split('\0').map((one) => one.split(/=(.*)/s)))];
  } catch {
    return [];
  }
}

/** What a person takes away: three exports, and the command that is copied. */
async function takenAway({ electron, window: page }: RunningApp): Promise<void> {
  const out = path.join(folder, 'taken');
  mkdirSync(out, { recursive: true });
  for (const [at, format] of (['bowline', 'ssh_config', 'csv'] as const).entries()) {
    await electron.evaluate(
      ({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      },
      path.join(out, String(at)),
    );
    const wish = { format, ids: null, passphrase: '' } as const;
    const wrote = page.evaluate((it) => window.bowline.call('export:write', it), wish);
    expect((await wrote).hosts).toBeGreaterThan(0);
  }
  expect(readdirSync(out)).toHaveLength(3);
  expect(filesWith(out, secrets)).toEqual([]);
  await choose(page, 'web', 'Copy ssh command');
  const copied = () => electron.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(copied).toContain(`-p ${web.port}`);
  for (const secret of secrets) expect(await copied()).not.toContain(secret);
}

/** Of all that JavaScript holds in the main process, once what is garbage was collected. */
async function heap({ electron }: RunningApp): Promise<Buffer> {
  const file = path.join(folder, 'main.heapsnapshot');
  await electron.evaluate((_, to) => {
    process.getBuiltinModule('v8').writeHeapSnapshot(to);
  }, file);
  const bytes = readFileSync(file);
  rmSync(file);
  return bytes;
}

async function heapHasNone(running: RunningApp): Promise<void> {
  const held = 'held by the test, to be found';
  await running.electron.evaluate((_, text) => {
    (globalThis as { heldByTest?: string }).heldByTest = text;
  }, held);
  const bytes = await heap(running);
  expect(bytes.includes(held)).toBe(true);
  const found = secrets.filter((secret) => formsOf(secret).some((form) => bytes.includes(form)));
  expect(found).toEqual([]);
}

async function crashLeavesNone(running: RunningApp, ...folders: string[]): Promise<void> {
  const main = running.electron.process();
  const gone = once(main, 'exit');
  main.kill('SIGSEGV');
  expect((await gone)[1]).toBe('SIGSEGV');
  for (const one of folders) {
    expect(filesWith(one, secrets)).toEqual([]);
    const dumps = readdirSync(one, { recursive: true }).map(String);
    expect(dumps.filter((name) => /\.dmp$|(^|\/)core(\.\d+)?$/.test(name))).toEqual([]);
  }
}

test('with a keychain', async () => {
  needs(whyNoSshd() ?? whyNoKeyring(), test);
  const [data, kept] = [path.join(folder, 'data'), path.join(folder, 'keyring')];
  const watch = await watchProcesses(secrets);
  keyring = await startKeyring(kept);
  app = await startApp({ userData: data, env: keyring.env, args: keyring.args });
  await saveHosts(app.window);
  await logInEverywhere(app, 'Keep it in this computer’s keychain');
  await logInByWhatIsKept(app.window);
  await takenAway(app);
  await heapHasNone(app);
  expect(filesWith(data, secrets)).toEqual([]);
  expect(filesWith(kept, secrets)).toEqual([]);
  await crashLeavesNone(app, data, kept);
  const { found, names } = await watch.stop();
  expect(found).toEqual([]);
  expect(names).toEqual(expect.arrayContaining(['ssh', 'bowline-askpass']));
});

test('without one, and then with a master passphrase', async () => {
  needs(whyNoSshd(), test);
  const [data, home] = [path.join(folder, 'other'), path.join(folder, 'home')];
  mkdirSync(home);
  const watch = await watchProcesses(secrets);
  const env = { HOME: home, DBUS_SESSION_BUS_ADDRESS: undefined };
  app = await startApp({ userData: data, env, args: ['--password-store=basic'] });
  const { window: page } = app;
  await saveHosts(page);
  await logInEverywhere(app, null);
  const keeper = () => page.evaluate(() => window.bowline.call('vault:keeper'));
  expect(await keeper()).toEqual({ by: 'nobody' });
  expect(filesWith(data, secrets)).toEqual([]);
  await page.evaluate((it) => window.bowline.call('vault:setPassphrase', it, null), MASTER);
  await logInEverywhere(app, 'Keep it, sealed with your master passphrase');
  await page.evaluate(() => window.bowline.call('vault:lock'));
  expect(await page.evaluate((it) => window.bowline.call('vault:unlock', it), MASTER)).toBe(true);
  await logInByWhatIsKept(page);
  await takenAway(app);
  await page.evaluate(() => window.bowline.call('vault:lock'));
  await heapHasNone(app);
  await crashLeavesNone(app, data, home);
  expect((await watch.stop()).found).toEqual([]);
});
