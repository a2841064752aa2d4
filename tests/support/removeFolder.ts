import { rmSync } from 'node:fs';

/** With all that is in it, also while a program that has just been killed still writes there. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 });
}
