// ssh's last words, as it prints them, and what a person is told instead. Those that can be
// had from a real server are tested with one (sshShell.test.ts); these are the others.
import { describe, expect, it } from 'vitest';
import type { PtyExit } from '../../../core/pty/pty.ts';
import {
  looksLikeAnyEnd,
  sshEnded,
  sshFailure,
  type SshEnd,
} from '../../../electron/ssh/sshEnding.ts';
import { sshDraft } from '../hosts/drafts.ts';
import { inWords } from '../../../words/said.ts';
import { says } from '../../support/says.ts';

const host = { id: 'x', ...sshDraft({ address: 'web' }) };
const failed = { code: 255, signal: null };

const connecting = (said: string, exit: PtyExit = failed) => ({ exit, wasOnline: false, said });
const online = (said: string, exit: PtyExit = failed) => ({ exit, wasOnline: true, said });
const ended = (end: SshEnd, platform: NodeJS.Platform = 'linux') => sshEnded(host, end, platform);

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
    const state = ended(connecting(words));
    expect(state).toMatchObject({ state: 'failed', message: says(message), canReconnect: true });
    expect(inWords(state.hint)).not.toBe('');
  });

  it('names the line that closes a key file to others', () => {
    const words =
      "UNPROTECTED PRIVATE KEY FILE!\nPermissions 0644 for '/home/me/key' are too open.";
    expect(inWords(ended(connecting(words)).hint)).toContain('chmod 600 /home/me/key');
  });

  it('quotes a path in that line, and reads how ssh has written it', () => {
    const words =
      "UNPROTECTED PRIVATE KEY FILE!\nPermissions 0644 for '/home/J\\303\\266rg/a\\\\b key' are too open.";
    expect(inWords(ended(connecting(words)).hint)).toBe(
      "Close it to others with “chmod 600 '/home/Jörg/a\\b key'”.",
    );
  });

  it('ssh that refuses its own configuration says what closes that', () => {
    const words = 'Bad owner or permissions on /home/me/.ssh/config';
    const state = ended(connecting(words));
    expect(inWords(state.message)).toMatch(/^ssh refused its own configuration/);
    expect(inWords(state.hint)).toContain('“chmod 600 /home/me/.ssh/config”');
  });

  it('an end that the table doesn’t know is told in the system’s words', () => {
    const { message, hint } = ended(
      connecting('ssh: connect to host web port 22: Invalid argument'),
    );
    expect(inWords(message)).toBe('web could not be reached.');
    expect(inWords(hint)).toContain('Invalid argument');
  });

  it('a host key that changed names the key as ssh has looked for it', () => {
    const words = [
      '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @',
      'Offending ECDSA key in C:\\\\Users\\\\me/.ssh/known_hosts:4',
      'Host key for [web]:2222 has changed and you have requested strict checking.',
      'Host key verification failed.',
    ].join('\r\n');
    expect(inWords(ended(connecting(words), 'win32').hint)).toContain(
      '“ssh-keygen -R "[web]:2222"”',
    );
    expect(inWords(ended(connecting(words)).hint)).toContain("“ssh-keygen -R '[web]:2222'”");
  });

  it('ssh that was killed has failed', () => {
    const state = ended(connecting('', { code: null, signal: 'SIGKILL' }));
    expect(state).toMatchObject({ state: 'failed', signal: 'SIGKILL' });
  });
});

