// Finding hosts by what is typed.
import { describe, expect, it } from 'vitest';
import { filterHosts, foundIn, typeAhead } from '../../renderer/lib/filter.ts';
import { kinds } from './kinds.ts';

function host(name: string, more: { kind?: 'ssh' | 'agent' | 'local'; address?: string } = {}) {
  const { kind = 'ssh', address = '' } = more;
  return { name, kind, address, user: '', detail: address };
}

const hosts = [
  host('old-web'),
  host('db', { address: 'db.web.example' }),
  host('Web-1'),
  host('gpu', { kind: 'agent' }),
];
const names = (typed: string) =>
  filterHosts(hosts, typed, (kind) => kinds.of(kind).word).map(({ name }) => name);

describe('the filter box', () => {
  it('shows all hosts in their order while it is empty', () => {
    expect(names('  ')).toEqual(['old-web', 'db', 'Web-1', 'gpu']);
  });

  it('finds names, addresses and kinds, without regard to case, names that begin so first', () => {
    expect(names('WEB')).toEqual(['Web-1', 'old-web', 'db']);
    expect(names('agent')).toEqual(['gpu']);
  });

  it('wants every word, in any order', () => {
    expect(names('example db')).toEqual(['db']);
    expect(names('example gpu')).toEqual([]);
  });
});

describe('what was typed, in a name', () => {
  const marked = (name: string, typed: string) =>
    foundIn(name, typed)
      .map(({ text, found }) => (found ? `[${text}]` : text))
      .join('');

  it('is marked wherever it stands, as it is written there', () => {
    expect(marked('Lagerverwaltung', 'lager')).toBe('[Lager]verwaltung');
    expect(marked('wms-lager-3', '3 LAGER')).toBe('wms-[lager]-[3]');
    expect(marked('数据库-主', '数据')).toBe('[数据]库-主');
  });

  it('is text and no pattern, and of two words that begin alike the longer is marked', () => {
    expect(marked('a.b (c', '. (')).toBe('a[.]b [(]c');
    expect(marked('webserver', 'web webs')).toBe('[webs]erver');
  });

  it('is marked nowhere where nothing was typed, or it is elsewhere than in the name', () => {
    expect(foundIn('web', '  ')).toEqual([{ text: 'web', found: false }]);
    expect(marked('web', 'agent')).toBe('web');
  });
});

describe('typing a name in the list', () => {
  const list = ['alpha', 'beta', 'Bravo', 'charlie'];

  it('goes to the next name that begins so, round the end', () => {
    expect([typeAhead(list, 0, 'b'), typeAhead(list, 1, 'b'), typeAhead(list, 2, 'b')]).toEqual([
      1, 2, 1,
    ]);
  });

  it('stays where it is while more letters still fit', () => {
    expect([typeAhead(list, 1, 'be'), typeAhead(list, 1, 'br')]).toEqual([1, 2]);
  });

  it('finds nothing where nothing begins so', () => {
    expect(typeAhead(list, 0, 'z')).toBe(-1);
  });
});
