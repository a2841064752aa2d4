// The relay as an operator starts it: what it refuses to do, what it says of itself, with TLS and
// without, and that it goes when it is told to, and comes back to a thousand splices at its own pace.
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, it } from 'vitest';
import { ticketHash } from '../../relay/registry/ledger.ts';
import { agentIn, Line, newKeys, proveAgent, spliced, wantAgent } from '../support/relay/ends.ts';
import { runRelay, startRelay, type RelayProgram } from '../support/relay/program.ts';
import { temporaryDirectory } from '../support/temporary.ts';

let relays: RelayProgram[] = [];

async function start(...args: string[]): Promise<RelayProgram> {
  const relay = await startRelay(args);
  relays.push(relay);
  return relay;
}

afterEach(async () => {
  for (const { child, exited } of relays) {
    child.kill('SIGKILL');
    await exited;
  }
  relays = [];
});

async function certificate(folder: string): Promise<[cert: string, key: string]> {
  const names = [{ type: 2 as const, value: 'relay.example' }];
  const pems = await generate([{ name: 'commonName', value: 'relay.example' }], {
    ...{ keyType: 'ec', curve: 'P-256', algorithm: 'sha256' },
    extensions: [{ name: 'subjectAltName', altNames: names }],
  });
  const files: [string, string] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
  writeFileSync(files[0], pems.cert);
  writeFileSync(files[1], pems.private);
  return files;
}

describe('bowline-relay', () => {
  it('is refused without TLS where others reach it, and says so to programs, too', async () => {
    const { code, stdout, stderr } = await runRelay(['serve', '--json', '--listen', '0.0.0.0:0']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ event: 'error', code: 'PUBLIC_WITHOUT_TLS' });
    expect(stderr).toContain('--tls CERT KEY');
  });

  const WRONG: [args: string[], code: number, why: string][] = [
    [['serve', '--listen', 'nowhere'], 1, 'no address to listen on'],
    [['serve', '--tls', 'one'], 2, '--tls takes two files'],
    [['serve', '--tls', '/nowhere/c', '/nowhere/k'], 1, "/nowhere/c can't be read"],
    [['serve', '--policy', '/nowhere/p'], 1, "/nowhere/p can't be read"],
    [['serve', '--name', 'wss://relay'], 1, 'no name of a host'],
    [['serve', '--name', 'relay.example', '--advertise', 'ws://evil.example'], 1, 'would not go'],
    [['serve', '--advertise', 'wss://127.0.0.1:1/path'], 1, 'would not go'],
    [['serve', '--max-agents', '0'], 2, 'whole number from 1'],
    [['nothing'], 2, 'unknown command'],
  ];

  it('ends with 2 where it was called in a wrong way, with 1 where it can’t, and says why', async () => {
    const ends = await Promise.all(WRONG.map(([args]) => runRelay(args)));
    for (const [at, { code, stderr }] of ends.entries()) {
      const [args, expected, why] = WRONG[at]!;
      expect(stderr).toContain(why);
      expect({ args, code }).toEqual({ args, code: expected });
    }
  });

  it('tells what it is, and makes tickets', async () => {
    const help = await runRelay(['serve', '--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('--accept-rate');
    expect(Math.max(...help.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    const version = await runRelay(['--version']);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+/);
    const made = await runRelay(['ticket', '--json']);
    const { ticket, hash } = JSON.parse(made.stdout) as { ticket: string; hash: string };
    expect(ticketHash(ticket)).toBe(hash);
  });

  it('says where it listens, what happens in it without whole ids, and its metrics', async () => {
    const relay = await start('--heartbeat', '200', '--drain', '1');
    const agent = await agentIn(relay.url);
    expect(agent.owned.heartbeatMs).toBe(200);
    const { client, end } = await spliced(relay.url, agent);
    client.ws.send(Buffer.from('a planted word'));
    expect(String(await end.next())).toBe('a planted word');
    const line = await wantAgent(relay.url, newKeys().id);
    await line.ended;
    const text = await (await fetch(relay.metrics)).text();
    for (const [name, value] of [
      ['agents', 1],
      ['splices', 1],
      ['refused_total{code="agent-offline"}', 1],
      ['bytes_total{to="agents"}', 14],
    ]) {
      expect(text).toContain(`bowline_relay_${name} ${value}\n`);
    }
    expect(text).toContain('process_resident_memory_bytes');
    const watch = relay.metrics.replace('/metrics', '');
    const answers = ['/healthz', '/readyz', '/'].map((at) => fetch(watch + at));
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 404]);
    expect(await relay.stop()).toBe(0);
    expect(relay.said.map(({ event }) => event)).toEqual(['listening', 'stopping', 'stopped']);
    const log = JSON.stringify([relay.said, relay.log]);
    expect(relay.log[0]).toMatchObject({ event: 'agent-in', id: agent.id.slice(0, 6) });
    expect(log).not.toContain(agent.id.slice(0, 7));
    expect(log).not.toContain('planted');
  });

  it('reads its certificate and lists again, and keeps those before where they are no good', async () => {
    const folder = temporaryDirectory();
    const tls = await certificate(folder);
    const policy = path.join(folder, 'policy.json');
    writeFileSync(policy, '{}');
    const relay = await start('--tls', ...tls, '--policy', policy);
    expect(relay.url).toMatch(/^wss:/);
    const options = { ca: await readFile(tls[0]), servername: 'relay.example' };
    const agent = await agentIn(relay.url, { options });
    const { client, end } = await spliced(relay.url, agent, options);
    client.ws.send(Buffer.from('sealed'));
    expect(String(await end.next())).toBe('sealed');
    await certificate(folder);
    writeFileSync(policy, JSON.stringify({ bans: [agent.id] }));
    relay.child.kill('SIGHUP');
    expect(await agent.line.told()).toMatchObject({ type: 'refused', code: 'banned' });
    await expect(Line.open(relay.url, 'agent', options)).rejects.toThrow(/self.signed/);
    const anew = { ...options, ca: await readFile(tls[0]) };
    await agentIn(relay.url, { options: anew });
    writeFileSync(policy, '{"nonsense":1}');
    relay.child.kill('SIGHUP');
    const out = await proveAgent(relay.url, { keys: agent.keys, options: anew });
    expect(await out.line.told()).toMatchObject({ code: 'banned' });
  });
});

