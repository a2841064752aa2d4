import { describe, expect, it } from 'vitest';
import {
  type AgentMessageError,
  framed,
  MessageReader,
} from '../../../core/sshAgent/agentMessages.ts';
import { answers, keyRequest } from '../../../core/sshAgent/keyRequest.ts';
import { fingerprint, keyList, keyType } from '../../../core/sshAgent/keyList.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { signRequest, text } from '../../support/lentKeys.ts';
import { eachSeed, type Random } from '../../support/random.ts';

function refusal(action: () => unknown): string {
  try {
    action();
    return '';
  } catch (error) {
    return (error as AgentMessageError).code;
  }
}

const plain = (messages: readonly Uint8Array[]): string[] =>
  messages.map((message) => Buffer.from(message).toString('hex'));

describe('a stream of messages', () => {
  it('is cut into them, wherever it was cut on its way', () =>
    eachSeed(200, (random) => {
      const sent = Array.from({ length: random.between(1, 12) }, () =>
        random.bytes(random.pick([1, 2, 5, 300, 5_000])),
      );
      const stream = Buffer.concat(sent.map(framed));
      const reader = new MessageReader();
      const came: Uint8Array[] = [];
      for (let at = 0; at < stream.byteLength;) {
        const end = at + random.pick([1, 2, 3, 4, 7, 1_000, 20_000]);
        const chunk = Buffer.from(stream.subarray(at, end));
        came.push(...reader.push(chunk));
        chunk.fill(0xee); // the socket's buffer is used again
        at = end;
      }
      expect(plain(came)).toEqual(plain(sent));
      expect(reader.waiting).toBe(0);
    }));

  it('is refused by a length alone, before anything of it comes', () => {
    const large = LIMITS.maxKeyMessage;
    const head = (length: number): Buffer => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(length);
      return bytes;
    };
    expect(refusal(() => new MessageReader().push(head(large)))).toBe('');
    expect(refusal(() => new MessageReader().push(head(large + 1)))).toBe('key-message-too-large');
    expect(refusal(() => new MessageReader().push(head(0xffffffff)))).toBe('key-message-too-large');
    expect(refusal(() => new MessageReader().push(head(0)))).toBe('key-message-malformed');
    const reader = new MessageReader();
    expect(refusal(() => [0xff, 0xff, 0xff].map((byte) => reader.push(Buffer.of(byte))))).toBe('');
    expect(refusal(() => reader.push(Buffer.of(0xff)))).toBe('key-message-too-large');
  });

  it('takes the largest, and holds no more than that', () => {
    const reader = new MessageReader();
    const message = Buffer.alloc(LIMITS.maxKeyMessage, 7);
    const [came] = reader.push(framed(message));
    expect(came?.byteLength).toBe(LIMITS.maxKeyMessage);
    expect(reader.waiting).toBe(0);
  });
});

const KEY = Buffer.concat([text('ssh-ed25519'), text('k'.repeat(32))]);

