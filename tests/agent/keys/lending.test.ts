// Who is asked for keys, and who isn't: a real socket at the program's end, clients in memory.
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { framed } from '../../../core/sshAgent/agentMessages.ts';
import type { AllBodies, Message } from '../../../core/wire/messages.ts';
import { LIMITS, type MessageType } from '../../../core/wire/protocol.ts';
import { AgentTalk, ask, FAILURE, LIST, signRequest, text } from '../../support/lentKeys.ts';
import { MemoryAgent, type MemoryPeer } from '../../support/memoryAgent.ts';
import { randomId } from '../../support/rawSocket.ts';

const FEATURES = ['groups', 'tunnels', 'keys'];
const KEY = Buffer.concat([text('ssh-ed25519'), text('k'.repeat(32))]);
const KEYS = Buffer.concat([Buffer.of(12, 0, 0, 0, 1), text(KEY), text('me@laptop')]);
const SIGNATURE = Buffer.concat([Buffer.of(14), text('signed')]);

type Of<K extends MessageType> = Extract<Message, { type: K }>;

/** One client, at one shell. */
class Client {
  readonly peer: MemoryPeer;
  readonly forward = randomId();
  #channel = 0;
  #typed = 0;

  constructor(peer: MemoryPeer) {
    this.peer = peer;
  }

  static async owner(agent: MemoryAgent, features = FEATURES): Promise<Client> {
    return new Client(await agent.login(features));
  }