describe('a relay that is killed with a thousand splices', () => {
  const SPLICES = 1_000;
  const RATE = 400;

  const HEAP = 'nodejs_heap_size_used_bytes';

  async function metric(relay: RelayProgram, name: string): Promise<number> {
    const text = await (await fetch(relay.metrics)).text();
    const line = text.split('\n').find((one) => one.startsWith(`${name} `));
    return Number(line!.slice(name.length));
  }

  /** A thousand clients of fifty agents, all at once; each tries again when it is turned away. */
  async function fill(url: string): Promise<Line[]> {
    const lines: Line[] = [];
    const again = async <T>(task: () => Promise<T>): Promise<T> => {
      for (;;) {
        try {
          return await task();
        } catch {
          // cut at the door: the next one
        }
      }
    };
    const each = Array.from({ length: 50 }, async () => {
      const agent = await again(() => agentIn(url));
      lines.push(agent.line);
      for (let count = 0; count < SPLICES / 50; count++) {
        const { client, end } = await again(() => spliced(url, agent));
        lines.push(client, end);
      }
    });
    await Promise.all(each);
    return lines;
  }

  it('takes them back no faster than its rate, and its memory comes back', async () => {
    const args = ['--accept-rate', String(RATE), '--max-per-address', '0'];
    const first = await start(...args);
    const lines = await fill(first.url);
    first.child.kill('SIGKILL');
    await Promise.all(lines.map(({ ended }) => ended));
    const port = new URL(first.url).port;
    const second = await start(...args, '--listen', `127.0.0.1:${port}`);
    const empty = await metric(second, HEAP);
    const began = performance.now();
    const rates: number[] = [];
    let isFull = false;
    const watching = (async () => {
      while (!isFull) {
        const now = performance.now();
        const accepted = await metric(second, 'bowline_relay_accepted_total');
        rates.push((accepted - RATE / 4) / Math.max(1, performance.now() - began));
        await new Promise((resolve) =>
          setTimeout(resolve, Math.max(0, 100 - performance.now() + now)),
        );
      }
    })();
    const back = await fill(second.url);
    isFull = true;
    await watching;
    expect(Math.max(...rates)).toBeLessThanOrEqual(RATE / 1_000);
    const full = await metric(second, 'process_resident_memory_bytes');
    for (const { ws } of back) ws.terminate();
    await expect.poll(() => metric(second, 'bowline_relay_connections')).toBe(0);
    // What is left of it in the heap, once that has been collected after so many have gone.
    await expect.poll(() => metric(second, HEAP), { interval: 500 }).toBeLessThan(empty + 6e6);
    expect(await metric(second, 'process_resident_memory_bytes')).toBeLessThan(full + 10e6);
    await agentIn(second.url);
  });
});
