// The native part's half of giving memory back, in a process of its own, for it concerns all of it.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { nativeFolder } from '../../../core/native/nativeFolder.ts';
import { needs } from '../../support/needs.ts';

const MB = 1e6;

function whyNoGlibc(): string | undefined {
  const { header } = process.report.getReport() as { header: Record<string, unknown> };
  return header.glibcVersionRuntime ? undefined : 'the C library here is not glibc';
}

/** Runs with `heap`, our module, and `keep`, a list of what stays; prints numbers. */
function run(script: string): number[] {
  const module = JSON.stringify(path.join(nativeFolder()!, 'peer.node'));
  const text = `
    const heap = require(${module});
    const collect = () => { gc(); gc(); };
    const rss = () => process.memoryUsage.rss();
    const keep = [];
    const make = (count, bytes) => {
      let made = [];
      for (let n = 0; n < count; n++) {
        made.push(Buffer.allocUnsafeSlow(bytes).fill(1));
        keep.push(Buffer.allocUnsafeSlow(4096).fill(1));
      }
      return made;
    };
    (async () => {
      const told = [];
      ${script}
      console.log(JSON.stringify(told));
    })();`;
  return JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', '-e', text], { encoding: 'utf8' }),
  ) as number[];
}

describe('the heap', () => {
  it('gives back what is free between things that stay', (test) => {
    needs(whyNoGlibc(), test);
    const [full, free, trimmed] = run(`
      let made = make(3000, 32 * 1024);
      told.push(rss());
      made = undefined;
      collect();
      told.push(rss());
      heap.trimHeap();
      told.push(rss());
    `);
    expect(full! - free!).toBeLessThan(30 * MB); // or nothing would be left to be done
    expect(free! - trimmed!).toBeGreaterThan(60 * MB);
  });
});
