// PuTTY's and its relatives' samples, cut anywhere and with bytes changed; and what recognises which.
import { describe, expect, it } from 'vitest';
import type { ImportFormat } from '../../../electron/import/format.ts';
import { kittyPortable } from '../../../electron/import/readers/kittyPortable.ts';
import { puttyReg } from '../../../electron/import/readers/puttyReg.ts';
import { puttyUnix } from '../../../electron/import/readers/puttyUnix.ts';
import { superputty } from '../../../electron/import/readers/superputty.ts';
import { winscp } from '../../../electron/import/readers/winscp.ts';
import { readHosts } from '../../../electron/import/readHosts.ts';
import { ImportSource, openSource, type SourceFile } from '../../../electron/import/source.ts';
import { PersonError } from '../../../electron/personError.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { fileOf } from './made.ts';
import { samples } from './samples.ts';

const FORMATS = {
  'kitty-portable': kittyPortable,
  'putty-reg': puttyReg,
  'putty-unix': puttyUnix,
  superputty,
  winscp,
} satisfies Record<string, ImportFormat>;
type Name = keyof typeof FORMATS;

const all = Object.entries(FORMATS) as [Name, ImportFormat][];

it.each(samples())('only its own format recognises $name', ({ path, expected }) => {
  const source = openSource(path, '/none');
  const taken = all.filter(([, format]) => format.recognises(source)).map(([name]) => name);
  expect(taken).toEqual(expected.kind in FORMATS ? [expected.kind] : []);
});

/** A result, or words for a person. */
function tried(name: Name, source: ImportSource): void {
  for (const [, format] of all) format.recognises(source);
  try {
    readHosts(source, name);
  } catch (error) {
    if (!(error instanceof PersonError)) throw error;
  }
}

function withFiles(source: ImportSource, change: (file: SourceFile) => Uint8Array): ImportSource {
  const files = source.files.map((file) => ({ ...file, bytes: change(file) }));
  return new ImportSource(source.name, files, source.place, source.isFolder);
}

function damaged({ bytes }: SourceFile, random: Random): Uint8Array {
  const cut = random.once(2) ? bytes.slice(0, random.int(bytes.length + 1)) : bytes.slice();
  for (let times = random.int(8); cut.length > 0 && times > 0; times -= 1) {
    cut[random.int(cut.length)] = random.int(256);
  }
  return cut;
}

describe.each(samples().filter(({ expected }) => expected.kind in FORMATS))('$name', (sample) => {
  const name = sample.expected.kind as Name;
  const source = openSource(sample.path, '/none');

  it('cut at any byte gives hosts, or says what is wrong', () => {
    const longest = Math.max(...source.files.map(({ bytes }) => bytes.length));
    for (let end = 0; end < longest; end += 7) {
      tried(
        name,
        withFiles(source, ({ bytes }) => bytes.slice(0, end)),
      );
    }
  });

  it('with bytes changed gives hosts, or says what is wrong', async () => {
    await eachSeed(150, (random) =>
      tried(
        name,
        withFiles(source, (file) => damaged(file, random)),
      ),
    );
  });
});

describe('a file that is made to take long', () => {
  const many = 200_000;
  it.each<[Name, string, string]>([
    ['putty-reg', 'texts that never close', '"a\\"b"="x\n'],
    ['putty-reg', 'bytes that go on', '"a"=hex:00,\\\n'],
    ['putty-reg', 'letters without an end', 'a'.repeat(10)],
    ['putty-reg', 'keys in keys', 'x\\'],
    ['putty-reg', 'keys that are deleted', '[-HKEY_CURRENT_USER\\a\\b]\n'],
    ['putty-reg', 'lines without anything', '\n'],
    ['putty-unix', 'lines without anything', '\n'],
    ['winscp', 'lines without anything', '\n'],
    ['putty-unix', 'lines of one setting', 'HostName=x\n'],
    ['kitty-portable', 'letters in another alphabet', '%D1%E5'],
    ['winscp', 'sections without a site', '[Sessions\\x]\n[\n'],
    ['superputty', 'elements in elements', '<a>'],
  ])('as %s by %s is read all the same', (name, _, part) => {
    const key = '[HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\Sessions\\a]\n';
    const starts: Record<Name, string> = {
      'kitty-portable': 'HostName\\x\\\nProtocol\\ssh\\\nUserName\\',
      'putty-reg': `${key}"HostName"="h"\n`,
      'putty-unix': 'Protocol=ssh\n',
      superputty: '<ArrayOfSessionData>',
      winscp: '[Sessions\\s]\nHostName=h\n',
    };
    tried(name, fileOf('big', starts[name] + part.repeat(many)));
  });
});
