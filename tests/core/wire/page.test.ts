// PROTOCOL.md is read as a stranger would read it, and must say what the code does.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHANNEL_ERROR_CODES, CLOSE_CODES } from '../../../core/wire/errors.ts';
import { FrameDecoder } from '../../../core/wire/frameDecoder.ts';
import { decode, encode, type Message } from '../../../core/wire/messages.ts';
import {
  CODES,
  HEADER_BYTES,
  LIMITS,
  PATH,
  SUBPROTOCOL,
  type MessageType,
} from '../../../core/wire/protocol.ts';
import { naiveDecode, naiveEncode } from '../../support/naiveCodec.ts';

const PAGE = readFileSync(new URL('../../../PROTOCOL.md', import.meta.url), 'utf8');

interface Example {
  line: string;
  message: Message;
  bytes: Uint8Array;
}

const EXAMPLES = [...PAGE.matchAll(/^```hex\n(.*)\n([0-9a-f\s]*)```$/gm)].map(
  ([, line, hex]): Example => {
    const [name] = line!.split(' ', 1);
    const { channel, body } = JSON.parse(line!.slice(name!.length)) as Message & { body: object };
    const bytes =
      'bytes' in body ? { bytes: Uint8Array.from(Buffer.from(`${body.bytes}`, 'hex')) } : {};
    const type = name!.toLowerCase() as MessageType;
    return {
      line: line!,
      message: { type, channel, body: { ...body, ...bytes } } as Message,
      bytes: Uint8Array.from(Buffer.from(hex!.replaceAll(/\s/g, ''), 'hex')),
    };
  },
);

/** The rows of the table under a heading: cells without the marks of Markdown. */
function table(heading: string): string[][] {
  const section = PAGE.slice(PAGE.indexOf(`\n${heading}\n`));
  const rows = /\n(\|[^]*?)\n\n/.exec(`${section}\n\n`)![1]!.split('\n').slice(2);
  return rows.map((row) => {
    const cells = row.split('|').slice(1, -1);
    return cells.map((cell) => cell.trim().replaceAll('`', ''));
  });
}

const number = (text: string): number => Number(text.replaceAll(',', ''));

describe('the examples of the page', () => {
  it.each(EXAMPLES)('$line', ({ message, bytes }) => {
    const { type, channel, body } = message;
    expect(encode(type, channel, body)).toEqual(bytes);
    expect([...new FrameDecoder(LIMITS.maxBody).push(bytes)].map(decode)).toEqual([message]);
  });

  it.each(EXAMPLES)('$line, for the naive codec', ({ message, bytes }) => {
    const same = message as unknown as Parameters<typeof naiveEncode>[0];
    expect(naiveEncode(same)).toEqual(bytes);
    expect(naiveDecode(bytes, LIMITS.maxBody).messages).toEqual([message]);
  });

  it('show every message whose body is not JSON', () => {
    const rows = table('### Types').filter(([, , , , body]) => !body!.startsWith('JSON'));
    const shown = new Set(EXAMPLES.map(({ message }) => message.type.toUpperCase()));
    expect(rows.length).toBeGreaterThan(8);
    expect(rows.map(([, name]) => name).filter((name) => !shown.has(name!))).toEqual([]);
  });
});

