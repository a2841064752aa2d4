// A process of its own that changes many hosts at once and is killed when so many rows are written.
import { DatabaseSync } from 'node:sqlite';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';

/** As the test has it. */
const CHANGE = { addTags: ['x'], favourite: true, folder: null };

const [folder = '', action = '', ids = '[]', step = ''] = process.argv.slice(2);
const store = new HostStore({
  ...{ folder, secretBox: plainBox, loginShell: '/bin/sh', now: () => new Date() },
  warn: (line) => process.stderr.write(`${line}\n`),
});
const chosen = JSON.parse(ids) as string[];
const inFolder = store.folders.list()[0]?.id ?? '';

const ACTIONS: Record<string, () => unknown> = {
  delete: () => store.bin.takeHosts(chosen),
  'delete folder': () => store.bin.takeFolder(inFolder),
  undo: () => store.bin.restore(chosen),
  move: () => store.many.move(chosen, null),
  change: () => store.many.patch(chosen, { addTags: ['x'], favourite: true }),
  empty: () => store.bin.empty(chosen),
  'empty backups': () => store.bin.empty(null),
  'undo folder': () => store.bin.restore(store.bin.list().map(({ id }) => id)),
  'undo change': () => store.many.unpatch('act'),
};

// What is to be taken back while it is remembered.
if (action === 'undo change') {
  store.many.patch(chosen, CHANGE, 'act');
}

let rows = 0;
const { exec } = DatabaseSync.prototype;
const die = (): boolean => process.kill(process.pid, 'SIGKILL');

DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string): void {
  if (sql.startsWith('BEGIN')) {
    this.function('told', () => (++rows === Number(step) && die(), null));
    for (const what of ['UPDATE', 'DELETE']) {
      const begin = `CREATE TEMP TRIGGER IF NOT EXISTS told_${what} AFTER ${what} ON hosts`;
      exec.call(this, `${begin} BEGIN SELECT told(); END`);
    }
  }
  exec.call(this, sql);
  if (sql === 'COMMIT' && step === 'commit') die();
};

ACTIONS[action]!();
store.close();
