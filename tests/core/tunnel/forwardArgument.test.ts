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

it('says in a line what a tunnel does', () => {
  expect(describeTunnel(parseForward('L', '8080:db:5432'))).toBe('127.0.0.1:8080 → db:5432');
  expect(describeTunnel(parseForward('R', '8080:db:5432'))).toBe('there 127.0.0.1:8080 → db:5432');
  expect(describeTunnel(parseForward('D', '1080'))).toBe('SOCKS at 127.0.0.1:1080');
});
