// What shells print in the pictures of the gallery: sessions as people have them, as shell scripts
// that need nothing but `printf` and stay at a prompt.
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const DATABASE = [
  '\x1b[1;32mpostgres@orders-db-primary\x1b[0m:\x1b[1;34m~\x1b[0m$ patronictl -c /etc/patroni.yml list',
  '+ Cluster: \x1b[1morders\x1b[0m (7392718045610293847) ----+----+--------+',
  '| Member            | Role         | State     | TL | Lag MB |',
  '+-------------------+--------------+-----------+----+--------+',
  '| orders-db-primary | \x1b[32mLeader\x1b[0m       | running   | 47 |        |',
  '| orders-db-2       | Sync Standby | streaming | 47 |      0 |',
  '| orders-db-3       | Replica      | streaming | 47 |    \x1b[33m118\x1b[0m |',
  '+-------------------+--------------+-----------+----+--------+',
  '\x1b[1;32mpostgres@orders-db-primary\x1b[0m:\x1b[1;34m~\x1b[0m$ journalctl -u postgresql@15-main',
  '\x1b[90m09:14:02\x1b[0m LOG:  checkpoint starting: time',
  '\x1b[90m09:14:31\x1b[0m LOG:  checkpoint complete: wrote 8123 buffers (49.6%%)',
  '\x1b[90m09:14:32\x1b[0m \x1b[33mWARNING:\x1b[0m  could not resolve "replica-3": retrying',
  '\x1b[90m09:15:40\x1b[0m \x1b[31mERROR:\x1b[0m  deadlock detected',
  '\x1b[90m09:15:40\x1b[0m DETAIL:  Process 48122 waits for ShareLock on transaction',
  '\x1b[90m09:16:06\x1b[0m \x1b[32mLOG:\x1b[0m  database system is ready to accept connections',
  '\x1b[7m lines 1-8 \x1b[0m',
];

const DEPLOY = [
  '\x1b[1;32mdeploy@web-eu-1\x1b[0m:\x1b[1;34m~/releases\x1b[0m$ ./deploy.sh --canary 10',
  '\x1b[36m==>\x1b[0m \x1b[1mRelease 2026.11.4\x1b[0m  (a91f0c2)',
  '    build     \x1b[32mok\x1b[0m   41 s',
  '    migrate   \x1b[32mok\x1b[0m    3 s',
  '    canary    10 %% of traffic, watching 5 min',
  '    see https://deploy.example.net/releases/2026.11.4_(canary)',
];

const SLOW_LOG = [
  '\x1b[1;32mdba@上海-数据库-主\x1b[0m:\x1b[1;34m~\x1b[0m$ tail /var/log/mysql/slow.log',
  '# Time: 2026-11-28T17:15:52  User@Host: 仓库[wms] @ [10.8.1.4]',
  "SELECT * FROM 库存 WHERE 仓位 LIKE '%%A-17%%' ORDER BY 更新;",
];

export interface SampleSession {
  name: string;
  lines: readonly string[];
  /** Shown behind the text; none for a program that ends there. */
  prompt?: string;
}

export const SAMPLE_SESSIONS = {
  database: { name: 'database', lines: DATABASE, prompt: 'postgres@orders-db-primary:~$ ' },
  deploy: { name: 'deploy', lines: DEPLOY, prompt: 'deploy@web-eu-1:~/releases$ ' },
  slowLog: { name: 'slow-log', lines: SLOW_LOG, prompt: 'dba@上海-数据库-主:~$ ' },
  nightly: { name: 'nightly', lines: ['nightly build', 'error: 2 tests failed'] },
} satisfies Record<string, SampleSession>;

/** Writes a session into a folder; @returns the name of the program that plays it */
export function sampleProgram(folder: string, { name, lines, prompt }: SampleSession): string {
  const file = path.join(folder, `${name}.sh`);
  const printed = lines.map((line) => `printf ${quoted(`${escaped(line)}\\n`)}`);
  const stays = prompt === undefined ? 'exit 3' : `export PS1=${quoted(prompt)}; exec /bin/sh -i`;
  writeFileSync(file, ['#!/bin/sh', ...printed, stays, ''].join('\n'));
  chmodSync(file, 0o755);
  return path.basename(file);
}

function escaped(line: string): string {
  return line.replaceAll('\x1b', '\\033');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
