// The field of jump hosts: written hops and saved hosts, as they are shown, picked and told.
import { expect, it } from 'vitest';
import { savedHop as savedHopOfMain } from '../../electron/ssh/sshFields.ts';
import {
  hopNames,
  MOST_OFFERED,
  offeredHops,
  savedHop,
  withHop,
  withoutHop,
  writtenHops,
} from '../../renderer/lib/jumpHops.ts';

const id = (letter: string): string => `${letter.repeat(8)}-aaaa-4aaa-8aaa-aaaaaaaaaaaa`;
const to = (letter: string): string => `host:${id(letter)}`;
const host = (letter: string, change = {}) => ({
  ...{ id: id(letter), name: `Host ${letter}`, kind: 'ssh' as const, address: `${letter}.example` },
  ...{ user: '', port: '', jumpHost: '', detail: '', ...change },
});

function among(...hosts: ReturnType<typeof host>[]) {
  return (one: string) => hosts.find((known) => known.id === one);
}

it.each([to('a'), 'host:22', 'host', `host:${id('a').toUpperCase()}`, 'host:', `me@${to('a')}`])(
  'reads %s as the main process does',
  (hop) => expect(savedHop(hop)).toBe(savedHopOfMain(hop)),
);

it('shows names, and a deleted host in words', () => {
  expect(hopNames(`me@gate:22, ${to('a')},${to('b')}`, among(host('a')))).toBe(
    'me@gate:22, Host a, a deleted host',
  );
  expect(hopNames('', among())).toBe('');
});

it('offers SSH hosts but itself and what goes through it', () => {
  const hosts = [
    host('a'),
    host('b', { jumpHost: `x,${to('c')}` }),
    host('c', { jumpHost: to('a') }),
    host('d'),
    host('e', { kind: 'local' }),
    host('f', { jumpHost: to('f') }), // a circle of its own
  ];
  const names = (self: string | null, typed = '') =>
    offeredHops(hosts, self, typed).offered.map(({ name }) => name);
  expect(names(id('a'))).toEqual(['Host d', 'Host f']);
  expect(names(null)).toEqual(['Host a', 'Host b', 'Host c', 'Host d', 'Host f']);
  expect(names(null, `${to('a')}, T D`)).toEqual(['Host d']);
  expect(names(null, 'nothing like it')).toHaveLength(5);
});

it('offers so many, and says that there are more', () => {
  const hosts = Array.from({ length: MOST_OFFERED + 1 }, () => host('a'));
  expect(offeredHops(hosts, null, '').more).toBe(true);
  expect(offeredHops(hosts, null, '').offered).toHaveLength(MOST_OFFERED);
});

it('a picked host takes the place of what was typed for it', () => {
  expect(withHop('', id('a'))).toBe(to('a'));
  expect(withHop('gate, ba', id('a'))).toBe(`gate,${to('a')}`);
  expect(withHop(to('a'), id('b'))).toBe(`${to('a')},${to('b')}`);
  expect(withoutHop(`${to('a')},gate`, 0)).toBe('gate');
});

it('is written as ssh takes it, with the first one’s own way', () => {
  const find = among(
    host('a', { user: 'me', port: '22', address: '::1', jumpHost: to('b') }),
    host('b', { jumpHost: 'gate' }),
    host('c', { jumpHost: to('c') }),
  );
  expect(writtenHops(`${to('a')},${to('b')}`, find)).toBe('gate,b.example,me@[::1]:22,b.example');
  expect(writtenHops(to('c'), find).split(',').length).toBeLessThan(20);
  expect(writtenHops(`${to('d')},x`, find)).toBe('x');
});
