// PROTOCOL.md is read as a stranger would read it, and must say what the code does.
import { describe, expect, it } from 'vitest';
import { MOST_PACKET_BYTES } from '../../../agent/files/extendedTasks.ts';
import { MOST_SESSIONS } from '../../../agent/files/filesService.ts';
import { MOST_HANDLES } from '../../../agent/files/openThings.ts';
import { defaultMemory } from '../../../agent/shells/memorySize.ts';
import { DEFAULT_RETENTION, RETENTION_LIMITS } from '../../../agent/shells/retention.ts';
import { MAX_INLETS } from '../../../agent/shells/shellInput.ts';
import { SHELL_LIMITS } from '../../../agent/shells/shellRegistry.ts';
import { bodies } from '../../../core/wire/bodies.ts';
import { CHANNEL_ERROR_CODES, CLOSE_CODES } from '../../../core/wire/errors.ts';
import { agentProof, clientProof } from '../../../core/auth/proof.ts';
import { FEATURES } from '../../../core/wire/features.ts';
import { FrameDecoder } from '../../../core/wire/frameDecoder.ts';
import { decode, encode } from '../../../core/wire/messages.ts';
import { CODES, HEADER_BYTES, LIMITS, PATH, SUBPROTOCOL } from '../../../core/wire/protocol.ts';
import { inputsOfThePage } from '../../conformance/proofVectors.ts';
import { naiveDecode, naiveEncode } from '../../support/naiveCodec.ts';
import type { Schema } from '../../support/hostileBodies.ts';
import { fieldPaths } from '../../support/schemaPaths.ts';
import { FIELDS, JSON_MESSAGES } from '../../support/protocolFields.ts';
import { EXAMPLES, PAGE, pageNumber, table } from '../../support/protocolPage.ts';

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
    const memoryOf = (machine: number): number =>
      defaultMemory(machine, DEFAULT_RETENTION.logBytes);
    expect(memoryOf(2 ** 30)).toBe(2 ** 30 / 8);
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
      "channels of a guest's connection": `${LIMITS.maxGuestChannels}`,
      'connections of a guest without its place': `${LIMITS.maxGuestWaiting}`,
      'shells of an agent': `${SHELL_LIMITS.running}, fewer where its memory is small`,
      'running shells that nobody is attached to': `${DEFAULT_RETENTION.maxDetached} by default`,
      'output kept of a shell': `${mebibytes(DEFAULT_RETENTION.logBytes)} by default, ${RETENTION_LIMITS.minLogBytes / 1024} KiB at least`,
      'output kept of all shells': `an eighth of the memory, ${mebibytes(memoryOf(0))} to ${mebibytes(memoryOf(2 ** 50))}, by default`,
      'shells that have ended': `${SHELL_LIMITS.ended}`,
      'output of shells that have ended': mebibytes(SHELL_LIMITS.endedBytes),
      'time to attach to a shell that has ended': `${SHELL_LIMITS.endedMs / 60_000} min`,
      'time a program waits for its client without a terminal': `${LIMITS.minRunKeepMs / 1000} s to ${LIMITS.maxRunKeepMs / 3_600_000} h`,
      'inputs remembered a shell, of owners': `${MAX_INLETS.owner}`,
      'inputs remembered a shell, of guests': MAX_INLETS.guest.toLocaleString('en'),
      "control messages a peer doesn't read": mebibytes(LIMITS.maxControlBacklog),
      'the same for a guest': `${LIMITS.maxGuestBacklog / 1024} KiB`,
      'unacknowledged input': `${LIMITS.inputWindow / 1024} KiB`,
      'output in flight a client may ask for': mebibytes(LIMITS.maxOutputWindow),
      'columns of a shell': LIMITS.maxCols.toLocaleString('en'),
      'rows of a shell': `${LIMITS.maxRows}`,
      'a screen': mebibytes(LIMITS.maxScreen),
      "invitations that aren't over": `${LIMITS.maxInvitations}`,
      'messages of a chat that are kept': `${LIMITS.maxChatHistory}`,
      "a chat's message": `${LIMITS.maxChatText.toLocaleString('en')} characters`,
      'streams of a connection': LIMITS.maxStreams.toLocaleString('en'),
      'streams of an agent': LIMITS.maxAgentStreams.toLocaleString('en'),
      'listeners of a connection': `${LIMITS.maxListeners}`,
      'listeners of an agent': `${LIMITS.maxAgentListeners}`,
      'window of a stream at first': mebibytes(LIMITS.maxStreamWindow),
      'wait for a cut stream': `${LIMITS.streamKeepMs / 1000} s`,
      'streams to files of an agent': `${MOST_SESSIONS}`,
      'packet of files': `${MOST_PACKET_BYTES.toLocaleString('en')} bytes`,
      'files and folders open on a stream': `${MOST_HANDLES}`,
      'message of an ssh-agent': `${LIMITS.maxKeyMessage / 1024} KiB`,
      'programs at the ssh-agent of a shell': `${LIMITS.maxKeyConnections}`,
      'wait for the answer of whoever lends keys': `${LIMITS.keyAnswerMs / 1000} s`,
      silence: `${LIMITS.silenceMs / 1000} s`,
    });
  });

  it('have the same fields in every JSON body', () => {
    expect(JSON_MESSAGES.map((name) => name.toLowerCase()).sort()).toEqual(
      Object.keys(bodies).sort(),
    );
    for (const [name, schema] of Object.entries(bodies)) {
      const told = FIELDS.filter(({ message }) => message === name.toUpperCase());
      const paths = told.map(({ path }) => path.join('.'));
      expect([name, paths.sort()]).toEqual([name, fieldPaths(schema as unknown as Schema).sort()]);
    }
  });

  it('name the same features', () => {
    const [, told] = /There are ((?:`[a-z]+`[^`]+?)+)\. The agent picks/.exec(PAGE)!;
    expect([...told!.matchAll(/`([a-z]+)`/g)].map(([, name]) => name)).toEqual([...FEATURES]);
  });

  it('give the same example of a proof', () => {
    const inputs = inputsOfThePage();
    const given = (hex: string): Uint8Array => Buffer.from(hex, 'hex');
    for (const [whose, binding, signed, proof] of table('the proofs are')) {
      const context = {
        clientNonce: given(inputs.clientNonceBytes),
        agentNonce: given(inputs.agentNonceBytes),
        binding: binding === 'pinned' ? inputs.binding : '',
      };
      const made = (whose === 'client' ? clientProof : agentProof)(inputs.token, context);
      expect(Buffer.from(made).toString('base64url')).toBe(proof);
      const label = `bowline v1 ${whose}`;
      expect(label.length + 1 + 64 + context.binding.length).toBe(Number(signed));
    }
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
    expect([pageNumber(beat!), pageNumber(silence!)]).toEqual([
      LIMITS.heartbeatMs,
      LIMITS.silenceMs,
    ]);
  });
});
