// A process of its own that restores a backup and is killed at a step of it, or when it is stored.
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';

const [folder = '', name = '', step = ''] = process.argv.slice(2);
const store = new HostStore({
  ...{ folder, secretBox: plainBox, loginShell: '/bin/sh', now: () => new Date() },
  warn: (line) => process.stderr.write(`${line}\n`),
});

let steps = Number.NaN;
const { exec } = DatabaseSync.prototype;
const { run } = StatementSync.prototype;
const die = (): boolean => process.kill(process.pid, 'SIGKILL');

DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string): void {
  exec.call(this, sql);
  const file = this.location();
  if (file && sql.startsWith('BEGIN')) steps = 0;
  else if (file && ++steps === Number(step)) die();
  if (file && sql === 'COMMIT' && step === 'copy') die();
};

StatementSync.prototype.run = function (this: StatementSync, ...args: unknown[]) {
  const result = run.apply(this, args as Parameters<typeof run>);
  if (++steps === Number(step)) die();
  return result;
};

store.backups.restore(name);
store.close();
