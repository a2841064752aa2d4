// `bowline-agent run` over a connection that is cut: by seed while much is under way, at every step
// of a short one, for longer than the agent's log holds, and while either side stands still.
// BOWLINE_CUTS=1000 for a release; BOWLINE_RUN_CUT_BYTES is what goes each way in one run.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { connect } from '../../support/agentShell.ts';
import { loginBytes } from '../../support/loginBytes.ts';
import { FaultProxy, type Cut } from '../../support/faultProxy.ts';
import { seeded, type Random } from '../../support/random.ts';
import { by, sumOf, TestRun } from '../../support/runs.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const CUTS = Number(process.env.BOWLINE_CUTS ?? 50);
const SEED = Number(process.env.BOWLINE_SEED ?? 20_261_129);
const BYTES = Number(process.env.BOWLINE_RUN_CUT_BYTES ?? 20 * 1024 * 1024);
const TIMEOUT = 300_000 + CUTS * 1_000;

let agent: TestAgent;
let proxy: FaultProxy;
let link: string;

beforeAll(async () => {
  agent = await startAgent({ args: ['--log-bytes', '256K'] });
  proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
  link = by(agent.link, proxy.port);
});
afterAll(async () => {
  await proxy.close();
  await agent.stop();
});

/** Pseudorandom, and made fast. */
function much(bytes: number, seed: number): Uint8Array {
  const words = new Uint32Array(Math.ceil(bytes / 4));
  let state = seed | 1;
  for (let at = 0; at < words.length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state;
  }
  return new Uint8Array(words.buffer, 0, bytes);
}

/** Some fall into a login, most into the middle of what is under way. */
function nextCut(random: Random): { direction: 'up' | 'down'; after: number; how: Cut } {
  const direction = random.pick(['up', 'down'] as const);
  const after = random.once(10) ? random.between(1, 1_500) : random.between(2_000, 60_000);
  return { direction, after, how: random.pick<Cut>(['rst', 'fin']) };
}

/** Cuts until it has ended or there were enough; how many there were. */
async function cutWhile(run: TestRun, random: Random, most: number): Promise<number> {
  let isOver = false;
  const over = run.ended.then(() => (isOver = true));
  let cuts = 0;
  while (!isOver && cuts < most) {
    const { direction, after, how } = nextCut(random);
    const wasCut = proxy[direction].cutAfter(after, how).then(() => cuts++);
    await Promise.race([wasCut, over]);
  }
  return cuts;
}

