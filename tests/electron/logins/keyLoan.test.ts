import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { KeyLoan, type LoanRule } from '../../../electron/logins/keyLoan.ts';
import {
  LIST_MS,
  personAgent,
  SIGN_MS,
  type PersonAgent,
} from '../../../electron/logins/personAgent.ts';
import type { Question } from '../../../electron/logins/questionDesk.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { fingerprint } from '../../../core/sshAgent/keyList.ts';
import { framed } from '../../../core/sshAgent/agentMessages.ts';
import { inWords, type Said } from '../../../words/said.ts';
import {
  FAILURE,
  isSigned,
  LIST,
  personsAgent,
  signRequest,
  text,
  type PersonsAgent,
} from '../../support/lentKeys.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';

const NEVER = new AbortController().signal;
const at = (path: string) => ({ platform: 'linux' as const, env: () => ({ SSH_AUTH_SOCK: path }) });

let own: PersonsAgent;
const folder = mkdtempSync(join(tmpdir(), 'bowline-'));
beforeAll(async () => {
  own = await personsAgent(folder);
});
afterAll(async () => {
  await own.stop();
  removeFolder(folder);
});

function loan(rule: LoanRule, answers: boolean[] = [], agent?: PersonAgent) {
  const asked: Question[] = [];
  const told: string[] = [];
  const now = { rule };
  const real = new KeyLoan({
    host: 'web-eu-1',
    rule: () => now.rule,
    agent: agent ?? personAgent(at(own.path), systemClock),
    askPerson: (question) => {
      asked.push(question);
      return Promise.resolve(answers.shift() ?? false);
    },
    tell: (said: Said) => told.push(inWords(said)),
  });
  const ask = async (request: Uint8Array, guests = false): Promise<Buffer> =>
    Buffer.from(await real.answering(guests)(request, NEVER));
  return { real, ask, asked, told, now };
}

describe('keys that are lent', () => {
  it('allowed, are listed and signed with, and nobody is asked', async () => {
    const { ask, asked, told } = loan('allow');
    expect((await ask(LIST))[0]).toBe(12);
    expect(isSigned(await ask(signRequest(own.key, 'data')), own.key, 'data')).toBe(true);
    expect([asked, told]).toEqual([[], []]);
  });

  it('off, are not, which is told once', async () => {
    const { ask, asked, told, real } = loan('off');
    expect(real.isOffered).toBe(false);
    expect(await ask(LIST)).toEqual(FAILURE);
    expect(await ask(signRequest(own.key, 'data'))).toEqual(FAILURE);
    real.refused();
    expect(asked).toEqual([]);
    expect(told).toEqual(['A program asked for your keys. They aren’t forwarded to web-eu-1.']);
  });

  it('asked about, are signed with after a yes, and only after it, each time', async () => {
    const { ask, asked } = loan('ask', [true, false, true]);
    expect((await ask(LIST))[0]).toBe(12);
    expect(asked).toEqual([]);
    const request = signRequest(own.key, 'data');
    const answers = [await ask(request), await ask(request), await ask(request)];
    expect(answers.map((one) => isSigned(one, own.key, 'data'))).toEqual([true, false, true]);
    expect(answers[1]).toEqual(FAILURE);
    expect(asked).toHaveLength(3);
    expect(asked[0]).toMatchObject({
      ...{ asks: 'sign', about: 'web-eu-1 · me@laptop', hidden: false, keepable: null },
      because: null,
    });
    expect(asked[0]!.text).toContain(fingerprint(own.key));
  });

  it('while guests may type, are asked about whatever is allowed, listing too', async () => {
    const { ask, asked } = loan('allow', [false, true, false]);
    expect(await ask(LIST, true)).toEqual(FAILURE);
    expect((await ask(LIST, true))[0]).toBe(12);
    expect(await ask(signRequest(own.key, 'data'), true)).toEqual(FAILURE);
    expect(asked.map(({ because }) => inWords(because))).toEqual(
      Array.from({ length: 3 }, () => 'Guests may have typed what asks.'),
    );
  });

  it('that this computer doesn’t have are nothing to be asked about', async () => {
    const { ask, asked } = loan('ask', [true]);
    const stranger = Buffer.concat([text('ssh-ed25519'), text('x'.repeat(32))]);
    expect(await ask(signRequest(stranger, 'data'))).toEqual(FAILURE);
    expect(asked).toEqual([]);
  });

  it('are no more lent once they are off, be the question open', async () => {
    const { ask, now, asked } = loan('ask', [true]);
    const signed = ask(signRequest(own.key, 'data'));
    now.rule = 'off';
    expect(await signed).toEqual(FAILURE);
    expect(asked).toHaveLength(1);
  });

  it('are not asked about without end', async () => {
    let waiting = 0;
    const real = new KeyLoan({
      ...{ host: 'web', rule: () => 'ask', tell: () => undefined },
      agent: personAgent(at(own.path), systemClock),
      askPerson: () => new Promise(() => waiting++),
    });
    const one = (): Promise<Uint8Array> => real.answering(true)(LIST, NEVER);
    void [one(), one(), one(), one()];
    expect([Buffer.from(await one()), waiting]).toEqual([FAILURE, 4]);
  });
});

