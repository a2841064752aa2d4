// Links that lead through a relay: their form, what is said of bad ones, and that links of before
// are what they were.
import { describe, expect, it } from 'vitest';
import {
  formatInvitationLink,
  invitationLink,
  parseInvitationLink,
} from '../../../core/link/invitationLink.ts';
import {
  formatPairingLink,
  parsePairingLink,
  PairingLinkError,
  type PairingLink,
} from '../../../core/link/pairingLink.ts';
import { eachSeed } from '../../support/random.ts';

const TOKEN = 'x7Jm0wq4aLrE2cVbN9_tYk-HsD5fGuP1oIzXe8RvQ3M';
const FP = '00ff'.repeat(16);
const ID = '5txuppnlb7kytplzc7gxlc24vfdsolhs';
const LINK = `bowline://relay.example:443/${ID}?v=1&token=${TOKEN}&tls=1&fp=${FP}&name=box`;
const PARSED: PairingLink = {
  address: { kind: 'relay', host: 'relay.example', port: 443, tls: true, agent: ID },
  token: TOKEN,
  fingerprint: FP,
  name: 'box',
};

function faultOf(text: string): string {
  try {
    parsePairingLink(text);
  } catch (error) {
    expect(error).toBeInstanceOf(PairingLinkError);
    return `${(error as PairingLinkError).code}: ${(error as Error).message}`;
  }
  return 'none';
}

describe('a link through a relay', () => {
  it('names the relay, the agent by its id, and its certificate', () => {
    expect(parsePairingLink(LINK)).toEqual(PARSED);
    expect(formatPairingLink(PARSED)).toBe(LINK);
  });

  it('may name an address where no relay is needed', () => {
    const direct = { host: '::1', port: 7722 };
    const link = { ...PARSED, address: { ...PARSED.address, direct } } as PairingLink;
    const text = formatPairingLink(link);
    expect(text).toContain('&direct=%5B%3A%3A1%5D%3A7722');
    expect(parsePairingLink(text)).toEqual(link);
  });

  it('is an invitation, too', () => {
    const made = { id: '0123456789abcdef', role: 'viewer', token: TOKEN } as const;
    const text = formatInvitationLink(invitationLink(PARSED, made));
    expect(parseInvitationLink(text)).toEqual({
      ...PARSED,
      invitation: { id: made.id, role: 'viewer' },
    });
  });

  it.each([
    ['no fingerprint', LINK.replace(`&fp=${FP}`, ''), /^fingerprint: .*through a relay/],
    ['half a fingerprint', LINK.replace('00ff', ''), /^fingerprint: .*damaged/],
    ['no token', LINK.replace(`&token=${TOKEN}`, ''), /^token: /],
    ['a short id', LINK.replace(ID, ID.slice(1)), /^address: /],
    ['a folder below the id', LINK.replace(ID, `${ID}/x`), /^address: /],
    ['a direct address without a port', `${LINK}&direct=box`, /^port: /],
    ['a direct address that is none', `${LINK}&direct=b%20x:1`, /^address: /],
    ['no port', LINK.replace(':443', ''), /^port: /],
  ])('with %s is refused in words', (_what, text, fault) => {
    expect(faultOf(text)).toMatch(fault);
  });

  it('is read as a whole or not at all, however it was damaged', async () => {
    await eachSeed(400, (random) => {
      let text = LINK;
      for (let times = 1 + random.int(3); times > 0; times--) {
        const at = random.int(text.length + 1);
        const put = random.pick(['', '/', '?', '&', '=', '%', ':', '\0', 'é', '2', 'z']);
        text = text.slice(0, at) + put + text.slice(at + random.int(3));
      }
      if (!/^none/.test(faultOf(text))) return;
      const link = parsePairingLink(text);
      expect(parsePairingLink(formatPairingLink(link))).toEqual(link);
      if (link.address.kind === 'relay') expect(link.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    });
  });
});

it('a link of before is what it was, whatever it is called', () => {
  const text = `bowline://build.example:7722/?v=1&token=${TOKEN}&tls=1&direct=nonsense`;
  expect(parsePairingLink(text).address).toEqual({
    ...{ kind: 'tcp', host: 'build.example', port: 7722, tls: true },
  });
});
