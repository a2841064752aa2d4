// A transfer that ended is begun again, with what it left undone, and ended ones say how it went.
import { randomBytes } from 'node:crypto';
import { say } from '../../words/said.ts';
import { adviceOf, saidOf } from './faults.ts';
import { hasEnded, type TransferRecord } from './record.ts';

/** What failed is done again; what wasn't come to, for the first time. */
export function beginAgain(record: TransferRecord): void {
  const { walked, failed, mark, roots } = record;
  if (walked) Object.assign(record, anew(failed.length > 0 ? failed : roots));
  else {
    const done = mark?.root ?? 0;
    record.roots = [...roots.slice(done), ...failed];
    record.beyond = [];
    if (mark) record.mark = { ...mark, root: 0 };
  }
  Object.assign(record, { failed: [], troubles: [], said: null, advice: null, endedAt: null });
  Object.assign(record, { state: 'waiting', counted: false });
  record.notes = { leftOut: 0, older: 0, mapped: 0, first: null, file: null };
  // What is still being taken away isn't to be what is written now.
  Object.assign(record, { tag: randomBytes(8).toString('hex'), parts: [], untidy: false });
}

/** As it is found at the start: what ran had no time to say what it made. */
export function takeUp(record: TransferRecord): void {
  if (record.state === 'running') record.begun = record.untidy = true;
  if (!hasEnded(record) && record.state !== 'paused') record.state = 'waiting';
}

/** All of it was come to. */
export function endWhole(record: TransferRecord): void {
  const { troubles, filesDone, notes } = record;
  record.files = Math.max(filesDone, record.files);
  if (troubles.length === 0) {
    record.state = notes.leftOut > 0 ? 'partly' : 'done';
    if (record.counted && notes.leftOut === 0) record.filesDone = record.files;
    if (record.counted && notes.leftOut === 0) record.bytesDone = record.bytes;
    return;
  }
  const isNothing = filesDone === 0;
  record.state = isNothing ? 'failed' : 'partly';
  record.said = isNothing && troubles.length === 1 ? troubles[0]!.said : null;
  record.said ??= say('transfer-some-failed', { count: troubles.length });
}

export function endFailed(record: TransferRecord, error: unknown): void {
  record.state = 'failed';
  record.said = saidOf(error);
  record.advice = adviceOf(error) ?? say('transfer-advice-retry');
}

function anew(roots: string[][]): Partial<TransferRecord> {
  const none = { files: 0, bytes: 0, filesDone: 0, bytesDone: 0 };
  return { roots, mark: null, beyond: [], walked: false, ...none };
}
