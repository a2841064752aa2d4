// Whatever string a peer can put into a message comes out of the decoder fit to be shown, or is one
// of the few that stand here, which a program or the system gets as they are.
import { expect, it } from 'vitest';
import { AgentError } from '../../../agent/agentError.ts';
import { ConnectFailure, describeDialError } from '../../../core/socket/connectFailure.ts';
import { shownJson } from '../../../core/text/clean.ts';
import { TunnelError } from '../../../core/tunnel/tunnelError.ts';
import { ChannelError, ProtocolError } from '../../../core/wire/errors.ts';
import { FrameDecoder } from '../../../core/wire/frameDecoder.ts';
import { decode } from '../../../core/wire/messages.ts';
import { CODES } from '../../../core/wire/protocol.ts';
import {
  BODY_NAMES,
  HOSTILE,
  hostileBody,
  rawFrame,
  stringsOf,
  UNSEEN,
} from '../../support/hostileBodies.ts';
import { told } from '../../support/told.ts';

/** `exact` in bodies.ts, and what the agent judges itself. */
const AS_THEY_ARE = new Set([
  ...['open.login.env.*', 'open.login.greeting'],
  ...['open.command[]', 'open.cwd', 'open.env.*', 'open.name', 'attach.name'],
  ...['open.login.env.*', 'open.login.greeting'], // the latter is output of the shell
  ...['connect.target.path', 'listen.at.path', 'listening.at.path'],
  ...['request.params.list[]', 'request.params.*', 'request.params.*.deep'],
]);

function decoded(name: (typeof BODY_NAMES)[number]): unknown {
  const frames = decodeFrames(rawFrame(name, isOfConnection(name) ? 0 : 1, hostileBody(name)));
  return frames[0]!.body;
}

const CONNECTION = ['hello', 'welcome', 'auth', 'ready', 'error', 'goodbye', 'request', 'response'];
const isOfConnection = (name: string): boolean => CONNECTION.includes(name);

function decodeFrames(bytes: Uint8Array) {
  return [...new FrameDecoder(1 << 20).push(bytes)].map((frame) => decode(frame)!);
}

it.each(BODY_NAMES)('%s is decoded without anything that can’t be seen', (name) => {
  const strings = stringsOf(decoded(name), name);
  for (const [path, text] of strings) {
    if (AS_THEY_ARE.has(path)) continue;
    expect(text, path).not.toMatch(UNSEEN);
    if (path !== 'chat.text') expect(text, path).not.toContain('\n');
  }
});

it('leaves alone what a program or the system gets', () => {
  const all = BODY_NAMES.flatMap((name) => stringsOf(decoded(name), name));
  const exact = all.filter(([, text]) => text === HOSTILE).map(([path]) => path);
  expect(new Set(exact)).toEqual(AS_THEY_ARE);
});

it.each([
  ['ChannelError', () => new ChannelError('x', HOSTILE)],
  ['ProtocolError', () => new ProtocolError('bad-body', HOSTILE)],
  ['ConnectFailure', () => new ConnectFailure('lost', told(HOSTILE), told(HOSTILE))],
  ['TunnelError', () => new TunnelError('stopped', told(HOSTILE), told(HOSTILE))],
  ['AgentError', () => new AgentError('x', HOSTILE, HOSTILE)],
  [
    'a certificate that names it',
    () =>
      describeDialError(
        Object.assign(new Error(`altnames: DNS:${HOSTILE}`), {
          code: 'ERR_TLS_CERT_ALTNAME_INVALID',
        }),
        { kind: 'tcp', host: 'h', port: 1, tls: true },
      ),
  ],
])('%s says it in one bounded line', (_name, make) => {
  const error = make() as Error & { hint?: string };
  for (const text of [error.message, error.hint ?? '']) {
    expect(text).not.toMatch(UNSEEN);
    expect(text).not.toContain('\n');
  }
  expect(new ChannelError('x', 'y'.repeat(100_000)).message.length).toBeLessThan(3_000);
});

it('escapes it in JSON, of which nothing is lost', () => {
  const value = { [HOSTILE]: [HOSTILE, '\u{e0041}'] };
  expect(shownJson(value)).not.toMatch(UNSEEN);
  expect(shownJson(value)).not.toContain('\n');
  expect(JSON.parse(shownJson(value))).toEqual(value);
});

it('knows every message with a body of words', () => {
  expect(Object.keys(CODES)).toEqual(expect.arrayContaining([...BODY_NAMES]));
});
