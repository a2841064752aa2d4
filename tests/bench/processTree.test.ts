// What benches read from /proc, tried on processes of which it is known what they do.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cpuMs, memory, tree } from '../../bench/stage/processTree.ts';
import { needs } from '../support/needs.ts';
import { whyNoProcessFacts } from '../support/processFacts.ts';

const HELD_BYTES = 50_000_000;

/** Holds so many bytes, has a child that sleeps, and says so; then works until it is ended. */
const PROGRAM = `
  const held = Buffer.alloc(${HELD_BYTES}, 1);
  require('node:child_process').spawn('sleep', ['60'], { stdio: 'ignore' });
  process.stdin.once('data', () => { for (;;) held[0]++; });
  console.log('ready');
`;

async function start(): Promise<{ pid: number; work: () => void }> {
  const child = spawn(process.execPath, ['-e', PROGRAM], { stdio: 'pipe', detached: true });
  onTestFinished(() => void process.kill(-child.pid!, 'SIGKILL'));
  await once(child.stdout, 'data');
  return { pid: child.pid!, work: () => child.stdin.write('\n') };
}

describe('a tree of processes', () => {
  it('holds the process and what descends from it, and nothing else', async (test) => {
    needs(whyNoProcessFacts(), test);
    const { pid } = await start();
    const found = tree(pid);
    expect(found[0]!.pid).toBe(pid);
    expect(found.slice(1)).toMatchObject([{ parent: pid, name: 'sleep', role: '' }]);
    expect(tree(process.pid).map((one) => one.pid)).toEqual(
      expect.arrayContaining(found.map((one) => one.pid)),
    );
  });

  it('counts its memory', async (test) => {
    needs(whyNoProcessFacts(), test);
    const { pid } = await start();
    const { pss, rss } = memory(tree(pid));
    expect(pss).toBeGreaterThan(HELD_BYTES);
    expect(rss).toBeGreaterThanOrEqual(pss);
  });

  it('counts its work', async (test) => {
    needs(whyNoProcessFacts(), test);
    const { pid, work } = await start();
    const before = cpuMs(tree(pid));
    work();
    await expect.poll(() => cpuMs(tree(pid))).toBeGreaterThan(before + 100);
  });

  it('is empty once it is gone', (test) => {
    needs(whyNoProcessFacts(), test);
    expect(tree(2 ** 22 + 1)).toEqual([]); // larger than any process id
    expect(cpuMs([{ pid: 2 ** 22 + 1, parent: 1, name: '', role: '' }])).toBe(0);
  });
});