describe('the agent is never shown', () => {
  it.each([17, 18, 19, 20, 21, 22, 23, 25, 26, 27])('message %i', async (kind) => {
    const seen: number[] = [];
    const agent: PersonAgent = ([first]) => {
      seen.push(first!);
      return Promise.resolve(Buffer.of(6));
    };
    const { ask } = loan('allow', [true], agent);
    expect(await ask(Buffer.concat([Buffer.of(kind), text('/usr/lib/evil.so')]))).toEqual(FAILURE);
    expect(seen).toEqual([]);
  });
});

describe('this computer’s agent', () => {
  async function silent(): Promise<{ path: string; server: Server }> {
    const path = join(temporaryDirectory(), 'agent');
    const server = createServer((socket) => socket.on('error', () => undefined)).listen(path);
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    return { path, server };
  }

  it.each([
    ['a list', LIST, LIST_MS],
    ['a signature', signRequest(Buffer.from('key'), 'data'), SIGN_MS],
  ])('that hangs is waited for a while, for %s', async (_what, request, ms) => {
    const clock = new ManualClock();
    const { path, server } = await silent();
    const { ask, told } = loan('allow', [], personAgent(at(path), clock));
    const answer = ask(request);
    await once(server, 'connection');
    clock.advance(ms - 1);
    await settle();
    expect(told).toEqual([]);
    clock.advance(1);
    expect(await answer).toEqual(FAILURE);
    expect(told).toEqual([
      'A program asked for your keys. The ssh-agent on this computer didn’t answer.',
    ]);
    expect(clock.waiting).toBe(0);
  });

  it('that isn’t there is told of, once', async () => {
    const missing = personAgent(at('/nowhere/agent'), systemClock);
    const { ask, told } = loan('allow', [], missing);
    expect([await ask(LIST), await ask(LIST)]).toEqual([FAILURE, FAILURE]);
    const none = personAgent({ platform: 'linux', env: () => ({}) }, systemClock);
    expect(await loan('allow', [], none).ask(LIST)).toEqual(FAILURE);
    expect(told).toEqual(['A program asked for your keys. No ssh-agent runs on this computer.']);
  });

  it('that answers another question, or says what no agent says, has refused', async () => {
    const { path, server } = await silent();
    const says = [framed(Buffer.of(6)), Buffer.alloc(4), Buffer.from('HTTP/1.1 400')];
    server.on('connection', (socket) => socket.write(says.shift()!));
    const { ask } = loan('allow', [], personAgent(at(path), systemClock));
    for (let count = 0; count < 3; count++) expect(await ask(LIST)).toEqual(FAILURE);
    expect(says).toEqual([]);
  });

  it('is waited for no longer than somebody waits', async () => {
    const { path } = await silent();
    const over = new AbortController();
    const answer = personAgent(at(path), new ManualClock())(LIST, over.signal);
    over.abort();
    await expect(answer).rejects.toMatchObject({ why: 'silent' });
  });
});