describe('a request', () => {
  it('passes where it lists keys, or signs with one', () => {
    expect(keyRequest(Buffer.of(11))).toEqual({ ask: 'list' });
    const sign = keyRequest(signRequest(KEY, 'data'));
    expect(sign).toEqual({ ask: 'sign', key: KEY, data: Buffer.from('data') });
  });

  it.each([
    ['list the keys of the first version', Buffer.of(1)],
    ['add a key', Buffer.concat([Buffer.of(17), text('ssh-ed25519'), text('k')])],
    ['add one with constraints', Buffer.of(25, 1)],
    ['remove one', Buffer.concat([Buffer.of(18), text(KEY)])],
    ['remove all', Buffer.of(19)],
    ['load a provider', Buffer.concat([Buffer.of(20), text('/usr/lib/evil.so'), text('')])],
    [
      'load one with constraints',
      Buffer.concat([Buffer.of(26), text('/usr/lib/evil.so'), text('')]),
    ],
    ['unload one', Buffer.concat([Buffer.of(21), text('/usr/lib/evil.so'), text('')])],
    ['lock', Buffer.concat([Buffer.of(22), text('x')])],
    ['unlock', Buffer.concat([Buffer.of(23), text('x')])],
    ['bind a session', Buffer.concat([Buffer.of(27), text('session-bind@openssh.com')])],
    ['ask which extensions there are', Buffer.concat([Buffer.of(27), text('query')])],
    ['list with something behind it', Buffer.of(11, 0)],
    ['sign without flags', signRequest(KEY, 'data').subarray(0, -1)],
    ['sign with something behind it', Buffer.concat([signRequest(KEY, 'data'), Buffer.of(0)])],
    ['sign with no key', signRequest('' as never, 'data')],
    ['sign with lengths that lie', Buffer.from('0dffffffff00', 'hex')],
    ['nothing', Buffer.alloc(0)],
  ])('to %s goes nowhere', (_what, message) => {
    expect(keyRequest(message)).toEqual({ ask: 'nothing' });
  });

  it('never is more than what stands in it, whatever comes', () =>
    eachSeed(2_000, (random) => {
      const request = keyRequest(damaged(signRequest(KEY, random.bytes(40)), random));
      if (request.ask !== 'sign') return;
      expect(request.key.byteLength + request.data.byteLength).toBeLessThan(500);
    }));

  it('is answered by what answers it, and nothing else', () => {
    const list = keyRequest(Buffer.of(11));
    const sign = keyRequest(signRequest(KEY, 'data'));
    const kinds = [5, 6, 12, 14, 28, 11, 0].map((kind) => Buffer.of(kind));
    expect(kinds.filter((one) => answers(list, one)).map(([kind]) => kind)).toEqual([12]);
    expect(kinds.filter((one) => answers(sign, one)).map(([kind]) => kind)).toEqual([14]);
    expect(kinds.filter((one) => answers({ ask: 'nothing' }, one))).toEqual([]);
  });
});

function damaged(bytes: Buffer, random: Random): Buffer {
  const cut = Buffer.from(bytes.subarray(0, random.int(bytes.byteLength + 1)));
  for (let n = random.int(4); n > 0 && cut.byteLength > 0; n--) {
    cut[random.int(cut.byteLength)] = random.int(256);
  }
  return random.once(3) ? Buffer.concat([cut, random.bytes(random.int(20))]) : cut;
}

describe('a list of keys', () => {
  const list = (count: number, ...parts: Buffer[]): Buffer => {
    const head = Buffer.alloc(5);
    head[0] = 12;
    head.writeUInt32BE(count, 1);
    return Buffer.concat([head, ...parts]);
  };

  it('has each with its comment, cleaned', () => {
    const bytes = list(2, text(KEY), text('me@laptop'), text('x'), text('a\u001b[31m\nb\u202e'));
    expect(keyList(bytes)).toEqual([
      { key: KEY, comment: 'me@laptop' },
      { key: Buffer.from('x'), comment: 'a[31mb' },
    ]);
    expect(keyList(list(0))).toEqual([]);
  });

  it('is none where it lies about itself', () => {
    expect(keyList(list(2, text(KEY), text('')))).toBeUndefined();
    expect(keyList(list(1, text(KEY), text(''), Buffer.of(0)))).toBeUndefined();
    expect(keyList(list(0xffffffff))).toBeUndefined();
    expect(keyList(Buffer.of(5))).toBeUndefined();
    expect(keyList(Buffer.alloc(0))).toBeUndefined();
  });

  it('is read to its end whatever comes', () =>
    eachSeed(2_000, (random) => {
      const keys = keyList(damaged(list(2, text(KEY), text('a'), text(KEY), text('b')), random));
      for (const { key } of keys ?? []) expect(key.byteLength).toBeLessThan(500);
    }));

  it('names keys as ssh does', () => {
    expect(fingerprint(Buffer.from('x'))).toBe(
      'SHA256:LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE',
    );
    expect([keyType(KEY), keyType(Buffer.of(1))]).toEqual(['ssh-ed25519', '']);
  });
});
