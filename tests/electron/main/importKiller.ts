// A process of its own that brings a file along, or takes that back, and is killed at a row or once it is
// stored.
import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { systemClock } from '../../../core/time/clock.ts';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import { ImportDesk } from '../../../electron/main/importDesk.ts';

const [folder = '', file = '', action = '', step = ''] = process.argv.slice(2);
const store = new HostStore({
  ...{ folder, secretBox: plainBox, loginShell: '/bin/sh', now: () => new Date() },
  warn: (line) => process.stderr.write(`${line}\n`),
});
const threadFile = path.resolve(import.meta.dirname, '../../../electron/import/importThread.ts');
const onChanged = () => Promise.resolve();
const parts = { hosts: store, clock: systemClock, threadFile, language: 'en', onChanged };
const desk = new ImportDesk(parts);

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('it lives on');
}

/** From now on. */
function killAt(): void {
  let steps = 0;
  const { exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string): void {
    exec.call(this, sql);
    if (sql === 'COMMIT' && step === 'commit') die();
    if (!sql.startsWith('BEGIN IMMEDIATE')) return;
    this.function('told', () => (++steps === Number(step) ? die() : null));
    for (const on of ['INSERT', 'UPDATE']) {
      const trigger = `CREATE TEMP TRIGGER told_${on} AFTER ${on} ON main.hosts`;
      exec.call(this, `${trigger} BEGIN SELECT told(); END`);
    }
  };
}

setInterval(() => undefined, 1_000); // its thread keeps nothing alive
const dialogs = { open: () => Promise.resolve(file), save: () => Promise.resolve(undefined) };
const preview = (await desk.open({ from: 'dialog', what: 'file' }, dialogs))!;
const [first] = preview.rows;
const choices = [{ at: 0, to: Number.MAX_SAFE_INTEGER, does: first!.does[0]! }];
if (action === 'apply') killAt();
const { id } = await desk.apply(preview.id, { into: null, choices }, () => undefined);
if (action === 'undo') {
  killAt();
  await desk.undo(id);
}
process.exit(0);
