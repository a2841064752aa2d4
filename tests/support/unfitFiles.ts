// What may lie in the place of a file of ours, made by somebody else or by accident.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';

const HUGE = 64 * 1024 * 1024;

export const UNFIT = {
  'a FIFO': (path: string) => void execFileSync('mkfifo', [path]),
  'a folder': (path: string) => void mkdirSync(path),
  'a link elsewhere': (path: string) => {
    writeFileSync(`${path}.target`, '{}', { mode: 0o600 });
    symlinkSync(`${path}.target`, path);
  },
  'a link to nowhere': (path: string) => symlinkSync('/no/such/file', path),
  'a link to a device': (path: string) => symlinkSync('/dev/zero', path),
  'a link to itself': (path: string) => symlinkSync(path, path),
  'a socket': async (path: string) => {
    const server = createServer().listen(path);
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
  },
  'a huge file': (path: string) => {
    writeFileSync(path, '', { mode: 0o600 });
    truncateSync(path, HUGE); // sparse
  },
} satisfies Record<string, (path: string) => void | Promise<void>>;

export type Unfit = keyof typeof UNFIT;

/** Takes it away again, whatever it is. */
export function removeUnfit(path: string): void {
  rmSync(path, { recursive: true, force: true });
}
