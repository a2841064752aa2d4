// A folder for sockets that nobody else on this computer can enter: the local end of a forward
// is as good as a login, so it must be out of other users' reach.
import { accessSync, constants, lstatSync, mkdtempSync, readdirSync, realpathSync } from 'node:fs';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { distrustPlaceIn } from '../../core/socket/socketOwner.ts';
import { PLAIN_PATH } from './sshPlaces.ts';

/**
 * A socket's path has 104 bytes on macOS and 108 on Linux, the closing zero included; ssh binds
 * under a temporary name with 17 more, and the folder's and the socket's own name take 30.
 */
const BASE_LENGTH = 103 - 17 - 30;
/** Names the process that made it, so that one that was killed can be cleaned up after. */
const NAME = /^bowline-ssh-(\d+)-/;

export interface SocketFolder {
  readonly path: string;
  /** Path of a socket in it; the name has one letter. */
  socket(name: string): string;
  remove(): void;
}

/** Made with mode 0700. Throws the system's error when there is no place for one. */
export function makeSocketFolder(env: NodeJS.ProcessEnv): SocketFolder {
  const bases = [env['XDG_RUNTIME_DIR'], realpathSync(tmpdir()), '/tmp'];
  const base = bases.find((folder) => folder !== undefined && isUsable(folder)) ?? '/tmp';
  removeLeftBehind(base);
  const path = mkdtempSync(join(base, `bowline-ssh-${process.pid}-`));
  return {
    path,
    socket: (name) => join(path, name),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

function removeLeftBehind(base: string): void {
  for (const name of readdirSync(base)) {
    const pid = Number(NAME.exec(name)?.[1] ?? process.pid);
    if (isAlive(pid)) continue;
    try {
      const path = join(base, name);
      // Another user's may be a trap for root: links in it change while it is removed.
      if (lstatSync(path).uid === process.geteuid?.()) rmSync(path, { recursive: true });
    } catch {
      // somebody else was faster
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function isUsable(folder: string): boolean {
  if (!PLAIN_PATH.test(folder) || folder.length > BASE_LENGTH) return false;
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return distrustPlaceIn(folder) === null;
  } catch {
    return false;
  }
}