describe('bowline-agent run through cuts', () => {
  it(
    `brings every byte, once, each way (${CUTS} cuts, seed ${SEED}, ${BYTES} bytes a run)`,
    { timeout: TIMEOUT },
    async () => {
      const random = seeded(SEED);
      let cuts = 0;
      let runs = 0;
      for (; cuts < CUTS; runs++) {
        const bytes = much(BYTES, SEED + runs);
        const run = new TestRun(link, ['tee', '/dev/stderr']);
        run.child.stdin.write(bytes.subarray(0, 1));
        await run.sees(/^[^]/); // the first connection stood
        const cutting = cutWhile(run, random, CUTS - cuts);
        run.child.stdin.end(bytes.subarray(1));
        expect(await run.ended).toEqual({ code: 0, signal: null });
        cuts += await cutting;
        const sum = sumOf(bytes);
        expect(run.sums).toEqual({ stdout: sum, stderr: sum });
      }
      console.log(`${cuts} cuts over ${runs} runs of ${BYTES} bytes each way: sums equal`);
    },
  );

  it(
    'brings the answer, and starts the program once, wherever a short one is cut',
    { timeout: TIMEOUT },
    async () => {
      const login = await loginBytes(link, proxy);
      const starts = path.join(temporaryDirectory(), 'starts');
      const script = `echo started >> '${starts}'; wc -c; cat 2>&1; echo error >&2; exit 6`;
      const random = seeded(SEED);
      for (const direction of ['up', 'down'] as const) {
        for (let at = 1; at < 800; at += random.between(30, 110)) {
          writeFileSync(starts, '');
          const run = new TestRun(link, ['sh', '-c', script]);
          void proxy[direction].cutAfter(login[direction] + at, random.pick<Cut>(['rst', 'fin']));
          run.child.stdin.end('x'.repeat(300));
          expect([direction, at, await run.ended]).toEqual([
            direction,
            at,
            { code: 6, signal: null },
          ]);
          expect([run.stdout.trim(), run.stderr]).toEqual(['300', 'error\n']);
          expect(readFileSync(starts, 'utf8')).toBe('started\n');
          void proxy[direction].cutAfter(Infinity, 'rst'); // what came was less than that
        }
      }
    },
  );

  it(
    'loses nothing while it is away for longer than the log holds',
    { timeout: TIMEOUT },
    async () => {
      const file = path.join(temporaryDirectory(), 'printed');
      const script = `echo ready; read go; head -c 3000000 /dev/urandom | tee '${file}'; echo done >&2`;
      const run = new TestRun(link, ['sh', '-c', script]);
      await run.sees(/ready\n/);
      const watcher = await connect(agent.link);
      const printed = async (): Promise<number> => {
        const { shells } = (await watcher.request('list')) as {
          shells: { outputBytes: number; exit: object | null }[];
        };
        return shells.find(({ exit }) => !exit)!.outputBytes;
      };
      proxy.down.stall();
      run.child.stdin.end('go\n');
      // What is on its way and a whole log: then the program is paused.
      await expect.poll(printed).toBeGreaterThan(1_000);
      proxy.cut('rst');
      proxy.stall();
      await expect.poll(printed).toBeGreaterThan(130_000);
      expect(await printed()).toBeLessThan(1_000_000);
      proxy.resume();
      expect(await run.ended).toEqual({ code: 0, signal: null });
      expect(run.bytes).toBe(3_000_000 + 'ready\n'.length);
      const all = Buffer.concat([Buffer.from('ready\n'), readFileSync(file)]);
      expect(run.sums.stdout).toBe(sumOf(all));
      expect(run.stderr).toBe('done\n');
      await watcher.close();
    },
  );

  it(
    'goes on after it was stopped for longer than the agent waits',
    { timeout: TIMEOUT },
    async () => {
      const own = await startAgent();
      const bytes = much(2_000_000, 3);
      const run = new TestRun(own.link, ['tee', '/dev/stderr']);
      run.child.stdin.write(bytes.subarray(0, 1_000_000));
      await run.sees(/^[^]{50000}/);
      run.child.kill('SIGSTOP');
      await own.event('disconnected');
      run.child.kill('SIGCONT');
      run.child.stdin.end(bytes.subarray(1_000_000));
      expect(await run.ended).toEqual({ code: 0, signal: null });
      expect(run.sums).toEqual({ stdout: sumOf(bytes), stderr: sumOf(bytes) });
      await own.stop();
    },
  );

  it(
    'holds no more with each cut for a reader that reads nothing',
    { timeout: TIMEOUT },
    async () => {
      const file = path.join(temporaryDirectory(), 'printed');
      const script = `head -c 8000000 /dev/urandom | tee '${file}'`;
      const run = new TestRun(link, ['sh', '-c', script], { unread: true });
      const watcher = await connect(agent.link);
      const runs = async (): Promise<{ outputBytes: number; viewers: number }> => {
        const { shells } = (await watcher.request('list')) as {
          shells: { outputBytes: number; viewers: number; exit: object | null }[];
        };
        const running = shells.filter(({ exit }) => !exit);
        return running[0] ?? { outputBytes: 0, viewers: 0 };
      };
      await expect.poll(async () => (await runs()).outputBytes).toBeGreaterThan(1_000);
      for (let cuts = 0; cuts < 100; cuts++) {
        const next = proxy.next();
        proxy.cut('rst');
        await next;
        await expect.poll(async () => (await runs()).viewers, { interval: 10 }).toBe(1);
      }
      expect((await runs()).outputBytes).toBeLessThan(2_000_000);
      run.read();
      expect(await run.ended).toEqual({ code: 0, signal: null });
      expect(run.sums.stdout).toBe(sumOf(readFileSync(file)));
      await watcher.close();
    },
  );

  it('brings a signal that was sent during a cut, once', { timeout: TIMEOUT }, async () => {
    const script = `n=0; trap 'n=$((n+1)); echo "heard $n"' TERM; echo ready; while [ $n -lt 1 ]; do sleep 0.05; done; sleep 0.3; exit $n`;
    const run = new TestRun(link, ['sh', '-c', script], { options: ['-v'] });
    await run.sees(/ready/);
    proxy.stall();
    proxy.cut('rst');
    await run.sees(/the connection was cut, and is being made again/, 'stderr');
    run.child.kill('SIGTERM');
    await run.sees(/SIGTERM goes to the program when it is back/, 'stderr');
    proxy.resume();
    expect(await run.ended).toEqual({ code: 1, signal: null });
    expect(run.stdout).toBe('ready\nheard 1\n');
    expect(run.stderr).toMatch(/the connection is back/);
  });

  it('ends at the first cut with --no-reconnect', { timeout: TIMEOUT }, async () => {
    const run = new TestRun(link, ['sh', '-c', 'echo ready; exec cat'], {
      options: ['--no-reconnect', '--keep', '1s'],
    });
    await run.sees(/ready/);
    proxy.cut('rst');
    expect(await run.ended).toEqual({ code: 255, signal: null });
    expect(run.stderr).toMatch(/was lost[^]*hung up when it has run on for 1 s/);
  });

  it(
    'ends when it was cut off for longer than the program waits',
    { timeout: TIMEOUT },
    async () => {
      const run = new TestRun(link, ['sh', '-c', 'echo ready; exec cat'], {
        options: ['--keep', '1s'],
      });
      await run.sees(/ready/);
      proxy.stall();
      proxy.cut('rst');
      expect(await run.ended).toEqual({ code: 255, signal: null });
      expect(run.stderr).toMatch(/The program is gone: its agent was not reached for 1 s/);
      proxy.resume();
    },
  );
});

