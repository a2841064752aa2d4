// `bowline-agent run`: a program of a script, without a terminal and through a real agent.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentClient } from '../../../core/client/agentClient.ts';
import { agentCommand, runAgent, startAgent, type TestAgent } from '../../support/agent.ts';
import { connect } from '../../support/agentShell.ts';
import { FullPipe } from '../../support/fullPipe.ts';
import { holdings, nothingMoreThan } from '../../support/leftovers.ts';
import { needs } from '../../support/needs.ts';
import { olderThan } from '../../support/olderAgent.ts';
import { whyNoProcessFacts } from '../../support/processFacts.ts';
import { by, sumOf, TestRun, type RunOptions } from '../../support/runs.ts';
import { seeded } from '../../support/random.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

let agent: TestAgent;
let client: AgentClient;

beforeAll(async () => {
  agent = await startAgent();
  client = await connect(agent.link);
});
afterAll(async () => {
  await client.close();
  await agent.stop();
});

const run = (command: string[], options?: RunOptions): TestRun =>
  new TestRun(agent.link, command, options);
const sh = (script: string, options?: RunOptions): TestRun => run(['sh', '-c', script], options);

interface Listed {
  session: string;
  pipes?: boolean;
  outputBytes: number;
  exit: object | null;
}

async function listed(): Promise<Listed[]> {
  const { shells } = (await client.request('list')) as { shells: Listed[] };
  return shells.filter(({ pipes }) => pipes);
}

async function running(): Promise<Listed[]> {
  return (await listed()).filter(({ exit }) => !exit);
}

/** Nothing that `run` started is known there any more. */
async function nothingLeft(): Promise<void> {
  await expect.poll(listed).toEqual([]);
}

describe('a program that is run', () => {
  it('prints on stdout and stderr apart, and gives its exit code', async () => {
    const one = sh('printf out; printf err >&2; exit 3');
    expect(await one.ended).toEqual({ code: 3, signal: null });
    expect([one.stdout, one.stderr]).toEqual(['out', 'err']);
    await nothingLeft();
  });

  it('reads stdin to its end, whatever bytes it is made of', async () => {
    const bytes = seeded(1).bytes(700_001);
    const one = run(['tee', '/dev/stderr']);
    one.child.stdin.end(bytes);
    expect(await one.ended).toEqual({ code: 0, signal: null });
    expect(one.sums).toEqual({ stdout: sumOf(bytes), stderr: sumOf(bytes) });
  });

  it('finds the end of a stdin that is closed at once', async () => {
    const one = sh('cat; echo over');
    one.child.stdin.end();
    expect(await one.ended).toEqual({ code: 0, signal: null });
    expect(one.stdout).toBe('over\n');
  });

  it('may close its stdin, or never read it, and whoever writes there is not held up', async () => {
    const bytes = new Uint8Array(4 * 1024 * 1024);
    const closed = sh('exec 0<&-; echo closed; read x; exit 5');
    closed.child.stdin.end(bytes);
    expect(await closed.ended).toEqual({ code: 5, signal: null });
    const unread = run(['true']);
    unread.child.stdin.write(bytes);
    expect(await unread.ended).toEqual({ code: 0, signal: null });
  });

  it('that is ended by a signal gives 128 and its number', async () => {
    expect(await sh('kill -KILL $$').ended).toEqual({ code: 137, signal: null });
    expect(await sh('kill -TERM $$').ended).toEqual({ code: 143, signal: null });
  });

  it('has pipes, no terminal, a session of its own, and no descriptor of ours', async (test) => {
    needs(whyNoProcessFacts(), test);
    const one = sh(
      'ls -l /proc/self/fd; echo "$$ $(ps -o sid= -p $$) $(ps -o tty= -p $$)"; echo "TERM=$TERM"; echo again >/dev/stderr',
    );
    expect(await one.ended).toEqual({ code: 0, signal: null });
    const open = [...one.stdout.matchAll(/ (\d+) -> (\S+)/g)].map(([, fd, to]) => `${fd} ${to}`);
    const ours = open.filter((line) => !/\/proc\/\d+\/fd$/.test(line));
    expect(ours.map((line) => line.replace(/\d+\]/, ''))).toEqual([
      '0 pipe:[',
      '1 pipe:[',
      '2 pipe:[',
    ]);
    expect(one.stdout).toMatch(/^(\d+) +\1 \?\nTERM=$/m);
    expect(one.stderr).toBe('again\n');
  });

  it('gets a folder and variables', async () => {
    const cwd = temporaryDirectory();
    const options = ['--cwd', cwd, '--env', 'A=1', '--env', 'B=2=3'];
    const one = sh('pwd; echo "$A $B"', { options });
    expect(await one.ended).toEqual({ code: 0, signal: null });
    expect(one.stdout).toBe(`${cwd}\n1 2=3\n`);
  });

  it('ends for its script when nobody holds its pipes any more, as with ssh', async () => {
    const one = sh('sleep 1000 & echo started');
    await one.sees(/started/);
    const [{ session }] = (await running()) as [Listed];
    await client.request('kill', { session });
    expect(await one.ended).toEqual({ code: 0, signal: null });
    await nothingLeft();
  });

  it('is told by SIGPIPE that nobody reads its stdout, and may go on without', async () => {
    const endless = run(['yes']);
    await endless.sees(/y\n/);
    endless.child.stdout.destroy();
    expect(await endless.ended).toEqual({ code: 141, signal: null });
    const goesOn = sh('yes; echo "ended $?" >&2; exit 4');
    await goesOn.sees(/y\n/);
    goesOn.child.stdout.destroy();
    expect(await goesOn.ended).toEqual({ code: 4, signal: null });
    expect(goesOn.stderr).toBe('ended 141\n');
  });

  it('waits for a reader that reads nothing, and hears signals meanwhile', async () => {
    const whole = 64 * 1024 * 1024;
    const one = sh(`trap 'exit 9' INT; head -c ${whole} /dev/zero; exit 1`, { unread: true });
    await expect.poll(async () => (await running())[0]?.outputBytes ?? 0).toBeGreaterThan(1_000);
    one.child.kill('SIGINT');
    one.read();
    expect(await one.ended).toEqual({ code: 9, signal: null });
    expect(one.bytes).toBeLessThan(whole / 2);
  });
});

