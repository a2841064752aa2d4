// The app's compiled code, kept in its data folder. Node checks by itself that it belongs to the very
// files and the very Node, and compiles anew where it doesn't, or where it is damaged.
import { existsSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

/** Within the app's data folder, which is closed to other users. */
const FOLDER = 'compiled';

/**
 * To be called before the code is read. A data folder that isn't there yet is not made for this.
 * Not on macOS: the keychain knows the app by its signature there, which what is kept doesn't carry.
 */
export function keepCompiled(dataFolder: string, platform: NodeJS.Platform): void {
  if (platform === 'darwin' || !existsSync(dataFolder)) return;
  enableCompileCache(join(dataFolder, FOLDER)); // it never throws: without it, all goes as before
}

/** Writes down what was compiled since the start. */
export function writeCompiled(): void {
  flushCompileCache();
}
