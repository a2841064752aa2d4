// A process of its own that saves many hosts at once and is killed at a step of the transaction, or when
// it is stored and not copied yet.
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import { sshDraft } from './drafts.ts';

const [folder = '', count = '0', step = ''] = process.argv.slice(2);
const store = new HostStore({
  ...{ folder, secretBox: plainBox, loginShell: '/bin/sh', now: () => new Date() },
  warn: (line) => process.stderr.write(`${line}\n`),
});

let steps = Number.NaN;
const tell = (): null => {
  if (++steps === Number(step)) process.kill(process.pid, 'SIGKILL');
  return null;
};
const { exec } = DatabaseSync.prototype;
const { run } = StatementSync.prototype;

// A statement that stores thousands is killed in its middle: at each row it tells.
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string): void {
  if (sql.startsWith('BEGIN')) {
    this.function('told', tell);
    exec.call(this, 'CREATE TEMP TRIGGER told AFTER INSERT ON hosts BEGIN SELECT told(); END');
    steps = 0;
  }
  exec.call(this, sql);
  if (sql === 'COMMIT' && step === 'commit') process.kill(process.pid, 'SIGKILL');
};

StatementSync.prototype.run = function (this: StatementSync, ...args: unknown[]) {
  const result = run.apply(this, args as Parameters<typeof run>);
  tell();
  return result;
};

const hosts = Array.from({ length: Number(count) }, (_, at) => ({
  ...{ draft: sshDraft({ name: `web ${at}` }), path: [`folder ${at % 10}`] },
}));
await store.saveMany(hosts);
store.close();
