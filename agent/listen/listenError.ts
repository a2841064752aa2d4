// Why an address can't be listened on, in words.
import { AgentError, messageOf, systemCode } from '../agentError.ts';

const REASONS: Readonly<Record<string, readonly [text: string, hint: string]>> = {
  EADDRINUSE: [
    'another program listens there already',
    'Choose another port with --listen HOST:PORT; port 0 takes a free one.',
  ],
  EACCES: [
    "you don't have permission",
    'Ports below 1024 need root on most systems; choose a higher one with --listen HOST:PORT.',
  ],
  EADDRNOTAVAIL: [
    'this machine has no such address',
    'Choose one that it has, or 127.0.0.1, with --listen HOST:PORT.',
  ],
  ENOTFOUND: ["the name can't be found", 'Write the IP address instead.'],
};

export function explainListenError(error: unknown, address: string): AgentError {
  const [reason, hint] = REASONS[systemCode(error)] ?? [messageOf(error), ''];
  const code = systemCode(error) === 'EADDRINUSE' ? 'ADDRESS_IN_USE' : 'CANNOT_LISTEN';
  return new AgentError(code, `The agent can't listen on ${address}: ${reason}.`, hint, {
    cause: error,
  });
}
