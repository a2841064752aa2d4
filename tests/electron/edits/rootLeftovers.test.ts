// A transfer as root over a real sshd is cancelled while its link is cut: what it left on the host goes once
// the link is back. sudo is played by a script; what it starts is root's in truth.
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { FileAccess } from '../../../core/sftp/fileAccess.ts';
import { FileError } from '../../../core/sftp/fileError.ts';
import { LocalFiles } from '../../../core/sftp/localFiles.ts';
import type { Hold } from '../../../core/task/shared.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { openRootFiles } from '../../../electron/edits/rootFiles.ts';
import { rootShell } from '../../../electron/edits/rootShell.ts';
import { fileErrorOf } from '../../../electron/files/sshChannel.ts';
import { SshFiles } from '../../../electron/files/sshFiles.ts';
import type { Transfer } from '../../../electron/ipc/fileTypes.ts';
import { SshLogins } from '../../../electron/ssh/sshLogins.ts';
import { TransferDesk } from '../../../electron/transfers/transferDesk.ts';
import { say } from '../../../words/said.ts';
import { needs } from '../../support/needs.ts';
import { whyNoSftpServer } from '../../support/sftpServers.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { sshHost, surroundings } from '../shells/hosts.ts';

const SUDO = `#!/bin/sh
while [ "$1" != -- ]; do [ "$1" = -p ] && ask=$2; shift; done
shift
printf %s "$ask" >&2
IFS= read -r password
[ "$password" = 'correct horse' ] || exit 1
exec "$(dirname "$0")/setpriv" --reuid 0 --regid 0 --clear-groups "$@"
`;
const never = new AbortController().signal;
let sshd: TestSshd;

beforeAll(async () => {
  if (whyNoSshd()) return;
  sshd = await startSshd({ config: ['PermitUserEnvironment PATH'] });
  await sshd.trustHostKey();
  const programs = join(sshd.home, 'programs');
  fs.mkdirSync(programs);
  fs.chmodSync(programs, 0o755);
  fs.writeFileSync(join(programs, 'sudo'), SUDO, { mode: 0o755 });
  const [setpriv, { gid }] = [join(programs, 'setpriv'), fs.statSync(sshd.home)];
  fs.copyFileSync(execFileSync('which', ['setpriv'], { encoding: 'utf8' }).trim(), setpriv);
  fs.chownSync(setpriv, 0, gid); // this user's alone
  fs.chmodSync(setpriv, 0o4750);
  fs.mkdirSync(join(sshd.home, '.ssh'), { recursive: true });
  fs.writeFileSync(join(sshd.home, '.ssh', 'environment'), `PATH=${programs}:/usr/bin:/bin\n`);
});
afterAll(() => sshd?.close());

it('what a cancelled one left as root goes when the link is back', async (context) => {
  needs(whyNoSshd() ?? whyNoSftpServer(), context);
  const [here, folder] = [temporaryDirectory(), join(temporaryDirectory(), 'etc')];
  fs.mkdirSync(folder, { mode: 0o755 });
  fs.writeFileSync(join(here, 'big'), Buffer.alloc(1_000_000));
  const logins = new SshLogins({ surroundings: surroundings(), clock: systemClock });
  const [host, files] = [sshHost(sshd), new SshFiles(logins)];
  const asked: (string | null)[] = [];
  let isThere = true;

  const byRoot = (why: 'root-tidies' | null): Promise<Hold<FileAccess>> =>
    openRootFiles({
      ...{ user: 'me', signal: never, why: () => why && say(why) },
      ask: ({ because }) => {
        asked.push(because?.code ?? null);
        return Promise.resolve({ text: 'correct horse', keep: false });
      },
      start: async (signal) => {
        const ask = (): Promise<null> => Promise.resolve(null);
        return rootShell({ logins, host, ask, signal }).catch((error: unknown) => {
          throw fileErrorOf(error);
        });
      },
    });
  const ownFiles = async (): Promise<Hold<FileAccess>> => {
    const hold = files.acquire(host, 'transfers');
    return { value: await hold.open(never), release: () => hold.release() };
  };
  const desk = new TransferDesk({
    ...{ path: join(here, 'transfers.json'), clock: systemClock, today: () => Date.now() },
    accessOf: async (hostId, asRoot) => {
      if (hostId === null) return { value: new LocalFiles(), release: () => Promise.resolve() };
      if (!isThere) throw new FileError('lost', say('files-lost'));
      if (!asRoot) return ownFiles();
      return byRoot(asRoot === 'to-tidy' ? 'root-tidies' : null);
    },
    onChange: () => undefined,
    onProblem: (error) => expect(error).toBeUndefined(),
  });
  onTestFinished(() => desk.close());
  const one = (): Transfer => desk.view().transfers[0]!;
  const to = { hostId: 'host', path: folder };
  const what = { from: { hostId: null, path: here }, names: ['big'], move: false };
  const [id] = desk.add([{ ...what, to, onConflict: 'ask' }]);
  await expect.poll(() => one().state).toBe('failed');
  expect(one().said?.code).toBe('file-no-permission');

  desk.limit(100_000); // so that it is under way for long enough
  desk.retry([id!], true);
  await expect.poll(() => one().bytesDone).toBeGreaterThan(0);
  isThere = false;
  sshd.dropConnections();
  await expect.poll(() => one().state).toBe('cut');
  desk.cancel([id!]);
  const [part, ...others] = fs.readdirSync(folder);
  expect([part?.endsWith('.part'), others]).toEqual([true, []]);
  expect(fs.statSync(join(folder, part!)).uid).toBe(0);
  isThere = true;
  desk.reached();
  await expect.poll(() => fs.readdirSync(folder)).toEqual([]);
  expect(asked).toEqual([null, 'root-tidies']);
});