describe('when it has ended', () => {
  it.each([{ options: [] }, { options: ['--no-reconnect'] }])(
    'its agent may end too, before a slow reader has read it all: $options',
    async ({ options }) => {
      const own = await startAgent();
      const pipe = new FullPipe();
      // No more than an agent sends to whoever has taken nothing yet.
      const command = ['sh', '-c', 'head -c 16000 /dev/zero; exit 3'];
      const one = new TestRun(own.link, command, { options, stdout: pipe.path });
      await own.event('shell-ended');
      const watcher = await connect(own.link);
      const viewers = async (): Promise<number | undefined> => {
        const { shells } = (await watcher.request('list')) as { shells: { viewers: number }[] };
        return shells[0]?.viewers;
      };
      await expect.poll(viewers).toBe(0); // it is told of the end, and could write nothing
      await own.stop();
      await watcher.lost;
      expect(await pipe.read()).toEqual(Buffer.alloc(16_000));
      expect([await one.ended, one.stderr]).toEqual([{ code: 3, signal: null }, '']);
    },
  );

  it('nothing of it is left in the agent, however that was', async (test) => {
    needs(whyNoProcessFacts(), test);
    await run(['true']).ended;
    await nothingLeft();
    const before = holdings(agent.pid);
    const endless = run(['yes']);
    await endless.sees(/y/);
    endless.child.stdout.destroy();
    const waits = sh('echo up; exec cat');
    await waits.sees(/up/);
    waits.child.kill('SIGTERM');
    const left = sh('trap "" TERM; echo up; exec sleep 1000');
    await left.sees(/up/);
    left.child.kill('SIGTERM');
    left.child.kill('SIGINT');
    const missing = run(['no-such-program']);
    await Promise.all([endless, waits, left, missing].map(({ ended }) => ended));
    await nothingMoreThan(before, agent.pid);
  });
});

describe('signals', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s goes to the program', async (name) => {
    const script = `trap 'echo heard; exit 7' ${name.slice(3)}; echo ready; while :; do sleep 0.05; done`;
    const one = sh(script);
    await one.sees(/ready/);
    one.child.kill(name);
    expect(await one.ended).toEqual({ code: 7, signal: null });
    expect(one.stdout).toMatch(/heard/);
  });

  it('the second one hangs the program up and ends this side by itself', async () => {
    const one = sh(`trap '' INT; echo ready; exec sleep 1000`);
    await one.sees(/ready/);
    one.child.kill('SIGINT');
    one.child.kill('SIGTERM');
    const { signal } = await one.ended;
    expect(['SIGINT', 'SIGTERM']).toContain(signal);
    await expect.poll(running).toEqual([]);
  });
});

