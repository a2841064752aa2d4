// A file that is edited as root: sudo is answered when it asks and only then, the file keeps its mode and
// owner, and where others could lead root elsewhere nothing is done. sudo is played by a script.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import { RootFile } from '../../../electron/edits/rootFile.ts';
import { rootShell, type RootShell } from '../../../electron/edits/rootShell.ts';
import type { PersonQuestion } from '../../../electron/ssh/asking.ts';
import { SshLogins } from '../../../electron/ssh/sshLogins.ts';
import { needs } from '../../support/needs.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { sshHost, surroundings } from '../shells/hosts.ts';

/** As sudo: asks on its stderr, reads one line for it and not a byte more, three times at most. */
const SUDO = `#!/bin/sh
while [ "$1" != -- ]; do [ "$1" = -p ] && ask=$2; shift; done
shift
echo 'We trust you have received the usual lecture.' >&2
[ -e "$(dirname "$0")/nopasswd" ] && exec "$@"
for try in 1 2 3; do
  printf %s "$ask" >&2
  IFS= read -r password || { echo >&2; echo 'sudo: no password was provided' >&2; exit 1; }
  [ "$password" = 'correct horse' ] && exec "$@"
  echo 'Sorry, try again.' >&2
done
echo 'sudo: 3 incorrect password attempts' >&2
exit 1
`;
const never = new AbortController().signal;
const whyNotRoot = process.getuid?.() === 0 ? undefined : 'only root can play root';
/** Holds all bytes, what a script means something by, and no line feed at its end. */
const HARD = Buffer.concat([
  Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
  Buffer.from('\ncorrect horse\n$(exit) \r\n'),
  Buffer.alloc(200_000, '\x00\xff\n'),
  Buffer.from('end'),
]);

class RootRig {
  readonly folder = join(temporaryDirectory(), 'etc');
  readonly programs = temporaryDirectory();
  readonly path = join(this.folder, "it's an app.conf");
  readonly asked: PersonQuestion[] = [];
  answers: (string | null)[] = ['correct horse'];
  readonly file = new RootFile({
    path: this.path,
    user: 'me@host',
    ask: (question) => {
      this.asked.push(question);
      const text = this.answers.shift() ?? null;
      return Promise.resolve(text === null ? null : { text, keep: false });
    },
    start: () => Promise.resolve(this.#shell()),
  });

  constructor() {
    mkdirSync(this.folder, { mode: 0o755 });
    writeFileSync(join(this.programs, 'sudo'), SUDO, { mode: 0o755 });
    writeFileSync(this.path, HARD);
    chownSync(this.path, 1234, 2345);
    chmodSync(this.path, 0o640);
  }

  #shell(): RootShell {
    const env = { PATH: `${this.programs}:${process.env['PATH']!}` };
    const child = spawn('sh', ['-s'], { env });
    const ended = new Promise((resolve) => child.on('close', resolve));
    return { stdin: child.stdin, stdout: child.stdout, ended, close: () => void child.kill() };
  }
}

