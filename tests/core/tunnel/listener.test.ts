import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../core/system.ts';
import { TunnelListener } from '../../../core/tunnel/listener.ts';
import { closed } from '../../support/orders.ts';
import { ignoreErrors, loopback } from '../../support/tunnels.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'bowline-listener-'))));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(SYSTEM === 'win32')('unix sockets that are opened at once', () => {
  it('are their owner’s alone, and leave the umask as it was', async () => {
    const before = umask();
    const paths = ['a', 'b', 'c'].map((name) => path.join(folder, name));
    const opening = paths.map((path) =>
      TunnelListener.open({ kind: 'unix', path }, () => undefined),
    );
    const listeners = await Promise.all(opening);
    expect(umask()).toBe(before);
    expect(paths.map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
    await Promise.all(listeners.map((listener) => listener.close()));
  });

  it('leave the umask as it was where none can be had', async () => {
    const before = umask();
    const place = { kind: 'unix' as const, path: path.join(folder, 'no', 'where') };
    await expect(TunnelListener.open(place, () => undefined)).rejects.toThrow();
    expect(umask()).toBe(before);
  });
});

describe.skipIf(SYSTEM === 'win32')('a unix socket that can’t be had', () => {
  const open = (at: string): Promise<TunnelListener> =>
    TunnelListener.open({ kind: 'unix', path: at }, () => undefined);

  it('is told in words for a path, not for a port', async () => {
    const taken = path.join(folder, 'taken');
    writeFileSync(taken, '');
    await expect(open(taken)).rejects.toMatchObject({
      code: 'port-in-use',
      message: expect.stringMatching(/^There is something at .*taken already\.$/) as string,
      hint: expect.stringMatching(/another path/) as string,
    });
    for (const nowhere of [path.join(folder, 'no', 'where'), path.join(taken, 'where')]) {
      await expect(open(nowhere)).rejects.toMatchObject({
        code: 'port-forbidden',
        message: expect.stringMatching(/^No socket can be made at /) as string,
        hint: expect.stringMatching(/folder/) as string,
      });
    }
  });

  it('because somebody listens there leaves them alone, and no connection to them behind', async () => {
    const at = path.join(folder, 'lives');
    const came: Socket[] = [];
    const server = createServer((socket) => came.push(ignoreErrors(socket))).listen(at);
    await once(server, 'listening');
    await expect(open(at)).rejects.toMatchObject({ code: 'port-in-use' });
    await expect.poll(() => came.length).toBe(1);
    came[0]!.resume();
    await closed(came[0]!);
    const again = ignoreErrors(connect(at));
    await once(again, 'connect');
    again.destroy();
    server.close();
  });

  it('is had where the one that made it has crashed', async () => {
    const at = path.join(folder, 'crashed');
    const code = `require('node:net').createServer().listen(${JSON.stringify(at)}, () => process.kill(process.pid, 'SIGKILL'))`;
    expect(spawnSync(process.execPath, ['-e', code]).signal).toBe('SIGKILL');
    expect(existsSync(at)).toBe(true);
    const listener = await open(at);
    const client = ignoreErrors(connect(at));
    await once(client, 'connect');
    client.destroy();
    await listener.close();
    expect(existsSync(at)).toBe(false);
  });
});

describe('a listener', () => {
  it('hands over who comes, paused, and goes on though one of them couldn’t be taken', async () => {
    const came: (Socket & { server?: Server })[] = [];
    const listener = await TunnelListener.open(loopback(0), (socket) => came.push(socket));
    const { port } = listener.at as { port: number };
    expect(port).toBeGreaterThan(0);
    const clients: Socket[] = [];
    for (let count = 1; count <= 2; count++) {
      clients.push(ignoreErrors(connect(port, '127.0.0.1')));
      await expect.poll(() => came.length).toBe(count);
      expect([came[count - 1]!.isPaused(), came[count - 1]!.allowHalfOpen]).toEqual([true, true]);
      // As Node says it where there is no descriptor left.
      came[0]!.server!.emit('error', Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' }));
    }
    await listener.close();
    expect(came.map(({ destroyed }) => destroyed)).toEqual([false, false]); // who came stays
    const late = ignoreErrors(connect(port, '127.0.0.1'));
    await expect(once(late, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    for (const socket of [...clients, ...came]) socket.destroy();
  });

  it('says who has its port already', async () => {
    const first = await TunnelListener.open(loopback(0), () => undefined);
    const second = TunnelListener.open(first.at, () => undefined);
    await expect(second).rejects.toMatchObject({ code: 'port-in-use', field: 'listen' });
    await first.close();
    const third = await TunnelListener.open(first.at, () => undefined);
    expect(third.at).toEqual(first.at);
    await third.close();
  });
});

// Asking without an argument is deprecated, for it sets it as well.
function umask(): number {
  const now = process.umask(0);
  process.umask(now);
  return now;
}
