// A transfer as it is told to a window.
import { inWords, say, type Said } from '../../words/said.ts';
import type { Transfer } from '../ipc/fileTypes.ts';
import { shownName } from './names.ts';
import type { Question } from './questions.ts';
import type { TransferRecord } from './record.ts';

/** What only one that runs has. */
export interface Moving {
  rate: number | null;
  /** Seconds. */
  left: number | null;
  question: Question | null;
}

export function viewOf(record: TransferRecord, moving: Moving | null): Transfer {
  const { id, from, to, move, files, filesDone, troubles, endedAt } = record;
  const isAsking = record.state === 'running' && moving?.question;
  const bytesDone = doneBytes(record);
  return {
    ...{ id, from: { ...from }, to: { ...to }, name: nameOf(record), move },
    asRoot: record.asRoot ?? false,
    state: isAsking ? 'asks' : record.state,
    ...{ files: Math.max(files, filesDone), filesDone },
    ...{ bytes: Math.max(record.bytes, bytesDone), bytesDone },
    counting: !record.counted && record.state === 'running',
    ...{ rate: moving?.rate ?? null, left: moving?.left ?? null },
    question: moving?.question ?? null,
    ...{ said: record.said ?? toldOf(record), advice: record.advice },
    troubles: [...troubles],
    endedAt,
  };
}

/** What is there for sure, of files that aren't whole, too. */
export function doneBytes({ bytesDone, parts }: TransferRecord): number {
  return parts.reduce((sum, part) => sum + part.bytes, bytesDone);
}

/** What is worth saying of one that goes well, the weightiest of it. */
export function toldOf({ notes }: TransferRecord): Said | null {
  if (notes.file) return notes.file;
  if (notes.leftOut > 0) return say('transfer-left-out', { count: notes.leftOut });
  if (notes.first) {
    const [name, as] = notes.first;
    return say('transfer-mapped', { count: notes.mapped, name, as });
  }
  return notes.older > 0 ? say('transfer-older', { count: notes.older }) : null;
}

function nameOf({ roots }: TransferRecord): string {
  const name = shownName(roots[0]?.at(-1) ?? '');
  return roots.length < 2 ? name : inWords(say('transfer-named', { name, more: roots.length - 1 }));
}