describe('a file as root has it', () => {
  let rig: RootRig;
  beforeEach((context: TestContext) => {
    needs(whyNotRoot, context);
    rig = new RootRig();
  });

  it('comes and goes byte by byte, and keeps mode and owner; the password is asked for once', async () => {
    const { bytes, stamp } = await rig.file.fetch(never);
    expect(Buffer.compare(bytes, HARD)).toBe(0);
    const saved = await rig.file.save(Buffer.from('new\n'), stamp, never);
    expect(saved).toMatchObject({ size: 4 });
    expect(readFileSync(rig.path, 'utf8')).toBe('new\n');
    const { uid, gid, mode } = statSync(rig.path);
    expect([uid, gid, mode & 0o777]).toEqual([1234, 2345, 0o640]);
    expect(readdirSync(rig.folder)).toEqual(["it's an app.conf"]);
    expect(rig.asked).toMatchObject([{ asks: 'password', about: 'me@host', hidden: true }]);
    const back = await rig.file.save(HARD, saved as typeof stamp, never);
    expect(back).toMatchObject({ size: HARD.byteLength });
    expect(Buffer.compare(readFileSync(rig.path), HARD)).toBe(0);
    expect(rig.asked).toHaveLength(1);
    rig.file.close();
    rig.answers = ['correct horse'];
    await rig.file.fetch(never);
    expect(rig.asked).toHaveLength(2); // it was forgotten
  });

  it('sends sudo no password that it doesn’t ask for', async () => {
    writeFileSync(join(rig.programs, 'nopasswd'), '');
    const { stamp } = await rig.file.fetch(never);
    await rig.file.save(Buffer.from('new'), stamp, never);
    expect(readFileSync(rig.path, 'utf8')).toBe('new');
    expect(rig.asked).toEqual([]);
  });

  it('isn’t overwritten when it has changed there, nor made where it is gone', async () => {
    const { stamp } = await rig.file.fetch(never);
    writeFileSync(rig.path, 'theirs');
    expect(await rig.file.save(Buffer.from('mine'), stamp, never)).toBe('changed');
    expect(readFileSync(rig.path, 'utf8')).toBe('theirs');
    expect(await rig.file.save(Buffer.from('mine'), null, never)).toMatchObject({ size: 4 });
  });

  it('asks again for a password that was refused, and says what sudo says in the end', async () => {
    rig.answers = ['wrong', 'correct horse'];
    await rig.file.fetch(never);
    expect(rig.asked.map(({ because }) => because?.code ?? null)).toEqual([null, 'root-refused']);
    rig.file.close();
    rig.answers = ['1', '2', '3'];
    await expect(rig.file.fetch(never)).rejects.toThrow('3 incorrect password attempts');
    rig.answers = [null];
    await expect(rig.file.fetch(never)).rejects.toThrow('Without the password');
  });

  it('isn’t touched where others could lead root elsewhere', async () => {
    chmodSync(rig.folder, 0o777);
    rig.answers = Array<string>(5).fill('correct horse');
    await expect(rig.file.fetch(never)).rejects.toThrow('isn’t root’s alone');
    chmodSync(rig.folder, 0o755);
    chownSync(rig.folder, 1234, 0);
    await expect(rig.file.save(Buffer.from('x'), null, never)).rejects.toThrow('root’s alone');
    chownSync(rig.folder, 0, 0);
    expect(Buffer.compare(readFileSync(rig.path), HARD)).toBe(0);
    rmSync(rig.path);
    symlinkSync('/etc/passwd', rig.path);
    await expect(rig.file.fetch(never)).rejects.toThrow('no file that root can edit');
  });
});

describe('over a real sshd', () => {
  let sshd: TestSshd | undefined;
  const programs = { folder: '' };

  beforeAll(async () => {
    if (whyNoSshd()) return;
    sshd = await startSshd({ config: ['PermitUserEnvironment PATH'] });
    programs.folder = join(sshd.home, 'programs');
    mkdirSync(programs.folder);
    writeFileSync(join(programs.folder, 'sudo'), SUDO, { mode: 0o755 });
    chmodSync(programs.folder, 0o755);
    mkdirSync(join(sshd.home, '.ssh'), { recursive: true });
    writeFileSync(
      join(sshd.home, '.ssh', 'environment'),
      `PATH=${programs.folder}:/usr/bin:/bin\n`,
    );
  });
  afterAll(() => sshd?.close());

  it('sudo is reached in a session of its own, over the login that all share', async (context) => {
    needs(whyNoSshd(), context);
    await sshd!.trustHostKey();
    const logins = new SshLogins({ surroundings: surroundings(), clock: systemClock });
    const ask = () => Promise.resolve({ text: 'correct horse', keep: false });
    const of = (path: string): RootFile =>
      new RootFile({
        ...{ path, user: 'me', ask },
        start: (signal) => rootShell({ logins, host: sshHost(sshd!), ask, signal }),
      });
    const { bytes } = await of('/etc/passwd').fetch(never);
    expect(Buffer.compare(bytes, readFileSync('/etc/passwd'))).toBe(0);
    await expect(of(join(sshd!.home, 'mine')).fetch(never)).rejects.toThrow('isn’t root’s alone');
    await expect(of('/etc/no-such-file').fetch(never)).rejects.toMatchObject({ code: 'not-found' });
  });
});
