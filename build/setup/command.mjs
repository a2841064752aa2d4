// Runs a program of the set-up with its output in a log file, which is named when it fails.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './setupError.mjs';
import { SYSTEM } from './system.mjs';

export const ROOT = path.resolve(import.meta.dirname, '../..');

const LOG_LINES_SHOWN = 12;

/** @param {string} file */
function lastLines(file) {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.slice(-LOG_LINES_SHOWN).map((line) => `    ${line}`);
}

/** @param {string} name */
function openLog(name) {
  const file = path.join(ROOT, 'out', 'logs', `${name}.log`);
  mkdirSync(path.dirname(file), { recursive: true });
  return { file, descriptor: openSync(file, 'w') };
}

/**
 * @typedef {object} CommandOptions
 * @property {string} log name of the log file, without its ending
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] added to this process's own
 * @property {number} [timeoutMs] the program is killed after this long
 */

/**
 * @param {string} program
 * @param {string[]} args
 * @param {CommandOptions} options
 * @returns {Promise<void>} rejects with a SetupError that names the log
 */
export async function run(program, args, options) {
  const log = openLog(options.log);
  const child = spawn(program, args, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', log.descriptor, log.descriptor],
    timeout: options.timeoutMs,
    shell: SYSTEM === 'win32' && program.endsWith('.cmd'),
  });
  closeSync(log.descriptor);
  /** @type {string} */
  const ended = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) =>
      resolve(code === 0 ? '' : `${signal ?? `exit code ${code}`}`),
    );
  });
  if (!ended) return;
  const command = [path.basename(program), ...args].join(' ');
  const lines = [`"${command}" failed (${ended}). The end of its output:`, ...lastLines(log.file)];
  throw new SetupError([...lines, `All of it is in ${path.relative(ROOT, log.file)}`].join('\n'));
}
