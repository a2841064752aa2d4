// Addresses and names are read without Node's modules, and as Node's modules read them.
import { BlockList, isIP, isIPv6 as nodeIsIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { expect, it } from 'vitest';
import { domainToAscii } from '../../../core/link/domainName.ts';
import { ipVersion, isIPv6, isLoopbackAddress } from '../../../core/link/ipAddress.ts';
import { seeded } from '../../support/random.ts';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

const ADDRESSES = [
  ...[
    '127.0.0.1',
    '127.255.0.9',
    '126.0.0.1',
    '1.2.3',
    '0x7f.1',
    '017.0.0.1',
    '127.1',
    '1.2.3.4.5',
  ],
  ...['256.1.1.1', '1.2.3.4 ', '٣.1.1.1', '', '::', '::1', '::1%lo', 'fe80::1%eth0', '::1%', '%lo'],
  ...[
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '[::1]',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7',
  ],
  ...['1::2::3', '12345::', 'g::', ':::', '::1/64', '64:ff9b::127.0.0.1', '01.2.3.4', '2130706433'],
];

it.each(ADDRESSES)('tells what %j is as the system does', (text) => {
  expect([ipVersion(text), isIPv6(text)]).toEqual([isIP(text), nodeIsIPv6(text)]);
});

it('tells any text as the system does', () => {
  const random = seeded(20_001);
  const pick = (letters: string): string => random.pick([...letters]);
  for (let round = 0; round < 20_000; round++) {
    const letters = round % 2 ? '0127f:.%' : '0125.';
    const text = Array.from({ length: random.between(1, 16) }, () => pick(letters)).join('');
    expect([text, ipVersion(text)]).toEqual([text, isIP(text)]);
  }
});

it.each(ADDRESSES.filter((text) => isIP(text) > 0))('%s is loopback where it is', (text) => {
  const expected = LOOPBACK.check(text, isIP(text) === 6 ? 'ipv6' : 'ipv4');
  expect(isLoopbackAddress(text)).toBe(expected);
});

it.each([
  ...[
    'localhost',
    'LocalHost',
    'bücher.example',
    'faß.de',
    'ｌocalhost',
    'a b',
    'a/b',
    'a?b',
    'a#b',
    '',
  ],
  ...[
    'xn--iñvalid.com',
    'xn--bcher-kva.example',
    'a..b',
    '-a',
    'a_b',
    '例え.テスト',
    'a%41',
    'a:1',
    'a@b',
  ],
  ...['none.invalid', '0x7f.1', '127.1', '[::1]', 'a\u200bb', 'a\u202eb', 'x'.repeat(300)],
])('writes the name %j as Node does', (name) => {
  expect(domainToAscii(name)).toBe(domainToASCII(name));
});
