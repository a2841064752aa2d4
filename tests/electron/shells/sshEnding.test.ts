// ssh's last words, as it prints them, and what a person is told instead. Those that can be
// had from a real server are tested with one (sshShell.test.ts); these are the others.
import { describe, expect, it } from 'vitest';
import { sshEnded, sshFailure } from '../../../electron/shells/sshEnding.ts';
import { sshDraft } from '../hosts/drafts.ts';

const host = { id: 'x', ...sshDraft({ address: 'web' }) };
const failed = { code: 255, signal: null };

describe('before the session was open', () => {
  it.each([
    ['ssh: connect to host web port 22: Connection timed out', 'web did not answer.'],
    [
      'ssh: connect to host web port 22: No route to host',
      'There is no way to web from this network.',
    ],
    [
      'ssh: connect to host web port 22: Network is unreachable',
      'There is no way to web from this network.',
    ],
    [
      'Unable to negotiate with 10.0.0.1 port 22: no matching host key type found. Their offer: ssh-rsa',
      'web and this computer’s ssh have no host key type in common.',
    ],
    [
      'Received disconnect from 10.0.0.1: Too many authentication failures',
      'web refused the login.',
    ],
    [
      "@ WARNING: UNPROTECTED PRIVATE KEY FILE! @\r\nPermissions 0644 for '/k' are too open.\r\nweb: Permission denied (publickey).",
      'ssh refused the identity file, because other users can read it.',
    ],
    ['something that nobody has seen before', 'The connection to web failed.'],
  ])('%j', (words, message) => {
    const state = sshEnded(host, failed, false, words);
    expect(state).toMatchObject({ state: 'failed', message, canReconnect: true });
    expect(state.hint).not.toBe('');
  });

  it('names the line that closes a key file to others', () => {
    const words =
      "UNPROTECTED PRIVATE KEY FILE!\nPermissions 0644 for '/home/me/key' are too open.";
    expect(sshEnded(host, failed, false, words).hint).toContain('chmod 600 /home/me/key');
  });

  it('ssh that was killed has failed', () => {
    const state = sshEnded(host, { code: null, signal: 'SIGKILL' }, false, '');
    expect(state).toMatchObject({ state: 'failed', signal: 'SIGKILL' });
  });
});

describe('after the session was open', () => {
  it('a server that fell silent is a dead link', () => {
    const words = 'some output\r\nTimeout, server 10.0.0.1 not responding.\r\n';
    const state = sshEnded(host, failed, true, words);
    expect(state).toMatchObject({ state: 'failed', canReconnect: true });
    expect(state.message).toBe('The link to web is dead: no answer for more than 15 seconds.');
  });

  it.each([
    'Connection closed by UNKNOWN port 65535',
    'Read from remote host web: Connection timed out',
    'Received disconnect from 10.0.0.1 port 22:11: shutting down',
    'ssh_dispatch_run_fatal: Connection to 10.0.0.1 port 22: message authentication code incorrect',
    'client_loop: ssh_packet_write_poll: Connection to 10.0.0.1 port 22: Broken pipe',
  ])('%j is a loss', (words) => {
    const state = sshEnded(host, failed, true, `some output\r\n${words}\r\n`);
    expect(state).toMatchObject({ state: 'failed', message: 'web closed the connection.' });
  });

  it('what a server writes can’t hide anything in a title or the log', () => {
    const words = 'x\u001b]0;y\u202e z\u0000';
    const { message } = sshFailure(host, failed, true, words);
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it.each([
    [2, 'failed'],
    [3, 'closed'], // a program printed it
  ])('words with %d lines after them are the last ones: %s', (lines, state) => {
    const words = `client_loop: send disconnect: Broken pipe\r\n${'more\r\n'.repeat(lines)}`;
    expect(sshEnded(host, failed, true, words).state).toBe(state);
  });

  it('a program’s own exit code 255 is an exit code', () => {
    const state = sshEnded(host, failed, true, 'exit\r\nConnection to web closed.\r\n');
    expect(state).toMatchObject({ state: 'closed', exitCode: 255 });
  });

  it('what programs printed earlier is not taken for ssh’s words', () => {
    const printed = 'Connection reset by peer\r\na\r\nb\r\nc\r\nConnection to web closed.\r\n';
    expect(sshEnded(host, failed, true, printed).state).toBe('closed');
  });

  it.each([0, 1, 130])('exit code %i is the remote program’s', (code) => {
    const state = sshEnded(host, { code, signal: null }, true, '');
    expect(state).toMatchObject({ state: 'closed', exitCode: code });
  });
});
