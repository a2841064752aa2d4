// The clipboard, and on Linux the selection that the middle mouse button pastes. Electron 45
// has an object for the latter; before, it was a second argument, and reading a call that no limit
// ends, as it stood still itself.
import { clipboard, type Clipboard } from 'electron';
import { SYSTEM } from '../../core/system.ts';
import { systemClock } from '../../core/time/clock.ts';
import { readInTime } from './clipboardReading.ts';

interface OlderClipboard {
  readText(type: 'selection'): string;
  writeText(text: string, type: 'selection'): void;
}

type TextClipboard = Pick<Clipboard, 'readText' | 'writeText'>;

export const systemClipboard: TextClipboard = bounded(clipboard);

/** Undefined where there is no such thing. */
export function selectionClipboard(): TextClipboard | undefined {
  if (SYSTEM !== 'linux') return undefined;
  const present = clipboard.selection as Clipboard | undefined;
  return bounded(present ?? olderSelection(clipboard as unknown as OlderClipboard));
}

function bounded(whole: TextClipboard): TextClipboard {
  return {
    // An older Electron's is no promise.
    readText: () => readInTime(async () => whole.readText(), systemClock),
    writeText: (text) => whole.writeText(text),
  };
}

function olderSelection(older: OlderClipboard): TextClipboard {
  return {
    readText: () => Promise.resolve(older.readText('selection')),
    writeText: (text) => Promise.resolve(older.writeText(text, 'selection')),
  };
}