describe('who comes back no more', () => {
  it('leaves a program that is hung up after the time that was asked for', async () => {
    const folder = temporaryDirectory();
    const mark = path.join(folder, 'hung up');
    const script = `trap 'echo yes > "${mark}"; exit' HUP; echo ready; while :; do sleep 0.05; done`;
    const one = sh(script, { options: ['--keep', '1s'] });
    await one.sees(/ready/);
    one.child.kill('SIGKILL');
    await expect.poll(() => existsSync(mark)).toBe(true);
  });

  it('and so is one whose agent is killed', async (test) => {
    needs(whyNoProcessFacts(), test); // it is Linux that tells it
    const other = await startAgent();
    const mark = path.join(temporaryDirectory(), 'hung up');
    const script = `trap 'echo yes > "${mark}"; exit' HUP; echo ready; while :; do sleep 0.05; done`;
    const one = new TestRun(other.link, ['sh', '-c', script]);
    await one.sees(/ready/);
    other.child.kill('SIGKILL');
    await expect.poll(() => existsSync(mark)).toBe(true);
  });
});

describe('what is said, with 255', () => {
  it('where the agent is too old', async () => {
    const older = await olderThan(agent.url, 'run');
    const one = new TestRun(by(agent.link, older.port), ['true']);
    expect(await one.ended).toEqual({ code: 255, signal: null });
    expect(one.stderr).toMatch(/too old for `run`[^]*Nothing was started/);
    await older.close();
  });

  it('where there is no such program, no such folder or no agent', async () => {
    const missing = run(['no-such-program']);
    expect(await missing.ended).toEqual({ code: 255, signal: null });
    expect(missing.stderr).toMatch('The program no-such-program was not found there.');
    const folder = run(['true'], { options: ['--cwd', '/nowhere'] });
    expect(await folder.ended).toEqual({ code: 255, signal: null });
    const nobody = new TestRun(by(agent.link, 1), ['true']);
    expect(await nobody.ended).toEqual({ code: 255, signal: null });
    expect(nobody.stderr).toMatch(/Nothing listens at/);
  });

  it('where the agent is shut down', async () => {
    const other = await startAgent();
    const one = new TestRun(other.link, ['sh', '-c', 'echo ready; exec sleep 1000']);
    await one.sees(/ready/);
    await other.stop();
    expect(await one.ended).toEqual({ code: 255, signal: null });
    expect(one.stderr).toMatch(/The agent was shut down, and the program with it/);
  });

  it('where its output finds no room', async (test) => {
    needs(existsSync('/dev/full') ? undefined : '/dev/full', test);
    const script = 'exec "$@" > /dev/full';
    const { code, stderr } = await runInShell(script, ['yes']);
    expect(code).toBe(255);
    expect(stderr).toMatch(/stdout: no space left on device/i);
    await expect.poll(running).toEqual([]);
  });
});

describe('how it is called', () => {
  it('needs a command after --', async () => {
    for (const words of [[], ['--'], ['-'], ['ls'], ['ls', 'there']]) {
      const { code, stderr } = await runAgent(['run', ...words]);
      expect([words, code]).toEqual([words, 2]);
      expect(stderr).toMatch(/There is no command to run|The command has to come after --/);
    }
  });

  it('refuses what is no time and no variable', async () => {
    const bad = [
      ['--keep', '0s'],
      ['--keep', '2d'],
      ['--keep', '5'],
      ['--env', 'A'],
      ['--env', '=1'],
    ];
    for (const options of bad) {
      const { code } = await runAgent(['run', ...options, '--', 'true']);
      expect([options, code]).toEqual([options, 2]);
    }
  });
});

async function runInShell(
  script: string,
  command: string[],
): Promise<{ code: number | null; stderr: string }> {
  const [file, args] = agentCommand(['run', '--', ...command]);
  const env = { ...process.env, BOWLINE_LINK: agent.link };
  const child = spawn('sh', ['-c', script, 'sh', file, ...args], { env, stdio: 'pipe' });
  child.stdin.end();
  const said = child.stderr.setEncoding('utf8').toArray();
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stderr: (await said).join('') };
}