describe('an agent that was started anew', () => {
  /** Kills it, and starts another at the same place. */
  async function replace(old: TestAgent): Promise<TestAgent> {
    const { stateDir, url } = old;
    const gone = new Promise((resolve) => old.child.once('exit', resolve));
    old.child.kill('SIGKILL');
    await gone;
    return startAgent({ stateDir, args: ['--listen', new URL(url).host] });
  }

  it('has no such program: it is said, and not started again', { timeout: TIMEOUT }, async () => {
    const own = await startAgent();
    const starts = path.join(temporaryDirectory(), 'starts');
    const script = `echo started >> '${starts}'; echo ready; exec cat`;
    const run = new TestRun(own.link, ['sh', '-c', script]);
    await run.sees(/ready/);
    const next = await replace(own);
    expect(await run.ended).toEqual({ code: 255, signal: null });
    expect(run.stderr).toMatch(
      /The program is gone: its agent was started anew[^]*not started again/,
    );
    expect(readFileSync(starts, 'utf8')).toBe('started\n');
    expect(next.events.filter(({ event }) => event === 'shell-opened')).toEqual([]);
    await next.stop();
  });

  it(
    'before it answered: nobody knows, and nothing is started again',
    { timeout: TIMEOUT },
    async () => {
      const own = await startAgent();
      const way = await FaultProxy.open({ port: Number(new URL(own.url).port) });
      const login = await loginBytes(by(own.link, way.port), way);
      const cut = way.down.cutAfter(login.down + 4, 'rst').then(() => way.stall());
      const run = new TestRun(by(own.link, way.port), ['cat']);
      await cut;
      const next = await replace(own);
      way.resume();
      expect(await run.ended).toEqual({ code: 255, signal: null });
      expect(run.stderr).toMatch(/nobody knows whether the program was started/);
      expect(next.events.filter(({ event }) => event === 'shell-opened')).toEqual([]);
      await way.close();
      await next.stop();
    },
  );
});
