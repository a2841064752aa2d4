// A server that asks by PAM, in as many questions as it likes: a password and a one-time code, and a password that
// has expired. What is kept answers its own question alone, and a person the others.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { needs } from '../../support/needs.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { startSshd, type TestSshd } from '../../support/sshd.ts';
import { CodeDevice, whyNoCodes } from '../../support/standIns.ts';
import { sshHost } from '../shells/hosts.ts';
import { LoginRig, whyNoLogins } from './loginRig.ts';

/** As Debian's own, without what greets and counts. */
const REST = [
  'account required pam_unix.so',
  'password required pam_unix.so',
  'session required pam_permit.so',
];
const PASSWORD = 'auth required pam_unix.so';

const why = whyNoLogins() ?? whyNoCodes();
const folder = mkdtempSync(path.join(tmpdir(), 'bowline-'));
const servers: TestSshd[] = [];
let byCode: TestSshd;
let device: CodeDevice;
let rig: LoginRig;

async function started(auth: string[]): Promise<TestSshd> {
  const sshd = await startSshd({ pam: [...auth, ...REST] });
  servers.push(sshd);
  await sshd.trustHostKey();
  return sshd;
}

beforeAll(async () => {
  if (why) return;
  device = new CodeDevice(folder);
  byCode = await started([PASSWORD, device.pamLine]);
  device.giveTo(byCode.user);
});
afterAll(async () => {
  await Promise.all(servers.map((one) => one.close()));
  removeFolder(folder);
});
beforeEach((test) => {
  needs(why, test);
  rig = new LoginRig();
});
afterEach(() => rig?.close());

function host(of: TestSshd): StoredHost {
  const options = `${of.clientOptions}\nPreferredAuthentications=keyboard-interactive\nIdentityAgent=none`;
  return sshHost(of, { id: 'web', identityFile: '', options });
}

const now = () => expect.poll(() => rig.desk.now('s1'));

it('a password that is kept, and a code by hand, log in', async () => {
  rig.vault.secrets.set('password web', byCode.password);
  const driver = rig.start(host(byCode));
  await now().toMatchObject({
    ...{ asks: 'code', keepable: null, because: null, hidden: true },
    text: expect.stringContaining('One-time password'),
  });
  rig.answer(device.next());
  await driver.reaches('online');
  expect(rig.asked).toHaveLength(1);
  expect(rig.vault.given).toEqual(['password web']);
});

it('both by hand, the password to be kept, and the next time it answers by itself', async () => {
  const first = rig.start(host(byCode));
  await now().toMatchObject({ asks: 'password', text: expect.stringContaining('Password:') });
  expect(rig.desk.now('s1')?.keepable).toBe('keychain');
  rig.answer(byCode.password, true);
  await now().toMatchObject({ asks: 'code', keepable: null });
  rig.answer(device.next(), true);
  await first.reaches('online');
  expect([...rig.vault.secrets]).toEqual([['password web', byCode.password]]);
});

it('a code that is wrong takes nothing from the password that is kept', async () => {
  rig.vault.secrets.set('password web', byCode.password);
  const first = rig.start(host(byCode));
  await now().toMatchObject({ asks: 'code' });
  rig.answer('000000');
  // The server doesn't say which of the two it was: it begins anew, and the person answers.
  await now().toMatchObject({ asks: 'password', text: expect.stringContaining('Password:') });
  rig.answer(null);
  await first.reaches('failed');

  const second = rig.start(host(byCode));
  await now().toMatchObject({ asks: 'code', because: null });
  rig.answer(device.next());
  await second.reaches('online');
  expect(rig.vault.given).toEqual(['password web', 'password web']);
});

it('a server that asks for the code first doesn’t get the password for it', async () => {
  const other = new CodeDevice(folder);
  const codeFirst = await started([other.pamLine, PASSWORD]);
  other.giveTo(codeFirst.user);
  rig.vault.secrets.set('password web', codeFirst.password);
  const driver = rig.start(host(codeFirst));
  await now().toMatchObject({ asks: 'code', text: expect.stringContaining('One-time password') });
  expect(rig.vault.given).toEqual([]);
  rig.answer(other.next());
  await now().toMatchObject({ text: expect.stringContaining('Password:') });
  rig.answer(codeFirst.password);
  await driver.reaches('online');
});

it('a password that has expired is changed by hand: the kept one isn’t given as the new one', async () => {
  const expired = await started([PASSWORD]);
  execFileSync('chage', ['-d', '0', expired.user]);
  rig.vault.secrets.set('password web', expired.password);
  const driver = rig.start(host(expired));
  const fresh = 'fresh-and-long-2031';
  const answers = { Current: expired.password, New: fresh, Retype: fresh };
  for (const [begins, answer] of Object.entries(answers)) {
    await now().toMatchObject({ keepable: null, text: expect.stringContaining(`${begins} `) });
    rig.answer(answer);
  }
  await driver.reaches('online');
  expect(rig.vault.given).toEqual(['password web']);
  const again = rig.start(host(expired));
  await now().toMatchObject({ asks: 'password', because: { code: 'kept-secret-refused' } });
  rig.answer(fresh, true);
  await again.reaches('online');
  await expect.poll(() => rig.vault.secrets.get('password web')).toBe(fresh);
});
