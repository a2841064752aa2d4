// A table that is harmless in a spreadsheet, and comes back as it was.
import { describe, expect, it } from 'vitest';
import { csvText } from '../../../../electron/import/export/csv.ts';
import { readHosts } from '../../../../electron/import/readHosts.ts';
import { eachSeed } from '../../../support/random.ts';
import { fileOf, oddText, sshHost } from './plain.ts';

const FORMULAS = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  "'=x",
  "''@x",
  '=HYPERLINK("http://x";"y")',
  '# x',
];

describe('a table of hosts', () => {
  it('begins no cell with what a spreadsheet takes for a formula', () => {
    const hosts = FORMULAS.map((text) =>
      sshHost(text, { notes: text, tags: [text], folder: [text] }),
    );
    const { text } = csvText({ hosts, folders: [] });
    const rows = text.slice(1).split('\r\n').slice(1);
    const cells = rows.flatMap((row) => row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
    expect(cells.filter((cell) => /^"?[=+\-@\t\r]/.test(cell))).toEqual([]);
  });

  it('gives the same hosts back, by its contents alone', async () => {
    await eachSeed(150, (random) => {
      const hosts = [...FORMULAS, 'plain', oddText(random) || 'x'].map((name) =>
        sshHost(name, {
          fields: { address: 'a.example.com', user: random.pick(['', 'root']), port: '2222' },
          folder: [oddText(random), oddText(random)].filter(Boolean),
          tags: [oddText(random, 'ab,;|\\/ '), oddText(random)].filter(Boolean),
          notes: `${oddText(random)}\n${oddText(random)}`.trim(),
        }),
      );
      const found = readHosts(fileOf(csvText({ hosts, folders: [] }).text));
      expect(found.format).toBe('csv');
      const back = found.hosts.map(({ name, address, port, user, group, more }) => {
        const { tags = [], description: notes = '' } = more;
        return { name, address, port: String(port), user: user ?? '', folder: group, tags, notes };
      });
      expect(back).toEqual(
        hosts.map(({ name, fields: { address, port, user }, folder, tags, notes }) => {
          return { name, address, port, user, folder, tags, notes };
        }),
      );
    });
  });

  it('has keys, jump hosts and options back', () => {
    const fields = {
      identityFile: '~/.ssh/a key',
      jumpHost: 'a@b:22,c',
      options: 'Compression=yes\nX=a b',
    };
    const { hosts } = readHosts(
      fileOf(csvText({ hosts: [sshHost('a', { fields })], folders: [] }).text),
    );
    expect(hosts[0]).toMatchObject({
      identities: ['~/.ssh/a key'],
      jump: ['a@b:22', 'c'],
      more: { options: { Compression: 'yes', X: 'a b' } },
    });
  });

  it('says which hosts have no place in it', () => {
    const { text, unmapped } = csvText({ hosts: [sshHost('l', { kind: 'local' })], folders: [] });
    expect(text).not.toContain('\nl');
    expect(unmapped).toMatchObject([{ where: 'l', what: 'local', why: { code: 'export-kind' } }]);
  });
});

it('says of a proxy that it is left out', () => {
  const fields = { proxyKind: 'http', proxyAddress: 'p.example', proxyPort: '3128' };
  const made = [sshHost('a', { fields }), sshHost('b', { fields: { proxyKind: 'none' } })];
  expect(csvText({ hosts: made, folders: [] }).unmapped).toMatchObject([
    { where: 'a', what: 'http://p.example:3128', why: { code: 'export-proxy' } },
  ]);
});
