// A shell for consoles of Windows that understands the few command lines which the contract suite
// types: there is no POSIX shell under Wine. It opens its console by name, because Wine 8 gives a
// program on a pseudo console no standard handles.
import { spawn } from 'node:child_process';
import { openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ReadStream, WriteStream } from 'node:tty';

const PIECE = 4 * 1024;
const output = openSync('\\\\.\\CONOUT$', 'r+');
const screen = new WriteStream(output);
const [, , banner = ''] = process.argv;

/** @param {string} line */
function say(line) {
  screen.write(`${line}\r\n`);
}

/** @param {number} bytes */
function flood(bytes) {
  const piece = Buffer.alloc(PIECE, '#');
  for (let left = bytes; left > 0; left -= PIECE)
    writeSync(output, piece, 0, Math.min(PIECE, left));
  process.exit(0);
}

/** Another process on this console; its id. */
function sleeper() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1e6)'], { stdio: 'ignore' });
  child.unref();
  return child.pid;
}

/** @type {[RegExp, (...found: string[]) => void][]} */
const COMMANDS = [
  [/^echo \$\(\((\d+)\*(\d+)\)\)$/, (a, b) => say(`${Number(a) * Number(b)}`)],
  [/^stty size$/, () => say(screen.getWindowSize().reverse().join(' '))],
  [/^exec head -c (\d+) \/dev\/zero$/, (bytes) => flood(Number(bytes))],
  [/^exit (\d+)$/, (code) => process.exit(Number(code))],
  [/^print (.*)$/, say],
  [/^sleep &$/, () => say(`[${sleeper()}]`)],
];

if (banner) say(banner);
createInterface({ input: new ReadStream(openSync('\\\\.\\CONIN$', 'r+')) }).on('line', (line) => {
  for (const [pattern, run] of COMMANDS) {
    const found = pattern.exec(line);
    if (found) run(...found.slice(1));
  }
});
