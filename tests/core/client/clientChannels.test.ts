// The channels of a connection that are no shell's: whose a message is, and who may open one.
import { beforeEach, describe, expect, it } from 'vitest';
import { ClientChannels } from '../../../core/client/clientChannels.ts';
import { ScreenParts } from '../../../core/client/screenParts.ts';
import { Outbox } from '../../../core/connection/outbox.ts';
import { FIRST_AGENT_CHANNEL, LIMITS } from '../../../core/wire/protocol.ts';
import { named } from '../../support/protocolErrors.ts';

const FORWARD = 'a'.repeat(32);

let sent: unknown[];
let channels: ClientChannels;

beforeEach(() => {
  sent = [];
  channels = new ClientChannels({
    ...{ outbox: new Outbox(), maxBody: LIMITS.maxBody },
    send: (type, channel, body) => void sent.push([type, channel, body]),
  });
});

const connect = (number: number, forward = FORWARD): void =>
  channels.receive({
    ...{ type: 'connect', channel: FIRST_AGENT_CHANNEL + number },
    body: { stream: 'b'.repeat(32), window: 1, forward },
  });

describe('what the agent opens', () => {
  it('goes to whoever takes it for that listener', () => {
    const came: number[] = [];
    channels.accept(FORWARD, (channel) => came.push(channel - FIRST_AGENT_CHANNEL));
    connect(0);
    connect(5);
    expect([came, sent]).toEqual([[0, 5], []]);
  });

  it('is refused where nobody does, or no more', () => {
    connect(0);
    channels.accept(FORWARD, () => expect.fail('nobody takes it'));
    channels.acceptNoMore(FORWARD);
    connect(1);
    expect(sent).toMatchObject([
      ['reset', FIRST_AGENT_CHANNEL, { code: 'stopped', message: 'This tunnel was stopped.' }],
      ['reset', FIRST_AGENT_CHANNEL + 1, { code: 'stopped' }],
    ]);
  });

  it('has numbers that go up, and are the agent’s', () => {
    connect(1);
    expect([1, 0, -1].map((number) => named(() => connect(number)))).toEqual(
      Array(3).fill('unexpected-message'),
    );
    expect(named(() => connect(2))).toBe('');
  });
});

describe('a channel', () => {
  it('has a number that was never used, and is heard until it is released', () => {
    const heard: number[] = [];
    const [first, second] = [channels.take(), channels.take()];
    expect([first, second]).toEqual([1, 2]);
    channels.bind(first, { receive: ({ channel }) => heard.push(channel) });
    const tell = (): void => channels.receive({ type: 'ended', channel: first, body: {} });
    tell();
    channels.release(first);
    tell();
    expect([heard, channels.take()]).toEqual([[1], 3]);
  });
});

describe('screens in parts', () => {
  it('are counted one by one', () => {
    const parts = new ScreenParts();
    const part = { offset: 0, cols: 80, rows: 24, bytes: new Uint8Array(LIMITS.maxScreen / 2) };
    for (let times = 0; times < 3; times++) {
      expect(parts.add({ ...part, more: 1 })).toBeUndefined();
      expect(parts.begun).toBe(true);
      expect(parts.add({ ...part, more: 0 })?.bytes.byteLength).toBe(LIMITS.maxScreen);
      expect(parts.begun).toBe(false);
    }
  });
});
