// What ssh asks is told apart by what OpenSSH itself writes, and by nothing that a server can write.
import { describe, expect, it } from 'vitest';
import { readQuestion, SHOWN_CHARS } from '../../../electron/askpass/readQuestion.ts';
import {
  canBeForced,
  marksServersText,
  readVersion,
} from '../../../electron/askpass/sshVersion.ts';
import { eachSeed } from '../../support/random.ts';

const PIECES = [
  ...["'s password: ", 'root@', "Enter passphrase for key '", "': ", '\n', '(a@b) ', ')'],
  ...['\x1b]0;', '@', '\u200b', 'Enter PIN for ', "Please type 'yes' or 'no': "],
];

const read = (prompt: string, hint = '') => readQuestion(prompt, hint, true);

describe('what ssh writes itself', () => {
  it.each([
    ["deploy@web-eu-1's password: ", { asks: 'password', user: 'deploy', host: 'web-eu-1' }],
    ["me@corp.example@10.0.0.1's password: ", { user: 'me@corp.example', host: '10.0.0.1' }],
    ["root@fe80::1%eth0's password: ", { asks: 'password', user: 'root', host: 'fe80::1%eth0' }],
    [
      "Enter passphrase for key '/home/me/.ssh/id_ed25519': ",
      { asks: 'passphrase', file: '/home/me/.ssh/id_ed25519' },
    ],
    [
      "Enter passphrase for key '/home/me/it's mine/id': ",
      { asks: 'passphrase', file: "/home/me/it's mine/id" },
    ],
    ["Enter PIN for 'YubiKey PIV #123': ", { asks: 'pin', token: 'YubiKey PIV #123' }],
    [
      'Enter PIN for ED25519-SK key /home/me/.ssh/id_ed25519_sk: ',
      { asks: 'pin', token: 'ED25519-SK key /home/me/.ssh/id_ed25519_sk' },
    ],
    [
      'Enter PIN and confirm user presence for ECDSA-SK key /k: ',
      { asks: 'pin', token: 'ECDSA-SK key /k' },
    ],
    ['(deploy@web) Password: ', { asks: 'interactive', user: 'deploy', host: 'web' }],
    ['(deploy@web) 密码：', { asks: 'interactive', user: 'deploy', host: 'web' }],
    ['(me@corp@web) Verification code: ', { asks: 'interactive', user: 'me@corp', host: 'web' }],
    ["Please type 'yes' or 'no': ", { asks: 'host-key' }],
    ["Please type 'yes', 'no' or the fingerprint: ", { asks: 'host-key' }],
  ])('%j', (prompt, expected) => {
    expect(read(prompt)).toMatchObject(expected);
  });

  it('the question about a host key, in all its lines', () => {
    const prompt =
      "The authenticity of host '[127.0.0.1]:2222 ([127.0.0.1]:2222)' can't be established.\n" +
      'ED25519 key fingerprint is SHA256:x+/abc.\nThis key is not known by any other names.\n' +
      'Are you sure you want to continue connecting (yes/no/[fingerprint])? ';
    expect(read(prompt)).toMatchObject({ asks: 'host-key' });
  });

  it('tells by the hint what is for yes or no, and what is only told', () => {
    const allow = 'Allow use of key me@box?\nKey fingerprint SHA256:x.';
    expect(read(allow, 'confirm')).toEqual({ asks: 'confirm', text: allow });
    const touch = 'Confirm user presence for key ED25519-SK SHA256:x';
    expect(read(touch, 'none')).toEqual({ asks: 'touch', text: touch });
  });
});

describe('nothing else is taken for it', () => {
  it.each([
    "(deploy@web) root@bank's password: ",
    "(deploy@web) Enter passphrase for key '/home/me/.ssh/id_ed25519': ",
    "(deploy@web) Enter PIN for 'YubiKey': ",
    "(deploy@web) \nroot@bank's password: ",
    '(deploy@web) (root@bank) Password: ',
  ])('what comes after the mark stays that server’s: %j', (prompt) => {
    expect(read(prompt)).toMatchObject({ asks: 'interactive', user: 'deploy', host: 'web' });
  });

  it.each([
    "root@bank's password:",
    "root@bank's password: \n",
    "\nroot@bank's password: ",
    " root@bank's password: x",
    "Enter root@bank's old password: ",
    "Enter root@bank's new password: ",
    "Retype root@bank's new password: ",
    "Hello\nEnter passphrase for key '/k': ",
    "root@bank's password: \x1b[2J",
    "\x1b[8mroot@bank's password: ",
    "root\u202e@bank's password: ",
    '\r\nssh> ',
    'Passwort: ',
    '',
  ])('%j is unknown', (prompt) => {
    expect(read(prompt).asks).toBe('unknown');
  });

  it('from an ssh that marks no server’s text, all is unknown', () => {
    for (const prompt of ["me@web's password: ", "Enter passphrase for key '/k': ", '(a@b) x: '])
      expect(readQuestion(prompt, '', false).asks).toBe('unknown');
  });

  it('whatever a server writes behind the mark', () =>
    eachSeed(2_000, (random) => {
      const said = Array.from({ length: random.between(1, 8) }, () => random.pick(PIECES));
      expect(['interactive', 'unknown']).toContain(read(`(me@web) ${said.join('')}`).asks);
    }));
});

describe('what is shown', () => {
  it('is cleaned, and no longer than a person reads', () => {
    const { text } = read(`(me@web) \x1b[31mred\x07\u202e ${'x'.repeat(100_000)}`);
    expect(text).toMatch(/^\(me@web\) \[31mred x+\n…\nx+$/);
    expect([...text].length).toBeLessThanOrEqual(SHOWN_CHARS);
  });
});

describe('an ssh', () => {
  it.each([
    ['OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19', [true, true]],
    ['OpenSSH_10.0p2', [true, true]],
    ['OpenSSH_8.5p1', [true, true]],
    ['OpenSSH_8.4p1', [true, false]],
    ['OpenSSH_8.3p1', [false, false]],
    ['OpenSSH_for_Windows_9.5p1', [false, false]],
    ['dropbear 2024', [false, false]],
    ['', [false, false]],
  ])('that says %j', (said, [forced, marks]) => {
    const version = readVersion(said);
    expect([canBeForced(version), marksServersText(version)]).toEqual([forced, marks]);
  });
});
