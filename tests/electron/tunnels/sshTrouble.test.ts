// What is made of ssh's own words for a connection that couldn't be made, as its versions put them.
import { describe, expect, it } from 'vitest';
import { parseForward } from '../../../core/tunnel/forwardArgument.ts';
import { readTrouble } from '../../../electron/tunnels/sshTrouble.ts';

const tcp = parseForward('R', '8080:web.test:3000');
const socket = parseForward('R', '8080:/run/web.sock');

describe('of a remote tunnel', () => {
  it.each([
    ['connect_to web.test: unknown host (Name or service not known)', 'target-unknown'],
    ['connect_to web.test: unknown host (Temporary failure in name resolution)', 'target-unknown'],
    ['connect to web.test port 3000 failed: Connection refused', 'target-refused'],
    ['connect to web.test port 3000 failed: Network is unreachable', 'network-unreachable'],
    ['connect_to web.test port 3000: failed.', 'target-failed'],
  ])('%s', (line, code) => {
    const trouble = readTrouble(line);
    expect(trouble?.concerns(tcp)).toBe(true);
    expect(trouble?.errorFor(tcp, true)).toMatchObject({ code, field: 'target' });
  });

  it('what ssh doesn’t explain isn’t explained', () => {
    const error = readTrouble('connect_to web.test port 3000: failed.')?.errorFor(tcp, true);
    expect(error?.message).toBe('web.test:3000 could not be connected to.');
  });

  it('words that mean nothing to us are passed on', () => {
    const line = 'connect to web.test port 3000 failed: Protocol wrong type for socket';
    const error = readTrouble(line)?.errorFor(tcp, true);
    expect(error?.message).toMatch(/web\.test:3000 failed: Protocol wrong type for socket\./);
  });

  it('a socket, whose port is no port', () => {
    const trouble = readTrouble(
      'connect to /run/web.sock port -2 failed: No such file or directory',
    );
    expect(trouble?.concerns(socket)).toBe(true);
    expect(trouble?.errorFor(socket, true)).toMatchObject({ code: 'target-refused' });
  });

  it.each([
    'connect_to web.test port 3001: failed.',
    'connect_to other.test: unknown host (Name or service not known)',
    'connect to /run/web.sock port -2 failed: Connection refused',
  ])('not of this one: %s', (line) => expect(readTrouble(line)?.concerns(tcp)).toBe(false));
});

it.each(['', 'Warning: remote port forwarding failed for listen port 8080', 'debug1: connected'])(
  '“%s” is about something else',
  (line) => expect(readTrouble(line)).toBeUndefined(),
);