describe('the page and the code', () => {
  it('know the same types, on the same side of channel 0', () => {
    const rows = table('### Types');
    const codes = rows.map(([code, name]) => [name!.toLowerCase(), Number(code)]);
    expect(Object.fromEntries(codes)).toEqual(CODES);
    for (const [code, name, , channel] of rows) {
      const frame = { code: Number(code), channel: 0, body: new Uint8Array(0) };
      const scope = (() => {
        try {
          decode(frame);
        } catch (error) {
          return (error as Error & { code: string }).code;
        }
        return '';
      })();
      expect([name, scope === 'bad-frame']).toEqual([name, channel !== '0']);
    }
  });

  it('give every error the same close code', () => {
    const rows = table('## 8. Ending').slice(1);
    const codes = rows.flatMap(([code, names]) =>
      names!.split(', ').map((name) => [name, Number(code)] as const),
    );
    expect(Object.fromEntries(codes)).toEqual(CLOSE_CODES);
  });

  it('name the same errors of a channel', () => {
    const [, list] = /^Errors of one channel or request: (.*)\.$/m.exec(PAGE)!;
    expect(list!.replaceAll('`', '').split(', ')).toEqual([...CHANNEL_ERROR_CODES]);
  });

  it('have the same limits', () => {
    const limits = Object.fromEntries(table('## 9. Limits').map(([what, limit]) => [what, limit!]));
    const mebibytes = (bytes: number): string => `${bytes / 1024 / 1024} MiB`;
    expect(limits).toEqual({
      'body before READY': `${LIMITS.maxBodyBeforeReady.toLocaleString('en')} bytes`,
      'body after it': `${LIMITS.maxBody.toLocaleString('en')} bytes`,
      'WebSocket message': `${LIMITS.maxMessage.toLocaleString('en')} bytes`,
      'time to HELLO': `${LIMITS.helloMs / 1000} s`,
      'time to READY': `${LIMITS.handshakeMs / 1000} s`,
      'connections of owners': `${LIMITS.maxConnections}`,
      'connections of guests': LIMITS.maxGuests.toLocaleString('en'),
      'connections not yet READY': `${LIMITS.maxStrangers}`,
      'channels of a connection': `${LIMITS.maxChannels}`,
      'shells of an agent': `${LIMITS.maxShells}`,
      "control messages a peer doesn't read": mebibytes(LIMITS.maxControlBacklog),
      'the same for a guest': `${LIMITS.maxGuestBacklog / 1024} KiB`,
      'unacknowledged input': `${LIMITS.inputWindow / 1024} KiB`,
      'output in flight a client may ask for': mebibytes(LIMITS.maxOutputWindow),
      'columns of a shell': LIMITS.maxCols.toLocaleString('en'),
      'rows of a shell': `${LIMITS.maxRows}`,
      'a screen': mebibytes(LIMITS.maxScreen),
      "invitations that aren't over": `${LIMITS.maxInvitations}`,
      "a chat's message": `${LIMITS.maxChatText.toLocaleString('en')} characters`,
      'streams of a connection': LIMITS.maxStreams.toLocaleString('en'),
      'streams of an agent': LIMITS.maxAgentStreams.toLocaleString('en'),
      'listeners of a connection': `${LIMITS.maxListeners}`,
      'window of a stream at first': mebibytes(LIMITS.maxStreamWindow),
      'wait for a cut stream': `${LIMITS.streamKeepMs / 1000} s`,
      silence: `${LIMITS.silenceMs / 1000} s`,
    });
  });

  it('name only errors that exist', () => {
    const known = new Set([...Object.keys(CLOSE_CODES), ...CHANNEL_ERROR_CODES]);
    const beyond = table('## 9. Limits').map(([, , error]) => error!);
    const errors = beyond.filter((error) => /^[a-z]+-[a-z-]+$/.test(error));
    expect(errors.filter((error) => !known.has(error))).toEqual([]);
    expect(errors.length).toBeGreaterThan(7);
  });

  it('agree on the header, the path, the subprotocol and the heartbeat', () => {
    const fields = table('## 2. Frames').slice(0, -1);
    const sizes = fields.map(([, , size]) => Number(/\d+/.exec(size!)![0]) / 8);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(HEADER_BYTES);
    expect(PAGE).toContain(`path \`${PATH}\`, subprotocol \`${SUBPROTOCOL}\``);
    const [, beat, silence] = /`heartbeatMs` \(([\d,]+);[^]*`silenceMs` \(([\d,]+);/.exec(PAGE)!;
    expect([number(beat!), number(silence!)]).toEqual([LIMITS.heartbeatMs, LIMITS.silenceMs]);
  });
});
