import { describe, expect, it } from 'vitest';
import {
  formatPairingLink,
  parsePairingLink,
  PairingLinkError,
} from '../../../core/link/pairingLink.ts';
import type { PairingLink } from '../../../core/link/pairingLink.ts';
import { seeded, type Random } from '../../support/random.ts';

const TOKEN = 'x7Jm0wq4aLrE2cVbN9_tYk-HsD5fGuP1oIzXe8RvQ3M';
const FINGERPRINT = '00ff'.repeat(16);
const PLAIN = `bowline://127.0.0.1:7722/?v=1&token=${TOKEN}`;

function faultOf(text: string): string {
  try {
    parsePairingLink(text);
  } catch (error) {
    expect(error).toBeInstanceOf(PairingLinkError);
    return (error as PairingLinkError).code;
  }
  return 'none';
}

describe('a pairing link', () => {
  it('holds address, token, fingerprint and name', () => {
    const link = parsePairingLink(
      `bowline://Build.Example.org:7722/?v=1&token=${TOKEN}&tls=1&fp=${FINGERPRINT}&name=build+box`,
    );
    expect(link).toEqual({
      address: { kind: 'tcp', host: 'build.example.org', port: 7722, tls: true },
      token: TOKEN,
      fingerprint: FINGERPRINT,
      name: 'build box',
    });
  });

  it('is written in the form the documentation shows', () => {
    const address = { kind: 'tcp', host: '::1', port: 7722, tls: true } as const;
    const text = formatPairingLink({ address, token: TOKEN, fingerprint: FINGERPRINT, name: '' });
    expect(text).toBe(`bowline://[::1]:7722/?v=1&token=${TOKEN}&tls=1&fp=${FINGERPRINT}`);
  });

  it('names a unix socket by its path, with no token needed', () => {
    const address = { kind: 'unix', path: '/run/user/1000/a b?c#d%/agent.sock' } as const;
    const link: PairingLink = { address, token: '', fingerprint: null, name: '' };
    const text = formatPairingLink(link);
    expect(text).toBe('bowline:///run/user/1000/a%20b%3Fc%23d%25/agent.sock?v=1');
    expect(parsePairingLink(text)).toEqual(link);
  });

  it.each([
    ['blanks and line ends', `  \n${PLAIN}\r\n`],
    ['angle brackets', `<${PLAIN}>`],
    ['quotes', `“${PLAIN}”`],
    ['backticks', `\`${PLAIN}\``],
    ['a terminal that broke the line', `${PLAIN.slice(0, 40)}\n  ${PLAIN.slice(40)}`],
    ['an upper-case scheme', PLAIN.replace('bowline', 'BOWLINE')],
  ])('is read through %s around it', (_what, text) => {
    expect(parsePairingLink(text)).toEqual(parsePairingLink(PLAIN));
  });

  it('ignores parameters of later versions of the same form', () => {
    expect(parsePairingLink(`${PLAIN}&colour=red`)).toEqual(parsePairingLink(PLAIN));
  });

  it('loses what could disturb a terminal from its name', () => {
    const { name } = parsePairingLink(`${PLAIN}&name=a%1b[2J%E2%80%AEb%0A${'c'.repeat(300)}`);
    expect(name).toBe(`a[2Jb${'c'.repeat(95)}`);
  });

  it.each([
    ['foreign', ''],
    ['foreign', 'https://example.org/'],
    ['foreign', 'ssh deploy@web-eu-1'],
    ['foreign', `${PLAIN}#fragment`],
    ['version', `bowline://127.0.0.1:7722/?token=${TOKEN}`],
    ['version', PLAIN.replace('v=1', 'v=2')],
    ['token', 'bowline://127.0.0.1:7722/?v=1'],
    ['token', `${PLAIN}!`],
    ['token', 'bowline://127.0.0.1:7722/?v=1&token=short'],
    ['port', PLAIN.replace(':7722', '')],
    ['port', PLAIN.replace(':7722', ':0')],
    ['port', PLAIN.replace(':7722', ':65536')],
    ['port', PLAIN.replace(':7722', ':7e3')],
    ['address', PLAIN.replace('127.0.0.1', '')],
    ['address', PLAIN.replace('127.0.0.1', 'two words')],
    ['address', PLAIN.replace('127.0.0.1', '-oProxyCommand=x')],
    ['address', PLAIN.replace('127.0.0.1', 'me@host')],
    ['address', PLAIN.replace('127.0.0.1', '[::zz]')],
    ['address', PLAIN.replace('127.0.0.1', '::1')],
    ['address', PLAIN.replace('/?', '/etc?')],
    ['address', `bowline:///?v=1`],
    ['address', `bowline:///a%00b?v=1`],
    ['address', `bowline:///a%ffb?v=1`],
    ['tls', `${PLAIN}&tls=maybe`],
    ['tls', 'bowline:///run/agent.sock?v=1&tls=1'],
    ['fingerprint', `${PLAIN}&tls=1&fp=abc`],
    ['fingerprint', `${PLAIN}&fp=${FINGERPRINT}`],
    ['too-long', `${PLAIN}&name=${'n'.repeat(5000)}`],
  ])('is refused for its %s (case %#)', (fault, text) => {
    expect(faultOf(text)).toBe(fault);
  });

  it('says what to do when it is of another program', () => {
    expect(() => parsePairingLink('wss://example.org')).toThrow(
      'This is not a Bowline pairing link. It starts with bowline:// and is printed by `bowline-agent pair`.',
    );
  });

  it('tells which side to update when its version is newer', () => {
    expect(() => parsePairingLink(PLAIN.replace('v=1', 'v=3'))).toThrow(/version 3.*Update/s);
  });

  it('never shows its token in an error', () => {
    for (const text of [PLAIN.replace(':7722', ':x'), `${PLAIN}!`, PLAIN.replace('v=1', 'v=')]) {
      expect(() => parsePairingLink(text)).toThrow(PairingLinkError);
      expect(() => parsePairingLink(text)).not.toThrow(TOKEN);
    }
  });
});

