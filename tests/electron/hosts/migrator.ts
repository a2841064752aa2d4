// A process of its own that brings a hosts file to the present version and is killed after so many
// of the statements that takes. Prints how many there were, where it wasn't.
import { writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { openHostsFile } from '../../../electron/hosts/hostsFile.ts';

const [path = '', killAfter = '0'] = process.argv.slice(2);

const { exec } = DatabaseSync.prototype;
let count = 0;

DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string): void {
  for (const statement of sql.split(/;\s*\n/)) {
    exec.call(this, statement);
    if (++count === Number(killAfter)) process.kill(process.pid, 'SIGKILL');
  }
};

openHostsFile(path).close();
writeSync(1, String(count));
