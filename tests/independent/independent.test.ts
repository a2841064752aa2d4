// An implementation in another language, written from PROTOCOL.md alone, meets the real agent.
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { needs } from '../support/needs.ts';
import { runPython, whyNoPython } from '../support/python.ts';
import { temporaryDirectory } from '../support/temporary.ts';

beforeEach((test: TestContext) => needs(whyNoPython(), test));

const CONFORMANCE = path.resolve(import.meta.dirname, '../../docs/conformance');

async function agentWith(...args: string[]): Promise<TestAgent> {
  const agent = await startAgent({ args });
  onTestFinished(async () => void (await agent.stop()));
  return agent;
}

describe('the client in Python', () => {
  it('passes all vectors', async () => {
    const counts = (await runPython('vectors', { folder: CONFORMANCE })) as Record<string, number>;
    expect(Object.keys(counts)).toEqual(['frames', 'streams', 'bodies', 'records', 'proofs']);
    expect(counts.bodies).toBeGreaterThan(1000);
  });

  it('plays all transcripts', async () => {
    const links = {
      token: (await agentWith()).link,
      none: (await agentWith('--socket', path.join(temporaryDirectory(), 'agent'))).link,
      'small-log': (await agentWith('--log-bytes', '256K')).link,
    };
    expect(await runPython('transcripts', { folder: CONFORMANCE, links })).toBeGreaterThan(50);
  });

  it('passes the transcripts of a client', async () => {
    expect(await runPython('clients', { folder: CONFORMANCE })).toBeGreaterThan(30);
  });

  it('logs in by token', async () => {
    const { link } = await agentWith();
    expect(await runPython('login', { link })).toEqual(['token']);
  });

  it('logs in over TLS with a pinned certificate', async () => {
    const { link } = await agentWith('--listen', '127.0.0.1:0', '--tls', 'self-signed');
    expect(link).toContain('&fp=');
    expect(await runPython('login', { link })).toEqual(['token']);
  });

  it('logs in where a unix socket is the proof', async () => {
    const { link } = await agentWith('--socket', path.join(temporaryDirectory(), 'agent'));
    expect(await runPython('login', { link })).toEqual(['none', 'token']);
  });

  it('types, resizes, ends, leaves and joins shells', async () => {
    const { link } = await agentWith();
    await runPython('shell', { link });
  });

  it.each([1, 2, 3])('loses no byte in cuts, in both directions: seed %i', async (seed) => {
    const { link } = await agentWith();
    const result = await runPython('resume', { link, seed, size: 3_000_000, cuts: 25 });
    expect(result).toMatchObject({ cuts: 25 });
  });

  it.each([1, 2, 3])('runs programs without a terminal, through cuts: seed %i', async (seed) => {
    const { link } = await agentWith();
    const result = await runPython('program', { link, seed, size: 1_000_000, cuts: 25 });
    expect(result).toEqual({ cuts: 25 });
  });

  it('is told of a gap, and goes on from the screen', async () => {
    const { link } = await agentWith('--log-bytes', '256K');
    const { missed } = (await runPython('lagging', { link })) as { missed: number };
    expect(missed).toBeGreaterThan(1_000_000);
  });

  it('carries connections both ways, through cuts, and is refused', async () => {
    const { link } = await agentWith();
    const result = await runPython('tunnels', { link, seed: 1, size: 3_000_000, cuts: 25 });
    expect(result).toEqual({ cuts: 25 });
  });

  it('shares a shell with an editor and a viewer', async () => {
    const { link } = await agentWith();
    expect(await runPython('guest', { link })).toEqual({ members: ['Ada', 'the editor'] });
  });
});