describe('pairing links at random', () => {
  it('are read back as they were written', () => {
    const random = seeded(20_261);
    for (let round = 0; round < 2_000; round++) {
      const link = randomLink(random);
      expect(parsePairingLink(formatPairingLink(link))).toEqual(link);
    }
  });

  it('are either read or refused by name, however damaged', () => {
    const random = seeded(20_262);
    for (let round = 0; round < 20_000; round++) {
      const text = damage(formatPairingLink(randomLink(random)), random);
      if (faultOf(text) === 'none') {
        const link = parsePairingLink(text);
        expect(parsePairingLink(formatPairingLink(link))).toEqual(link);
      }
    }
  });
});

function randomLink(random: Random): PairingLink {
  const token = Buffer.from(random.bytes(16 + random.int(32))).toString('base64url');
  const name = random.pick(['', 'a', 'Würfel 7', '5% & more?', '東京 #1']);
  if (random.int(3) === 0) {
    const path = random.pick(['/a', '/run/user/0/bowline.sock', '/tmp/ü b/%41+=&?#/s']);
    return { address: { kind: 'unix', path }, token: '', fingerprint: null, name };
  }
  const host = random.pick(['localhost', '10.0.0.1', '::1', 'fe80::1', 'xn--wrfel-kva.example']);
  const tls = random.int(2) === 0;
  const fingerprint = tls ? Buffer.from(random.bytes(32)).toString('hex') : null;
  const address = { kind: 'tcp', host, port: 1 + random.int(65535), tls } as const;
  return { address, token, fingerprint, name };
}

function damage(text: string, random: Random): string {
  let damaged = text;
  for (let times = 1 + random.int(3); times > 0; times--) {
    const at = random.int(damaged.length + 1);
    const put = random.pick([
      '',
      '%',
      '\0',
      ' ',
      '\n',
      '"',
      ':',
      '/',
      '?',
      '&',
      '=',
      '\ud800',
      'é',
    ]);
    damaged = damaged.slice(0, at) + put + damaged.slice(at + random.int(3));
  }
  return damaged;
}
