// A process of its own that takes up what a followed file says, and is killed when so many rows are written.
import { DatabaseSync } from 'node:sqlite';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import { fileHosts } from './linkedFile.ts';

const [folder = '', step = ''] = process.argv.slice(2);
const store = new HostStore({
  ...{ folder, secretBox: plainBox, loginShell: '/bin/sh', now: () => new Date() },
  warn: (line) => process.stderr.write(`${line}\n`),
});
const { id } = store.linked.list()[0]!;

let rows = 0;
const { exec } = DatabaseSync.prototype;
const die = (): boolean => process.kill(process.pid, 'SIGKILL');

DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string): void {
  if (sql.startsWith('BEGIN')) {
    this.function('told', () => (++rows === Number(step) && die(), null));
    for (const what of ['INSERT', 'UPDATE']) {
      const begin = `CREATE TEMP TRIGGER told_${what} AFTER ${what} ON hosts`;
      exec.call(this, `${begin} BEGIN SELECT told(); END`);
    }
  }
  exec.call(this, sql);
  if (sql === 'COMMIT' && step === 'commit') die();
};

store.linked.apply(id, fileHosts('after'), '');
store.close();
