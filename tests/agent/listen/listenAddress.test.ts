import { describe, expect, it } from 'vitest';
import { isLoopback, isWildcard, parseListen } from '../../../agent/listen/listenAddress.ts';

describe('an address to listen on', () => {
  it.each([
    ['127.0.0.1:7722', '127.0.0.1', 7722],
    ['localhost:0', 'localhost', 0],
    ['[::1]:7722', '::1', 7722],
    ['0.0.0.0:65535', '0.0.0.0', 65535],
    ['build.example.org:22', 'build.example.org', 22],
  ])('is read from %s', (text, host, port) => {
    expect(parseListen(text)).toEqual({ host, port });
  });

  it.each(['', 'x', '127.0.0.1', ':7722', '127.0.0.1:', '127.0.0.1:70000', '::1:7722', '[x]:1'])(
    'is refused when it is %j',
    (text) => {
      expect(() => parseListen(text)).toThrow(/is no address to listen on/);
    },
  );

  it.each(['127.0.0.1', '127.255.0.9', '::1', '0:0:0:0:0:0:0:1', 'localhost'])(
    'counts as loopback: %s',
    (host) => expect(isLoopback(host)).toBe(true),
  );

  it.each(['0.0.0.0', '::', '10.0.0.1', '128.0.0.1', '::ffff:10.0.0.1', 'localhost.evil.org', ''])(
    'counts as public: %s',
    (host) => expect(isLoopback(host)).toBe(false),
  );

  it('knows those that stand for every address', () => {
    expect(['0.0.0.0', '::', '0:0:0:0:0:0:0:0'].every(isWildcard)).toBe(true);
    expect(['127.0.0.1', '::1', 'x'].some(isWildcard)).toBe(false);
  });
});
