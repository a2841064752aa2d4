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

describe('what is wrong is said at its field', () => {
  const long = 'x'.repeat(256);
  const login = 'ü'.repeat(128); // 256 bytes
  it.each<[Partial<TunnelDraft>, keyof TunnelDraft, string]>([
    [{ name: 'x'.repeat(101) }, 'name', 'That is too long: at most 100 characters.'],
    [{ name: 'a\u0007' }, 'name', 'A name can’t contain line breaks or control characters.'],
    [{ targetAddress: '' }, 'targetAddress', 'Enter an address, for example localhost.'],
    [{ targetAddress: long }, 'targetAddress', 'That is too long: at most 255 characters.'],
    [
      { targetAddress: '/a\nb' },
      'targetAddress',
      'The path contains characters that can’t be seen.',
    ],
    [
      { targetAddress: `/${'x'.repeat(103)}` },
      'targetAddress',
      'A socket’s path has at most 103 bytes.',
    ],
    [{ targetPort: '0' }, 'targetPort', 'A port: 1 to 65535.'],
    [{ listenPort: 'x' }, 'listenPort', 'A port: 1 to 65535, or 0 for a free one.'],
    [
      { listenAddress: '0.0.0.0' },
      'listenAddress',
      'Other machines could connect there. Tick “Other machines may connect”, or use 127.0.0.1.',
    ],
    [
      { kind: 'dynamic', user: login, password: 'x' },
      'user',
      'That is too long: at most 255 bytes.',
    ],
    [
      { kind: 'dynamic', user: 'me', password: login },
      'password',
      'That is too long: at most 255 bytes.',
    ],
  ])('%j', (change, field, words) => {
    expect(errorsOf(tunnelDraft(change))).toEqual({ [field]: words });
  });

  it('all at once, the first of each field', () => {
    const draft = tunnelDraft({ name: 'a\nb', listenPort: 'x', targetAddress: '', targetPort: '' });
    expect(Object.keys(errorsOf(draft))).toEqual([
      'name',
      'listenPort',
      'targetAddress',
      'targetPort',
    ]);
  });

  it('and nothing where all is as long as it may be', () => {
    const name = 'x'.repeat(100);
    const login = 'x'.repeat(255);
    for (const draft of [
      tunnelDraft({
        name,
        targetAddress: 'x'.repeat(255),
        listenPort: '65535',
        targetPort: '65535',
      }),
      tunnelDraft({ targetAddress: `/${'x'.repeat(102)}`, targetPort: '' }),
      tunnelDraft({ targetPort: '1', listenPort: '0' }),
      proxyDraft({ user: login, password: login }),
    ]) {
      expect(errorsOf(draft)).toEqual({});
    }
  });
});

describe('a password', () => {
  it('that the keychain didn’t give back starts no proxy that is open to anybody', () => {
    const words = /^The keychain did not give this proxy’s password back\. Unlock it/;
    expect(() => toSpec(proxyDraft({ password: '' }))).toThrow(words);
    expect(toSpec(proxyDraft({ user: '', password: '' }))).not.toHaveProperty('login');
  });

  it('and a user are kept as they were typed, spaces included', () => {
    const draft = normal(proxyDraft({ user: ' me ', password: ' x ' }));
    expect([draft.user, draft.password]).toEqual([' me ', ' x ']);
  });
});

it('of what a kind or a socket has no use for, nothing is kept', () => {
  const idle = normal(proxyDraft({ targetAddress: 'db', targetPort: '5432' }));
  expect([idle.targetAddress, idle.targetPort, idle.user]).toEqual(['', '', 'me']);
  const socket = normal(tunnelDraft({ listenAddress: '/a', listenPort: 'x', targetPort: '0080' }));
  expect([socket.listenPort, socket.targetPort, socket.shared]).toEqual(['', '80', false]);
  const remote = tunnelDraft({ kind: 'remote', listenAddress: '10.0.0.7', shared: true });
  expect(normal(remote)).toMatchObject({
    shared: true,
    listenAddress: '10.0.0.7',
    autostart: false,
  });
});
