// What is advised where nothing listens depends on who could.
import { describe, expect, it } from 'vitest';
import type { AgentAddress } from '../../../core/link/pairingLink.ts';
import { describeDialError } from '../../../core/socket/connectFailure.ts';

function hint(host: string, platform: NodeJS.Platform): string {
  const address: AgentAddress = { kind: 'tcp', host, port: 7722, tls: false };
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  return describeDialError(refused, address, undefined, platform).hint;
}

describe('an agent on this computer that isn’t there', () => {
  it.each(['127.0.0.1', '::1', 'localhost'])('is looked for in WSL on Windows: %s', (host) => {
    expect(hint(host, 'win32')).toMatch(/^On Windows itself bowline-agent doesn’t run yet. .*WSL/);
    expect(hint(host, 'linux')).toMatch(/^Check that bowline-agent is running there/);
  });

  it('is looked for there where it is another computer’s', () => {
    expect(hint('192.0.2.7', 'win32')).toMatch(/^Check that bowline-agent is running there/);
  });
});

it('what happened and what to do are told as data, and in words to whoever asks', () => {
  const address: AgentAddress = { kind: 'tcp', host: '192.0.2.7', port: 7722, tls: false };
  const failure = describeDialError(new Error('HTTP 503'), address, 503);
  const facts = { agent: '192.0.2.7:7722' };
  expect(failure).toMatchObject({
    ...{ kind: 'busy', said: { code: 'agent-has-no-room', facts } },
    ...{ advice: { code: 'close-connections' }, hint: expect.stringMatching(/^Close some/) },
    message: 'The agent at 192.0.2.7:7722 has no room for another connection.',
  });
});
