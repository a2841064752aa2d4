// Whose a unix socket is: an agent doesn't listen, and nobody connects, where another user could
// have put another one; real files and users, which takes root.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { listenSocket } from '../../../agent/listen/listenSocket.ts';
import { canTellPeers } from '../../../core/native/peerCredentials.ts';
import { dial } from '../../../core/socket/dial.ts';
import { distrustFolder, distrustSocket } from '../../../core/socket/socketOwner.ts';
import { startAgent } from '../../support/agent.ts';
import { needs } from '../../support/needs.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { says } from '../../support/says.ts';

const NOBODY = 65_534;
const root = process.geteuid!() === 0 ? undefined : 'only root can give files to other users';

function folder(mode: number, uid = process.geteuid!()): string {
  const made = path.join(temporaryDirectory(), 'folder');
  mkdirSync(made);
  chmodSync(made, mode);
  if (uid !== process.geteuid!()) chownSync(made, uid, uid);
  return made;
}

async function listenIn(place: string): Promise<string> {
  const server = createServer((socket) => socket.destroy());
  onTestFinished(() => void server.close());
  const socketPath = path.join(place, 'a.sock');
  server.listen(socketPath);
  await once(server, 'listening');
  return socketPath;
}

function dialled(socketPath: string): Promise<unknown> {
  return dial({
    address: { kind: 'unix', path: socketPath },
    fingerprint: null,
    timeoutMs: 10_000,
  }).catch((error: unknown) => error);
}

describe.each([
  ['that everybody may write', 0o777, /other users may write/],
  ['that everybody may write, though nobody moves what is another’s', 0o1777, /may write/],
  ['that another group may write', 0o775, /other users may write/],
] as const)('a folder %s', (_which, mode, why) => {
  /** A folder's own group is no other's where it has the user's number. */
  const shared = (): string => {
    const made = folder(mode);
    if (mode === 0o775) chownSync(made, process.geteuid!(), 12_345);
    return made;
  };
  beforeEach((test) => needs(mode === 0o775 ? root : undefined, test));

  it('is none to listen in', async () => {
    const server = createServer();
    await expect(listenSocket(server, path.join(shared(), 'a.sock'))).rejects.toMatchObject({
      code: 'BAD_SOCKET',
      message: expect.stringMatching(why) as string,
    });
    expect(server.listening).toBe(false);
  });

  it('is none to connect in, nor below, nor by a link', async () => {
    const made = shared();
    const failed = await dialled(await listenIn(made));
    expect(failed).toMatchObject({ kind: 'unsafe-socket', permanent: true, final: false });
    expect((failed as Error).message).toMatch(why);
    const link = path.join(folder(0o700), 'link');
    symlinkSync(path.join(made, 'a.sock'), link);
    expect(distrustSocket(link)).toEqual(says(why));
    const below = path.join(made, 'below');
    mkdirSync(below, { mode: 0o700 });
    expect(distrustFolder(below) === null).toBe((mode & 0o1000) !== 0);
  });
});

it('one’s own socket in a folder of one’s own is right, and one that isn’t there is missing', async () => {
  const place = folder(0o700);
  expect(distrustSocket(path.join(place, 'a.sock'))).toBeNull();
  expect(await dialled(path.join(place, 'a.sock'))).toMatchObject({ kind: 'refused' });
  expect(distrustSocket(await listenIn(place))).toBeNull();
});

describe('what belongs to another user', () => {
  beforeEach((test) => needs(root, test));

  it('as a folder or as a socket is refused on both sides', async () => {
    const theirs = folder(0o755, NOBODY);
    expect(await dialled(await listenIn(theirs))).toMatchObject({ kind: 'unsafe-socket' });
    const ours = await listenIn(folder(0o755));
    chownSync(ours, NOBODY, NOBODY);
    expect(await dialled(ours)).toMatchObject({ kind: 'unsafe-socket' });
    await expect(listenSocket(createServer(), ours)).rejects.toThrow(/another user/);
  });

  it('as a program that listens on a socket that looks like ours', async (test) => {
    needs(canTellPeers() ? undefined : 'no native part was compiled here', test);
    const place = folder(0o777);
    chmodSync(path.dirname(place), 0o755);
    const socketPath = path.join(place, 'b.sock');
    const script = `require('net').createServer((s) => s.on('data', (b) => console.log('got ' + b))).listen(${JSON.stringify(socketPath)}, () => console.log('up'))`;
    const child = spawn(process.execPath, ['-e', script], { uid: NOBODY, gid: NOBODY });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    expect(said.toString()).toBe('up\n');
    chownSync(socketPath, 0, 0);
    chmodSync(place, 0o700);
    let got = '';
    child.stdout.on('data', (bytes: Buffer) => (got += bytes.toString()));
    const failed = await dialled(socketPath);
    expect(failed).toMatchObject({ kind: 'unsafe-socket' });
    expect((failed as Error).message).toMatch(/another user’s program listens there/);
    child.kill('SIGTERM');
    await once(child, 'close');
    expect(got).toBe('');
  });

  it('as a program that comes to an agent’s socket', async (test) => {
    needs(canTellPeers() ? undefined : 'no native part was compiled here', test);
    const place = folder(0o755);
    chmodSync(path.dirname(place), 0o755);
    const socketPath = path.join(place, 'agent.sock');
    const agent = await startAgent({ args: ['--socket', socketPath] });
    chmodSync(socketPath, 0o666); // as if its rights had been lost
    const script = `require('net').connect(${JSON.stringify(socketPath)}).on('error', () => {}).on('close', () => console.log('cut')).write('GET / HTTP/1.1\\r\\n\\r\\n')`;
    const child = spawn(process.execPath, ['-e', script], { uid: NOBODY, gid: NOBODY });
    const said = (await child.stdout.setEncoding('utf8').toArray()).join('');
    expect(said).toBe('cut\n');
    expect(await agent.event('turned-away')).toMatchObject({ remote: 'unix', status: 403 });
    await agent.stop();
  });
});
