// Tests in Node for Windows, under Wine: terminals on node-pty's Windows module, and all of core/
// that touches no system. Wine has a world of its own in out/wine, and what it runs ends with it.
import { spawn, spawnSync, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, globSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { wineLoader, WINDOWS_NODE } from '../setup/wine.mjs';
import { ROOT } from './program.ts';
import { freshReport, readReport } from './report.ts';
import { failure, type Tally } from './tally.ts';
import { impersonal } from './testHome.ts';

const FOLDER = path.join(ROOT, 'out', 'wine');
const REPORT = path.join(FOLDER, 'report.json');
const LOG = path.join(FOLDER, 'log.txt');
/** All of it takes a minute; this ends what hangs. */
const LIMIT_MS = 10 * 60_000;

/** Ours, and what is known to need neither POSIX nor its programs. */
const FILES = [
  'tests/wine/*.wine.ts',
  'tests/core/{channel,connection,flow,lag,link,task,text,time,wire}/*.test.ts',
  'tests/core/files/renameOver.test.ts',
];

const env: NodeJS.ProcessEnv = {
  ...impersonal(process.env), // Wine links folders of the home into its world
  WINEPREFIX: path.join(FOLDER, 'prefix'),
  WINEDEBUG: '-all',
  // No debugger that asks a person, and no downloads of what we don't use.
  WINEDLLOVERRIDES: 'winedbg.exe=d;mscoree=d;mshtml=d',
};

/** As Wine shows the files of this computer. */
function windowsPath(file: string): string {
  return `Z:${path.resolve(ROOT, file).replaceAll('/', '\\')}`;
}

/** @returns its exit code; null when it took too long */
async function wine(args: readonly string[], stdio: StdioOptions): Promise<number | null> {
  const child = spawn(wineLoader()!, args, { cwd: ROOT, env, stdio, timeout: LIMIT_MS });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

// Node for Windows refuses the Windows 7 that Wine 8 says it is.
async function makeWorld(): Promise<void> {
  if (existsSync(path.join(FOLDER, 'prefix', 'system.reg'))) return;
  mkdirSync(FOLDER, { recursive: true });
  await wine(['wineboot', '-i'], 'ignore');
  await wine(['winecfg', '/v', 'win10'], 'ignore');
}

function endWorld(): void {
  spawnSync('wineserver', ['-k'], { env, stdio: 'ignore' });
}

function filesFor(filters: readonly string[]): string[] {
  const files = globSync(FILES, { cwd: ROOT }).sort();
  return files.filter((file) => filters.every((filter) => file.includes(filter)));
}

// Node for Windows can't use a pipe of Linux as its output, so a file takes it.
async function runFiles(files: readonly string[]): Promise<number | null> {
  const log = openSync(LOG, 'w');
  const run = ['--disable-warning=ExperimentalWarning', windowsPath('tests/wine/run.ts')];
  const paths = [REPORT, ...files].map(windowsPath);
  const code = await wine([WINDOWS_NODE, ...run, ...paths], ['ignore', log, log]);
  closeSync(log);
  console.log(withoutNoise(readFileSync(LOG, 'utf8')));
  return code;
}

/** node-pty's helper, which lists a console's programs, can't when they are gone, and says it loudly. */
function withoutNoise(text: string): string {
  return text
    .replaceAll(/^.*conpty_console_list_agent\.js:\d+\r?\n[^]*?^Node\.js v.*\r?\n/gm, '')
    .trim();
}

/** @param filters parts of file names, all of which must fit */
export async function testUnderWine(filters: readonly string[]): Promise<Tally> {
  const files = filesFor(filters);
  if (files.length === 0) return failure(`wine: no file is called ${filters.join(' and ')}`);
  freshReport(REPORT);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => (endWorld(), process.exit(1)));
  }
  try {
    await makeWorld();
    const code = await runFiles(files);
    return readReport(REPORT) ?? failure(`wine ended with exit code ${code} and no report`);
  } finally {
    endWorld();
  }
}
