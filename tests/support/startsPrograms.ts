// A process that starts programs the way app and agent do, ten shells and a plain one, and tells
// as JSON what they found. For tests that must say from outside what this process was given.
import { openPty, type Pty } from '../../core/pty/pty.ts';
import { startProgram } from '../../core/process/startProgram.ts';

const SHELLS = 10;
const ASK = 'ls -l /proc/self/fd; echo "limit $(ulimit -n)"; echo "nice $(nice)"; echo done';

async function until(pty: Pty, words: string): Promise<string> {
  let text = '';
  while (!text.includes(words)) {
    const chunk = await pty.output.receive();
    if (!chunk) throw new Error(`ended before "${words}": ${text}`);
    text += Buffer.from(chunk).toString();
  }
  return text;
}

const env = { PATH: process.env.PATH!, PS1: '', TERM: 'dumb' };
const ptys: Pty[] = [];
for (let index = 0; index < SHELLS; index++) {
  const last = index === SHELLS - 1;
  const script = last ? `${ASK}; exec sleep 1000` : 'echo done; exec sleep 1000';
  const size = { cols: 200, rows: 50 };
  ptys.push(openPty({ file: '/bin/sh', args: ['-c', script], env, cwd: '/', size }));
  if (!last) await until(ptys.at(-1)!, 'done');
}
const shell = await until(ptys.at(-1)!, 'done');
const child = startProgram({ file: '/bin/sh', args: ['-c', ASK] }, { env, stdio: 'pipe' });
let program = '';
for await (const text of child.stdout.setEncoding('utf8')) program += text as string;
await Promise.all(ptys.map((pty) => pty.close()));
console.log(JSON.stringify({ shell, program }));
process.exit(0);
