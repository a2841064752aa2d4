// Files of SSH hosts over a real sshd: by the login that all share, and as on Windows, where each has
// a login of its own.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { SYSTEM } from '../../../core/system.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { SshFiles, type SshFilesHold } from '../../../electron/files/sshFiles.ts';
import { SshLogins } from '../../../electron/ssh/sshLogins.ts';
import { needs } from '../../support/needs.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { codeOf, fileContract, got, listed, put } from '../../core/sftp/fileContract.ts';
import { sshHost, surroundings } from '../shells/hosts.ts';
import { inWords } from '../../../words/said.ts';
import type { FileError } from '../../../core/sftp/fileError.ts';

let sshd: TestSshd;
let without: TestSshd;

beforeAll(async () => {
  if (whyNoSshd()) return;
  sshd = await startSshd();
  without = await startSshd({ withoutSftp: true });
});
afterAll(async () => {
  await sshd?.close();
  await without?.close();
});
beforeEach(async (context) => {
  needs(whyNoSshd(), context);
  await sshd.trustHostKey();
  await without.trustHostKey();
});

const never = new AbortController().signal;

function filesOf(platform: NodeJS.Platform): SshFiles {
  const where = { ...surroundings(), platform };
  return new SshFiles(new SshLogins({ surroundings: where, clock: systemClock }));
}

/** Ends with the test. */
function hold(files: SshFiles, server = sshd, lane = 'test'): SshFilesHold {
  const held = files.acquire(sshHost(server), lane);
  onTestFinished(() => held.release());
  return held;
}

function emptyFolder(): string {
  const folder = mkdtempSync(`${sshd.home}/files-`);
  execFileSync('chown', [`${sshd.user}:`, folder]);
  return folder;
}

for (const [name, platform] of [
  ['over a shared login', SYSTEM],
  ['over a login of its own', 'win32'],
] as const) {
  // One login for all of its tests, but where one closes it.
  let held: SshFilesHold | undefined;
  fileContract(`SSH ${name}`, {
    whyNot: whyNoSshd,
    open: async () => {
      held ??= filesOf(platform).acquire(sshHost(sshd), 'contract');
      return { files: await held.open(never), folder: emptyFolder() };
    },
  });
  afterAll(() => held?.release());

  test(`a cut ${name} is told, and the next opening goes on`, async () => {
    const held = hold(filesOf(platform));
    const files = await held.open(never);
    const folder = emptyFolder();
    await put(files, `${folder}/a`, 'hello');
    expect(await held.open(never)).toBe(files);
    sshd.dropConnections();
    expect((await files.lost).code).toBe('lost');
    expect(await codeOf(files.home())).toBe('lost');
    const again = await held.open(never);
    expect(await got(again, `${folder}/a`)).toBe('hello');
  });

  test(`a server without SFTP is named ${name}`, async () => {
    const opened = hold(filesOf(platform), without).open(never);
    const error = (await opened.catch((reason: unknown) => reason)) as FileError;
    expect(error.code).toBe('unsupported');
    expect(inWords(error.said)).toContain(without.host);
  });
}

test('lanes have channels of their own on one login', async () => {
  const files = filesOf(SYSTEM);
  const [one, other] = [hold(files, sshd, 'a'), hold(files, sshd, 'b')];
  const [first, second] = [await one.open(never), await other.open(never)];
  expect(first).not.toBe(second);
  const logins = sshd.log().match(/Accepted publickey/g)!.length;
  await one.release();
  expect((await first.lost).code).toBe('lost');
  expect((await second.facts(await second.home())).kind).toBe('folder');
  await (await hold(files, sshd, 'a').open(never)).home();
  expect(sshd.log().match(/Accepted publickey/g)!.length).toBe(logins);
});

test('who gives up waits no longer, and the login goes on for the others', async () => {
  const held = hold(filesOf(SYSTEM));
  const giveUp = new AbortController();
  const given = codeOf(held.open(giveUp.signal));
  const kept = held.open(never);
  giveUp.abort();
  expect(await given).toBe('cancelled');
  expect((await listed(await kept, emptyFolder())).length).toBe(0);
});

test('a login that fails says why', async () => {
  const files = filesOf(SYSTEM);
  const held = files.acquire({ ...sshHost(sshd), port: '1' }, 'test');
  onTestFinished(() => held.release());
  expect(await codeOf(held.open(never))).toBe('lost');
});
