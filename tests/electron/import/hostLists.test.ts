// hosts files and known_hosts: what the samples don't show.
import { describe, expect, it } from 'vitest';
import { readHosts } from '../../../electron/import/readHosts.ts';
import { fileOf } from './export/plain.ts';
import { survives } from './fuzz.ts';

const KEY = 'AAAAC3NzaC1lZDI1NTE5AAAAIPaDDp5yNQ1rTkmZcKzPz3rJ1pQ4q0cU0Vf5Q2bN1XyZ';
const KNOWN = `# a comment
web1.example.com,192.0.2.1 ssh-ed25519 ${KEY}
web1.example.com ecdsa-sha2-nistp256 ${KEY} me@here
[db.example.com]:2222,[2001:db8::1]:2222 ssh-rsa ${KEY}=
192.0.2.9 ssh-ed25519 ${KEY}
192.0.2.10 ssh-ed25519 ${KEY}
late.example.com,192.0.2.10 ssh-rsa ${KEY}
|1|c2FsdHNhbHRzYWx0c2FsdA==|aGFzaGhhc2hoYXNoaGFzaA== ssh-ed25519 ${KEY}
|1|c2FsdHNhbHRzYWx0c2FsdB==|aGFzaGhhc2hoYXNoaGFzaB== ssh-ed25519 ${KEY}
@cert-authority *.example.com ssh-ed25519 ${KEY}
@revoked stolen.example.com ssh-ed25519 ${KEY}
*.lab.example.com,!a.lab.example.com ssh-ed25519 ${KEY}
old.example.com 1024 35 ${'1234567890'.repeat(8)}
this is no key
`;

describe('a small hosts file', () => {
  it('is one with what an editor left in it, and with names that stand twice', () => {
    const text = '127.0.0.1 localhost\n192.0.2.1 a\n192.0.2.2 b.example.com\n~ \n';
    expect(readHosts(fileOf(text, 'hosts')).format).toBe('etc_hosts');
    const twice = '192.0.2.1 a.example.com\n192.0.2.2 a.example.com\n192.0.2.3 b\n';
    expect(readHosts(fileOf(twice, 'hosts')).format).toBe('etc_hosts');
  });
});

describe('known_hosts', () => {
  it('gives each name once, with its port, and counts what is hashed', () => {
    const { format, hosts, unmapped } = readHosts(fileOf(KNOWN, 'known_hosts'));
    expect(format).toBe('known_hosts');
    expect(hosts.map(({ name, port, aliases = [] }) => [name, port, ...aliases])).toEqual([
      ['web1.example.com', 22, '192.0.2.1'],
      ['db.example.com', 2222, '2001:db8::1'],
      ['192.0.2.9', 22],
      ['late.example.com', 22, '192.0.2.10'],
      ['old.example.com', 22],
    ]);
    expect(unmapped.map(({ what, why }) => [what.slice(0, 22), why.code])).toEqual([
      ['@cert-authority *.exam', 'import-key-authority'],
      ['@revoked stolen.exampl', 'import-key-revoked'],
      ['*.lab.example.com', 'import-name-pattern'],
      ['!a.lab.example.com', 'import-name-pattern'],
      ['this is no key', 'import-line-unread'],
      ['2', 'import-hashed'],
    ]);
  });

  it('keeps names as they are that would harm elsewhere', () => {
    const { hosts } = readHosts(fileOf(`__proto__,-oProxyCommand=x ssh-rsa ${KEY}\n`));
    expect(hosts.map(({ name }) => name)).toEqual(['__proto__']);
  });

  it('survives any damage', () => survives(KNOWN, 'known_hosts'));
});

describe('a hosts file', () => {
  it('with a hundred thousand blocked names is read at once, and told in few lines', () => {
    const blocked = Array.from({ length: 100_000 }, (_, at) => `0.0.0.0 ad${at}.example.net`);
    const text = ['192.0.2.1 real # one', ...blocked, '192.0.2.2 last'].join('\n');
    const { format, hosts, unmapped } = readHosts(fileOf(text));
    expect([format, hosts.map(({ name }) => name)]).toEqual(['etc_hosts', ['real', 'last']]);
    expect(unmapped).toMatchObject([{ where: '0.0.0.0', why: { code: 'import-blocked' } }]);
    expect(unmapped[0]!.what).toContain('100000');
  });

  it('tells the first of many broken lines, and how many more', () => {
    const broken = Array.from({ length: 500 }, (_, at) => `300.1.1.${at} x${at}`);
    const { unmapped } = readHosts(fileOf(['192.0.2.1 a', ...broken].join('\n')), 'etc_hosts');
    expect(unmapped).toHaveLength(201);
    expect(unmapped.at(-1)).toMatchObject({ where: '…', what: '+ 300' });
  });

  it('survives any damage', () =>
    survives('192.0.2.1 web www\n::1 localhost\n192.0.2.2 db # x\n', 'etc_hosts'));
});
