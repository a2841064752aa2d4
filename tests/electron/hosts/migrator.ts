// A process of its own that brings a hosts file to the present version. It is killed after so many of the
// statements that takes, or, where a folder is named, copies after each of them what a kill would leave there: what
// it has written by then. Prints how many there were, where it wasn't killed.
import { cpSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openHostsFile } from '../../../electron/hosts/hostsFile.ts';

const [path = '', killAfter = '0', copies] = process.argv.slice(2);

const { exec } = DatabaseSync.prototype;
let count = 0;

DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string): void {
  for (const statement of sql.split(/;\s*\n/)) {
    exec.call(this, statement);
    if (++count === Number(killAfter)) process.kill(process.pid, 'SIGKILL');
    if (copies) cpSync(dirname(path), join(copies, String(count)), { recursive: true });
  }
};

openHostsFile(path).close();
writeSync(1, String(count));
