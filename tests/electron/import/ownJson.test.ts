// A file of our own: whole there and back, secrets left out or sealed, and what is done about a file that
// is damaged, changed or newer.
import { describe, expect, it } from 'vitest';
import { ownText, sealedOwnText } from '../../../electron/import/export/ownExport.ts';
import { plainHost, type PlainHosts } from '../../../electron/import/export/plainHost.ts';
import { hostOf } from '../../../electron/hosts/storedHost.ts';
import { OWN_VERSION, readOwn } from '../../../electron/import/ownJson.ts';
import { unsealed } from '../../../electron/import/ownSeal.ts';
import { readHosts } from '../../../electron/import/readHosts.ts';
import { PersonError } from '../../../electron/personError.ts';
import { eachSeed } from '../../support/random.ts';
import { fileOf, sshHost, tunnel } from './export/plain.ts';

const LINK = 'bowline://agent.example.com/SECRET-TOKEN';
const AGENT = plainHost(
  hostOf('agent', {
    id: 'h2',
    name: 'agent',
    pairingLink: LINK,
    agentUrl: 'wss://agent.example.com:7722',
  }),
  {
    tunnels: [
      tunnel({ id: 't2', hostId: 'h2', kind: 'dynamic', user: 'u', password: 'SOCKS-SECRET' }),
    ],
  },
);
const PLAIN: PlainHosts = {
  folders: [{ path: ['prod'], color: 'red', notes: 'n', fields: { user: 'deploy' } }],
  hosts: [
    sshHost('web', {
      fields: { address: '192.0.2.1', port: '2222', jumpHost: 'a@b,c', options: 'Compression=yes' },
      ...{
        color: 'teal',
        folder: ['prod', 'web'],
        tags: ['x', 'y'],
        notes: 'two\nlines',
        favorite: true,
      },
      tunnels: [tunnel({ id: 't1', hostId: 'web', autostart: true })],
    }),
    AGENT,
    plainHost(hostOf('local', { id: 'h3', name: 'zsh', shell: '/bin/zsh', environment: 'A=1' })),
  ],
};

describe('a file of our own', () => {
  it('has hosts whole, and no secret', () => {
    const text = ownText(PLAIN);
    expect(text).not.toMatch(/SECRET/);
    const { hosts, folders, seal, unmapped } = readOwn(text);
    expect([folders, seal, unmapped]).toEqual([PLAIN.folders, null, []]);
    const back = hosts.map(({ leftOut: _, ...host }) => host);
    const given = PLAIN.hosts.map(({ secrets: _, tunnels, ...host }) => {
      return { ...host, tunnels: tunnels.map(({ hostId: __, password: ___, ...one }) => one) };
    });
    expect(back).toEqual(given);
  });

  it('is previewed as any other, and says which secrets are missing', () => {
    const { format, hosts, unmapped } = readHosts(fileOf(ownText(PLAIN)));
    expect(format).toBe('bowline');
    expect(hosts).toMatchObject([
      {
        name: 'web',
        protocol: 'ssh',
        address: '192.0.2.1',
        port: 2222,
        jump: ['a@b', 'c'],
        group: ['prod', 'web'],
      },
      { name: 'agent', protocol: 'agent', address: 'wss://agent.example.com:7722', port: 0 },
      { name: 'zsh', protocol: 'local', address: '/bin/zsh' },
    ]);
    expect(hosts[0]).toMatchObject({
      more: { compression: true, tags: ['x', 'y'], description: 'two\nlines' },
      forwards: [{ type: 'local', listen: { port: 8080 }, target: { host: 'db', port: 5432 } }],
      own: { id: 'web', favorite: true, color: 'teal' },
    });
    expect(unmapped).toMatchObject([
      { where: 'agent', what: 'pairingLink', why: { code: 'import-own-left-out' } },
    ]);
  });

  it('gives sealed secrets for the passphrase, after three wrong ones, too', async () => {
    const text = await sealedOwnText(PLAIN, 'Pässwörter');
    expect(text).not.toMatch(/SECRET/);
    expect(readHosts(fileOf(text)).unmapped).toMatchObject([
      { why: { code: 'import-own-sealed' } },
    ]);
    const { seal, rest } = readOwn(text);
    for (const wrong of ['', 'x', 'pässwörter']) {
      await expect(unsealed(seal!, wrong, rest)).rejects.toMatchObject({
        said: { code: 'import-own-passphrase' },
      });
    }
    // The same letters, as macOS types them.
    expect(await unsealed(seal!, 'Pässwörter'.normalize('NFD'), rest)).toEqual({
      hosts: { h2: { pairingLink: LINK } },
      tunnels: { t2: { password: 'SOCKS-SECRET' } },
    });
  });

  it('is opened however it is laid out, and not where a host was changed', async () => {
    const text = await sealedOwnText(PLAIN, 'x');
    const plain = JSON.parse(text) as Record<string, unknown>;
    const turned = readOwn(JSON.stringify(Object.fromEntries(Object.entries(plain).reverse())));
    expect((await unsealed(turned.seal!, 'x', turned.rest)).hosts).toHaveProperty('h2');
    const evil = readOwn(text.replace('wss://agent.example.com', 'wss://evil.example.com'));
    await expect(unsealed(evil.seal!, 'x', evil.rest)).rejects.toMatchObject({
      said: { code: 'import-own-changed' },
    });
  });

  it('refuses a seal that would cost more than it may', async () => {
    const text = await sealedOwnText(PLAIN, 'x');
    const dear = text.replace('"N": 131072', '"N": 1073741824');
    expect(() => readOwn(dear)).toThrow(PersonError);
  });

  it('is refused where it is newer, and named where a part of it is', () => {
    const newer = ownText(PLAIN).replace(`"version": ${OWN_VERSION}`, '"version": 99');
    expect(() => readOwn(newer)).toThrow(/newer Bowline/);
    const more = JSON.parse(ownText(PLAIN)) as { hosts: object[] };
    more.hosts[0] = { ...more.hosts[0], wings: 2 };
    more.hosts[1] = { name: 'broken', id: 5 };
    more.hosts.push(
      JSON.parse('{"id":"p","kind":"ssh","name":"p","fields":{"__proto__":"x","address":"a"}}'),
    );
    const { hosts, unmapped } = readOwn(JSON.stringify(more));
    expect(hosts.map(({ name }) => name)).toEqual(['web', 'zsh', 'p']);
    expect(Object.getPrototypeOf(hosts[2]!.fields)).toBe(Object.prototype);
    expect(unmapped).toMatchObject([
      { where: 'web', what: 'wings' },
      { where: 'broken', what: 'id' },
    ]);
  });

  it('is an error or a result wherever it is damaged', async () => {
    const text = ownText(PLAIN);
    await eachSeed(200, (random) => {
      const at = random.int(text.length);
      const damaged = random.once(2)
        ? text.slice(0, at)
        : text.slice(0, at) + '\u0007' + text.slice(at + 1);
      try {
        readHosts(fileOf(damaged), 'bowline');
      } catch (error) {
        expect(error).toBeInstanceOf(PersonError);
      }
    });
  });
});
