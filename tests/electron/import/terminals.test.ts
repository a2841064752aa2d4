// MobaXterm, SecureCRT, Xshell, FinalShell and WindTerm: each recognises its own files among everybody's,
// and stands whatever is done to them.
import { describe, expect, it } from 'vitest';
import { finalshell } from '../../../electron/import/readers/finalshell.ts';
import { mobaxterm } from '../../../electron/import/readers/mobaxterm.ts';
import { securecrt } from '../../../electron/import/readers/securecrt.ts';
import { windterm } from '../../../electron/import/readers/windterm.ts';
import { xshell } from '../../../electron/import/readers/xshell.ts';
import { ImportSource, openSource } from '../../../electron/import/source.ts';
import { PersonError } from '../../../electron/personError.ts';
import { eachSeed } from '../../support/random.ts';
import { samples } from './samples.ts';
import { damaged, fileOf, folderOf, standsIt } from './terminalSources.ts';

const FORMATS = { finalshell, mobaxterm, securecrt, windterm, xshell };
const all = samples().map((sample) => ({
  ...sample,
  source: openSource(sample.path, `${sample.path}-has-no-ssh-folder`),
}));
const NOTHING = [
  '',
  ' ',
  '[',
  '{',
  '[]',
  '{}',
  'null',
  '\0\0\0',
  '<a/>',
  'PK\x03\x04',
  '[Bookmarks]',
];

describe.each(Object.entries(FORMATS))('%s', (kind, format) => {
  it.each(all)('says of $name whether it is one', ({ source, expected }) => {
    expect(format.recognises(source)).toBe(expected.kind === kind);
  });

  it('recognises nothing in nothing', () => {
    for (const text of NOTHING) {
      expect(format.recognises(fileOf('file', text)), JSON.stringify(text)).toBe(false);
      expect(format.recognises(folderOf({ 'a.ini': text, 'b.json': text }))).toBe(false);
    }
    expect(format.recognises(folderOf({}))).toBe(false);
    expect(format.recognises(new ImportSource('x', [], { path: '', sshFolder: '' }))).toBe(false);
  });

  it('reads a file of another tool without harm', () => {
    for (const { source } of all) standsIt(format, source);
    for (const text of NOTHING) standsIt(format, fileOf('file', text));
  });

  it('stands whatever is done to its files', async () => {
    const own = all.filter(({ expected }) => expected.kind === kind);
    await eachSeed(150, (random) => {
      const { source } = random.pick(own);
      const files = source.files.map((file) => ({ ...file, bytes: damaged(file.bytes, random) }));
      standsIt(format, new ImportSource(source.name, files, source.place, source.isFolder));
    });
  });

  it('stands each cut of its files', () => {
    const own = all.filter(({ expected }) => expected.kind === kind);
    for (const { source } of own) {
      const { files, name, place, isFolder } = source;
      const longest = Math.max(...files.map(({ bytes }) => bytes.length));
      for (let end = 0; end < longest; end += 1 + Math.floor(longest / 400)) {
        const cut = files.map((file) => ({ ...file, bytes: file.bytes.subarray(0, end) }));
        standsIt(format, new ImportSource(name, cut, place, isFolder));
      }
    }
  });
});

describe('what would take for ever if it were looked at again and again', () => {
  const many = 1_000_000;

  it.each([
    ['spaces', ' '],
    ['signs', '='],
    ['cells', '#'],
    ['slashes', '/'],
    ['backslashes', '\\\\'],
    ['variables', '${'],
    ['lines', '_A'],
    ['brackets', '['],
    ['digits', '1'],
    ['hops', '__PIPE__'],
  ])('is read at once: %s', (_, piece) => {
    const long = piece.repeat(many / piece.length);
    const json = JSON.stringify(long);
    standsIt(
      mobaxterm,
      fileOf('x', `[Bookmarks]\nSubRep=a\nx=${long}\ny=#109#0%${long}%22%${long}`),
    );
    standsIt(
      mobaxterm,
      fileOf('x', `[Bookmarks]\nSubRep=a\ny=#109#0%a%22%%%%%%%${long}%%%${long}`),
    );
    standsIt(securecrt, folderOf({ 'x.ini': crt(long) }));
    standsIt(xshell, fileOf('x.xsh', `[CONNECTION]\nHost=${long}\nProtocol=SSH\n${long}=${long}`));
    standsIt(windterm, fileOf('x', `[{"session.target":${json},"session.group":${json}}]`));
    standsIt(finalshell, fileOf('x.json', `{"host":${json},"conection_type":100,"a":${json}}`));
  });

  function crt(long: string): string {
    return [`S:"Hostname"=${long}`, `S:"Firewall Name"=Session:${long}x`]
      .concat([`S:"Identity Filename V2"=${long}`, `S:"${long}"=${long}`, 'Z:"Description"=1'])
      .concat([` ${long}`, 'Z:"Port Forward Table V2"=1', ` ${long}|${long}|1|${long}`])
      .join('\n');
  }
});

describe('folders in folders', () => {
  const names = Array.from({ length: 100 }, (_, at) => `f${at}`);

  it('that nobody has are refused in each format', () => {
    const deep = names.join('/');
    const chain = names.map((name, at) =>
      JSON.stringify({ id: name, name, parent_id: at === 0 ? 'root' : names[at - 1] }),
    );
    const json = JSON.stringify({ name: 'x', host: 'x', user_name: 'x', parent_id: 'f99' });
    const xml = `<VanDyke version="3.0"><key name="Sessions">${names
      .map((name) => `<key name="${name}">`)
      .join('')}<string name="Hostname">x</string>${'</key>'.repeat(102)}`;
    const group = JSON.stringify([{ 'session.target': 'x', 'session.group': names.join('>') }]);
    const tooDeep = [
      [mobaxterm, fileOf('x.ini', `[Bookmarks_1]\nSubRep=${names.join('\\')}\nx=#109#0%x%22\n`)],
      [securecrt, folderOf({ [`${deep}/x.ini`]: 'S:"Hostname"=x\n' })],
      [securecrt, fileOf('x.xml', xml.replace(/<\/key>$/, '</VanDyke>'))],
      [xshell, folderOf({ [`${deep}/x.xsh`]: '[CONNECTION]\nHost=x\n' })],
      [windterm, fileOf('user.sessions', group)],
      [
        finalshell,
        folderOf({
          ...Object.fromEntries(chain.map((folder, at) => [`${at}/folder.json`, folder])),
          'x_connect_config.json': json,
        }),
      ],
    ] as const;
    for (const [format, source] of tooDeep) {
      expect(format.recognises(source), format.word).toBe(true);
      expect(() => format.read(source), format.word).toThrow(PersonError);
      expect(() => format.read(source), format.word).toThrow(/nested too deeply/);
    }
  });
});
