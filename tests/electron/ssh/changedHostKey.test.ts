// What is read of ssh's refusal of a host key that has changed, as OpenSSH 9.2 prints it.
import { expect, it } from 'vitest';
import { changedHostKey } from '../../../electron/ssh/changedHostKey.ts';

const SAID = [
  '@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@',
  '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @',
  '@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@',
  'IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!',
  'The fingerprint for the ED25519 key sent by the remote host is',
  'SHA256:F0elCETQVvPHRqv6u5+wZ83BPsnp87ObFrLsey9CLEc.',
  'Please contact your system administrator.',
  'Offending ED25519 key in /home/me/my hosts/known_hosts:12',
  '  remove with:',
  '  ssh-keygen -f "/home/me/my hosts/known_hosts" -R "[web]:2222"',
  'Host key for [web]:2222 has changed and you have requested strict checking.',
  'Host key verification failed.',
];

it.each(['\n', '\r\n'])('is the new key, and where the old one stands (%j)', (end) => {
  expect(changedHostKey(SAID.join(end))).toEqual({
    name: '[web]:2222',
    type: 'ED25519',
    fingerprint: 'SHA256:F0elCETQVvPHRqv6u5+wZ83BPsnp87ObFrLsey9CLEc',
    place: '/home/me/my hosts/known_hosts:12',
  });
});

it('is nothing where ssh says less', () => {
  const none = { name: '', type: '', fingerprint: '', place: '' };
  expect(changedHostKey('REMOTE HOST IDENTIFICATION HAS CHANGED!')).toEqual(none);
});
