// A process of its own that changes the master passphrase, and is killed when so many rows are written.
import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '../../../../core/time/clock.ts';
import { HostStore } from '../../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../../electron/hosts/secretBox.ts';
import { MasterPassphrase } from '../../../../electron/hosts/vault/masterPassphrase.ts';

const [folder = '', step = ''] = process.argv.slice(2);
const store = new HostStore({
  ...{ folder, secretBox: plainBox, loginShell: '/bin/sh', now: () => new Date() },
  warn: (line) => process.stderr.write(`${line}\n`),
});
const master = new MasterPassphrase({
  ...{ rows: store.loginSecrets, clock: systemClock, cost: { n: 16, r: 8, p: 1 } },
  ...{ lockAfterMs: () => null, onChange: () => undefined },
});

let rows = 0;
const { exec } = DatabaseSync.prototype;
const die = (): boolean => process.kill(process.pid, 'SIGKILL');

DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string): void {
  if (sql.startsWith('BEGIN')) {
    this.function('told', () => (++rows === Number(step) && die(), null));
    for (const [what, table] of [
      ['UPDATE', 'login_secrets'],
      ['INSERT', 'master_passphrase'],
    ]) {
      const begin = `CREATE TEMP TRIGGER IF NOT EXISTS told_${table} AFTER ${what} ON ${table}`;
      exec.call(this, `${begin} BEGIN SELECT told(); END`);
    }
  }
  exec.call(this, sql);
  if (sql === 'COMMIT' && step === 'commit') die();
};

await master.set('battery staple', 'correct horse');
store.close();
