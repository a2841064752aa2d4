// Programs without a terminal as they are on the wire: what is particular about them, and who may
// not have them.
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { AgentClient } from '../../../core/client/agentClient.ts';
import { RecordReader } from '../../../core/wire/records.ts';
import type { AllBodies } from '../../../core/wire/messages.ts';
import { runAgent, startAgent, type TestAgent } from '../../support/agent.ts';
import { AgentShell, connect } from '../../support/agentShell.ts';
import { randomId, RawSocket } from '../../support/rawSocket.ts';

let agent: TestAgent;
let client: AgentClient;

beforeAll(async () => {
  agent = await startAgent({ args: ['--log-bytes', '256K'] });
  client = await connect(agent.link);
});
afterAll(async () => {
  await client.close();
  await agent.stop();
});

const pipes = { keepMs: 60_000 };
const VIEW = { cols: 80, rows: 24, window: 65_536 };

function opening(script: string, more: Partial<AllBodies['open']> = {}): AllBodies['open'] {
  const ids = { session: randomId(), input: randomId() };
  const program = { command: ['sh', '-c', script], cwd: '', env: {} };
  return { ...ids, ...VIEW, ...program, pipes, ...more };
}

async function login(): Promise<RawSocket> {
  const raw = (await RawSocket.login(agent.link)).staysAlive();
  onTestFinished(() => raw.ws.terminate());
  return raw;
}

/** What was printed on each, of all DATA that has come so far; `from` an offset on. */
function printed(raw: RawSocket): { 1: string; 2: string } {
  const reader = new RecordReader();
  const text = { 1: '', 2: '' };
  for (const { type, body } of raw.messages) {
    if (type !== 'data') continue;
    for (const part of reader.push(body.bytes)) {
      text[part.stream] += Buffer.from(part.bytes).toString('latin1');
    }
  }
  return text;
}

/** Acknowledges all output as it comes. */
function consumeAll(raw: RawSocket, from: number, window: number): void {
  let told = from;
  raw.ws.on('message', () => {
    const last = raw.messages.findLast(({ type }) => type === 'data');
    if (last?.type !== 'data') return;
    const consumed = last.body.offset + last.body.bytes.byteLength;
    if (consumed > told) raw.send('credit', 1, { consumed, limit: consumed + window });
    told = consumed;
  });
}

async function answer(
  raw: RawSocket,
  method: string,
  params: object,
): Promise<AllBodies['response']> {
  const id = 1 + raw.messages.length + Math.floor(Math.random() * 1e9);
  raw.send('request', 0, { id, method, params });
  return (await raw.message('response', ({ body }) => body.id === id)).body;
}

