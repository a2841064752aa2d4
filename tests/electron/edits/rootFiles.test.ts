// Files of a host as root has them: sudo, which is played, starts the real sftp-server. What was refused is
// carried by it whole, stays whose it was, and goes nowhere where others could lead root elsewhere.
import { spawn, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished, type TestContext } from 'vitest';
import type { FileAccess } from '../../../core/sftp/fileAccess.ts';
import { FileError } from '../../../core/sftp/fileError.ts';
import { fileProblem } from '../../../core/sftp/fileProblems.ts';
import { LocalFiles } from '../../../core/sftp/localFiles.ts';
import type { Hold } from '../../../core/task/shared.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { openRootFiles } from '../../../electron/edits/rootFiles.ts';
import type { RootPipes } from '../../../electron/edits/rootSession.ts';
import type { Transfer } from '../../../electron/ipc/fileTypes.ts';
import type { PersonQuestion } from '../../../electron/ssh/asking.ts';
import { TransferDesk } from '../../../electron/transfers/transferDesk.ts';
import { say, type Said } from '../../../words/said.ts';
import { needs } from '../../support/needs.ts';
import { whyNoSftpServer } from '../../support/sftpServers.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const SUDO = `#!/bin/sh
while [ "$1" != -- ]; do [ "$1" = -p ] && ask=$2; shift; done
shift
echo 'We trust you have received the usual lecture.' >&2
for try in 1 2 3; do
  printf %s "$ask" >&2
  IFS= read -r password || { echo >&2; echo 'sudo: no password was provided' >&2; exit 1; }
  [ "$password" = 'correct horse' ] && exec "$@"
  echo 'Sorry, try again.' >&2
