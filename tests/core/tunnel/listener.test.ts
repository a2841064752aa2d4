import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../core/system.ts';
import { TunnelListener } from '../../../core/tunnel/listener.ts';

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
    await expect(open(path.join(folder, 'no', 'where'))).rejects.toMatchObject({
      message: expect.stringMatching(/^No socket can be made at /) as string,
      hint: expect.stringMatching(/folder/) as string,
    });
  });
});

// Asking without an argument is deprecated, for it sets it as well.
function umask(): number {
  const now = process.umask(0);
  process.umask(now);
  return now;
}
