// Between the judging of a unix socket's path and its use nobody can make another of it: a swap is
// made here at exactly that moment, by the judge itself.
import { existsSync, mkdirSync, readdirSync, readlinkSync, renameSync, symlinkSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ForwardRules } from '../../../agent/tunnel/forwardRules.ts';
import { SYSTEM } from '../../../core/system.ts';
import { dialTarget } from '../../../core/tunnel/dialTarget.ts';
import { holdPlace, holdSocket } from '../../../core/tunnel/heldPath.ts';
import { TunnelListener } from '../../../core/tunnel/listener.ts';
import { TunnelError } from '../../../core/tunnel/tunnelError.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { told } from '../../support/told.ts';

async function listening(at: string, says: string): Promise<Server> {
  const server = createServer((socket) => void socket.on('error', () => undefined).end(says));
  server.listen(at);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return server;
}

async function setUp() {
  const folder = temporaryDirectory();
  const [open, secret] = ['open', 'secret'].map((name) => path.join(folder, name)) as [
    string,
    string,
  ];
  for (const one of [open, secret]) mkdirSync(one);
  await listening(path.join(open, 'a.sock'), 'open');
  await listening(path.join(secret, 'a.sock'), 'secret');
  return { folder, open, secret };
}

/** What is said by whoever is reached. */
async function answer(at: string, mayReachPath: (path: string) => boolean): Promise<string> {
  const { socket, reader } = await dialTarget({ kind: 'unix', path: at }, { mayReachPath });
  let text = '';
  reader.readWith((bytes) => {
    text += Buffer.from(bytes).toString();
    return true;
  });
  socket.resume();
  await once(socket, 'end');
  socket.destroy();
  return text;
}

const descriptors = (): string[] =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return [];
    }
  });

describe.runIf(SYSTEM === 'linux')('a path that changes under the judge', () => {
  it.each(['the socket', 'its folder'])('leads to what was judged: %s', async (what) => {
    const { folder, open, secret } = await setUp();
    const link = path.join(folder, 'link');
    const sock = path.join(open, 'a.sock');
    symlinkSync(open, link);
    let swapped = 0;
    // All is in order when it is looked at; a moment later it is another place.
    const mayReachPath = (judged: string): boolean => {
      if (!judged.startsWith(open)) return judged.startsWith(link);
      if (swapped++ > 0) return true;
      if (what === 'the socket') {
        renameSync(sock, `${sock}.aside`);
        symlinkSync(path.join(secret, 'a.sock'), sock);
      } else {
        renameSync(open, `${open}.aside`);
        symlinkSync(secret, open);
      }
      return true;
    };
    expect(await answer(path.join(link, 'a.sock'), mayReachPath)).toBe('open');
    expect(swapped).toBe(1);
  });

  it('is refused where it leads out of the rules, and nothing stays open', async () => {
    const { folder, secret } = await setUp();
    symlinkSync(path.join(secret, 'a.sock'), path.join(folder, 'open', 'b.sock'));
    const rules = new ForwardRules({ allowForward: [`unix:${folder}/open/*.sock`] });
    const target = { kind: 'unix' as const, path: path.join(folder, 'open', 'b.sock') };
    const dialling = dialTarget(target, { mayReachPath: (one) => rules.mayReachPath(one) });
    await expect(dialling).rejects.toMatchObject({ code: 'forward-forbidden' });
    const gone = dialTarget(
      { kind: 'unix', path: `${folder}/open/no.sock` },
      { mayReachPath: () => true },
    );
    await expect(gone).rejects.toMatchObject({ code: 'target-refused' });
    expect(descriptors().filter((one) => one.startsWith(folder))).toEqual([]);
  });

  it('makes a listening socket where it was judged, and removes it there', async () => {
    const { folder, open, secret } = await setUp();
    const link = path.join(folder, 'link');
    symlinkSync(open, link);
    const judged: string[] = [];
    const listener = await TunnelListener.open(
      { kind: 'unix', path: path.join(link, 'new.sock') },
      (socket) => socket.end(),
      (real) => {
        judged.push(real);
        renameSync(link, `${link}.aside`);
        symlinkSync(secret, link);
      },
    );
    expect(judged).toEqual([path.join(open, 'new.sock')]);
    expect(existsSync(path.join(open, 'new.sock'))).toBe(true);
    expect(existsSync(path.join(secret, 'new.sock'))).toBe(false);
    await listener.close();
    expect(existsSync(path.join(open, 'new.sock'))).toBe(false);
    expect(descriptors().filter((one) => one.startsWith(folder) && !one.includes('.sock'))).toEqual(
      [],
    );
  });

  it('makes it there, too, where the folder itself becomes another', async () => {
    const { open, secret } = await setUp();
    const aside = `${open}.aside`;
    const listener = await TunnelListener.open(
      { kind: 'unix', path: path.join(open, 'new.sock') },
      (socket) => socket.end(),
      () => {
        renameSync(open, aside);
        symlinkSync(secret, open);
      },
    );
    expect(readdirSync(aside)).toContain('new.sock');
    expect(readdirSync(secret)).not.toContain('new.sock');
    await listener.close();
    expect(readdirSync(aside)).not.toContain('new.sock');
  });

  it('makes none where it may not', async () => {
    const { folder, secret } = await setUp();
    const refuse = (): void => {
      throw new TunnelError('forward-forbidden', told('no'));
    };
    const at = { kind: 'unix' as const, path: path.join(secret, 'new.sock') };
    const opening = TunnelListener.open(at, () => undefined, refuse);
    await expect(opening).rejects.toMatchObject({ code: 'forward-forbidden' });
    expect(existsSync(at.path)).toBe(false);
    expect(descriptors().filter((one) => one === secret || one === folder)).toEqual([]);
  });

  it('is held until it is released, once', async () => {
    const { open } = await setUp();
    const ways = [
      () => holdSocket(path.join(open, 'a.sock')),
      () => holdPlace(path.join(open, 'b.sock')),
    ];
    for (const hold of ways) {
      const held = hold();
      expect(held.real.startsWith(open)).toBe(true);
      held.release();
      held.release();
      expect(descriptors().filter((one) => one === open || one === held.real)).toEqual([]);
    }
  });
});
