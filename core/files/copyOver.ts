// A file of somebody else's put whole in another's place: copied first, synced, and only then
// renamed. A full disk or a power cut on the way leaves what was there.
import { chmodSync, copyFileSync } from 'node:fs';
import { replaceWhole } from './wholeFile.ts';

/** @param mode of the file from then on. Throws the system's error, and `target` is as it was. */
export function copyOver(source: string, target: string, mode: number): void {
  replaceWhole(target, (draft) => {
    copyFileSync(source, draft);
    chmodSync(draft, mode);
  });
}
