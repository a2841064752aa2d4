// Run by a test in a Node that is not the test's own: Electron's. Reads a program that prints
// and exits at once, COUNT times, and prints how many bytes of each run never came.
import { openPty } from '../../core/pty/pty.ts';

const [count = '20', file = ''] = process.argv.slice(2);
const BYTES = 2_000_000;

async function missing(): Promise<number> {
  const pty = openPty({
    file: '/usr/bin/head',
    args: ['-c', String(BYTES), file],
    env: {},
    cwd: '/',
    size: { cols: 80, rows: 24 },
  });
  let bytes = 0;
  for await (const chunk of pty.output) bytes += chunk.byteLength;
  await pty.exited;
  return BYTES - bytes;
}

const lost: number[] = [];
for (let run = 0; run < Number(count); run++) lost.push(await missing());
console.log(JSON.stringify(lost));
