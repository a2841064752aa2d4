// Files over the app's own connections to a real agent.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import { AgentConnections } from '../../../electron/agents/agentConnections.ts';
import { agentFiles } from '../../../electron/files/agentFiles.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const NEVER = new AbortController().signal;

let agent: TestAgent;
let connections: AgentConnections;
beforeAll(async () => {
  agent = await startAgent();
  connections = new AgentConnections(systemClock, '1');
});
afterAll(() => agent.stop());

function rig(link: string) {
  const host = { pairingLink: link } as StoredHost;
  const acquire = ({ pairingLink }: StoredHost) => connections.acquire(pairingLink);
  return { host, open: agentFiles({ acquire, clock: systemClock }) };
}

it('goes over the connection that shells use, and lets it go', async () => {
  const { host, open } = rig(agent.link);
  const shells = connections.acquire(agent.link);
  const [one, two] = await Promise.all([
    open({ host, signal: NEVER }),
    open({ host, signal: NEVER }),
  ]);
  const path = `${temporaryDirectory()}/a`;
  writeFileSync(path, 'text');
  expect((await one.value.facts(path)).size).toBe(4);
  await one.release();
  await expect(one.value.facts(path)).rejects.toMatchObject({ code: 'lost' });
  expect((await two.value.facts(path)).size).toBe(4);
  await agent.event('connected');
  expect(agent.events.filter(({ event }) => event === 'connected')).toHaveLength(1);
  await shells.release();
  await two.release();
  await agent.event('disconnected');
});

it('says why there are none, and gives up when it is told to', async () => {
  const { host, open } = rig('bowline://127.0.0.1:1/?v=1&token=' + 't'.repeat(43));
  await expect(open({ host, signal: NEVER })).rejects.toMatchObject({ code: 'lost' });
  const stopped = AbortSignal.abort();
  await expect(open({ host, signal: stopped })).rejects.toMatchObject({ code: 'cancelled' });
});

it('stands through a cut, and is lost with the agent', async () => {
  const other = await startAgent();
  const { host, open } = rig(other.link);
  const { value: files, release } = await open({ host, signal: NEVER });
  const path = `${temporaryDirectory()}/a`;
  const file = await files.open(path, { how: 'make' });
  await file.write(0, Buffer.from('before'));
  const hold = connections.acquire(other.link);
  hold.connection.client!.giveUp('the test says so');
  await file.write(6, Buffer.from(' after'));
  expect((await file.facts()).size).toBe(12);
  const gone = once(other.child, 'exit');
  other.child.kill('SIGKILL');
  await gone;
  const next = await startAgent({
    stateDir: other.stateDir,
    args: ['--listen', new URL(other.url).host],
  });
  expect((await files.lost).code).toBe('lost');
  await release();
  await hold.release();
  await next.stop();
});
