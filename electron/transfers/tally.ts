// What became of the things of a transfer, in its record: how many, what was left out and why.
import type { FileFacts } from '../../core/sftp/fileAccess.ts';
import { FileError } from '../../core/sftp/fileError.ts';
import { say, type Said } from '../../words/said.ts';
import type { FileNote } from './fileJob.ts';
import { isOneName, shownName, shownPath } from './names.ts';
import type { TransferRecord } from './record.ts';

/** Told in full. */
const MOST_TOLD = 100;
/** Of more it is the whole that fails. */
const MOST_FAILED = 1_000;

export class Tally {
  readonly #record: TransferRecord;

  constructor(record: TransferRecord) {
    this.#record = record;
  }

  /** Nothing more of it is to be done. */
  over(facts: FileFacts, isFile: boolean): void {
    const record = this.#record;
    if (isFile) record.filesDone++;
    record.bytesDone += facts.size ?? 0;
    if (record.counted) return;
    record.files = Math.max(record.files, record.filesDone);
    record.bytes = Math.max(record.bytes, record.bytesDone);
  }

  /** Throws once nothing is served by going on. `again`: another try may take it. */
  failed(names: readonly string[], said: Said, again: boolean): void {
    const { troubles, failed } = this.#record;
    const path = shownPath(names.map(shownName).join('/'));
    const isTold = troubles.some((one) => one.path === path);
    if (!isTold && troubles.length < MOST_TOLD) troubles.push({ path, said });
    const key = JSON.stringify(names);
    if (!again || !names.every(isOneName)) return;
    if (failed.some((one) => JSON.stringify(one) === key)) return;
    failed.push([...names]);
    if (failed.length >= MOST_FAILED) throw new FileError('failed', say('transfer-many-fail'));
  }

  note(note: FileNote, said?: Said): void {
    const { notes } = this.#record;
    if (note === 'left-out') notes.leftOut++;
    else if (note === 'older') notes.older++;
    else notes.file = said ?? null;
  }

  mapped(from: string, to: string): void {
    const { notes } = this.#record;
    notes.mapped++;
    notes.first ??= [shownName(from), shownName(to)];
  }
}
