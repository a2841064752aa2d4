// A folder for sockets that nobody else on this computer can enter: the local end of a forward
// is as good as a login, so it must be out of other users' reach.
import { accessSync, constants, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A socket's path has 104 bytes on macOS and 108 on Linux, the closing zero included; ssh binds
 * under a temporary name with 17 more, and the folder's and the socket's own name take 20.
 */
const BASE_LENGTH = 103 - 17 - 20;
/** Characters that ssh doesn't read as a separator, a token or a variable. */
const PLAIN = /^[\w./+-]+$/;

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
  const path = mkdtempSync(join(base, 'bowline-'));
  return {
    path,
    socket: (name) => join(path, name),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

function isUsable(folder: string): boolean {
  if (!PLAIN.test(folder) || folder.length > BASE_LENGTH) return false;
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