// By the sources of Microsoft's ssh: a path is written with each backslash twice.
describe('on Windows', () => {
  const key = String.raw`C:\Users\me\.ssh\id_ed25519`;
  const twice = (path: string): string => path.replaceAll('\\', '\\\\');

  it('names the commands that close a key file to others', () => {
    const words =
      `@ WARNING: UNPROTECTED PRIVATE KEY FILE! @\r\nPermissions for '${twice(key)}' are too open.\r\n` +
      'me@web: Permission denied (publickey).';
    expect(inWords(ended(connecting(words), 'win32').hint)).toBe(
      `In a Command Prompt, close it to others with “icacls "${key}" /reset”, then ` +
        `“icacls "${key}" /inheritance:r /grant:r "%USERNAME%:F"”.`,
    );
  });

  it('and those for a configuration, which may be somebody else’s', () => {
    const words = `Bad owner or permissions on ${twice(String.raw`C:\Users\me`)}/.ssh/config`;
    const { hint } = ended(connecting(words), 'win32');
    const file = String.raw`C:\Users\me/.ssh/config`;
    expect(inWords(hint)).toContain(`“icacls "${file}" /reset”`);
    expect(inWords(hint)).toContain(`“takeown /F "${file}"”`);
  });

  it('leads to the file’s properties where a Command Prompt would read more in its name', () => {
    const words =
      "UNPROTECTED PRIVATE KEY FILE!\r\nPermissions for 'D:\\\\keys\\\\%PATH%' are too open.";
    const { hint } = ended(connecting(words), 'win32');
    expect(inWords(hint)).not.toContain('icacls');
    expect(inWords(hint)).toContain('Security → Advanced');
  });

  it('knows an end also where ssh says last how much went to and fro', () => {
    const figures =
      'Transferred: sent 2528, received 2672 bytes, in 0.1 seconds\r\n' +
      'Bytes per second: sent 20345.8, received 21504.7\r\n';
    const closed = 'Connection to web closed by remote host.\r\nConnection to web closed.\r\n';
    const state = ended(online(`$ \r\n${closed}${figures}`), 'win32');
    expect(state).toMatchObject({ state: 'failed', message: says('web closed the connection.') });
    const shell = online(`exit\r\nConnection to web closed.\r\n${figures}`);
    expect(ended(shell, 'win32')).toMatchObject({ state: 'closed', exitCode: 255 });
    expect(looksLikeAnyEnd(shell)).toBe(false);
  });

  it('of long words only the last are looked at: a server that goes on and on costs no time', () => {
    const banner = 'Unable to negotiate x: no matching cipher found.\n' + 'x\n'.repeat(4_096);
    const { kind, message } = sshFailure(host, connecting(`${banner}Connection refused`), 'linux');
    expect(kind).toBe('refused');
    expect(sshFailure(host, connecting(banner), 'linux').message).not.toContain('in common');
    expect(message).toContain('refused');
  });
});

describe('after the session was open', () => {
  it('a server that fell silent is a dead link', () => {
    const words = 'some output\r\nTimeout, server 10.0.0.1 not responding.\r\n';
    const state = ended(online(words));
    expect(state).toMatchObject({ state: 'failed', canReconnect: true });
    expect(inWords(state.message)).toBe(
      'The link to web is dead: no answer for more than 15 seconds.',
    );
  });

  it.each([
    'Connection closed by UNKNOWN port 65535',
    'Read from remote host web: Connection timed out',
    'Received disconnect from 10.0.0.1 port 22:11: shutting down',
    'ssh_dispatch_run_fatal: Connection to 10.0.0.1 port 22: message authentication code incorrect',
    'client_loop: ssh_packet_write_poll: Connection to 10.0.0.1 port 22: Broken pipe',
  ])('%j is a loss', (words) => {
    const state = ended(online(`some output\r\n${words}\r\n`));
    expect(state).toMatchObject({ state: 'failed', message: says('web closed the connection.') });
  });

  it('what a server writes can’t hide anything in a title or the log', () => {
    const words = 'x\u001b]0;y\u202e z\u0000';
    const { message } = sshFailure(host, online(words), 'linux');
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it.each([
    [2, 'failed'],
    [3, 'closed'], // a program printed it
  ])('words with %d lines after them are the last ones: %s', (lines, state) => {
    const words = `client_loop: send disconnect: Broken pipe\r\n${'more\r\n'.repeat(lines)}`;
    expect(ended(online(words)).state).toBe(state);
  });

  it('a program’s own exit code 255 is an exit code', () => {
    const state = ended(online('exit\r\nConnection to web closed.\r\n'));
    expect(state).toMatchObject({ state: 'closed', exitCode: 255 });
  });

  it('what programs printed earlier is not taken for ssh’s words', () => {
    const printed = 'Connection reset by peer\r\na\r\nb\r\nc\r\nConnection to web closed.\r\n';
    expect(ended(online(printed)).state).toBe('closed');
  });

  it.each([0, 1, 130])('exit code %i is the remote program’s', (code) => {
    const state = ended(online('', { code, signal: null }));
    expect(state).toMatchObject({ state: 'closed', exitCode: code });
  });
});