describe('a program without a terminal', () => {
  it('prints records, and its input ends where EOF says', async () => {
    const raw = await login();
    raw.send('open', 1, opening('cat; echo over >&2; exit 3'));
    const opened = (await raw.message('opened')).body;
    expect(opened).not.toHaveProperty('member');
    raw.send('data', 1, { offset: 0, bytes: Buffer.from('\x04\x03\x1b[200~ all of it') });
    raw.send('eof', 1, { offset: 18 });
    raw.send('eof', 1, { offset: 18 }); // repeated, it counts once
    const exit = (await raw.message('exit')).body;
    expect(exit).toMatchObject({ code: 3, signal: null });
    expect(printed(raw)).toEqual({ 1: '\x04\x03\x1b[200~ all of it', 2: 'over\n' });
    expect(raw.messages.map(({ type }) => type)).not.toContain('group');
  });

  it('is paused with its log full, whether or not somebody is there, and nothing is skipped', async () => {
    const bytes = 2_000_000;
    const body = opening(`head -c ${bytes} /dev/zero`, { window: 1_000 });
    const raw = await login();
    raw.send('open', 1, body);
    await raw.message('opened');
    await raw.message('data');
    raw.ws.terminate();
    const first = raw.messages.find(({ type }) => type === 'data')!;
    const outputBytes = async (): Promise<number> => {
      const { shells } = (await client.request('list')) as {
        shells: { session: string; outputBytes: number }[];
      };
      return shells.find(({ session }) => session === body.session)!.outputBytes;
    };
    await expect.poll(outputBytes).toBeGreaterThan(100_000);
    expect(await outputBytes()).toBeLessThanOrEqual(256 * 1024);
    const again = await login();
    const { session, input } = body;
    const have = first.type === 'data' ? first.body.bytes.byteLength : 0;
    again.send('attach', 1, { ...VIEW, session, input, have, window: 8_000_000 });
    expect((await again.message('opened')).body.output).toBe(have);
    consumeAll(again, have, 8_000_000);
    const { offset } = (await again.message('exit')).body;
    expect(offset).toBeGreaterThan(bytes);
    const types = new Set(again.messages.map(({ type }) => type));
    expect([types.has('lagged'), types.has('screen'), types.has('size')]).toEqual([
      ...[false, false, false],
    ]);
    const came = again.messages.reduce(
      (sum, one) => sum + (one.type === 'data' ? one.body.bytes.byteLength : 0),
      have,
    );
    expect(came).toBe(offset);
  });

  it('can’t be asked for what was consumed', async () => {
    const body = opening('echo printed; exec cat');
    const raw = await login();
    raw.send('open', 1, body);
    const { offset, bytes } = (await raw.message('data')).body;
    const consumed = offset + bytes.byteLength;
    raw.send('credit', 1, { consumed, limit: consumed + VIEW.window });
    await answer(raw, 'list', {});
    const late = await login();
    late.send('open', 1, body);
    expect((await late.closed).reason).toBe('offset-gap');
    raw.send('eof', 1, { offset: 0 });
    await raw.message('exit');
  });

  it('is its client’s alone', async () => {
    const body = opening('echo up; exec cat');
    const raw = await login();
    raw.send('open', 1, body);
    await raw.message('data');
    const { session } = body;
    const other = await login();
    other.send('attach', 1, { ...VIEW, session, input: randomId(), have: null });
    other.send('open', 2, { ...body, input: randomId() });
    const { pipes: _pipes, ...asShell } = body;
    other.send('open', 3, asShell);
    for (const channel of [1, 2, 3]) {
      const reset = await other.message('reset', (one) => one.channel === channel);
      expect(reset.body.code).toBe('no-terminal');
    }
    const asks = [
      ['invite', { session, role: 'viewer' }],
      ['size-policy', { session, policy: 'fit' }],
      ['detach', { session }],
    ] as const;
    for (const [method, params] of asks) {
      expect(await answer(other, method, params)).toMatchObject({ error: { code: 'no-terminal' } });
    }
    const attach = await runAgent(['attach', '--state-dir', agent.stateDir, '--session', session]);
    expect(attach.code).not.toBe(0);
    expect(attach.stderr).toMatch(/started without a terminal, by `bowline-agent run`/);
    raw.send('resize', 1, { cols: 10, rows: 10 });
    raw.send('eof', 1, { offset: 0 });
    expect((await raw.message('exit')).body.code).toBe(0);
  });

  it('needs a command, and a shell has no pipes', async () => {
    const raw = await login();
    raw.send('open', 1, opening('', { command: [] }));
    const reset = await raw.message('reset');
    expect(reset.body).toEqual({ code: 'cannot-start', message: 'There is no command to run.' });
    const shell = AgentShell.open(client, { command: ['cat'] });
    await shell.opened;
    const { session } = shell.cursor;
    const ended = await answer(raw, 'end-output', { session, stream: 1 });
    expect(ended).toMatchObject({ error: { code: 'no-terminal' } });
    raw.send('open', 2, opening('true', { session }));
    const taken = await raw.message('reset', ({ channel }) => channel === 2);
    expect(taken.body.code).toBe('no-terminal');
    await client.request('kill', { session });
    await shell.end;
  });

  it('hears each signal of its client once', async () => {
    const script = `trap 'echo heard' USR1; echo up; until read x; do :; done; echo "$x"`;
    const body = opening(script);
    const raw = await login();
    raw.send('open', 1, body);
    await raw.message('data');
    const { session } = body;
    const heard = (): number => printed(raw)[1].split('heard').length - 1;
    let most = 0;
    for (const number of [1, 1, 2, 2, 1]) {
      const said = await answer(raw, 'signal', { session, number, signal: 'SIGUSR1' });
      expect(said.error).toBeUndefined();
      most = Math.max(most, number);
      await expect.poll(heard).toBe(most); // one at a time: two at once may count as one
    }
    raw.send('data', 1, { offset: 0, bytes: Buffer.from('last\n') });
    await raw.message('exit');
    expect(printed(raw)[1]).toBe('up\nheard\nheard\nlast\n');
  });

  it.each([
    ['signal', { number: 0, signal: 'SIGINT' }],
    ['signal', { number: 1, signal: 'SIGNOTHING' }],
    ['signal', { number: 1.5, signal: 'SIGINT' }],
    ['end-output', { stream: 0 }],
    ['end-output', { stream: 3 }],
    ['forget', { session: 1 }],
  ])('is not reached by a wrong %s: %j', async (method, params) => {
    const raw = await login();
    const said = await answer(raw, method, { session: randomId(), ...params });
    expect(said.error?.code).toBe('bad-request');
  });
});
