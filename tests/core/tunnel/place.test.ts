// What counts as a place: how people read it, who can reach it, and what may be looked up at all.
import { describe, expect, it } from 'vitest';
import {
  formatPlace,
  isHostName,
  isLoopback,
  isSocketPath,
  overlaps,
  type Place,
} from '../../../core/tunnel/place.ts';

const tcp = (host: string, port = 80): Place => ({ kind: 'tcp', host, port });
const unix = (path: string): Place => ({ kind: 'unix', path });

describe('a place', () => {
  it('is written as people write it', () => {
    expect(formatPlace(tcp('127.0.0.1', 8080))).toBe('127.0.0.1:8080');
    expect(formatPlace(tcp('::1', 8080))).toBe('[::1]:8080');
    expect(formatPlace(unix('/run/db.sock'))).toBe('/run/db.sock');
  });

  it.each(['127.0.0.1', '127.255.255.254', '127.128.0.1', '::1', 'localhost', 'app.localhost'])(
    'of this machine alone: %s',
    (host) => expect(isLoopback(host)).toBe(true),
  );

  it.each(['126.255.255.255', '128.0.0.0', '0.0.0.0', '::', '::2', 'fe80::1', 'db', ''])(
    'that others may reach: %s',
    (host) => expect(isLoopback(host)).toBe(false),
  );
});

describe('only one of two can be listened on', () => {
  it.each<[Place, Place]>([
    [tcp('127.0.0.1'), tcp('127.0.0.1')],
    [tcp('127.0.0.1'), tcp('0.0.0.0')],
    [tcp('::'), tcp('127.0.0.1')],
    [unix('/a'), unix('/a')],
  ])('%j and %j', (a, b) => expect([overlaps(a, b), overlaps(b, a)]).toEqual([true, true]));

  it.each<[Place, Place]>([
    [tcp('127.0.0.1'), tcp('127.0.0.1', 81)],
    [tcp('127.0.0.1'), tcp('127.0.0.2')],
    [tcp('0.0.0.0'), tcp('127.0.0.1', 81)],
    [unix('/a'), unix('/b')],
    [unix('/a'), tcp('/a')],
  ])('but not of %j and %j', (a, b) =>
    expect([overlaps(a, b), overlaps(b, a)]).toEqual([false, false]),
  );
});

describe('what may be looked up', () => {
  it.each(['db', 'db.internal.', 'a-b_c.d', 'bücher.example', '例え.jp', 'x'.repeat(255), '१२'])(
    '%s',
    (host) => expect(isHostName(host)).toBe(true),
  );

  it.each(['', 'a b', 'a\0b', 'a/b', 'a:b', 'a@b', '[::1]', 'a\n', 'x'.repeat(256), '٪'])(
    'but not %j',
    (host) => expect(isHostName(host)).toBe(false),
  );

  it('and paths that every system takes, counted in bytes', () => {
    expect([`/${'x'.repeat(102)}`, `/${'ü'.repeat(51)}`, '/a b'].map(isSocketPath)).toEqual(
      Array(3).fill(true),
    );
    const none = [`/${'x'.repeat(103)}`, `/${'ü'.repeat(52)}`, '/a\0b', '/a\nb'];
    expect(none.map(isSocketPath)).toEqual(Array(4).fill(false));
  });
});
