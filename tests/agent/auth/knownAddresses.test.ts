import { describe, expect, it } from 'vitest';
import { KnownAddresses, MAX_KNOWN } from '../../../agent/auth/knownAddresses.ts';
import { crowdOf } from '../../../core/link/crowd.ts';

describe('who has logged in from an address', () => {
  it('is known there, and nowhere else', () => {
    const known = new KnownAddresses();
    known.add('192.0.2.1');
    expect([known.has('192.0.2.1'), known.has('192.0.2.2')]).toEqual([true, false]);
  });

  it('is forgotten for those who came since, the one that came longest ago first', () => {
    const known = new KnownAddresses();
    for (let n = 0; n < MAX_KNOWN; n++) known.add(`address ${n}`);
    known.add('address 0'); // once more
    known.add('one more');
    expect(
      ['address 0', 'address 1', 'address 2', 'one more'].map((one) => known.has(one)),
    ).toEqual([true, false, true, true]);
  });
});

describe('one crowd', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['unix', 'unix'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8::3:4:5:6:7', '2001:db8:0:3::/64'],
    ['2001::2:3:4:5:6:7', '2001:0:2:3::/64'],
    ['::2:3:4:5:6:7:8', '0:2:3:4::/64'],
    ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('of %s is %s', (address, crowd) => {
    expect(crowdOf(address)).toBe(crowd);
  });
});