done
echo 'sudo: 3 incorrect password attempts' >&2
exit 1
`;
const whyNotRoot = process.getuid?.() === 0 ? undefined : 'only root can play root';

class RootRig {
  readonly folder = join(temporaryDirectory(), 'etc');
  readonly programs = temporaryDirectory();
  readonly asked: PersonQuestion[] = [];
  answers: (string | null)[] = ['correct horse'];
  opened = 0;
  readonly #end = new AbortController();
  readonly #shells = new Set<ChildProcess>();

  constructor() {
    fs.mkdirSync(this.folder, { mode: 0o755 });
    fs.writeFileSync(join(this.programs, 'sudo'), SUDO, { mode: 0o755 });
    onTestFinished(() => this.#end.abort());
  }

  at(...names: string[]): string {
    return join(this.folder, ...names);
  }

  open(why: Said | null = null): Promise<Hold<FileAccess>> {
    this.opened++;
    return openRootFiles({
      ...{ user: 'me@host', signal: this.#end.signal, why: () => why },
      ask: (question) => {
        this.asked.push(question);
        const text = this.answers.shift() ?? null;
        return Promise.resolve(text === null ? null : { text, keep: false });
      },
      start: () => Promise.resolve(this.#shell()),
    });
  }

  cut(): void {
    for (const shell of this.#shells) shell.kill();
  }

  #shell(): RootPipes & { close: () => void } {
    const env = { PATH: `${this.programs}:${process.env['PATH']!}` };
    const child = spawn('sh', ['-s'], { env });
    this.#shells.add(child);
    const ended = new Promise((resolve) => child.on('close', resolve));
    return { stdin: child.stdin, stdout: child.stdout, ended, close: () => void child.kill() };
  }
}

let rig: RootRig;
beforeEach((context: TestContext) => {
  needs(whyNotRoot ?? whyNoSftpServer(), context);
  rig = new RootRig();
});

it('are reached once sudo has the password, which is asked for until it is right', async () => {
  rig.answers = ['wrong', 'correct horse'];
  const { value: files, release } = await rig.open();
  expect(rig.asked.map(({ because }) => because?.code ?? null)).toEqual([null, 'root-refused']);
  expect(rig.asked[0]).toMatchObject({ asks: 'password', about: 'me@host', hidden: true });
  const file = await files.open(rig.at('new'), { how: 'make' });
  await file.write(0, Buffer.from('\x00\xffnew'));
  await file.close();
  await files.rename(rig.at('new'), rig.at('there'), true);
  expect(fs.readFileSync(rig.at('there'), 'latin1')).toBe('\x00\xc3\xbfnew');
  await release();
});

it('aren’t, without it, and sudo’s own words say why', async () => {
  rig.answers = [null];
  await expect(rig.open()).rejects.toThrow('Without the password');
  rig.answers = ['1', '2', '3'];
  await expect(rig.open()).rejects.toThrow('3 incorrect password attempts');
});

it('change nothing where others could lead root elsewhere; there they are only read', async () => {
  const { value: files, release } = await rig.open();
  const make = async (path: string): Promise<void> => {
    await (await files.open(path, { how: 'make' })).close();
  };
  fs.mkdirSync(rig.at('open'));
  fs.chmodSync(rig.at('open'), 0o1777);
  fs.mkdirSync(rig.at('theirs', 'in'), { recursive: true });
  fs.chownSync(rig.at('theirs'), 1234, 0);
  fs.symlinkSync(rig.at('open'), rig.at('link'));
  for (const at of ['open/a', 'theirs/a', 'theirs/in/a', 'link/a']) {
    await expect(make(rig.at(at))).rejects.toThrow('isn’t root’s alone');
  }
  fs.writeFileSync(rig.at('theirs', 'log'), 'log');
  const log = await files.open(rig.at('theirs', 'log'), { how: 'read' });
  expect(Buffer.from(await log.read(0, 10)).toString()).toBe('log');
  await log.close();
  await make(rig.at('mine'));
  await expect(files.rename(rig.at('mine'), rig.at('open', 'a'))).rejects.toThrow('root’s alone');
  await release();
});

it('carry what was refused, and what is replaced stays whose it was', async () => {
  const here = temporaryDirectory();
  fs.writeFileSync(join(here, 'app.conf'), 'new');
  fs.writeFileSync(rig.at('app.conf'), 'an older one');
  fs.chownSync(rig.at('app.conf'), 1234, 2345);
  fs.chmodSync(rig.at('app.conf'), 0o4710);
  const desk = new TransferDesk({
    ...{ path: join(here, 'transfers.json'), clock: systemClock, today: () => Date.now() },
    accessOf: (hostId, asRoot) =>
      asRoot && hostId !== null
        ? rig.open()
        : Promise.resolve(hostId === null ? local() : refusing()),
    onChange: () => undefined,
    onProblem: (error) => expect(error).toBeUndefined(),
  });
  onTestFinished(() => desk.close());
  const one = (): Transfer => desk.view().transfers[0]!;
  const [id] = desk.add([
    {
      ...{ from: { hostId: null, path: here }, names: ['app.conf'], move: false },
      ...{ to: { hostId: 'host', path: rig.folder }, onConflict: 'replace' },
    },
  ]);
  await expect.poll(() => one().state).toBe('failed');
  expect([one().said?.code, one().asRoot]).toEqual(['file-no-permission', false]);
  rig.answers = [null];
  desk.retry([id!], true);
  await expect.poll(() => one().said?.code).toBe('root-no-answer');
  rig.answers = ['correct horse'];
  desk.retry([id!]);
  await expect.poll(() => [one().state, one().said]).toEqual(['done', null]);
  expect([one().asRoot, fs.readFileSync(rig.at('app.conf'), 'utf8')]).toEqual([true, 'new']);
  const { uid, gid, mode } = fs.statSync(rig.at('app.conf'));
  expect([uid, gid, mode & 0o7777]).toEqual([1234, 2345, 0o4710]);
  expect(fs.readdirSync(rig.folder)).toEqual(['app.conf']);
});

it('take away what a cancelled transfer left, once: whoever gives no password is asked at the next start', async () => {
  const here = temporaryDirectory();
  fs.writeFileSync(join(here, 'big'), Buffer.alloc(1_000_000));
  let isThere = true;
  let refused = 0;
  const byRoot = async (why: Said | null): Promise<Hold<FileAccess>> => {
    if (!isThere) throw new FileError('lost', say('files-lost'));
    const opened = rig.open(why);
    opened.catch(() => refused++);
    return opened;
  };
  const start = (): TransferDesk =>
    new TransferDesk({
      ...{ path: join(here, 'transfers.json'), clock: systemClock, today: () => Date.now() },
      accessOf: (hostId, asRoot) => {
        if (hostId === null) return Promise.resolve(local());
        if (!asRoot) return Promise.resolve(refusing());
        return byRoot(asRoot === 'to-tidy' ? say('root-tidies') : null);
      },
      onChange: () => undefined,
      onProblem: (error) => expect(error).toBeUndefined(),
    });
  const desk = start();
  const one = (): Transfer => desk.view().transfers[0]!;
  const left = (): string[] => fs.readdirSync(rig.folder).filter((name) => name.endsWith('.part'));
  const to = { hostId: 'host', path: rig.folder };
  const what = { from: { hostId: null, path: here }, names: ['big'], move: false };
  const [id] = desk.add([{ ...what, to, onConflict: 'ask' }]);
  await expect.poll(() => one().state).toBe('failed');
  desk.limit(100_000); // so that it is under way for long enough
  desk.retry([id!], true);
  await expect.poll(() => one().bytesDone).toBeGreaterThan(0);
  isThere = false;
  rig.cut();
  await expect.poll(() => one().state).toBe('cut');
  desk.cancel([id!]);
  expect([one().state, left().length, rig.asked.length]).toEqual(['cancelled', 1, 1]);
  isThere = true;
  rig.answers = [null];
  desk.reached();
  await expect.poll(() => refused).toBe(1);
  desk.reached(); // nobody is asked twice
  await new Promise(setImmediate);
  await desk.close(); // whatever it still does for that has ended
  expect([left().length, rig.opened]).toEqual([1, 2]);

  rig.answers = ['correct horse'];
  const again = start();
  onTestFinished(() => again.close());
  await expect.poll(() => fs.readdirSync(rig.folder)).toEqual([]);
  expect(rig.asked.map(({ because }) => because?.code ?? null)).toEqual([
    ...[null, 'root-tidies', 'root-tidies'],
  ]);
});

const release = (): Promise<void> => Promise.resolve();

function local(): Hold<FileAccess> {
  return { value: new LocalFiles(), release };
}

/** As a user who may read there. */
function refusing(): Hold<FileAccess> {
  const files = new LocalFiles();
  const opened = files.open.bind(files);
  const open: FileAccess['open'] = (path, wish) =>
    wish.how === 'read' ? opened(path, wish) : Promise.reject(fileProblem('no-permission', path));
  return { value: Object.assign(files, { open }), release };
}