  async hear<K extends MessageType>(type: K, body: AllBodies[K]): Promise<number> {
    await this.peer.socket.hear(type, ++this.#channel, body);
    return this.#channel;
  }

  /** Channel 1: a shell with an ssh-agent, or without. */
  open(session: string, keys = true, input = randomId()): Promise<number> {
    const program = { command: ['sleep', '1000'], cwd: '', env: {} };
    const body = { session, input, cols: 80, rows: 24, window: 1000, ...program };
    return this.hear('open', keys ? { ...body, keys } : body);
  }

  attach(session: string, input = randomId()): Promise<number> {
    const view = { session, input, cols: 80, rows: 24, window: 1000 };
    return this.hear('attach', { ...view, have: null });
  }

  lend(session: string, forward = this.forward): Promise<number> {
    return this.hear('listen', { forward, keys: session });
  }

  async type(words = 'x'): Promise<void> {
    await this.peer.socket.hear('data', 1, { offset: this.#typed, bytes: Buffer.from(words) });
    this.#typed += words.length;
  }

  all<K extends MessageType>(type: K): Of<K>[] {
    return this.peer.socket.sent.filter((message) => message.type === type) as Of<K>[];
  }

  /** The `count`th of them, now or later. */
  async sent<K extends MessageType>(type: K, count = 1): Promise<Of<K>> {
    while (this.all(type).length < count) await setImmediate();
    return this.all(type)[count - 1]!;
  }

  /** Answers the `count`th stream, and all that is asked on it, until it ends. */
  async answer(answer: Uint8Array, count = 1): Promise<Of<'connect'>> {
    const connect = await this.sent('connect', count);
    const { channel } = connect;
    await this.peer.socket.hear('connected', channel, { window: 65_536 });
    await this.reply(channel, answer);
    return connect;
  }

  async reply(channel: number, answer: Uint8Array, offset = 0): Promise<void> {
    await this.peer.socket.hear('data', channel, { offset, bytes: framed(answer) });
  }
}

function socketOf(agent: MemoryAgent, session: string): string {
  return join(agent.folder, 'keys', session.slice(0, 16));
}

/** An owner who lends keys to the shell that it has opened. */
async function lent() {
  const [agent, session] = [new MemoryAgent(), randomId()];
  const ada = await Client.owner(agent);
  await ada.open(session);
  const channel = await ada.lend(session);
  return { agent, session, ada, channel, path: socketOf(agent, session) };
}

describe('a shell with keys', () => {
  it('has them listed and signed with by whoever lends them', async () => {
    const { ada, path } = await lent();
    expect(ada.all('listening').map(({ body }) => body)).toEqual([{}]);
    const talk = new AgentTalk(path);
    const listed = talk.ask(LIST);
    const { body, channel } = await ada.answer(KEYS);
    expect(body).toMatchObject({ forward: ada.forward });
    expect(body.ask).toBeUndefined();
    expect(await listed).toEqual(KEYS);
    const signed = talk.ask(signRequest(KEY, 'data'));
    const asked = await ada.sent('data', 2);
    expect(Buffer.from(asked.body.bytes)).toEqual(framed(signRequest(KEY, 'data')));
    await ada.reply(channel, SIGNATURE, framed(KEYS).byteLength);
    expect(await signed).toEqual(SIGNATURE);
    expect(ada.all('connect')).toHaveLength(1);
    talk.socket.destroy();
    await ada.sent('eof');
  });

  it.each([17, 18, 19, 20, 21, 22, 23, 25, 26, 27])(
    'refuses message %i, and nobody hears of it',
    async (kind) => {
      const { ada, path } = await lent();
      expect(await ask(path, Buffer.of(kind, 0, 0, 0, 0))).toEqual(FAILURE);
      expect(ada.all('connect')).toEqual([]);
    },
  );

  it('takes no answer for one that isn’t', async () => {
    const { ada, path } = await lent();
    const listed = ask(path, LIST);
    await ada.answer(SIGNATURE);
    expect(await listed).toEqual(FAILURE);
    const again = ask(path, LIST);
    const { channel } = await ada.sent('connect', 2);
    await ada.peer.socket.hear('connected', channel, { window: 65_536 });
    const head = Buffer.from('ffffffff', 'hex');
    await ada.peer.socket.hear('data', channel, { offset: 0, bytes: head });
    expect(await again).toEqual(FAILURE);
    const third = ask(path, LIST);
    const refused = await ada.sent('connect', 3);
    await ada.peer.socket.hear('reset', refused.channel, { code: 'stopped', message: 'no' });
    expect(await third).toEqual(FAILURE);
  });

  it('has room for so many programs at once', async () => {
    const { path } = await lent();
    const talks = Array.from({ length: LIMITS.maxKeyConnections }, () => new AgentTalk(path));
    await Promise.all(talks.map(({ socket }) => once(socket, 'connect')));
    const more = new AgentTalk(path);
    expect(await more.answer()).toBeUndefined();
    for (const { socket } of talks) socket.destroy();
  });

  it('closes on who says what no agent is asked', async () => {
    const { path, ada } = await lent();
    const talk = new AgentTalk(path);
    talk.socket.write(Buffer.from('ffffffff', 'hex'));
    expect(await talk.answer()).toBeUndefined();
    expect(ada.all('connect')).toEqual([]);
  });

  it('has no socket any more once it has ended', async () => {
    const { agent, session, path, ada, channel } = await lent();
    expect(existsSync(path)).toBe(true);
    const shell = agent.registry.get(session);
    shell.signal('SIGKILL');
    await shell.ended;
    await setImmediate();
    expect(existsSync(path)).toBe(false);
    expect(await ada.lend(session, randomId())).toBe(channel + 1);
    expect((await ada.sent('reset')).body.code).toBe('no-keys');
  });
});

describe('nobody who lends', () => {
  it('is a refusal at once, and an owner who understands is told so once', async () => {
    const [agent, session] = [new MemoryAgent(), randomId()];
    const ada = await Client.owner(agent);
    await ada.open(session);
    const path = socketOf(agent, session);
    expect([await ask(path, LIST), await ask(path, LIST)]).toEqual([FAILURE, FAILURE]);
    expect(ada.all('refused').map(({ body }) => body.code)).toEqual(['keys-not-lent']);
    ada.peer.socket.leave();
    const old = await Client.owner(agent, ['groups']);
    await old.attach(session);
    expect(await ask(path, LIST)).toEqual(FAILURE);
    expect(old.all('refused')).toEqual([]);
    old.peer.socket.leave();
    expect(await ask(path, LIST)).toEqual(FAILURE);
  });

  it('is who has left the shell, or lends to another one', async () => {
    const { ada, path, session, agent } = await lent();
    await ada.peer.socket.hear('detach', 1, {});
    expect(await ask(path, LIST)).toEqual(FAILURE);
    const other = randomId();
    await ada.open(other);
    expect(await ask(path, LIST)).toEqual(FAILURE);
    expect(await ask(socketOf(agent, other), LIST)).toEqual(FAILURE);
    expect(session).not.toBe(other);
    expect(ada.all('connect')).toEqual([]);
  });

  it('is who has stopped lending', async () => {
    const { ada, path, channel } = await lent();
    await ada.peer.socket.hear('reset', channel, { code: 'stopped', message: 'enough' });
    expect(await ask(path, LIST)).toEqual(FAILURE);
    expect(ada.all('connect')).toEqual([]);
  });

  it('is asked of a shell that was opened without', async () => {
    const [agent, session] = [new MemoryAgent(), randomId()];
    const ada = await Client.owner(agent);
    await ada.open(session, false);
    await ada.lend(session);
    expect((await ada.sent('reset')).body.code).toBe('no-keys');
    expect(existsSync(socketOf(agent, session))).toBe(false);
  });

  it('counts as a refusal when an answer doesn’t come', async () => {
    const { agent, ada, path } = await lent();
    const listed = ask(path, LIST);
    const { channel } = await ada.sent('connect');
    await ada.peer.socket.hear('connected', channel, { window: 65_536 });
    for (let ms = 0; ms < LIMITS.keyAnswerMs; ms += 4_000) {
      await agent.clock.pass(4_000);
      await ada.peer.socket.hear('ping', 0, { token: ms });
    }
    expect(await listed).toEqual(FAILURE);
  });
});

describe('several owners', () => {
  it('are asked by who typed last', async () => {
    const { agent, session, ada, path } = await lent();
    const bob = await Client.owner(agent);
    await bob.attach(session);
    await bob.lend(session);
    await ada.type();
    const first = ask(path, LIST);
    await ada.answer(KEYS);
    expect(await first).toEqual(KEYS);
    await bob.type();
    const second = ask(path, LIST);
    await bob.answer(KEYS);
    expect(await second).toEqual(KEYS);
    expect([ada.all('connect').length, bob.all('connect').length]).toEqual([1, 1]);
  });

  it('lend nothing for one who typed last and lends nothing', async () => {
    const { agent, session, ada, path } = await lent();
    const bob = await Client.owner(agent);
    await bob.attach(session);
    await bob.type();
    expect(await ask(path, LIST)).toEqual(FAILURE);
    expect([ada.all('connect'), ada.all('refused')]).toEqual([[], []]);
    expect(bob.all('refused')).toHaveLength(1);
    bob.peer.socket.leave();
    const listed = ask(path, LIST);
    await ada.answer(KEYS);
    expect(await listed).toEqual(KEYS);
  });

  it('take over in the midst of a connection', async () => {
    const { agent, session, ada, path } = await lent();
    const talk = new AgentTalk(path);
    const first = talk.ask(LIST);
    await ada.answer(KEYS);
    expect(await first).toEqual(KEYS);
    const bob = await Client.owner(agent);
    await bob.attach(session);
    await bob.lend(session);
    await bob.type();
    const second = talk.ask(signRequest(KEY, 'data'));
    await bob.answer(SIGNATURE);
    expect(await second).toEqual(SIGNATURE);
    expect((await ada.sent('eof')).type).toBe('eof');
    talk.socket.destroy();
  });
});

describe('guests', () => {
  async function guest(agent: MemoryAgent, session: string, role: 'editor' | 'viewer') {
    const client = new Client(await agent.join(agent.invite(session, role)));
    await client.attach(session);
    return client;
  }

  it('who may type, or have typed, make a person be asked each time', async () => {
    const { agent, session, ada, path } = await lent();
    const asked = async (count: number): Promise<boolean> => {
      const listed = ask(path, LIST);
      const { body } = await ada.answer(KEYS, count);
      expect(await listed).toEqual(KEYS);
      return body.ask ?? false;
    };
    const viewer = await guest(agent, session, 'viewer');
    await viewer.type(); // which is dropped
    expect(await asked(1)).toBe(false);
    const eve = await guest(agent, session, 'editor');
    expect(await asked(2)).toBe(true);
    eve.peer.socket.leave();
    expect(await asked(3)).toBe(false);
    const mallory = await guest(agent, session, 'editor');
    await mallory.type('sleep 60; ssh-add -L\n');
    mallory.peer.socket.leave();
    expect(await asked(4)).toBe(true);
  });

  it('end a connection that a person isn’t asked about', async () => {
    const { agent, session, ada, path } = await lent();
    const talk = new AgentTalk(path);
    const first = talk.ask(LIST);
    await ada.answer(KEYS);
    await first;
    await guest(agent, session, 'editor');
    const second = talk.ask(LIST);
    const { body } = await ada.answer(KEYS, 2);
    expect([await second, body.ask]).toEqual([KEYS, true]);
    talk.socket.destroy();
  });

  it('never lend', async () => {
    const { agent, session } = await lent();
    const eve = await guest(agent, session, 'editor');
    await eve.lend(session);
    expect(eve.peer.socket.last('error').body.code).toBe('unexpected-message');
  });

  it('are not asked where no owner is here', async () => {
    const { agent, session, ada, path } = await lent();
    const eve = await guest(agent, session, 'editor');
    ada.peer.socket.leave();
    expect(await ask(path, LIST)).toEqual(FAILURE);
    expect(eve.all('connect')).toEqual([]);
    expect(eve.all('refused')).toEqual([]);
  });
});

describe('a cut', () => {
  it('leaves who asked waiting, and they are answered after it', async () => {
    const { agent, session, ada, path } = await lent();
    const input = randomId();
    const listed = ask(path, LIST);
    const { body } = await ada.sent('connect');
    ada.peer.socket.leave(); // before it has answered
    const back = await Client.owner(agent);
    await back.lend(session, ada.forward);
    await back.attach(session, input);
    const again = await back.answer(KEYS);
    expect(again.body.stream).toBe(body.stream);
    expect(await listed).toEqual(KEYS);
  });

  it('of one who doesn’t come back is a refusal after a while', async () => {
    const { agent, ada, path } = await lent();
    const listed = ask(path, LIST);
    await ada.sent('connect');
    ada.peer.socket.leave();
    await agent.clock.pass(LIMITS.streamKeepMs);
    expect(await listed).toEqual(FAILURE);
    expect(agent.keys.lender(ada.forward)).toBeUndefined();
  });
});
