// Notices when somebody edits settings.json by hand. The folder is watched, for editors put another
// file in its place; and some write in several steps, so it is looked at when they have come to rest.
import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Clock } from '../../core/time/clock.ts';

/** Nothing more has happened to the file for so long. */
export const SETTLED_MS = 100;

export interface WatchOptions {
  path: string;
  clock: Clock;
  /** It may be another now. */
  onChange: () => void;
  /** It can't be watched, or not any more: a change is noticed at the next start. */
  onTrouble: (error: unknown) => void;
}

/** Watches the file until the result is called. Never throws. */
export function watchSettings({ path, clock, onChange, onTrouble }: WatchOptions): () => void {
  const name = basename(path);
  let stopWaiting = (): void => {};
  const touched = (_event: string, file: string | null): void => {
    if (file !== null && file !== name) return;
    stopWaiting();
    stopWaiting = clock.after(SETTLED_MS, onChange);
  };
  try {
    const watcher = watch(dirname(path), { persistent: false }, touched);
    watcher.on('error', onTrouble);
    return () => {
      stopWaiting();
      watcher.close();
    };
  } catch (error) {
    onTrouble(error);
    return () => {};
  }
}
