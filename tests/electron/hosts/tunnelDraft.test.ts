// What the form of a tunnel refuses, at which field and with which words; what it makes of input
// that is merely untidy; and what is carried out in the end.
import { describe, expect, it } from 'vitest';
import { parseTunnelDraft, toSpec } from '../../../electron/hosts/tunnelDraft.ts';
import type { TunnelDraft } from '../../../electron/ipc/contract.ts';
import { proxyDraft, tunnelDraft } from './tunnelDrafts.ts';
import { problemsIn } from '../../../renderer/lib/problems.ts';

type Kind = 'agent' | 'ssh';

function errorsOf(draft: TunnelDraft, carriedBy: Kind = 'agent', hasPassword = false) {
  const result = parseTunnelDraft(draft, { carriedBy, hasPassword });
  return result.ok ? {} : problemsIn(result.errors);
}

function normal(draft: TunnelDraft, carriedBy: Kind = 'agent'): TunnelDraft {
  const result = parseTunnelDraft(draft, { carriedBy, hasPassword: false });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.draft;
}

describe('a port', () => {
  it.each(['', 'http', '-1', '65536', '1e3', '80 81', '0x50', '999999'])(
    '%j is refused at its field',
    (port) => {
      expect(Object.keys(errorsOf(tunnelDraft({ listenPort: port })))).toEqual(['listenPort']);
      expect(Object.keys(errorsOf(tunnelDraft({ targetPort: port })))).toEqual(['targetPort']);
    },
  );

  it('0 takes a free one, and leads nowhere', () => {
    expect(errorsOf(tunnelDraft({ listenPort: '0' }))).toEqual({});
    expect(errorsOf(tunnelDraft({ targetPort: '0' }))).toHaveProperty('targetPort');
  });

  it('loses spaces and zeros before it', () => {
    expect(normal(tunnelDraft({ listenPort: ' 08080 ' })).listenPort).toBe('8080');
  });
});

describe('where it listens', () => {
  it.each(['127.0.0.1', '127.9.9.9', '::1', '[::1]', 'localhost', '', ' '])(
    '%j is for programs of that machine only',
    (listenAddress) => {
      expect(errorsOf(tunnelDraft({ listenAddress }))).toEqual({});
      expect(normal(tunnelDraft({ listenAddress, shared: true })).shared).toBe(false);
    },
  );

  it.each(['0.0.0.0', '*', '::', '192.168.1.7', 'my-name', '1270.0.0.1'])(
    '%j must be meant',
    (listenAddress) => {
      const errors = errorsOf(tunnelDraft({ listenAddress }));
      expect(errors.listenAddress).toMatch(/Other machines could connect there/);
      expect(errorsOf(tunnelDraft({ listenAddress, shared: true }))).toEqual({});
    },
  );

  it('no address means loopback, a star means all', () => {
    expect(normal(tunnelDraft({ listenAddress: '' })).listenAddress).toBe('127.0.0.1');
    expect(normal(tunnelDraft({ listenAddress: '*', shared: true })).listenAddress).toBe('0.0.0.0');
  });

  it.each(['a b', '-oProxyCommand=x', 'a;b', 'me@there', 'host:80', 'a\u0007b', 'x'.repeat(256)])(
    '%j is no address',
    (address) => {
      expect(errorsOf(tunnelDraft({ listenAddress: address }))).toHaveProperty('listenAddress');
      expect(errorsOf(tunnelDraft({ targetAddress: address }))).toHaveProperty('targetAddress');
    },
  );
});

describe('a socket', () => {
  it('needs no port, and is for its owner only', () => {
    const draft = normal(tunnelDraft({ listenAddress: '/run/a.sock', shared: true }));
    expect(draft).toMatchObject({ listenPort: '', shared: false });
    expect(normal(tunnelDraft({ targetAddress: '/run/b.sock', targetPort: 'x' })).targetPort).toBe(
      '',
    );
  });

  it.each(['/a\u0000b', '/a\nb', `/${'x'.repeat(103)}`])('%j is refused', (path) => {
    expect(errorsOf(tunnelDraft({ listenAddress: path }))).toHaveProperty('listenAddress');
    expect(errorsOf(tunnelDraft({ targetAddress: path }))).toHaveProperty('targetAddress');
  });

  it.each(['/run/50%.sock', '/a%h', '/a${HOME}', '/a b', '/a"b', '/a:b', '/a\\b'])(
    '%j is a path like any other, also for ssh',
    (path) => {
      for (const carrier of ['agent', 'ssh'] as const) {
        expect(errorsOf(tunnelDraft({ targetAddress: path }), carrier)).toEqual({});
        expect(errorsOf(tunnelDraft({ listenAddress: path }), carrier)).toEqual({});
      }
    },
  );
});

describe('a SOCKS proxy', () => {
  it('has no target, and a login only if both halves are there', () => {
    expect(errorsOf(proxyDraft({ targetPort: 'x' }))).toEqual({});
    expect(errorsOf(proxyDraft({ password: '' }))).toEqual({ password: 'Enter a password, too.' });
    expect(errorsOf(proxyDraft({ user: '' }))).toEqual({ password: 'Enter a user name, too.' });
    expect(errorsOf(proxyDraft({ password: '' }), 'agent', true)).toEqual({});
  });

  it('has a login no longer than SOCKS can say', () => {
    const long = 'ü'.repeat(128);
    const errors = errorsOf(proxyDraft({ user: long, password: long }));
    expect(Object.keys(errors)).toEqual(['user', 'password']);
  });

  it('of OpenSSH knows no login, and no socket', () => {
    expect(errorsOf(proxyDraft(), 'ssh').user).toMatch(/knows no logins/);
    const socket = proxyDraft({ user: '', password: '', listenAddress: '/run/a.sock' });
    expect(errorsOf(socket, 'ssh').listenAddress).toMatch(/not on a socket/);
  });

  it('keeps nothing of what was typed for another kind, and the other way round', () => {
    expect(normal(proxyDraft({ targetAddress: 'db' })).targetAddress).toBe('');
    expect(normal(tunnelDraft({ user: 'me', password: 'x' }))).toMatchObject({
      user: '',
      password: '',
    });
  });
});

describe('what is carried out', () => {
  it('of a local tunnel', () => {
    expect(toSpec(normal(tunnelDraft({ listenAddress: '[::1]' })))).toEqual({
      kind: 'local',
      listen: { kind: 'tcp', host: '::1', port: 8080 },
      target: { kind: 'tcp', host: 'localhost', port: 80 },
    });
  });

  it('of a proxy for others, with its login', () => {
    expect(toSpec(normal(proxyDraft({ listenAddress: '*', shared: true })))).toEqual({
      kind: 'dynamic',
      listen: { kind: 'tcp', host: '0.0.0.0', port: 8080 },
      target: null,
      login: { user: 'me', password: expect.any(String) },
      public: true,
    });
  });

  it('of sockets at both ends', () => {
    const draft = tunnelDraft({ kind: 'remote', listenAddress: '/a', targetAddress: '/b' });
    expect(toSpec(normal(draft))).toEqual({
      kind: 'remote',
      listen: { kind: 'unix', path: '/a' },
      target: { kind: 'unix', path: '/b' },
    });
  });
});

it('a name has a bound, and one line', () => {
  expect(errorsOf(tunnelDraft({ name: 'x'.repeat(100) }))).toEqual({});
  expect(errorsOf(tunnelDraft({ name: 'x'.repeat(101) }))).toHaveProperty('name');
  expect(errorsOf(tunnelDraft({ name: 'a\nb' }))).toHaveProperty('name');
});
