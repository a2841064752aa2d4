// What an invitation's link says to a person, and the same one at another address.
import { describe, expect, it } from 'vitest';
import { formatInvitationLink, parseInvitationLink } from '../../../core/link/invitationLink.ts';
import { described, readdressed, readInvitation } from '../../../electron/sharing/readLink.ts';

const TOKEN = 'A'.repeat(43);

function linkTo(
  address: Parameters<typeof formatInvitationLink>[0]['address'],
  fingerprint: string | null = null,
): string {
  const invitation = { id: '0123456789abcdef', role: 'viewer' } as const;
  return formatInvitationLink({
    address,
    token: TOKEN,
    fingerprint,
    name: 'vim',
    invitation,
  });
}

function tcp(host: string, tls = false): string {
  return linkTo({ kind: 'tcp', host, port: 7722, tls });
}

function relayed(host: string, port: number): string {
  const address = { kind: 'relay', host, port, tls: true, agent: 'a'.repeat(32) } as const;
  return linkTo(address, 'ab'.repeat(32));
}

describe('an invitation', () => {
  it('is told by its role, its shell and its address, without its secret', () => {
    const told = described(readInvitation(tcp('10.2.0.14')));
    expect(told).toEqual({
      role: 'viewer',
      name: 'vim',
      address: '10.2.0.14:7722',
      reach: 'network',
    });
  });

  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.9.9.9', 'loopback'],
    ['localhost', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['10.0.0.1', 'network'],
    ['fd00::1', 'network'],
    ['web.example.net', 'network'],
  ])('at %s is for %s', (host, reach) => {
    expect(described(readInvitation(tcp(host))).reach).toBe(reach);
  });

  it('at a socket is for this computer', () => {
    const link = linkTo({ kind: 'unix', path: '/run/agent.sock' });
    expect(described(readInvitation(link))).toMatchObject({
      address: '/run/agent.sock',
      reach: 'socket',
    });
  });

  it.each([
    ['relay.example', 443, 'relay.example', 'relay'],
    ['relay.example', 7443, 'relay.example:7443', 'relay'],
    ['127.0.0.1', 7443, '127.0.0.1:7443', 'loopback'],
  ] as const)('through the relay %s:%d is told by that', (host, port, address, reach) => {
    expect(described(readInvitation(relayed(host, port)))).toMatchObject({ address, reach });
    expect(() => readdressed(relayed(host, port), 'web:7722')).toThrow(/through its relay/);
  });

  it.each(['', 'https://example.net', 'bowline://h:1/?v=1', tcp('h').replace('viewer', 'king')])(
    'is not %j, and that is said in words',
    (text) => {
      expect(() => readInvitation(text)).toThrow(/invitation|pairing/);
    },
  );
});

describe('another address', () => {
  it.each([
    ['web.example.net', 'web.example.net:7722'],
    ['web.example.net:80', 'web.example.net:80'],
    [' 10.0.0.9 ', '10.0.0.9:7722'],
    ['fd00::7', '[fd00::7]:7722'],
    ['[fd00::7]:80', '[fd00::7]:80'],
  ])('%j leads to %s', (typed, address) => {
    const changed = readdressed(tcp('127.0.0.1'), typed);
    expect(changed).toMatchObject({ address, reach: 'network' });
    expect(parseInvitationLink(changed.link)).toMatchObject({ token: TOKEN });
  });

  it.each(['', 'two words', 'host:', 'host:99999', 'host:0', 'a/b', 'bowline://x', 'host:1:2'])(
    '%j is refused',
    (typed) => expect(() => readdressed(tcp('127.0.0.1'), typed)).toThrow(/address|port|host/i),
  );

  it('is not for an agent on a socket, which can listen on no other', () => {
    const link = linkTo({ kind: 'unix', path: '/run/agent.sock' });
    expect(() => readdressed(link, 'web:7722')).toThrow(/socket/);
  });

  it('keeps TLS and the pinned certificate', () => {
    const link = readInvitation(tcp('localhost', true));
    const pinned = formatInvitationLink({ ...link, fingerprint: 'ab'.repeat(32) });
    const changed = parseInvitationLink(readdressed(pinned, 'web').link);
    expect(changed).toMatchObject({ fingerprint: 'ab'.repeat(32), address: { tls: true } });
  });
});
