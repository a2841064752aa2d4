// Is processor time put down to who used it, tried on made-up processes and on real ones.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { between, ProcessorTime, type Part, type Snapshot } from '../../bench/processorTime.ts';
import { startAgent } from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';
import { needs } from '../support/needs.ts';
import { whyNoProcessFacts } from '../support/processFacts.ts';

type Line = [pid: number, parent: number, part: Part, own: number, waited?: number, main?: number];

function snapshot(...lines: Line[]): Snapshot {
  return new Map(
    lines.map(([pid, parent, part, own, waited = 0, mainThread = own]) => [
      pid,
      { parent, part, times: { own, waited, mainThread } },
    ]),
  );
}

describe('what was used between two looks', () => {
  it('is what each has more than before, added up by part', () => {
    const before = snapshot([1, 0, 'rig', 10], [2, 1, 'agent', 100, 0, 80], [3, 1, 'window', 5]);
    const after = snapshot([1, 0, 'rig', 15], [2, 1, 'agent', 190, 0, 130], [3, 1, 'window', 25]);
    expect(between(before, after)).toEqual({
      ...{ rig: 5, agent: 90, window: 20 },
      'agent, beside its main thread': 40,
    });
  });

  it('counts all of who began since', () => {
    expect(between(snapshot(), snapshot([2, 1, 'agent', 30]))).toMatchObject({ agent: 30 });
  });

  it('counts of who ended since what it used since, once', () => {
    const before = snapshot([2, 1, 'agent', 100], [3, 2, 'shells', 40, 5]);
    const after = snapshot([2, 1, 'agent', 110, 65]);
    expect(between(before, after)).toMatchObject({ agent: 10, shells: 20 });
  });

  it('counts a program that a shell ran and one that the bench ran apart', () => {
    const before = snapshot([1, 0, 'rig', 0], [2, 1, 'shells', 1]);
    const after = snapshot([1, 0, 'rig', 0, 7], [2, 1, 'shells', 2, 30]);
    expect(between(before, after)).toEqual({ rig: 0, ended: 7, shells: 31 });
  });
});

/** Works for as much processor time, whatever the machine does besides. */
const WORK = `
  const { user } = process.cpuUsage();
  while (process.cpuUsage().user - user < 300_000);
`;

describe('real processes', () => {
  it('an agent, the shells in it and what they ran are told apart', async (test) => {
    needs(whyNoProcessFacts(), test);
    const agent = await startAgent();
    onTestFinished(async () => void (await agent.stop()));
    const client = await connect(agent.link);
    onTestFinished(() => client.close());
    const time = new ProcessorTime();
    const work = `${process.execPath} -e '${WORK.replaceAll('\n', ' ')}'`;
    const shell = AgentShell.open(client, { command: ['sh', '-c', `${work}; echo done; read x`] });
    await shell.sees(/done/);
    const { agent: ours, shells, rig } = time.seconds;
    expect(shells).toBeGreaterThanOrEqual(0.25);
    expect(rig).toBeGreaterThanOrEqual(0);
    expect(ours).toBeDefined();
  });

  it('a program that the bench ran to its end counts, and not what ended before', async (test) => {
    needs(whyNoProcessFacts(), test);
    await once(spawn(process.execPath, ['-e', WORK]), 'exit');
    const time = new ProcessorTime();
    expect(time.seconds.ended ?? 0).toBeLessThan(0.25);
    await once(spawn(process.execPath, ['-e', WORK]), 'exit');
    expect(time.seconds.ended).toBeGreaterThanOrEqual(0.25);
    time.begin();
    expect(time.seconds.ended ?? 0).toBeLessThan(0.25);
  });
});
