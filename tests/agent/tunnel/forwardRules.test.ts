import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { AgentError } from '../../../agent/agentError.ts';
import { ForwardRules } from '../../../agent/tunnel/forwardRules.ts';
import { plainAddress } from '../../../core/tunnel/dialTarget.ts';

/** Whether an address may be reached, which was found under this name. */
function reaches(rules: string[], address: string, port: number, name = ''): boolean {
  return new ForwardRules({ allowForward: rules }).mayReach(address, port, name);
}

describe('without a rule', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1'])('%s may be reached', (address) => {
    expect(reaches([], address, 5432)).toBe(true);
    expect(reaches([], address, 5432, 'localhost')).toBe(true);
  });

  it.each(['localhost', 'LocalHost.', 'app.localhost', hostname()])('%s may', (name) => {
    expect(reaches([], '127.0.0.1', 80, name)).toBe(true);
    expect(reaches([], '127.0.1.1', 80, name)).toBe(true);
  });

  it.each(['rebound.evil.test', 'localhost.evil.test', 'evillocalhost', '.', '127.1'])(
    'loopback may not be reached by the name %s',
    (name) => {
      expect(reaches([], '127.0.0.1', 80, name)).toBe(false);
      expect(reaches([], '::1', 80, name)).toBe(false);
      expect(reaches(['*:80', '*.test:80'], '127.0.0.1', 80, name)).toBe(false);
      expect(reaches(['127.0.0.0/8:80'], '127.0.0.1', 80, name)).toBe(true);
    },
  );

  it.each(['10.0.0.1', '0.0.0.0', '::', '169.254.169.254', '8.8.8.8', 'fe80::1'])(
    '%s may not, whatever it is called',
    (address) => {
      expect(reaches([], address, 80)).toBe(false);
      expect(reaches([], address, 80, 'localhost')).toBe(false);
    },
  );

  it('no unix socket may, and nothing but loopback be listened on', () => {
    const rules = new ForwardRules();
    expect(rules.mayReachPath('/run/docker.sock')).toBe(false);
    expect(rules.mayListen({ kind: 'tcp', host: '127.0.0.1', port: 80 })).toBe(true);
    expect(rules.mayListen({ kind: 'tcp', host: '0.0.0.0', port: 80 })).toBe(false);
    expect(rules.mayListen({ kind: 'unix', path: '/tmp/x' })).toBe(false);
  });
});

describe('a rule', () => {
  it.each([
    ['10.0.0.0/8:5432', '10.1.2.3', 5432, '', true],
    ['10.0.0.0/8:5432', '10.1.2.3', 5433, '', false],
    ['10.0.0.0/8:5432', '11.1.2.3', 5432, '', false],
    ['10.0.0.7:*', '10.0.0.7', 1, '', true],
    ['10.0.0.7:*', '10.0.0.8', 1, '', false],
    ['[fd00::/8]:*', 'fd12::1', 443, '', true],
    ['[fd00::/8]:*', 'fe12::1', 443, '', false],
    ['*:80', '8.8.8.8', 80, '', true],
    ['*:80', '8.8.8.8', 81, '', false],
    ['*.internal:443', '10.1.2.3', 443, 'db.internal', true],
    ['*.internal:443', '10.1.2.3', 443, 'a.db.INTERNAL.', true],
    ['*.internal:443', '10.1.2.3', 443, 'internal', false],
    ['*.internal:443', '10.1.2.3', 443, 'db.internal.evil.test', false],
    ['*.internal:443', '10.1.2.3', 443, 'xinternal', false],
    ['*.internal:443', '10.1.2.3', 443, '', false],
    ['db*:5432', '10.1.2.3', 5432, 'db7', true],
    ['db*:5432', '10.1.2.3', 5432, 'db.evil.test', false],
  ])('%s says of %s:%i %s %s', (rule, address, port, name, allowed) => {
    expect(reaches([rule], address, port, name)).toBe(allowed);
  });

  it.each(['169.254.169.254', '0.0.0.0', '::', 'fe80::1', '224.0.0.1', '240.0.0.1'])(
    'for a name does not lead to %s',
    (address) => {
      expect(reaches(['*.internal:80'], address, 80, 'meta.internal')).toBe(false);
      expect(
        reaches(['*.internal:80', `${bracketed(address)}:80`], address, 80, 'meta.internal'),
      ).toBe(true);
    },
  );

  it('for everything leads there by the address alone', () => {
    expect(reaches(['*:80'], '169.254.169.254', 80, 'meta.evil.test')).toBe(false);
    expect(reaches(['*:80'], '169.254.169.254', 80)).toBe(true);
    expect(reaches(['*:80'], '10.1.2.3', 80, 'db.internal')).toBe(true);
  });

  it('for a unix socket means that path', () => {
    const rules = new ForwardRules({ allowForward: ['unix:/run/*.sock'] });
    expect(rules.mayReachPath('/run/docker.sock')).toBe(true);
    expect(rules.mayReachPath('/run/x/docker.sock')).toBe(false);
    expect(rules.mayReachPath('/run/../etc/x.sock')).toBe(false);
    expect(rules.mayReachPath('/run/docker.sock.evil')).toBe(false);
  });

  it('for listening is another than for connecting', () => {
    const rules = new ForwardRules({ allowListen: ['0.0.0.0:8080'] });
    expect(rules.mayListen({ kind: 'tcp', host: '0.0.0.0', port: 8080 })).toBe(true);
    expect(rules.mayReach('0.0.0.0', 8080, '')).toBe(false);
  });

  it('none leaves not even loopback', () => {
    expect(reaches(['none'], '127.0.0.1', 80)).toBe(false);
  });

  it.each([
    '',
    'db',
    'db:',
    'db:x',
    'db:70000',
    '10.0.0.0/33:80',
    '10.0.0.0/8/9:80',
    'db/8:80',
    '[::1:80',
  ])('"%s" is none', (rule) => {
    expect(() => new ForwardRules({ allowForward: [rule] })).toThrow(AgentError);
  });

  it.each(['10.0.0.*:80', '10.*:80', '[fd00::*]:80', '10:80'])(
    '"%s" would never be met',
    (rule) => {
      expect(() => new ForwardRules({ allowForward: [rule] })).toThrow(AgentError);
    },
  );

  it.each(['localhost:80', '*.internal:80', '10.0.0.*:80'])(
    'for listening "%s" would never be met',
    (rule) => {
      expect(() => new ForwardRules({ allowListen: [rule] })).toThrow(AgentError);
      expect(() => new ForwardRules({ allowListen: ['*:80', '10.0.0.0/24:80'] })).not.toThrow();
    },
  );

  it('none stands alone', () => {
    expect(() => new ForwardRules({ allowListen: ['none', '*:80'] })).toThrow(AgentError);
  });
});

it.each([
  ['::ffff:127.0.0.1', '127.0.0.1'],
  ['::ffff:7f00:1', '127.0.0.1'],
  ['::FFFF:169.254.169.254', '169.254.169.254'],
  ['::1', '::1'],
  ['10.0.0.1', '10.0.0.1'],
])('%s is judged as %s', (address, plain) => {
  expect(plainAddress(address)).toBe(plain);
});

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
