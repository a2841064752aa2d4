import { describe, expect, it } from 'vitest';
import { describeTunnel, parseForward } from '../../../core/tunnel/forwardArgument.ts';
import { TunnelError } from '../../../core/tunnel/tunnelError.ts';

const tcp = (host: string, port: number) => ({ kind: 'tcp' as const, host, port });
const unix = (path: string) => ({ kind: 'unix' as const, path });

describe('what OpenSSH writes', () => {
  it.each([
    ['8080:localhost:80', tcp('127.0.0.1', 8080), tcp('localhost', 80)],
    ['127.0.0.1:8080:db.internal:5432', tcp('127.0.0.1', 8080), tcp('db.internal', 5432)],
    ['[::1]:8080:[fe80::1]:80', tcp('::1', 8080), tcp('fe80::1', 80)],
    ['8080:/run/db.sock', tcp('127.0.0.1', 8080), unix('/run/db.sock')],
    ['/tmp/a.sock:/run/db.sock', unix('/tmp/a.sock'), unix('/run/db.sock')],
    ['/tmp/a.sock:db:5432', unix('/tmp/a.sock'), tcp('db', 5432)],
    ['0:localhost:80', tcp('127.0.0.1', 0), tcp('localhost', 80)],
  ])('reads %s', (text, listen, target) => {
    expect(parseForward('L', text)).toEqual({ kind: 'local', listen, target });
    expect(parseForward('R', text)).toEqual({ kind: 'remote', listen, target });
  });

  it.each([
    ['*:8080:localhost:80', '0.0.0.0'],
    [':8080:localhost:80', '0.0.0.0'],
    ['10.1.2.3:8080:localhost:80', '10.1.2.3'],
  ])('takes another address than loopback in %s as meant', (text, host) => {
    const spec = parseForward('L', text);
    expect(spec).toMatchObject({ listen: tcp(host, 8080), public: true });
  });

  it('reads what a SOCKS server needs', () => {
    expect(parseForward('D', '1080')).toEqual({
      kind: 'dynamic',
      listen: tcp('127.0.0.1', 1080),
      target: null,
    });
    expect(parseForward('D', '[::1]:1080').listen).toEqual(tcp('::1', 1080));
  });

  it.each([
    ...['', '8080', '8080:80', '8080:localhost', '8080:localhost:0', '8080:localhost:65536'],
    ...['70000:localhost:80', '8080:localhost:http', '[::1:8080:localhost:80', '1:2:3:4:5'],
    ...['[no]:8080:localhost:80', '8080:local host:80', `/${'x'.repeat(104)}:localhost:80`],
    '8080:*:80',
  ])('refuses "%s", with an example', (text) => {
    const refused = (() => {
      try {
        return parseForward('L', text);
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(TunnelError);
    expect(refused).toMatchObject({
      code: 'bad-tunnel',
      hint: expect.stringContaining('8080:') as string,
    });
  });
});

describe('what is refused', () => {
  const hintOf = (letter: 'L' | 'R' | 'D', text: string): string => {
    try {
      parseForward(letter, text);
    } catch (error) {
      return (error as TunnelError).hint;
    }
    return '';
  };

  it.each(['L', 'R', 'D'] as const)('of -%s is told with examples that are right', (letter) => {
    const examples = hintOf(letter, '').match(/\S*\d{4}[^\s,]*|\S*sock[^\s,]*/g) ?? [];
    const ways = examples.map((example) => parseForward(letter, example.replace(/\.$/, '')));
    expect(ways.length).toBeGreaterThanOrEqual(2);
    const kinds = { L: 'local', R: 'remote', D: 'dynamic' };
    for (const { kind } of ways) expect(kind).toBe(kinds[letter]);
  });

  it('of -D has no target', () => {
    for (const text of ['1080:db:80', '127.0.0.1:1080:db:80', '', ':', '1:2:3'])
      expect(hintOf('D', text)).toContain('1080');
  });

  it('is all beyond the last port, and the longest name', () => {
    const name = 'a'.repeat(255);
    expect(parseForward('L', `65535:${name}:65535`)).toMatchObject({
      listen: tcp('127.0.0.1', 65_535),
      target: tcp(name, 65_535),
    });
    for (const text of ['65536:db:80', '80:db:65536', `80:${name}a:80`])
      expect(hintOf('L', text)).not.toBe('');
  });

  it('is shown by no more than its beginning', () => {
    const long = 'x'.repeat(200);
    expect(() => parseForward('L', `${long}y`)).toThrow(long);
    expect(() => parseForward('L', `${long}y`)).not.toThrow(`${long}y`);
  });
});

it('says in a line what a tunnel does', () => {
  expect(describeTunnel(parseForward('L', '8080:db:5432'))).toBe('127.0.0.1:8080 → db:5432');
  expect(describeTunnel(parseForward('R', '8080:db:5432'))).toBe('there 127.0.0.1:8080 → db:5432');
  expect(describeTunnel(parseForward('D', '1080'))).toBe('SOCKS at 127.0.0.1:1080');
});
