import { describe, expect, it } from 'vitest';
import {
  formatInvitationLink,
  invitationLink,
  linkKind,
  parseInvitationLink,
  type InvitationLink,
} from '../../../core/link/invitationLink.ts';
import { parsePairingLink, PairingLinkError } from '../../../core/link/pairingLink.ts';
import { eachSeed } from '../../support/random.ts';

const TOKEN = 'x7Jm0wq4aLrE2cVbN9_tYk-HsD5fGuP1oIzXe8RvQ3M';
const FINGERPRINT = '00ff'.repeat(16);
const ID = '0123456789abcdef';
const PLAIN = `bowline://build.example:7722/?v=1&invite=${ID}&role=viewer&token=${TOKEN}`;

function errorOf(read: () => unknown): PairingLinkError {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(PairingLinkError);
    return error as PairingLinkError;
  }
  throw new Error('was read');
}

describe('an invitation’s link', () => {
  it('holds what a guest needs', () => {
    expect(parseInvitationLink(`${PLAIN}&tls=1&fp=${FINGERPRINT}&name=build+box`)).toEqual({
      address: { kind: 'tcp', host: 'build.example', port: 7722, tls: true },
      token: TOKEN,
      fingerprint: FINGERPRINT,
      name: 'build box',
      invitation: { id: ID, role: 'viewer' },
    });
  });

  it('is written in the form the documentation shows, and reached as the agent is', () => {
    const agent = parsePairingLink(`bowline://build.example:7722/?v=1&token=${'a'.repeat(43)}`);
    const link = invitationLink(agent, { id: ID, role: 'viewer', token: TOKEN });
    expect(formatInvitationLink(link)).toBe(PLAIN);
  });

  it('is never taken for a pairing link, nor the other way round', () => {
    const pairing = `bowline://build.example:7722/?v=1&token=${TOKEN}`;
    expect(errorOf(() => parsePairingLink(PLAIN))).toMatchObject({ code: 'invitation' });
    expect(errorOf(() => parseInvitationLink(pairing))).toMatchObject({ code: 'pairing' });
    expect([PLAIN, `<${PLAIN.slice(0, 33)}\n  ${PLAIN.slice(33)}>`].map(linkKind)).toEqual([
      'invitation',
      'invitation',
    ]);
    expect([pairing, '', 'hello'].map(linkKind)).toEqual(['pairing', 'pairing', 'pairing']);
  });

  it.each([
    ['invite', PLAIN.replace(ID, 'short')],
    ['role', PLAIN.replace('role=viewer', 'role=owner')],
    ['role', PLAIN.replace('&role=viewer', '')],
    ['token', `bowline:///run/agent.sock?v=1&invite=${ID}&role=viewer`],
    ['token', PLAIN.replace(TOKEN, '')],
    ['port', PLAIN.replace(':7722', '')],
    ['version', PLAIN.replace('v=1&', '')],
  ])('with a bad %s is refused in words', (code, text) => {
    const error = errorOf(() => parseInvitationLink(text));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^This invitation .+\. Ask for it once more\.$/);
  });

  it('comes back as it was written', () =>
    eachSeed(200, (random) => {
      const link: InvitationLink = {
        address: random.once(2)
          ? { kind: 'unix', path: `/run/${random.pick(['a b', 'ü', '%'])}/agent.sock` }
          : { kind: 'tcp', host: 'localhost', port: random.between(1, 65_535), tls: false },
        token: Buffer.from(random.bytes(32)).toString('base64url'),
        fingerprint: null,
        name: random.pick(['', 'x', 'zürich & co', '端末']),
        invitation: {
          id: Buffer.from(random.bytes(8)).toString('hex'),
          role: random.pick(['editor', 'viewer']),
        },
      };
      expect(parseInvitationLink(formatInvitationLink(link))).toEqual(link);
    }));
});
